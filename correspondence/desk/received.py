"""What came in last?"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from correspondence.letter_sheet.routes import Route, route_of
from correspondence.listing import Count, counted
from correspondence.models import Letter, Participation, Reader

from .debts import SHOWN
from .letters_owed import WRITERS

LATELY = dt.timedelta(days=7)


@dataclass(frozen=True)
class Arrival:
    letter: Letter
    route: Route


@dataclass(frozen=True)
class Received:
    """The letters recorded last, and how many there were in the last seven days."""

    arrivals: tuple[Arrival, ...]
    lately: Count


def newly_received(reader: Reader, home: Any) -> Received:
    """Return the letters recorded last; where there is a home party, those that it did not write itself."""
    letters = Letter.objects.visible_to(reader).on_file()
    if home is not None:
        own = Participation.objects.visible_to(reader).filter(
            letter=OuterRef("pk"), role__in=WRITERS, party__principal=home
        )
        letters = letters.filter(~Exists(own))
    parts = Participation.objects.visible_to(reader).for_listing()
    rows = letters.select_related("form").prefetch_related(Prefetch("participations", parts, to_attr="parts"))
    return Received(
        tuple(Arrival(letter, route_of(letter.parts)) for letter in rows.order_by("-recorded_at", "-pk")[:SHOWN]),
        counted(letters.filter(recorded_at__gte=timezone.now() - LATELY)),
    )
