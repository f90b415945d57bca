"""What is still open between two parties when the timeline ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from correspondence.models import Deadline, Party, Proposer, Reader, Standing

from .lanes import Lane, Lanes

OPEN = ("open", "acknowledged", "clarifying", "deferred", "redirected", "countered")
MOST_COUNTED = 100
MOST_NAMED = 8


@dataclass(frozen=True)
class Open:
    """An offer that is open, and what there was to answer by."""

    standing: Standing
    deadline: Deadline


@dataclass(frozen=True)
class Asked:
    """The party that is waited for, and the offers put to it."""

    party: Party
    standings: tuple[Standing, ...]
    today: dt.date

    @property
    def named(self) -> tuple[Open, ...]:
        return tuple(Open(row, row.deadline_on(self.today)) for row in self.standings[:MOST_NAMED])

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


def read_waiting(lanes: Lanes, reader: Reader) -> Waiting | None:
    """Return what each of two principals still has to answer, as this reader knows it; None when there is nothing."""
    a, b = lanes
    put = Standing.objects.effective_for(reader).filter(state__in=OPEN).exclude(first_tabled="").with_deadlines(reader)
    between = put.filter(_asked_of(a, b, reader) | _asked_of(b, a, reader)).order_by(
        "first_tabled", "addressee__proposal__title", "pk"
    )
    rows = list(between.select_related("addressee__proposal", "addressee__party__principal")[: MOST_COUNTED + 1])
    asked = tuple(_asked(lane, rows) for lane in {lane.party.pk: lane for lane in (b, a)}.values())
    return Waiting(tuple(one for one in asked if one.standings), len(rows)) if rows else None


def _asked_of(lane: Lane, by: Lane, reader: Reader) -> Q:
    proposers = Proposer.objects.visible_to(reader).filter(
        proposal=OuterRef("addressee__proposal"), party__principal__in=by.principals
    )
    return Q(Exists(proposers), addressee__party__principal__in=lane.principals)


def _asked(lane: Lane, rows: Iterable[Any]) -> Asked:
    put = tuple(row for row in rows if row.addressee.party.principal_id in lane.principals)
    return Asked(lane.party, put, timezone.localdate())
