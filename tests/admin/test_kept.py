"""A login that has ended, or a form older than the login, costs no typed word."""

import json
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from correspondence.models import Letter
from tests import factories as make
from tests.admin.pages import Fields, added, address, fields_of, problems

LOGIN = "/accounts/login/"
PASSWORD = "a long password"


class Hidden(HTMLParser):
    """The hidden fields of the form that a page sends to an address, and that address."""

    def __init__(self, page: str, action: str) -> None:
        super().__init__()
        self.action, self.inside, self.fields, self.attributes = action, False, {}, {}
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.inside = given.get("action") == self.action
            self.attributes = given if self.inside else self.attributes
        elif tag == "input" and self.inside and given.get("type") == "hidden":
            self.fields.setdefault(given["name"], []).append(given.get("value", ""))


@pytest.fixture(params=[True, False], ids=["public reading", "closed"])
def reading(settings, request):
    settings.PUBLIC_READING = request.param


@pytest.fixture
def officers_form(desk_officer, invitation):
    """The form of a letter as an officer opened it, with a new subject."""
    return fields_of(desk_officer, address(invitation)) | {"subject": "Typed for an hour"}


def sign_in(client, page, username="officer", **changes):
    hidden = Hidden(page.content.decode(), LOGIN).fields
    return client.post(LOGIN, hidden | {"username": username, "password": PASSWORD} | changes)


def sent_on(client, page, where):
    return client.post(where, Hidden(page.content.decode(), where).fields)


@pytest.mark.usefixtures("reading")
def test_what_was_sent_after_the_login_ended_is_saved_after_signing_in(officers_form, officer, invitation):
    where, client = address(invitation), Client()

    asked = client.post(where, officers_form)
    assert "nothing that you typed is lost" in asked.content.decode()
    again = sign_in(client, asked, officer.username)
    assert "Send what you had typed" in again.content.decode()
    saved = sent_on(client, again, where)

    assert saved.status_code == 302
    assert Letter.objects.get(pk=invitation.pk).subject == "Typed for an hour"


@pytest.mark.usefixtures("reading")
def test_an_address_that_does_not_exist_is_answered_alike(officers_form, invitation):
    there, absent = address(invitation), "/admin/correspondence/letter/absent/change/"

    pages = [Client().post(where, {"subject": "Mine"}).content.decode() for where in (there, absent)]

    assert Hidden(pages[0], LOGIN).fields.keys() == Hidden(pages[1], LOGIN).fields.keys()


def test_the_same_person_is_sent_on_at_once_and_another_is_asked(officers_form, officer, low_officer, invitation):
    asked = Client().post(address(invitation), officers_form)

    same, other = (sign_in(Client(), asked, person.username).content.decode() for person in (officer, low_officer))

    assert "data-send-at-once" in same
    assert "data-send-at-once" not in other
    assert f"typed by {officer.username}, and you are signed in as low" in other
    assert "Send it in my name" in other


def test_a_wrong_password_loses_nothing(officers_form, officer, invitation):
    client = Client()
    asked = client.post(address(invitation), officers_form)

    refused = sign_in(client, asked, officer.username, password="wrong")

    assert "Send what you had typed" in sign_in(client, refused, officer.username).content.decode()


def test_somebody_who_may_not_open_the_page_is_asked_for_another_account(officers_form, officer, invitation):
    make.user("reader without functions")
    client = Client()
    asked = client.post(address(invitation), officers_form)

    refused = sign_in(client, asked, "reader without functions")

    assert "may not open that page" in refused.content.decode()
    assert "Send what you had typed" in sign_in(client, refused, officer.username).content.decode()


def test_a_text_of_two_hundred_thousand_characters_passes_exactly(desk_officer, officer, invitation):
    body = ("Ņota “&<\"'\r\n" * 20_000)[:200_000]
    where, client = address(invitation, "change"), Client()
    typed = fields_of(desk_officer, where) | {
        "texts-TOTAL_FORMS": "1", "texts-0-body": body, "texts-0-language": "lv",
    }  # fmt: skip

    again = sign_in(client, client.post(where, typed), officer.username)

    carried = Hidden(again.content.decode().replace("\r\n", "\n"), where).fields["texts-0-body"]
    assert carried[0].replace("\r\n", "\n") == body.replace("\r\n", "\n")


