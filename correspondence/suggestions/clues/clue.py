"""What one clue says of one earlier letter, and what all clues know of the letter that asks."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from correspondence.suggestions.candidates import Footnotes
from correspondence.suggestions.languages import Phrases
from correspondence.suggestions.papers import Paper


@dataclass(frozen=True, slots=True)
class Clue:
    """A name that the weights know, how strong it is from 0 to 1, and its reason in the reader's language, "" for none."""

    name: str
    value: float
    reason: str = ""


@dataclass
class Question:
    """The letter that asks, and the earlier ones that it is compared with."""

    paper: Paper
    pool: list[Paper]
    notes: Footnotes = field(default_factory=Footnotes)
    waiting: set[Any] = field(default_factory=set)

    @cached_property
    def mirrored(self) -> dict[Any, float]:
        """How far each earlier letter goes the other way: from our addressee to our sender."""
        return {one.pk: mirroring(self.paper, one) for one in self.pool}

    @cached_property
    def places(self) -> dict[Any, int]:
        """The letters that came the other way, the latest first: 0 is the one that was written last."""
        best = max(self.mirrored.values(), default=0.0)
        coming = [one for one in self.pool if self.mirrored[one.pk] >= max(0.5, best - 0.3)]
        coming.sort(key=lambda one: one.sort_key, reverse=True)
        return {one.pk: place for place, one in enumerate(coming)}

    @cached_property
    def replying(self) -> str:
        """The words with which the letter says that it is a reply, "" when it does not."""
        return "" if self.paper.undirected else said(self.paper.text[:REPLYING], self.paper.language, "replying")

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How rare each word of the letter is among those compared that have been read."""
        read = [one for one in self.pool if one.text]
        seen: Counter[str] = Counter()
        for one in read:
            seen.update(self.paper.words.keys() & one.words.keys())
        return {word: math.log((1 + len(read)) / (1 + seen[word])) for word in self.paper.words}

    @cached_property
    def length(self) -> float:
        """How much rarity there is in the letter's words."""
        return math.sqrt(sum(value * value for value in self.rarity.values()))


REPLYING = 1200  # characters in which a letter says that it is a reply


def mirroring(asked: Paper, earlier: Paper) -> float:
    """Return how far two letters stand against each other, by those who truly wrote, or else by those who sent."""
    if asked.undirected or earlier.undirected:
        return _with_meeting(asked, earlier)
    outer = _against(asked.outer_senders, asked.outer_addressees, earlier)
    true = _against(asked.author, asked.addressee, earlier)
    return max(outer, true, 0.9 * _states_against(asked, earlier))


def _against(sender: Any, addressee: Any, earlier: Paper) -> float:
    true = addressee.meets(earlier.author) * _or_half(sender, earlier.addressee)
    outer = addressee.meets(earlier.outer_senders) * _or_half(sender, earlier.outer_addressees)
    return float(max(true, outer))


def _or_half(one: Any, other: Any) -> float:
    return float(one.meets(other)) if one and other else 0.5


def _states_against(asked: Paper, earlier: Paper) -> float:
    """Whether two states write to each other, where the words alone tell them."""
    mine, its = asked.codes, earlier.codes
    different = mine[0] and mine[1] and mine[0] != mine[1]
    return 0.7 if different and (its[1], its[0]) == mine else 0.0


def _with_meeting(asked: Paper, earlier: Paper) -> float:
    mine, its = set(asked.codes), set(earlier.codes)
    same = 0.6 if len(mine) == 2 and mine == its and "" not in mine else 0.0
    one = asked.present if asked.undirected else None
    other = earlier.present if earlier.undirected else None
    if one is not None and other is not None:
        shared = len(one.surnames & other.surnames) + len(one.principals & other.principals)
        return max(same, 0.5 if shared >= 2 else 0.0)
    return same


def said(text: str, language: Phrases, which: str) -> str:
    """Return the first words of a text that match one of a language's phrases."""
    found = _phrases(language, which).search(text)
    return found[0] if found else ""


@cache
def _phrases(language: Phrases, which: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(getattr(language, which))})", re.IGNORECASE)


def strongest(found: Iterable[Clue]) -> dict[str, Clue]:
    """Keep, of clues of one name, the strongest."""
    kept: dict[str, Clue] = {}
    for one in found:
        if one.value and (one.name not in kept or one.value > kept[one.name].value):
            kept[one.name] = one
    return kept
