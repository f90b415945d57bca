"""The filters of a timeline: what they keep, what is said of what they hide, and that nothing else loses them."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.pages.letters_as_read import told

PAGE = "/timelines/latvia/russia/"


@pytest.fixture
def visits(db):
    return make.topic("Visits")


@pytest.fixture
def file(latvia, russia, visits):
    """A question on visits in 2014, its answer on inspections in 2016, and a note on visits in 2018."""
    question = make.letter("Question", sender=latvia, to=russia, dated="1 May 2014", topic=visits)
    make.answer_to(question, subject="Answer", dated="2 May 2016", topic=make.topic(), knowledge="reported")
    make.letter("Note", sender=latvia, to=russia, dated="3 May 2018", topic=visits, summary="About tanks")
    return question


def rows(response, kind="card"):
    return [row for row in response.context["timeline"].rows if row.kind == kind]


def subjects(response):
    return [row.thing.letter.subject for row in rows(response)]


def shown(client, query):
    response = client.get(PAGE + query)
    assert response.status_code == 200
    return subjects(response)


def stubs(response):
    return [row.thing.letter.subject for row in rows(response, "stub")]


def lines(response):
    """Return the cards and stubs of a page with the lines that reach or leave them."""
    kept = [row for row in response.context["timeline"].rows if row.kind in {"card", "stub"}]
    return {row.thing.letter.subject: [segment.kind for segment in row.rail.segments] for row in kept}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=tanks", ["Note"]),
        ("?topic=visits", ["Question", "Note"]),
        ("?knowledge=reported", ["Answer"]),
        ("?from_year=2015", ["Answer", "Note"]),
        ("?from_year=2015&to_year=2017", ["Answer"]),
        ("?topic=visits&order=newest", ["Note", "Question"]),
        ("?topic=visits&year=2018", ["Note"]),
        ("?party=latvia", ["Question", "Answer", "Note"]),
        ("?q=", ["Question", "Answer", "Note"]),
    ],
)
def test_a_filter_keeps_what_it_keeps_in_the_list_of_letters(client, file, query, found):
    assert shown(client, query) == found


def test_the_strip_and_the_count_show_what_the_filters_keep(client, file):
    response = client.get(PAGE + "?topic=visits")
    words = told(response.content.decode())

    assert [column.tally.number for column in response.context["timeline"].strip.columns] == [1, 0, 0, 0, 1]
    assert "2 exchanges, 2014 to 2018." in words


def test_every_link_of_the_page_keeps_the_filters(client, file, latvia, russia, visits, monkeypatch):
    monkeypatch.setattr("correspondence.timeline.pages.SIZE", 1)

    html = client.get(PAGE + "?topic=visits&order=newest").content.decode()
    pages = re.findall(r'rel="next" href="\?([^"]+)"', html)
    columns = re.findall(
        r'<li[^>]*><a href="\?([^"]+)"(?: aria-current="true")?><span class="visually-hidden">20', html
    )

    for address in [*pages, *columns]:
        assert "topic=visits" in address
        assert "order=newest" in address
    assert len(pages) == 1
    assert len(columns) == 5
    assert shown(client, f"?{pages[0].replace('&amp;', '&')}") == ["Question"]


def test_the_form_keeps_order_year_and_predecessors(client, file):
    html = client.get(PAGE + "?year=2018&order=newest&predecessors=on").content.decode()

    assert sorted(re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', html)) == [
        ("order", "newest"), ("predecessors", "on"), ("year", "2018"),
    ]  # fmt: skip


def test_applied_filters_are_chips_outside_the_bar_and_each_takes_itself_away(client, file):
    html = client.get(PAGE + "?topic=visits&year=2018&q=note").content.decode()
    chips = re.findall(r'<a class="chip" href="([^"]+)">(.*?)</a>', html[html.index("</details>") :])

    assert [(told(words).replace("Remove the filter ", ""), href.replace("&amp;", "&")) for href, words in chips] == [
        ("Year: 2018", "?topic=visits&q=note"),
        ("Words in subject or summary: note", "?topic=visits&year=2018"),
        ("Topic: Visits", "?year=2018&q=note"),
    ]


def test_of_a_year_in_a_decade_the_year_is_taken_away_first(client, file):
    html = client.get(PAGE + "?decade=2010&year=2018").content.decode()

    assert '<a class="chip" href="?decade=2010">' in html


# --- What a filter hides -----------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ["", "&order=newest"])
def test_a_hidden_exchange_that_a_shown_one_answers_stands_as_a_line_so_that_no_rail_lies(client, file, order):
    response = client.get(f"{PAGE}?knowledge=reported{order}")

    assert (subjects(response), stubs(response)) == (["Answer"], ["Question"])
    assert lines(response) == {"Question": ["out"], "Answer": ["in"]}
    [stub] = rows(response, "stub")
    assert (stub.thing.side, stub.thing.route) == ("a", "Latvia to Russia")
    words = told(response.content.decode())
    assert "1 May 2014 Question hidden by filter Latvia to Russia" in words
    assert "Answers Question (hidden by filter)" in words
    assert file.get_absolute_url() in response.content.decode()


def test_an_answer_that_is_hidden_is_named_and_not_drawn(client, file):
    response = client.get(f"{PAGE}?topic=visits")

    assert stubs(response) == []
    assert "Answered by Answer (2 May 2016, hidden by filter)" in told(response.content.decode())


def test_what_stands_in_another_year_is_not_hidden_by_a_filter(client, file):
    response = client.get(f"{PAGE}?year=2016")

    assert stubs(response) == []
    assert "hidden by filter" not in told(response.content.decode())
    response = client.get(f"{PAGE}?year=2016&knowledge=reported")
    assert stubs(response) == []


def test_a_line_for_what_is_hidden_stands_on_the_page_of_its_place(client, latvia, russia, monkeypatch):
    monkeypatch.setattr("correspondence.timeline.pages.SIZE", 1)
    first = make.letter("Kept first", sender=latvia, to=russia, dated="1 May 2014", summary="tanks")
    hidden = make.letter("Hidden", sender=latvia, to=russia, dated="1 May 2013")
    between = make.letter("Hidden too", sender=latvia, to=russia, dated="1 May 2015")
    last = make.letter("Kept last", sender=russia, to=latvia, dated="1 May 2016", summary="tanks")
    for earlier in (first, hidden, between):
        make.link(last, earlier)

    page = client.get(f"{PAGE}?q=tanks")
    second = client.get(f"{PAGE}?q=tanks&after={page.context['timeline'].after}")

    assert (subjects(page), stubs(page)) == (["Kept first"], [])
    assert (subjects(second), stubs(second)) == (["Kept last"], ["Hidden too"])
    words = told(second.content.decode())
    assert "Hidden (1 May 2013, hidden by filter) , not on this page" in words


def test_a_letter_that_answers_many_hidden_ones_gets_as_many_lines_as_it_names(client, latvia, russia):
    hidden = [make.letter(f"Hidden {n}", sender=latvia, to=russia, dated=f"{n + 1} May 2014") for n in range(8)]
    make.answer_to(*hidden, subject="Answer", dated="1 June 2014", summary="tanks")

    assert len(stubs(client.get(f"{PAGE}?q=tanks"))) == 6


def test_what_waits_for_an_answer_stands_where_the_whole_timeline_ends_only(client, file, latvia, russia):
    make.offer("Hotline", by=latvia, to=russia, put_in=file)

    assert len(rows(client.get(PAGE), "open")) == 1
    assert rows(client.get(f"{PAGE}?topic=visits"), "open") == []


def test_an_exchange_that_may_not_be_seen_is_not_said_to_be_hidden_by_a_filter(client, file, latvia, russia, officer):
    secret = make.letter("Secret", sender=latvia, to=russia, dated="1 May 2015", level=make.level("secret"))
    answer = make.letter("Reply", sender=russia, to=latvia, dated="2 June 2016", summary="planes")
    make.link(answer, secret)

    page = client.get(f"{PAGE}?q=planes")
    assert stubs(page) == []
    assert "Secret" not in page.content.decode()
    client.force_login(officer)
    assert stubs(client.get(f"{PAGE}?q=planes")) == ["Secret"]


# --- Nothing to show, and nothing to read --------------------------------------------------------------------


def test_without_a_match_the_page_says_what_each_filter_hides(client, file):
    words = told(client.get(f"{PAGE}?topic=visits&q=tanks&year=2016").content.decode())

    assert "No exchange matches these filters Taking one filter away would show:" in words
    assert "without “2016”: 1 without “tanks”: 0 without “Visits”: 0" in words
    assert "Clear all filters" in words


def test_a_filter_that_keeps_nothing_of_this_pair_counts_only_this_pair(client, file, latvia, osce):
    make.letter("Elsewhere", sender=latvia, to=osce, summary="About planes")

    words = told(client.get(f"{PAGE}?q=planes").content.decode())

    assert "without “planes”: 3" in words


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?from_year=abc", "Write the year as a number, for example 2016."),
        ("?from_year=2018&to_year=2014", "The last year is earlier than the first: change one of them."),
        ("?party=atlantis", "No party on file that you can see goes by “atlantis”."),
        ("?topic=%00", "Null characters are not allowed."),
        ("?knowledge=nonsense", "Select a valid choice."),
        ("?year=MMXVI", "Write the year as a number, for example 2016."),
        ("?q=note&format=xlsx", "This list is not written in that format"),
        ("?q=" + "x" * 300, "Ensure this value has at most 200 characters"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_form_the_message_and_no_rows(client, file, query, message):
    for address in (query, f"{query}&format=csv" if "format" not in query else query):
        response = client.get(PAGE + address)
        words = told(response.content.decode())

        assert response.status_code == 400
        assert message in words
        assert "Apply filters" in words
        assert "Question" not in words


def test_a_hidden_party_answers_exactly_like_an_unknown_one(client, file):
    make.party("Atlantis", slug="atlantis", level=make.level("secret"))

    for slug in ("atlantis", "nowhere"):
        response = client.get(f"{PAGE}?party={slug}")
        assert response.status_code == 400
        assert "Atlantis" not in response.content.decode()


def test_the_file_to_take_away_follows_the_same_filters(client, file):
    response = client.get(f"{PAGE}?topic=visits&order=newest&format=csv")
    table = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))

    assert [(row["subject"], row["side"]) for row in table] == [("Note", "latvia"), ("Question", "latvia")]


def test_a_filtered_page_costs_the_same_for_one_exchange_and_for_many(client, latvia, russia, visits):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{PAGE}?topic=visits").status_code == 200
        return len(queries)

    def exchange(n):
        hidden = make.letter(f"Question {n}", sender=latvia, to=russia, dated=f"{n + 1} May 2014")
        make.answer_to(hidden, subject=f"Answer {n}", dated=f"{n + 1} June 2014", topic=visits)

    exchange(0)
    alone = asked()
    for n in range(1, 6):
        exchange(n)

    assert asked() == alone
