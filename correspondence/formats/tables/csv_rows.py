"""The rows of a table in CSV, one by one, whatever its encoding, delimiter and newlines; nothing is guessed about quotes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from correspondence.formats.csv import restored
from correspondence.formats.record import Problem, Unreadable

from .encodings import LARGEST_FILE, encoding_of, undecodable
from .rows import LONGEST_CELL, MOST_COLUMNS, Row, Rows

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|", r"\t": "\t"}
LONGEST_LINE = 4 * LONGEST_CELL
MOST_LINES = 200_000  # in one row

# A limit of the whole process: what a reader of small tables may hold in one cell grows to what we accept.
csv.field_size_limit(LONGEST_CELL)


def csv_rows(path: Path, encoding: str = "", delimiter: str = "") -> Rows:
    """Return the rows of a file with their lines. Raises Unreadable, at once or on the way."""
    if path.stat().st_size > LARGEST_FILE:
        raise Unreadable(Problem(_("the file is too large")))
    found = encoding_of(path, encoding)
    problems: tuple[Problem, ...] = ()
    if found.guessed:
        message = _("the encoding was not said and is not UTF-8: it was read as %s") % found.name
        problems = (Problem(message, "encoding", found.name, 1, fatal=False),)
    return Rows(_rows(path, found.name, delimiter), problems)


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    try:
        with path.open(encoding=encoding, newline="") as file:
            first = _line(file)
            named = _named_delimiter(first)
            sign = _sign(delimiter) or named or _likely(first)
            lines = _Lines(file, first="" if named else first, skipped=int(bool(named)))
            yield from _parsed(lines, sign)
    except UnicodeDecodeError:
        raise undecodable(path, encoding) from None


class _Lines:
    """The lines of a file, the first of which has been looked at; counts them."""

    def __init__(self, file: IO[str], *, first: str, skipped: int) -> None:
        self.file, self.first, self.read, self.begun = file, first, skipped, skipped

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line, self.first = self.first or _line(self.file), ""
        if not line:
            raise StopIteration
        self.read += 1
        if self.read - self.begun > MOST_LINES:
            raise _refusal("field limit", self.begun + 1)
        return line


def _parsed(lines: _Lines, sign: str) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=sign, strict=True)
    while True:
        lines.begun = lines.read
        line = lines.read + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _refusal(str(error), line) from None
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(Problem(_("a row has more than %s cells") % MOST_COLUMNS, line=line))
        yield Row(line, tuple(map(restored, cells)))


def _refusal(reason: str, line: int) -> Unreadable:
    if "field limit" in reason:
        return Unreadable(Problem(_("a cell is too long, or a quotation mark is never closed"), line=line))
    if "unexpected end of data" in reason:
        return Unreadable(Problem(_("a quotation mark that opens in this row is never closed"), line=line))
    return Unreadable(Problem(_("the row is not CSV: %s") % reason, line=line))


def _line(file: IO[str]) -> str:
    line = file.readline(LONGEST_LINE)
    if len(line) == LONGEST_LINE:
        raise Unreadable(Problem(_("a line is too long to be a row of a table")))
    return line


def _named_delimiter(line: str) -> str:
    """Return the delimiter that a spreadsheet has written before the table: `sep=;`."""
    words = line.strip().strip('"')
    return words[4:] if words.lower().startswith("sep=") and len(words) == 5 else ""


def _sign(delimiter: str) -> str:
    sign = DELIMITERS.get(delimiter.strip().lower(), delimiter)
    if len(sign) > 1 or sign in {'"', "\r", "\n", "\0"}:
        raise Unreadable(
            Problem(_("a delimiter is one character: a comma, semicolon or tab"), "delimiter", delimiter[:40])
        )
    return sign


def _likely(line: str) -> str:
    """Return the sign that parts the most cells of the first line, outside quotation marks."""
    outside = "".join(line.split('"')[::2])
    return max(",;\t", key=outside.count)
