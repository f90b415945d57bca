"""Two volumes of Documents on Australian Foreign Policy, read whole, against counts taken by an independent script."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from correspondence.formats import afp
from correspondence.formats.afp.references import references

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
VOLUMES = ("volume-2-1939", "volume-5-1941-july-1942-june")

# The number of a document that print has left within its heading; the counting script takes it for a part of the name.
STRAY_NUMBER = re.compile(r", \d+ to |\b\d+ for Dominion")

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not DATA.exists(), reason="the corpora do not lie beside the checkout"),
]


@pytest.fixture(scope="module", params=VOLUMES)
def volume(request):
    truth = json.loads((DATA / "ground_truth_dev.json").read_text())[f"dfat/{request.param}"]
    return request.param, truth, list(afp.read(DATA / "dfat" / request.param, {}))


def printed(letter, role):
    """The parties of a heading in one string, as the counting script has them."""
    return [party.name for party in letter.parties if party.role == role]


def test_every_document_is_read_under_a_key_of_its_own(volume):
    _name, truth, letters = volume

    assert len(letters) == truth["documents"]
    assert len({letter.source_key for letter in letters}) == truth["documents"]
    assert not any(letter.refused for letter in letters)


def test_as_many_are_dated_to_the_day_and_from_the_first_to_the_last(volume):
    _name, truth, letters = volume
    days = [letter.dates[0].value.edtf for letter in letters if letter.dates[0].value.is_day]

    assert len(days) == truth["counts"]["date"]
    assert (min(days), max(days)) == (truth["first_date"][0], truth["last_date"][0])
    assert all(letter.dates[0].value.is_known for letter in letters)


def test_sender_and_recipient_are_found_in_as_many_headings(volume):
    name, truth, letters = volume
    both = sum(bool(printed(letter, "sender") and printed(letter, "addressee")) for letter in letters)
    # One note "by A, of Conversation with B, U.S. Ambassador to the United Kingdom" is no letter to the United Kingdom.
    none_of_them = 1 if name == VOLUMES[1] else 0

    assert both == truth["counts"]["sender_and_recipient_in_title"] - none_of_them


def test_the_most_frequent_senders_are_the_same(volume):
    _name, truth, letters = volume
    found = Counter(
        printed(letter, "sender")[0]
        for letter in letters
        if printed(letter, "sender") and printed(letter, "addressee") and not STRAY_NUMBER.search(letter.subject)
    )

    assert {sender: found[sender] for sender, _count in truth["senders"]} == dict(truth["senders"])


def test_references_to_documents_are_all_found(volume):
    """The counting script takes only the ends of a span, and every volume for its own; we write out and tell apart."""
    name, truth, letters = volume
    texts = [letter.texts[0].body for letter in letters]
    listed = re.compile(r"Documents?\s+(\d+\w?(?:\s*(?:,|and)\s*\d+\w?)*)")
    counted = [re.findall(r"\d+", match) for text in texts for match in listed.findall(text)]
    keys = {letter.source_key for letter in letters}
    number = name.split("-")[1]
    own = {
        (letter.source_key, f"afp{where}#{other}")
        for letter, text in zip(letters, texts, strict=True)
        for where, other, _words in references(text, number)
    }
    targets = {(letter.source_key, link.target) for letter in letters for link in letter.links}

    assert sum(map(len, counted)) == truth["counts"]["references"]
    # One refers only to "Documents on Canadian External Relations …, Document 588".
    elsewhere = 1 if name == VOLUMES[1] else 0
    assert sum(bool(letter.links) for letter in letters) == truth["counts"]["documents_with_reference"] - elsewhere
    assert targets == {(here, there) for here, there in own if here != there}
    assert {target for _key, target in targets if target.startswith(f"afp{number}#")} <= keys
