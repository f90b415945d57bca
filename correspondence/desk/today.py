"""The page that a desk opens first: what we owe, what they owe us, what is new, what stands open and what is quiet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from correspondence.listing import Count
from correspondence.models import Party, Reader

from .debts import SHOWN, Debt, Found, Owed, Owing, late_among
from .letters_owed import letter_debts, letters_owed
from .offers_owed import offer_debts, offers_owed
from .open_longest import Bar, open_longest
from .quiet import QuietFile, quiet_files
from .received import Received, newly_received

SHOWN_BY_PARTY = 2 * SHOWN


@dataclass(frozen=True)
class Tally:
    """A number at the head of the page, and the part of the page that lists it."""

    count: Count
    words: str
    anchor: str


@dataclass(frozen=True)
class PartyDebts:
    """What one party has to answer."""

    party: Party
    debts: tuple[Debt, ...]


@dataclass(frozen=True)
class Today:
    """Everything on the page. Without a home party there is no "we": ``by_party`` stands for both sides."""

    home: Party | None
    now: dt.datetime
    ours: Owed
    theirs: Owed
    everybody: Owed
    received: Received
    longest: tuple[Bar, ...]
    quiet: tuple[QuietFile, ...]

    @property
    def by_party(self) -> tuple[PartyDebts, ...]:
        parties = dict.fromkeys(party for debt in self.everybody.debts for party in debt.debtors[:1])
        return tuple(
            PartyDebts(party, tuple(debt for debt in self.everybody.debts if party in debt.debtors[:1]))
            for party in parties
        )

    @property
    def is_anything_late(self) -> bool:
        return bool(self.ours.late or self.theirs.late or self.everybody.late)

    @property
    def tallies(self) -> tuple[Tally, ...]:
        if self.home is None:
            return self._without_home
        ours, theirs = self.ours.count, self.theirs.count
        return (
            Tally(ours, ngettext("answer we owe", "answers we owe", ours.number), "we-owe"),
            Tally(theirs, ngettext("answer owed to us", "answers owed to us", theirs.number), "they-owe"),
            self._overdue,
            Tally(self.received.lately, _("received in the last 7 days"), "received"),
        )

    @property
    def _without_home(self) -> tuple[Tally, ...]:
        offers, letters = Count(self.everybody.offers), Count(len(self.everybody.letters))
        unanswered = ngettext("offer without an answer", "offers without an answer", offers.number)
        unreplied = ngettext("letter without a reply", "letters without a reply", letters.number)
        return (
            Tally(offers, unanswered, "by-party"),
            Tally(letters, unreplied, "by-party"),
            Tally(Count(self.everybody.late), _("overdue"), "by-party"),
            Tally(self.received.lately, _("recorded in the last 7 days"), "received"),
        )

    @property
    def _overdue(self) -> Tally:
        late = Count(self.ours.late + self.theirs.late)
        words = _("overdue")
        if late.number:
            words = _("overdue, %(number)s of them ours") % {"number": Count(self.ours.late)}
        return Tally(late, words, "they-owe" if self.theirs.late and not self.ours.late else "we-owe")


def read_today(reader: Reader) -> Today:
    """Return the first page as one reader may see it, in a constant number of queries."""
    home = home_of(reader)
    key = home.pk if home else None
    nothing = Owed()
    ours, theirs, everybody = (
        (_owed(reader, Owing(key), SHOWN), _owed(reader, Owing(key, by_us=False), SHOWN), nothing)
        if home
        else (nothing, nothing, _owed(reader, Owing(), SHOWN_BY_PARTY))
    )
    return Today(
        home=home,
        now=timezone.localtime(),
        ours=ours,
        theirs=theirs,
        everybody=everybody,
        received=newly_received(reader, key),
        longest=open_longest(reader, key),
        quiet=quiet_files(reader, key, {*ours.letters, *theirs.letters, *everybody.letters}),
    )


def home_of(reader: Reader) -> Party | None:
    """Return the state or organisation whose desk this is; None when it is not set, not known or hidden."""
    slug = settings.HOME_PARTY or ""
    found = Party.objects.visible_to(reader).filter(slug=slug).select_related("principal").first() if slug else None
    return found.principal if found else None


def _owed(reader: Reader, owing: Owing, most: int) -> Owed:
    """Return what one side owes: offers and letters together, the latest first."""
    offers, letters = offers_owed(reader, owing), letters_owed(reader, owing)
    together: list[tuple[Found, bool]] = [(one, True) for one in offers] + [(one, False) for one in letters]
    shown = sorted(together, key=lambda pair: pair[0].rank)[:most]
    of_offers = offer_debts([one for one, is_offer in shown if is_offer], reader)
    of_letters = letter_debts([one for one, is_offer in shown if not is_offer], reader)
    debts: list[Any] = [
        of_offers.get(one.row) if is_offer else of_letters.get((one.row, one.debtor)) for one, is_offer in shown
    ]
    return Owed(
        offers=len(offers),
        late=late_among(offers) + late_among(letters),
        debts=tuple(debt for debt in debts if debt is not None),
        letters=tuple(one.letter for one in letters),
    )
