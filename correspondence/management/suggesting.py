"""How the commands for suggestions write what they found."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from correspondence.suggestions.sources import Answered

COLUMNS = ("letter", "answers", "rank", "score", "reason", "author", "addressee")


def lines(found: Iterable[Answered]) -> Iterator[str]:
    """Yield a CSV file, line by line."""
    yield _line(COLUMNS)
    for one in found:
        yield _line((one.letter, one.answers, one.rank, f"{one.score:.3f}", one.reason, one.author, one.addressee))


def _line(cells: Iterable[object]) -> str:
    written = StringIO()
    csv.writer(written, lineterminator="\n").writerow([_safe(cell) for cell in cells])
    return written.getvalue()


def _safe(cell: object) -> object:
    """Keep a spreadsheet from taking words of a letter for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
