"""Reading and writing our subset of EDTF, the Extended Date/Time Format of ISO 8601-2.

The subset: year, month, day; seasons 21 to 24; decades and centuries (`199X`, `19XX`); intervals `a/b`, `a/..`, `../b`;
one of a set `[a,b]`, `[..a]`, `[a..]`, `[a..b]`; all of a set `{a,b}`, `{a..b}`; the marks `~`, `?`, `%` at the end of a date.
Canonical form never qualifies a season and never puts one inside an interval or a set: it writes its months instead.
`/a` and `a/` (an end that is not known) are read as `[..a]` and `[a..]`: that is what letter editions mean by them.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from django.utils.translation import gettext as _

from .errors import UnreadableDate, shown
from .points import Point

LONGEST = 120  # what the column of the database holds

Kind = Literal["point", "interval", "one", "all"]

DATE = r"(?:[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-(?:[0-9]{2}|XX)){0,2}[~?%]?"
POINT = re.compile(r"([0-9]{2}(?:[0-9]{2}|[0-9]X|XX))(?:-([0-9]{2}|XX))?(?:-([0-9]{2}|XX))?([~?%]?)")
LOOKS_LIKE_EDTF = re.compile(rf"[\[{{].*|{DATE}|(?:{DATE}|\.\.)?/(?:{DATE}|\.\.)?", re.DOTALL)
TIME = re.compile(r"[0-9]T[0-9]")


@dataclass(frozen=True, slots=True)
class Span:
    """From one date to another; None is open, the same date twice is that date alone."""

    start: Point | None
    end: Point | None

    def __post_init__(self) -> None:
        if self.start and self.end and self.start.earliest > self.end.latest:
            raise UnreadableDate(
                _("%(start)s is later than %(end)s: write the earlier date first.")
                % {"start": self.start, "end": self.end}
            )

    @property
    def is_single(self) -> bool:
        return self.start is not None and self.start == self.end

    @property
    def finely(self) -> Span:
        """The same span without seasons and decades."""
        return Span(self.start and self.start.first, self.end and self.end.last)

    def __str__(self) -> str:
        return str(self.start) if self.is_single else f"{self.start or ''}..{self.end or ''}"


@dataclass(frozen=True, slots=True)
class Expression:
    """A whole date: a point, an interval that lasts, one of several dates, or all of them."""

    kind: Kind
    spans: tuple[Span, ...]

    @property
    def earliest(self) -> dt.date | None:
        starts = [span.start.earliest if span.start else None for span in self.spans]
        return None if None in starts else min(starts)  # type: ignore[type-var]

    @property
    def latest(self) -> dt.date | None:
        ends = [span.end.latest if span.end else None for span in self.spans]
        return None if None in ends else max(ends)  # type: ignore[type-var]

    def __str__(self) -> str:
        if self.kind == "point":
            return str(self.spans[0])
        if self.kind == "interval":
            (span,) = self.spans
            return f"{span.start or '..'}/{span.end or '..'}"
        inside = ",".join(str(span) for span in self.spans)
        return f"[{inside}]" if self.kind == "one" else f"{{{inside}}}"


def point(value: Point) -> Expression:
    """Return the expression of one date alone; a season or decade that carries a mark becomes one of its months or years."""
    if value.is_coarse and value.qualifier:
        return choice("one", [Span(value.first, value.last)])
    return Expression("point", (Span(value, value),))


def interval(start: Point | None, end: Point | None) -> Expression:
    """Return what lasts from one date to another; None is open. Raises UnreadableDate when reversed or open on both sides."""
    if start is None and end is None:
        raise UnreadableDate(_("An interval needs a beginning or an end: leave the date empty when neither is known."))
    return _short_enough(Expression("interval", (Span(start, end).finely,)))


def choice(kind: Literal["one", "all"], spans: list[Span]) -> Expression:
    """Return one of several dates, or all of them, in order and each once."""
    fine = {(span if span.is_single and not span.start.is_coarse else span.finely) for span in spans}  # type: ignore[union-attr]
    ordered = tuple(sorted(fine, key=_order))
    if len(ordered) == 1 and ordered[0].is_single:
        return Expression("point", ordered)
    return _short_enough(Expression(kind, ordered))


def _order(span: Span) -> tuple[dt.date, dt.date, str]:
    start = span.start.earliest if span.start else dt.date.min
    return start, span.end.latest if span.end else dt.date.max, str(span)


def _short_enough(expression: Expression) -> Expression:
    if len(str(expression)) > LONGEST:
        raise UnreadableDate(_("These are too many dates: write the first and the last."))
    return expression


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """Return the date that an EDTF string of the subset names. Raises UnreadableDate saying what is wrong with it."""
    if len(text) > LONGEST:
        raise UnreadableDate(_("This is too long: an EDTF date has at most %(most)s characters.") % {"most": LONGEST})
    if text[:1] in "[{" and text:
        return _parse_set(text)
    if "/" in text:
        return _parse_interval(text)
    return point(_parse_point(text))


def _parse_set(text: str) -> Expression:
    kind: Literal["one", "all"] = "one" if text[0] == "[" else "all"
    closing = "]" if kind == "one" else "}"
    if text[-1] != closing:
        raise UnreadableDate(_("The closing %(bracket)s is missing: write %(example)s.")
                             % {"bracket": closing, "example": f"{text[0]}1990-06-28,1990-06-29{closing}"})  # fmt: skip
    return choice(kind, [_parse_span(part.strip()) for part in text[1:-1].split(",")])


def _parse_span(text: str) -> Span:
    start, dots, end = text.partition("..")
    if not dots:
        single = _parse_point(text)
        return Span(single, single)
    if not start and not end:
        raise UnreadableDate(_("“..” needs a date before it or behind it."))
    return Span(_parse_point(start) if start else None, _parse_point(end) if end else None)


def _parse_interval(text: str) -> Expression:
    start, _slash, end = text.partition("/")
    first = _parse_point(start) if start not in {"", ".."} else None
    last = _parse_point(end) if end not in {"", ".."} else None
    if (first and not end) or (last and not start):
        return choice("one", [Span(first, last)])
    return interval(first, last)


def _parse_point(text: str) -> Point:
    match = POINT.fullmatch(text)
    if match is None:
        raise UnreadableDate(_refusal(text))
    year, second, third, qualifier = match.groups()
    unknown_digits = year.count("X")
    if unknown_digits:
        if second not in {None, "XX"} or third not in {None, "XX"}:
            raise UnreadableDate(_("A decade or century has no month: write %(year)s alone.") % {"year": year})
        return Point(int(year.replace("X", "0")), unknown_digits=unknown_digits, qualifier=qualifier)
    if second in {None, "XX"}:
        if third not in {None, "XX"}:
            raise UnreadableDate(_("A day needs its month: write %(year)s alone.") % {"year": year})
        return Point(int(year), qualifier=qualifier)
    return _parse_finer(int(year), int(second), third, qualifier)


def _parse_finer(year: int, second: int, third: str | None, qualifier: str) -> Point:
    if 21 <= second <= 24:
        if third is not None:
            raise UnreadableDate(_("A season has no day: write %(season)s alone.") % {"season": f"{year:04}-{second}"})
        return Point(year, season=second, qualifier=qualifier)
    day = None if third in {None, "XX"} else int(third)  # type: ignore[arg-type]
    return Point(year, second, day, qualifier=qualifier)


def _refusal(text: str) -> str:
    if TIME.search(text):
        return _("The time of day is kept apart from the date: write the day alone, as 2016-09-22.")
    return _("“%(text)s” is not a date: write 2016-09-22, 2016-09 or 2016.") % {"text": shown(text)}
