"""The rows of the first sheet of a workbook, one by one; a formula is text like any other and nothing is ever worked out."""

from __future__ import annotations

import datetime as dt
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from correspondence.formats.csv import restored
from correspondence.formats.record import Problem, Unreadable

from .rows import LONGEST_CELL, MOST_COLUMNS, Row, Rows

MOST_MEMBERS = 1000
MOST_BYTES = 256 * 1024 * 1024  # of all members together, unpacked
MOST_SHARED = 32 * 1024 * 1024  # of the table of texts, which is held in memory
MOST_DENSE = 200  # times that a member may be larger unpacked
SMALL = 1024 * 1024  # bytes that may be as dense as they like
MOST_EMPTY = 100_000  # rows one after the other; a file of a few bytes can claim many
PROLOG = 64 * 1024


def xlsx_rows(path: Path, sheet: str = "") -> Rows:
    """Return the rows of a sheet, by default the first. Raises Unreadable, at once or on the way."""
    _check_archive(path)
    return Rows(_rows(path, sheet))


def _rows(path: Path, sheet: str) -> Iterator[Row]:
    try:
        # Opened here, so that it is closed as well where the library gives up half-way.
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield from _of_sheet(file, sheet)
    except Unreadable:
        raise
    except Exception as error:  # noqa: BLE001  the library lets through whatever its parts raise on a broken workbook
        raise Unreadable(Problem(_("the workbook cannot be read: %s") % _short(error))) from None


def _of_sheet(file: BinaryIO, sheet: str) -> Iterator[Row]:
    book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    try:
        if sheet and sheet not in book.sheetnames:
            raise Unreadable(Problem(_("there is no sheet of this name"), "sheet", sheet[:80]))
        page = book[sheet] if sheet else book.worksheets[0]
        page.reset_dimensions()  # what a file says of its own size is not believed
        empty = 0
        for number, values in enumerate(page.iter_rows(values_only=True), 1):
            empty = 0 if any(values) else empty + 1
            if empty > MOST_EMPTY or len(values) > MOST_COLUMNS:
                raise Unreadable(Problem(_("the sheet is larger than a table of letters can be"), line=number))
            if empty:
                continue
            yield Row(number, tuple(_cell(value, number) for value in values))
    finally:
        book.close()


def _cell(value: Any, number: int) -> str:
    """Return what a cell says: a day as 2016-09-22, with its time where it has one; a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time.min
        return value.date().isoformat() if midnight else value.isoformat(timespec="minutes")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    words = str(value)
    if len(words) > LONGEST_CELL:
        raise Unreadable(Problem(_("a cell is too long"), line=number))
    return restored(words)


def _check_archive(path: Path) -> None:
    """Refuse what would unpack to more than a table of letters is; sizes that lie are found by the archive's own sums."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise _refused(_("the workbook has too many parts"))
            total = 0
            for member in members:
                total += member.file_size
                _check_member(archive, member, total)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise _refused(_("the workbook cannot be read: %s") % _short(error)) from None


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, total: int) -> None:
    too_large = total > MOST_BYTES or ("sharedStrings" in member.filename and member.file_size > MOST_SHARED)
    too_dense = member.file_size > max(SMALL, MOST_DENSE * member.compress_size)
    if too_large or too_dense:
        raise _refused(_("the workbook unpacks to more than a table of letters can be"))
    if member.flag_bits & 1:
        raise _refused(_("the workbook is protected by a password"))
    if member.filename.lower().endswith((".xml", ".rels", ".vml")):
        with archive.open(member) as part:
            _check_prolog(part.read(PROLOG))


def _check_prolog(start: bytes) -> None:
    """Refuse declarations of entities, and encodings in which they would not be seen."""
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if (bare and not bare.startswith(b"<")) or b"\0" in bare[:64] or b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
        raise _refused(_("a part of the workbook declares a document type or is not UTF-8"))


def _refused(message: str) -> Unreadable:
    return Unreadable(Problem(message))


def _short(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
