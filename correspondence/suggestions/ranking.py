"""One explainable ranking: a weight for each clue, a sum, a likelihood, and a threshold under which nothing is said."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .clues import AT_A_GLANCE, BY_READING, Clue, Question, strongest
from .papers import Paper
from .weights import BESIDE, BIAS, THRESHOLD, WEIGHTS

CLOSELY = 25  # earlier letters whose words are read
MOST_REASONS, MOST_SUGGESTED = 4, 3
TELLING = 0.25  # a clue that adds less than this is not given as a reason


@dataclass(frozen=True, slots=True)
class Ranked:
    """An earlier letter, how likely it is answered, and the clues that spoke."""

    paper: Paper
    score: float
    clues: Mapping[str, Clue]

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons that weigh, the heaviest first."""
        weighed = sorted(self.clues.values(), key=lambda one: -WEIGHTS.get(one.name, 0) * one.value)
        told = [one.reason for one in weighed if one.reason and WEIGHTS.get(one.name, 0) * one.value >= TELLING]
        return tuple(dict.fromkeys(told))[:MOST_REASONS]


def likelihood(clues: Iterable[Clue], without: frozenset[str] = frozenset()) -> float:
    """Return how likely a letter with these clues is the one that is answered, from 0 to 1."""
    total = BIAS + sum(WEIGHTS.get(one.name, 0.0) * one.value for one in clues if one.name not in without)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def glanced(question: Question) -> list[tuple[Paper, dict[str, Clue]]]:
    """Look at all earlier letters without their words; return the likely ones, the best first."""
    seen = [(paper, _clues(question, paper, AT_A_GLANCE)) for paper in question.pool]
    seen.sort(key=lambda one: (-likelihood(one[1].values()), -int(one[0].sort_key or 0)))
    return seen[:CLOSELY]


def ranked(question: Question, glances: list[tuple[Paper, dict[str, Clue]]]) -> list[Ranked]:
    """Return the letters that were glanced at, with what reading them adds, the likeliest first."""
    del glances[CLOSELY:]
    found = [_ranked(question, paper) for paper, _clues_at_a_glance in glances]
    return sorted(found, key=lambda one: (-one.score, -int(one.paper.sort_key or 0), str(one.paper.pk)))


def suggested(found: list[Ranked], limit: int = MOST_SUGGESTED) -> list[Ranked]:
    """Keep what is likely enough to be said: nothing unless the first is; then what may be meant beside it."""
    if not found or found[0].score < THRESHOLD:
        return []
    return [one for one in found[:limit] if one.score >= BESIDE]


def _ranked(question: Question, paper: Paper) -> Ranked:
    clues = _clues(question, paper, (*AT_A_GLANCE, *BY_READING))
    return Ranked(paper, likelihood(clues.values()), clues)


def _clues(question: Question, paper: Paper, looks: Iterable[object]) -> dict[str, Clue]:
    return strongest(one for look in looks for one in look(question, paper))  # type: ignore[operator]
