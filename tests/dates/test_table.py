"""Every row of the table "Uncertain dates" in docs/data-model.md: what is said, what is stored, what is certain."""

import datetime as dt

import pytest

from correspondence.dates import UncertainDate, read

D = dt.date

ROWS = [
    ("22 September 2016", "2016-09-22", D(2016, 9, 22), D(2016, 9, 22)),
    ("November 2018", "2018-11", D(2018, 11, 1), D(2018, 11, 30)),
    ("spring of 2014", "2014-21", D(2014, 3, 1), D(2014, 5, 31)),
    ("since spring 2014", "2014-03/..", D(2014, 3, 1), None),
    ("since 2003 (still)", "2003/..", D(2003, 1, 1), None),
    ("since 2003, so far", "2003/..", D(2003, 1, 1), None),
    ("early November 2018", "[2018-11-01..2018-11-10]", D(2018, 11, 1), D(2018, 11, 10)),
    ("mid-November 2018", "[2018-11-11..2018-11-20]", D(2018, 11, 11), D(2018, 11, 20)),
    ("late November 2018", "[2018-11-21..2018-11-30]", D(2018, 11, 21), D(2018, 11, 30)),
    ("by 28 November 2018", "[..2018-11-28]", None, D(2018, 11, 28)),
    ("before 28 November 2018", "[..2018-11-27]", None, D(2018, 11, 27)),
    ("after 28 November 2018", "[2018-11-29..]", D(2018, 11, 29), None),
    ("28 or 29 June 1990", "[1990-06-28,1990-06-29]", D(1990, 6, 28), D(1990, 6, 29)),
    ("5 and 6 May 1990", "{1990-05-05,1990-05-06}", D(1990, 5, 5), D(1990, 5, 6)),
    ("about 1947", "1947~", D(1947, 1, 1), D(1947, 12, 31)),
    ("perhaps November 2018", "2018-11?", D(2018, 11, 1), D(2018, 11, 30)),
    ("perhaps about 1947", "1947%", D(1947, 1, 1), D(1947, 12, 31)),
]


@pytest.mark.parametrize(("said", "edtf", "earliest", "latest"), ROWS)
def test_a_row_of_the_table_is_read_with_its_words_and_strict_bounds(said, edtf, earliest, latest):
    assert read(said) == UncertainDate(said, edtf, earliest, latest)


def test_since_2003_so_far_is_closed_at_the_date_of_the_document_that_says_so():
    so_far = read("since 2003, so far").closed_at(D(2018, 11, 28))
    assert so_far == UncertainDate("since 2003, so far", "2003/2018-11-28", D(2003, 1, 1), D(2018, 11, 28))


@pytest.mark.parametrize("said", ["", "   "])
def test_nothing_said_is_unknown_and_false(said):
    assert read(said) == UncertainDate()
    assert not read(said)


@pytest.mark.parametrize(
    ("said", "language"),
    [("undated", "en"), ("n.d.", "en"), ("bez datuma", "lv"), ("без даты", "ru"), ("sans date", "fr")],
)
def test_undated_keeps_the_words_and_invents_no_day(said, language):
    date = read(said, language)
    assert (date.text, date.edtf, date.earliest, date.latest) == (said, "", None, None)
    assert date
    assert not date.is_known


@pytest.mark.parametrize("said", ["by", "before", "after"])
def test_an_open_date_is_a_set_and_never_an_interval_with_an_unknown_end(said):
    assert "/" not in read(f"{said} 28 November 2018").edtf


def test_about_a_season_is_said_without_a_qualified_season():
    date = read("about spring 2014")
    assert date.edtf == "[2014-03~..2014-05~]"
    assert (date.earliest, date.latest) == (D(2014, 3, 1), D(2014, 5, 31))


def test_an_interval_from_a_season_to_a_season_is_written_in_months():
    assert read("from spring 2014 to autumn 2015").edtf == "2014-03/2015-11"
