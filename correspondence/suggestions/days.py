"""Days that a text names, in five languages: with a year or without, which then is the last such day before the letter's."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .languages import LANGUAGES, Phrases

NUMERIC = re.compile(
    r"\b(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4})\b|\b(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2})\b"
)
DAY_ALONE = re.compile(r"\bthe (?P<d>\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
SPELT = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17,
    "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21, "twenty-second": 22, "twenty-third": 23,
    "twenty-fourth": 24, "twenty-fifth": 25, "twenty-sixth": 26, "twenty-seventh": 27, "twenty-eighth": 28, "twenty-ninth": 29,
    "thirtieth": 30, "thirty-first": 31,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day and where it stands in the text."""

    day: dt.date
    start: int
    end: int


@cache
def _pattern(language: Phrases) -> re.Pattern[str]:
    months = "|".join(f"(?P<m{n}>{month})" for n, month in enumerate(language.months, 1))
    again = "|".join(f"(?P<n{n}>{month})" for n, month in enumerate(language.months, 1))
    spelt = "|".join(sorted(SPELT, key=len, reverse=True)) if language.code == "en" else "~"
    day_first = (
        rf"(?:(?P<y1>\d{{4}})\.?\s*(?:gada|года|г\.)\s+)?(?<!\d)(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|-?го|\.|º)?"
        rf"\s+(?:of |de |d’)?"
        rf"(?:{months})(?!\w)(?:,?\s+(?P<y2>\d{{4}})(?!\d))?"
    )
    month_first = (
        rf"(?:{again})(?!\w)\s+(?P<d2>\d{{1,2}}|{spelt})(?:st|nd|rd|th)?(?![\w:])(?:,?\s+(?P<y3>\d{{4}})(?!\d))?"
    )
    both = f"{day_first}|{month_first}" if language.code == "en" else day_first
    return re.compile(rf"(?<!\w)(?:{both})", re.IGNORECASE)


def named_days(text: str, language: Phrases, before: dt.date | None) -> Iterator[NamedDay]:
    """Yield the days that a text names; ``before`` is the day of the letter, for those that name no year."""
    for match in _pattern(language).finditer(text):
        groups = match.groupdict()
        month = next(n for n in range(1, 13) if groups.get(f"m{n}") or groups.get(f"n{n}"))
        said = groups["d1"] or groups.get("d2") or ""
        year = int(groups["y1"] or groups["y2"] or groups.get("y3") or 0)
        if day := _day(year, month, SPELT.get(said.lower()) or int(said), before):
            yield NamedDay(day, match.start(), match.end())
    for match in NUMERIC.finditer(text):
        written = ("y", "m", "d") if match["y"] else ("iy", "im", "id")
        year, month, number = (int(match[name]) for name in written)
        if day := _day(year, month, number, before):
            yield NamedDay(day, match.start(), match.end())


def day_alone(text: str, before: dt.date | None) -> dt.date | None:
    """Return the day of "your letter of the 24th": the last such day before the letter's."""
    match = DAY_ALONE.match(text)
    if match is None or before is None:
        return None
    for back in range(3):
        first = (before.replace(day=1) - dt.timedelta(days=31 * back)).replace(day=1) if back else before.replace(day=1)
        day = _exact(first.year, first.month, int(match["d"]))
        if day and day <= before:
            return day
    return None


def first_day(text: str, before: dt.date | None) -> NamedDay | None:
    """Return the first day that a short text names in any of the languages."""
    found = (day for language in LANGUAGES for day in named_days(text, language, before))
    return min(found, key=lambda day: day.start, default=None)


def _day(year: int, month: int, number: int, before: dt.date | None) -> dt.date | None:
    if year:
        return _exact(year, month, number)
    if before is None:
        return None
    day = _exact(before.year, month, number)
    if day is None or day <= before + dt.timedelta(days=1):
        return day
    return _exact(before.year - 1, month, number)


def _exact(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None
