"""How much was exchanged in each year, and by whom: what strips are drawn from. Two queries for a timeline, one for many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, UUIDField, Value, When
from django.db.models.functions import Substr

from correspondence.models import LetterPair, Participation, Reader, order

from .cards import UNKNOWN_TEXT
from .events import events_between, place_of
from .lanes import Lanes
from .routes import WRITERS
from .strip import Bar, Strip, Tally, columns_of

Pair = tuple[Any, Any]


def read_strip(pairs: QuerySet[LetterPair], lanes: Lanes, reader: Reader, *, decade: int | None) -> Strip | None:
    """Return the strip of some exchanges and of the events around them; None when there is but one column to show."""
    tallies: dict[int, Tally] = {}
    for row in _counted(pairs, _side(lanes, reader)):
        year = int(row["year"])
        tallies[year] = tallies.get(year, Tally()) + _tally(row, "a", "b")
    for event in events_between(lanes, reader):
        if not (place := place_of(event)).startswith(order.UNDATED):
            year = int(place[:4])
            tallies[year] = tallies.get(year, Tally()) + Tally(events=1)
    columns = columns_of(tallies, decade)
    return Strip(columns, str(lanes.a.principal), str(lanes.b.principal)) if len(columns) > 1 else None


def tallies_of(shown: Mapping[Pair, Pair], reader: Reader) -> dict[Pair, dict[int, Tally]]:
    """Return what stands in each year of some pairs; ``shown`` says of (low, high) who stands above and who below."""
    wanted = Q(pk=None)
    for low, high in shown:
        wanted |= Q(low=low, high=high)
    found: dict[Pair, dict[int, Tally]] = {pair: {} for pair in shown}
    for row in _counted(LetterPair.objects.visible_to(reader).filter(wanted), _principal(reader), "low", "high"):
        pair, year = (row["low"], row["high"]), int(row["year"])
        found[pair][year] = found[pair].get(year, Tally()) + _tally(row, *shown[pair])
    return found


def _counted(pairs: QuerySet[LetterPair], speaker: Any, *by: str) -> Iterable[dict[str, Any]]:
    dated = pairs.filter(sort_key__lt=order.UNDATED).annotate(year=Substr("sort_key", 1, 4), speaker=speaker)
    return dated.order_by().values(*by, "year", "speaker").annotate(
        number=Count("pk"), reported=Count("pk", filter=Q(letter__knowledge__in=UNKNOWN_TEXT))
    )  # fmt: skip


def _tally(row: Mapping[str, Any], a: Any, b: Any) -> Tally:
    bar = Bar(row["number"], row["number"] - row["reported"])
    if row["speaker"] == a:
        return Tally(a=bar)
    return Tally(b=bar) if row["speaker"] == b else Tally(others=bar)


def _side(lanes: Lanes, reader: Reader) -> Case:
    """Return the lane in which a letter stands, as ``side_of`` finds it in rows."""
    by_name = ((Q(party__in=lanes.a.keys), "a"), (Q(party__in=lanes.b.keys), "b"))
    by_principal = (
        (Q(party__principal__in=lanes.a.principals), "a"),
        (Q(party__principal__in=lanes.b.principals), "b"),
    )
    lane = Case(
        *(When(condition, then=Value(side)) for condition, side in (*by_name, *by_principal)), output_field=CharField()
    )
    named = Case(*(When(condition, then=Value(0)) for condition, _side in by_name), default=Value(1))
    ours = _parts(reader).filter(party__principal__in=lanes.principals).order_by(named, "position", "recorded_at")
    return _heard(reader, ours, lane, CharField())


def _principal(reader: Reader) -> Case:
    """Return the principal of a pair that is heard first in a letter."""
    of_the_pair = Q(party__principal=OuterRef("low")) | Q(party__principal=OuterRef("high"))
    ours = _parts(reader).filter(of_the_pair).order_by("position", "recorded_at")
    return _heard(reader, ours, "party__principal", UUIDField())


def _parts(reader: Reader) -> QuerySet[Participation]:
    return Participation.objects.visible_to(reader).filter(letter=OuterRef("letter"))


def _heard(reader: Reader, ours: QuerySet[Participation], what: Any, kind: Any) -> Case:
    """Return what is asked of the first writer among ``ours``; of a letter that nobody wrote, of who was there."""
    writers, present = Q(role__in=WRITERS), Q(role=Participation.Role.PARTICIPANT)
    return Case(
        When(Exists(_parts(reader).filter(writers)), then=_first(ours.filter(writers), what)),
        default=_first(ours.filter(present), what),
        output_field=kind,
    )


def _first(rows: QuerySet[Participation], what: Any) -> Subquery:
    if isinstance(what, str):
        return Subquery(rows.values(what)[:1])
    return Subquery(rows.annotate(lane=what).values("lane")[:1])
