"""Tables of letters in CSV and XLSX: a row a letter, theirs by a mapping of columns, ours as we wrote it (docs/formats.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from correspondence.formats.record import LetterRecord, NoteRecord, Problem, Unreadable

from .columns import WRITTEN, Column, columns, proposed_mapping
from .csv_rows import csv_rows
from .letter import record_of
from .mapping import table_of
from .rows import Row, Rows
from .writing import row_of, write
from .xlsx_rows import xlsx_rows

ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read(path: Path, options: Mapping[str, Any]) -> Iterator[LetterRecord | NoteRecord]:
    """Yield the letters of a table, row by row. Raises Unreadable, which names the line.

    ``options``: ``map`` (their heading or the number of their column, from 1, and our column, either way round),
    ``header`` (false where the first row is a letter already), ``edition`` (for the keys, by default the file's name),
    ``delimiter``, ``encoding``, ``sheet``.
    """
    rows = rows_of(path, options)
    first = next((row for row in rows.each if not row.is_empty), None)
    if first is None:
        return
    found = table_of(first, options, path.stem)
    remarks = [*rows.problems, *found.problems]
    for row in _letters(first, rows.each, has_header=found.has_header):
        letter = record_of(row, found.table)
        yield replace(letter, problems=(*remarks, *letter.problems)) if remarks else letter
        remarks = []


def rows_of(path: Path, options: Mapping[str, Any]) -> Rows:
    """Return the rows of a table as they stand, headings first if it has any."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise Unreadable(Problem(error.strerror or str(error))) from None
    if start == ZIP:
        return xlsx_rows(path, str(options.get("sheet") or ""))
    if start == OLD_EXCEL:
        raise Unreadable(Problem(_("this is a workbook of the old kind (.xls): save it as .xlsx or CSV")))
    return csv_rows(path, str(options.get("encoding") or ""), str(options.get("delimiter") or ""))


def _letters(first: Row, rest: Iterator[Row], *, has_header: bool) -> Iterator[Row]:
    if not has_header:
        yield first
    yield from (row for row in rest if not row.is_empty)


__all__ = ["WRITTEN", "Column", "columns", "proposed_mapping", "read", "row_of", "rows_of", "write"]