def test_a_password_is_never_carried(officer):
    asked = Client().post("/admin/auth/user/1/password/", {"password1": "secret words", "usable_password": "true"})

    assert "secret words" not in asked.content.decode()


def test_a_file_that_cannot_be_carried_is_named(officers_form, officer, invitation):
    client = Client()
    scan = SimpleUploadedFile("note.pdf", b"%PDF-1.7")

    asked = client.post(address(invitation), officers_form | {"attachments-0-file": scan})

    assert "Choose the file again: note.pdf" in asked.content.decode()
    assert "Choose the file again: note.pdf" in sign_in(client, asked, officer.username).content.decode()


@pytest.mark.parametrize("elsewhere", [
    "https://example.org/", "//example.org/admin/", "/accounts/password_change/", "/admin/../accounts/password_change/",
    "/admin/%2e%2e/accounts/password_change/", "/admin/\\..\\accounts/", "/admin/login/",
])  # fmt: skip
def test_nothing_is_sent_on_to_another_address(officer, elsewhere):
    carried = json.dumps([elsewhere, [["new_password1", "x"]], []])

    answer = Client().post(LOGIN, {"username": officer.username, "password": PASSWORD, "_carried": carried})

    assert answer.status_code == 302
    assert answer["Location"] == "/"


@pytest.mark.parametrize("nonsense", ["", "[", "[1]", "{}", "null", '["/admin/", 1, []]', "[" * 100_000])
def test_what_no_page_of_ours_carried_is_left_alone(officer, nonsense):
    given = {"username": officer.username, "password": PASSWORD, "_carried": nonsense}

    assert Client().post(LOGIN, given).status_code == 302


def test_a_refused_save_keeps_every_word_and_row_and_asks_for_the_file_again(desk_officer, invitation, latvian_mod):
    where = address(invitation)
    fields = added(fields_of(desk_officer, where), "participations", role="copy", party=str(latvian_mod.pk))
    fields = added(fields, "texts", body="  Typed\r\n for an hour", language="x" * 99)
    scan = SimpleUploadedFile("note.pdf", b"%PDF-1.7")

    refused = desk_officer.post(where, fields | {"place": "Moscow", "attachments-0-file": scan})

    shown = Fields(refused.content.decode()).values
    assert "texts-0-language" in problems(refused)
    assert shown["participations-2-party"] == str(latvian_mod.pk)
    assert (shown["place"], shown["texts-0-body"]) == ("Moscow", "  Typed\r\n for an hour")
    assert "Choose the file again: note.pdf" in refused.content.decode()


class TestAFormOlderThanTheLogin:
    """Signed in again in another window: the token of the open form is no longer the right one."""

    @pytest.fixture
    def client(self, officer):
        client = Client(enforce_csrf_checks=True)
        client.force_login(officer)
        return client

    def test_is_offered_to_be_sent_again_with_a_new_token(self, client, officers_form, invitation):
        where = address(invitation)

        offered = client.post(where, officers_form, headers={"origin": "http://testserver"})
        saved = sent_on(client, offered, where)

        assert "data-send-at-once" not in offered.content.decode()
        assert saved.status_code == 302
        assert Letter.objects.get(pk=invitation.pk).subject == "Typed for an hour"

    @pytest.mark.parametrize("origin", [{}, {"origin": "https://example.org"}, {"origin": "null"}])
    def test_from_another_site_is_refused_and_not_shown(self, client, officers_form, invitation, origin):
        answer = client.post(address(invitation), officers_form, headers=origin)

        assert answer.status_code == 403
        assert "Typed for an hour" not in answer.content.decode()

    @pytest.mark.usefixtures("reading")
    def test_of_another_site_is_not_carried_through_the_login(self, officers_form, invitation):
        stranger = Client(enforce_csrf_checks=True)

        answer = stranger.post(address(invitation), officers_form, headers={"origin": "https://example.org"})

        assert answer.status_code == 403
        assert "Typed for an hour" not in answer.content.decode()
