"""How much was exchanged in each year, and by whom: what the overview strip is drawn from. Two queries."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, UUIDField, When
from django.db.models.functions import Substr

from correspondence.models import LetterPair, Participation, Party, Reader, order

from .cards import UNKNOWN_TEXT
from .events import events_between, place_of
from .routes import WRITERS
from .strip import Bar, Strip, Tally, columns_of


def read_strip(pairs: QuerySet[LetterPair], a: Party, b: Party, reader: Reader, *, decade: int | None) -> Strip | None:
    """Return the strip of some exchanges and of the events around them; None when there is but one column to show."""
    tallies = _tallies(pairs, a, b, reader)
    for event in events_between(a, b, reader):
        if not (place := place_of(event)).startswith(order.UNDATED):
            year = int(place[:4])
            tallies[year] = tallies.get(year, Tally()) + Tally(events=1)
    columns = columns_of(tallies, decade)
    return Strip(columns, str(a.principal), str(b.principal)) if len(columns) > 1 else None


def _tallies(pairs: QuerySet[LetterPair], a: Party, b: Party, reader: Reader) -> dict[int, Tally]:
    dated = pairs.filter(sort_key__lt=order.UNDATED).annotate(
        year=Substr("sort_key", 1, 4), speaker=_speaker(a, b, reader)
    )
    summed = dated.order_by().values("year", "speaker").annotate(
        number=Count("pk"), reported=Count("pk", filter=Q(letter__knowledge__in=UNKNOWN_TEXT))
    )  # fmt: skip
    found: dict[int, Tally] = {}
    for row in summed:
        bar, year = Bar(row["number"], row["number"] - row["reported"]), int(row["year"])
        found[year] = found.get(year, Tally()) + _by(row["speaker"], bar, a, b)
    return found


def _by(speaker: Any, bar: Bar, a: Party, b: Party) -> Tally:
    if speaker == a.principal_id:
        return Tally(a=bar)
    return Tally(b=bar) if speaker == b.principal_id else Tally(others=bar)


def _speaker(a: Party, b: Party, reader: Reader) -> Case:
    """Return the principal of the two that is heard first in a letter, as ``side_of`` finds it in rows."""
    parts = Participation.objects.visible_to(reader).filter(letter=OuterRef("letter"))
    ours = parts.filter(party__principal__in=(a.principal_id, b.principal_id)).order_by("position", "recorded_at")
    writers, present = Q(role__in=WRITERS), Q(role=Participation.Role.PARTICIPANT)
    return Case(
        When(Exists(parts.filter(writers)), then=Subquery(ours.filter(writers).values("party__principal")[:1])),
        default=Subquery(ours.filter(present).values("party__principal")[:1]),
        output_field=UUIDField(),
    )
