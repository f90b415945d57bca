"""Shared rare words, and words of the earlier letter that are quoted."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from correspondence.suggestions.papers import Paper

from .clue import Clue, Question

QUOTED = re.compile(r"[“\"«„]([^”\"»“\n]{18,300})[”\"»“]")
SPACES = re.compile(r"\W+")
NAMED_WORDS = 4


def rare_words(question: Question, earlier: Paper) -> Iterator[Clue]:
    """Rare words stand in both."""
    if not question.paper.text or not earlier.text:
        return
    rarity = question.rarity
    shared = question.paper.words.keys() & earlier.words.keys()
    weights = {word: rarity[word] for word in shared if rarity[word] > 0.7}
    length = question.length * math.sqrt(len(earlier.words)) or 1.0
    value = sum(value * value for value in weights.values()) / length
    told = sorted(weights, key=lambda word: (-weights[word], word))[:NAMED_WORDS]
    reason = _("Rare words in both: %(words)s.") % {"words": ", ".join(told)} if len(told) > 2 else ""
    yield Clue("rare_words", min(1.0, value), reason)


def about_the_same(question: Question, earlier: Paper) -> Iterator[Clue]:
    """The subjects share what is rare in them."""
    mine = _subject(question.paper)
    shared = mine & _subject(earlier)
    if mine and shared:
        yield Clue("same_subject", len(shared) / len(mine))


def quotations(question: Question, earlier: Paper) -> Iterator[Clue]:
    """The text quotes words that stand in the earlier letter."""
    if not question.paper.text or not earlier.text:
        return
    quotes = [" ".join(SPACES.split(one.lower())).strip() for one in QUOTED.findall(question.paper.text[:20_000])[:20]]
    quotes = [one for one in quotes if one.count(" ") >= 3]
    if not quotes:
        return
    body = " ".join(SPACES.split(earlier.text.lower()))
    found = next((one for one in quotes if one in body), "")
    if found:
        yield Clue("quotation", 1.0, _("Quotes its words: “%(words)s”.") % {"words": found[:60]})


def _subject(paper: Paper) -> set[str]:
    about = paper.subject.rpartition(": ")[2] if ": " in paper.subject else ""
    return {word.lower() for word in re.findall(r"[^\W\d_]{4,}", about)}
