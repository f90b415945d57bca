"""Which words of a statement were given up, and which are new? Pure: no Django, no database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WORD = re.compile(r"\w+(?:[-'’.]\w+)*|[^\w\s]")
# A longer statement is shown whole, before and after: to compare it word by word could take seconds.
MOST_WORDS = 400

Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stand in both statements, in the earlier one only, or in the later one only."""

    kind: Kind
    words: str

    @property
    def text(self) -> str:
        """The words without the white space after them, which is neither struck out nor underlined."""
        return self.words.rstrip()

    @property
    def space(self) -> str:
        return self.words[len(self.text) :]


def compared(before: str, after: str) -> tuple[Piece, ...]:
    """Return the later statement in pieces, with what was given up where it stood.

    Case and punctuation count, white space does not. A single word that happens to stand in both between two changes is
    told as changed with them: a sentence torn to shreds says less than the two sentences.
    """
    old, new = _words(before), _words(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return _merged([Piece("gone", _joined(old)), Piece("new", _joined(new))])
    return _merged(_pieces(old, new))


def same_words(one: str, other: str) -> bool:
    """Say whether two statements are word for word the same."""
    return [word for word, _space in _words(one)] == [word for word, _space in _words(other)]


def _words(text: str) -> list[tuple[str, str]]:
    """Return each word and mark with the white space after it, "" or one space."""
    found = list(WORD.finditer(text))
    return [(match.group(), " " if text[match.end() : match.end() + 1].isspace() else "") for match in found]


def _joined(words: Iterable[tuple[str, str]]) -> str:
    return "".join(word + space for word, space in words)


def _pieces(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, [word for word, _ in old], [word for word, _ in new], autojunk=False)
    steps = matcher.get_opcodes()
    for place, (step, i, j, k, m) in enumerate(steps):  # old[i:j] against new[k:m]
        shreds = step == "equal" and 0 < place < len(steps) - 1 and m - k < 2
        if step == "equal" and not shreds:
            # What was given up next was set off from it, even where nothing stands there any more.
            goes_next = place + 1 < len(steps) and steps[place + 1][0] in {"delete", "replace"}
            apart = old[j - 1][1] if goes_next and not new[m - 1][1] else ""
            yield Piece("same", _joined(new[k:m]) + apart)
        else:
            yield Piece("gone", _joined(old[i:j]))
            yield Piece("new", _joined(new[k:m]))


def _merged(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Put what is gone between two same pieces together, then what is new there."""
    found: list[Piece] = []
    gone, new = "", ""
    for piece in (*pieces, Piece("same", "")):
        if piece.kind == "gone":
            gone += piece.words
        elif piece.kind == "new":
            new += piece.words
        else:
            # What takes the place of the last word of a statement is still set off from it.
            apart = " " if gone and new and not gone.endswith(" ") else ""
            found += [Piece("gone", gone + apart), Piece("new", new), piece]
            gone, new = "", ""
    return tuple(piece for piece in found if piece.words)
