"""How long nothing is shown between two rows. Pure: it knows only the dates of what the reader sees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from correspondence.dates import UncertainDate

THRESHOLD = 6  # months
LONG = 24  # months


@dataclass(frozen=True)
class Gap:
    """At least so many whole months between two rows; ``about`` when one of them has no certain day."""

    months: int
    about: bool

    @property
    def is_long(self) -> bool:
        return self.months >= LONG

    def __str__(self) -> str:
        if self.about:
            return _("Nothing shown here for about %(length)s") % {"length": self.length}
        return _("Nothing shown here for %(length)s") % {"length": self.length}

    @property
    def length(self) -> str:
        years, months = divmod(self.months, 12)
        in_years = ngettext("%(count)d year", "%(count)d years", years) % {"count": years}
        in_months = ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
        if years and months:
            return _("%(years)s and %(months)s") % {"years": in_years, "months": in_months}
        return in_years if years else in_months


def gaps_before(dates: Iterable[UncertainDate]) -> list[Gap | None]:
    """Return, for each date of a sequence in time order, the gap that precedes it.

    What may have happened until some day fills the time until that day. What goes on, such as offers "since 2003", and
    what has an open end stand at their start: a row further down is as far from them as the page shows it.
    """
    found: list[Gap | None] = []
    reached: dt.date | None = None
    certain = True
    for date in dates:
        start = date.earliest or date.latest
        months = _months(reached, start) if reached and start else 0
        found.append(Gap(months, about=not (certain and date.is_day)) if months >= THRESHOLD else None)
        end = _end(date)
        if end and (reached is None or end >= reached):
            reached, certain = end, date.is_day
    return found


def _end(date: UncertainDate) -> dt.date | None:
    lasts = "/" in date.edtf
    return date.earliest if date.earliest and (lasts or date.latest is None) else date.latest


def _months(start: dt.date, end: dt.date) -> int:
    """Return the whole months from one day to another."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if end.day < start.day else months
