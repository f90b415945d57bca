"""The time axis that all rows of the ledger share: where each year stands, and what to draw for each act.

Above the line stands each time an offer was put: filled, or hollow where it was only recalled. Below it stands what came
back. A dashed line or band lasts: the source says that it happened throughout, without the dates. The words beside it
say the same. Pure geometry: no Django, no database; numbers are text, so that no language writes a comma into them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

WIDTH, HEIGHT, MARGIN = 400, 48, 8
LINE, ABOVE, BELOW = 24, 11.5, 37.5
MOST_TICKS = 6
STEPS = (1, 2, 3, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000)
LABEL_WIDTH = 150

Kind = Literal["put", "recalled", "withdrawn", "rejected", "accepted", "moved", "waiting", "closed", "none"]
TABLED = frozenset({"put", "recalled", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Act:
    """What to draw: ``colour`` is the class of a side or of an outcome; ``lasts`` if it went on between the two days."""

    kind: Kind
    colour: str
    earliest: date | None
    latest: date | None
    lasts: bool = False

    @property
    def days(self) -> tuple[date, ...]:
        """The days between which the axis must reach to show it; an answer that lasts takes both its ends."""
        known = tuple(day for day in (self.earliest, self.latest) if day)
        if self.lasts or len(known) < 2:
            return known
        return (self.place,) if self.place else ()

    @property
    def place(self) -> date | None:
        """Where it stands: on its day, in the middle of what it may be, or at the only end that is known."""
        if self.lasts:
            return self.earliest or self.latest
        if self.earliest and self.latest:
            return date.fromordinal((self.earliest.toordinal() + self.latest.toordinal()) // 2)
        return self.earliest or self.latest


@dataclass(frozen=True, slots=True)
class Shape:
    """An SVG path and how it is stroked. ``filled`` in its own colour; else hollow, and opaque when ``over`` others."""

    path: str
    colour: str
    filled: bool = False
    over: bool = False
    dashed: bool = False
    weight: str = "1.6"


@dataclass(frozen=True, slots=True)
class Tick:
    x: str
    label: str
    anchor: Literal["start", "middle", "end"] = "middle"


@dataclass(frozen=True, slots=True)
class Drawing:
    """One row on the axis. ``label_x`` is where the words of the band fit, "" where they do not."""

    shapes: tuple[Shape, ...]
    label_x: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """Whole years, from the first to the last of them."""

    first: int
    last: int

    @classmethod
    def over(cls, acts: Iterable[Act]) -> Axis | None:
        """Return the axis on which all of these find their place; None when no date is known."""
        years = [day.year for act in acts for day in act.days]
        return cls(min(years), max(years)) if years else None

    @property
    def ticks(self) -> tuple[Tick, ...]:
        span = self.last - self.first
        step = next((one for one in STEPS if span / one < MOST_TICKS), STEPS[-1])
        years = range(self.first, self.last + 1, step)
        return tuple(
            Tick(_text(self.x(date(year, 1, 1))), f"{year:04}", "start" if year == self.first else "middle")
            for year in years
        )

    def x(self, day: date) -> float:
        start, end = date(self.first, 1, 1).toordinal(), date(self.last, 12, 31).toordinal()
        return MARGIN + (WIDTH - 2 * MARGIN) * (day.toordinal() - start) / (end - start)

    def draw(self, acts: Sequence[Act]) -> Drawing:
        """Draw the acts of one offer; what lasts first, so that single acts stand before it."""
        placed = [(self.x(act.place), act) for act in acts if act.place]
        bands = [(x, self._end(act), act) for x, act in placed if act.lasts]
        shapes = [shape for x, end, act in bands for shape in _lasting(x, end, act)]
        shapes += [shape for x, act in placed if not act.lasts for shape in _single(x, act)]
        answered = [x for x, act in placed if not act.lasts and act.kind not in TABLED]
        below = [(x, end) for x, end, act in bands if act.kind == "rejected"]
        label = _room(*below[0], answered) if len(below) == 1 else ""
        return Drawing(tuple(dict.fromkeys(shapes)), label)

    def _end(self, act: Act) -> float:
        return self.x(act.latest) if act.latest else WIDTH - MARGIN


def _single(x: float, act: Act) -> tuple[Shape, ...]:
    at = _text(x)
    uncertain = act.earliest != act.latest
    if act.kind == "withdrawn":
        cross = Shape(f"M{_text(x - 4)} 7.5l8 8m0-8l-8 8", act.colour, weight="2")
        return Shape(f"M{at} 18V{LINE}", act.colour, dashed=uncertain), cross
    if act.kind in TABLED:
        hollow = act.kind == "recalled"
        stem = Shape(f"M{at} 18V{LINE}", act.colour, dashed=hollow or uncertain, weight="1.4")
        return stem, Shape(_diamond(x), act.colour, filled=not hollow, over=hollow)
    return Shape(f"M{at} {LINE}V31", act.colour, dashed=uncertain, weight="1.4"), *_answer(x, act)


def _answer(x: float, act: Act) -> tuple[Shape, ...]:
    ring = f"M{_text(x - 6)} {BELOW}a6 6 0 1 0 12 0a6 6 0 1 0-12 0Z"
    inside = {
        "rejected": f"M{_text(x - 2.4)} 35.1l4.8 4.8m0-4.8l-4.8 4.8",
        "accepted": f"M{_text(x - 2.8)} 37.6l2 2.2 3.6-4.2",
        "moved": f"M{_text(x - 3)} 40.4v-1.4a2.5 2.5 0 0 1 2.5-2.5h3.5m-2.2-2.2l2.2 2.2-2.2 2.2",
        "waiting": f"M{_text(x)} 34.6v2.9l1.8 1.6",
        "closed": f"M{_text(x - 2.6)} {BELOW}h5.2",
    }
    if act.kind == "moved":
        ring = f"M{_text(x - 6)} 31.5h12v12h-12Z"
    outline = Shape(ring, act.colour, over=True, dashed=act.kind in {"waiting", "none"})
    return (outline, Shape(inside[act.kind], act.colour)) if act.kind in inside else (outline,)


def _lasting(x: float, end: float, act: Act) -> tuple[Shape, ...]:
    """A claim about an interval: put throughout is a dashed line, an answer throughout a dashed band."""
    if act.kind in TABLED:
        line = Shape(f"M{_text(x)} {ABOVE}H{_text(end)}", act.colour, dashed=True)
        return line, Shape(f"M{_text(x)} 18V{LINE}", act.colour, dashed=True, weight="1.4"), Shape(
            _diamond(x), act.colour, filled=act.kind == "put", over=act.kind != "put")  # fmt: skip
    end = max(end, x + 16)
    band = f"M{_text(x + 7.5)} 30H{_text(end - 7.5)}a7.5 7.5 0 0 1 0 15H{_text(x + 7.5)}a7.5 7.5 0 0 1 0-15Z"
    return (Shape(band, act.colour, dashed=True, weight="1.4"),)


def _room(start: float, end: float, marks: Sequence[float]) -> str:
    """Return the middle of the widest stretch of a band that no mark covers, "" when the words do not fit there."""
    edges = [start, *sorted(x for x in marks if start < x < end), end]
    left, right = max(pairwise(edges), key=lambda pair: pair[1] - pair[0])
    return _text((left + right) / 2) if right - left >= LABEL_WIDTH else ""


def _diamond(x: float) -> str:
    return f"M{_text(x)} 5l6.5 6.5-6.5 6.5-6.5-6.5Z"


def _text(number: float) -> str:
    return f"{number:.1f}"
