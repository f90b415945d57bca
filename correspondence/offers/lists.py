"""One page of the ledger, and the page of one offer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from correspondence.axis import Axis, Drawing
from correspondence.listing import Count, Listing, counted, listed
from correspondence.models import Addressee, Proposal, Reader, Standing

from .record import load
from .rows import OfferRow, row_of

MOST_REJECTED = "most_rejected"
KEYS = ("first_tabled", "addressee_id")
WAITING = ("open", "acknowledged", "clarifying", "deferred", "redirected", "countered")
ACCEPTED = ("accepted", "partly_accepted", "conditionally_accepted", "fulfilled")
MOST_UNADDRESSED = 20


@dataclass(frozen=True)
class Totals:
    """How many of the offers that the filters keep were accepted, wait for an answer, or were rejected."""

    accepted: Count
    waiting: Count
    rejected: Count


@dataclass(frozen=True)
class Drawn:
    """A row and its drawing on an axis; neither when no date is known."""

    row: OfferRow
    axis: Axis | None
    drawing: Drawing | None

    @classmethod
    def on(cls, axis: Axis | None, row: OfferRow) -> Drawn:
        return cls(row, axis, axis.draw(row.sketch) if axis else None)


@dataclass(frozen=True)
class Ledger:
    """A page of the ledger. ``unaddressed`` are offers put to nobody on record, named where the whole list ends."""

    listing: Listing
    axis: Axis | None = None
    totals: Totals | None = None
    unaddressed: tuple[Proposal, ...] = ()

    @property
    def by_rejections(self) -> bool:
        return self.listing.order_chosen == MOST_REJECTED


def offers_on_record(reader: Reader) -> QuerySet[Standing]:
    """Return where each offer stands for each addressee, as this reader knows it: what the ledger is filtered by."""
    return Standing.objects.effective_for(reader).select_related(
        "addressee__proposal__topic", "addressee__proposal__provision"
    )


def listed_offers(filterset: Any, address: Mapping[str, Any], reader: Reader) -> Ledger:
    """Return the page of the ledger that an address asks for, the offers longest on the table first."""
    listing = _listing(filterset, address)
    rows = _rows([standing.addressee.proposal for standing in listing.rows], reader)
    axis = Axis.over(act for row in rows for act in row.sketch)
    listing = replace(listing, rows=tuple(Drawn.on(axis, row) for row in rows))
    if not listing.is_readable:
        return Ledger(listing)
    whole = not listing.chips and not listing.after and not listing.order_chosen
    return Ledger(listing, axis, _totals(filterset), _unaddressed(reader) if whole else ())


def offer_for(reader: Reader, key: Any) -> Drawn | None:
    """Return an offer with everything that this reader may know of it; None when he may not see it."""
    found = Proposal.objects.visible_to(reader).filter(pk=key).select_related(
        "topic", "provision__parent", "provision__established_by", "replaces")  # fmt: skip
    rows = _rows(list(found), reader)
    return Drawn.on(Axis.over(rows[0].sketch), rows[0]) if rows else None


def _rows(offers: list[Proposal], reader: Reader) -> list[OfferRow]:
    record = load(offers, reader)
    return [row_of(offer, record) for offer in offers]


def _listing(filterset: Any, address: Mapping[str, Any]) -> Listing:
    if address.get("order") != MOST_REJECTED:
        return listed(filterset, address, keys=KEYS, newest_first=False)
    filterset.leads_by_rejections = True
    cursors = {name: _counting(address[name]) for name in ("after", "before") if address.get(name)}
    listing = listed(filterset, cursors, keys=("times_rejected", *KEYS), newest_first=True)
    return replace(listing, order_chosen=MOST_REJECTED)


def _counting(cursor: str) -> str:
    """Return a cursor that begins with a number of rejections; any other as one that no list can read."""
    return cursor if re.match(r"[0-9]{1,9}\.", cursor) else "unreadable"


def _totals(filterset: Any) -> Totals:
    """Count offers by where they stand for any of their addressees; one may be counted twice."""

    def offers(*states: str) -> Count:
        rows = filterset.standings.filter(state__in=states)
        return counted(rows.order_by().values("addressee__proposal").distinct())

    return Totals(accepted=offers(*ACCEPTED), waiting=offers(*WAITING), rejected=offers("rejected"))


def _unaddressed(reader: Reader) -> tuple[Proposal, ...]:
    to_somebody = Addressee.objects.visible_to(reader).filter(proposal=OuterRef("pk"))
    rows = Proposal.objects.visible_to(reader).filter(~Exists(to_somebody)).order_by("title", "id")
    return tuple(rows[:MOST_UNADDRESSED])
