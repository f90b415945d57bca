"""CMIF: every irregular case of real indexes, and our own files by the published rules."""

import datetime as dt
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from correspondence.dates import UncertainDate
from correspondence.formats import cmif
from correspondence.formats.record import LetterRecord, NamedLink, NamedParty, Reading, Unreadable

from .cmif_rules import broken_rules
from .tei_records import letters_for_all

INDEX = Path(__file__).resolve().parents[1] / "data" / "cmif" / "index.xml"
ONE = "a0cab1d0-99b7-444a-8935-af247066c578"
PUBLICATION = cmif.Publication(
    title="Letters on record",
    publisher="A ministry",
    email="registry@letters.example",
    site="https://letters.example/",
    url="https://letters.example/letters.xml",
    updated=dt.datetime(2018, 11, 28, 9, 30, tzinfo=dt.UTC),
)


@pytest.fixture(scope="module")
def letters():
    return list(cmif.read(INDEX, {}))


def names(letter, role):
    return [party.name for party in letter.parties if party.role == role]


def dated(letter):
    return [(reading.value.edtf, reading.value.text) for reading in letter.dates if reading.which == "dated"]


def warnings(letter):
    assert not letter.refused
    return [(problem.field, problem.value) for problem in letter.problems]


def written(records, publication=PUBLICATION):
    return "".join(cmif.write(records, publication))


def read_again(tmp_path_factory, records, publication=PUBLICATION):
    file = tmp_path_factory.mktemp("cmif") / "letters.xml"
    file.write_text(written(records, publication), encoding="utf-8")
    return list(cmif.read(file, {}))


def letter(**fields):
    fields.setdefault("id", "11111111-2222-4333-8444-555555555555")
    return LetterRecord(source_key=fields.pop("source_key", ""), **fields)


def description(record):
    root = etree.fromstring(written([record]).encode())
    return root.find(".//{*}correspDesc")


def test_a_letter_is_known_by_its_address_else_by_its_edition_and_number(letters):
    assert [letter.source_key for letter in letters] == [
        "https://edition.example/letter/1",
        f"{ONE}#2",
        f"{ONE}#2 (2)",
        "b1#letter_a",
        "https://edition.example/data/index.xml#5",
        "https://edition.example/letter/6",
        "https://edition.example/letter/6#7",
        "b1#8",
        "b1#9",
        "b1#10",
    ]


def test_several_senders_and_recipients_are_each_a_party(letters):
    assert names(letters[0], "sender") == ["First Envoy", "Second Envoy"]
    assert names(letters[0], "addressee") == ["War Council", "The Chancellor"]
    assert letters[0].subject == "First Envoy, Second Envoy to War Council, The Chancellor"


def test_an_organisation_is_told_from_a_person(letters):
    assert [party.kind for party in letters[0].parties] == ["person", "person", "organisation", "person"]


def test_authority_addresses_are_taken_one_by_one_and_made_absolute(letters):
    assert [party.keys for party in letters[0].parties] == [
        ("https://d-nb.info/gnd/1", "https://viaf.org/viaf/1"),
        ("https://d-nb.info/gnd/2",),
        ("https://d-nb.info/gnd/3",),
        ("https://edition.example/data/people.xml#p4",),
    ]


def test_the_place_of_the_sender_is_the_letters_and_that_of_an_addressee_its_own(letters):
    assert letters[0].place == "Vienna"
    assert [party.place for party in letters[0].parties] == ["", "", "Istanbul", "Istanbul"]


def test_a_place_without_words_is_its_address(letters):
    assert letters[2].place == "https://www.geonames.org/3"


def test_nobody_known_is_no_party(letters):
    assert names(letters[1], "addressee") == []
    assert letters[1].subject == "From First Envoy"


def test_a_party_without_words_is_its_address_and_one_with_nothing_is_told(letters):
    assert names(letters[2], "sender") == ["https://d-nb.info/gnd/5"]
    assert ("persName", "") in warnings(letters[2])


def test_a_copy_is_no_addressee(letters):
    assert names(letters[2], "copy") == ["A clerk"]
    assert names(letters[2], "addressee") == []


def test_who_passed_a_letter_on_is_a_party_on_the_way(letters):
    assert [(party.name, party.role, party.place) for party in letters[3].parties][1:] == [("A courier", "via", "Riga")]


def test_a_missing_action_is_told(letters):
    assert ("correspAction", "received") in warnings(letters[3])


def test_every_warning_says_in_which_letter(letters):
    assert {problem.element for problem in letters[3].problems} == {"correspDesc 4"}
    assert all(problem.line > 20 for letter in letters for problem in letter.problems)


