"""What an import says of itself: counts, and every problem with file, line or element, field and value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from correspondence.formats.record import LetterRecord, Problem

Listener = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Found:
    """A problem of one letter of one file."""

    file: str
    source_key: str
    problem: Problem

    def __str__(self) -> str:
        """Name the place, the field and the value, then say what is wrong: `letters.csv, line 7: date "30 Feb": ...`."""
        problem = self.problem
        line = f"line {problem.line}" if problem.line else ""
        place = ", ".join(filter(None, (self.file, line, problem.element)))
        value = f" “{shortened(problem.value)}”" if problem.value else ""
        return f"{place}: {problem.field}{value}: {problem.message}" if problem.field else f"{place}: {problem.message}"


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one letter of a file: ``what`` is "new", "present", "differs", "updated" or "rejected".

    ``letter`` is the key of the letter on record, None where it was rejected.
    """

    file: str
    record: LetterRecord
    what: str
    letter: UUID | None = None


@dataclass
class Report:
    """Counts of letters; `read` is always `stored + present + rejected`. Problems go to `tell` as they are found."""

    tell: Callable[[Found], None] = lambda _found: None
    read: int = 0
    stored: int = 0
    present: int = 0
    rejected: int = 0
    warnings: int = 0
    broken: bool = field(default=False)  # a file could not be read to its end, or an act could not be written
    unread: int = 0  # files that could not be read to their end

    def note(self, file: str, source_key: str, problem: Problem) -> None:
        self.warnings += not problem.fatal
        self.tell(Found(file, source_key, problem))

    @property
    def holds(self) -> bool:
        """Whether everything that was read could be taken over."""
        return not self.rejected and not self.broken

    def __str__(self) -> str:
        names = ("read", "stored", "present", "rejected", "warnings")
        return " ".join(f"{name}={getattr(self, name)}" for name in names)


def shortened(value: str, most: int = 80) -> str:
    """Return a value as a message can show it: on one line, cut, with control characters made visible."""
    words = " ".join(value.split())
    shown = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in words)
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"
