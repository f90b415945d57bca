"""The whole of a timeline at a glance: a mirrored bar for each year. Pure: it knows numbers and years only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_YEARS = 45  # a longer time is shown by decades
MOST_NAMED = 24  # of more columns, only every fifth has its year below it
STEPS = 20  # heights of a bar: n0 to n20 in timeline.css
FULL = 4  # a bar is full at this number of exchanges, or at the highest there is


@dataclass(frozen=True)
class Bar:
    """How many exchanges one side wrote, and of how many of them the text is known."""

    number: int = 0
    known: int = 0

    @property
    def is_reported(self) -> bool:
        return bool(self.number) and not self.known

    def __add__(self, other: Bar) -> Bar:
        return Bar(self.number + other.number, self.known + other.known)


@dataclass(frozen=True)
class Tally:
    """What stands in a year: by the left side, by the right side, by neither of them, and the events."""

    a: Bar = field(default_factory=Bar)
    b: Bar = field(default_factory=Bar)
    others: Bar = field(default_factory=Bar)
    events: int = 0

    @property
    def number(self) -> int:
        return self.a.number + self.b.number + self.others.number

    @property
    def is_empty(self) -> bool:
        return not self.number and not self.events

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.a + other.a, self.b + other.b, self.others + other.others, self.events + other.events)


@dataclass(frozen=True)
class Column:
    """A year, or the decade that begins with it. ``up`` and ``down`` are heights from 0 to 20."""

    year: int
    is_decade: bool
    tally: Tally
    up: int
    down: int
    is_named: bool

    @property
    def label(self) -> str:
        return f"{self.year}–" if self.is_decade else str(self.year)

    @property
    def span(self) -> str:
        return f"{self.year}–{self.year + 9}" if self.is_decade else str(self.year)

    @property
    def classes(self) -> str:
        return " ".join(
            word for word in ("none" if self.tally.is_empty else "", "event" if self.tally.events else "") if word
        )


@dataclass(frozen=True)
class Strip:
    """The columns of a strip; ``a`` and ``b`` name the sides above and below the line."""

    columns: tuple[Column, ...]
    a: str
    b: str

    @property
    def named(self) -> tuple[tuple[Column, str], ...]:
        """Each column with the whole sentence that it stands for."""
        return tuple((column, self.sentence(column)) for column in self.columns)

    @property
    def ends(self) -> str:
        last = self.columns[-1]
        return f"{self.columns[0].year} – {last.year + 9 if last.is_decade else last.year}"

    def sentence(self, column: Column) -> str:
        """Say a column in words: "2016: 3 from Latvia, 1 from Russia"."""
        words = [from_whom(column.tally, self.a, self.b)]
        if events := column.tally.events:
            words.append(ngettext("%(count)d event", "%(count)d events", events) % {"count": events})
        return _("%(year)s: %(words)s") % {"year": column.span, "words": "; ".join(words)}


def from_whom(tally: Tally, a: str, b: str) -> str:
    """Say who wrote how much: "3 from Latvia, 1 from Russia"."""
    sides = ((tally.a, a), (tally.b, b), (tally.others, _("others")))
    return ", ".join(_from(bar, name) for bar, name in sides if bar.number) or _("nothing shown")


def _from(bar: Bar, name: str) -> str:
    said = _("%(number)d from %(party)s") % {"number": bar.number, "party": name}
    return _("%(exchanges)s (reported only)") % {"exchanges": said} if bar.is_reported else said


def columns_of(
    tallies: Mapping[int, Tally], decade: int | None = None, *, ends: tuple[int, int] | None = None
) -> tuple[Column, ...]:
    """Return a column for each year from the first with an exchange to the last, for each decade of a longer time.

    Of a decade that is asked for, its years; between two years that are given as ``ends``, those and no others.
    """
    years = [year for year, tally in tallies.items() if tally.number]
    if not years:
        return ()
    first, last = ends or (min(years), max(years))
    if decade is not None:
        first, last = max(decade, 1), decade + 9
    by_decade = last - first >= MOST_YEARS
    width = 10 if by_decade else 1
    found: dict[int, Tally] = {year: Tally() for year in range(first - first % width, last + 1, width)}
    for year, tally in tallies.items():
        if (start := year - year % width) in found and first <= year <= last:
            found[start] += tally
    peak = max([FULL, *(bar.number for tally in found.values() for bar in (tally.a, tally.b))])
    return tuple(
        Column(
            year, by_decade, tally, _height(tally.a, peak), _height(tally.b, peak), _is_named(year, width, len(found))
        )
        for year, tally in found.items()
    )


def _height(bar: Bar, peak: int) -> int:
    return ceil(bar.number * STEPS / peak)


def _is_named(year: int, width: int, columns: int) -> bool:
    return columns <= MOST_NAMED or year % (5 * width) == 0
