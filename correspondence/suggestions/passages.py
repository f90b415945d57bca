"""Passages that look like an act: a proposal, request, refusal, acceptance, redirection, position or reminder."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from django.utils.translation import gettext_lazy

from .asking import PassageSuggestion
from .languages import Phrases, language_of
from .papers import Paper

KINDS = {
    "proposal": gettext_lazy("Looks like a proposal: “%(words)s”."),
    "request": gettext_lazy("Looks like a request: “%(words)s”."),
    "refusal": gettext_lazy("Looks like a refusal: “%(words)s”."),
    "acceptance": gettext_lazy("Looks like an acceptance: “%(words)s”."),
    "redirection": gettext_lazy("Looks like a redirection: “%(words)s”."),
    "position": gettext_lazy("Looks like a position: “%(words)s”."),
    "reminder": gettext_lazy("Looks like a reminder: “%(words)s”."),
}
SENTENCE_END = re.compile(
    r"(?<!\b[A-Z]\.)(?<!\bNo\.)(?<!\bNr\.)(?<!\bMr\.)(?<=[.!?;])[”\"»)]?\s+(?=[“\"«(]?[A-ZĀ-ŽА-ЯЁÄÖÜÉ])|\n+"
)
LONGEST_QUOTE, SHORTEST = 600, 20
MOST = 60
# How many passages of a kind it takes before a whole letter is said to do that.
ENOUGH = {"proposal": 4, "refusal": 4, "acceptance": 5, "redirection": 5, "reminder": 5}


def suggest_acts(text: str, language: str = "") -> list[PassageSuggestion]:
    """Return the sentences that look like acts, in the order of the text; the quote stands in it word for word."""
    spoken = language_of(text, language)
    found: list[PassageSuggestion] = []
    for start, sentence in sentences(text):
        found += [
            PassageSuggestion(
                kind, sentence, str(KINDS[kind]) % {"words": " ".join(words.split())}, start, start + len(sentence)
            )
            for kind, words in acts_in(sentence, spoken)
        ]
        if len(found) >= MOST:
            break
    return found[:MOST]


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield each sentence with the place where it begins."""
    start = 0
    for end in (*(match.end() for match in SENTENCE_END.finditer(text)), len(text)):
        sentence = text[start:end].strip()
        if SHORTEST <= len(sentence) <= LONGEST_QUOTE:
            yield text.index(sentence, start), sentence
        start = end


def acts_in(sentence: str, language: Phrases) -> Iterator[tuple[str, str]]:
    """Yield the kinds of act that a sentence looks like, each with the words that say so."""
    for kind, pattern in _patterns(language).items():
        if match := pattern.search(sentence):
            yield kind, match[0]


@cache
def _patterns(language: Phrases) -> dict[str, re.Pattern[str]]:
    return {kind: re.compile("|".join(phrases), re.IGNORECASE) for kind, phrases in language.acts.items()}


def acts_of(paper: Paper) -> set[str]:
    """Return the kinds of act that a letter between governments looks to do; none for one within a government."""
    author, addressee = paper.codes
    if author == addressee:
        return set()
    counts = Counter(one.kind for one in suggest_acts(paper.text, paper.language.code))
    return {kind for kind, count in counts.items() if count >= ENOUGH.get(kind, 1)}
