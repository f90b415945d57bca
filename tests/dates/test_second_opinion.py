"""The `edtf` package agrees with us where its answers are the strict ones: days, months, years, seasons, closed intervals."""

import datetime as dt
from time import struct_time

from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from correspondence.dates import UncertainDate
from tests.dates.test_properties import days, months, pairs, plain, years


def day(moment: struct_time) -> dt.date:
    return dt.date(*moment[:3])


def agrees(edtf):
    ours, theirs = UncertainDate.from_edtf(edtf), parse_edtf(edtf)
    assert (ours.earliest, ours.latest) == (day(theirs.lower_strict()), day(theirs.upper_strict()))


@given(days | months | years)
def test_it_finds_the_same_bounds_of_days_months_and_years(edtf):
    agrees(edtf)


@given(st.builds("{}-{}".format, years, st.integers(21, 23)))
def test_it_finds_the_same_bounds_of_seasons_within_a_year(edtf):
    agrees(edtf)


@given(pairs("{}/{}", plain))
def test_it_finds_the_same_bounds_of_closed_intervals(edtf):
    agrees(edtf)
