"""Our own table gives back every letter as it was, whatever it holds; and what somebody changes in it holds."""

import csv
import io
from dataclasses import fields, replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from correspondence.dates import UncertainDate
from correspondence.formats import tables
from correspondence.formats.record import (
    Answered,
    Enclosed,
    Held,
    LetterRecord,
    NamedLink,
    NamedParty,
    Put,
    Quoted,
    Reading,
    Words,
)
from correspondence.formats.tables.details import SHAPES

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
some = words.filter(bool)
whichever = st.sampled_from(["dated", "sent", "received", "published"])
EDTF = [
    "2016-09-22",
    "2016-09",
    "2014-21",
    "199X",
    "[..2018-11-27]",
    "2003/..",
    "[2016-01-02,2016-03]",
    "2016~",
    "{2016,2018}",
]
dates = st.one_of(
    st.just(UncertainDate()),
    words.map(UncertainDate.unread),
    st.builds(UncertainDate.from_edtf, st.sampled_from(EDTF), words),
)
parties = st.builds(
    NamedParty,
    words,
    st.sampled_from(["sender", "addressee", "copy", "on_behalf", "via", "participant", "concerns"]),
    as_named=words,
    keys=st.lists(some, max_size=2).map(tuple),
    slug=words,
    kind=words,
    person=words,
    channel=words,
    reference=words,
    received=dates,
    place=words,
).filter(lambda party: party.name or party.slug or party.keys)
plain_parties = st.builds(NamedParty, some, st.sampled_from(["sender", "addressee"]), slug=words)
readings = st.builds(
    Reading,
    dates,
    whichever,
    time=words,
    zone=words,
    basis=words,
    source=words,
    standing=st.sampled_from(["preferred", "alternative"]),
)
links = st.builds(NamedLink, some, st.sampled_from(["answers", "refers_to", "acknowledges"]), st.just("stated"), words)
texts = st.builds(Words, words, words, st.sampled_from(["original", "translation"]), st.booleans(), words)
files = st.builds(
    Enclosed, words, number=st.none() | st.integers(0, 9), media_type=words, missing=st.booleans(), sha256=words
)
quotes = st.builds(Quoted, words, words, words, words, st.sampled_from(["", "original"]))
letters = st.builds(
    LetterRecord,
    words,
    **dict.fromkeys(
        ("id", "subject", "summary", "form", "topic", "framework", "extent_note", "place", "language"), words
    ),
    **dict.fromkeys(("own_reference", "their_reference", "channel", "marking", "level", "desk", "citation"), words),
    **dict.fromkeys(("source_url", "archive_reference", "locator", "reply_due", "captured_on", "void_reason"), words),
    knowledge=st.sampled_from(["held", "seen"]),
    at_least=st.none() | st.integers(0, 99),
    dated_in_doubt=st.booleans(),
    reply_expected=st.booleans(),
    dates=st.lists(readings, max_size=3).map(tuple),
    parties=st.lists(parties | plain_parties, max_size=4).map(tuple),
    links=st.lists(links, max_size=3).map(tuple),
    texts=st.lists(texts, max_size=2).map(tuple),
    files=st.lists(files, max_size=2).map(tuple),
    puts=st.lists(st.builds(Put, some, words, shown=quotes, holds_until=dates), max_size=2).map(tuple),
    answers=st.lists(
        st.builds(Answered, some, words, plain_parties.map(lambda one: replace(one, role="sender"))), max_size=1
    ).map(tuple),
    positions=st.lists(
        st.builds(Held, plain_parties.map(lambda one: replace(one, role="sender")), words, words), max_size=1
    ).map(tuple),
)


def again(path, records):
    path.write_bytes("".join(tables.write(records)).encode())
    return read(path)


def read(path):
    return [replace(letter, line=0, element="") for letter in tables.read(path, {})]


def changed(path, **cells):
    """Change some cells of the first row, as somebody would in a spreadsheet."""
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))
    page = io.StringIO(newline="")
    table = csv.DictWriter(page, rows[0].keys())
    table.writeheader()
    table.writerow({**rows[0], **cells})
    path.write_bytes(page.getvalue().encode())
    return read(path)[0]


@settings(max_examples=100, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.lists(letters, max_size=3))
def test_what_is_written_is_read_again_as_it_was(tmp_path_factory, records):
    assert again(tmp_path_factory.mktemp("own") / "letters.csv", records) == records


def test_no_field_of_a_part_is_forgotten():
    left_out = {"files": {"content"}}
    for name in ("parties", "dates", "links", "texts", "files"):
        shape = SHAPES[name]
        assert {one.name for one in fields(shape.of)} - set(shape.names) == left_out.get(name, set()), name


@pytest.fixture
def note(tmp_path):
    letter = LetterRecord(
        "note#1",
        subject="=Note",
        dates=(Reading(UncertainDate.from_edtf("2016-09-22", "22 September 2016"), time="14:05"),),
        parties=(
            NamedParty("Russia", "addressee", slug="russia", reference="N 7"),
            NamedParty("Latvia", "sender", slug="latvia", person="Minister"),
        ),
        links=(NamedLink("note#0", "acknowledges", "stated"), NamedLink("note#x", "refers_to", "edition")),
        texts=(Words("The text; with a semicolon", "en"),),
    )
    path = tmp_path / "own.csv"
    assert again(path, [letter]) == [letter]
    return path, letter


def test_a_party_changed_in_its_cell_holds_and_the_others_keep_their_details(note):
    path, letter = note

    found = changed(path, to="Belarus", to_slugs="belarus")

    assert found.parties == (letter.parties[1], NamedParty("Belarus", "addressee", slug="belarus"))


def test_a_date_changed_in_its_cell_holds(note):
    path, _letter = note

    found = changed(path, dated="", dated_edtf="2016-09-23")

    assert found.dates == (Reading(UncertainDate.from_edtf("2016-09-23")),)


def test_an_answer_added_or_taken_away_in_its_cell_holds_and_other_links_stay(note):
    path, letter = note

    assert changed(path, answers="note#0; note#5").links == (*letter.links, NamedLink("note#5", "answers", "stated"))
    assert changed(path, answers="").links == (letter.links[1],)


def test_details_that_somebody_broke_are_told_and_the_cells_for_people_stay(note):
    path, _letter = note

    found = changed(path, parties="[{", links="[[[[" * 40_000, dates='[1, {"standing": "preferred"}]')

    assert [party.name for party in found.parties] == ["Latvia", "Russia"]
    assert {problem.field for problem in found.problems} >= {"parties", "links"}


def test_a_table_of_a_page_is_read_with_its_ids(tmp_path):
    path = tmp_path / "letters.csv"
    path.write_text(
        "id,date,date_edtf,subject,from,from_slugs,answers,side\n9a,spring 2016,2016-21,First,Latvia,latvia,7b,latvia\n"
    )

    [letter] = read(path)

    assert (letter.id, letter.source_key, letter.subject) == ("9a", "", "First")
    assert (letter.dates[0].value.text, letter.dates[0].value.edtf) == ("spring 2016", "2016-21")
    assert letter.links == (NamedLink("7b", "answers", "stated"),)
    assert letter.problems == ()
