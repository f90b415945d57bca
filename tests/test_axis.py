"""The axis of time that all rows of the ledger share."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from correspondence.axis import MARGIN, WIDTH, Act, Axis

days = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


def on(day, kind="put", colour="a"):
    return Act(kind, colour, day, day)


def throughout(first, last, kind="rejected", colour="rejected"):
    return Act(kind, colour, first, last, lasts=True)


def test_it_reaches_over_the_whole_years_of_all_acts():
    axis = Axis.over([on(date(2003, 6, 1)), on(date(2016, 12, 9)), throughout(date(2004, 1, 1), date(2018, 11, 28))])

    assert axis == Axis(2003, 2018)
    assert axis.x(date(2003, 1, 1)) == MARGIN
    assert axis.x(date(2018, 12, 31)) == WIDTH - MARGIN


def test_there_is_none_when_no_date_is_known():
    assert Axis.over([Act("put", "a", None, None)]) is None


def test_what_may_be_any_day_of_a_month_stands_in_its_middle():
    august = Act("put", "a", date(2016, 8, 1), date(2016, 8, 31))

    assert august.place == date(2016, 8, 16)


def test_what_is_only_known_to_be_older_than_a_day_stands_at_that_day():
    assert Act("put", "a", None, date(2018, 11, 27)).place == date(2018, 11, 27)


def test_what_is_only_known_to_be_older_does_not_stretch_the_axis():
    assert Axis.over([Act("put", "a", None, date(2018, 11, 27))]) == Axis(2018, 2018)


def test_tablings_stand_above_the_line_and_answers_below():
    drawing = Axis(2016, 2018).draw([on(date(2016, 12, 9)), on(date(2017, 3, 9), "rejected", "rejected")])

    diamond = next(shape for shape in drawing.shapes if shape.filled)
    ring = next(shape for shape in drawing.shapes if shape.over)
    assert diamond.path.endswith("5l6.5 6.5-6.5 6.5-6.5-6.5Z")
    assert diamond.colour == "a"
    assert "37.5" in ring.path
    assert ring.colour == "rejected"


def test_a_recalled_offer_is_hollow():
    drawing = Axis(2016, 2018).draw([on(date(2018, 11, 28), "recalled")])

    assert not any(shape.filled for shape in drawing.shapes)


def test_an_answer_throughout_is_a_dashed_band_with_words_where_they_fit():
    axis = Axis(2003, 2018)

    drawing = axis.draw(
        [throughout(date(2003, 1, 1), date(2018, 11, 28)), on(date(2017, 3, 9), "rejected", "rejected")]
    )

    assert drawing.shapes[0].dashed
    assert float(drawing.label_x) < axis.x(date(2017, 3, 9))


def test_the_words_of_a_band_are_left_away_where_they_would_cover_an_answer():
    acts = [on(date(year, 6, 1), "rejected", "rejected") for year in range(2004, 2018, 3)]

    drawing = Axis(2003, 2018).draw([throughout(date(2003, 1, 1), date(2018, 11, 28)), *acts])

    assert drawing.label_x == ""


def test_a_band_without_a_known_end_reaches_the_end_of_the_axis():
    drawing = Axis(2003, 2018).draw([throughout(date(2003, 1, 1), None)])

    assert f"H{WIDTH - MARGIN - 7.5}" in drawing.shapes[0].path


def test_an_act_without_a_date_is_left_to_the_words():
    assert Axis(2003, 2018).draw([Act("put", "a", None, None)]).shapes == ()


def test_the_same_mark_at_the_same_place_is_drawn_once():
    once = Axis(2016, 2016).draw([on(date(2016, 5, 1))])

    assert Axis(2016, 2016).draw([on(date(2016, 5, 1))] * 200) == once


@pytest.mark.parametrize(("first", "last"), [(2016, 2016), (2003, 2018), (1918, 2026), (1648, 2026), (1, 9999)])
def test_years_are_named_at_most_six_times_and_inside_the_axis(first, last):
    ticks = Axis(first, last).ticks

    assert 1 <= len(ticks) <= 6
    assert ticks[0].label == f"{first:04}"
    assert all(MARGIN <= float(tick.x) <= WIDTH - MARGIN for tick in ticks)


@given(st.lists(st.tuples(days, days).map(sorted), min_size=1), st.booleans())
def test_every_date_finds_its_place_on_the_axis(spans, lasts):
    acts = [Act("put", "a", first, last, lasts=lasts) for first, last in spans]

    axis = Axis.over(acts)

    assert all(MARGIN <= axis.x(act.place) <= WIDTH - MARGIN for act in acts)
    assert len(axis.draw(acts).shapes) > 0
