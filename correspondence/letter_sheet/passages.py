"""A text as its paragraphs, and in them the passages that show an act. Pure: no Django, no database.

Passages may overlap, cross, and run over several paragraphs; HTML marks may only nest. So where two passages cross, the
inner mark is closed and opened again. Each passage keeps one place to jump to (its first piece) and one numbered link to
its note (at its end), whatever else stands on the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage to mark: a half-open range of characters, the number of its note, and the kind of its act."""

    start: int
    end: int
    number: int
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """What comes next in a paragraph: words, a mark that opens, or one that closes.

    ``names`` is set on the piece that is the passage's place on the page, ``leads`` on the one that ends with the link
    to its note.
    """

    words: str = ""
    opens: Marked | None = None
    closes: Marked | None = None
    names: bool = False
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in pieces, and the numbers of the notes whose passages begin in it."""

    pieces: tuple[Piece, ...]
    numbers: tuple[int, ...] = ()


def paragraphs(body: str, passages: Sequence[Marked] = ()) -> list[Paragraph]:
    """Return the text in paragraphs, with every passage marked."""
    ranges = list(_ranges(body))
    places: dict[int, list[tuple[int, Marked]]] = {}
    ends: dict[int, tuple[int, int]] = {}
    for passage in passages:
        touched = [n for n, (start, end) in enumerate(ranges) if passage.start < end and passage.end > start]
        for n in touched:
            places.setdefault(n, []).append((n, passage))
        if touched:
            ends[passage.number] = (touched[0], touched[-1])
    found = []
    for n, (start, end) in enumerate(ranges):
        here = [passage for _place, passage in places.get(n, ())]
        first = {passage.number for passage in here if ends[passage.number][0] == n}
        last = {passage.number for passage in here if ends[passage.number][1] == n}
        pieces = tuple(_Marking(body, start, end, first, last).pieces(here))
        found.append(Paragraph(pieces, tuple(sorted(first))))
    return found


def _ranges(body: str) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph begins and ends, without the white space around it."""
    edges = [(0, 0), *(match.span() for match in BLANK_LINES.finditer(body)), (len(body), len(body))]
    for (_start, begin), (end, _end) in pairwise(edges):
        words = body[begin:end]
        if words.strip():
            yield begin + len(words) - len(words.lstrip()), begin + len(words.rstrip())


class _Marking:
    """One pass over a paragraph, from edge to edge of its passages."""

    def __init__(self, body: str, start: int, end: int, first: set[int], last: set[int]) -> None:
        self.body, self.start, self.end = body, start, end
        self.unnamed, self.last = set(first), last
        self.open: list[Marked] = []

    def pieces(self, passages: Sequence[Marked]) -> Iterator[Piece]:
        clipped = {edge for passage in passages for edge in self._clip(passage)}
        edges = sorted({self.start, self.end, *clipped})
        for at, until in pairwise(edges):
            yield from self._close(at)
            starting = [passage for passage in passages if self._clip(passage)[0] == at]
            for passage in sorted(starting, key=lambda one: (-one.end, one.number)):
                yield self._opened(passage)
            yield Piece(words=self.body[at:until])
        yield from self._close(self.end)

    def _clip(self, passage: Marked) -> tuple[int, int]:
        return max(passage.start, self.start), min(passage.end, self.end)

    def _close(self, at: int) -> Iterator[Piece]:
        """Close what ends here; what merely crosses it is closed with it and opened again."""
        crossing: list[Marked] = []
        while any(self._clip(passage)[1] == at for passage in self.open):
            passage = self.open.pop()
            over = self._clip(passage)[1] == at
            yield Piece(closes=passage, leads=over and passage.number in self.last)
            if not over:
                crossing.append(passage)
        for passage in reversed(crossing):
            yield self._opened(passage)

    def _opened(self, passage: Marked) -> Piece:
        self.open.append(passage)
        names = passage.number in self.unnamed
        self.unnamed.discard(passage.number)
        return Piece(opens=passage, names=names)
