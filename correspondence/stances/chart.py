"""The chart that all parties of a topic share: where each year stands, which wording was in force, when it was stated.

A bar is a wording in force, hollow where it differs from the one before; a filled dot is stated or reaffirmed, a hollow
one differs; a dashed one is in doubt. Places are percentages of the width, so that the chart is as wide as the page
and its words never shrink with it. Pure geometry: no Django, no database; numbers are text for any language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

MARGIN = 1.5
TRACK_HEIGHT, FIRST_LINE = 40, 30
LABEL_ROOM, EDGE = 13.0, 7.0
SHORTEST_BAR = 0.8
MOST_TICKS = 8
STEPS = (1, 2, 3, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000)

Kind = Literal["first_stated", "reaffirmed", "modified", "reversed"]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement to draw: what it does, the days between which it was made, and whether that is in doubt."""

    kind: Kind
    earliest: date | None
    latest: date | None
    doubtful: bool = False

    @property
    def differs(self) -> bool:
        return self.kind in {"modified", "reversed"}

    @property
    def day(self) -> date | None:
        """Where it stands: on its day, in the middle of what it may be, or at the only end that is known."""
        if self.earliest and self.latest:
            return date.fromordinal((self.earliest.toordinal() + self.latest.toordinal()) // 2)
        return self.earliest or self.latest


@dataclass(frozen=True, slots=True)
class Bar:
    x: str
    width: str
    y: int
    hollow: bool


@dataclass(frozen=True, slots=True)
class Dot:
    x: str
    y: int
    hollow: bool
    dashed: bool


@dataclass(frozen=True, slots=True)
class Label:
    """The kind of a statement, written above its dot where there is room."""

    x: str
    y: int
    kind: Kind
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Lane:
    """What is drawn for one party: one track for each chain of statements, one below the other."""

    height: int
    bars: tuple[Bar, ...]
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    x: str
    label: str
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole years, from the first to the last of them."""

    first: int
    last: int

    @classmethod
    def over(cls, marks: Iterable[Mark]) -> Scale | None:
        """Return the scale on which all of these find their place; None when no date is known."""
        years = [mark.day.year for mark in marks if mark.day]
        return cls(min(years), max(years)) if years else None

    @property
    def ticks(self) -> tuple[Tick, ...]:
        span = self.last - self.first
        step = next((one for one in STEPS if span / one < MOST_TICKS), STEPS[-1])
        return tuple(
            Tick(_percent(self.x(date(year, 1, 1))), f"{year:04}", "start" if year == self.first else "middle")
            for year in range(self.first, self.last + 1, step)
        )

    def x(self, day: date) -> float:
        start, end = date(self.first, 1, 1).toordinal(), date(self.last, 12, 31).toordinal()
        return MARGIN + (100 - 2 * MARGIN) * (day.toordinal() - start) / (end - start)

    def draw(self, tracks: Sequence[Sequence[Mark]]) -> Lane:
        """Draw chains of statements, each in its order; a statement without any date is left to the words."""
        bars: list[Bar] = []
        dots: list[Dot] = []
        labels: list[Label] = []
        for place, track in enumerate(tracks):
            y = FIRST_LINE + TRACK_HEIGHT * place
            placed = [(self.x(mark.day), mark) for mark in track if mark.day]
            bars += _bars(placed, y)
            dots += [Dot(_percent(x), y, mark.differs, mark.doubtful) for x, mark in placed]
            labels += _labels(placed, y)
        return Lane(FIRST_LINE + TRACK_HEIGHT * max(len(tracks), 1) - 22, tuple(bars), tuple(dots), tuple(labels))


def _bars(placed: Sequence[tuple[float, Mark]], y: int) -> Iterator[Bar]:
    """A wording is in force from where it is stated to where another takes its place, the last to the end of the scale."""
    starts = [(x, mark.differs) for n, (x, mark) in enumerate(placed) if n == 0 or mark.differs]
    ends = [*(x for x, _differs in starts[1:]), 100 - MARGIN]
    for (x, differs), end in zip(starts, ends, strict=True):
        # What stands in the wrong order has no length of its own: it is shown, and the words beside it ask to check.
        yield Bar(_percent(x), _percent(max(end - x, SHORTEST_BAR)), y, differs)


def _labels(placed: Sequence[tuple[float, Mark]], y: int) -> Iterator[Label]:
    """Label what is first stated or changed; the others, and what would run into the label before it, go without."""
    free = 0.0
    for x, mark in sorted(placed, key=lambda one: one[0]):
        if mark.kind == "reaffirmed" or x < free:
            continue
        anchor: Anchor = "start" if x < EDGE else "end" if x > 100 - EDGE else "middle"
        free = x + LABEL_ROOM
        yield Label(_percent(x), y - 13, mark.kind, anchor)


def _percent(number: float) -> str:
    return f"{number:.2f}%"
