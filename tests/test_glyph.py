"""The drawing beside a date never says more than the record has."""

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from correspondence.glyph import draw_glyph

DAYS = st.none() | st.dates(date(1500, 1, 1), date(2100, 12, 31))


def numbers_across(glyph):
    """The absolute horizontal places that the path names."""
    return [float(x) for x in re.findall(r"[MHL]([\d.]+)", glyph.path)]


def test_an_unknown_date_has_no_glyph():
    assert draw_glyph(None, None) is None


def test_a_day_is_a_dot_where_it_falls_in_the_year():
    glyph = draw_glyph(date(2018, 11, 28), date(2018, 11, 28))
    assert glyph.kind == "day"
    assert numbers_across(glyph) == [31.0]


def test_a_season_is_a_bar_over_its_months():
    glyph = draw_glyph(date(2014, 3, 1), date(2014, 5, 31))
    assert glyph.kind == "within"
    assert numbers_across(glyph) == [9.7, 12.7]


def test_an_open_end_is_an_arrow_that_leaves_the_start():
    assert draw_glyph(date(2003, 1, 1), None).kind == "since"


def test_what_lasted_is_a_line_between_two_posts():
    assert draw_glyph(date(2003, 1, 1), date(2018, 11, 28), lasting=True).kind == "lasting"


def test_an_open_start_is_an_arrow_towards_the_past():
    assert draw_glyph(None, date(2018, 11, 27)).kind == "before"


def test_some_time_between_two_years_is_hollow():
    assert draw_glyph(date(2003, 1, 1), date(2018, 11, 28)).kind == "between"


@given(DAYS, DAYS, st.booleans())
def test_a_glyph_stays_on_its_track(one, other, lasting):
    earliest, latest = sorted((one, other)) if one and other else (one, other)
    glyph = draw_glyph(earliest, latest, lasting=lasting)
    if glyph is None:
        assert (earliest, latest) == (None, None)
    else:
        assert all(2 <= x <= 34 for x in numbers_across(glyph))
