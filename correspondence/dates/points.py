"""One date of some precision: a day, a month, a season, a year, a decade or a century."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .errors import UnreadableDate

LAST_YEAR = 9999
SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24

# The months of a season, counted from January of its year. Winter begins in the year it is named after.
MONTHS_OF = {SPRING: (3, 5), SUMMER: (6, 8), AUTUMN: (9, 11), WINTER: (12, 14)}


@dataclass(frozen=True, slots=True)
class Point:
    """A date as precise as it is known; `unknown_digits` is 1 for a decade (`199X`) and 2 for a century (`19XX`).

    `qualifier` is one of the EDTF marks `~` (about), `?` (uncertain), `%` (both): it never widens the bounds.
    Raises UnreadableDate for what the calendar does not have.
    """

    year: int
    month: int | None = None
    day: int | None = None
    season: int | None = None
    unknown_digits: int = 0
    qualifier: str = ""

    def __post_init__(self) -> None:
        if not self.unknown_digits and not 1 <= self.year <= LAST_YEAR:
            raise UnreadableDate(
                _("There is no year %(year)s here: write a year from 0001 to 9999.") % {"year": self.year}
            )
        if self.month is not None and not 1 <= self.month <= 12:
            raise UnreadableDate(
                _("There is no month %(month)s: write a month from 1 to 12, or its name.") % {"month": self.month}
            )
        if self.day is not None:
            self._check_day()

    def _check_day(self) -> None:
        assert self.month is not None
        assert self.day is not None
        days = monthrange(self.year, self.month)[1]
        if not 1 <= self.day <= days:
            month = date_format(dt.date(self.year, self.month, 1), "YEAR_MONTH_FORMAT")
            raise UnreadableDate(
                _("%(month)s has no day %(day)s: write a day from 1 to %(days)s.")
                % {"month": month, "day": self.day, "days": days}
            )

    @classmethod
    def on(cls, day: dt.date) -> Point:
        return cls(day.year, day.month, day.day)

    @property
    def kind(self) -> str:
        """Which words it is said with: day, month, season, year, decade or century."""
        if self.unknown_digits:
            return "decade" if self.unknown_digits == 1 else "century"
        if self.season:
            return "season"
        return "day" if self.day else "month" if self.month else "year"

    @property
    def is_coarse(self) -> bool:
        """Whether this is a season, a decade or a century: what EDTF keeps out of intervals and qualifiers."""
        return bool(self.season or self.unknown_digits)

    @property
    def earliest(self) -> dt.date:
        first = self.first
        return dt.date(first.year, first.month or 1, first.day or 1)

    @property
    def latest(self) -> dt.date:
        last = self.last
        month = last.month or 12
        return dt.date(last.year, month, last.day or monthrange(last.year, month)[1])

    @property
    def first(self) -> Point:
        """The first month of a season, the first year of a decade; anything else is its own beginning."""
        if self.season:
            return Point(self.year, MONTHS_OF[self.season][0], qualifier=self.qualifier)
        if self.unknown_digits:
            return Point(max(self.year, 1), qualifier=self.qualifier)
        return self

    @property
    def last(self) -> Point:
        """The last month of a season, the last year of a decade; anything else is its own end."""
        if self.season:
            years, month = divmod(MONTHS_OF[self.season][1] - 1, 12)
            if self.year + years > LAST_YEAR:
                return Point(LAST_YEAR, 12, qualifier=self.qualifier)
            return Point(self.year + years, month + 1, qualifier=self.qualifier)
        if self.unknown_digits:
            return Point(self.year + 10**self.unknown_digits - 1, qualifier=self.qualifier)
        return self

    @property
    def before(self) -> Point:
        """The day before a day, the month before a month, the year before a year."""
        first = self.first
        if first.earliest == dt.date.min:
            raise UnreadableDate(_("Nothing is before the year 1: write a later date."))
        return first._neighbour(first.earliest - dt.timedelta(days=1))

    @property
    def after(self) -> Point:
        """The day after a day, the month after a month, the year after a year."""
        last = self.last
        if last.latest == dt.date.max:
            raise UnreadableDate(_("Nothing is after the year 9999: write an earlier date."))
        return last._neighbour(last.latest + dt.timedelta(days=1))

    @property
    def plain(self) -> Point:
        return replace(self, qualifier="") if self.qualifier else self

    def _neighbour(self, day: dt.date) -> Point:
        return Point(day.year, self.month and day.month, self.day and day.day, qualifier=self.qualifier)

    def __str__(self) -> str:
        if self.unknown_digits:
            return f"{self.year:04}"[: -self.unknown_digits] + "X" * self.unknown_digits + self.qualifier
        finer = f"-{self.season}" if self.season else f"-{self.month:02}" if self.month else ""
        finest = f"-{self.day:02}" if self.day else ""
        return f"{self.year:04}{finer}{finest}{self.qualifier}"
