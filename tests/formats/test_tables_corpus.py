"""Two published tables, read whole, against counts taken by an independent script."""

import json
from collections import Counter
from pathlib import Path

import pytest

from correspondence.formats import tables

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

MORITZ = (
    "sender", "addressee", "several_senders", "several_addressees", "senderPlace", "senderDate", "senderDateText",
    "date_not_plain_day", "date_text_bracketed",
)  # fmt: skip

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not DATA.exists(), reason="the corpora do not lie beside the checkout"),
]


def truth(name):
    return json.loads((DATA / "ground_truth_dev.json").read_text())[name]


@pytest.fixture(scope="module")
def moritz():
    return list(tables.read(DATA / "csv" / "moritz_letters.csv", {}))


@pytest.fixture(scope="module")
def australian():
    mapping = {"key": "1", "heading": "3", "citation": "4", "date": "5", "archive_reference": "6"}
    return list(tables.read(DATA / "csv" / "dfat_documents_noheader.csv", {"map": mapping, "edition": "dfat"}))


def of(letter, role):
    return [party for party in letter.parties if party.role == role]


def test_every_letter_of_moritz_is_read_under_a_key_of_its_own(moritz):
    expected = truth("csv/moritz_letters.csv")

    assert len(moritz) == len({letter.source_key for letter in moritz}) == expected["rows"]
    assert not any(letter.refused for letter in moritz)


def test_senders_addressees_places_and_dates_of_moritz_are_all_there(moritz):
    counts = truth("csv/moritz_letters.csv")["counts"]

    assert {
        "sender": sum(bool(of(letter, "sender")) for letter in moritz),
        "addressee": sum(bool(of(letter, "addressee")) for letter in moritz),
        "several_senders": sum(len(of(letter, "sender")) > 1 for letter in moritz),
        "several_addressees": sum(len(of(letter, "addressee")) > 1 for letter in moritz),
        "senderPlace": sum(bool(letter.place) for letter in moritz),
        "senderDate": sum(letter.dates[0].value.is_known for letter in moritz),
        "senderDateText": sum(bool(str(letter.dates[0].value)) for letter in moritz),
        "date_not_plain_day": sum(not letter.dates[0].value.is_day for letter in moritz),
        "date_text_bracketed": sum("[" in letter.dates[0].value.text for letter in moritz),
    } == {name: counts[name] for name in MORITZ}


def test_the_first_and_the_last_day_of_moritz_are_the_same(moritz):
    expected = truth("csv/moritz_letters.csv")
    days = [letter.dates[0].value.edtf for letter in moritz if letter.dates[0].value.is_day]

    assert (min(days), max(days)) == (expected["first_date"], expected["last_date"])


def test_keys_of_senders_are_kept_where_it_is_known_whose_they_are(moritz):
    """Of 169 rows with fewer keys than names, 81 leave an empty place between bars; of the others only the names are kept."""
    counts = truth("csv/moritz_letters.csv")["counts"]
    fewer = [letter for letter in moritz if any(problem.field == "from_keys" for problem in letter.problems)]
    with_gaps = [
        letter
        for letter in moritz
        if 0 < sum(bool(party.keys) for party in of(letter, "sender")) < len(of(letter, "sender"))
    ]
    with_keys = [letter for letter in moritz if any(party.keys for party in of(letter, "sender"))]

    assert len(fewer) + len(with_gaps) == counts["ids_fewer_than_senders"]
    assert len(with_keys) + len(fewer) == counts["senderID"]


def test_the_most_frequent_senders_of_moritz_are_the_same(moritz):
    found = Counter(party.name for letter in moritz for party in of(letter, "sender"))
    expected = truth("csv/moritz_letters.csv")["senders"]

    assert {sender: found[sender] for sender, _count in expected} == dict(expected)


def test_a_table_without_header_is_read_by_number(australian):
    expected = truth("csv/dfat_documents_noheader.csv")

    assert len(australian) == len({letter.source_key for letter in australian}) == expected["rows"]
    assert sum(bool(letter.dates) and letter.dates[0].value.is_day for letter in australian) == expected["dated"]
    assert sum(" to " in letter.subject.lower() for letter in australian) == expected["title_with_to"]


def test_the_headings_of_that_table_give_the_parties_where_they_name_both(australian):
    """Nearly all others that hold a "to" name only the addressee ("Cablegram to Canberra")."""
    titled = [letter for letter in australian if " to " in letter.subject.lower()]
    both = [letter for letter in titled if of(letter, "sender") and of(letter, "addressee")]
    one = [letter for letter in titled if bool(of(letter, "sender")) != bool(of(letter, "addressee"))]

    assert (len(both), len(one)) == (8224, 711)
