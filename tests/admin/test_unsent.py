"""Words that are not saved yet: kept for their author while he types, and offered when he opens the page again."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from correspondence.models import Letter, Unsent
from tests.admin.pages import Fields, added, address, fields_of

KEEP = "/admin/unsent/"


def kept(client, where, fields, **changes):
    return client.post(KEEP, fields | {"_page": where} | changes)


def taken_up(client, where):
    row = Unsent.objects.get()
    return client.post(where, {"_take_up": str(row.pk)})


@pytest.fixture
def where(invitation):
    return address(invitation)


def test_the_page_offers_what_was_typed_and_not_saved(desk_officer, where):
    fields = fields_of(desk_officer, where) | {"subject": "Typed for an hour"}

    assert kept(desk_officer, where, fields).status_code == 204
    page = desk_officer.get(where).content.decode()

    assert "You have unsaved words here from" in page
    assert "Typed for an hour" not in page


def test_taking_it_up_fills_the_form_with_every_row_and_stores_nothing(desk_officer, where, invitation, latvian_mod):
    fields = fields_of(desk_officer, where) | {"subject": "", "summary": "Half a sent"}
    kept(desk_officer, where, added(fields, "participations", role="copy", party=str(latvian_mod.pk)))

    page = desk_officer.post(where, {"_take_up": str(Unsent.objects.get().pk)})
    shown = Fields(page.content.decode()).values

    assert (shown["subject"], shown["summary"]) == ("", "Half a sent")
    assert shown["participations-2-party"] == str(latvian_mod.pk)
    assert "errornote" not in page.content.decode()
    assert "This field is required" not in page.content.decode()
    assert Letter.objects.get(pk=invitation.pk).version == invitation.version


def test_what_was_taken_up_is_gone_when_it_is_saved(desk_officer, where, invitation):
    kept(desk_officer, where, fields_of(desk_officer, where) | {"summary": "All of it"})
    shown = Fields(taken_up(desk_officer, where).content.decode()).values

    assert desk_officer.post(where, shown).status_code == 302

    assert Letter.objects.get(pk=invitation.pk).summary == "All of it"
    assert not Unsent.objects.exists()


def test_a_refused_save_keeps_it(desk_officer, where):
    fields = fields_of(desk_officer, where) | {"subject": ""}
    kept(desk_officer, where, fields)

    assert desk_officer.post(where, fields).status_code == 200

    assert Unsent.objects.count() == 1


def test_two_open_forms_of_one_page_are_kept_apart(desk_officer, where):
    for words in ("One", "Other"):
        kept(desk_officer, where, fields_of(desk_officer, where) | {"subject": words})

    assert {dict(row.typed)["subject"] for row in Unsent.objects.all()} == {"One", "Other"}


def test_a_form_that_is_kept_again_takes_the_place_of_itself(desk_officer, where):
    fields = fields_of(desk_officer, where)
    for words in ("Half", "Whole"):
        kept(desk_officer, where, fields | {"subject": words})

    assert [dict(row.typed)["subject"] for row in Unsent.objects.all()] == ["Whole"]


def test_a_reply_is_offered_to_the_same_reply_only(desk_officer, invitation):
    new = address(invitation, "add")
    reply = f"{new}?reply_to={invitation.pk}"
    kept(desk_officer, f"{reply}&_changelist_filters=q", fields_of(desk_officer, reply))

    assert "unsaved words" in desk_officer.get(reply).content.decode()
    assert "unsaved words" not in desk_officer.get(new).content.decode()


def test_it_is_thrown_away_when_its_author_says_so(desk_officer, where):
    kept(desk_officer, where, fields_of(desk_officer, where))
    row = Unsent.objects.get()

    assert desk_officer.post(f"{KEEP}{row.pk}/discard/")["Location"] == where

    assert not Unsent.objects.exists()


def test_it_is_its_authors_alone(desk_officer, low, where):
    kept(desk_officer, where, fields_of(desk_officer, where) | {"subject": "CNRY"})
    row = Unsent.objects.get()

    assert "unsaved words" not in low.get(where).content.decode()
    assert "CNRY" not in low.post(where, {"_take_up": str(row.pk)}, follow=True).content.decode()
    assert low.post(f"{KEEP}{row.pk}/discard/").status_code == 404
    assert kept(low, where, {"_form": str(row.pk), "subject": "Mine"}).status_code == 400
    assert dict(Unsent.objects.get().typed)["subject"] == "CNRY"


@pytest.mark.parametrize("changes", [
    {"_form": ""}, {"_form": "1"}, {"_page": ""}, {"_page": "/letters/"}, {"_page": "//example.org/admin/"},
    {"_page": "/admin/\0"},
])  # fmt: skip
def test_what_is_no_form_of_ours_is_not_kept(desk_officer, where, changes):
    assert kept(desk_officer, where, {"_form": str(uuid4()), "subject": "Mine"}, **changes).status_code == 400
    assert not Unsent.objects.exists()


def test_any_sign_may_be_typed(desk_officer, where):
    words = "Ņota \0 \u202e “&<\"'\r\n😀"

    assert kept(desk_officer, where, {"_form": str(uuid4()), "subject": words}).status_code == 204

    assert dict(Unsent.objects.get().typed)["subject"] == words


def test_passwords_are_not_kept(desk_officer, where):
    kept(desk_officer, where, {"_form": str(uuid4()), "password": "secret"})

    assert Unsent.objects.get().typed == []


def test_what_is_older_than_a_month_goes_with_the_next_login(officer, outsider):
    Unsent.objects.keep(outsider, uuid4(), "/admin/old/", [])
    Unsent.objects.update(saved_at=timezone.now() - timedelta(days=31))
    Unsent.objects.keep(outsider, uuid4(), "/admin/new/", [])

    Client().post("/accounts/login/", {"username": officer.username, "password": "a long password"})

    assert [row.page for row in Unsent.objects.all()] == ["/admin/new/"]


def test_a_stranger_keeps_nothing(where):
    answer = Client().post(KEEP, {"_form": str(uuid4()), "_page": where, "subject": "Mine"})

    assert answer.status_code == 200
    assert "Log in" in answer.content.decode()
    assert not Unsent.objects.exists()


def test_what_was_typed_before_somebody_else_saved_ends_in_the_choice(desk_officer, low, where):
    kept(desk_officer, where, fields_of(desk_officer, where) | {"subject": "Mine"})
    low.post(where, fields_of(low, where) | {"subject": "Theirs"})
    shown = Fields(taken_up(desk_officer, where).content.decode()).values

    answer = desk_officer.post(where, shown)

    assert [one.theirs for part in answer.context["parts"] for one in part.differences] == ["Theirs"]