def test_a_note_is_summary_and_the_edition_citation(letters):
    assert letters[2].summary == "acquired 1922"
    assert letters[0].citation == "The papers of an envoy, vol. 1. online"
    assert letters[0].locator == "I. 1"
    assert (letters[0].source_url, letters[1].source_url) == ("https://edition.example/letter/1", "")


def test_doubt_about_a_name_is_told(letters):
    assert warnings(letters[1]) == [("persName", "First Envoy"), ("placeName", "Linz")]


def test_spaces_around_a_date_do_not_matter_and_its_words_are_kept(letters):
    assert dated(letters[0]) == [("1720-04-10", "10. April 1720")]


def test_received_is_a_date_of_its_own(letters):
    assert [(one.which, one.value.edtf) for one in letters[0].dates] == [
        ("dated", "1720-04-10"),
        ("received", "1720-05"),
    ]


def test_one_day_between_two_is_not_a_time_that_lasted(letters):
    assert dated(letters[1]) == [("[1567-03-12?..1567-03-21?]", "between 12 and 21 March")]
    assert dated(letters[2]) == [("1800-01-01/1800-01-05", "")]


def test_less_than_certain_is_uncertain(letters):
    assert dated(letters[7]) == [("[..1834?]", "")]


def test_a_julian_date_keeps_its_words_and_has_the_gregorian_day(letters):
    first, second = letters[3].dates
    assert (first.value.edtf, first.value.text, first.calendar) == (
        "1780-06-22",
        "11 June 1780 (Julian calendar)",
        "julian",
    )
    assert (second.standing, second.basis, second.calendar) == ("alternative", "inferred", "gregorian")


def test_what_is_no_date_stays_as_words_with_a_warning(letters):
    assert dated(letters[4]) == [("", "--02-03")]
    assert warnings(letters[4]) == [("when", "--02-03"), ("date", "")]
    assert dated(letters[9]) == [("", "[1900..1899]")]


def test_of_a_range_with_a_broken_end_the_other_one_holds(letters):
    assert dated(letters[5]) == [("[1841..]", "1841|1842|1843")]
    assert ("notAfter", "1842|1843") in warnings(letters[5])


def test_an_unlikely_year_is_kept_and_told(letters):
    assert dated(letters[6]) == [("0019-02-27", "27. Februar 19")]
    assert warnings(letters[6]) == [("when", "0019-02-27")]


def test_words_that_say_the_same_more_finely_are_believed(letters):
    assert dated(letters[8]) == [("2014-21", "spring 2014")]


def test_a_time_of_day_stands_beside_its_date(letters):
    received = letters[9].dates[-1]
    assert (received.value.edtf, received.time, received.zone) == ("1900-01-02", "14:05", "+01:00")


def test_an_edition_that_the_header_does_not_list_is_told(letters):
    assert ("source", "missing") in warnings(letters[5])


def test_neighbours_refer_to_one_another_and_answers_only_where_they_are_said_to_be(letters):
    before = NamedLink("https://edition.example/letter/6", "refers_to", "edition", "the letter before")
    assert letters[8].links == (before,)
    assert letters[8].later == (NamedLink("https://edition.example/letter/1", "answers", "edition"),)


def test_a_file_that_is_not_well_formed_is_refused_with_its_line(tmp_path):
    file = tmp_path / "broken.xml"
    before, after = INDEX.read_text(encoding="utf-8").split("</fileDesc>", 1)
    file.write_text(before + "</publicationStmt></fileDesc>" + after)

    with pytest.raises(Unreadable) as refused:
        list(cmif.read(file, {}))
    assert refused.value.problem.line == before.count("\n") + 1


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
        list(cmif.read(file, {}))


def test_another_kind_of_xml_is_refused(tmp_path):
    file = tmp_path / "other.xml"
    file.write_text("<letters><letter/></letters>")

    with pytest.raises(Unreadable, match="not CMIF"):
        list(cmif.read(file, {}))


def test_an_index_without_letters_has_none(tmp_path):
    file = tmp_path / "empty.xml"
    file.write_text(written([]))

    assert list(cmif.read(file, {})) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(letters_for_all(), max_size=3))
def test_every_rule_of_the_format_holds_in_what_is_written(records):
    assert broken_rules(etree.fromstring(written(records).encode())) == []


