"""Where a letter stands in a file: one key that every list sorts by.

A key is 18 digits, so that both databases sort it alike in any collation: the day (8), whether the day is the known end
of an open start (0) or a day of its own (1), the time of day (4), and the place in a chain of answers that share a
moment (5).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from correspondence.dates import UncertainDate

UNDATED = "99999999"
DEEPEST = 99_999


def key(day: dt.date | None, *, open_start: bool = False, time: dt.time | None = None, depth: int = 0) -> str:
    """Return the key of a day; None stands after every date."""
    clock = f"{time:%H%M}" if time else "0000"
    return f"{_digits(day)}{'0' if open_start else '1'}{clock}{depth:05}"


def _digits(day: dt.date | None) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}" if day else UNDATED


def own_key(dates: Iterable[UncertainDate], time: dt.time | None = None) -> str:
    """Return the key that follows from a letter's own dates alone: the first that is known counts.

    An open start stands at its known end, before what is dated that day; everything else at its earliest day and time.
    """
    value = next((date for date in dates if date.earliest or date.latest), None)
    if value is None:
        return key(None)
    if value.earliest is None:
        return key(value.latest, open_start=True)
    return key(value.earliest, time=time)


def day_of(sort_key: str) -> str:
    return sort_key[:8]


def after(parent: str) -> str:
    """Return the key right behind another, in the same moment."""
    return f"{parent[:13]}{min(int(parent[13:]) + 1, DEEPEST):05}"


def placed(own: str, value: UncertainDate, parents: Iterable[str], answers: Iterable[str]) -> str:
    """Return where a letter stands, given its own key and date and the keys of what it answers and what answers it.

    An answer stands after what it answers wherever its date allows that. A letter known only to be older than some day
    stands before the earliest of its answers. An undated one stands right after what it answers.
    """
    if value.earliest is None and value.latest is None:
        known = [parent for parent in parents if day_of(parent) != UNDATED]
        return after(max(known)) if known else own
    found = own
    if value.earliest is None and value.latest is not None:
        first = min((day_of(answer) for answer in answers), default=UNDATED)
        if first < day_of(own):
            found = f"{first}0000000000"
    latest = _digits(value.latest)
    for parent in sorted(parents):
        if parent >= found and day_of(parent) <= latest:
            found = after(parent)
    return found
