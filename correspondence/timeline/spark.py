"""A pair of parties at a glance: a small mirrored bar for each year. Pure: it knows numbers, years and names only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from django.utils.translation import gettext as _

from .strip import STEPS, Bar, Column, Tally, columns_of, from_whom

WIDTH, HALF = 160, 18  # of the drawing, and above its line
WIDEST = 10  # a column is never wider


@dataclass(frozen=True)
class Bars:
    """Some bars as one SVG path; ``look`` names their side, and whether they are only reported."""

    look: str
    path: str


@dataclass(frozen=True)
class Spark:
    """The drawing of one pair, and the sentence that says the same. Numbers are text: no language writes commas there."""

    bars: tuple[Bars, ...]
    line: str
    sentence: str


def years_of(tallies: Iterable[Mapping[int, Tally]]) -> tuple[int, int] | None:
    """Return the first and the last year in which any of these stands: the axis that they share."""
    years = [year for found in tallies for year in found]
    return (min(years), max(years)) if years else None


def spark_of(tallies: Mapping[int, Tally], ends: tuple[int, int], a: str, b: str) -> Spark | None:
    """Return the drawing of one pair on an axis; None when nothing in it has a date."""
    columns = columns_of(tallies, ends=ends)
    if not columns:
        return None
    step = min(WIDEST, WIDTH / len(columns))
    halves = [(look, [*_of_half(columns, look)]) for look in ("a", "b")]
    bars = [
        Bars(f"{look} r" if reported else look, _path(heights, step, reported=reported, down=look == "b"))
        for look, drawn in halves
        for reported in (False, True)
        if (heights := [(n, height) for n, height, bar in drawn if bar.is_reported is reported])
    ]
    return Spark(tuple(bars), f"M0 {HALF}.5H{_text(step * len(columns))}", _sentence(tallies, columns, a, b))


def _of_half(columns: Sequence[Column], look: str) -> Iterable[tuple[int, int, Bar]]:
    for n, column in enumerate(columns):
        bar, height = (column.tally.a, column.up) if look == "a" else (column.tally.b, column.down)
        if bar.number:
            yield n, height, bar


def _path(heights: Iterable[tuple[int, int]], step: float, *, reported: bool, down: bool) -> str:
    """Return one rectangle for each height, in twentieths of the half; an outline stands within its place."""
    inset = 0.5 if reported else 0.0
    width = max(step * 0.75 - 2 * inset, 0.4)
    found = []
    for n, height in heights:
        x, tall = n * step + step * 0.125 + inset, max(height * HALF / STEPS - inset, 1)
        y, sign = (HALF + 1, "") if down else (HALF, "-")
        found.append(f"M{_text(x)} {y}v{sign}{_text(tall)}h{_text(width)}v{'-' if down else ''}{_text(tall)}z")
    return "".join(found)


def _sentence(tallies: Mapping[int, Tally], columns: Sequence[Column], a: str, b: str) -> str:
    years = sorted(tallies)
    span = _("%(first)d to %(last)d") % {"first": years[0], "last": years[-1]} if years[1:] else str(years[0])
    said = {"years": span, "words": from_whom(reduce(add, tallies.values()), a, b)}
    busiest = max(columns, key=lambda column: column.tally.number)
    if not years[1:] or busiest.tally.number == 1:
        return _("%(years)s: %(words)s.") % said
    return _("%(years)s: %(words)s; most in %(busiest)s.") % {**said, "busiest": busiest.span}


def _text(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
