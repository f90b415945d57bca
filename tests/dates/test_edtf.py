"""Our subset of EDTF: what is read, what it becomes, what is refused."""

import datetime as dt

import pytest

from correspondence.dates import UncertainDate, UnreadableDate

D = dt.date


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2016-09-22", D(2016, 9, 22), D(2016, 9, 22)),
        ("2016-02", D(2016, 2, 1), D(2016, 2, 29)),
        ("1900-02", D(1900, 2, 1), D(1900, 2, 28)),
        ("0001", D(1, 1, 1), D(1, 12, 31)),
        ("9999", D(9999, 1, 1), D(9999, 12, 31)),
        ("2014-21", D(2014, 3, 1), D(2014, 5, 31)),
        ("2014-22", D(2014, 6, 1), D(2014, 8, 31)),
        ("2014-23", D(2014, 9, 1), D(2014, 11, 30)),
        ("2014-24", D(2014, 12, 1), D(2015, 2, 28)),
        ("9999-24", D(9999, 12, 1), D(9999, 12, 31)),
        ("199X", D(1990, 1, 1), D(1999, 12, 31)),
        ("19XX", D(1900, 1, 1), D(1999, 12, 31)),
        ("00XX", D(1, 1, 1), D(99, 12, 31)),
        ("2003/2018-11-28", D(2003, 1, 1), D(2018, 11, 28)),
        ("2003/..", D(2003, 1, 1), None),
        ("../2003", None, D(2003, 12, 31)),
        ("2003~/2018?", D(2003, 1, 1), D(2018, 12, 31)),
        ("[..2018-11-27]", None, D(2018, 11, 27)),
        ("[2018-11-29..]", D(2018, 11, 29), None),
        ("[1842,1843]", D(1842, 1, 1), D(1843, 12, 31)),
        ("[..1842,1850]", None, D(1850, 12, 31)),
        ("{1990-05-05..1990-05-08}", D(1990, 5, 5), D(1990, 5, 8)),
        ("2018-11-28%", D(2018, 11, 28), D(2018, 11, 28)),
    ],
)
def test_canonical_edtf_stays_as_it_is_and_has_strict_bounds(edtf, earliest, latest):
    assert UncertainDate.from_edtf(edtf) == UncertainDate("", edtf, earliest, latest)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("/2018-11-28", "[..2018-11-28]"),
        ("2018-11-28/", "[2018-11-28..]"),
        ("2014-21/..", "2014-03/.."),
        ("2014-21/2014-23", "2014-03/2014-11"),
        ("2014-24/2015", "2014-12/2015"),
        ("2014-21~", "[2014-03~..2014-05~]"),
        ("199X~", "[1990~..1999~]"),
        ("199X/200X", "1990/2009"),
        ("[2014-21,2015-21]", "[2014-03..2014-05,2015-03..2015-05]"),
        ("[1990-06-29, 1990-06-28]", "[1990-06-28,1990-06-29]"),
        ("[1990,1990]", "1990"),
        ("{1990-05-05}", "1990-05-05"),
        ("[1990-05..1990-05]", "1990-05"),
        ("2018-11-XX", "2018-11"),
        ("2018-XX-XX", "2018"),
        (" 2018 ", "2018"),
    ],
)
def test_other_ways_to_write_it_become_canonical_with_the_same_bounds(written, canonical):
    date = UncertainDate.from_edtf(written)
    assert date.edtf == canonical
    assert date == UncertainDate.from_edtf(canonical)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2018/2003", "2018 is later than 2003: write the earlier date first"),
        ("[2018-11-10..2018-11-01]", "write the earlier date first"),
        ("2016-02-30", "February 2016 has no day 30: write a day from 1 to 29"),
        ("2016-13", "no month 13"),
        ("2016-00", "no month 0"),
        ("2016-05-00", "no day 0"),
        ("2016-25", "no month 25"),
        ("0000", "no year 0"),
        ("2014-21-01", "A season has no day"),
        ("199X-05", "no month"),
        ("2016-XX-05", "A day needs its month"),
        ("/", "leave the date empty"),
        ("../..", "leave the date empty"),
        ("[..]", "needs a date"),
        ("[2014", "closing ] is missing"),
        ("{2014]", "closing } is missing"),
        ("[]", "is not a date"),
        ("2004-01-01T10:10:10Z", "time of day is kept apart"),
        ("18860712", "is not a date"),
        ("--02-03", "is not a date"),
        ("-0044", "is not a date"),
        ("Y17000", "is not a date"),
        ("1842|1843", "is not a date"),
        ("2004-~06", "is not a date"),
        ("٢٠١٦", "is not a date"),
        ("2016-09-22/2016-09-23/2016-09-24", "is not a date"),
        ("[" + ",".join(["1990-06-28"] * 100) + "]", "at most 120 characters"),
    ],
)
def test_what_is_not_in_the_subset_is_refused_with_what_to_write_instead(written, said):
    with pytest.raises(UnreadableDate, match=said.replace("[", r"\[")):
        UncertainDate.from_edtf(written)


def test_an_interval_may_begin_and_end_within_one_year():
    assert UncertainDate.from_edtf("2003-05/2003").latest == D(2003, 12, 31)


def test_no_edtf_keeps_the_words_unread():
    assert UncertainDate.from_edtf("", "in the spring, I think") == UncertainDate.unread("in the spring, I think")
