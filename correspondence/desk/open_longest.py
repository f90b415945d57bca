"""Which offers have been on the table for longest without being settled? Bars on one scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery, UUIDField
from django.utils import timezone

from correspondence.dates import UncertainDate
from correspondence.models import Letter, Proposal, Proposer, Reader, Standing, Tabling, order
from correspondence.offers.lists import WAITING
from correspondence.offers.words import open_for

from .debts import SHOWN
from .offers_owed import ON_FILE, PUTTING


@dataclass(frozen=True)
class Bar:
    """An offer, how long it has been on the table, and that as a part of the longest, in hundredths.

    ``side`` is "a" for what the home party offers, "b" for what is offered to it, "" when there is none.
    """

    offer: Proposal
    date: UncertainDate
    side: str
    length: int

    @property
    def age(self) -> str:
        return open_for(self.date)


def open_longest(reader: Reader, home: Any) -> tuple[Bar, ...]:
    """Return the offers first put longest ago that are still open; of the home party's own, where there is one."""
    rows = _standings(reader, home)
    letters = Letter.objects.visible_to(reader).in_bulk([row.put_in for row in rows if row.put_in])
    dated = [(row, letters[row.put_in].date) for row in rows if row.put_in in letters]
    days = {row.pk: _days(date) for row, date in dated}
    longest = max(days.values(), default=0) or 1
    return tuple(
        Bar(row.addressee.proposal, date, _side(row, home), max(round(100 * days[row.pk] / longest), 1))
        for row, date in dated
    )


def _standings(reader: Reader, home: Any) -> list[Any]:
    """Return one standing of each offer that is open, that of the addressee to whom it was put first."""
    proposers = Proposer.objects.visible_to(reader)
    known = Standing.objects.effective_for(reader).filter(state__in=WAITING, first_tabled__gt="",
                                                          first_tabled__lt=order.UNDATED)  # fmt: skip
    if home is not None:
        by_us = Exists(proposers.filter(proposal=OuterRef("addressee__proposal"), party__principal=home))
        known = known.filter(Q(addressee__party__principal=home) | by_us)
    before = Q(first_tabled__lt=OuterRef("first_tabled")) | Q(
        first_tabled=OuterRef("first_tabled"), pk__lt=OuterRef("pk")
    )
    same = known.filter(before, addressee__proposal=OuterRef("addressee__proposal"))
    put = Tabling.objects.visible_to(reader).filter(
        proposal=OuterRef("addressee__proposal"), kind__in=PUTTING, letter__status__in=ON_FILE
    )
    seen = Prefetch("addressee__proposal__proposers", proposers.select_related("party"), to_attr="seen_proposers")
    first = Subquery(put.order_by("letter__sort_key").values("letter")[:1], output_field=UUIDField())
    rows = known.filter(~Exists(same)).annotate(put_in=first)
    return list(
        rows.select_related("addressee__proposal").prefetch_related(seen).order_by("first_tabled", "pk")[:SHOWN]
    )


def _days(date: UncertainDate) -> int:
    start = date.earliest or date.latest
    return max((timezone.localdate() - start).days, 0) if start else 0


def _side(row: Any, home: Any) -> str:
    if home is None:
        return ""
    ours = any(proposer.party.principal_id == home for proposer in row.addressee.proposal.seen_proposers)
    return "a" if ours else "b"
