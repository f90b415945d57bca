"""The one key that every list sorts by: where a letter stands, and what moves it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from correspondence.dates import UncertainDate, read
from correspondence.models import DateReading, Letter, LetterPair, order
from tests import factories as make

NOTHING = UncertainDate()


def own(words: str, time: dt.time | None = None) -> str:
    return order.own_key([read(words) if words else NOTHING], time)


def before(day: dt.date) -> UncertainDate:
    return UncertainDate.before(day)


def in_order(*letters: Letter) -> list[str]:
    return [one.subject for one in Letter.objects.filter(pk__in=[one.pk for one in letters]).in_order()]


def key_of(letter: Letter) -> str:
    return Letter.objects.values_list("sort_key", flat=True).get(pk=letter.pk)


# The key of a date --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("27 November 2018", "28 November 2018"),
        ("2003", "January 2004"),
        ("November 2018", "2 November 2018"),
        ("spring 2014", "June 2014"),
        ("since 2003", "2004"),
        ("28 November 2018", ""),
        ("31 December 9998", ""),
    ],
)
def test_what_begins_earlier_stands_earlier_and_what_is_undated_last(one, other):
    assert own(one) < own(other)


def test_an_open_start_stands_at_its_known_end_before_what_is_dated_that_day():
    by_the_28th = order.own_key([UncertainDate.by(dt.date(2018, 11, 28))])

    assert own("27 November 2018") < by_the_28th < own("28 November 2018")


def test_the_time_of_day_orders_what_shares_a_day():
    assert own("28 November 2018") < own("28 November 2018", dt.time(9, 5)) < own("28 November 2018", dt.time(17, 38))
    assert own("28 November 2018", dt.time(23, 59)) < own("29 November 2018")


def test_the_first_known_of_several_dates_counts():
    assert order.own_key([NOTHING, read("2 March 2017"), read("1 March 2017")]) == own("2 March 2017")


def test_words_that_nobody_understood_are_no_date():
    assert order.own_key([UncertainDate.unread("soon after the war")]) == own("")


# The place among what it answers ------------------------------------------------------------------------------------


def test_an_answer_stands_right_after_what_it_answers_when_both_share_a_month():
    note = own("March 2017")

    assert note < order.placed(own("March 2017"), read("March 2017"), [note], []) < own("2 March 2017")


def test_an_answer_that_is_known_by_its_year_moves_up_to_what_it_answers():
    note, own_date = own("9 March 2017"), read("2017")

    assert order.placed(own("2017"), own_date, [note], []) == order.after(note)


def test_an_answer_whose_date_does_not_allow_it_stays_where_its_date_says():
    early = own("1 March 2017")

    assert order.placed(early, read("1 March 2017"), [own("9 March 2017")], []) == early


def test_an_answer_to_two_letters_stands_after_the_later_one():
    notes = [own("1 March 2017"), own("5 March 2017")]

    assert order.placed(own("March 2017"), read("March 2017"), notes, []) == order.after(max(notes))


def test_an_undated_answer_to_an_undated_letter_stays_among_the_undated():
    assert order.placed(own(""), NOTHING, [own("")], []) == own("")


def test_what_is_only_known_to_be_older_stands_before_the_earliest_of_its_answers():
    date = before(dt.date(2018, 11, 28))
    found = order.placed(order.own_key([date]), date, [], [own("22 November 2016"), own("9 March 2017")])

    assert own("21 November 2016") < found < own("22 November 2016")


def test_an_answer_after_the_known_end_does_not_move_what_it_answers():
    date = before(dt.date(2018, 11, 28))

    assert order.placed(order.own_key([date]), date, [], [own("2019")]) == order.own_key([date])


days = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
times = st.none() | st.times()


@st.composite
def dates(draw) -> UncertainDate:
    kind = draw(st.sampled_from(["day", "by", "after", "span", "none"]))
    day, other = sorted((draw(days), draw(days)))
    if kind == "none":
        return NOTHING
    if kind == "span":
        return UncertainDate.from_edtf(f"{day.isoformat()}/{other.isoformat()}")
    if kind == "after" and day < dt.date.max:
        return UncertainDate.after(day)
    return UncertainDate.by(day) if kind == "by" else UncertainDate.on(day)


@given(dates(), times)
def test_a_key_is_eighteen_digits_so_that_both_databases_sort_it_alike(date, time):
    key = order.own_key([date], time)

    assert len(key) == 18
    assert key.isdigit()
    assert key.isascii()


@given(days, times, days, times)
def test_keys_sort_as_their_days_and_times_do(one, at, other, then):
    def moment(day: dt.date, time: dt.time | None) -> tuple[dt.date, tuple[int, int]]:
        return day, (time.hour, time.minute) if time else (0, 0)

    keys = order.key(one, time=at), order.key(other, time=then)

    assert (keys[0] < keys[1]) == (moment(one, at) < moment(other, then))


@given(dates(), st.lists(dates(), max_size=4), st.lists(dates(), max_size=4))
def test_a_place_is_after_every_parent_that_its_date_allows_and_never_past_its_last_day(date, parents, answers):
    above, below = [order.own_key([one]) for one in parents], [order.own_key([one]) for one in answers]
    mine = order.own_key([date])
    found = order.placed(mine, date, above, below)

    assert len(found) == 18
    if date.latest is not None:
        assert order.day_of(found) <= f"{date.latest:%Y%m%d}".rjust(8, "0")
        allowed = [one for one in above if order.day_of(one) <= f"{date.latest:%Y%m%d}".rjust(8, "0")]
        assert all(one < found for one in allowed)


@given(dates(), st.lists(dates(), max_size=4), st.lists(dates(), max_size=4))
def test_a_place_does_not_depend_on_the_order_in_which_links_are_read(date, parents, answers):
    above, below = [order.own_key([one]) for one in parents], [order.own_key([one]) for one in answers]
    mine = order.own_key([date])

    assert order.placed(mine, date, above, below) == order.placed(mine, date, above[::-1], below[::-1])


# The file ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def note(latvia, russia) -> Letter:
    return make.letter("Note", sender=latvia, to=russia, dated="9 March 2017")


def test_answers_stand_after_what_they_answer_through_a_whole_chain(note):
    first = make.answer_to(note, subject="First", dated="2017")
    second = make.answer_to(first, subject="Second", dated="2017")
    third = make.answer_to(second, subject="Third", dated="2017")

    assert in_order(third, second, first, note) == ["Note", "First", "Second", "Third"]


def test_an_undated_letter_that_answers_nothing_stands_last(note, latvia):
    undated = make.letter("Undated", sender=latvia)
    late = make.letter("Late", sender=latvia, dated="2099")

    assert in_order(undated, late, note) == ["Note", "Late", "Undated"]


def test_ties_of_another_audience_do_not_count(note):
    hidden = make.answer_to(note, subject="Hidden", dated="2017", level=make.level("secret"))
    make.link(make.letter("Public", dated="2017"), hidden)
    public = Letter.objects.get(subject="Public")

    assert key_of(hidden) > key_of(note), "a link between a public and a secret letter is secret, like the answer"
    assert key_of(public) == own("2017"), "for a public letter that link does not exist"


def test_a_letter_that_is_restricted_no_longer_orders_the_public_ones(note):
    answer = make.answer_to(note, subject="Answer", dated="2017")
    assert key_of(answer) > key_of(note)

    note.reclassify(level=make.level("secret"), desk=None, reason="A mistake.")

    assert key_of(answer) == own("2017")


def bounded(letter: Letter, by: Letter, bound: str = "before") -> DateReading:
    reading = DateReading(letter=letter, bounded_by=by, bound=bound, basis="reported")
    reading.full_clean()
    reading.save()
    return reading


def test_a_bounded_letter_moves_when_the_bounding_date_changes(note, latvia, russia):
    reported = make.letter("Reported", sender=russia, to=latvia, knowledge="reported")
    middle = make.letter("Middle", sender=latvia, to=russia, dated="1 March 2017")
    bounded(reported, note)
    assert in_order(reported, middle, note) == ["Middle", "Reported", "Note"]

    note = Letter.objects.get(pk=note.pk)
    note.dated = read("9 February 2017")
    note.save()

    assert in_order(reported, middle, note) == ["Reported", "Note", "Middle"]
    assert Letter.objects.get(pk=reported.pk).dated.latest == dt.date(2017, 2, 8)
    pair = LetterPair.objects.of(latvia, russia).get(letter=reported)
    assert pair.sort_key == key_of(reported)


def test_a_parent_with_an_open_start_stands_before_its_earliest_answer(note, latvia, russia):
    invitations = make.letter("Invitations", sender=russia, to=latvia, knowledge="reported", extent="bundle")
    bounded(invitations, make.letter("Statement", sender=latvia, dated="28 November 2018"))
    early = make.answer_to(invitations, subject="Early", dated="22 November 2016")
    late = make.answer_to(invitations, subject="Late", dated="2018")

    assert in_order(note, invitations, early, late) == ["Invitations", "Early", "Note", "Late"]


def test_a_parent_with_an_open_start_follows_its_answer_when_that_is_dated_anew(note, latvia, russia):
    invitations = make.letter("Invitations", sender=russia, to=latvia, knowledge="reported", extent="bundle")
    bounded(invitations, make.letter("Statement", sender=latvia, dated="28 November 2018"))
    answer = make.answer_to(invitations, subject="Answer", dated="22 November 2016")
    answer.dated = read("22 November 2017")
    answer.save()

    assert in_order(note, invitations, answer) == ["Note", "Invitations", "Answer"]
