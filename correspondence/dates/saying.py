"""Saying an EDTF date in the words of a language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from .edtf import Expression, Span
from .languages import Language
from .languages.language import in_case
from .points import MONTHS_OF, WINTER, Point


@dataclass(frozen=True, slots=True)
class Said:
    """A date that a pattern puts into the case it wants: "kopš {date:gen}"."""

    language: Language
    point: Point
    kind: str = ""

    def __format__(self, case: str) -> str:
        if self.point.qualifier:
            bare = replace(self, point=self.point.plain)
            mark = in_case(self.language.marks[self.point.qualifier], case)
            return mark.format(date=format(bare, case), plain=format(bare, ""))
        return _filled(self.language, [self.point], case, kind=self.kind)


@dataclass(frozen=True, slots=True)
class Listed:
    """Several dates joined by "and" or "or"; what they share is said once: "5 and 6 May 1990"."""

    language: Language
    points: tuple[Point, ...]
    joint: str

    def __format__(self, case: str) -> str:
        if _share_a_month(self.points) or _share_a_year(self.points):
            return _filled(self.language, self.points, case, joint=self.joint)
        return _joined(self.language, [format(Said(self.language, point), case) for point in self.points], self.joint)


def say(expression: Expression, language: Language) -> str:
    """Return the date in words: "since 2003", "2018. gada 28. novembris", "весна 2014 г."."""
    if expression.kind == "point":
        point = _start(expression.spans[0])
        if point.kind == "century":
            return _range(Expression("one", (Span(point.first, point.last),)), language)
        return format(Said(language, point), "")
    if expression.kind == "interval":
        return _interval(expression.spans[0], language)
    if len(expression.spans) == 1:
        return _range(expression, language)
    if all(span.is_single for span in expression.spans):
        joint = "or" if expression.kind == "one" else "and"
        return format(Listed(language, tuple(_start(span) for span in expression.spans), joint), "")
    joint = "or" if expression.kind == "one" else "and"
    return _joined(language, [_interval(span, language) for span in expression.spans], joint)


def say_extent(expression: Expression, language: Language) -> str:
    """Return what a season or decade covers, "March to May" or "1990 to 1999", and the last day of what is "before".

    Empty for what says so itself.
    """
    span = expression.spans[0]
    if expression.kind == "one" and len(expression.spans) == 1 and (span.start is None or span.end is None):
        return _including(span, language)
    point = span.start
    if expression.kind != "point" or point is None or not point.is_coarse or point.kind == "century":
        return ""
    name_only = "name" if point.season and point.season != WINTER else ""
    start, end = Said(language, point.first, name_only), Said(language, point.last, name_only)
    return language.phrase("interval", start=start, end=end)


def _including(span: Span, language: Language) -> str:
    if span.end is not None:
        return language.phrase("or earlier", date=Said(language, span.end))
    return language.phrase("or later", date=Said(language, _start(span)))


def _season_of(span: Span) -> Point | None:
    """Return the season that two qualified months stand for: EDTF has no "about spring 2014" of its own."""
    start, end = _start(span), span.end
    if not start.qualifier or end is None:
        return None
    seasons = (Point(start.year, season=season, qualifier=start.qualifier) for season in MONTHS_OF)
    return next((season for season in seasons if (season.first, season.last) == (start, end)), None)


def _interval(span: Span, language: Language) -> str:
    if span.is_single:
        return format(Said(language, _start(span)), "")
    if span.end is None:
        return language.phrase("since", date=Said(language, _start(span)))
    if span.start is None:
        return language.phrase("until", date=Said(language, span.end))
    start, end = _halves(span.start, span.end, language)
    return language.phrase("interval", start=start, end=end)


def _halves(start: Point, end: Point, language: Language) -> tuple[Said, Said]:
    """Say what both share once: "1 to 10 November 2018"."""
    if _share_a_month((start, end)) or _share_a_year((start, end)):
        return Said(language, start, f"{start.kind} begins"), Said(language, end, f"{end.kind} ends")
    return Said(language, start), Said(language, end)


def _range(expression: Expression, language: Language) -> str:
    """`[a..b]` is a moment between the two; `{a..b}` is all of them, so it is said as what lasts."""
    (span,) = expression.spans
    if span.start is None or span.end is None:
        return _open_range(span, language)
    if expression.kind == "all":
        return _interval(span, language)
    season = _season_of(span)
    if season:
        return format(Said(language, season), "")
    start, end = _halves(span.start, span.end, language)
    return language.phrase("between", start=start, end=end, both=Listed(language, (span.start, span.end), "and"))


def _open_range(span: Span, language: Language) -> str:
    """Say before and after the day beyond the bound, as people do; at the ends of the calendar there is none."""
    if span.end is not None:
        if span.end.latest == dt.date.max:
            return _including(span, language)
        return language.phrase("before", date=Said(language, span.end.after))
    start = _start(span)
    if start.earliest == dt.date.min:
        return _including(span, language)
    return language.phrase("after", date=Said(language, start.before))


def _filled(
    language: Language, points: list[Point] | tuple[Point, ...], case: str, *, joint: str = "and", kind: str = ""
) -> str:
    first = points[0]
    kind = kind or _pattern_of(first)
    by_day = first.kind == "day"
    month_case = "day" if by_day and "day" in language.months else case
    several = [language.month(point.month, month_case) for point in points if point.month] if not by_day else []
    month = language.month(first.month, month_case) if by_day and first.month else ""
    return language.pattern(kind, case).format(
        day=_joined(language, [language.day(point.day) for point in points if point.day], joint) if by_day else "",
        month=month or (_joined(language, several, joint) if several else ""),
        season=language.seasons[first.season - 21] if first.season else "",
        year=f"{first.year:04}",
        next_year=f"{(first.year + 1) % 100:02}",
    )


def _pattern_of(point: Point) -> str:
    return "winter" if point.season == WINTER else point.kind


def _joined(language: Language, texts: list[str], joint: str) -> str:
    """Return "a, b or c"."""
    said = texts[0]
    for text in texts[1:-1]:
        said = language.phrase("comma", first=said, last=text)
    return language.phrase(joint, first=said, last=texts[-1]) if len(texts) > 1 else said


def _share_a_month(points: tuple[Point, ...]) -> bool:
    days = all(point.kind == "day" and not point.qualifier for point in points)
    return days and len({(point.year, point.month) for point in points}) == 1


def _share_a_year(points: tuple[Point, ...]) -> bool:
    months = all(point.kind == "month" and not point.qualifier for point in points)
    return months and len({point.year for point in points}) == 1


def _start(span: Span) -> Point:
    assert span.start is not None
    return span.start
