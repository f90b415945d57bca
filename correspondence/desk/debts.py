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
from django.utils.translation import gettext_lazy, ngettext

from correspondence.dates import UncertainDate
from correspondence.listing import MOST_COUNTED, Count
from correspondence.models import Deadline, Letter, Party, Proposal
from correspondence.offers.words import length, names, open_for

SHOWN = 8
SOON = 14  # days: a due date this near is said with the days that are left


@dataclass(frozen=True)
class Owing:
    """Whose debts are meant: those of the home party, those of the others to it, or everybody's when it is None."""

    home: Any = None
    by_us: bool = True


@dataclass(frozen=True)
class Bound:
    """What a due date is, said while it is ahead and when it has passed."""

    ahead: str | Promise
    passed: str | Promise


REPLY_DUE = Bound(gettext_lazy("reply due %(day)s"), gettext_lazy("reply was due %(day)s"))
HOLDS_UNTIL = Bound(gettext_lazy("holds until %(day)s"), gettext_lazy("held until %(day)s"))


@dataclass(frozen=True)
class Found:
    """A debt as it is counted and sorted, before anything is read that only the page shows.

    ``place`` is the sort key of what waits for an answer; ``letter`` is the letter in which it stands. ``reply_by`` is the
    day that it names for the reply: only that makes a debt late. ``due`` is that day, or the one to which an offer holds.
    """

    row: Any
    due: dt.date | None
    place: str
    letter: Any
    reply_by: dt.date | None
    debtor: Any = None

    @property
    def rank(self) -> tuple[Any, ...]:
        """The latest first, then what is due, then what has waited longest."""
        return (self.due is None, self.due or dt.date.max, self.place, str(self.row), str(self.debtor))


@dataclass(frozen=True)
class Debt:
    """An answer that is outstanding; ``thing`` is the offer or the letter that waits for it.

    ``state`` is that of the offer, "" for a letter. ``reply_to`` is the letter that an answer would answer. ``bound`` says
    what the due date is: the day on which a reply is due, or to which the offer holds. ``deadline`` and ``addressee`` are
    those of an offer; ``acknowledged`` says that receipt of a letter is, which is no reply.
    """

    thing: Proposal | Letter
    debtors: tuple[Party, ...]
    creditors: tuple[Party, ...]
    told: str
    date: UncertainDate
    due: dt.date | None = None
    bound: Bound | None = None
    note: str = ""
    state: str = ""
    reply_to: Any = None
    deadline: Deadline | None = None
    addressee: Any = None
    acknowledged: bool = False

    @property
    def age(self) -> str:
        return open_for(self.date)

    @property
    def days_left(self) -> int | None:
        return (self.due - timezone.localdate()).days if self.due else None

    @property
    def late(self) -> str:
        """Return "6 days late"; "" for what is not due yet, or never: only a reply that was due on a day can be late."""
        if self.due is None or self.bound is not REPLY_DUE or self.due >= timezone.localdate():
            return ""
        return _("%(time)s late") % {"time": length(self.due, timezone.localdate())}

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
        if self.due is None or self.bound is None:
            return self.note
        words = self.bound.passed if self.due < timezone.localdate() else self.bound.ahead
        return str(words) % {"day": date_format(self.due)}

    @property
    def is_past(self) -> bool:
        """Whether it is an offer whose date has passed."""
        return self.deadline is not None and self.deadline.is_past

    @property
    def past_told(self) -> str:
        """Return "the date offered, 20 November 2026, has passed"."""
        return _("the date offered, %(date)s, has passed") % {"date": self.deadline.holds} if self.deadline else ""

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
    return sum(1 for one in found if one.reply_by is not None and one.reply_by < today)


def told_of(what: str, date: UncertainDate) -> str:
    """Return "Invitation, 4 August 2016"; without the date where it is not known."""
    when = date.in_words()
    return _("%(what)s, %(date)s") % {"what": what, "date": when} if when else what
