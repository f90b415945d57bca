"""Comma-separated tables that a spreadsheet may open: nothing in them is ever taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

# A spreadsheet runs a cell that begins with one of these, and drops an apostrophe that stands before it.
RISKY = ("=", "+", "-", "@", "\t", "\r")
MARK = "'"
SEPARATOR = "; "


def neutral(cell: str) -> str:
    """Return a cell that no spreadsheet runs; ``restored`` gives back what it was.

    A cell that begins with apostrophes and then something risky gets one more, so that the mark can always be told from them.
    """
    return MARK + cell if cell.lstrip(MARK).startswith(RISKY) else cell


def restored(cell: str) -> str:
    """Return what a cell was before ``neutral``."""
    return cell[1:] if cell.startswith(MARK) and cell.lstrip(MARK).startswith(RISKY) else cell


def joined(values: Iterable[object]) -> str:
    """Return several values in one cell; a semicolon or backslash within one of them follows a backslash."""
    return SEPARATOR.join(str(value).replace("\\", "\\\\").replace(";", "\\;") for value in values)


def written(columns: Sequence[str], chunks: Iterable[Iterable[Sequence[object]]]) -> Iterator[str]:
    """Yield a table chunk by chunk: a line of names, then the rows, all of one width, with CRLF as RFC 4180 has it."""
    yield _lines([columns])
    for rows in chunks:
        yield _lines(rows)


def _lines(rows: Iterable[Sequence[object]]) -> str:
    page = io.StringIO()
    csv.writer(page).writerows([neutral(_said(value)) for value in row] for row in rows)
    return page.getvalue()


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
