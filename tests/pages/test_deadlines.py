"""What has passed without an answer is said wherever an offer stands, and changes nothing by itself."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.dates import read
from correspondence.models import Standing
from tests import factories as make
from tests.pages.letters_as_read import told
from tests.pages.offers_as_read import cell, ledger, page_of

NOW = "2016-05-02 09:00 +0000"
DUE = "reply was due 3 March 2016 — overdue"
PASSED = "the date offered, 20 March 2016, has passed"


@pytest.fixture(autouse=True)
def frozen():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def put(latvia, russia):
    """Put an offer of Latvia to Russia in a letter of 1 February 2016 that asks for a reply by 3 March."""

    def put(title="Inspections", due=dt.date(2016, 3, 3), **fields):
        note = make.letter(f"Note: {title}", sender=latvia, to=russia, dated="1 February 2016", reply_due=due)
        return make.offer(title, by=latvia, to=russia, put_in=note, **fields)

    return put


@pytest.fixture
def visit(put):
    return put("Visit", due=None, kind="invitation", holds_until=read("20 March 2016"))


def timeline(client):
    return told(client.get("/timelines/latvia/russia/").content.decode())


def test_an_overdue_reply_is_said_in_the_row_on_the_page_and_where_the_timeline_ends(client, put):
    offer = put()

    assert DUE in cell(ledger(client), "Inspections", "state")
    assert DUE in page_of(client, offer)
    assert DUE in timeline(client)


def test_the_page_of_the_offer_explains_it(client, put):
    words = page_of(client, put())

    assert "Overdue. A reply of Russia was due 3 March 2016, and none is on record that you can see." in words
    assert "Its state does not change by the calendar, only when a person confirms it." in words


def test_an_offer_whose_date_has_passed_stays_open_and_says_so(client, visit):
    assert cell(ledger(client), "Visit", "state").startswith("Open")
    assert PASSED in cell(ledger(client), "Visit", "state")
    assert PASSED in page_of(client, visit)
    assert PASSED in timeline(client)
    assert Standing.objects.get().state == "open"


def test_nothing_is_said_before_the_day_has_passed(client, put, visit):
    put()
    with time_machine.travel("2016-03-03 12:00 +0000", tick=False):
        for words in (
            cell(ledger(client), "Inspections", "state"),
            cell(ledger(client), "Visit", "state"),
            timeline(client),
        ):
            assert not any(flag in words for flag in ("overdue", "has passed"))


def test_nothing_is_overdue_without_a_due_date(client, put):
    offer = put(due=None)

    assert "overdue" not in page_of(client, offer).lower()


def test_an_answer_takes_the_flag_away(client, put):
    offer = put()
    make.respond(offer, make.answer_to(offer.tablings.get().letter, dated="1 April 2016"), "rejected")

    assert "overdue" not in page_of(client, offer).lower()


def test_where_silence_is_consent_it_is_said_and_not_yet_consent(client, put):
    offer = put(reply_rule="silence_is_consent")

    assert "silence since 3 March 2016 is consent by its reply rule; not confirmed" in page_of(client, offer)
    assert cell(ledger(client), "Inspections", "state").startswith("Open")


def test_of_several_addressees_the_flag_stands_with_those_who_are_late(client, latvia, russia, osce):
    note = make.letter(sender=latvia, to=[russia, osce], dated="1 February 2016", reply_due=dt.date(2016, 3, 3))
    offer = make.offer("Joint", by=latvia, to=[russia, osce], put_in=note)
    make.respond(offer, make.letter(sender=osce, to=latvia, dated="1 March 2016"), "accepted", addressee=osce)

    assert cell(ledger(client), "Joint", "state").count("overdue") == 1
    assert "A reply of Russia was due" in page_of(client, offer)
    assert "A reply of OSCE was due" not in page_of(client, offer)


def test_a_due_date_in_a_letter_that_one_may_not_see_is_not_told(client, put, latvia, russia, officer):
    offer = put(due=None)
    secret = make.letter(
        sender=latvia, to=russia, dated="1 March 2016", reply_due=dt.date(2016, 3, 3), level=make.level("secret")
    )
    make.table(offer, secret)
    assert "overdue" not in page_of(client, offer).lower()

    client.force_login(officer)

    assert DUE in page_of(client, offer)


@pytest.mark.parametrize("address", ["/", "/offers/", "/timelines/latvia/russia/"])
def test_flags_cost_the_same_number_of_queries_for_one_offer_and_for_five(client, put, address):
    put()
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in range(4):
        put(f"Offer {number}")
    with CaptureQueriesContext(connection) as five:
        client.get(address)

    assert len(one) == len(five)


# Silence on the pages ------------------------------------------------------------------------------------------------


@pytest.fixture
def silent(put, officer):
    """An offer that was met by silence, confirmed for 1 April 2016."""
    offer = put()
    offer.addressees.get().confirm_silence(on=dt.date(2016, 4, 1), by=officer, reason="Nothing came")
    return offer


def test_silence_stands_in_the_ledger_without_a_letter(client, silent):
    words = page_of(client, silent)

    assert "Confirmed silence on 1 April 2016 by a desk officer, no document" in words
    assert cell(ledger(client), "Inspections", "state").startswith(
        "Rejected 1 April 2016, after 60 days silence, confirmed"
    )


def test_the_card_of_the_letter_says_what_became_of_its_offer(client, silent):
    assert "Rejected silence, confirmed, 1 April 2016" in timeline(client)


def test_the_page_and_the_history_of_the_letter_tell_of_it(client, silent):
    words = told(client.get(silent.tablings.get().letter.get_absolute_url()).content.decode())

    assert "now Rejected" in words
    assert "Silence confirmed" in words
    assert "Nothing came" in words


@pytest.mark.parametrize(("answer", "basis"), [("rejected", "silence"), ("lapsed", "lapse")])
def test_a_letter_whose_text_shows_silence_or_lapse_can_be_read(client, visit, officer, answer, basis):
    letter = visit.tablings.get().letter
    text = make.text(letter, "We have had no answer to our invitation.")
    day = {"basis": basis, "confirmed_on": dt.date(2016, 4, 1), "confirmed_by": officer}
    make.respond(visit, None, answer, evidence=text, quote="no answer to our invitation", **day)

    words = told(client.get(letter.get_absolute_url()).content.decode())

    assert f"Confirmed {basis} on 1 April 2016 by a desk officer, no document" in words


def test_the_table_of_offers_says_on_what_its_states_rest(client, silent, visit):
    lines = client.get("/offers/?format=csv").getvalue().decode().splitlines()
    column = lines[0].split(",").index("basis")

    assert sorted(line.split(",")[column] for line in lines[1:]) == ["", "silence"]
