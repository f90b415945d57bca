"""JSON: what a record holds is in it, and comes back equal; what is wrong with a file is said where it stands."""

import json
from dataclasses import fields, replace

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from correspondence.dates import UncertainDate
from correspondence.formats.json import files, from_json, letter_as_json, read, to_json, write
from correspondence.formats.json import letters as letters_in_json
from correspondence.formats.json.parts import (
    EVIDENCE,
    FILE,
    LINK,
    OTHER_PARTY,
    POSITION,
    PROPOSAL,
    READING,
    RESPONSE,
    SHAPES,
    TEXT_OF_LETTER,
)
from correspondence.formats.record import LetterRecord, NamedLink, NamedParty, Reading, Record, Unreadable
from correspondence.models import Link
from tests.formats import generated

LETTER = {"source_key": "k1", "subject": "A note"}
CONTRACT = {
    "id", "url", "source_key", "subject", "form", "dated", "sent", "received", "published", "dated_basis",
    "dated_in_doubt", "senders", "addressees", "knowledge", "extent", "language", "source", "previous", "next",
    "proposals", "responses", "positions",
}  # fmt: skip


def anywhere(record: Record) -> Record:
    return replace(record, line=0, element="")


@pytest.fixture
def file_of(tmp_path):
    def made(content):
        path = tmp_path / "letters.json"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return made


def problems_of(value) -> dict[str, str]:
    return {problem.field: problem.message for problem in from_json(value).problems}


def refusal(path) -> tuple[int, str]:
    with pytest.raises(Unreadable) as refused:
        list(read(path, {}))
    return refused.value.problem.line, refused.value.problem.message


@given(generated.records)
def test_every_record_comes_back_from_json_equal(record):
    assert from_json(json.loads(json.dumps(to_json(record)))) == record


@given(st.lists(generated.records, max_size=4))
def test_a_file_gives_back_the_records_that_were_written(tmp_path_factory, records):
    path = tmp_path_factory.mktemp("json") / "letters.json"
    path.write_text("".join(write(records)), encoding="utf-8")

    assert [anywhere(record) for record in read(path, {})] == records


def test_a_letter_has_every_name_of_the_contract_even_when_nothing_is_known_of_it():
    assert set(letter_as_json(LetterRecord(source_key="k1"))) == CONTRACT


def test_a_date_says_its_words_and_its_bounds_and_is_null_when_not_known():
    page = letter_as_json(LetterRecord("k", dates=(Reading(UncertainDate.from_edtf("2014-21", "spring 2014")),)))

    assert page["dated"] == {
        "text": "spring 2014", "edtf": "2014-21", "earliest": "2014-03-01", "latest": "2014-05-31"}  # fmt: skip
    assert page["dated_basis"] == "as_printed"
    assert page["sent"] is None


def test_who_wrote_to_whom_stands_apart_from_everybody_else():
    senders = NamedParty("Latvia", slug="latvia", as_named="the Republic")
    page = letter_as_json(
        LetterRecord("k", parties=(senders, NamedParty("Russia", "addressee"), NamedParty("OSCE", "copy")))
    )

    assert page["senders"] == [{"slug": "latvia", "name": "Latvia", "as_named": "the Republic"}]
    assert page["addressees"] == [{"slug": "", "name": "Russia", "as_named": ""}]
    assert [(one["role"], one["name"]) for one in page["others"]] == [("copy", "OSCE")]


def test_an_earlier_exchange_says_how_sure_the_tie_is():
    links = (NamedLink("a", "answers", id="a"), NamedLink("frus#d1", "refers_to"))
    page = letter_as_json(LetterRecord("k", links=links), computed=["c"])

    assert [(one["id"], one["relation"], one["tier"]) for one in page["previous"]] == [
        ("a", "answers", 1), ("", "refers_to", 2), ("c", "", 3)]  # fmt: skip
    assert from_json(page).links == links


def test_what_counts_as_an_answer_is_what_the_models_say():
    assert set(Link.ANSWERING) == letters_in_json.ANSWERING


def test_the_address_of_a_letter_is_that_of_its_page():
    key = "7d2bd7a4-9e53-4a43-8f5c-3d1f3f5f5b0e"

    assert letter_as_json(LetterRecord("k", id=key))["url"] == reverse("correspondence:letter_detail", args=[key])


