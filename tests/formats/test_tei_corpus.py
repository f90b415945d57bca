"""A published edition of 120 letters, each in a file of its own, against counts taken by an independent script."""

import json
from collections import Counter
from pathlib import Path

import pytest

from correspondence.formats import tei
from correspondence.formats.record import Unreadable

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
FOLDER = DATA / "tei" / "qhod"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not DATA.exists(), reason="the corpora do not lie beside the checkout"),
]


@pytest.fixture(scope="module")
def counts():
    return json.loads((DATA / "ground_truth_dev.json").read_text())["tei/qhod"]["counts"]


@pytest.fixture(scope="module")
def read():
    return list(tei.read(FOLDER, {}))


@pytest.fixture(scope="module")
def letters(read):
    return [letter for letter in read if not letter.refused]


def named(letters, role):
    return [letter for letter in letters if any(party.role == role for party in letter.parties)]


def test_every_letter_is_read_under_a_key_of_its_own(letters):
    # Two files bear the same PID: the one that is not called by it is known by the name of its file.
    assert len(letters) == 119
    assert len({letter.source_key for letter in letters}) == 119
    assert "vipa.l.hbg.17200121.2.b1.xml" in {letter.source_key for letter in letters}


def test_the_malformed_file_is_refused_with_its_line(read):
    (broken,) = (letter for letter in read if letter.refused)
    assert (broken.source_key, broken.line) == ("vipa.l.hbg.17200414.xml", 131)
    with pytest.raises(Unreadable) as refused:
        list(tei.read(FOLDER / "vipa.l.hbg.17200414.xml", {}))
    assert refused.value.problem.line == 131


def test_a_file_alone_gives_what_it_gives_in_its_folder(read):
    alone = [letter for file in sorted(FOLDER.glob("*.xml"))[:40] for letter in tei.read(file, {})]
    assert alone == read[:40]


def test_as_many_are_sent_received_and_placed(letters, counts):
    assert len(named(letters, "sender")) == counts["sent_party"]
    # One letter was received by "Unknown", who is an organisation there, and nobody here.
    assert len(named(letters, "addressee")) == counts["received_party"] - 1
    organisations = [letter for letter in letters for party in letter.parties if party.kind == "organisation"]
    assert len(organisations) == counts["received_organisation"] + counts["sent_organisation"] - 1
    assert sum(bool(letter.place) for letter in letters) == counts["sent_place"]
    assert sum(any(party.place for party in letter.parties) for letter in letters) == counts["received_place"]


def test_every_letter_is_dated_three_of_them_by_an_action_without_a_type(letters, counts):
    dated = [letter for letter in letters if any(reading.value.edtf for reading in letter.dates)]
    assert len(dated) == counts["sent_date_machine_readable"] + counts["action_None"] == 119
    values = [reading.value for letter in letters for reading in letter.dates]
    assert sum(value.edtf.startswith("[") for value in values) == counts["sent_date_range"]
    assert min(value.earliest for value in values).isoformat() == "1567-03-12"
    assert max(value.latest for value in values).isoformat() == "1720-07-12"


def test_as_many_references_lead_to_a_letter_of_the_edition(letters, counts):
    keys = {letter.source_key for letter in letters}
    found = [("link", link) for letter in letters for link in letter.links]
    found += [("later", link) for letter in letters for link in letter.later]
    nowhere = sum(problem.field == "ref" for letter in letters for problem in letter.problems)

    assert len(found) + nowhere == counts["links_total"]
    assert sum(link.target in keys for _where, link in found) == counts["links_resolved_in_set"]
    assert Counter((where, link.relation) for where, link in found) == {
        ("link", "refers_to"): counts["link_prev"] + counts["link_previous"] - nowhere // 2,
        ("later", "refers_to"): counts["link_next"] - nowhere // 2,
        ("link", "transmits"): counts["link_hasAttachment"] + counts["link_None"],
        ("link", "part_of"): counts["link_attachedTo"],
    }


def test_texts_are_held_where_there_is_a_body(letters):
    held = [letter for letter in letters if letter.texts]
    assert len(held) == 79
    assert all(letter.knowledge == "held" for letter in held)
    assert {letter.knowledge for letter in letters if not letter.texts} == {"seen"}
    assert Counter(text.role for letter in letters for text in letter.texts) == {"original": 79, "translation": 22}


def test_what_was_read_is_written_and_read_again(letters, tmp_path):
    file = tmp_path / "again.xml"
    file.write_text("".join(tei.write(letters, tei.Publication("Again", "A ministry"))), encoding="utf-8")
    again = list(tei.read(file, {}))

    assert [bare(letter) for letter in again] == [bare(letter) for letter in letters]


def bare(letter):
    return {name: getattr(letter, name) for name in letter.__slots__ if name not in {"line", "element", "problems"}}
