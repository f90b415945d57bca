"""Two wordings of a field beside each other: which words were given up, which are new, however long they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from correspondence.stances.wording import MOST_WORDS, Piece, compared

SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]+\s*|[^.!?\n]+\Z")
MOST_SENTENCES = 4000
LONGEST_SAME = 240  # characters of what did not change that are shown around what did
LEFT_OUT = " […] "


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """Return the later wording in pieces; of a long one, what stayed the same is shortened."""
    if max(len(before.split()), len(after.split())) <= MOST_WORDS // 2:
        return compared(before, after)
    old, new = _sentences(before), _sentences(after)
    return tuple(_shortened(old, new))


def _sentences(text: str) -> list[str]:
    found = SENTENCE.findall(text.replace("\r\n", "\n"))
    return found if len(found) <= MOST_SENTENCES else ["".join(found)]


def _shortened(old: list[str], new: list[str]) -> Iterator[Piece]:
    for step, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        if step == "equal":
            yield Piece("same", _ends_of("".join(new[k:m])))
        else:
            yield from compared("".join(old[i:j]), "".join(new[k:m]))


def _ends_of(text: str) -> str:
    half = LONGEST_SAME // 2
    return text if len(text) <= LONGEST_SAME else f"{text[:half]}{LEFT_OUT}{text[-half:]}"