@pytest.mark.parametrize("shape", [*SHAPES.values(), OTHER_PARTY, READING, LINK, TEXT_OF_LETTER, FILE, EVIDENCE, RESPONSE, PROPOSAL, POSITION])  # fmt: skip
def test_every_attribute_of_a_record_has_a_name_in_json(shape):
    told_elsewhere = {"line", "element", "problems", "closed"}

    assert {one.name for one in fields(shape.of)} - told_elsewhere == set(shape.names)


def test_every_attribute_of_a_letter_has_a_name_in_json():
    told_elsewhere = {"line", "element", "problems", "dates", "parties"}

    assert {one.name for one in fields(LetterRecord)} - told_elsewhere <= {
        *letters_in_json.LETTER.names,
        *letters_in_json.SOURCE_OF_LETTER.names,
    }


def test_a_text_where_a_number_belongs_is_named_by_its_field_with_every_other_mistake():
    found = problems_of(LETTER | {"at_least": "2", "dated_in_doubt": "no", "dated": {"edtf": "2016-13"}, "senders": {}})

    assert found.keys() == {"at_least", "dated_in_doubt", "dated.edtf", "senders"}
    assert found["at_least"] == "This must be a whole number."


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"senders": [{"name": 1}]}, "senders[0].name"),
        ({"senders": [{"slug": "latvia"}]}, "senders[0].name"),
        ({"senders": ["Latvia"]}, "senders[0]"),
        ({"senders": [{"name": "x", "keys": [1]}]}, "senders[0].keys[0]"),
        ({"responses": [{"answer": "rejected", "addressee": {"name": "x"}}]}, "responses[0].proposal"),
        ({"proposals": [{"id": "p", "title": "t", "addressees": [{"name": None}]}]}, "proposals[0].addressees[0].name"),
        ({"previous": [{"relation": "answers"}]}, "previous[0].id"),
        ({"previous": ["k0"]}, "previous[0]"),
        ({"source": {"url": 1}}, "source.url"),
        ({"files": [{"name": "a", "content": "§"}]}, "files[0].content"),
        ({"at_least": True}, "at_least"),
        ({"at_least": 1.5}, "at_least"),
        ({"subject": "\ud800"}, "subject"),
        ({"texts": [{"body": "a\x00b"}]}, "texts[0].body"),
        ({"record": "parcel"}, "record"),
        ({"record": []}, "record"),
        ({"record": "party", "slug": "x"}, "name"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_stops_the_letter(value, field):
    assert field in problems_of(LETTER | value)
    assert from_json(LETTER | value).refused


def test_a_name_that_is_not_known_is_told_and_stops_nothing():
    record = from_json(LETTER | {"mood": "warm"})

    assert [(problem.field, problem.fatal) for problem in record.problems] == [("mood", False)]
    assert record.subject == "A note"


def test_null_leaves_a_thing_unsaid():
    assert from_json(LETTER | {"dated": None, "topic": None, "senders": None}) == from_json(LETTER)


def test_a_reading_must_not_say_another_date_than_the_letter():
    reading = {"which": "dated", "standing": "preferred", "time": "14:05", "value": {"edtf": "2016"}}

    assert problems_of(LETTER | {"dated": {"edtf": "2017"}, "readings": [reading]}).keys() == {"readings[0].value"}
    assert problems_of(LETTER | {"dated": {"edtf": "2016"}, "readings": [reading]}) == {}
    assert problems_of(
        LETTER | {"dated": {"edtf": "2016"}, "dated_basis": "register", "readings": [reading]}
    ).keys() == {"readings[0].basis"}


def test_a_list_and_a_record_on_each_line_are_read_alike(file_of):
    rows = [LETTER, LETTER | {"source_key": "k2"}]
    listed = list(read(file_of(json.dumps(rows, indent=2)), {}))
    lines = list(read(file_of("\ufeff" + "\n".join(map(json.dumps, rows)) + "\n\n"), {}))

    assert [anywhere(one) for one in listed] == [anywhere(one) for one in lines]
    assert [(one.line, one.element) for one in lines] == [(1, "record 1"), (2, "record 2")]


def test_a_record_may_be_cut_anywhere_by_the_pieces_in_which_a_file_is_read(file_of, monkeypatch):
    rows = [LETTER | {"source_key": f"k{n}", "subject": 'a "quoted" \\ \u2028 word', "at_least": n} for n in range(20)]
    path = file_of("[" + ",\n".join(map(json.dumps, rows)) + "]")
    whole = list(read(path, {}))
    for chunk in (1, 2, 3, 7, 50):
        monkeypatch.setattr(files, "CHUNK", chunk)
        assert list(read(path, {})) == whole

    assert [one.at_least for one in whole] == list(range(20))


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("", 1, "empty"),
        ("<xml/>", 1, "neither"),
        ("[\n{}\n{}]", 3, "comma"),
        ('[\n{"a": 1},\n', 3, "not whole"),
        ('[\n{"a": 1}', 2, "not whole"),
        ('[\n{"a": "x', 2, "not whole"),
        ("[{}] x", 1, "follows"),
        ("[{},]", 1, "not whole"),
        ('[{},\n{"a": nothing at all, and more}]', 2, "not JSON"),
        ('{"a": "\n\n"}\n' + " " * 20, 1, "not JSON"),
        ("[" * 100_000, 1, "too deep"),
    ],
)
def test_what_is_no_json_is_refused_with_its_line(file_of, content, line, words):
    found = refusal(file_of(content))

    assert found[0] == line
    assert words in found[1]


