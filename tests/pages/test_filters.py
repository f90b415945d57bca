"""The list of letters: what it can be narrowed by, how it goes on, and what it answers to what it cannot read."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence import listing
from tests import factories as make
from tests.pages.letters_as_read import told


def titles(client, query="", address="/letters/"):
    response = client.get(address + query)
    assert response.status_code == 200
    return re.findall(r'<h2 dir="auto"><a href="[^"]+">([^<]+)</a></h2>', response.content.decode())


def refused(client, query, address="/letters/"):
    """Return the words of a page that refuses a query: the form, the message, and no rows."""
    response = client.get(address + query)
    html = response.content.decode()
    assert response.status_code == 400
    assert '<ol class="letters">' not in html
    assert "Apply filters" in html
    return told(html)


@pytest.fixture
def file(latvia, russia, latvian_mod, osce):
    """Five letters, oldest first: First, Second, Third, Fourth, Undated."""
    make.letter("First", sender=latvia, to=russia, dated="1 May 2014", topic=make.topic("Visits"))
    make.letter("Second", sender=russia, to=latvian_mod, dated="spring 2016", topic=make.topic(), knowledge="reported")
    make.letter(
        "Third", sender=latvian_mod, to=osce, dated="9 December 2016", topic=make.topic(), summary="About tanks"
    )
    make.letter("Fourth", sender=russia, to=osce, dated="2017/..", summary="Kuģi un kara bāzes")
    make.letter("Undated", sender=latvia, to=osce)


def test_letters_stand_newest_first_unless_asked_otherwise(client, file):
    assert titles(client) == ["Undated", "Fourth", "Third", "Second", "First"]
    assert titles(client, "?order=newest") == titles(client)
    assert titles(client, "?order=oldest") == ["First", "Second", "Third", "Fourth", "Undated"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=third", ["Third"]),
        ("?q=TANKS", ["Third"]),
        ("?q=tanks+third", ["Third"]),
        ("?q=tanks+fourth", []),
        ("?q=KARA+b%C4%81zes", ["Fourth"]),
        ("?q=ku%C4%A3i", ["Fourth"]),
        ("?q=%25", []),
        ("?q=_", []),
        ("?q=%27+OR+1%3D1+--", []),
        ("?party=latvia", ["Undated", "Third", "Second", "First"]),
        ("?party=ministry-of-defence", ["Third", "Second"]),
        ("?party=osce", ["Undated", "Fourth", "Third"]),
        ("?topic=inspections", ["Third", "Second"]),
        ("?knowledge=reported", ["Second"]),
        ("?from_year=2016", ["Fourth", "Third", "Second"]),
        ("?to_year=2016", ["Third", "Second", "First"]),
        ("?from_year=2018", ["Fourth"]),
        ("?from_year=2016&to_year=2016", ["Third", "Second"]),
        ("?party=russia&from_year=2016", ["Fourth", "Second"]),
        ("?q=&party=&topic=&from_year=", ["Undated", "Fourth", "Third", "Second", "First"]),
        ("?topic=visits&topic=inspections", ["Third", "Second"]),
        ("?unknown=1", ["Undated", "Fourth", "Third", "Second", "First"]),
    ],
)
def test_a_filter_keeps_what_it_says(client, file, query, found):
    assert titles(client, query) == found


def test_a_topic_takes_in_what_is_part_of_it(client, latvia):
    security = make.topic("Security")
    make.letter("On inspections", sender=latvia, topic=make.topic("Visits", parent=security))

    assert titles(client, "?topic=security") == ["On inspections"]


def test_years_follow_the_first_date_that_is_known(client, latvia):
    make.letter("Received only", sender=latvia, received="9 March 2017")

    assert titles(client, "?from_year=2017&to_year=2017") == ["Received only"]
    assert titles(client, "?to_year=2016") == []


def test_letters_are_kept_by_what_they_carry(client, latvia, russia):
    offer = make.offer(by=latvia, to=russia, put_in=make.letter("Offers", sender=latvia, to=russia))
    refusal = make.letter("Refuses", sender=russia, to=latvia)
    make.respond(offer, refusal, "rejected")
    make.position(latvia, make.topic(), "Holds", make.letter("States", sender=latvia, to=russia))
    make.table(offer, make.letter("Only recalls", sender=latvia, to=russia), "recalled")

    assert titles(client, "?carries=proposal") == ["Offers"]
    assert titles(client, "?carries=response") == ["Refuses"]
    assert titles(client, "?carries=position") == ["States"]


def test_what_a_letter_carries_in_secret_is_not_filtered_by(client, latvia, russia):
    open_letter = make.letter("Open", sender=latvia, to=russia)
    make.offer(by=latvia, to=russia, put_in=open_letter, level=make.level("secret"))

    assert titles(client, "?carries=proposal") == []


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?party=nowhere", "No party on file that you can see goes by “nowhere”."),
        ("?party=hidden", "No party on file that you can see goes by “hidden”."),
        ("?topic=nothing", "No topic on file that you can see goes by “nothing”."),
        ("?knowledge=rumour", "Select a valid choice. rumour is not one of the available choices."),
        ("?carries=weight", "Select a valid choice. weight is not one of the available choices."),
        ("?from_year=MMXVI", "Write the year as a number, for example 2016."),
        ("?to_year=0", "Write a year between 1 and 9999."),
        ("?from_year=10000", "Write a year between 1 and 9999."),
        ("?from_year=2017&to_year=2016", "The last year is earlier than the first: change one of them."),
        ("?q=" + "x" * 201, "Ensure this value has at most 200 characters (it has 201)."),
        ("?q=%00", "Null characters are not allowed."),
        ("?order=sideways", "The order is “newest” or “oldest”."),
        ("?after=nonsense", "This address does not name a page of the list."),
        ("?before=201612090100000.x", "This address does not name a page of the list."),
        ("?after=a.9c4217e471705644&before=b", "This address does not name a page of the list."),
        ("?after=%00.9c4217e4-7170-5644-8a5e-0f19457148fd", "This address does not name a page of the list."),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_message_and_no_rows(client, file, query, message):
    make.party("Hidden", level=make.level("secret"))

    assert message in refused(client, query)


@pytest.mark.parametrize(
    "name", ["q", "party", "topic", "knowledge", "carries", "from_year", "order", "after", "before"]
)
@pytest.mark.parametrize("value", ["%00", "%ED%A0%80", "%FF", "x" * 100_000, "%E2%80%AE", "9" * 400], ids=range(6))
def test_no_value_breaks_the_list(client, file, name, value):
    assert client.get(f"/letters/?{name}={value}").status_code in {200, 400}


def test_a_hidden_party_answers_exactly_like_an_unknown_one(client, file):
    hidden = make.party("Hidden", level=make.level("secret"))
    answers = [client.get(f"/letters/?party={slug}").content for slug in (hidden.slug, "x" * len(hidden.slug))]

    assert answers[0].replace(hidden.slug.encode(), b"") == answers[1].replace(b"x" * len(hidden.slug), b"")


def test_only_visible_letters_are_listed_and_counted(client, file, latvia, officer):
    make.letter("Plans", sender=latvia, level=make.level("secret"))

    assert "5 letters" in told(client.get("/letters/").content.decode())
    client.force_login(officer)
    assert "6 letters" in told(client.get("/letters/").content.decode())


def test_applied_filters_are_chips_and_each_takes_itself_away(client, file):
    html = client.get("/letters/?party=latvia&from_year=2016&order=oldest").content.decode()

    assert (
        'href="?party=latvia&amp;order=oldest"><span class="visually-hidden">Remove the filter </span>From year:'
        in html
    )
    assert (
        'href="?from_year=2016&amp;order=oldest"><span class="visually-hidden">Remove the filter </span>Party:' in html
    )
    assert '<input type="hidden" name="order" value="oldest">' in html


def test_without_a_match_the_page_says_what_each_filter_hides(client, file):
    words = told(client.get("/letters/?party=russia&topic=visits&q=first&knowledge=reported").content.decode())

    assert "No letter matches these filters" in words
    assert "without “Visits”: 0" in words
    assert "without “reported only”: 1" in words


def test_an_empty_file_says_so(client, db):
    assert "No letter is on file that you can see." in told(client.get("/letters/").content.decode())


def test_the_list_goes_on_and_comes_back(client, file, monkeypatch):
    monkeypatch.setattr(listing.listed, "__kwdefaults__", listing.listed.__kwdefaults__ | {"size": 2})
    seen, query, queries = [], "", []
    while query is not None:
        seen.append(titles(client, query))
        queries.append(query)
        query = step(client, query, "next")
    assert seen == [["Undated", "Fourth"], ["Third", "Second"], ["First"]]

    back = [titles(client, query := step(client, queries[-1], "prev")), titles(client, step(client, query, "prev"))]
    assert back == [["Third", "Second"], ["Undated", "Fourth"]]
    assert step(client, step(client, query, "prev"), "prev") is None


def step(client, query, rel):
    """Return the query of the page before or after, None where the list ends."""
    html = client.get("/letters/" + query).content.decode()
    found = re.search(rf'rel="{rel}" href="([^"]+)"', html)
    return found[1].replace("&amp;", "&") if found else None


def test_pages_keep_their_filters_and_order(client, file, monkeypatch):
    monkeypatch.setattr(listing.listed, "__kwdefaults__", listing.listed.__kwdefaults__ | {"size": 1})
    query = step(client, "?party=osce&order=oldest", "next")

    assert titles(client, query) == ["Fourth"]


def test_letters_of_the_same_moment_are_neither_lost_nor_shown_twice(client, latvia, monkeypatch):
    monkeypatch.setattr(listing.listed, "__kwdefaults__", listing.listed.__kwdefaults__ | {"size": 2})
    for number in range(5):
        make.letter(f"Note {number}", sender=latvia, dated="1 May 2014")
    seen, query = [], ""
    while query is not None:
        seen += titles(client, query)
        query = step(client, query, "next")

    assert sorted(seen) == [f"Note {number}" for number in range(5)]


def test_a_place_past_the_end_says_that_the_list_ends(client, file):
    html = client.get("/letters/?after=100000000000000000.9c4217e4-7170-5644-8a5e-0f19457148fd").content.decode()

    assert "The list ends here" in html


def test_more_than_a_thousand_are_not_counted_further(client, file, monkeypatch):
    monkeypatch.setattr(listing, "MOST_COUNTED", 3)

    assert "more than 3 letters" in told(client.get("/letters/").content.decode())


def test_the_list_costs_the_same_for_one_letter_and_for_many(client, latvia, russia, latvian_mod):
    def cost(query):
        with CaptureQueriesContext(connection) as found:
            assert titles(client, query)
        return len(found)

    queries = ["", "?party=latvia&q=note&carries=proposal&from_year=2000"]
    put = make.letter("Note", sender=latvian_mod, to=russia, dated="1 May 2014", topic=make.topic())
    make.offer(by=latvia, to=russia, put_in=put)
    once = [cost(query) for query in queries]
    for number in range(20):
        more = make.letter(
            f"Note {number}", sender=latvian_mod, to=[russia, latvia], dated="1 May 2015", topic=make.topic()
        )
        make.offer(by=latvia, to=russia, put_in=more)

    assert [cost(query) for query in queries] == once