@pytest.mark.parametrize("site", ["https://letters.example/", ""])
def test_the_rules_hold_with_and_without_an_address_of_our_own(site):
    publication = replace(PUBLICATION, site=site, url="", email="")
    record = letter(parties=(NamedParty("Ministry & <Office>", "sender", kind="ministry"),))
    assert broken_rules(etree.fromstring(written([record], publication).encode())) == []


def test_the_rules_find_what_is_broken():
    broken = etree.fromstring(INDEX.read_bytes())
    assert {rule[0] for rule in broken_rules(broken)} == {"2", "3", "4", "5", "6", "7", "8", "9"} - {"2", "9"}


def test_the_edition_has_the_same_id_at_every_export():
    assert PUBLICATION.edition == replace(PUBLICATION, title="Renamed", updated=None).edition
    assert PUBLICATION.edition[0] in "abcdef"
    assert PUBLICATION.edition != replace(PUBLICATION, site="https://elsewhere.example/").edition


@settings(max_examples=60, deadline=None)
@given(st.lists(letters_for_all(), max_size=3, unique_by=lambda record: record.source_key or record.id))
def test_what_is_written_is_read_again(tmp_path_factory, records):
    again = read_again(tmp_path_factory, records)

    assert [kept(record) for record in again] == [kept(record) for record in records]
    assert not any(record.refused for record in again)


def kept(record):
    """What CMIF holds of a letter. Of a date with words these and its bounds: seasons, sets and "about" are in the words."""
    held = [
        (one.which, one.basis, one.value.earliest, one.value.latest, str(one.value.text or one.value.edtf))
        for one in record.dates
    ]
    others = {"subject", "form", "knowledge", "citation", "source_url", "line", "element", "problems", "dates"}
    return held, {field.name: getattr(record, field.name) for field in fields(record) if field.name not in others}


def test_a_letter_of_ours_is_known_by_its_page():
    desc = description(letter(source_key="frus1961-63v05#d21"))
    assert desc.get("ref") == "https://letters.example/letters/11111111-2222-4333-8444-555555555555/"
    assert desc.get("key") == "frus1961-63v05#d21"


@pytest.mark.parametrize(
    ("edtf", "attributes", "words"),
    [
        ("2014-03-05", {"when": "2014-03-05"}, None),
        ("2003/2018-11", {"from": "2003", "to": "2018-11"}, None),
        ("2014-21", {"notBefore": "2014-03", "notAfter": "2014-05"}, "2014-21"),
        ("199X", {"notBefore": "1990", "notAfter": "1999"}, "199X"),
        ("[..1834]", {"notAfter": "1834"}, None),
        ("[1834..]", {"notBefore": "1834"}, None),
        ("[1990-06-28,1990-06-29]", {"notBefore": "1990-06-28", "notAfter": "1990-06-29"}, "[1990-06-28,1990-06-29]"),
        ("1918?", {"when": "1918", "cert": "low"}, None),
        ("1918~", {"when": "1918"}, "1918~"),
    ],
)
def test_dates_are_written_as_the_format_allows(edtf, attributes, words):
    date = description(letter(dates=(Reading(UncertainDate.from_edtf(edtf)),))).find(".//{*}date")
    assert (dict(date.attrib), date.text) == (attributes, words)


def test_a_date_that_is_not_known_is_left_out():
    assert description(letter(dates=(Reading(UncertainDate.unread("undated")),))).find(".//{*}date") is None


def test_nobody_known_is_called_unknown_on_both_sides():
    assert [name.text for name in description(letter()).iter("{*}persName")] == ["Unknown", "Unknown"]


def test_only_answers_are_context():
    links = tuple(NamedLink("https://edition.example/1", relation) for relation in ("refers_to", "answers"))
    assert [ref.get("subtype") for ref in description(letter(links=links)).iter("{*}ref")] == ["answers"]


def test_characters_that_xml_cannot_hold_do_not_break_the_file():
    record = letter(parties=(NamedParty("Mini\x00stry\x0b", "sender", kind="organisation"),))
    assert description(record).find(".//{*}orgName").text == "Mini�stry�"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_file_gives_letters_or_is_refused(tmp_path_factory, data):
    content = bytearray(INDEX.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 30))] = data.draw(
            st.sampled_from(
                [b"", b"<", b">", b"&", b'"', b"\x00", b"9999", b"<!--", b"]]>", b"-->", b"\xff", b"http://["]
            )
        )
    file = tmp_path_factory.mktemp("damaged") / "index.xml"
    file.write_bytes(content)
    try:
        found = list(cmif.read(file, {}))
    except Unreadable:
        return
    assert all(isinstance(one, LetterRecord) for one in found)
