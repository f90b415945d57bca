"""The small drawing beside a date: one year as a track of 36 by 11 units, and on it what is known of the date.

A dot is a day. A bar is some time within it: a month, a season, the year. An arrow is an open end: since, before.
A line between two posts lasted from one to the other. A hollow bar is one day somewhere between two years.
The words beside it say the same; the glyph never says more than the record has.
Pure geometry: no Django, no database.
"""

from calendar import isleap
from dataclasses import dataclass
from datetime import date
from typing import Literal

TRACK_START, TRACK_LENGTH = 2, 32
SHORTEST_BAR = 5.0

GlyphKind = Literal["day", "within", "since", "before", "lasting", "between"]


@dataclass(frozen=True, slots=True)
class Glyph:
    """What to stroke: an SVG path and its width, as text, so that no language writes a comma into them."""

    kind: GlyphKind
    path: str
    weight: str


def draw_glyph(earliest: date | None, latest: date | None, *, lasting: bool = False) -> Glyph | None:
    """Draw the bounds of a date; None when nothing is known of it. `lasting` is all of the time between the bounds."""
    if latest is None:
        return _since(_place(earliest)) if earliest else None
    if earliest is None:
        return _before(_place(latest, at_end=True))
    if earliest == latest:
        return Glyph("day", f"M{_place(earliest)} 5h.01", "6.8")
    one_year = earliest.year == latest.year
    if lasting:
        return _lasting(_place(earliest), _place(latest, at_end=True)) if one_year else _lasting(3, 33)
    if one_year:
        return _within(_place(earliest), _place(latest, at_end=True))
    return Glyph("between", "M5.6 2h24.8a2.75 2.75 0 0 1 0 5.5H5.6a2.75 2.75 0 0 1 0-5.5Z", "1.5")


def _place(day: date, *, at_end: bool = False) -> float:
    """Where on the track a day begins, or ends: 1 January begins at the start, 31 December ends at the end."""
    days = 366 if isleap(day.year) else 365
    passed = day.timetuple().tm_yday - (0 if at_end else 1)
    return round(TRACK_START + TRACK_LENGTH * passed / days, 1)


def _within(start: float, end: float) -> Glyph:
    """A bar with round ends: its stroke reaches half its width beyond the path on both sides."""
    if end - start < SHORTEST_BAR:
        start = min(max((start + end - SHORTEST_BAR) / 2, TRACK_START), TRACK_START + TRACK_LENGTH - SHORTEST_BAR)
        end = start + SHORTEST_BAR
    left, right = start + SHORTEST_BAR / 2, end - SHORTEST_BAR / 2
    return Glyph("within", f"M{left:.1f} 4.8H{max(right, left + 0.1):.1f}", "5")


def _since(start: float) -> Glyph:
    """A bar at the known start and an arrow that leaves the track; late starts are moved in so that it still shows."""
    at = min(start, 22.0)
    return Glyph("since", f"M{at:.1f} 1.5v6.5M{at:.1f} 4.8H31.4M28 1.6L31.4 4.8L28 8", "1.8")


def _before(end: float) -> Glyph:
    at = max(end, 14.0)
    return Glyph("before", f"M{at:.1f} 1.5v6.5M{at:.1f} 4.8H4.6M8 1.6L4.6 4.8L8 8", "1.8")


def _lasting(start: float, end: float) -> Glyph:
    return Glyph("lasting", f"M{start:.1f} 1.5v6.5M{end:.1f} 1.5v6.5M{start:.1f} 4.8H{end:.1f}", "1.8")
