"""Who may come in: tokens with a scope and an end, sessions with proof, and nobody else."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from correspondence.models import ApiToken, Letter
from tests import factories as make
from tests.admin.pages import fields_of, problems, signed_in
from tests.api.conftest import Program, token_for
from tests.api.test_writing import PLAIN

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(db):
    return signed_in(make.user("administrator", group="administrator", is_staff=True))


def test_a_token_reads_what_its_account_may_read(anybody, program, latvia, russia):
    secret = make.letter("Secret", sender=latvia, to=russia, level=make.level("secret"))

    assert program.get(f"/letters/{secret.pk}/").status_code == 200
    assert anybody.get(f"/letters/{secret.pk}/").status_code == 404


def test_what_a_token_was_given_is_kept_by_nobody(program, note):
    assert "no-store" in program.get(f"/letters/{note.pk}/")["Cache-Control"]


@pytest.mark.parametrize(
    "header", ["Bearer dct_wrong", "Bearer ", "Basic abc", "x", "Bearer é", "Bearer " + "a" * 10_000]
)
def test_what_is_no_token_is_refused_even_where_everybody_may_read(anybody, note, header):
    answer = anybody.get("/letters/", Authorization=header)

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="api"')


def test_a_token_ends_in_time_when_revoked_and_with_its_account(officer, note):
    past = token_for(officer, expires_at=timezone.now() - timezone.timedelta(seconds=1))
    revoked, good = token_for(officer), token_for(officer)
    ApiToken.objects.of_secret(revoked).revoke()

    assert [Program(one).get("/letters/").status_code for one in (past, revoked, good)] == [401, 401, 200]
    officer.is_active = False
    officer.save()
    assert Program(good).get("/letters/").status_code == 401


def test_a_token_that_reads_does_not_write(officer, latvia, russia):
    answer = Program(token_for(officer, scope="read")).post("/letters/", PLAIN)

    assert answer.status_code == 403
    assert not Letter.objects.exists()


def test_a_token_writes_only_what_its_account_may_write(reader, administrator, latvia, russia, note):
    for user in (reader, make.user("keeper", group="administrator", cleared="secret")):
        program = Program(token_for(user))
        assert program.post("/letters/", PLAIN).status_code == 403
        tag = f'"{note.version}"'
        assert program.patch(f"/letters/{note.pk}/", {"subject": "Mine"}, If_Match=tag).status_code == 403
        assert program.post(f"/letters/{note.pk}/links/", {}).status_code == 403


def test_nobody_writes_without_an_account(anybody, latvia, russia):
    assert anybody.post("/letters/", PLAIN).status_code == 401


def test_a_session_writes_only_with_the_proof_that_its_own_pages_sent_it(officer, latvia, russia):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)

    def sent(**headers):
        return client.post("/api/v1/letters/", json.dumps(PLAIN), content_type="application/json", headers=headers)

    assert client.get("/api/v1/letters/").status_code == 200
    assert sent().status_code == 403
    client.get(reverse("admin:index"))
    client.get(reverse("admin:password_change"))
    assert sent(**{"X-CSRFToken": client.cookies["csrftoken"].value}).status_code == 201


def test_a_token_counts_whatever_cookies_come_with_it(officer, reader, latvia, russia):
    client = Client()
    client.force_login(officer)
    headers = {"Authorization": f"Bearer {token_for(reader)}"}

    answer = client.post("/api/v1/letters/", json.dumps(PLAIN), content_type="application/json", headers=headers)

    assert answer.status_code == 403


def test_a_token_opens_the_api_and_nothing_else(officer, settings):
    settings.PUBLIC_READING = False
    client = Client(headers={"Authorization": f"Bearer {token_for(officer)}"})

    assert client.get("/api/v1/letters/").status_code == 200
    assert client.get("/letters/").status_code == 302
    assert client.get("/admin/").status_code == 302


def test_the_day_of_the_last_use_is_kept(officer):
    secret = token_for(officer)
    Program(secret).get("/letters/")

    assert ApiToken.objects.get().last_used_on == timezone.now().date()


def test_the_secret_itself_is_not_stored(officer):
    secret = token_for(officer)

    assert secret not in str(ApiToken.objects.values_list())
    assert secret.startswith(ApiToken.objects.get().begins)


def test_who_asks_too_often_is_told_to_wait(anybody, monkeypatch):
    monkeypatch.setattr("correspondence.api.door.ReadingPace.rate", "2/min")

    answers = [anybody.get("/parties/") for _time in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 61


def test_an_administrator_makes_a_token_and_sees_its_secret_once(administrator, officer):
    where = reverse("admin:correspondence_apitoken_add")
    fields = fields_of(administrator, where) | {
        "name": "Register", "user": str(officer.pk), "scope": "write",
        "expires_at_0": "2099-01-01", "expires_at_1": "00:00",
    }  # fmt: skip

    answer = administrator.post(where, fields)

    token = ApiToken.objects.get()
    [secret] = [
        one for one in answer.content.decode().replace("<", " ").replace(">", " ").split() if one.startswith("dct_")
    ]
    assert (token.user, token.scope) == (officer, "write")
    assert ApiToken.objects.of_secret(secret) == token
    page = administrator.get(reverse("admin:correspondence_apitoken_change", args=(token.pk,))).content.decode()
    assert secret not in page
    assert token.digest not in page


def test_an_administrator_revokes_a_token(administrator, officer):
    secret = token_for(officer)
    where = reverse("admin:correspondence_apitoken_change", args=(ApiToken.objects.get().pk,))

    answer = administrator.post(where, fields_of(administrator, where) | {"ended": "on"})

    assert answer.status_code == 302, problems(answer)
    assert Program(secret).get("/letters/").status_code == 401
    assert administrator.post(where, {"name": "Mine"}).status_code == 403


def test_a_token_for_all_functions_is_made_only_by_those_who_have_them(administrator):
    root = make.user("root", is_superuser=True)
    where = reverse("admin:correspondence_apitoken_add")
    fields = fields_of(administrator, where) | {
        "name": "Mine", "user": str(root.pk), "scope": "write", "expires_at_0": "2099-01-01", "expires_at_1": "00:00",
    }  # fmt: skip

    assert list(problems(administrator.post(where, fields))) == ["user"]


def test_a_desk_officer_makes_no_tokens(officer):
    assert signed_in(officer).get(reverse("admin:correspondence_apitoken_changelist")).status_code == 403


def test_a_token_is_made_by_command_and_printed_once(officer, capsys):
    call_command("create_token", "officer", name="Register", scope="write", days=30)

    said = capsys.readouterr().out.splitlines()
    secret = said[0].removeprefix("Token, shown this once: ")
    assert ApiToken.objects.of_secret(secret).user == officer
    assert said[-1].startswith(f"token={secret[:10]} account=officer scope=write expires=")


@pytest.mark.parametrize("asked", [{"username": "absent"}, {"days": 0}, {"name": "a" * 81}, {"name": ""}])
def test_a_token_that_cannot_be_made_is_not(officer, asked):
    wanted = {"username": "officer", "name": "Register", "days": 30, "scope": "read"} | asked

    with pytest.raises(CommandError) as refused:
        call_command("create_token", wanted.pop("username"), **wanted)

    assert refused.value.returncode == 2
    assert not ApiToken.objects.exists()
