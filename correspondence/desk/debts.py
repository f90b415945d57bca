"""What an answer that is outstanding says of itself: who has the next word, since when, and whether it is late.

Nothing is owed by the clock: only a due date can make a debt late, and that is computed when it is read.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from correspondence.dates import UncertainDate
from correspondence.listing import MOST_COUNTED, Count
from correspondence.models import Letter, Party, Proposal
from correspondence.offers.words import names, open_for

SHOWN = 8
SOON = 14  # days: a due date this near is said with the days that are left


@dataclass(frozen=True)
class Owing:
    """Whose debts are meant: those of the home party, those of the others to it, or everybody's when it is None."""

    home: Any = None
    by_us: bool = True


@dataclass(frozen=True)
class Found:
    """A debt as it is counted and sorted, before anything is read that only the page shows.

    ``place`` is the sort key of what waits for an answer; ``letter`` is the letter in which it stands.
    """

    row: Any
    due: dt.date | None
    place: str
    letter: Any
    debtor: Any = None

    @property
    def rank(self) -> tuple[Any, ...]:
        """The latest first, then what is due, then what has waited longest."""
        return (self.due is None, self.due or dt.date.max, self.place, str(self.row), str(self.debtor))


@dataclass(frozen=True)
class Debt:
    """An answer that is outstanding; ``thing`` is the offer or the letter that waits for it.

    ``state`` is that of the offer, "" for a letter. ``reply_to`` is the letter that an answer would answer. ``bound`` says
    what the due date is: the day on which a reply is due, or to which the offer holds.
    """

    thing: Proposal | Letter
    debtors: tuple[Party, ...]
    creditors: tuple[Party, ...]
    told: str
    date: UncertainDate
    due: dt.date | None = None
    bound: str | Promise = ""
    note: str = ""
    state: str = ""
    reply_to: Any = None

    @property
    def age(self) -> str:
        return open_for(self.date)

    @property
    def days_left(self) -> int | None:
        return (self.due - timezone.localdate()).days if self.due else None

    @property
    def late(self) -> str:
        """Return "6 days late"; "" for what is not due yet, or never."""
        days = -(self.days_left or 0)
        return ngettext("%(count)d day late", "%(count)d days late", days) % {"count": days} if days > 0 else ""

    @property
    def soon(self) -> str:
        """Return "in 4 days" for what is due within a fortnight."""
        days = self.days_left
        if days is None or not 0 <= days <= SOON:
            return ""
        return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days} if days else _("today")

    @property
    def due_told(self) -> str:
        """Return "reply due 17 November 2026"; the note where there is no due date."""
        return str(self.bound) % {"day": date_format(self.due)} if self.due else self.note

    @property
    def creditors_told(self) -> str:
        return names(self.creditors)

    @property
    def debtors_told(self) -> str:
        return names(self.debtors)


@dataclass(frozen=True)
class Owed:
    """What one side owes: on how many offers, to which letters, how much of it is late, and the first of it."""

    offers: int = 0
    letters: tuple[Any, ...] = ()
    late: int = 0
    debts: tuple[Debt, ...] = ()

    @property
    def number(self) -> int:
        return min(self.offers + len(self.letters), MOST_COUNTED + 1)

    @property
    def count(self) -> Count:
        return Count(self.number)

    @property
    def more(self) -> bool:
        return self.number > len(self.debts)


def first_of(rows: QuerySet[Any], *columns: str) -> list[Found]:
    """Return debts in their order, at most one beyond a thousand."""
    return [Found(*row) for row in rows.values_list(*columns)[: MOST_COUNTED + 1]]


def late_among(found: list[Found]) -> int:
    today = timezone.localdate()
    return sum(1 for one in found if one.due is not None and one.due < today)


def told_of(what: str, date: UncertainDate) -> str:
    """Return "Invitation, 4 August 2016"; without the date where it is not known."""
    when = date.in_words()
    return _("%(what)s, %(date)s") % {"what": what, "date": when} if when else what
