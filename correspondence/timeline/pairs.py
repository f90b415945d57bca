"""Which parties have written to each other, and when last?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Case, Count, F, Max, Q, Value, When

from correspondence.listing import Count as Counted
from correspondence.models import LetterPair, Party, Reader, order

MOST = 200


@dataclass(frozen=True)
class PairLine:
    """Two parties, how many exchanges there are between them, and the year of the latest."""

    a: Party
    b: Party
    count: Counted
    latest: str


@dataclass(frozen=True)
class PairList:
    """Every pair that the reader may know of, the home party's first; each list most recent first."""

    home: Party | None
    own: tuple[PairLine, ...]
    others: tuple[PairLine, ...]
    is_cut: bool


def canonical_order(one: Party, other: Party) -> tuple[Party, Party]:
    """Return a pair as the site's own lists name it: the home party first, else by name."""
    first, second = sorted((one, other), key=_place)
    return first, second


def read_pairs(reader: Reader) -> PairList:
    """Return the pairs of principals with exchanges between them.

    It counts every pair row of the reader's audiences: about a second for a million letters.
    """
    home = Party.objects.visible_to(reader).filter(slug=settings.HOME_PARTY or "").first()
    rows = _summed(home, reader)
    keys = {row[side] for row in rows for side in ("low", "high")}
    parties = Party.objects.visible_to(reader).select_related("principal").in_bulk(list(keys))
    lines = [_line(row, parties) for row in rows[:MOST]]
    own = tuple(line for line in lines if home and home.pk in {line.a.pk, line.b.pk})
    return PairList(home, own, tuple(line for line in lines if line not in own), len(rows) > MOST)


def _summed(home: Party | None, reader: Reader) -> list[dict[str, Any]]:
    ours = Q(low=home) | Q(high=home) if home else Q(pk=None)
    pairs = LetterPair.objects.visible_to(reader).values("low", "high")
    summed = pairs.annotate(
        elsewhere=Case(When(ours, then=Value(0)), default=Value(1)),
        number=Count("pk"),
        latest=Max("sort_key", filter=Q(sort_key__lt=order.UNDATED)),
    )
    return list(summed.order_by("elsewhere", F("latest").desc(nulls_last=True), "low", "high")[: MOST + 1])


def _line(row: dict[str, Any], parties: dict[Any, Party]) -> PairLine:
    a, b = canonical_order(parties[row["low"]], parties[row["high"]])
    return PairLine(a, b, Counted(row["number"]), row["latest"][:4].lstrip("0") if row["latest"] else "")


def _place(party: Party) -> tuple[Any, ...]:
    return (party.principal.slug != settings.HOME_PARTY, str(party).casefold(), party.slug)
