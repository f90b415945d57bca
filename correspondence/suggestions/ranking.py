"""One explainable ranking: a weight for each signal, a sum, a likelihood, and a threshold under which nothing is said."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .papers import Paper
from .signals import AT_A_GLANCE, BY_READING, Question, Signal, strongest
from .weights import BESIDE, BIAS, THRESHOLD, WEIGHTS

CLOSELY = 40  # earlier letters whose words are read
MOST_REASONS, MOST_SUGGESTED = 4, 3
TELLING = 0.25  # a signal that adds less than this is not given as a reason


@dataclass(frozen=True, slots=True)
class Ranked:
    """An earlier letter, how likely it is answered, and the signals that spoke."""

    paper: Paper
    score: float
    signals: Mapping[str, Signal]

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons that weigh, the heaviest first."""
        weighed = sorted(self.signals.values(), key=lambda one: -WEIGHTS.get(one.name, 0) * one.value)
        told = [one.reason for one in weighed if one.reason and WEIGHTS.get(one.name, 0) * one.value >= TELLING]
        return tuple(dict.fromkeys(told))[:MOST_REASONS]


def likelihood(signals: Iterable[Signal], without: frozenset[str] = frozenset()) -> float:
    """Return how likely a letter with these signals is the one that is answered, from 0 to 1."""
    total = BIAS + sum(WEIGHTS.get(one.name, 0.0) * one.value for one in signals if one.name not in without)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def glanced(question: Question) -> list[tuple[Paper, dict[str, Signal]]]:
    """Look at all earlier letters without their words; return the likely ones, the best first."""
    seen = [(paper, _signals(question, paper, AT_A_GLANCE)) for paper in question.pool]
    seen.sort(key=lambda one: (-likelihood(one[1].values()), -int(one[0].sort_key or 0)))
    return seen[:CLOSELY]


def ranked(question: Question, glances: list[tuple[Paper, dict[str, Signal]]]) -> list[Ranked]:
    """Return the letters that were glanced at, with what reading them adds, the likeliest first."""
    del glances[CLOSELY:]
    found = [_ranked(question, paper) for paper, _signals_at_a_glance in glances]
    return sorted(found, key=lambda one: (-one.score, -int(one.paper.sort_key or 0), str(one.paper.pk)))


def suggested(found: list[Ranked], limit: int = MOST_SUGGESTED) -> list[Ranked]:
    """Keep what is likely enough to be said: nothing unless the first is; then what may be meant beside it."""
    if not found or found[0].score < THRESHOLD:
        return []
    return [one for one in found[:limit] if one.score >= BESIDE]


def _ranked(question: Question, paper: Paper) -> Ranked:
    signals = _signals(question, paper, (*AT_A_GLANCE, *BY_READING))
    return Ranked(paper, likelihood(signals.values()), signals)


def _signals(question: Question, paper: Paper, looks: Iterable[object]) -> dict[str, Signal]:
    return strongest(one for look in looks for one in look(question, paper))  # type: ignore[operator]
