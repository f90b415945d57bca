"""Silence and lapse are confirmed, and taken back, on pages that say what will happen: with a day, with a reason, by POST."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from correspondence.dates import read
from correspondence.models import JournalEntry, Response, Standing
from tests import factories as make
from tests.pages.letters_as_read import told

WHY = {"on": "2016-04-01", "reason": "The registry has nothing"}


@pytest.fixture(autouse=True)
def frozen():
    with time_machine.travel("2016-05-02 09:00 +0000", tick=False):
        yield


@pytest.fixture
def offer(latvia, russia):
    note = make.letter(sender=latvia, to=russia, dated="1 February 2016", reply_due=dt.date(2016, 3, 3))
    return make.offer("Visit", by=latvia, to=russia, put_in=note, kind="invitation", holds_until=read("20 March 2016"))


def where(offer, step="silence", row=None):
    return reverse(f"admin:correspondence_proposal_{step}", args=(offer.pk, (row or offer.addressees.get()).pk))


def opened(client, address):
    """Open a page and return what its form holds."""
    form = client.get(address).context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


def state():
    return Standing.objects.get().state


def test_the_page_says_what_will_happen_and_for_whom(desk_officer, offer):
    words = told(desk_officer.get(where(offer)).content.decode())

    assert "No answer came by 3 March 2016. By the reply rule of this offer silence is a refusal." in words
    assert "Russia : Open → Declined" in words


def test_consent_by_silence_is_announced_as_consent(desk_officer, offer):
    offer.reply_rule = "silence_is_consent"
    offer.save()
    words = told(desk_officer.get(where(offer)).content.decode())

    assert "By the reply rule of this offer silence is consent." in words
    assert "Open → Accepted" in words


@pytest.mark.parametrize(("step", "settled"), [("silence", "rejected"), ("lapse", "lapsed")])
def test_with_a_day_and_a_reason_it_is_done_and_on_record(desk_officer, officer, offer, step, settled):
    address = where(offer, step)

    answer = desk_officer.post(address, opened(desk_officer, address) | WHY)

    assert (answer.status_code, answer["Location"]) == (302, offer.get_absolute_url())
    assert state() == settled
    entry = JournalEntry.objects.get(verb=f"{step} confirmed")
    assert (entry.by, entry.reason) == (officer, "The registry has nothing")


def test_looking_changes_nothing(desk_officer, offer):
    desk_officer.get(where(offer))
    desk_officer.get(where(offer, "lapse"))

    assert state() == "open"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"reason": " "}, "This field is required."),
        ({"on": ""}, "This field is required."),
        ({"on": "31 February"}, "Enter a valid date."),
        ({"on": "2016-03-03"}, "Choose a day after 3 March 2016"),
        ({"on": "2016-05-03"}, "That day has not come yet."),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_typed(desk_officer, offer, given, words):
    address = where(offer)

    answer = desk_officer.post(address, opened(desk_officer, address) | WHY | given)

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert state() == "open"


def test_before_the_due_date_the_page_says_why_not_and_offers_nothing(desk_officer, offer):
    with time_machine.travel("2016-03-01 09:00 +0000", tick=False):
        answer = desk_officer.get(where(offer))
        assert "There is time to answer until 3 March 2016." in answer.content.decode()
        assert "_method" not in answer.content.decode()
        assert 'name="reason"' not in answer.content.decode()
        desk_officer.post(where(offer), WHY)

    assert state() == "open"


def test_an_answer_on_record_is_no_silence(desk_officer, offer):
    make.respond(offer, make.answer_to(offer.tablings.get().letter, dated="1 March 2016"), "accepted")

    answer = desk_officer.post(where(offer), WHY)

    assert "An answer is on record" in answer.content.decode()
    assert Response.objects.filter(letter=None).count() == 0


def test_a_page_opened_before_somebody_else_changed_it_saves_nothing(desk_officer, offer):
    address = where(offer)
    typed = opened(desk_officer, address) | WHY
    make.respond(offer, make.answer_to(offer.tablings.get().letter, dated="1 March 2016"), "acknowledged")

    answer = desk_officer.post(address, typed)

    assert "Changed by someone else after you opened it. Nothing was saved." in answer.content.decode()
    assert state() == "acknowledged"


def test_a_form_without_the_version_saves_nothing(desk_officer, offer):
    answer = desk_officer.post(where(offer), WHY)

    assert "Changed by someone else" in answer.content.decode()
    assert state() == "open"


def test_what_was_confirmed_is_taken_back_with_a_reason(desk_officer, officer, offer):
    response = offer.addressees.get().confirm_lapse(on=dt.date(2016, 4, 1), by=officer, reason="Nothing came")
    address = where(offer, "take_back", response)
    assert address in desk_officer.get(offer.get_absolute_url()).content.decode()
    assert "Lapsed → as the other acts say" in told(desk_officer.get(address).content.decode())

    answer = desk_officer.post(address, opened(desk_officer, address) | {"reason": "It came by bag"})

    assert answer.status_code == 302
    assert state() == "open"
    assert JournalEntry.objects.get(verb="removed").reason == "It came by bag"


def test_what_a_rival_reading_rests_on_stays(desk_officer, officer, offer, latvia):
    response = offer.addressees.get().confirm_lapse(on=dt.date(2016, 4, 1), by=officer, reason="Nothing came")
    letter = make.letter(sender=latvia, dated="1 May 2016")
    make.respond(offer, letter, "rejected", principal=False, reading_of=response, characterised_by=latvia)
    address = where(offer, "take_back", response)

    answer = desk_officer.post(address, opened(desk_officer, address) | {"reason": "A mistake"})

    assert "It cannot be deleted: it is part of the record." in answer.content.decode()
    assert state() == "lapsed"


def test_an_answer_in_a_letter_has_no_such_page(desk_officer, offer):
    row = make.respond(offer, make.answer_to(offer.tablings.get().letter, dated="1 March 2016"), "accepted")

    assert desk_officer.get(where(offer, "take_back", row)).status_code == 302


def test_the_steps_belong_to_their_offer(desk_officer, offer, latvia, russia):
    other = make.offer(by=latvia, to=russia)

    assert desk_officer.get(where(offer, "silence", other.addressees.get())).status_code == 302


@pytest.mark.parametrize("step", ["silence", "lapse", "take_back"])
def test_who_may_not_change_offers_may_not_confirm(client, reader, offer, officer, step):
    reader.is_staff = True
    reader.save()
    client.force_login(reader)
    row = offer.addressees.get()
    if step == "take_back":
        row = row.confirm_lapse(on=dt.date(2016, 4, 1), by=officer, reason="Nothing came")
    before = state()

    assert client.get(where(offer, step, row)).status_code == 403
    assert client.post(where(offer, step, row), WHY).status_code == 403
    assert state() == before
    assert "Confirm" not in told(client.get(offer.get_absolute_url()).content.decode()).replace("Confirmed", "")


def test_the_page_of_the_offer_leads_to_what_may_be_confirmed(desk_officer, offer):
    page = desk_officer.get(offer.get_absolute_url()).content.decode()

    assert where(offer, "silence") in page
    assert where(offer, "lapse") in page


def test_a_hidden_offer_answers_like_none(low, latvia, russia):
    secret = {"level": make.level("secret")}
    note = make.letter(sender=latvia, to=russia, dated="1 February 2016", reply_due=dt.date(2016, 3, 3), **secret)
    hidden = make.offer(by=latvia, to=russia, put_in=note, **secret)

    assert low.get(where(hidden)).status_code == 302
    assert low.post(where(hidden), WHY).status_code == 302
    assert Standing.objects.get().state == "open"
