"""A row of a table before anybody knows what its columns mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from correspondence.formats.record import Problem

MOST_COLUMNS = 1000
LONGEST_CELL = 4_000_000  # characters


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, and the line (or the row of a sheet) on which it begins, from 1."""

    line: int
    cells: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file, and what there is to say of the file as a whole."""

    each: Iterator[Row]
    problems: tuple[Problem, ...] = ()
