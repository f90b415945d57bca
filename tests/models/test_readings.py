"""The dates of a letter as somebody reads them: the preferred reading, its rivals, and what follows when one is chosen."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from correspondence.dates import UncertainDate, read
from correspondence.models import DateReading, JournalEntry, Letter, Standing
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement(latvia, russia) -> Letter:
    return make.letter("Statement", sender=latvia, to=russia, dated="28 November 2018")


@pytest.fixture
def rival(statement) -> DateReading:
    return reading(statement, "22 September 2016", standing="alternative", basis="reported_press")


def reading(letter: Letter, words: str = "", **fields) -> DateReading:
    row = DateReading(letter=letter, value=read(words) if words else UncertainDate(), **fields)
    row.full_clean()
    row.save()
    return row


def bounded(letter: Letter, by: Letter, bound: str = "before", edtf: str = "", words: str = "") -> DateReading:
    row = DateReading(letter=letter, bounded_by=by, bound=bound, basis="reported")
    row.value = UncertainDate.from_edtf(edtf, words)
    row.full_clean()
    row.save()
    return row


def now(letter: Letter) -> Letter:
    return Letter.objects.get(pk=letter.pk)


def standings(letter: Letter) -> dict[str, str]:
    return {str(row.value): row.standing for row in letter.readings.all()}


# Choosing a reading ------------------------------------------------------------------------------------------------------


def test_a_date_that_is_logged_becomes_a_reading_as_printed(statement):
    only = statement.readings.get()

    assert (only.which, str(only.value), only.basis, only.standing) == (
        "dated",
        "28 November 2018",
        "as_printed",
        "preferred",
    )


def test_the_date_of_a_letter_that_is_only_reported_is_a_reading_as_reported(latvia):
    stub = make.letter(sender=latvia, dated="October 2018", knowledge="reported")

    assert stub.readings.get().basis == "reported"


def test_a_rival_reading_leaves_the_letter_where_it_is(statement, rival):
    assert now(statement).dated == read("28 November 2018")


def test_choosing_a_reading_dates_the_letter_by_it_and_keeps_both(statement, rival):
    rival.prefer(reason="The press of the day says so.")

    assert now(statement).dated == read("22 September 2016")
    assert now(statement).sort_key.startswith("20160922")
    assert standings(statement) == {"22 September 2016": "preferred", "28 November 2018": "alternative"}


def test_choosing_the_first_reading_again_brings_everything_back(statement, rival):
    key = now(statement).sort_key
    rival.prefer(reason="The press of the day says so.")

    statement.readings.get(standing="alternative").prefer(reason="The page's stamp after all.")

    assert now(statement).dated == read("28 November 2018")
    assert now(statement).sort_key == key
    assert statement.readings.count() == 2


def test_choosing_a_reading_needs_a_reason(statement, rival):
    with pytest.raises(ValidationError) as refused:
        rival.prefer(reason="")

    assert "reason" in refused.value.message_dict
    assert now(statement).dated == read("28 November 2018")


def test_the_journal_tells_who_chose_a_reading_and_why(statement, rival, officer):
    rival.prefer(by=officer, reason="The press of the day says so.")

    entry = JournalEntry.objects.get(object_id=rival.pk, verb="preferred")
    assert (entry.by, entry.reason) == (officer, "The press of the day says so.")
    moved = JournalEntry.objects.filter(object_id=statement.pk).latest("at")
    assert (moved.by, moved.verb) == (officer, "date chosen")


def test_choosing_a_reading_moves_the_other_dates_of_a_letter_not_at_all(statement, rival):
    received = reading(statement, "30 November 2018", which="received")

    rival.prefer(reason="The press of the day says so.")

    assert DateReading.objects.get(pk=received.pk).standing == "preferred"
    assert now(statement).received == read("30 November 2018")


def test_choosing_a_reading_folds_the_offers_of_the_letter_again(latvia, russia):
    note = make.letter(sender=latvia, to=russia, dated="1 March 2017")
    offer = make.offer(by=latvia, to=russia, put_in=note)
    reply = make.letter(sender=russia, to=latvia, dated="9 March 2017")
    make.respond(offer, reply, "rejected")
    make.table(offer, make.letter(sender=latvia, to=russia, dated="20 March 2017"))
    assert Standing.objects.get().state == "open"

    late = reading(reply, "29 March 2017", standing="alternative", basis="register")
    late.prefer(reason="The register has it so.")

    assert Standing.objects.get().state == "rejected"


# Editing the letter's own date ------------------------------------------------------------------------------------------


def test_editing_the_date_of_a_letter_keeps_the_old_one_as_an_alternative(statement):
    statement.dated = read("27 November 2018")
    statement.save()

    assert standings(statement) == {"27 November 2018": "preferred", "28 November 2018": "alternative"}


def test_editing_the_date_to_a_reading_on_record_chooses_that_reading(statement, rival):
    statement.dated = read("22 September 2016")
    statement.save()

    assert standings(statement) == {"22 September 2016": "preferred", "28 November 2018": "alternative"}
    assert DateReading.objects.get(pk=rival.pk).basis == "reported_press"


def test_taking_the_date_away_keeps_it_as_an_alternative(statement):
    statement.dated = UncertainDate()
    statement.save()

    assert standings(statement) == {"28 November 2018": "alternative"}
    assert now(statement).sort_key.startswith("99999999")


def test_saving_a_letter_with_the_same_date_makes_no_reading(statement):
    statement.subject = "Another subject"
    statement.save()

    assert statement.readings.count() == 1


# Bounds ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bound", "edtf", "words", "first", "last"),
    [
        ("before", "", "", None, dt.date(2018, 11, 27)),
        ("by", "", "", None, dt.date(2018, 11, 28)),
        ("so_far", "2003/..", "since 2003, so far", dt.date(2003, 1, 1), dt.date(2018, 11, 28)),
        ("before", "2003/..", "since 2003", dt.date(2003, 1, 1), dt.date(2018, 11, 27)),
        ("after", "", "", dt.date(2018, 11, 29), None),
    ],
)
def test_a_bound_is_closed_at_the_date_of_the_letter_that_bounds_it(statement, bound, edtf, words, first, last):
    stub = make.letter(knowledge="reported")
    bounded(stub, statement, bound, edtf, words)

    found = now(stub).dated
    assert (found.earliest, found.latest, found.text) == (first, last, words)


def test_choosing_a_reading_closes_again_what_the_letter_bounds(statement, rival):
    stub = make.letter(knowledge="reported", extent="bundle")
    bounded(stub, statement, "so_far", "2003/..", "since 2003, so far")

    rival.prefer(reason="The press of the day says so.")

    assert now(stub).dated == UncertainDate.from_edtf("2003/2016-09-22", "since 2003, so far")
    assert stub.readings.count() == 1, "the same reading, closed elsewhere"


def test_bounds_are_closed_again_through_a_chain(statement, rival):
    first, second = make.letter(knowledge="reported"), make.letter(knowledge="reported")
    bounded(first, statement)
    bounded(second, now(first))
    assert now(second).dated.latest == dt.date(2018, 11, 26)

    rival.prefer(reason="The press of the day says so.")

    assert now(second).dated.latest == dt.date(2016, 9, 20)


def test_an_alternative_bound_moves_nothing(statement, rival):
    stub = make.letter(dated="1 March 2017")
    other = DateReading(letter=stub, bounded_by=statement, bound="before", basis="inferred", standing="alternative")
    other.full_clean()
    other.save()

    rival.prefer(reason="The press of the day says so.")

    assert now(stub).dated == read("1 March 2017")


def test_a_bound_that_leaves_no_room_leaves_the_date_as_it_was_written(statement):
    stub = make.letter(knowledge="reported")
    bounded(stub, statement, "so_far", "2020/..", "since 2020")

    assert now(stub).dated == UncertainDate.from_edtf("2020/..", "since 2020")


def test_a_letter_whose_date_is_not_known_bounds_nothing():
    undated, stub = make.letter(), make.letter(knowledge="reported")
    bounded(stub, undated, "so_far", "2003/..", "since 2003")

    assert now(stub).dated.latest is None


def test_the_date_of_a_letter_does_not_rest_on_itself_through_others(statement, rival):
    first, second = make.letter(knowledge="reported"), make.letter(knowledge="reported")
    bounded(first, statement)
    bounded(second, now(first))

    circle = DateReading(letter=statement, bounded_by=now(second), bound="before", standing="alternative")
    circle.full_clean()
    circle.save()
    with pytest.raises(ValidationError) as refused:
        circle.prefer(reason="Somebody errs.")

    assert "bounded_by" in refused.value.message_dict
    assert standings(statement)["28 November 2018"] == "preferred"


def test_two_letters_do_not_bound_each_other():
    first, second = make.letter(), make.letter()
    bounded(first, second, "so_far", "2003/..")

    with pytest.raises(ValidationError) as refused:
        bounded(second, first)
    assert "bounded_by" in refused.value.message_dict


def test_a_letter_may_be_received_after_another_that_is_known_to_be_older(latvia):
    letter = make.letter(sender=latvia, dated="1 March 2017")
    older = make.letter(sender=latvia)
    bounded(older, letter, "by")

    late = DateReading(letter=letter, which="received", bounded_by=now(older), bound="after", basis="inferred")
    late.full_clean()
    late.save()

    assert now(letter).dated == read("1 March 2017")


def test_a_reading_without_a_date_or_a_bound_is_refused(statement):
    with pytest.raises(ValidationError) as refused:
        DateReading(letter=statement, standing="alternative").full_clean()

    assert "value" in refused.value.message_dict


# Calendars and clocks ------------------------------------------------------------------------------------------------------


def test_a_julian_date_keeps_the_words_of_the_document_and_stands_on_the_gregorian_day(latvia):
    letter = make.letter(sender=latvia)
    value = UncertainDate.on(dt.date(1905, 1, 22), "9 January 1905, old style")
    row = DateReading(letter=letter, value=value, calendar="julian")
    row.full_clean()
    row.save()

    assert str(now(letter).dated) == "9 January 1905, old style"
    assert now(letter).sort_key.startswith("19050122")


def test_a_time_of_day_places_a_letter_within_its_day(latvia):
    early, late = (make.letter(name, sender=latvia, dated="28 November 2018") for name in ("Early", "Late"))
    for letter, time in ((late, dt.time(17, 38)), (early, dt.time(9, 5))):
        row = letter.readings.get()
        row.time = time
        row.save()

    assert now(early).sort_key < now(late).sort_key


def test_a_time_zone_does_not_move_a_letter_to_another_day(latvia):
    letter = make.letter(sender=latvia, dated="29 November 2018")
    row = letter.readings.get()
    row.time, row.zone = dt.time(0, 30), "Europe/Moscow"
    row.save()

    assert now(letter).sort_key.startswith("20181129")
    assert now(letter).dated == read("29 November 2018")


def test_the_time_of_a_reading_that_is_not_preferred_does_not_count(statement, rival):
    rival.time = dt.time(12, 0)
    rival.save()
    before = now(statement).sort_key

    rival.prefer(reason="The press of the day says so.")

    assert before[9:13] == "0000"
    assert now(statement).sort_key[9:13] == "1200"
