"""Tables of letters in CSV: foreign ones by a mapping of columns, and whatever may be wrong with them."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from correspondence.formats import tables
from correspondence.formats.record import LetterRecord, Unreadable

PLAIN = "key,sender,recipient,date,title\n7,Latvia,Russia,2016-09-22,First\n"
CSV2CMI = (
    "key,sender,senderID,senderPlace,senderPlaceID,senderDate,senderDateText,addressee,addresseeID,addresseePlace,edition,page,note\n"
    '12,A|B,https://x.org/a|https://x.org/b,Riga,https://x.org/riga,[1550-01-02..1550-01-05],"2. oder 5. Januar",C,https://x.org/c,Vilna,Letters,3,Copy\n'
    "13,A|B,https://x.org/a,,,1550-03~,,C (Secretary; retired),,,Letters,,\n"
)


@pytest.fixture
def table(tmp_path):
    def written(words, name="letters.csv"):
        path = tmp_path / name
        path.write_bytes(words if isinstance(words, bytes) else words.encode())
        return path

    return written


def read(path, **options):
    return list(tables.read(path, options))


def named(letter, role="sender"):
    return [party.name for party in letter.parties if party.role == role]


def messages(letter):
    return [problem.message for problem in letter.problems]


def test_well_known_headings_need_no_mapping(table):
    [letter] = read(table(PLAIN))

    assert (letter.source_key, letter.subject, letter.line, letter.element) == ("letters#7", "First", 2, "row 2")
    assert (named(letter), named(letter, "addressee")) == (["Latvia"], ["Russia"])
    assert letter.dates[0].value.edtf == "2016-09-22"
    assert letter.knowledge == "seen"


def test_a_table_in_the_way_of_csv2cmi_is_read_whole(table):
    first, second = read(table(CSV2CMI))
    sender, other = first.parties[:2]

    assert (first.source_key, first.citation, first.locator, first.summary) == ("Letters#12", "Letters", "3", "Copy")
    assert (sender.name, sender.keys, other.keys) == ("A", ("https://x.org/a",), ("https://x.org/b",))
    assert (first.place, first.parties[2].place) == ("Riga", "Vilna")
    assert (first.dates[0].value.edtf, first.dates[0].value.text) == ("[1550-01-02..1550-01-05]", "2. oder 5. Januar")
    assert named(second, "addressee") == ["C (Secretary; retired)"]
    assert messages(first) == ["these columns are not read"]


def test_fewer_keys_than_names_are_told_and_the_names_kept(table):
    _first, second = read(table(CSV2CMI))

    assert (named(second), [party.keys for party in second.parties]) == (["A", "B"], [(), (), ()])
    assert [(problem.field, problem.fatal, problem.line) for problem in second.problems] == [("from_keys", False, 3)]


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("1550-01-02/", "1550-01-02", None),
        ("/1550-01-02", None, "1550-01-02"),
        ("1550-01-02/?", "1550-01-02", None),
        ("[1550-01-02,1550-03]", "1550-01-02", "1550-03-31"),
        ("1550-03-04?", "1550-03-04", "1550-03-04"),
        ("1550~/1551", "1550-01-01", "1551-12-31"),
    ],
)
def test_every_shape_of_date_that_letter_editions_use_is_understood(table, edtf, earliest, latest):
    [letter] = read(table(f'key,senderDate,senderDateText\n1,"{edtf}",words\n'))
    value = letter.dates[0].value

    assert value.text == "words"
    assert [day and day.isoformat() for day in (value.earliest, value.latest)] == [earliest, latest]
    assert [problem.field for problem in letter.problems] == []


@pytest.mark.parametrize("words", ["spring 2014", "2014. gada pavasaris", "весна 2014"])
def test_a_date_in_words_is_read_and_the_words_kept(table, words):
    [letter] = read(table(f"key,date\n1,{words}\n"))

    assert (letter.dates[0].value.edtf, letter.dates[0].value.text) == ("2014-21", words)


@pytest.mark.parametrize("words", ["03/04/2014", "2014-02-30", "the day after"])
def test_a_date_that_is_not_understood_is_kept_in_its_words_and_told(table, words):
    [letter] = read(table(f"key,date\n1,{words}\n"))

    assert str(letter.dates[0].value) == words
    assert not letter.dates[0].value.is_known
    assert [(problem.field, problem.value, problem.fatal) for problem in letter.problems] == [("dated", words, False)]


def test_a_moment_gives_the_day_and_the_time(table):
    [letter] = read(table("key,date sent,date\n1,2016-09-22T14:05Z,2016-09-21\n"))

    assert [(one.which, one.value.edtf, one.time, one.zone) for one in letter.dates] == [
        ("sent", "2016-09-22", "14:05", "Z")
    ]


@pytest.mark.parametrize("mapping", [{"Wer": "from", "3": "subject"}, {"from": "Wer", "subject": "3"}])
def test_foreign_headings_are_mapped_by_name_or_number_either_way_round(table, mapping):
    path = table("key;Wer;Was\n1;Latvia, Riga;Über alles\n")

    [letter] = read(path, map=mapping, edition="Akten")

    assert (letter.source_key, named(letter), letter.subject) == ("Akten#1", ["Latvia, Riga"], "Über alles")


def test_without_a_header_the_columns_go_by_number(table):
    path = table('1,"5 Mr A, Minister, to Mr B",1937-01-26\n2,Cabinet Minute,\n')
    mapping = {"key": "1", "heading": "2", "date": "3"}

    first, second = read(path, map=mapping, edition="dfat")

    assert (first.source_key, named(first), named(first, "addressee")) == ("dfat#1", ["Mr A, Minister"], ["Mr B"])
    assert (second.subject, second.parties, second.dates) == ("Cabinet Minute", (), ())
    assert read(path, map=mapping, edition="dfat", header="no") == [first, second]
    assert len(read(path, map=mapping, header="yes")) == 1


@pytest.mark.parametrize(
    ("mapping", "value"),
    [
        ({"subject": "Nowhere"}, "Nowhere"),
        ({"colour": "title"}, "colour"),
        ({"subject": "9"}, "9"),
        ({"sender": "subject", "recipient": "subject"}, "subject"),
    ],
)
def test_a_mapping_that_does_not_fit_the_table_is_refused(table, mapping, value):
    with pytest.raises(Unreadable) as refusal:
        read(table(PLAIN), map=mapping)

    assert (refusal.value.problem.field, refusal.value.problem.value) == ("map", value)


def test_a_table_of_which_nothing_is_known_is_refused(table):
    with pytest.raises(Unreadable, match="no column of this table is known"):
        read(table("alpha,beta\n1,2\n"))


def test_several_values_in_a_cell_stand_between_semicolons_or_bars(table):
    [letter] = read(table("key\tfrom\tto\tcopy to\n1\tA; B\\; C\tD|E; F\tG\n"))

    assert named(letter) == ["A", "B; C"]
    assert named(letter, "addressee") == ["D", "E; F"]
    assert named(letter, "copy") == ["G"]


def test_a_row_without_a_key_is_known_by_its_words(table):
    first, second = read(table("sender,title\nLatvia,One\nLatvia,Two\n"))

    assert first.source_key != second.source_key
    assert read(table("title,sender\nx,y\n", "other.csv"), edition="letters")[0].source_key.startswith("letters#")
    assert [letter.source_key for letter in read(table("sender,title\nLatvia,Zero\nLatvia,One\n"))][
        1
    ] == first.source_key
    assert "no column holds a key: a row that is changed later is taken for another letter" in messages(first)


def test_empty_rows_short_rows_and_mixed_newlines_are_no_obstacle(table):
    letters = read(table('\n\nkey,title,sender\r\n1,One,A\r,,\n\n2,Two\n3,"Th\r\nree",C,,,\n'))

    assert [(letter.source_key, letter.subject, letter.line) for letter in letters] == [
        ("letters#1", "One", 4),
        ("letters#2", "Two", 7),
        ("letters#3", "Th\r\nree", 8),
    ]


def test_the_mark_against_formulas_is_taken_away_and_formulas_are_text(table):
    marked, formula, plain = read(table("key,title\n1,'=SUM(A1)\n2,=HYPERLINK(1)\n3,'quoted'\n"))

    assert [marked.subject, formula.subject, plain.subject] == ["=SUM(A1)", "=HYPERLINK(1)", "'quoted'"]


def test_the_line_that_names_the_delimiter_is_heeded(table):
    [letter] = read(table("sep=;\nkey;title\n1;One, two\n"))

    assert (letter.subject, letter.line) == ("One, two", 3)


WORDS = "key,title\n1,Ārlietu ministrija šo žurnālu\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1257"])
def test_the_encoding_is_found_out(table, encoding):
    [letter] = read(table(WORDS.encode(encoding)))

    assert letter.subject == "Ārlietu ministrija šo žurnālu"
    assert [problem.field for problem in letter.problems] == (["encoding"] if encoding == "cp1257" else [])


def test_western_letters_are_told_from_baltic_ones_and_an_encoding_that_is_said_holds(table):
    assert read(table("key,title\n1,Protégé à Köln\n".encode("cp1252")))[0].subject == "Protégé à Köln"
    assert read(table("key,title\n1,Нота\n".encode("cp1251")), encoding="windows-1251")[0].subject == "Нота"


@pytest.mark.parametrize(
    ("content", "options", "line"),
    [
        ("key,title\n1,šo\n2,".encode() + b"\xff\n", {}, 3),
        ("key,title\n1,šo\n".encode("utf-16")[:-1], {}, 2),
        ("key,title\n1,\ud800\n".encode("utf-16", "surrogatepass"), {}, 2),
        (b"key,title\n1,x\n2,\x81\n", {"encoding": "cp1252"}, 3),
        (b"key,title\n1,x\n", {"encoding": "utf-7"}, 0),
        (b"key,title\n1,x\n", {"encoding": "rot13"}, 0),
        (b'key,title\n1,x\n2,"never closed\n3,y\n', {}, 3),
        (b'key,title\n1,"x" y\n', {}, 2),
        (b"key,title\n1," + b"x" * 10_000_000 + b"\n", {}, 2),
        (b'key,title\n1,"' + b"x\n" * 3_000_000 + b'"\n', {}, 2),
        (b"key,title\n" + b"x" * 40_000_000, {}, 0),
        (b"key" + b",x" * 2000 + b"\n", {}, 1),
        (b"key,title\n1,x\n", {"delimiter": "ab"}, 0),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", {}, 0),
        (bytes(range(256)) * 20, {}, 2),
    ],
)
def test_what_is_no_table_is_refused_with_the_line_and_soon(table, content, options, line):
    begun = time.monotonic()

    with pytest.raises(Unreadable) as refusal:
        read(table(content), **options)

    assert refusal.value.problem.line == line
    assert time.monotonic() - begun < 2


def test_an_empty_table_holds_no_letters(table):
    assert read(table("")) == read(table("\n \n")) == read(table("key,title\n")) == []


def test_a_flag_or_number_that_is_none_is_an_error_of_its_row(table):
    [letter] = read(table("key,title,at_least,reply_expected\n1,One,many,perhaps\n"))

    assert letter.refused
    assert {(problem.field, problem.value) for problem in letter.problems} == {
        ("at_least", "many"),
        ("reply_expected", "perhaps"),
    }


@pytest.mark.parametrize("values", ["A|" * 1_000_000, "; " * 1_000_000])
def test_more_values_than_a_letter_has_parties_are_an_error_of_the_row(table, values):
    begun = time.monotonic()

    [letter] = read(table(f"key,from\n1,{values}\n"))

    assert ([problem.field for problem in letter.problems], letter.refused) == (["from"], True)
    assert time.monotonic() - begun < 2


def test_a_cell_of_backslashes_takes_no_long_time(table):
    begun = time.monotonic()

    [letter] = read(table("key,from\n1," + "\\" * 1_000_000 + "\n"))

    assert len(letter.parties[0].name) == 500_000
    assert time.monotonic() - begun < 2


def test_a_mapping_is_proposed_for_headings_that_are_well_known():
    headings = ["Nr.", "Absender", "Adresāts", "Дата", "Mystery", "Recipient", "sender_id"]

    assert tables.proposed_mapping(headings) == {
        "Nr.": "key",
        "Absender": "from",
        "Adresāts": "to",
        "Дата": "date",
        "sender_id": "from_keys",
    }


def test_each_column_that_is_offered_has_a_name_and_a_label_of_its_own():
    offered = tables.columns()

    assert len({column.name for column in offered}) == len({str(column.label) for column in offered}) == len(offered)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 600), st.binary(max_size=8), st.integers(0, 60))
def test_whatever_happens_to_a_table_gives_records_or_a_refusal(tmp_path_factory, place, put, cut):
    words = CSV2CMI.encode()
    path = tmp_path_factory.mktemp("tables") / "letters.csv"
    path.write_bytes(words[:place] + put + words[place + cut :])

    try:
        found = read(path)
    except Unreadable as error:
        found = [LetterRecord("", problems=(error.problem,))]

    assert all(isinstance(one, LetterRecord) for one in found)
