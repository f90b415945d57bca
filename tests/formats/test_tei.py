"""TEI letters: editions as they are, and our own files, which come back as they were."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from correspondence.dates import UncertainDate
from correspondence.formats import tei
from correspondence.formats.record import LetterRecord, NamedLink, NamedParty, Reading, Unreadable, Words
from correspondence.formats.tei.markup import XML_ID

from .tei_records import letters_in_full

EDITION = Path(__file__).resolve().parents[1] / "data" / "tei" / "edition"
LETTER = EDITION / "envoy.l.17191005.xml"
PUBLICATION = tei.Publication(
    "Letters on record", "A ministry", updated=dt.datetime(2018, 11, 28, 9, 30, tzinfo=dt.UTC)
)


@pytest.fixture(scope="module")
def letters():
    return {record.source_key: record for record in tei.read(EDITION, {})}


@pytest.fixture(scope="module")
def letter(letters):
    return letters["o:envoy.l.17191005"]


def written(records):
    return "".join(tei.write(records, PUBLICATION))


def read_again(tmp_path_factory, records):
    file = tmp_path_factory.mktemp("tei") / "letters.xml"
    file.write_text(written(records), encoding="utf-8", newline="")
    return list(tei.read(file, {}))


def body_of(tmp_path, body):
    """The texts of a letter with this body."""
    file = tmp_path / "letter.xml"
    whole = LETTER.read_text(encoding="utf-8")
    file.write_text(f"{whole.partition('<body>')[0]}<body>{body}</body></text></TEI>", encoding="utf-8")
    return [text.body for record in tei.read(file, {}) for text in record.texts]


def test_a_letter_is_known_by_its_pid_or_else_by_the_name_of_its_file(letters):
    assert {record.source_key for record in letters.values() if not record.refused} == {
        "o:envoy.l.17191005", "o:envoy.l.17191005.b1", "envoy.l.15670312.xml", "envoy.l.17200101.xml",
    }  # fmt: skip


def test_a_pid_copied_from_the_file_beside_it_is_not_believed(letters):
    assert [
        (problem.field, problem.value) for problem in letters["envoy.l.17200101.xml"].problems if problem.field == "PID"
    ] == [("PID", "o:envoy.l.17191005.b1")]


@pytest.mark.parametrize("pid", ["x" * 5000, "../../../etc/passwd", "o:š" * 100])
def test_a_pid_that_no_file_can_be_called_by_is_a_pid_all_the_same(tmp_path, pid):
    file = tmp_path / "letter.xml"
    file.write_text(LETTER.read_text(encoding="utf-8").replace(">o:envoy.l.17191005<", f">{pid}<"), encoding="utf-8")
    (record,) = tei.read(file, {})
    assert record.source_key == pid


def test_a_broken_file_in_a_folder_keeps_no_other_one_out(letters):
    broken = letters["envoy.l.broken.xml"]
    assert broken.refused
    assert broken.problems[0].line == 8


def test_a_broken_file_alone_is_refused_with_its_line():
    with pytest.raises(Unreadable) as refused:
        list(tei.read(EDITION / "envoy.l.broken.xml", {}))
    assert refused.value.problem.line == 8


def test_the_title_is_in_the_language_asked_for(letter):
    assert letter.subject == "The Envoy to the War Council, October 5, 1719"
    (in_german,) = tei.read(LETTER, {"language": "de"})
    assert in_german.subject == "Der Gesandte an den Kriegsrat, 5. Oktober 1719"


def test_parties_place_and_date_come_from_the_actions(letter):
    assert [(party.name, party.role, party.kind, party.place) for party in letter.parties] == [
        ("The Envoy", "sender", "person", ""),
        ("War Council", "addressee", "organisation", "Vienna"),
    ]
    assert letter.place == "Pera"
    assert letter.dates == (Reading(UncertainDate.from_edtf("1719-10-05", "5. Oktober 1719")),)


def test_what_comes_before_is_referred_to_and_nothing_is_called_an_answer(letter):
    assert letter.links[:2] == (
        NamedLink("o:envoy.l.17190906", "refers_to", "edition", "Last letter of the Envoy: 6 September"),
        NamedLink("o:envoy.l.17190801", "refers_to", "edition"),
    )


def test_what_comes_next_is_what_a_later_letter_does(letter):
    assert letter.later == (
        NamedLink("o:envoy.l.17191018", "refers_to", "edition", "fromAuthor: Next letter of the Envoy"),
    )


def test_a_neighbour_without_a_key_is_told_with_its_words(letter):
    assert [problem.value for problem in letter.problems] == ["Next letter of the Envoy: 25 October 1719"]


def test_a_letter_transmits_its_enclosure_which_is_part_of_it(letter, letters):
    assert letter.links[2] == NamedLink("o:envoy.l.17191005.b1", "transmits", "edition")
    assert letters["o:envoy.l.17191005.b1"].links == (NamedLink("o:envoy.l.17191005", "part_of", "edition"),)


def test_an_action_without_a_type_gives_a_date_and_no_party(letters):
    enclosure = letters["o:envoy.l.17191005.b1"]
    assert [reading.value.edtf for reading in enclosure.dates] == ["1719-10-05"]
    assert enclosure.parties == ()
    assert [problem.value for problem in enclosure.problems] == ["A clerk"]


def test_where_it_is_kept_and_what_to_cite(letter, letters):
    assert letter.archive_reference == "State Archive, Turkey I, Box 184-3, fol. 83r"
    assert letter.citation == "The Envoy to the War Council, in: The great embassy, Vienna 2022."
    assert letters["envoy.l.15670312.xml"].citation == "Documents of a Sultan, Vienna 2020"


def test_the_abstract_is_the_summary(letter):
    assert letter.summary == "slow affairs\n\nexiled rebels"


def test_the_text_is_what_the_editor_reads_without_notes_and_deletions(letter):
    assert letter.texts == (
        Words(
            "Honoured council\n\nAffairs are slow, and it has been impossible to conclude anything. More follows.\n\nThe Envoy"
        ),
    )
    assert (letter.language, letter.knowledge, letter.form) == ("de", "held", "letter")


def test_a_letter_without_words_is_seen_but_not_held(letters):
    assert letters["o:envoy.l.17191005.b1"].knowledge == "seen"


def test_transcription_and_translation_are_texts_of_their_own(letters):
    record = letters["envoy.l.15670312.xml"]
    assert record.texts == (
        Words("hüve\n\nSelīm Şāh\n\ntevḳīʿ\n\n[…]", "ota"),
        Words("Er", "de", "translation"),
    )
    assert record.language == "ota"


def test_words_outside_of_any_paragraph_are_not_lost(tmp_path):
    assert body_of(tmp_path, "one <p>two</p> three<div type='translation' xml:lang='en'>four</div> five") == [
        "one\n\ntwo\n\nthree\n\nfive", "four",
    ]  # fmt: skip


def test_addressees_who_received_it_apart_have_each_a_date(letters):
    record = letters["envoy.l.15670312.xml"]
    assert [(party.name, party.received.edtf) for party in record.parties if party.role == "addressee"] == [
        ("The Emperor", "1567-05-01"),
        ("The Governor", "1567-06"),
    ]
    assert [reading.which for reading in record.dates] == ["dated"]


def test_a_date_in_another_calendar_keeps_its_words(letters):
    (dated,) = letters["envoy.l.15670312.xml"].dates
    assert (dated.value.edtf, dated.value.text) == ("[1567-03-12..1567-03-21]", "974 Ramażān 1-10")


def test_a_date_on_the_way_is_told(letters):
    assert [problem.value for problem in letters["envoy.l.15670312.xml"].problems] == ["1567-05-02"]


def test_a_place_that_is_longer_than_any_place_is_told_and_keeps_no_letter_out(tmp_path):
    file = tmp_path / "letter.xml"
    file.write_text(LETTER.read_text(encoding="utf-8").replace(">Pera<", f">{'Pera ' * 40}<"), encoding="utf-8")
    (record,) = tei.read(file, {})
    assert (record.place, record.refused) == ("", False)
    assert ("Pera " * 40).strip() in [problem.value for problem in record.problems]


def test_a_name_that_says_it_is_a_place_is_one(tmp_path):
    file = tmp_path / "letter.xml"
    whole = LETTER.read_text(encoding="utf-8")
    file.write_text(whole.replace("<placeName>Vienna</placeName>", '<rs type="place">Vienna</rs>'), encoding="utf-8")
    (record,) = tei.read(file, {})
    assert [(party.name, party.place) for party in record.parties][1:] == [("War Council", "Vienna")]


def test_a_header_without_a_description_is_no_letter(tmp_path):
    file = tmp_path / "essay.xml"
    file.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p>a</p></body></text></TEI>')
    (record,) = tei.read(file, {})
    assert record.refused


HOSTILE = {
    "entities that grow": '<!DOCTYPE TEI [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><TEI>&b;</TEI>',
    "a file of the machine": '<!DOCTYPE TEI [<!ENTITY file SYSTEM "file:///etc/passwd">]><TEI>&file;</TEI>',
    "depth": '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>' + "<p>" * 100_000,
    "another encoding": '<?xml version="1.0" encoding="UTF-7"?><TEI/>',
    "nothing": "",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_xml_is_refused(tmp_path, content):
    file = tmp_path / "hostile.xml"
    file.write_text(content)
    with pytest.raises(Unreadable):
        list(tei.read(file, {}))


def test_another_kind_of_xml_is_refused(tmp_path):
    file = tmp_path / "other.xml"
    file.write_text("<letters/>")
    with pytest.raises(Unreadable, match="not TEI"):
        list(tei.read(file, {}))


@settings(max_examples=40, deadline=None)
@given(st.lists(letters_in_full(), max_size=2))
def test_what_is_written_is_read_again(tmp_path_factory, records):
    assert [bare(record) for record in read_again(tmp_path_factory, records)] == [bare(record) for record in records]


def bare(record):
    return replace(record, line=0, element="", problems=())


def test_an_answer_stands_in_the_context_of_both_letters():
    asks = LetterRecord("o:1", later=(NamedLink("o:2", "answers", "stated"),))
    answers = LetterRecord("o:2", links=(NamedLink("o:1", "answers", "stated"),))
    refs = etree.fromstring(written([asks, answers]).encode()).iter("{*}ref")
    assert [(ref.get("type"), ref.get("subtype"), ref.get("target")) for ref in refs] == [
        ("next", "answers", "o:2"),
        ("prev", "answers", "o:1"),
    ]


def test_a_date_is_written_for_every_program_and_in_edtf():
    record = LetterRecord("o:1", dates=(Reading(UncertainDate.from_edtf("2014-21", "spring of 2014")),))
    date = etree.fromstring(written([record]).encode()).find(".//{*}correspAction/{*}date")
    assert dict(date.attrib) == {
        "type": "dated", "notBefore": "2014-03", "notAfter": "2014-05", "when-custom": "2014-21", "datingMethod": "#edtf",
    }  # fmt: skip
    assert date.text == "spring of 2014"


@settings(max_examples=30, deadline=None)
@given(letters_in_full())
def test_every_mark_is_explained_in_the_head_of_the_file(record):
    root = etree.fromstring(written([record]).encode())
    explained = {f"#{one.get(XML_ID)}" for one in root.iter() if one.get(XML_ID)}
    marks = {
        mark
        for name in ("ana", "calendar", "datingMethod")
        for one in root.iter()
        for mark in one.get(name, "").split()
    }
    assert marks <= explained


def test_who_received_it_in_another_way_acts_apart():
    parties = (
        NamedParty("Latvia", "sender", kind="state"),
        NamedParty("Russia", "addressee", kind="state", channel="fax"),
        NamedParty("The Forum", "addressee", kind="organisation"),
        NamedParty("Estonia", "copy", kind="state"),
    )
    actions = etree.fromstring(written([LetterRecord("o:1", parties=parties)]).encode()).iter("{*}correspAction")
    assert [(one.get("type"), one.get("subtype"), "".join(one.itertext())) for one in actions] == [
        ("sent", None, "Latvia"),
        ("received", None, "Russiafax"),
        ("received", None, "The Forum"),
        ("received", "cc", "Estonia"),
    ]


def test_writing_takes_a_letter_at_a_time():
    endless = (LetterRecord(f"o:{number}") for number in iter(int, 1))
    pieces = tei.write(endless, PUBLICATION)
    assert "o:0" in [next(pieces) for _ in range(5)][-1]


def test_the_slug_of_somebody_elses_file_is_not_believed(tmp_path):
    file = tmp_path / "letter.xml"
    file.write_text(
        LETTER.read_text(encoding="utf-8").replace("<persName ref", '<persName key="latvia" ref'), encoding="utf-8"
    )
    (record,) = tei.read(file, {})
    assert [party.slug for party in record.parties] == ["", ""]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_file_gives_letters_or_is_refused(tmp_path_factory, data):
    content = bytearray(data.draw(st.sampled_from([LETTER, EDITION / "envoy.l.15670312.xml"])).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 30))] = data.draw(
            st.sampled_from([b"", b"<", b">", b"&", b'"', b"\x00", b"9999", b"<!--", b"]]>", b"-->", b"\xff", b"%F"])
        )
    file = tmp_path_factory.mktemp("damaged") / "letter.xml"
    file.write_bytes(content)
    try:
        found = list(tei.read(file, {}))
    except Unreadable:
        return
    assert all(isinstance(one, LetterRecord) for one in found)