def test_what_is_not_utf_8_is_refused(file_of):
    assert "UTF-8" in refusal(file_of(b'[{"subject": "\xff"}]'))[1]


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert refusal(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ('[{"subject": "a", "subject": "b"}]', ""),
        ('[{"senders": [{"name": "a", "name": "b"}]}]', "senders[0]"),
        ('[{"at_least": NaN}]', "at_least"),
        ('[{"at_least": -Infinity}]', "at_least"),
        ('[{"at_least": ' + "9" * 5000 + "}]", "at_least"),
        ('[{"subject": "\\ud800"}]', "subject"),
        ('[{"\\udfff": 1}]', "'\\udfff'"),
        ("[1]", ""),
    ],
)
def test_a_bad_record_is_refused_by_itself_and_the_next_one_is_read(file_of, content, field):
    bad, good = read(file_of(content[:-1] + "," + json.dumps(LETTER) + "]"), {})

    assert field in {problem.field for problem in bad.problems if problem.fatal}
    assert good.subject == "A note"


def test_a_record_of_hundreds_of_thousands_of_values_is_refused(file_of):
    assert "values" in refusal(file_of("[[" + "1," * 2_000_000 + "1]]"))[1]


def test_a_record_that_never_ends_is_refused(file_of, monkeypatch):
    monkeypatch.setattr(files, "CHUNK", 1000)
    monkeypatch.setattr(files, "LONGEST", 5000)

    assert "longer" in refusal(file_of('[{"subject": "' + "x" * 20_000 + '"}]'))[1]


def test_a_record_of_hundreds_of_thousands_of_escapes_is_refused(file_of):
    assert "escaped" in refusal(file_of('[{"subject": "' + "\\n" * 1_300_000 + '"}]'))[1]


def test_of_a_record_full_of_mistakes_a_hundred_are_told(file_of):
    (record,) = read(file_of(json.dumps([{"previous": [{"x": 1}] * 300}])), {})

    assert len(record.problems) == 101
    assert record.problems[-1].message == "There are 500 more mistakes."


SAMPLE = "".join(write([from_json(LETTER | {"dated": {"edtf": "2016"}, "senders": [{"name": "Latvia"}]})]))


@given(st.integers(0, len(SAMPLE)), st.integers(0, 9), st.text(max_size=9))
def test_a_damaged_file_gives_records_or_is_refused(tmp_path_factory, place, length, inserted):
    path = tmp_path_factory.mktemp("json") / "damaged.json"
    damaged = SAMPLE[:place] + inserted + SAMPLE[place + length :]
    path.write_bytes(damaged.encode("utf-8", "surrogatepass"))
    try:
        found = list(read(path, {}))
    except Unreadable:
        return

    assert all(isinstance(record, Record) for record in found)
