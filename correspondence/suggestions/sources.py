"""What the letters of a whole source may answer, one after the other: for lists to be reviewed, and for measuring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from correspondence.models import Letter
from correspondence.models.access import Reader

from .engine import acquaint, answers, stored
from .papers import Paper
from .people import People
from .ranking import suggested
from .sides import Side

BATCH = 100
MOST_KEPT = 4000  # letters whose words are kept while a source is gone through


@dataclass(frozen=True, slots=True)
class Answered:
    """A letter of a source and an earlier one that it may answer; keys are those of the source, or ours where it has none."""

    letter: str
    answers: str
    rank: int
    score: float
    reason: str
    author: str
    addressee: str


@dataclass
class Progress:
    """What one run has gone through: letters, those with a suggestion, and suggestions."""

    letters: int = 0
    answering: int = 0
    suggestions: int = 0


def answered(source: str, reader: Reader, progress: Progress, *, footnotes: bool = True) -> Iterator[Answered]:
    """Yield, in the order of the file, what the letters of a source may answer, the likeliest first.

    ``source`` is the beginning of the source keys, "" for every letter on file.
    """
    letters = Letter.objects.visible_to(reader).on_file().filter(source_key__startswith=source)
    keys = list(letters.order_by("sort_key", "id").values_list("pk", flat=True))
    library: dict[Any, Paper] = {}
    people = People()
    for start in range(0, len(keys), BATCH):
        for paper in _read(keys[start : start + BATCH], library, people, reader):
            progress.letters += 1
            rows = list(_rows(paper, reader, library, footnotes=footnotes))
            progress.answering += bool(rows)
            progress.suggestions += len(rows)
            yield from rows
        if len(library) > MOST_KEPT:
            library.clear()


def _read(keys: list[Any], library: dict[Any, Paper], people: People, reader: Reader) -> list[Paper]:
    found = {paper.pk: paper for paper in stored(keys, reader)}
    acquaint(found.values(), people)
    library |= found
    return [found[key] for key in keys if key in found]


def _rows(paper: Paper, reader: Reader, library: dict[Any, Paper], *, footnotes: bool) -> Iterator[Answered]:
    found = suggested(answers(paper, reader, footnotes=footnotes, library=library))
    author, addressee = paper.codes
    for rank, one in enumerate(found, 1):
        yield Answered(
            key_of(paper),
            key_of(one.paper),
            rank,
            one.score,
            " ".join(one.reasons),
            named(paper.author, author),
            named(paper.addressee, addressee),
        )


def key_of(paper: Paper) -> str:
    return paper.source_key or str(paper.pk)


def named(side: Side, code: str) -> str:
    """Return who is on a side, by the first name as written and the code of the state: "Chairman Doe (SU)"."""
    name = side.names[0].removeprefix("the ") if side.names and (not side.code or side.code == code) else ""
    return " ".join(part for part in (name, f"({code})" if code else "") if part)
