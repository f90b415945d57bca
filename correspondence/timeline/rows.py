"""The rows of a timeline: years, gaps, events and exchanges in the order shown, and the lines beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from correspondence.dates import UncertainDate
from correspondence.models import ContextEvent, DialogueChange, LetterPair, order
from correspondence.rails import RailRow

from .events import in_time, place_of
from .gaps import gaps_before
from .pages import Page


@dataclass(frozen=True)
class Row:
    """One row: ``kind`` is year, gap, event, dialogue, card, stub or open; ``thing`` is what it shows."""

    kind: str
    thing: Any
    rail: RailRow


@dataclass(frozen=True)
class Year:
    """The head of a year; number 0 for what has no date."""

    number: int

    @property
    def anchor(self) -> str:
        return f"y{self.number}" if self.number else "undated"


@dataclass(frozen=True)
class Placed:
    """Something with a place in time; ``is_here`` unless another page shows it."""

    place: str
    date: UncertainDate
    kind: str
    thing: Any
    is_here: bool = True

    @property
    def year(self) -> int:
        return 0 if self.place.startswith(order.UNDATED) else int(self.place[:4])


def in_sequence(
    page: Page, events: Sequence[ContextEvent], hidden: Sequence[LetterPair], bands: Sequence[DialogueChange] = ()
) -> list[Placed]:
    """Return what stands on a page in time order, with its neighbours on the pages beside it."""
    last = page.rows[-1].sort_key if page.later else None
    found = [_exchange(row) for row in page.rows]
    found += [_exchange(row, kind="stub") for row in hidden]
    found += [_exchange(row, is_here=False) for row in (page.earlier, page.later) if row]
    found += [
        Placed(place := place_of(event), event.occurred, "event", event, is_here=last is None or place <= last)
        for event in events
    ]
    found += [
        Placed(band.place, band.when, "dialogue", band, is_here=last is None or band.place <= last) for band in bands
    ]
    return sorted(found, key=_in_time)


def _exchange(row: LetterPair, *, is_here: bool = True, kind: str = "card") -> Placed:
    return Placed(row.sort_key, row.letter.date, kind, row.letter, is_here)


def _in_time(one: Placed) -> tuple[Any, ...]:
    """An event stands before the letters of its day, what became of the dialogue behind them.

    Letters that share a place stand by their key, as in the database.
    """
    if one.kind == "event":
        return one.place, 0, in_time(one.thing)
    return one.place, 2 if one.kind == "dialogue" else 1, one.thing.pk


def with_years_and_gaps(placed: Sequence[Placed], *, newest: bool) -> Iterator[tuple[str, Any]]:
    """Yield kind and thing of every row in the order shown: a gap stands between two rows, a year before its first."""
    gaps = gaps_before(one.date for one in placed)
    # Shown newest first, the gap above a row is the one before the row that follows it in time.
    above = dict(enumerate([*gaps[1:], None] if newest else gaps))
    shown = list(enumerate(placed))
    year = None
    for number, one in reversed(shown) if newest else shown:
        if not one.is_here:
            continue
        if above[number]:
            yield "gap", above[number]
        if one.year != year:
            year = one.year
            yield "year", Year(year)
        yield one.kind, one.thing
