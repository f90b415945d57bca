"""Silence and lapse: acts that a person confirms, never the calendar."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command

from correspondence.dates import read
from correspondence.models import JournalEntry, Letter, Proposal, Response, Standing, silence
from tests import factories as make

pytestmark = pytest.mark.django_db

DUE = dt.date(2016, 3, 3)
DAY = dt.date(2016, 4, 1)
WHY = "The registry of both ministries has nothing"


@pytest.fixture(autouse=True)
def frozen():
    with time_machine.travel("2016-05-02 09:00 +0000", tick=False):
        yield


@pytest.fixture
def note(latvia, russia) -> Letter:
    return make.letter("Note", sender=latvia, to=russia, dated="1 February 2016", reply_due=DUE)


@pytest.fixture
def offer(note, latvia, russia) -> Proposal:
    return make.offer("Inspections", by=latvia, to=russia, put_in=note)


@pytest.fixture
def visit(latvia, russia) -> Proposal:
    """An invitation for a day, in a letter that names no day for the reply."""
    letter = make.letter("Invitation", sender=latvia, to=russia, dated="1 February 2016")
    return make.offer(
        "Visit", by=latvia, to=russia, put_in=letter, kind="invitation", holds_until=read("20 March 2016")
    )


def state(offer: Proposal) -> str:
    return Standing.objects.get(addressee__proposal=offer).state


def deadline(offer: Proposal, reader) -> silence.Deadline:
    return silence.deadline_for(offer.addressees.get(), reader)


def confirmed(offer: Proposal, by, basis: str = "silence", *, on: dt.date = DAY, reason: str = WHY) -> Response:
    addressee = offer.addressees.get()
    verb = addressee.confirm_silence if basis == "silence" else addressee.confirm_lapse
    return verb(on=on, by=by, reason=reason)


def refused(offer: Proposal, by, basis: str = "silence", **fields) -> str:
    """Return why it is refused; nothing is left behind."""
    before = Response.objects.count(), state(offer), JournalEntry.objects.count()
    with pytest.raises(ValidationError) as caught:
        confirmed(offer, by, basis, **fields)
    assert (Response.objects.count(), state(offer), JournalEntry.objects.count()) == before
    return " ".join(caught.value.messages)


# Confirming ----------------------------------------------------------------------------------------------------------


def test_confirmed_silence_is_a_refusal(offer, officer):
    response = confirmed(offer, officer)

    assert (response.answer, response.basis, response.letter) == ("rejected", "silence", None)
    assert (response.confirmed_on, response.confirmed_by) == (DAY, officer)
    assert state(offer) == "rejected"
    assert Standing.objects.get().since.edtf == "2016-04-01"


def test_confirmed_silence_is_consent_where_the_reply_rule_says_so(note, latvia, russia, officer):
    offer = make.offer(by=latvia, to=russia, put_in=note, reply_rule="silence_is_consent")

    assert confirmed(offer, officer).answer == "accepted"
    assert state(offer) == "accepted"


def test_an_offer_lapses_when_its_date_has_passed_and_a_person_says_so(visit, officer):
    response = confirmed(visit, officer, "lapse")

    assert (response.answer, response.basis) == ("lapsed", "lapse")
    assert state(visit) == "lapsed"


def test_an_offer_that_held_to_a_day_may_be_met_by_silence_as_well(visit, officer):
    confirmed(visit, officer)

    assert state(visit) == "rejected"


def test_the_journal_says_who_confirmed_when_and_why_in_the_history_of_the_letter_that_waits(offer, note, officer):
    response = confirmed(offer, officer)

    entry = JournalEntry.objects.get(object_id=response.pk)
    assert (entry.verb, entry.by, entry.reason, entry.letter) == ("silence confirmed", officer, WHY, note)
    assert entry.after["confirmed_on"] == "2016-04-01"


def test_acknowledged_and_deferred_are_no_answers(offer, note, officer):
    for day, answer in (("1 March 2016", "acknowledged"), ("2 March 2016", "deferred")):
        make.respond(offer, make.answer_to(note, dated=day), answer)

    confirmed(offer, officer)

    assert state(offer) == "rejected"


def test_of_several_addressees_only_the_silent_one_is_silent(latvia, russia, osce, officer):
    note = make.letter(sender=latvia, to=[russia, osce], dated="1 February 2016", reply_due=DUE)
    offer = make.offer(by=latvia, to=[russia, osce], put_in=note)

    offer.addressees.get(party=osce).confirm_silence(on=DAY, by=officer, reason=WHY)

    states = dict(Standing.objects.values_list("addressee__party__name", "state"))
    assert states == {"OSCE": "rejected", "Russia": "open"}


def test_put_again_after_silence_it_is_open_again(offer, latvia, russia, officer):
    confirmed(offer, officer)
    make.table(offer, make.letter(sender=latvia, to=russia, dated="20 April 2016"))

    assert (state(offer), Standing.objects.get().times_tabled) == ("open", 2)


@pytest.mark.parametrize("basis", ["silence", "lapse"])
def test_what_is_stored_is_what_the_acts_say(visit, officer, basis, capsys):
    response = confirmed(visit, officer, basis)
    with pytest.raises(SystemExit) as done:
        call_command("check_offers")
    assert done.value.code == 0

    response.take_back(by=officer, reason="A reply turned up")

    with pytest.raises(SystemExit) as done:
        call_command("check_offers")
    assert (done.value.code, state(visit)) == (0, "open")


# Refused -------------------------------------------------------------------------------------------------------------


def test_there_is_no_silence_before_the_due_date(offer, officer):
    with time_machine.travel("2016-03-03 20:00 +0000", tick=False):
        assert refused(offer, officer, on=DUE) == "There is time to answer until 3 March 2016."


def test_there_is_no_silence_without_a_due_date(latvia, russia, officer):
    note = make.letter(sender=latvia, to=russia, dated="1 February 2016")

    offer = make.offer(by=latvia, to=russia, put_in=note)

    assert refused(offer, officer) == "No day is named by which it had to be answered."


def test_there_is_no_lapse_before_the_date_has_passed(visit, officer):
    with time_machine.travel("2016-03-20 20:00 +0000", tick=False):
        assert refused(visit, officer, "lapse") == "There is time to answer until 20 March 2016."


def test_a_due_date_for_the_reply_alone_makes_nothing_lapse(offer, officer):
    assert refused(offer, officer, "lapse") == "No day is named by which it had to be answered."


@pytest.mark.parametrize("basis", ["silence", "lapse"])
@pytest.mark.parametrize("answer", ["accepted", "rejected", "accepted_in_part", "accepted_with_conditions"])
def test_an_answer_on_record_is_no_silence(visit, officer, answer, basis):
    letter = visit.tablings.get().letter
    make.respond(visit, make.answer_to(letter, dated="1 March 2016"), answer)

    assert "An answer is on record" in refused(visit, officer, basis)


def test_who_asked_for_specifics_was_not_silent(offer, note, officer):
    make.respond(offer, make.answer_to(note, dated="1 March 2016"), "specifics_requested")

    assert "An answer is on record" in refused(offer, officer)


def test_silence_is_confirmed_once(offer, officer):
    confirmed(offer, officer)

    assert "An answer is on record" in refused(offer, officer)


def test_where_no_answer_is_expected_silence_says_nothing(note, latvia, russia, officer):
    offer = make.offer(by=latvia, to=russia, put_in=note, reply_rule="none_expected")

    assert refused(offer, officer) == "No answer is expected to this offer, so silence says nothing."


def test_where_silence_is_consent_nothing_lapses(visit, officer):
    visit.reply_rule = "silence_is_consent"
    visit.save()

    assert refused(visit, officer, "lapse").startswith("Silence is consent here")


def test_what_was_never_put_cannot_be_met_by_silence(latvia, russia, officer):
    offer = make.offer(by=latvia, to=russia, holds_until=read("1 March 2016"))

    assert "not put to it in any letter" in refused(offer, officer, "lapse")


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (DUE, "Choose a day after 3 March 2016: there was time until then."),
        (dt.date(2016, 5, 3), "That day has not come yet."),
    ],
)
def test_the_day_lies_between_the_due_date_and_today(offer, officer, on, words):
    assert refused(offer, officer, on=on) == words


def test_how_one_knows_must_be_said(offer, officer):
    assert refused(offer, officer, reason="  ") == "Say how you know."


def test_the_day_is_not_before_what_is_on_record_later(offer, note, officer):
    make.respond(offer, make.answer_to(note, dated="10 April 2016"), "acknowledged")
    make.table(offer, make.letter(sender=offer.proposers.get().party, dated="11 April 2016", reply_due=DUE))

    assert "Choose a later day" in refused(offer, officer)
    assert confirmed(offer, officer, on=dt.date(2016, 4, 12)).answer == "rejected"


# Who knows what ------------------------------------------------------------------------------------------------------


def test_a_refusal_that_one_may_not_see_is_not_betrayed(offer, note, officer):
    """Cleared for less, a person is told nothing of the secret answer: what he sees is silence."""
    low = make.user(cleared="public")
    make.respond(offer, make.answer_to(note, dated="1 March 2016", level=make.level("secret")), "rejected")

    with pytest.raises(ValidationError, match="An answer is on record"):
        confirmed(offer, officer)
    assert confirmed(offer, low).answer == "rejected"


def test_silence_does_not_rest_on_a_letter_that_fewer_people_may_see(offer, latvia, russia, officer):
    again = make.letter(sender=latvia, to=russia, dated="1 March 2016", reply_due=DUE, level=make.level("secret"))
    make.table(offer, again)

    with pytest.raises(ValidationError, match="Fewer people may see"):
        confirmed(offer, officer)


# Taking it back ------------------------------------------------------------------------------------------------------


def test_what_was_confirmed_by_mistake_is_taken_back_with_a_reason(offer, note, officer):
    response = confirmed(offer, officer)
    key = response.pk

    response.take_back(by=officer, reason="The note came by bag")

    assert (state(offer), Response.objects.count()) == ("open", 0)
    entry = JournalEntry.objects.get(object_id=key, verb="removed")
    assert (entry.by, entry.reason, entry.letter, entry.before["basis"]) == (
        officer, "The note came by bag", note, "silence",
    )  # fmt: skip


def test_taking_back_needs_a_reason(offer, officer):
    response = confirmed(offer, officer)

    with pytest.raises(ValidationError, match="Say why it is taken back"):
        response.take_back(by=officer, reason=" ")
    assert state(offer) == "rejected"


def test_an_answer_in_a_letter_is_not_taken_back_but_corrected(offer, note, officer):
    response = make.respond(offer, make.answer_to(note, dated="1 March 2016"), "rejected")

    with pytest.raises(ValidationError, match="correct it there"):
        response.take_back(by=officer, reason="A mistake")


# Flags: computed for a day, stored nowhere ---------------------------------------------------------------------------


def test_a_reply_is_overdue_from_the_day_after_it_was_due(offer, officer):
    with time_machine.travel("2016-03-03 12:00 +0000", tick=False):
        assert not deadline(offer, officer).is_overdue
    with time_machine.travel("2016-03-04 12:00 +0000", tick=False):
        assert deadline(offer, officer).is_overdue
    assert state(offer) == "open"


def test_only_a_due_date_makes_a_reply_overdue(visit, officer):
    found = deadline(visit, officer)

    assert (found.is_overdue, found.is_past) == (False, True)


def test_an_answer_ends_what_was_overdue(offer, note, officer):
    make.respond(offer, make.answer_to(note, dated="1 April 2016"), "rejected")

    assert not deadline(offer, officer).is_flagged


def test_the_last_letter_that_puts_it_names_the_day(offer, latvia, russia, officer):
    make.table(offer, make.letter(sender=latvia, to=russia, dated="1 March 2016", reply_due=dt.date(2016, 6, 1)))

    assert (deadline(offer, officer).reply_due, deadline(offer, officer).is_overdue) == (dt.date(2016, 6, 1), False)


def test_an_offer_for_a_month_is_past_when_the_month_is(visit, officer):
    visit.holds_until = read("April 2016")
    visit.save()

    with time_machine.travel("2016-04-30 12:00 +0000", tick=False):
        assert not deadline(visit, officer).is_past
    assert deadline(visit, officer).is_past


def test_where_silence_is_consent_nothing_is_late(note, latvia, russia, officer):
    offer = make.offer(by=latvia, to=russia, put_in=note, reply_rule="silence_is_consent")
    found = deadline(offer, officer)

    assert (found.is_overdue, found.awaits_consent) == (False, True)


def test_the_stored_standings_know_the_same_deadline(offer, visit, officer):
    rows = Standing.objects.effective_for(officer).with_deadlines(officer).select_related("addressee__proposal")

    for row in rows:
        known, found = row.deadline_on(dt.date(2016, 5, 2)), deadline(row.addressee.proposal, officer)
        assert (known.reply_due, known.holds, known.is_overdue, known.is_past) == (
            found.reply_due, found.holds, found.is_overdue, found.is_past,
        )  # fmt: skip
