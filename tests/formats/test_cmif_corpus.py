"""Eleven published indexes, read whole, against counts taken by an independent script."""

import json
from pathlib import Path

import pytest

from correspondence.formats import cmif
from correspondence.formats.record import Unreadable

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
INDEXES = (
    "apw_II_A_10", "avhr_date_with_bar", "catcor_catherine", "forster_band10_diplomatic", "gauss", "humboldt_bunsen",
    "luxemburg_repaired", "nicolai_date_without_year", "qhod", "rilke_kappus_year0019", "rumaenien_koenigspaar",
)  # fmt: skip

# Where the script counts elements and a record holds what they say: docs/formats.md tells of each.
DIFFERENCES = {
    "avhr_date_with_bar": {
        "sent_date_element": 517,  # one <date/> without anything in it
        "sent_date_range": 66,  # notBefore="1841" notAfter="1842|1843" is open at its end
        "sent_date_one_sided": 3,
        "sent_place": 488,  # three <placeName/> without anything in them
        "sent_date_cert_or_evidence": 50,  # cert="high" is no doubt
        "sent_date_uncertain_or_partial": 224,
    },
    "gauss": {  # "Unknown" is nobody
        "received_party": 7534,
        "received_party_without_authority_id": 109,
        "received_several_parties": 29,
        "sent_several_parties": 370,
        "sent_party_without_authority_id": 495,
    },
    "qhod": {"received_party": 71, "received_organisation": 43, "received_party_without_authority_id": 1},
}
NOT_IN_A_RECORD = {"action_sent", "action_received"}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not DATA.exists(), reason="the corpora do not lie beside the checkout"),
]


@pytest.fixture(scope="module", params=INDEXES)
def index(request):
    truth = json.loads((DATA / "ground_truth_dev.json").read_text())[f"cmif/{request.param}.xml"]
    return request.param, truth, list(cmif.read(DATA / "cmif" / f"{request.param}.xml", {}))


def counted(letter):
    """What the script counts of a letter, as far as the record has it."""
    sent, received = ([party for party in letter.parties if party.role == role] for role in ("sender", "addressee"))
    dates = [reading for reading in letter.dates if reading.which == "dated"]
    edtfs = [reading.value.edtf for reading in dates]
    one_sided = any(reading.value.open_start or reading.value.open_end for reading in dates)
    return {
        "has_key": bool(letter.locator),
        "has_note": bool(letter.summary),
        "has_url_ref": bool(letter.source_url),
        "sent_action_missing": ("correspAction", "sent") in warned(letter),
        "received_action_missing": ("correspAction", "received") in warned(letter),
        "sent_party": bool(sent),
        "received_party": bool(received),
        "sent_several_parties": len(sent) > 1,
        "received_several_parties": len(received) > 1,
        "sent_organisation": any(party.kind == "organisation" for party in sent),
        "received_organisation": any(party.kind == "organisation" for party in received),
        "sent_party_without_authority_id": any(not party.keys for party in sent),
        "received_party_without_authority_id": any(not party.keys for party in received),
        "sent_place": bool(letter.place),
        "received_place": any(party.place for party in letter.parties if party.role == "addressee") or place_alone(letter),
        "sent_date_element": bool(dates),
        "sent_several_dates": len(dates) > 1,
        "sent_date_machine_readable": any(edtfs),
        "sent_date_range": any(is_range(reading.value) for reading in dates) and not one_sided,
        "sent_date_one_sided": one_sided,
        "sent_date_cert_or_evidence": any("?" in reading.value.edtf or reading.basis == "inferred" for reading in dates),
        "sent_date_uncertain_or_partial": any(
            reading.value.edtf and (not reading.value.is_day or reading.basis == "inferred") for reading in dates
        ),
        "received_date": any(reading.which == "received" for reading in letter.dates),
    }  # fmt: skip


def warned(letter):
    return {(problem.field, problem.value) for problem in letter.problems}


def place_alone(letter):
    return any(problem.field == "correspAction" and "no place" in problem.message for problem in letter.problems)


def is_range(value):
    return value.edtf[:1] in {"[", "{"} or "/" in value.edtf


def test_every_letter_is_read_under_a_key_of_its_own(index):
    _name, truth, letters = index

    assert len(letters) == truth["letters"]
    assert len({letter.source_key for letter in letters}) == truth["letters"]
    assert not any(letter.refused for letter in letters)


def test_the_counts_are_those_of_the_script(index):
    name, truth, letters = index
    rows = [counted(letter) for letter in letters]
    ours = {count: sum(row[count] for row in rows) for count in rows[0]}

    assert ours == {
        **{count: number for count, number in truth["counts"].items() if count not in NOT_IN_A_RECORD},
        **DIFFERENCES.get(name, {}),
    }


def test_the_first_and_the_last_day_are_those_of_the_script(index):
    _name, truth, letters = index
    days = [one.value.edtf for letter in letters for one in letter.dates if one.which == "dated" and one.value.iso]

    assert truth["first_date"] <= min(days)
    assert max(days) <= truth["last_date"]
    assert {day for day in days if day == truth["last_date"]} or truth["last_date"][:4] in max(days)


def test_every_warning_names_its_line_and_field(index):
    _name, _truth, letters = index

    assert all(problem.line and problem.field for letter in letters for problem in letter.problems)


def test_the_malformed_index_is_refused_with_its_line():
    with pytest.raises(Unreadable) as refused:
        list(cmif.read(DATA / "cmif" / "luxemburg_MALFORMED.xml", {}))

    assert refused.value.problem.line == 19


def test_what_was_read_is_written_and_read_again(index, tmp_path):
    letters = index[2][:1500]
    file = tmp_path / "again.xml"
    file.write_text("".join(cmif.write(letters, cmif.Publication("Again", "A ministry"))), encoding="utf-8")

    again = list(cmif.read(file, {}))
    assert len(again) == len(letters)
    assert [[(one.name, one.keys) for one in letter.parties if one.role != "via"] for letter in again] == [
        [(one.name, one.keys) for one in letter.parties if one.role != "via"] for letter in letters
    ]
    assert [bounds(letter) for letter in again] == [bounds(letter) for letter in letters]


def bounds(letter):
    return [
        (one.which, one.value.earliest, one.value.latest)
        for one in letter.dates
        if one.standing == "preferred" and one.value.edtf
    ]
