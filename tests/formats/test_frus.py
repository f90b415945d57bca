"""FRUS: what a volume's head, dateline, source note and footnotes become. The samples are written for these tests."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from correspondence.formats.frus import read
from correspondence.formats.frus.carried import carried
from correspondence.formats.frus.forms import form_of
from correspondence.formats.frus.heads import read_words
from correspondence.formats.frus.sources import read_source
from correspondence.formats.record import LetterRecord, NamedParty, NoteRecord, Reading, Unreadable

DATA = Path(__file__).resolve().parent.parent / "data" / "frus"
VOLUME = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0" xml:id="frus1"><text><body>'
    "{}</body></text></TEI>"
)


def records(name):
    return {record.element: record for record in read(DATA / f"{name}.xml", {})}


@pytest.fixture(scope="module")
def old():
    return records("old")


@pytest.fixture(scope="module")
def current():
    return records("current")


@pytest.fixture(scope="module")
def microfiche():
    return records("microfiche")


@pytest.fixture
def volume(tmp_path):
    """The records of a volume that holds the given documents."""

    def written(body):
        path = tmp_path / "frus1.xml"
        path.write_text(VOLUME.format(body), encoding="utf-8")
        return list(read(path, {}))

    return written


def named(record, role):
    return [(party.name, party.as_named) for party in record.parties if party.role == role]


def read_on(record, which="dated"):
    return [(one.value.edtf, one.value.text, one.standing) for one in record.dates if one.which == which]


def warnings(record):
    return [(problem.field, problem.value) for problem in record.problems if not problem.fatal]


# Volume, key, place in the edition


def test_a_letter_is_known_by_its_volume_and_its_id_within(old):
    letter = old["d2"]

    assert letter.source_key == "frus1961v05#d2"
    assert letter.citation == "Sample Relations, 1961–1963, Volume V, Document 2"
    assert letter.source_url == "https://history.state.gov/historicaldocuments/frus1961v05/d2"
    assert (letter.locator, letter.line) == ("Document 2, page 12", 35)


def test_a_volume_without_an_id_is_called_by_its_file(tmp_path):
    path = tmp_path / "frus1950v01.xml"
    path.write_text('<TEI><div type="document" xml:id="d1"><head>Letter From A to B</head></div></TEI>')

    assert [record.source_key for record in read(path, {})] == ["frus1950v01#d1"]


def test_a_document_without_an_id_is_refused_where_it_stands(current):
    letter = current[""]

    assert letter.refused
    assert [(problem.field, problem.line) for problem in letter.problems] == [("source_key", 60)]


def test_editorial_notes_are_context_and_bear_no_date_of_the_whole_volume(old, current):
    assert isinstance(old["d1"], NoteRecord)
    assert old["d1"].note == "On January 3 the Chairman spoke of peace; see Document 2."
    assert isinstance(current["d20"], NoteRecord)
    assert not current["d20"].occurred


# Who


def test_persons_bear_the_name_of_the_list_and_keep_the_one_that_is_printed(old):
    assert old["d2"].parties == (
        NamedParty("Khrushchev, Nikita S.", "sender", "Chairman Khrushchev", ("frus1961v05#p_KNS1",), kind="person"),
        NamedParty("Kennedy, John F.", "addressee", "President Kennedy", ("frus1961v05#p_KJF1",), kind="person"),
    )


def test_offices_are_parties_as_persons_are(old):
    assert [(party.name, party.kind) for party in old["d3"].parties] == [
        ("Embassy in the Soviet Union", "mission"),
        ("Department of State", "ministry"),
    ]


def test_several_senders_and_addressees_are_told_apart_with_their_offices(old):
    assert named(old["d4"], "sender") == [
        ("Rusk, Dean", "the Secretary of State (Rusk)"),
        ("Green, David", "the Counselor (Greene)"),
    ]
    assert named(old["d4"], "addressee") == [
        ("Kennedy, John F.", "President Kennedy"),
        ("Joint Chiefs of Staff", "the Joint Chiefs of Staff"),
    ]


def test_a_name_that_the_encoding_takes_for_another_is_told(old):
    assert warnings(old["d4"]) == [("parties", "Greene")]


def test_where_marks_and_words_disagree_the_words_are_followed(old):
    assert named(old["d8"], "sender") == [("Green, David", "the Ambassador at Large (Green)")]
    assert warnings(old["d8"]) == [("parties", "Green")]


def test_whom_a_list_names_is_written_to_as_well(old):
    assert named(old["d8"], "addressee")[-1] == ("Secretary of Defense", "The Secretary of Defense")


def test_those_who_met_are_participants(old):
    assert named(old["d7"], "participant") == [
        ("Rusk, Dean", "The Secretary Dean Rusk"),
        ("Mr. Smith", "Mr. Smith, Interpreter"),
    ]
    assert (old["d7"].form, old["d7"].subject) == ("meeting", "Memorandum of Conversation: Berlin")


def test_words_that_can_be_read_in_two_ways_name_nobody(old):
    assert old["d6"].parties == ()
    assert warnings(old["d6"]) == [("parties", "the Ambassador to the Delegation to the Foreign Ministers Meeting")]


@pytest.mark.parametrize(
    ("head", "kind", "sender", "addressee"),
    [
        ("10. Letter From A to B", "Letter", "A", "B"),
        ("21.Letter from the Prime Minister to the President", "Letter", "the Prime Minister", "the President"),
        ("[3] Letter From A to B", "Letter", "A", "B"),
        ("No. 595 The Ambassador in France (A) to the Secretary of State", "", "The Ambassador in France (A)",
         "the Secretary of State"),
        ("15th Meeting", "15th Meeting", "", ""),
        ("The Consul General at Batavia ( Livengood ) to the Secretary of State", "",
         "The Consul General at Batavia (Livengood)", "the Secretary of State"),
        ("Memorandum From the Ambassador to Japan (A) to the President", "Memorandum", "the Ambassador to Japan (A)",
         "the President"),
        ("Telegram From the Delegation to the Foreign Ministers Meeting to the Department of State", "Telegram",
         "the Delegation to the Foreign Ministers Meeting", "the Department of State"),
        ("Letter From A to the Ambassador to Japan (B)", "Letter", "A", "the Ambassador to Japan (B)"),
        ("Telegram 308 from Moscow", "Telegram 308", "Moscow", ""),
        ("Telegram 1404 to Geneva", "Telegram 1404", "", "Geneva"),
        ("Circular Telegram From the Department of State to Certain Posts", "Circular Telegram", "the Department of State",
         "Certain Posts"),
        ("Memorandum by the Ambassador at Large (A)", "Memorandum", "the Ambassador at Large (A)", ""),
        ("Diary Entry by the Ambassador to Germany (A)", "Diary Entry", "the Ambassador to Germany (A)", ""),
        ("Paper Prepared for the Council by the Group for Europe", "Paper", "the Group for Europe", "the Council"),
        ("Paper Prepared by the Staff for the President", "Paper", "the Staff", "the President"),
        ("Paper Prepared by the Special Assistant for Intelligence", "Paper", "the Special Assistant for Intelligence", ""),
        ("Memorandum by A, of the Division, on Preliminary Talks as to Indochina", "Memorandum", "A, of the Division", ""),
        ("Report by Task Force on Payments to President-elect A", "Report", "Task Force on Payments", "President-elect A"),
        ("Testimony by the Chief of Staff (A) Before the Committee", "Testimony", "the Chief of Staff (A)", ""),
        ("Memorandum for President Johnson", "Memorandum", "", "President Johnson"),
        ("Memorandum for the Record", "Memorandum for the Record", "", ""),
        ("Memorandum From A for the record", "Memorandum", "A", ""),
        ("Memorandum of Conversation, by the Secretary of State", "Memorandum of Conversation, by the Secretary of State", "", ""),
        ("Highlights From the Secretary of State's Meeting", "Highlights From the Secretary of State's Meeting", "", ""),
        ("National Intelligence Estimate", "National Intelligence Estimate", "", ""),
    ],
)  # fmt: skip
def test_a_head_of_mere_words_says_who_wrote_to_whom(head, kind, sender, addressee):
    found = read_words(head)

    assert (found.kind, found.sender.words, found.addressee.words, found.doubt) == (kind, sender, addressee, "")


def test_a_talk_names_those_between_whom_it_was():
    assert read_words("Notes on telephone conversation between A and B").present == ("A", "B")
    assert read_words("Memorandum of Conversation Between the Under Secretary for South and East (A) and the Minister (B)"
                      ).present == ("the Under Secretary for South and East (A)", "the Minister (B)")  # fmt: skip
    assert read_words("Record of Meeting Between A, B of C and D and E").present == ()


def test_a_head_as_long_as_a_text_names_nobody():
    assert read_words("Letter From A to B " * 200).doubt


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("Letter", "letter"), ("Telegram", "telegram"), ("Tosec 55", "telegram"), ("Memorandum", "memorandum"),
        ("Memorandum of a Conversation", "meeting"), ("Summary Record of the Meeting", "meeting"),
        ("Memorandum of Telephone Conversation", "telephone_call"), ("Aide-Mémoire", "aide_memoire"),
        ("Joint Communiqué", "communique"), ("Oral Statement", "oral_message"), ("Airgram", "other"), ("", "other"),
    ],
)  # fmt: skip
def test_the_form_follows_from_what_a_document_is_called(kind, form):
    assert form_of(kind) == form


# When and where


def test_the_date_keeps_words_time_and_place(old):
    letter = old["d3"]

    assert read_on(letter) == [("1961-01-05", "January 5, 1961, 5 p.m.", "preferred")]
    assert (letter.dates[0].time, letter.dates[0].zone, letter.place) == ("17:00", "", "Moscow")


def test_a_zone_is_kept_as_given(current):
    assert (current["d21"].dates[0].time, current["d21"].dates[0].zone) == ("17:05", "+03:00")


def test_a_range_stays_a_range(old):
    assert read_on(old["d4"]) == [("1961-01-09/1961-01-11", "January 9 and 11, 1961", "preferred")]


def test_undated_stays_undated(old):
    assert read_on(old["d5"]) == [("", "undated", "preferred")]


def test_undated_within_limits_of_the_edition_is_inferred(current):
    assert current["d22"].dates == (
        Reading(current["d22"].dates[0].value, basis="inferred", source="limits set by the edition"),
    )
    assert read_on(current["d22"]) == [("[1961-10-01..1961-10-31]", "undated", "preferred")]
    assert current["d22"].dated_in_doubt


def test_what_a_date_rests_on_and_its_calendar_are_kept(current):
    reading = current["d23"].dates[0]

    assert (reading.value.edtf, reading.value.text) == ("[1861-05-01..1861-05-14]", "early May 1861")
    assert (reading.calendar, reading.basis) == ("julian", "inferred")
    assert reading.source == "imprecise inferred from document content"


def test_a_corrected_date_is_preferred_and_the_printed_one_stays(old):
    assert read_on(old["d9"]) == [
        ("1949-03-03", "March 3", "alternative"),
        ("1949-03-04", "[4], 1949—8 p. m.", "preferred"),
    ]


def test_received_dates_are_read_from_words_and_from_marks(old, current):
    assert read_on(old["d9"], "received") == [("1949-03-08", "March 8", "preferred")]
    assert old["d9"].dates[-1].time == "13:35"
    assert read_on(current["d21"], "received") == [("1961-10-02", "received October 2", "preferred")]


def test_a_received_date_that_would_be_too_early_in_that_year_gets_no_year(volume):
    line = '<dateline><date when="1949-12-30">December 30, 1949</date> [Received January 2.]</dateline>'
    letter = volume(f'<div type="document" xml:id="d1"><head>Letter From A to B</head><opener>{line}</opener></div>')[0]

    assert read_on(letter, "received") == [("", "January 2", "preferred")]


def test_a_last_line_with_place_and_date_dates_a_document_without_dateline(current):
    assert read_on(current["d24"]) == [("1940-10-23", "October 23, 1940", "preferred")]
    assert current["d24"].place == "Washington"


def test_an_impossible_day_is_told_and_its_words_are_kept(current):
    assert read_on(current["d25"]) == [("", "February 30, 1961", "preferred")]
    assert ("dated", "1961-02-30") in warnings(current["d25"])


@pytest.mark.parametrize(("when", "time"), [("1961-01-02T24:00:00", ""), ("1961-01-02T23:59:00Z", "23:59")])
def test_an_hour_that_no_clock_shows_is_told(volume, when, time):
    line = f'<dateline><date when="{when}">January 2, 1961, midnight</date></dateline>'
    letter = volume(f'<div type="document" xml:id="d1"><head>Letter From A to B</head>{line}</div>')[0]

    assert read_on(letter) == [("1961-01-02", "January 2, 1961, midnight", "preferred")]
    assert letter.dates[0].time == time
    assert warnings(letter) == ([] if time else [("dated", "24:00")])


@pytest.mark.parametrize(
    ("marks", "edtf", "time"),
    [
        ('from="1961-01-02T10:00:00" to="1961-01-02T11:00:00"', "1961-01-02", "10:00"),
        ('from="1961-01-02T10:00:00" to="1961-01-03T11:00:00"', "1961-01-02/1961-01-03", ""),
        ('notBefore="1961-01-02T00:00:00-05:00" notAfter="1961-01-31T23:59:59-05:00"', "[1961-01-02..1961-01-31]", ""),
        ('when="1961-01"', "1961-01", ""),
    ],
)
def test_a_time_of_day_belongs_to_a_day(volume, marks, edtf, time):
    line = f"<dateline><date {marks}>January 1961</date></dateline>"
    letter = volume(f'<div type="document" xml:id="d1"><head>Letter From A to B</head>{line}</div>')[0]

    assert (letter.dates[0].value.edtf, letter.dates[0].time) == (edtf, time)


def test_limits_that_are_one_moment_are_that_moment(volume):
    limits = " ".join(f'frus:doc-dateTime-{end}="1961-01-02T17:05:00-05:00"' for end in ("min", "max"))
    letter = volume(f'<div type="document" xml:id="d1" {limits}><head>Letter From A to B</head></div>')[0]

    assert read_on(letter) == [("1961-01-02", "", "preferred")]
    assert (letter.dates[0].time, letter.dates[0].zone, letter.dates[0].basis) == ("17:05", "-05:00", "inferred")


def test_words_of_another_year_than_the_mark_are_told(volume):
    line = '<dateline><date when="1961-01-02">January 2, 1962</date></dateline>'
    letter = volume(f'<div type="document" xml:id="d1"><head>Letter From A to B</head>{line}</div>')[0]

    assert warnings(letter) == [("dated", "January 2, 1962")]


# The words, and what the edition says beside them


def test_the_text_is_the_document_without_the_notes_of_the_edition(old):
    assert old["d2"].texts[0].body == (
        "Moscow, January 4, 1961.\n\nDear Mr. President: We met in Vienna. We shall meet again.\n\nPoints:\n\n(a) Berlin;\n\n"
        "(b) tests.\n\nN. Khrushchev"
    )


def test_the_notes_of_the_edition_stand_in_the_summary_where_their_place_is_told(old):
    first, source, second, third = old["d2"].summary.splitlines()

    assert first == "Notes of the edition:"
    assert source.startswith(
        "Source: Department of State, Presidential Correspondence: Lot 77. Secret; Eyes Only. Handed over"
    )
    assert second == "2, at “President: We met in Vienna.”: See footnote 3, Document 4, and vol. VI, Document 31."
    assert third.startswith("3, at “tests.”: For text, see ibid., vol. XI, Document 5;")


def test_the_source_note_gives_archive_and_marking(old, current):
    assert old["d2"].archive_reference == "Department of State, Presidential Correspondence: Lot 77"
    assert old["d2"].marking == "Secret; Eyes Only"
    assert (old["d3"].archive_reference, old["d3"].marking) == ("Central Files, 611.61/1–561", "")
    assert len(current["d21"].archive_reference) <= 120
    assert current["d21"].archive_reference.endswith("…")


def test_old_volumes_give_file_form_and_marking_in_lines_of_their_own(old):
    letter = old["d9"]

    assert (letter.archive_reference, letter.form, letter.marking) == (
        "501.BC/1–1749",
        "telegram",
        "secret us urgent; niact",
    )


@pytest.mark.parametrize(
    ("words", "reference", "marking"),
    [
        (
            "Source: A Library, B File, Box 3. Top Secret; Sensitive. Sent for action.",
            "A Library, B File, Box 3",
            "Top Secret; Sensitive",
        ),
        ("Source: A Library. No classification marking. A copy is Secret.", "A Library", ""),
        ("Source: A Library, B File.", "A Library, B File", ""),
        ("", "", ""),
    ],
)
def test_a_source_note_is_parted_at_its_marking(words, reference, marking):
    found = read_source(words)

    assert (found.reference, found.marking) == (reference, marking)


def test_a_telegram_has_its_number_and_numbered_points_are_none(old, current, microfiche):
    assert old["d3"].own_reference == "1595"
    assert old["d4"].own_reference == ""
    assert old["d9"].own_reference == "54"
    assert current["d21"].own_reference == "116"
    assert microfiche["d1"].own_reference == "308"


def test_an_enclosure_is_a_file_of_its_own_with_its_own_date(current):
    letter = current["d21"]

    assert [(one.name, one.number, one.media_type) for one in letter.files] == [("Enclosure.txt", 1, "text/plain")]
    assert letter.files[0].content == b"[Enclosure]\n\nMoscow, September 20, 1961\n\nWords of the enclosure."
    assert "enclosure" not in letter.texts[0].body
    assert read_on(letter) == [("1961-09-29", "September 29, 1961", "preferred")]


def test_inclusions_and_pictures_are_left_alone(current):
    assert "d2" not in current
    assert current["d21"].texts[0].body.endswith("Words of the note.")


# Links


def test_references_become_links_that_answer_nothing(old):
    links = {link.target: link for link in old["d2"].links}

    assert list(links) == ["frus1961v05#d3", "frus1961v05#d4", "frus1961v06#d31", "frus1961v05#d5"]
    assert {(link.relation, link.basis) for link in links.values()} == {("refers_to", "edition")}
    assert links["frus1961v06#d31"].note == "See footnote 3, Document 4, and vol. VI, Document 31."


def test_dead_references_and_those_that_cite_another_volume_are_told(old):
    told = [value for field, value in warnings(old["d2"]) if field == "link"]

    assert told[1] == "#d99"
    assert told[0].startswith("#d5: For text, see ibid., vol. XI, Document 5;")


def test_of_a_long_note_a_link_keeps_the_sentence_that_refers(volume):
    note = f"First sentence. {'Words and more. ' * 30}See <ref target='#d2'>Document 2</ref> on this. Last sentence."
    letter = volume(
        f'<div type="document" xml:id="d1"><head>Letter From A to B</head><p>Words<note n="1">{note}</note></p></div>'
        '<div type="document" xml:id="d2"><head>Letter From B to A</head></div>'
    )[0]

    assert [link.note for link in letter.links] == ["See Document 2 on this."]


# Letters within telegrams


def test_a_letter_within_a_telegram_is_told_and_not_made(old):
    assert (
        "carried",
        "from Chairman Khrushchev to President Kennedy of January 4 beginning “Dear Mr. President”",
    ) in warnings(old["d3"])


@pytest.mark.parametrize(
    ("paragraphs", "said"),
    [
        (["Please deliver following message from the President to King Paul. Confirm."], "from the President to King Paul"),
        (["Following is text of letter from Sukarno to Beel, dated March 3:", "“Sir.”", "“More.”"],
         "from Sukarno to Beel of March 3"),
        (["I report.", "Dear Mr. Chairman: I write."], "beginning “Dear Mr. Chairman”"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_carried_letter_is_told(paragraphs, said):
    assert str(carried(paragraphs)) == said


@pytest.mark.parametrize(
    "paragraphs",
    [
        [],
        ["Embassy shares belief that note will produce little."],
        ["Following message (which is long) is a companion piece."],
    ],
)
def test_a_telegram_about_a_message_carries_none(paragraphs):
    assert carried(paragraphs) is None


# Microfiche


def test_a_calendar_entry_is_reported_and_its_year_is_not_guessed(microfiche):
    letter = microfiche["d1"]

    assert (letter.knowledge, letter.texts, letter.form) == ("reported", (), "telegram")
    assert read_on(letter) == [("", "July 28", "preferred")]
    assert (
        letter.subject == "Telegram 308 from Moscow, July 28. Bilateral talks: request for guidance to the delegation"
    )
    assert (letter.marking, letter.archive_reference) == (
        "Confidential",
        "Department of State, Central Files, 600.0012/7–2861",
    )
    assert named(letter, "sender") == [("Moscow", "Moscow")]


def test_a_calendar_entry_with_a_year_is_dated(microfiche):
    assert read_on(microfiche["d3"]) == [("1961-07-30", "July 30, 1961", "preferred")]
    assert named(microfiche["d3"], "addressee") == [("Rusk", "Rusk"), ("Fisher", "Fisher")]


def test_a_document_without_a_head_is_called_by_its_number(volume):
    entry = volume('<div type="document" xml:id="d72a" n="72A"><head/><frus:pdf/></div>')[0]
    letter = volume('<div type="document" xml:id="d9"><p>Words.</p></div>')[0]

    assert (entry.subject, entry.refused) == ("Document 72A", False)
    assert (letter.subject, letter.refused) == ("Document d9", False)


def test_an_entry_too_long_for_a_subject_is_cut_between_sentences(volume):
    long = "It says more. " * 40
    head = f"1. Letter from A to B, July 28. About peace. {long}Secret. 1 p. Files."
    letter = volume(f'<div type="document" xml:id="d1"><head>{head}</head><frus:pdf/></div>')[0]

    assert letter.subject.startswith("Letter from A to B, July 28. About peace. It says more")
    assert len(letter.subject) <= 300
    assert letter.summary.endswith("It says more. Secret. 1 p. Files.")


def test_a_talk_of_a_calendar_entry_has_participants(microfiche):
    assert [name for name, _words in named(microfiche["d2"], "participant")] == ["Dean", "Fisher", "Stern"]


# Anything else


@pytest.mark.parametrize("content", ["<TEI/>", "<html><p/></html>"])
def test_a_file_without_documents_is_refused(tmp_path, content):
    path = tmp_path / "page.xml"
    path.write_text(content)

    with pytest.raises(Unreadable):
        list(read(path, {}))


def test_a_broken_volume_is_refused_with_its_line(volume):
    with pytest.raises(Unreadable) as refused:
        volume("\n\n<div><p></div>")

    assert refused.value.problem.line == 3


def test_the_second_document_of_one_id_is_refused_and_the_first_is_read(volume):
    first, second = volume('<div type="document" xml:id="d1"><head>Letter From A to B</head></div>\n' * 2)

    assert not first.refused
    assert [(problem.field, problem.line) for problem in second.problems] == [("source_key", 2)]


REF, DATE = 'word <ref target="#d2">d</ref> ', '<date when="1961-01-01">J</date>'
HEAD = "<head>Telegram From A to B</head>"
MONSTERS = {
    "a head as long as a book": "<head>{}</head>".format("from A to B and " * 400_000),
    "a note at every word": f"{HEAD}<p>{'x<note>y</note>' * 35_000}</p>",
    "notes behind a book": f"{HEAD}<p><hi>{'x ' * 1_000_000}</hi>{'<note>y</note>' * 35_000}</p>",
    "references without end": f"{HEAD}<p>{REF * 35_000}</p>",
    "dates without end": f"{HEAD}<dateline>{DATE * 25_000}</dateline>",
    "letters announced without end": f"{HEAD}<p>{'following letter ' * 300_000}</p>",
    "parties without end": "<head>Letter From {} to B</head>".format(
        '<persName type="from">A</persName> and ' * 25_000
    ),
    "a marking without end": f"{HEAD}<seg>{'secret ' * 700_000}!</seg>",
}


@pytest.mark.parametrize("kind", MONSTERS)
def test_a_document_of_any_shape_is_read_in_two_seconds(volume, kind):
    body = f'<div type="document" xml:id="d1">{MONSTERS[kind]}</div>'
    began = time.process_time()

    assert len(volume(body)) == 1
    assert time.process_time() - began < 2


SAMPLES = [(DATA / f"{name}.xml").read_bytes() for name in ("old", "current", "microfiche")]
PIECES = [
    b"<head>",
    b"</head>",
    b' type="from"',
    b" to ",
    b" by ",
    b'when="1961-13"',
    b'notAfter="x"',
    b"<date/>",
    b"<note/>",
    b"#",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_is_changed_it_is_read_or_refused(tmp_path, data):
    sample = data.draw(st.sampled_from(SAMPLES))
    place, length = data.draw(st.integers(0, len(sample))), data.draw(st.integers(0, 30))
    new = data.draw(st.binary(max_size=6) | st.sampled_from(PIECES))
    path = tmp_path / "frus1.xml"
    path.write_bytes(sample[:place] + new + sample[place + length :])
    found = []
    try:
        found.extend(read(path, {}))
    except Unreadable as refused:
        found.append(refused.problem)
    assert found
    assert all(isinstance(one, LetterRecord | NoteRecord) or one.message for one in found)
