"""By which days is an answer due, from whom? What Today shows, as far as it names a day, for a calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from correspondence.models import Reader

from .debts import Debt, Found, Owing
from .letters_owed import letter_debts, letters_owed
from .offers_owed import offer_debts, offers_owed
from .today import home_of


@dataclass(frozen=True)
class DueDay:
    """A day by which an answer is due. ``side`` says whose debt it is, in words; "" where there is no home party."""

    debt: Debt
    day: dt.date
    side: str = ""

    @property
    def key(self) -> UUID:
        """A key that stays the same as long as the same party owes the same answer."""
        if self.debt.addressee:
            return self.debt.addressee
        return uuid5(self.debt.thing.pk, str(self.debt.debtors[0].pk))

    @property
    def title(self) -> str:
        """Return "They owe us: Inspections"; without a home party the debtor takes the place of the side."""
        return f"{self.side or self.debt.debtors_told}: {self.debt.thing}"

    @property
    def told(self) -> str:
        """Return who owes whom, what it was put in, and what the day is, a line each."""
        between = " → ".join(who for who in (self.debt.debtors_told, self.debt.creditors_told) if who)
        return "\n".join(line for line in (between, self.debt.told, self.debt.due_told) if line)


def read_deadlines(reader: Reader) -> tuple[DueDay, ...]:
    """Return the days of all that is owed as far as one reader may see it, the earliest first.

    The number of queries is constant; of each side at most a thousand debts on offers and on letters are read.
    """
    home = home_of(reader)
    sides = (
        ((Owing(home.pk), _("We owe")), (Owing(home.pk, by_us=False), _("They owe us"))) if home else ((Owing(), ""),)
    )
    due = [one for owing, side in sides for one in _due(reader, owing, side)]
    return tuple(sorted(due, key=lambda one: (one.day, one.key)))


def _due(reader: Reader, owing: Owing, side: str) -> list[DueDay]:
    offers, letters = _dated(offers_owed(reader, owing)), _dated(letters_owed(reader, owing))
    debts: dict[Any, Debt] = {**offer_debts(offers, reader), **letter_debts(letters, reader)}
    return [DueDay(debt, debt.due, side) for debt in debts.values() if debt.due is not None]


def _dated(found: list[Found]) -> list[Found]:
    return [one for one in found if one.due is not None]
