"""The overview strip: a column for each year, the two sides mirrored, and a sentence for who cannot see it."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.timeline.strip import Bar, Strip, Tally, columns_of
from tests import factories as make

PAGE = "/timelines/latvia/russia/"
COLUMN = re.compile(
    r'<li(?: class="([^"]*)")?><a href="([^"]+)"( aria-current="true")?><span class="visually-hidden">([^<]+)<'
)


def columns(client, query=""):
    """Return class, address, whether it is the current one, and sentence of each column of the page's strip."""
    html = client.get(PAGE + query).content.decode()
    return [(look, unescape(href), bool(now), unescape(said)) for look, href, now, said in COLUMN.findall(html)]


def sentences(client, query=""):
    return [said for _look, _href, _now, said in columns(client, query)]


def years(**numbers):
    return {int(year[1:]): Tally(Bar(number, number)) for year, number in numbers.items()}


@pytest.fixture
def file(latvia, russia):
    make.letter("Offers", sender=latvia, to=russia, dated="2014", knowledge="reported")
    for number in range(3):
        make.letter(f"No. {number}", sender=latvia, to=russia, dated="May 2016")
    make.letter("No", sender=russia, to=latvia, dated="9 December 2016")
    make.letter("Undated", sender=russia, to=latvia)


def test_every_year_from_the_first_to_the_last_has_a_column():
    assert [column.year for column in columns_of(years(y2003=1, y2006=2))] == [2003, 2004, 2005, 2006]


def test_more_than_45_years_are_shown_by_decades():
    assert [column.span for column in columns_of(years(y1970=1, y2014=1))][:2] == ["1970", "1971"]
    assert [column.span for column in columns_of(years(y1970=1, y1979=1, y2015=1))] == [
        "1970–1979", "1980–1989", "1990–1999", "2000–2009", "2010–2019",
    ]  # fmt: skip
    assert columns_of(years(y1970=1, y1979=1, y2015=1))[0].tally.number == 2


def test_of_a_decade_that_is_asked_for_its_years_are_shown():
    assert [column.year for column in columns_of(years(y1950=1, y1972=1, y2015=1), 1970)] == list(range(1970, 1980))


def test_the_highest_bar_fills_its_half_and_one_exchange_is_always_seen():
    assert [column.up for column in columns_of(years(y2001=1, y2002=500, y2003=250))] == [1, 20, 10]
    assert [column.up for column in columns_of(years(y2001=1, y2002=2))] == [5, 10]


def test_of_many_columns_every_fifth_is_named():
    assert [column.year for column in columns_of(years(y1990=1, y2020=1)) if column.is_named] == list(
        range(1990, 2021, 5)
    )


def test_what_neither_side_wrote_is_said_apart():
    [column] = columns_of({2001: Tally(a=Bar(1, 1), others=Bar(2, 2))})

    assert Strip((column,), "Latvia", "Russia").sentence(column) == "2001: 1 from Latvia, 2 from others"


def test_each_column_says_in_a_sentence_who_wrote_how_much(client, file):
    assert sentences(client) == [
        "2014: 1 from Latvia (reported only)", "2015: nothing shown", "2016: 3 from Latvia, 1 from Russia",
    ]  # fmt: skip


def test_each_column_leads_to_its_year_and_the_one_shown_is_marked(client, file):
    assert [(href, now) for _look, href, now, _said in columns(client, "?order=newest&year=2016")] == [
        ("?order=newest&year=2014", False), ("?order=newest&year=2015", False), ("?order=newest&year=2016", True),
    ]  # fmt: skip


def test_a_year_without_anything_is_hatched_and_one_with_events_has_a_rule(client, file, latvia, osce):
    assert [look for look, *_rest in columns(client)] == ["", "none", ""]
    make.event("A border is closed", latvia, occurred="1 May 2015")
    make.event("Elsewhere", osce, occurred="1 May 2014")

    assert [look for look, *_rest in columns(client)] == ["", "event", ""]
    assert sentences(client)[1] == "2015: nothing shown; 1 event"


def test_a_bar_is_dashed_where_everything_is_only_reported(client, file):
    html = client.get(PAGE).content.decode()

    assert re.findall(r'<span class="(up|dn)"><i class="([^"]+)">', html) == [
        ("up", "n5 r"), ("up", "n15"), ("dn", "n5"),
    ]  # fmt: skip


def test_a_decade_leads_to_its_years(client, file, latvia, russia):
    make.letter("Old", sender=latvia, to=russia, dated="1950")

    assert columns(client)[0][1:] == ("?decade=1950", False, "1950–1959: 1 from Latvia")
    assert [href for _look, href, *_rest in columns(client, "?decade=2010")][:2] == [
        "?decade=2010&year=2010",
        "?decade=2010&year=2011",
    ]
    page = client.get(PAGE + "?decade=1950").content.decode()
    assert "Old" in page
    assert "No. 1" not in page
    assert "Year: <bdi>1950–1959</bdi>" in page


@pytest.mark.parametrize("query", ["?decade=1955", "?decade=x", "?decade=-10", "?decade=10000", "?decade=%00"])
def test_what_is_no_decade_is_refused(client, file, query):
    assert client.get(PAGE + query).status_code == 400


@pytest.mark.parametrize("query", ["?decade=0", "?decade=9990", "?year=1", "?year=9999"])
def test_the_ends_of_time_are_years_like_others(client, file, query):
    assert client.get(PAGE + query).status_code == 200


def test_what_is_hidden_leaves_no_trace_in_the_strip(client, file, latvia, russia, officer):
    make.letter("Secret", sender=latvia, to=russia, dated="2018", level=make.level("secret"))

    assert len(sentences(client)) == 3
    client.force_login(officer)
    assert sentences(client)[-1] == "2018: 1 from Latvia"


def test_one_year_alone_needs_no_strip(client, latvia, russia):
    make.letter("Note", sender=latvia, to=russia, dated="2016")

    assert columns(client) == []


def test_a_strip_costs_the_same_number_of_queries_whatever_it_shows(client, file, latvia, russia):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE + "?year=1999")
        return len(queries)

    few = asked()
    for number in range(1990, 2000, 2):
        make.letter(sender=russia, to=latvia, dated=str(number - 60))

    assert asked() == few
