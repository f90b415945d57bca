"""Fitting the weights: logistic regression drawn towards the weights that there are, in plain Python."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from .measuring import Looked
from .weights import BIAS, WEIGHTS

ROUNDS, STEP = 400, 0.5
DRAWN = 0.02  # how strongly a weight is drawn back to where it was: a few dozen answers prove little
CLOSEST = 12  # of each letter: those that are ranked lower teach nothing
Row = tuple[Mapping[str, float], bool]


def rows_of(looked: Iterable[Looked]) -> list[Row]:
    """Return for each letter that was looked at its clues, and whether it is the one that is answered."""
    return [
        ({name: clue.value for name, clue in found.clues.items()}, found.paper.source_key in one.truth.answers)
        for one in looked
        for found in one.found[:CLOSEST]
    ]


def fitted(
    rows: Sequence[Row], start: Mapping[str, float] = WEIGHTS, bias: float = BIAS
) -> tuple[dict[str, float], float]:
    """Return weights and bias that explain the rows, not far from where they began."""
    weights = dict(start)
    right = sum(answered for _values, answered in rows) or 1
    moved = dict.fromkeys((*weights, ""), 0.0)
    for _round in range(ROUNDS):
        slope = dict.fromkeys(moved, 0.0)
        for values, answered in rows:
            off = _likelihood(values, weights, bias) - answered
            if abs(off) < 1e-4:
                continue
            slope[""] += off
            for name, value in values.items():
                slope[name] += off * value
        for name, weight in tuple(weights.items()):
            change = slope[name] / right + DRAWN * (weight - start[name])
            moved[name] = 0.8 * moved[name] - STEP * change
            weights[name] = weight + moved[name]
        moved[""] = 0.8 * moved[""] - STEP * slope[""] / right
        bias += moved[""] * 0.5
    return {name: round(value, 2) for name, value in weights.items()}, round(bias, 2)


def _likelihood(values: Mapping[str, float], weights: Mapping[str, float], bias: float) -> float:
    total = bias + sum(weights[name] * value for name, value in values.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
