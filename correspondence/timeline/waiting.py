"""What is still open between two parties when the timeline ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from correspondence.models import Party, Proposer, Reader, Standing

OPEN = ("open", "acknowledged", "clarifying", "deferred", "redirected", "countered")
MOST_COUNTED = 100
MOST_NAMED = 8


@dataclass(frozen=True)
class Asked:
    """The party that is waited for, and the offers put to it."""

    party: Party
    standings: tuple[Standing, ...]

    @property
    def named(self) -> tuple[Standing, ...]:
        return self.standings[:MOST_NAMED]

    @property
    def more(self) -> int:
        return max(len(self.standings) - MOST_NAMED, 0)


@dataclass(frozen=True)
class Waiting:
    """The open offers between two parties, by who has to answer."""

    asked: tuple[Asked, ...]
    number: int

    def __str__(self) -> str:
        if self.number > MOST_COUNTED:
            return _("More than %(count)d offers and requests are open.") % {"count": MOST_COUNTED}
        words = ngettext("%(count)d offer or request is open.", "%(count)d offers and requests are open.", self.number)
        return words % {"count": self.number}


def read_waiting(a: Party, b: Party, reader: Reader) -> Waiting | None:
    """Return what each of two principals still has to answer, as this reader knows it; None when there is nothing."""
    put = Standing.objects.effective_for(reader).filter(state__in=OPEN).exclude(first_tabled="")
    between = put.filter(_asked_of(a, b, reader) | _asked_of(b, a, reader)).order_by(
        "first_tabled", "addressee__proposal__title", "pk"
    )
    rows = list(between.select_related("addressee__proposal", "addressee__party__principal")[: MOST_COUNTED + 1])
    asked = tuple(_asked(party, rows) for party in {party.pk: party for party in (b, a)}.values())
    return Waiting(tuple(one for one in asked if one.standings), len(rows)) if rows else None


def _asked_of(party: Party, by: Party, reader: Reader) -> Q:
    proposers = Proposer.objects.visible_to(reader).filter(
        proposal=OuterRef("addressee__proposal"), party__principal=by.pk
    )
    return Q(Exists(proposers), addressee__party__principal=party.pk)


def _asked(party: Party, rows: Iterable[Any]) -> Asked:
    return Asked(party, tuple(row for row in rows if row.addressee.party.principal_id == party.pk))
