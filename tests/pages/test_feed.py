"""The Atom feed of a timeline: the newest exchanges that the reader may see, as any feed reader reads them."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.dateparse import parse_datetime
from lxml import etree

from tests import factories as make

ATOM = {"a": "http://www.w3.org/2005/Atom"}
ADDRESS = "/timelines/latvia/russia/feed.atom"


@pytest.fixture
def feed(client):
    def get(query=""):
        answer = client.get(ADDRESS + query)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("application/atom+xml")
        return etree.fromstring(answer.content)

    return get


def texts(element, path):
    return [one.text for one in element.findall(path, ATOM)]


def titles(feed):
    return texts(feed, "a:entry/a:title")


def test_an_entry_says_who_wrote_to_whom_and_where_to_read_it(feed, latvia, russia):
    letter = make.letter("Note on overflights", sender=russia, to=latvia, dated="3 November 2016",
                         summary="Russia asks < twice.\n\nIt names no day.")  # fmt: skip

    [entry] = feed().findall("a:entry", ATOM)

    assert texts(entry, "a:title") == ["Russia to Latvia: Note on overflights"]
    assert texts(entry, "a:id") == [f"urn:uuid:{letter.pk}"]
    assert entry.find("a:link", ATOM).get("href") == f"http://testserver/letters/{letter.pk}/"
    [summary] = texts(entry, "a:summary")
    assert "3 November 2016</p>" in summary
    assert "<p>Russia asks &lt; twice.</p>" in summary


def test_the_feed_has_what_the_standard_demands(feed, latvia, russia):
    make.letter(sender=latvia, to=russia, dated="2016")

    found = feed()

    for one in (found, found.find("a:entry", ATOM)):
        [identity], [title], [updated] = (texts(one, f"a:{name}") for name in ("id", "title", "updated"))
        assert identity.startswith("urn:uuid:")
        assert title
        assert parse_datetime(updated).tzinfo
    assert found.find("a:author/a:name", ATOM).text
    links = {link.get("rel"): link.get("href") for link in found.findall("a:link", ATOM)}
    assert links == {"alternate": "http://testserver/timelines/latvia/russia/", "self": f"http://testserver{ADDRESS}"}


def test_the_newest_stand_first_and_thirty_of_them(feed, latvia, russia):
    for year in range(1950, 1985):
        make.letter(f"Of {year}", sender=latvia, to=russia, dated=str(year))
    make.letter("Undated", sender=latvia, to=russia)

    assert titles(feed()) == [f"Latvia to Russia: Of {year}" for year in range(1984, 1954, -1)]


def test_drafts_and_void_letters_are_no_news(client, feed, latvia, russia, officer):
    make.letter("Void", sender=latvia, to=russia, dated="2016").void(by=officer, reason="Logged twice")
    make.letter("Draft", sender=latvia, to=russia, dated="2016", status="draft", desk=make.desk())
    make.letter("Note", sender=latvia, to=russia, dated="2016")
    officer.clearance.desks.add(make.desk())
    client.force_login(officer)

    assert titles(feed()) == ["Latvia to Russia: Note"]


def test_an_entry_is_updated_by_the_last_write_that_the_reader_may_know_of(feed, latvia, russia, officer):
    with time_machine.travel("2026-11-01 10:00 +0000", tick=False):
        letter = make.letter("Note", sender=latvia, to=russia, dated="2016")
    with time_machine.travel("2026-11-02 10:00 +0000", tick=False):
        letter.summary = "In our words"
        letter.save(by=officer)
    with time_machine.travel("2026-11-03 10:00 +0000", tick=False):
        make.text(letter, "Secret words", level=make.level("secret"))

    [published], [updated] = (texts(feed(), f"a:entry/a:{name}") for name in ("published", "updated"))

    assert parse_datetime(published) == dt.datetime(2026, 11, 1, 10, tzinfo=dt.UTC)
    assert parse_datetime(updated) == dt.datetime(2026, 11, 2, 10, tzinfo=dt.UTC)


def test_a_secret_letter_is_in_the_feed_of_the_cleared_only(client, feed, latvia, russia, officer):
    make.letter("Secret", sender=latvia, to=russia, dated="2016", level=make.level("secret"))

    assert titles(feed()) == []
    client.force_login(officer)
    assert titles(feed()) == ["Latvia to Russia: Secret"]


def test_filters_and_the_year_hold_for_the_feed(feed, latvia, russia):
    make.letter("Old", sender=latvia, to=russia, dated="1999")
    make.letter("New", sender=latvia, to=russia, dated="2016", topic=make.topic("Inspections"))

    assert titles(feed("?year=1999")) == ["Latvia to Russia: Old"]
    assert titles(feed("?topic=inspections")) == ["Latvia to Russia: New"]


@pytest.mark.parametrize("query", ["?topic=absent", "?year=x", "?after=!"])
def test_what_cannot_be_read_is_refused_in_words(client, latvia, russia, query):
    make.letter("Note", sender=latvia, to=russia, dated="2016")

    answer = client.get(ADDRESS + query)

    assert answer.status_code == 400
    assert "Note" not in answer.content.decode()


@pytest.mark.parametrize("pair", ["latvia/absent", "absent/russia"])
def test_an_unknown_party_has_no_feed(client, latvia, russia, pair):
    assert client.get(f"/timelines/{pair}/feed.atom").status_code == 404


def test_characters_that_xml_cannot_hold_are_left_out(feed, latvia, russia):
    make.letter("Bell\x07 & <b>\x1f\ufffe", sender=latvia, to=russia, dated="2016", summary="\x0bWords")

    found = feed()

    assert titles(found) == ["Latvia to Russia: Bell & <b>"]
    assert texts(found, "a:entry/a:summary")[0].endswith("<p>Words</p>")


def test_the_timeline_names_its_feed_with_its_filters(client, latvia, russia):
    make.letter(sender=latvia, to=russia, dated="2016", topic=make.topic("Inspections"))

    page = client.get("/timelines/latvia/russia/?topic=inspections&order=newest").content.decode()

    assert (
        f'<link rel="alternate" type="application/atom+xml" title="Latvia – Russia" href="{ADDRESS}?topic=inspections">'
        in page
    )


def test_without_public_reading_the_feed_leads_to_the_login(client, settings, latvia, russia):
    settings.PUBLIC_READING = False

    assert client.get(ADDRESS).headers["Location"].startswith("/accounts/login/")


def test_the_feed_costs_the_same_for_one_and_for_many(client, latvia, russia, officer):
    def cost():
        with CaptureQueriesContext(connection) as found:
            assert client.get(ADDRESS).status_code == 200
        return len(found)

    client.force_login(officer)
    make.letter(sender=latvia, to=russia, dated="2016")
    first = cost()
    for _one in range(12):
        make.letter(sender=russia, to=latvia, dated="2016")

    assert cost() == first
