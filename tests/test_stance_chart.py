"""The chart of positions: where bars, dots, labels and years stand."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from correspondence.stances.chart import MARGIN, Mark, Scale

FIRST = Mark("first_stated", date(2014, 1, 1), date(2014, 1, 1))
CHANGED = Mark("modified", date(2016, 7, 1), date(2016, 7, 1))
AGAIN = Mark("reaffirmed", date(2018, 12, 31), date(2018, 12, 31))
MARKS = st.builds(
    Mark,
    st.sampled_from(["first_stated", "reaffirmed", "modified", "reversed"]),
    st.none() | st.dates(),
    st.none() | st.dates(),
)


def drawn(*marks):
    scale = Scale.over(marks)
    assert scale is not None
    return scale.draw([marks])


def number(percent):
    return float(percent.removesuffix("%"))


def test_a_wording_is_in_force_until_another_takes_its_place():
    first, second = drawn(FIRST, CHANGED, AGAIN).bars

    assert number(first.x) + number(first.width) == number(second.x)
    assert number(second.x) + number(second.width) == 100 - MARGIN
    assert (first.hollow, second.hollow) == (False, True)


def test_what_is_reaffirmed_begins_no_bar():
    assert len(drawn(FIRST, AGAIN).bars) == 1


def test_a_dot_is_hollow_where_the_wording_differs_and_dashed_in_doubt():
    dots = drawn(FIRST, CHANGED, Mark("reaffirmed", date(2018, 1, 1), None, doubtful=True)).dots

    assert [(dot.hollow, dot.dashed) for dot in dots] == [(False, False), (True, False), (False, True)]


def test_an_uncertain_date_stands_in_the_middle_of_what_it_may_be():
    assert Mark("first_stated", date(2014, 3, 1), date(2014, 5, 31)).day == date(2014, 4, 15)


def test_without_any_date_there_is_no_scale():
    assert Scale.over([Mark("first_stated", None, None)]) is None


def test_labels_that_would_run_into_each_other_are_left_out():
    close = Mark("modified", date(2014, 3, 1), date(2014, 3, 1))

    assert [label.kind for label in drawn(FIRST, close, CHANGED, AGAIN).labels] == ["first_stated", "modified"]


def test_each_chain_of_statements_has_a_track_of_its_own():
    scale = Scale(2014, 2018)

    lane = scale.draw([[FIRST], [CHANGED]])

    assert len({dot.y for dot in lane.dots}) == 2
    assert lane.height > max(dot.y for dot in lane.dots) + 6


def test_years_are_named_at_most_nine_times():
    assert [tick.label for tick in Scale(2014, 2018).ticks] == ["2014", "2015", "2016", "2017", "2018"]
    assert len(Scale(1, 9999).ticks) <= 9


@given(st.lists(MARKS, min_size=1, max_size=12))
def test_everything_stands_within_the_drawing(marks):
    scale = Scale.over(marks)
    if scale is None:
        return
    lane = scale.draw([marks])

    assert all(MARGIN <= number(dot.x) <= 100 - MARGIN for dot in lane.dots)
    assert all(number(bar.width) > 0 and number(bar.x) + number(bar.width) <= 100 for bar in lane.bars)
