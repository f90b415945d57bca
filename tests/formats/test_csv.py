"""Lists as tables: the same rows as the page, in full, and harmless in a spreadsheet."""

import csv
import io
from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from correspondence import listing
from correspondence.formats import tables
from correspondence.formats.csv import joined, neutral, restored
from correspondence.formats.outgoing import letter_records
from correspondence.models import Letter, Party
from tests import factories as make

TIMELINE = "/timelines/latvia/russia/"


def table(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode(), newline="")))


def subjects(client, address):
    return [row["subject"] for row in table(client, address)]


@pytest.fixture
def file(latvia, russia, latvian_mod, osce):
    first = make.letter("First", sender=latvian_mod, to=russia, dated="spring 2016", topic=make.topic())
    make.answer_to(first, subject="Second", sender=russia, to=latvia, dated="9 December 2016")
    make.letter("Third", sender=latvia, to=osce, dated="2017-02-01")


@pytest.mark.parametrize("risky", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'=1", "''-"])
def test_a_cell_that_a_spreadsheet_would_run_is_marked_and_comes_back(risky):
    assert neutral(risky) == "'" + risky
    assert restored(neutral(risky)) == risky


@given(st.text())
def test_every_cell_comes_back_as_it_was(cell):
    assert restored(neutral(cell)) == cell
    assert not neutral(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_separator_within_a_value_is_told_from_one_between_values():
    assert joined(["a; b", "c\\", "d"]) == "a\\; b; c\\\\; d"


def test_letters_come_as_the_page_shows_them_with_the_parties_and_what_they_answer(client, file):
    third, second, first = table(client, "/letters/?format=csv")

    assert [row["subject"] for row in (first, second, third)] == ["First", "Second", "Third"]
    assert (first["date"], first["date_edtf"], first["topic"]) == ("spring 2016", "2016-21", "inspections")
    assert (first["from"], first["from_slugs"]) == ("Ministry of Defence, Latvia", "ministry-of-defence")
    assert (first["to"], first["to_slugs"], first["answers"]) == ("Russia", "russia", "")
    assert second["answers"] == first["id"]


@pytest.mark.parametrize("address", ["/letters/?order=oldest&format=csv", TIMELINE + "?order=oldest&format=csv"])
def test_a_table_that_was_taken_away_is_read_again_as_the_record_has_it(client, file, latvia, tmp_path, address):
    letters = Letter.objects.filter(subject__in=["First", "Second"]).order_by("sort_key")
    make.text(letters[0], "Words; of the first")
    path = tmp_path / "letters.csv"
    path.write_bytes(b"".join(client.get(address).streaming_content))

    found = [replace(letter, line=0, element="") for letter in tables.read(path, {})]

    assert found[:2] == [as_called_in_full(letter) for letter in letter_records(letters, AnonymousUser())]
    assert found[0].texts[0].body == "Words; of the first"


def as_called_in_full(record):
    names = {party.slug: party.full_name for party in Party.objects.all()}
    return replace(record, later=(), parties=tuple(replace(one, name=names[one.slug]) for one in record.parties))


def test_the_filters_and_the_order_of_the_page_hold_for_its_table(client, file):
    assert subjects(client, "/letters/?party=russia&order=oldest&format=csv") == ["First", "Second"]
    assert subjects(client, TIMELINE + "?format=csv") == ["First", "Second"]
    assert subjects(client, TIMELINE + "?order=newest&year=2016&format=csv") == ["Second", "First"]
    assert subjects(client, TIMELINE + "?year=2015&format=csv") == []


def test_a_timeline_says_in_whose_lane_an_exchange_stands(client, file):
    assert [row["side"] for row in table(client, "/timelines/russia/latvia/?format=csv")] == ["latvia", "russia"]


@pytest.mark.parametrize("address", ["/letters/?format=csv", TIMELINE + "?format=csv"])
@pytest.mark.parametrize("size", [1, 2, 7])
def test_a_table_goes_on_where_a_chunk_ends(client, latvia, russia, monkeypatch, address, size):
    for number in range(7):
        make.letter(f"No. {number}", sender=latvia, to=russia, dated="2016" if number < 4 else "")
    whole = subjects(client, address)
    monkeypatch.setattr(listing.in_chunks, "__kwdefaults__", {"size": size})

    assert subjects(client, address) == whole
    assert len(set(whole)) == 7


@pytest.mark.parametrize("address", ["/letters/?format=csv", TIMELINE + "?format=csv", "/offers/?format=csv"])
def test_a_table_costs_the_same_number_of_queries_whatever_it_holds(client, latvia, russia, address):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            table(client, address)
        return len(queries)

    def put(number):
        letter = make.letter(f"No. {number}", sender=latvia, to=russia, dated="2016", topic=make.topic())
        make.offer(f"Offer {number}", by=latvia, to=russia, put_in=letter)

    put(1)
    few = asked()
    for number in range(2, 9):
        put(number)

    assert asked() == few


def test_the_ledger_has_a_row_for_each_addressee_that_the_filters_keep(client, latvia, russia, osce):
    letter = make.letter("Note", sender=latvia, to=[russia, osce], dated="9 March 2016")
    offer = make.offer("=Inspections", by=latvia, to=[russia, osce], put_in=letter)
    answer = make.answer_to(letter, subject="No", sender=russia, to=latvia, dated="1 May 2016")
    make.respond(offer, answer, "rejected", addressee=russia)

    rows = {row["addressee_slug"]: row for row in table(client, "/offers/?format=csv")}
    [rejected] = table(client, "/offers/?state=rejected&order=most_rejected&format=csv")

    assert {name: row["state"] for name, row in rows.items()} == {"russia": "rejected", "osce": "open"}
    assert rejected == rows["russia"]
    assert (rejected["title"], rejected["times_put"], rejected["times_rejected"]) == ("'=Inspections", "1", "1")
    assert (rejected["first_put_on"], rejected["since"], rejected["proposers"]) == (
        "2016-03-09",
        "1 May 2016",
        "Latvia",
    )


@pytest.mark.parametrize(
    ("address", "name"), [("/letters/", "letters"), ("/offers/", "offers"), (TIMELINE, "latvia-russia")]
)
def test_the_file_has_a_name_and_the_page_leads_to_it(client, latvia, russia, address, name):
    letter = make.letter("Note", sender=latvia, to=russia, dated="2016")
    make.offer("Inspections", by=latvia, to=russia, put_in=letter)

    page = client.get(address + "?order=newest").content.decode()
    response = client.get(address + "?order=newest&format=csv")

    assert 'href="?order=newest&amp;format=csv"' in page
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}.csv"'


@pytest.mark.parametrize("address", ["/letters/", "/offers/", TIMELINE])
@pytest.mark.parametrize("query", ["?format=xlsx", "?format=csv&order=sideways", "?format=csv&after=x", "?format=%00"])
def test_what_cannot_be_read_gives_no_table(client, file, address, query):
    response = client.get(address + query)

    assert response.status_code == 400
    assert response.headers["Content-Type"].startswith("text/html")


def test_what_is_hidden_is_in_no_table(client, latvia, russia, officer):
    shown = make.letter("Note", sender=latvia, to=russia, dated="2016")
    hidden = make.answer_to(shown, subject="Secret", sender=russia, to=latvia, dated="2017", level=make.level("secret"))
    make.offer("Secret offer", by=latvia, to=russia, put_in=hidden, level=make.level("secret"))

    assert subjects(client, "/letters/?format=csv") == ["Note"]
    assert subjects(client, TIMELINE + "?format=csv") == ["Note"]
    assert table(client, "/offers/?format=csv") == []
    client.force_login(officer)
    assert subjects(client, TIMELINE + "?format=csv") == ["Note", "Secret"]
    assert [row["title"] for row in table(client, "/offers/?format=csv")] == ["Secret offer"]
