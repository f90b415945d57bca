"""Documents on Australian Foreign Policy: Markdown with a block of fields."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from correspondence.formats import afp
from correspondence.formats.record import LetterRecord, Unreadable

VOLUME = Path(__file__).resolve().parent.parent / "data" / "afp" / "volume-9"
FIRST = VOLUME / "1-mr-a-minister-for-trade-to-mr-b-high-commissioner-in-london.md"


@pytest.fixture
def volume():
    return list(afp.read(VOLUME, {}))


def document(folder, words, name="1-x.md"):
    path = folder / name
    path.write_bytes(words if isinstance(words, bytes) else words.encode())
    return path


def test_a_document_is_read_from_its_fields_its_heading_and_its_first_lines(volume):
    letter = volume[0]

    assert (letter.source_key, letter.form, letter.place, letter.marking) == (
        "afp9#1",
        "telegram",
        "CANBERRA",
        "MOST SECRET",
    )
    assert [(party.role, party.name, party.reference) for party in letter.parties] == [
        ("sender", "Mr A, Minister for Trade", "12"),
        ("addressee", "Mr B, High Commissioner in London", ""),
        ("addressee", "Sir C, Ambassador to Japan", ""),
    ]
    assert letter.citation == "Documents on Australian Foreign Policy, Volume 9: 1930, 1"
    assert letter.archive_reference == "AA: A1, TRADE 1"
    assert letter.problems == ()


def test_the_date_keeps_the_printed_words_and_the_time(volume):
    [reading] = volume[0].dates

    assert (reading.value.edtf, reading.value.text, reading.time) == ("1930-03-04", "4 March 1930", "20:10")
    assert reading.basis == "as_printed"


def test_another_date_in_print_stands_beside_the_one_of_the_edition(volume):
    chosen, printed = volume[1].dates

    assert (chosen.value.edtf, chosen.standing, chosen.basis) == ("1930-03", "preferred", "register")
    assert (printed.value.edtf, printed.standing) == ("1930-03-09", "alternative")
    assert [problem.fatal for problem in volume[1].problems] == [False]


def test_a_date_that_is_no_date_is_kept_in_its_words(volume):
    letter = volume[3]

    assert str(letter.dates[0].value) == "spring, perhaps"
    assert not letter.dates[0].value.is_known
    assert {problem.field for problem in letter.problems} == {"doc_date", "doc_num"}


def test_references_to_other_documents_are_links_and_never_answers(volume):
    first, second, minute, _meeting = volume

    assert [link.target for link in first.links] == ["afp9#2", "afp9#3", "afp4#64"]
    assert {(link.relation, link.basis) for link in first.links} == {("refers_to", "edition")}
    assert [link.note for link in second.links] == ["1 Document 1."]
    assert [link.target for link in minute.links] == ["afp9#1", "afp9#2"]


def test_the_text_is_kept_with_the_notes_and_without_the_signs_of_markdown(volume):
    [words] = volume[0].texts

    assert words.body.startswith("Cablegram 12 CANBERRA, 4 March 1930, 8.10 p.m.\n\nMOST SECRET")
    assert "\n1. The first point. [2]\n" in words.body
    assert words.body.endswith("vol. II, Document 7.\n\n[AA: A1, TRADE 1]")
    assert words.is_excerpt
    assert volume[1].texts[0].role == "translation"


def test_two_documents_with_one_number_have_two_keys_and_are_pointed_out(volume):
    assert [letter.source_key for letter in volume] == ["afp9#1", "afp9#2", "afp9#3", "afp9#3.2"]
    assert [letter.problems[-1].fatal for letter in volume[2:]] == [False, False]


def test_a_file_is_read_as_in_its_folder(volume):
    assert list(afp.read(FIRST, {})) == volume[:1]


def test_a_document_without_a_number_is_refused_by_name(tmp_path):
    [letter] = afp.read(document(tmp_path, "---\ntitle: A to B\nvol_id: 1\n---\nText"), {})

    assert letter.refused
    assert [(problem.field, problem.element) for problem in letter.problems] == [("doc_num", "1-x.md")]


def test_in_a_folder_one_bad_file_does_not_hide_the_others(tmp_path):
    document(tmp_path, "no block", "1-x.md")
    document(tmp_path, "---\ntitle: A to B\nvol_id: 1\ndoc_num: 2\n---\n", "2-x.md")
    document(tmp_path, "About this folder", "README.md")

    bad, good = afp.read(tmp_path, {})

    assert (bad.refused, bad.element, good.source_key) == (True, "1-x.md", "afp1#2")


BOMB = "a: &a [x,x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)},*{chr(97 + n)}]\n" for n in range(20))


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (b"# A heading", 1),
        (b"---\ntitle: [\n---\n", 3),
        (b"---\n- a list\n---\n", 1),
        (b"---\n" + BOMB.encode() + b"---\n", 3),
        (b"---\ntitle: &a [*a]\n---\n", 2),
        (b"---\nx: " + b"[" * 60_000 + b"\n---\n", 1),
        (b"---\nx: " + b"y" * 70_000 + b"\n---\n", 1),
        (b"---\ntitle: A\nx: !!python/object/apply:os.system [ls]\ny: [\n---\n", 5),
        (b"---\ntitle: \xff\n---\n", 2),
        (b"", 1),
    ],
)
def test_a_file_that_is_no_document_is_refused_with_the_line(tmp_path, words, line):
    begun = time.monotonic()

    with pytest.raises(Unreadable) as refusal:
        list(afp.read(document(tmp_path, words), {}))

    assert refusal.value.problem.line == line
    assert time.monotonic() - begun < 2


def test_a_document_longer_than_any_letter_is_refused(tmp_path):
    with pytest.raises(Unreadable, match="longer than 10 MB"):
        list(afp.read(document(tmp_path, b"x" * 10_485_761), {}))


def test_a_document_full_of_references_takes_no_long_time(tmp_path):
    path = document(tmp_path, "---\ntitle: A to B\nvol_id: 1\ndoc_num: 1\n---\n" + "see Documents 2, 3 and " * 400_000)
    begun = time.monotonic()

    [letter] = afp.read(path, {})

    assert [link.target for link in letter.links] == ["afp1#2", "afp1#3"]
    assert time.monotonic() - begun < 2


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 900), st.binary(max_size=6), st.integers(0, 40))
def test_whatever_happens_to_a_file_gives_records_or_a_refusal(tmp_path_factory, place, put, cut):
    words = FIRST.read_bytes()
    path = document(tmp_path_factory.mktemp("afp"), words[:place] + put + words[place + cut :])

    try:
        found = list(afp.read(path, {}))
    except Unreadable as error:
        found = [LetterRecord("", problems=(error.problem,))]

    assert all(isinstance(one, LetterRecord) for one in found)
