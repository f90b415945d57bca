"""Tables of letters in XLSX, harmless and otherwise."""

import datetime as dt
import io
import time
import zipfile

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from correspondence.formats import tables
from correspondence.formats.record import LetterRecord, Unreadable


def workbook(*rows, sheets=("Letters",)):
    book = Workbook()
    book.remove(book.active)
    for name in sheets:
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


HEADINGS = ("key", "sender", "recipient", "date", "title")


@pytest.fixture
def sheet(tmp_path):
    def written(content):
        path = tmp_path / "letters.xlsx"
        path.write_bytes(content)
        return path

    return written


def read(path, **options):
    return list(tables.read(path, options))


def altered(content, name, words, compression=zipfile.ZIP_DEFLATED):
    """The same archive with one member of other bytes."""
    page = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(page, "w", compression) as new:
        for member in old.namelist():
            new.writestr(member, words if member == name else old.read(member))
        if name not in old.namelist():
            new.writestr(name, words)
    return page.getvalue()


def test_numbers_days_and_moments_are_read_as_they_are_shown(sheet):
    midnight = dt.datetime(2016, 9, 22, tzinfo=dt.UTC).replace(tzinfo=None)  # a cell knows no zone
    moment = midnight.replace(hour=14, minute=5)
    content = workbook(
        HEADINGS,
        (7, "Latvia|Russia", "OSCE", midnight, 12.0),
        (),
        (8.5, None, None, moment, True),
    )

    first, second = read(sheet(content))

    assert (first.source_key, first.subject, first.dates[0].value.edtf) == ("letters#7", "12", "2016-09-22")
    assert [party.name for party in first.parties] == ["Latvia", "Russia", "OSCE"]
    assert (second.source_key, second.subject, second.dates[0].time, second.line) == ("letters#8.5", "yes", "14:05", 4)


def test_a_formula_is_text_and_the_mark_against_it_is_taken_away(sheet):
    formula, marked = read(sheet(workbook(("key", "title"), (1, '=HYPERLINK("http://x")'), (2, "'=1"))))

    assert (formula.subject, marked.subject) == ('=HYPERLINK("http://x")', "=1")


def test_the_first_sheet_is_read_or_the_one_that_is_named(sheet):
    path = sheet(workbook(("key", "title"), (1, "One"), sheets=("A", "B")))

    assert len(read(path)) == len(read(path, sheet="B")) == 1
    with pytest.raises(Unreadable, match="no sheet of this name"):
        read(path, sheet="C")


def test_our_own_columns_are_known_in_a_sheet_too(sheet):
    [letter] = read(
        sheet(
            workbook(
                ("source_key", "subject", "from", "from_slugs", "dated_edtf"), ("x#1", "S", "A; B", "a; b", "2016")
            )
        )
    )

    assert (letter.source_key, [party.slug for party in letter.parties]) == ("x#1", ["a", "b"])


GOOD = workbook(HEADINGS, (1, "A", "B", "2016", "T"))
SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
BOMB = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'


def rows_of(xml):
    return f"<worksheet {MAIN}><sheetData>{xml}</sheetData></worksheet>"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"PK\x03\x04 no archive at all", id="no archive"),
        pytest.param(GOOD[: len(GOOD) // 2], id="cut off"),
        pytest.param(altered(GOOD, SHEET, BOMB), id="entities"),
        pytest.param(altered(GOOD, SHEET, BOMB.encode("utf-16")), id="entities in UTF-16"),
        pytest.param(altered(GOOD, SHEET, rows_of("<row><c><v>")), id="not well-formed"),
        pytest.param(altered(GOOD, SHEET, b" " * 200_000_000), id="dense"),
        pytest.param(altered(GOOD, "xl/sharedStrings.xml", b"<sst>" + b"<si>x</si>" * 4_000_000), id="shared strings"),
        pytest.param(altered(GOOD, SHEET, rows_of('<row r="999999999"><c><v>1</v></c></row>')), id="a row far below"),
        pytest.param(
            altered(GOOD, SHEET, rows_of('<row r="1"><c r="ZZZ1"><v>1</v></c></row>')), id="a column far away"
        ),
        pytest.param(altered(GOOD, "[Content_Types].xml", "<Types/>"), id="no content"),
        pytest.param(altered(GOOD, "xl/workbook.xml", f"<workbook {MAIN}/>"), id="no sheets"),
    ],
)
def test_a_workbook_that_is_broken_or_made_to_harm_is_refused_soon(sheet, content):
    begun = time.monotonic()

    with pytest.raises(Unreadable):
        read(sheet(content))

    assert time.monotonic() - begun < 2


def test_too_many_members_and_a_zip_that_is_no_workbook_are_refused(sheet):
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w") as archive:
        for number in range(2000):
            archive.writestr(f"{number}.txt", "x")

    with pytest.raises(Unreadable, match="too many parts"):
        read(sheet(page.getvalue()))


def test_what_a_sheet_says_of_its_own_size_is_not_believed(sheet):
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>key</t></is></c><c r="B1" t="inlineStr"><is><t>title</t></is></c></row>'
    xml = rows_of(rows).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')

    assert read(sheet(altered(GOOD, SHEET, xml))) == []


@settings(max_examples=60, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.integers(0, len(GOOD)), st.binary(max_size=6), st.integers(0, 30))
def test_whatever_happens_to_a_workbook_gives_records_or_a_refusal(tmp_path_factory, place, put, cut):
    path = tmp_path_factory.mktemp("xlsx") / "letters.xlsx"
    path.write_bytes(GOOD[:place] + put + GOOD[place + cut :])

    try:
        found = read(path)
    except Unreadable as error:
        found = [LetterRecord("", problems=(error.problem,))]

    assert all(isinstance(one, LetterRecord) for one in found)
