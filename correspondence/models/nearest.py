"""Which passage of a text comes nearest to words that stand in it no longer, or never stood there exactly?

Pure: no Django, no database. The rare words of a quotation say where to look; only there is it compared word by word,
so that a text of 200,000 characters is searched in milliseconds.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from itertools import pairwise
from typing import Any

# A word; in scripts that set no spaces, a character.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
NEAR_ENOUGH = 0.5  # of the words, counted on both sides
MOST_WORDS = 400  # of a quotation; what is longer is compared by its beginning
MOST_PLACES = 60  # at which a word may stand and still say where to look
WORDS_THAT_LEAD = 24
WINDOWS = 5
MISSPELT = 8  # unknown words for which a word of the text is looked for


@dataclass(frozen=True)
class Words:
    """The words of a text in lower case, and where each begins and ends."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    places: dict[str, list[int]]


@lru_cache(maxsize=4)  # the lost passages of one long text are looked for one after the other
def _words_of(text: str) -> Words:
    found = list(WORD.finditer(text))
    words = tuple(one.group().casefold() for one in found)
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        places.setdefault(word, []).append(at)
    return Words(words, tuple(one.start() for one in found), tuple(one.end() for one in found), places)


def nearest_passage(body: str, quote: str) -> tuple[int, int] | None:
    """Return where the passage begins and ends that comes nearest to a quotation; None when none is like it."""
    text = _words_of(body)
    wanted = _as_in(text, [one.group().casefold() for one in WORD.finditer(quote)][:MOST_WORDS])
    best, best_likeness = None, 0.0
    for start in _promising(text, wanted):
        found = _compared(text, wanted, start)
        if found is not None and found[2] > best_likeness:
            best, best_likeness = found, found[2]
    if best is None or best_likeness < NEAR_ENOUGH:
        return None
    return text.starts[best[0]], _with_point(body, text.ends[best[1] - 1], quote)


def _as_in(text: Words, wanted: list[str]) -> list[str]:
    """Put, for words that the text does not know, the word of the text that is spelt almost alike."""
    unknown = [word for word in wanted if word not in text.places]
    if not wanted or len(unknown) * 2 < len(wanted):
        return wanted
    meant: dict[str, str] = {}
    for word in unknown[:MISSPELT]:
        like = [other for other in text.places if other[:1] == word[:1] and abs(len(other) - len(word)) <= 2]
        meant[word] = next(iter(get_close_matches(word, like, 1, 0.75)), word)
    return [meant.get(word, word) for word in wanted]


def _promising(text: Words, wanted: list[str]) -> list[int]:
    """Return where the quotation may begin, counted in words: where several of its rare words stand in their order."""
    width = max(len(wanted) // 2, 3)
    known = sorted({word for word in wanted if word in text.places}, key=lambda word: len(text.places[word]))
    votes: Counter[int] = Counter()
    leads = set(known[:WORDS_THAT_LEAD])
    for offset, word in enumerate(wanted):
        if word in leads and (len(text.places[word]) <= MOST_PLACES or word == known[0]):
            weight = 1000 // len(text.places[word]) + 1
            for at in text.places[word]:
                # Two buckets that overlap: words around the edge of one stand together in the other.
                votes[(at - offset) // width] += weight
                votes[(at - offset) // width + 1] += weight
    return [bucket * width for bucket, _weight in votes.most_common(WINDOWS)]


def _compared(text: Words, wanted: list[str], start: int) -> tuple[int, int, float] | None:
    """Compare the words around a place with the quotation; return first and last word of what is like it, and how like."""
    slack = len(wanted) // 2 + 4
    first = max(0, start - slack)
    window = text.words[first : max(0, start) + len(wanted) + slack]
    matcher = SequenceMatcher(None, wanted, window, autojunk=False)
    blocks = _together([block for block in matcher.get_matching_blocks() if block.size], len(wanted))
    if not blocks:
        return None
    matched = sum(block.size for block in blocks)
    begin, end = blocks[0].b, blocks[-1].b + blocks[-1].size
    missing_before, missing_after = blocks[0].a, len(wanted) - blocks[-1].a - blocks[-1].size
    while missing_before and begin and _alike(wanted[missing_before - 1], window[begin - 1]):
        missing_before, begin = missing_before - 1, begin - 1
    while missing_after and end < len(window) and _alike(wanted[-missing_after], window[end]):
        missing_after, end = missing_after - 1, end + 1
    return first + begin, first + end, 2 * matched / (len(wanted) + end - begin)


def _together(blocks: list[Any], length: int) -> list[Any]:
    """Leave out, at both ends, a word or two that happen to stand far off."""
    gap = max(length // 3, 4)
    groups = [[block] for block in blocks[:1]]
    for before, block in pairwise(blocks):
        if block.b - before.b - before.size > gap:
            groups.append([block])
        else:
            groups[-1].append(block)
    return max(groups, key=lambda group: sum(block.size for block in group), default=[])


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= 0.5


def _with_point(body: str, end: int, quote: str) -> int:
    """Take the mark that the quotation ends with, where the text has it too."""
    last = quote.rstrip()[-1:]
    return end + 1 if last and not last.isalnum() and body[end : end + 1] == last else end
