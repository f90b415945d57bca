"""The list of timelines: every pair, a small strip for each, page by page."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.timeline.spark import spark_of, years_of
from correspondence.timeline.strip import Bar, Tally
from tests import factories as make
from tests.pages.letters_as_read import told


def names(response):
    pairs = response.context["pairs"]
    return [f"{line.a}–{line.b}" for line in (*pairs.own, *pairs.others)]


def sentences(client):
    return re.findall(r'role="img" aria-label="([^"]+)"', client.get("/timelines/").content.decode())


@pytest.fixture
def short_pages(monkeypatch):
    monkeypatch.setattr("correspondence.timeline.pairs.SIZE", 2)


@pytest.fixture
def file(latvia, russia, osce):
    chile, brazil = make.party("Chile"), make.party("Brazil")
    for one, other, dated in (
        (latvia, russia, "1 May 2016"),
        (latvia, osce, "1 May 2018"),
        (latvia, chile, ""),
        (chile, brazil, "1 May 2020"),
        (russia, chile, "1 May 2010"),
        (russia, osce, ""),
        (brazil, osce, ""),
    ):
        make.letter(sender=one, to=other, dated=dated)


IN_ORDER = [
    "Latvia–OSCE",
    "Latvia–Russia",
    "Latvia–Chile",
    "Brazil–Chile",
    "Chile–Russia",
    "Brazil–OSCE",
    "OSCE–Russia",
]


def test_the_list_goes_on_page_by_page_and_comes_back(client, file, short_pages):
    pages, after = [], ""
    while not pages or after:
        response = client.get(f"/timelines/?after={after}")
        assert response.status_code == 200
        pages.append(response)
        after = response.context["pairs"].after
    shown = [name for page in pages for name in names(page)]

    assert shown[:5] == IN_ORDER[:5]
    assert sorted(shown[5:]) == IN_ORDER[5:]
    assert [len(names(page)) for page in pages] == [2, 2, 2, 1]
    back = client.get(f"/timelines/?before={pages[2].context['pairs'].before}")
    assert names(back) == names(pages[1])
    assert pages[0].context["pairs"].before == ""


def test_a_page_may_end_the_home_partys_pairs_and_begin_the_others(client, file, short_pages):
    first = client.get("/timelines/").context["pairs"]

    second = client.get(f"/timelines/?after={first.after}")

    assert [len(lines) for lines in (second.context["pairs"].own, second.context["pairs"].others)] == [1, 1]


@pytest.mark.parametrize(
    "query",
    [
        "?after=x", "?after=%00", "?before=1.2.3", "?after=1.x.9c4217e4-7170-5644-8a5e-0f19457148fd",
        "?after=..", "?after=" + "9" * 100_000,
        "?after=1.9c4217e4-7170-5644-8a5e-0f19457148fd.9c4217e4-7170-5644-8a5e-0f19457148fd&before=x",
    ],
)  # fmt: skip
def test_what_is_no_place_in_the_list_is_refused_with_a_message_and_no_rows(client, file, query):
    response = client.get(f"/timelines/{query}")

    assert response.status_code == 400
    assert "This address does not name a page of the list." in told(response.content.decode())
    assert names(response) == []


def test_a_place_past_the_end_says_that_the_list_ends(client, file):
    zero = "00000000-0000-0000-0000-000000000000"

    for place in ("", "0", "word"):
        response = client.get(f"/timelines/?after={place}.{zero}.{zero}")
        assert response.status_code == 200
    assert "The list ends here" in told(client.get(f"/timelines/?after=.{zero}.{zero}").content.decode())


# --- The strips ----------------------------------------------------------------------------------------------


def test_each_pair_has_a_strip_that_says_in_a_sentence_who_wrote_how_much(client, latvia, russia, osce):
    for year in (2014, 2016, 2016):
        make.letter(sender=latvia, to=russia, dated=str(year))
    make.letter(sender=russia, to=latvia, dated="9 December 2016", knowledge="reported")
    make.letter(sender=osce, to=latvia, dated="2010")

    assert sentences(client) == [
        "2014 to 2016: 3 from Latvia, 1 from Russia (reported only); most in 2016.",
        "2010: 1 from OSCE.",
    ]


def test_all_strips_of_a_page_share_one_axis_and_the_page_says_which(client, file):
    response = client.get("/timelines/")
    pairs = response.context["pairs"]
    lines = {line.spark.line for line in (*pairs.own, *pairs.others) if line.spark}

    assert pairs.years == (2010, 2020)
    assert len(lines) == 1
    assert "exchanges in each year from 2010 to 2020" in told(response.content.decode())


def test_a_pair_without_dates_has_no_strip(client, latvia, russia):
    make.letter(sender=latvia, to=russia)

    assert sentences(client) == []
    assert names(client.get("/timelines/")) == ["Latvia–Russia"]


def test_what_is_hidden_leaves_no_trace_in_the_strips(client, latvia, russia, officer):
    make.letter(sender=latvia, to=russia, dated="2016")
    make.letter(sender=russia, to=latvia, dated="2018", level=make.level("secret"))

    assert sentences(client) == ["2016: 1 from Latvia."]
    client.force_login(officer)
    assert sentences(client) == ["2016 to 2018: 1 from Latvia, 1 from Russia."]


def test_a_letter_of_an_organ_counts_for_its_principal(client, latvian_mod, russian_mod):
    make.letter(sender=latvian_mod, to=russian_mod, dated="2016")

    assert sentences(client) == ["2016: 1 from Latvia."]


def test_bars_stand_above_and_below_the_line_and_hollow_where_only_reported():
    tallies = {2001: Tally(a=Bar(4, 4)), 2002: Tally(b=Bar(2))}

    spark = spark_of(tallies, years_of([tallies]), "Latvia", "Russia")

    assert [bars.look for bars in spark.bars] == ["a", "b r"]
    assert [bars.path for bars in spark.bars] == [
        "M1.2 18v-18h7.5v18z",
        "M11.8 19v8.5h6.5v-8.5z",
    ]
    assert spark.line == "M0 18.5H20"


def test_a_long_time_is_drawn_by_decades_within_the_same_width():
    tallies = {1700: Tally(a=Bar(1, 1)), 2010: Tally(a=Bar(1, 1))}

    spark = spark_of(tallies, years_of([tallies]), "Latvia", "Russia")

    assert spark.line == "M0 18.5H160"
    assert spark.sentence == "1700 to 2010: 2 from Latvia."


def test_the_list_costs_the_same_for_one_pair_and_for_many(client, latvia, russia):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/timelines/").status_code == 200
        return len(queries)

    make.letter(sender=latvia, to=russia, dated="2016")
    alone = asked()
    for n in range(6):
        make.letter(sender=latvia, to=make.party(f"State {n}"), dated=str(1990 + n))

    assert asked() == alone
