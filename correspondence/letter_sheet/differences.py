"""Which words of a long text were changed? Only the changed places, each with a few words around it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from correspondence.stances.wording import Piece, compared

AROUND = 8  # words shown before and after a change
MOST_WORDS = 400  # changed in one go; more is told by its length alone


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """Return the places that differ, with "…" for what is the same between them; nothing when too much differs."""
    old, new = before.split(), after.split()
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    first = max(start - AROUND, 0)
    gone, come = old[first : len(old) - max(end - AROUND, 0)], new[first : len(new) - max(end - AROUND, 0)]
    if max(len(gone), len(come)) > MOST_WORDS:
        return ()
    pieces = list(_shortened(compared(" ".join(gone), " ".join(come))))
    if first:
        pieces.insert(0, Piece("same", "… "))
    if end > AROUND:
        pieces.append(Piece("same", " …"))
    return tuple(pieces)


def _alike(one: list[str], other: list[str]) -> int:
    """Return how many words both begin with."""
    number = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        number += 1
    return number


def _shortened(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        words = piece.words.split()
        if piece.kind != "same" or len(words) <= 2 * AROUND + 1:
            yield piece
            continue
        tail = piece.words[len(piece.words.rstrip()) :]
        yield replace(piece, words=f"{' '.join(words[:AROUND])} … {' '.join(words[-AROUND:])}{tail}")
