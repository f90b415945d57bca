"""One offer as a row of the ledger: who put what to whom, how often, what came back, and where it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from correspondence.axis import Act
from correspondence.letter_sheet.routes import left_side
from correspondence.models import Deadline, Letter, Party, Proposal, Response

from .entries import PUTTING, Entry, entries_of
from .record import Record
from .sketches import sketched, told
from .standpoints import Standpoint, standpoints_of
from .words import names

MOST_NAMED = 3
MOST_ENTRIES = 12


@dataclass(frozen=True)
class Sided:
    """A party in the colour of its side; ``organ`` is the body that speaks for it, "" when it speaks itself."""

    party: Party
    side: str

    @property
    def principal(self) -> Party:
        return self.party.principal

    @property
    def organ(self) -> str:
        return "" if self.party.pk == self.party.principal_id else str(self.party)


@dataclass(frozen=True)
class Tally:
    """How often something happened: single times on record, and beside them what somebody claims of many."""

    number: int
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """The addressees for whom an offer stands alike."""

    state: str
    standpoints: tuple[Standpoint, ...]

    @property
    def named(self) -> str:
        return names([one.party for one in self.standpoints], MOST_NAMED)

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        """What has passed for some of them, each day once."""
        flagged = [one.deadline for one in self.standpoints if one.deadline.is_flagged]
        return tuple({(one.is_overdue, one.reply_due, one.is_past): one for one in flagged}.values())


@dataclass(frozen=True)
class OfferRow:
    """``sketch`` is what to draw on the axis, ``sentence`` says the same in words."""

    offer: Proposal
    proposers: tuple[Sided, ...]
    addressees: tuple[Sided, ...]
    standpoints: tuple[Standpoint, ...]
    entries: tuple[Entry, ...]
    tabled: Tally
    rejected: Tally
    sketch: tuple[Act, ...]
    sentence: str
    replaced_by: tuple[Proposal, ...] = ()
    opened_by: tuple[Response, ...] = ()

    @property
    def only(self) -> Standpoint | None:
        """Where it stands, when it was put to one alone."""
        return self.standpoints[0] if len(self.standpoints) == 1 else None

    @property
    def groups(self) -> tuple[Group, ...]:
        found: dict[str, list[Standpoint]] = {}
        for one in self.standpoints:
            found.setdefault(one.state, []).append(one)
        return tuple(Group(state, tuple(rows)) for state, rows in found.items())

    @property
    def anomalies(self) -> int:
        """How many acts do not fit."""
        return len({key for one in self.standpoints for key, _reason in one.anomalies})

    @property
    def first_entries(self) -> tuple[Entry, ...]:
        return self.entries[:MOST_ENTRIES]

    @property
    def more_entries(self) -> int:
        return max(len(self.entries) - MOST_ENTRIES, 0)

    @property
    def last_put(self) -> Letter | None:
        """The letter that an answer would answer: the one that put it last, None when none is on record."""
        put = [entry for entry in self.entries if entry.tabling is not None and entry.tabling.kind in PUTTING]
        return put[-1].letter if put else None


def row_of(offer: Proposal, record: Record, today: dt.date | None = None) -> OfferRow:
    """Return the row of an offer on one day, today unless another is given."""
    proposers = [row.party for row in record.proposers.get(offer.pk, ())]
    addressees = [row.party for row in record.addressees.get(offer.pk, ())]
    left = left_side(party.principal for party in (*proposers, *addressees))
    standpoints = standpoints_of(offer, record, today or timezone.localdate())
    entries = entries_of(offer, record, _anomalies(standpoints))
    side = _sided(proposers[:1], left)[0].side if proposers else ""
    return OfferRow(
        offer=offer,
        proposers=_sided(proposers, left),
        addressees=_sided(addressees, left),
        standpoints=standpoints,
        entries=entries,
        tabled=Tally(_times_put(entries), _unique(one.claims_tabled for one in standpoints)),
        rejected=Tally(
            sum(one.times_rejected for one in standpoints), _unique(one.claims_rejected for one in standpoints)
        ),
        sketch=sketched(offer, entries, side),
        sentence=told(offer, entries, names(proposers, MOST_NAMED), names(addressees, MOST_NAMED)),
        replaced_by=tuple(record.replaced_by.get(offer.pk, ())),
        opened_by=tuple(record.opened_by.get(offer.pk, ())),
    )


def _sided(parties: Sequence[Party], left: Any) -> tuple[Sided, ...]:
    return tuple(Sided(party, "a" if party.principal_id == left else "b") for party in parties)


def _anomalies(standpoints: Sequence[Standpoint]) -> dict[Any, list[str]]:
    found: dict[Any, list[str]] = {}
    for key, reason in (odd for one in standpoints for odd in one.anomalies):
        found.setdefault(key, []).append(reason)
    return found


def _times_put(entries: Sequence[Entry]) -> int:
    """Count the times it was put, whomever it reached; what somebody claims of many is none of them."""
    kinds = [entry.tabling.kind for entry in entries if entry.tabling is not None and not entry.is_claim]
    return sum(kind in PUTTING for kind in kinds)


def _unique(claims: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim for some in claims for claim in some))
