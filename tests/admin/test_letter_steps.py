"""Steps that others rely on: with a reason, on record, for all that depends on them."""

import pytest
from django.urls import reverse

from correspondence.admin.locks import version_of
from correspondence.dates import read
from correspondence.models import DateReading, JournalEntry, Letter, Standing
from tests import factories as make
from tests.admin.pages import address, fields_of, problems


@pytest.fixture
def rival(invitation):
    return make._saved(
        DateReading(letter=invitation, value=read("1 August 2016"), basis="reported_press", standing="alternative")
    )


def test_voiding_asks_for_the_reason(desk_officer, invitation):
    where = reverse("admin:correspondence_letter_void", args=(invitation.pk,))

    answer = desk_officer.post(where, {"reason": "  ", "version": version_of(invitation)})

    assert answer.status_code == 200
    assert "This field is required." in answer.content.decode()
    invitation.refresh_from_db()
    assert invitation.status == "logged"


def test_a_void_letter_stays_with_its_reason_and_counts_for_nothing(desk_officer, officer, invitation, consultations):
    make.respond(consultations, make.answer_to(invitation, subject="Refusal"), "rejected")
    refusal = Letter.objects.get(subject="Refusal")

    desk_officer.post(
        reverse("admin:correspondence_letter_void", args=(refusal.pk,)),
        {"reason": "Logged twice", "version": version_of(refusal)},
    )

    refusal.refresh_from_db()
    assert (refusal.status, refusal.void_reason) == ("void", "Logged twice")
    assert Standing.objects.get().state == "open"
    entry = JournalEntry.objects.get(object_id=refusal.pk, verb="voided")
    assert (entry.by, entry.reason) == (officer, "Logged twice")


def test_a_void_letter_can_be_read_and_not_changed(desk_officer, invitation):
    invitation.void(reason="Logged twice")

    page = desk_officer.get(address(invitation))

    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert desk_officer.post(address(invitation), {}).status_code == 403
    assert desk_officer.get(reverse("admin:correspondence_letter_void", args=(invitation.pk,))).status_code == 403


def test_another_reading_is_preferred_with_a_reason_and_both_stay(desk_officer, officer, invitation, rival):
    where = reverse("admin:correspondence_letter_prefer", args=(invitation.pk, rival.pk))
    assert where in desk_officer.get(address(invitation)).content.decode()

    answer = desk_officer.post(
        where, {"reason": "The press had it first", "version": version_of(Letter.objects.get(pk=invitation.pk))}
    )

    assert answer.status_code == 302
    invitation.refresh_from_db()
    assert invitation.dated.edtf == "2016-08-01"
    assert invitation.readings.count() == 2
    assert JournalEntry.objects.get(verb="preferred").by == officer


def test_a_reading_is_preferred_only_on_its_own_page(desk_officer, invitation, rival):
    where = address(invitation)
    fields = fields_of(desk_officer, where)
    row = next(name for name, value in fields.items() if value == str(rival.pk)).removesuffix("-id")

    answer = desk_officer.post(where, fields | {f"{row}-standing": "preferred"})

    assert list(problems(answer)) == [f"{row}-standing"]


def test_moving_a_letter_to_another_level_asks_why(desk_officer, invitation):
    where = address(invitation)
    fields = fields_of(desk_officer, where) | {"level": str(make.level("restricted").pk)}

    answer = desk_officer.post(where, fields)

    assert problems(answer) == {"reason": ["Say why the level or desk changes."]}
    assert "Why? Kept in the history" in answer.content.decode()


def test_a_letter_moves_with_what_it_puts_and_the_reason_is_kept(desk_officer, officer, invitation, consultations):
    where = address(invitation)
    fields = fields_of(desk_officer, where) | {"level": str(make.level("secret").pk), "reason": "Sources named"}

    answer = desk_officer.post(where, fields | {"subject": "Another subject"})

    assert answer.status_code == 302, problems(answer)
    invitation.refresh_from_db()
    consultations.refresh_from_db()
    assert (invitation.level.code, consultations.level.code) == ("secret", "secret")
    assert invitation.subject == "Another subject"
    entry = JournalEntry.objects.get(object_id=invitation.pk, verb="reclassified")
    assert (entry.by, entry.reason) == (officer, "Sources named")


def test_a_letter_that_a_public_record_names_cannot_be_hidden(desk_officer, invitation):
    make.framework("Agreement", established_by=invitation)
    where = address(invitation)
    fields = fields_of(desk_officer, where) | {"level": str(make.level("secret").pk), "reason": "Sources named"}

    answer = desk_officer.post(where, fields)

    assert "cannot be restricted further" in str(problems(answer))
    invitation.refresh_from_db()
    assert invitation.level.code == "public"


def test_the_level_is_asked_of_the_record_and_not_of_the_form(desk_officer, invitation):
    """A posted "initial" value would make a change look like none, and save it without a reason."""
    secret = str(make.level("secret").pk)
    where = address(invitation)

    answer = desk_officer.post(where, fields_of(desk_officer, where) | {"level": secret, "initial-level": secret})

    assert list(problems(answer)) == ["reason"]


def test_a_date_closed_by_another_letter_is_not_opened_by_saving_the_page(desk_officer, invitation, latvia, russia):
    statement = make.letter("Statement", sender=latvia, dated="28 November 2018")
    claims = make.letter("Claims", sender=latvia, to=russia, knowledge="reported")
    make._saved(
        DateReading(letter=claims, value=read("since 2003"), bounded_by=statement, bound="so_far", basis="reported")
    )
    claims.refresh_from_db()
    assert claims.dated.edtf == "2003/2018-11-28"
    where = address(claims)

    answer = desk_officer.post(where, fields_of(desk_officer, where) | {"summary": "Several"})

    assert answer.status_code == 302, problems(answer)
    claims.refresh_from_db()
    assert claims.dated.edtf == "2003/2018-11-28"
    assert claims.readings.count() == 1


def test_a_new_date_makes_a_reading_and_keeps_the_old_one(desk_officer, invitation):
    where = address(invitation)

    answer = desk_officer.post(where, fields_of(desk_officer, where) | {"dated": "spring 2014", "reason": "Misread"})

    assert answer.status_code == 302, problems(answer)
    invitation.refresh_from_db()
    assert invitation.dated.edtf == "2014-21"
    assert {reading.standing for reading in invitation.readings.all()} == {"preferred", "alternative"}
