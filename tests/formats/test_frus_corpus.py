"""Whole volumes of FRUS, against counts taken by an independent script. What differs, and why: docs/formats.md, "FRUS"."""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from correspondence.formats.frus import read
from correspondence.formats.frus.notes import references
from correspondence.formats.frus.volume import Volume, documents_in, is_document
from correspondence.formats.frus.words import local
from correspondence.formats.record import LetterRecord
from correspondence.formats.xml import elements

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
MICROFICHE = "frus1961-63v07-09mSupp"
EXCERPT = "frus_current_encoding_excerpt"
VOLUMES = (
    "frus1949v07p1", "frus1955-57v24", "frus1958-60v08", "frus1961-63v05", MICROFICHE, "frus1964-68v14",
    "frus1964-68v29p2", "frus1969-76v12", EXCERPT,
)  # fmt: skip

# By how much our count of a thing exceeds the script's. docs/formats.md says of each why.
DIFFERENCES = {
    "frus1949v07p1": {"place": 4, "date_machine_readable": 4},
    "frus1955-57v24": {"sender_any": 11},
    "frus1958-60v08": {"sender_any": 8, "recipient_any": -1, "several_from": 1},
    "frus1961-63v05": {"several_to": -1},
    MICROFICHE: {
        "sender_any": -20,
        "recipient_any": -30,
        "several_to": 6,
        "date_machine_readable": 5,
        "undated_in_text": 2,
    },
    "frus1964-68v14": {"sender_any": -1, "recipient_any": 1, "several_from": -3},
    "frus1964-68v29p2": {"recipient_any": 4, "several_from": -2},
    "frus1969-76v12": {"sender_any": 1, "recipient_any": 7, "several_to": 4},
    EXCERPT: {"place": 1, "date_machine_readable": 1},
}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not DATA.exists(), reason="the corpora do not lie beside the checkout"),
]


@cache
def volume(name):
    path = DATA / "frus" / f"{name}.xml"
    truth = json.loads((DATA / "ground_truth_dev.json").read_text())[f"frus/{name}.xml"]
    return truth, list(read(path, {}))


def letters(name):
    return [record for record in volume(name)[1] if isinstance(record, LetterRecord)]


def named(letter, role):
    return [party.name for party in letter.parties if party.role == role]


def own_date(letter):
    return next((one for one in letter.dates if one.which == "dated" and one.standing == "preferred"), None)


def counted(name):
    of = letters(name)
    dated = [reading for letter in of if (reading := own_date(letter))]
    return {
        "editorial_note": len(volume(name)[1]) - len(of),
        "sender_any": sum(bool(named(letter, "sender")) for letter in of),
        "recipient_any": sum(bool(named(letter, "addressee")) for letter in of),
        "several_from": sum(len(named(letter, "sender")) > 1 for letter in of),
        "several_to": sum(len(named(letter, "addressee")) > 1 for letter in of),
        "place": sum(bool(letter.place) for letter in of),
        "date_machine_readable": sum(one.value.is_known for one in dated),
        "date_time_of_day": sum(bool(one.time) for one in dated),
        "undated_in_text": sum("ndated" in one.value.text and not one.value.is_known for one in dated),
        "attachment": sum(bool(letter.files) for letter in of),
    }


@pytest.mark.parametrize("name", VOLUMES)
def test_every_document_is_read_under_a_key_of_its_own(name):
    truth, records = volume(name)

    assert len(records) == truth["documents"]
    assert len({record.source_key for record in records}) == truth["documents"]
    assert not any(record.refused for record in letters(name))


@pytest.mark.parametrize("name", VOLUMES)
def test_parties_dates_places_and_notes_are_as_many_as_counted(name):
    truth, _records = volume(name)
    counts = counted(name)

    expected = {what: truth["counts"][what] + DIFFERENCES[name].get(what, 0) for what in counts}
    assert counts == expected


@pytest.mark.parametrize("name", [name for name in VOLUMES if name != MICROFICHE])
def test_the_first_and_the_last_date_are_those_of_the_volume(name):
    truth, _records = volume(name)
    dated = {letter.element: own_date(letter).value.edtf for letter in letters(name) if own_date(letter)}

    for day, element in (truth["first_date"], truth["last_date"]):
        assert dated[element] == day[:10]


@pytest.mark.parametrize("name", VOLUMES)
def test_every_reference_of_the_edition_is_met(name):
    """The script counts every reference to a document; we part those to notes, to the document itself, and into the void."""
    truth, _records = volume(name)
    kinds = referred(name)
    known = truth["counts"]

    assert sum(kinds[kind] for kind in ("same", "note", "self", "dead")) == known.get("ref_document_same_volume", 0)
    assert kinds["other"] == known.get("ref_document_other_volume", 0)
    beside = known.get("ref_whole_volume", 0) + known.get("ref_other_internal", 0)
    assert kinds["volume"] + kinds["page"] + kinds["elsewhere"] == beside


def referred(name):
    path = DATA / "frus" / f"{name}.xml"
    of, kinds = Volume(path.stem, documents=documents_in(path)), Counter()
    for element in elements(
        path, "{*}teiHeader", "{*}div", where=lambda one: local(one.tag) != "div" or is_document(one)
    ):
        if local(element.tag) == "teiHeader":
            of.learn_header(element)
            continue
        for one in references(element, of):
            here = one.key.startswith(f"{of.key}#")
            kinds[{"document": "same" if here else "other", "other": "elsewhere"}.get(one.kind, one.kind)] += 1
    return kinds


@pytest.mark.parametrize("name", VOLUMES[:4] + VOLUMES[5:8])
def test_those_who_write_most_and_to_each_other_most_are_the_same(name):
    """Ours may be more: parties that heads only name in words count here too."""
    truth, _records = volume(name)
    senders, pairs = Counter(), Counter()
    for letter in letters(name):
        senders.update(set(named(letter, "sender")))
        pairs.update({tuple(sorted((a, b))) for a in named(letter, "sender") for b in named(letter, "addressee")})

    # Marked as senders of letters that, by the words of the head, were written to them.
    misplaced = {"Rostow": 2, "Rostow, Walt W.": 1}
    for key, heading, count in truth["senders_markup"]:
        who = (heading or key).removeprefix("the ")
        assert senders[who] >= count - misplaced.get(who, 0), who
    for _keys, count, headings in truth["pairs_markup"]:
        pair = tuple(sorted(who.removeprefix("the ") for who in headings.split(" / ")))
        assert pairs[pair] >= count, pair


@pytest.mark.parametrize(
    ("name", "fewest"), [("frus1955-57v24", 5), ("frus1958-60v08", 38), ("frus1964-68v14", 1), ("frus1964-68v29p2", 1)]
)
def test_letters_within_telegrams_are_told(name, fewest):
    told = [letter for letter in letters(name) if any(problem.field == "carried" for problem in letter.problems)]

    assert len(told) >= fewest
    assert all(letter.form == "telegram" for letter in told)


def test_the_calendar_of_the_microfiche_gives_no_year_that_it_does_not_print():
    dated = [reading.value for letter in letters(MICROFICHE) if (reading := own_date(letter))]

    assert len(dated) > 470
    assert all(value.edtf[:4] in value.text for value in dated if value.is_known)


@pytest.mark.parametrize("name", VOLUMES)
def test_nothing_is_longer_than_what_it_is_stored_in(name):
    for letter in letters(name):
        assert len(letter.archive_reference) <= 120
        assert len(letter.marking) <= 80
        assert len(letter.own_reference) <= 80
        assert len(letter.locator) <= 120
        assert len(letter.place) <= 120
