"""What happened outside the correspondence while it went on."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from correspondence.models import ContextEvent, EventParty, Reader, order

from .lanes import Lanes
from .pages import Page


def place_of(event: ContextEvent) -> str:
    """Return where an event stands among letters: before a letter of the same day."""
    return order.own_key([event.occurred])


def in_time(event: ContextEvent) -> tuple[str, dt.date, str, str]:
    """Order events by where they begin; of two that begin together, the one that was over first stands first."""
    return place_of(event), event.occurred.latest or dt.date.max, event.title, str(event.pk)


def read_events(page: Page, lanes: Lanes, reader: Reader, *, within: tuple[str, str]) -> list[ContextEvent]:
    """Return the dated events of either principal around a page's rows, in order.

    Each stands on the page of the exchange that follows it; what follows the last exchange of all stands on the last page.
    Those behind the page's last row are returned too: the gap below that row ends at them.
    """
    first, last = within
    after = page.earlier.sort_key if page.earlier else first
    until = page.later.sort_key if page.later else last
    dated = events_between(lanes, reader).annotate(day=Coalesce("occurred_earliest", "occurred_latest"))
    near = dated.filter(day__gte=_day(after) or dt.date.min, day__lte=_day(until) or dt.date.max)
    return [event for event in sorted(near, key=in_time) if after < place_of(event) <= until]


def events_between(lanes: Lanes, reader: Reader) -> QuerySet[ContextEvent]:
    """Return the dated events of either principal."""
    parties = EventParty.objects.visible_to(reader).filter(event=OuterRef("pk"), party__principal__in=lanes.principals)
    return ContextEvent.objects.visible_to(reader).filter(Exists(parties)).exclude(occurred_edtf="")


def _day(place: str) -> dt.date | None:
    """Return the day of a place; None beyond the first and the last."""
    known = place and not place.startswith(order.UNDATED)
    return dt.datetime.strptime(place[:8], "%Y%m%d").date() if known else None  # noqa: DTZ007
