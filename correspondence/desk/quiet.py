"""Between whom has nothing passed for longest, although something is open?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Max, Q
from django.utils import timezone

from correspondence.models import Letter, LetterPair, Party, Proposer, Reader, Standing, order
from correspondence.offers.lists import WAITING
from correspondence.offers.words import open_for
from correspondence.timeline.pairs import canonical_order

from .debts import SHOWN
from .offers_owed import ON_FILE

QUIET_AFTER = dt.timedelta(days=30)
MOST_READ = 100  # pairs with something open whose last exchange is looked up


@dataclass(frozen=True)
class QuietFile:
    a: Party
    b: Party
    last: Letter

    @property
    def age(self) -> str:
        return open_for(self.last.date)


def quiet_files(reader: Reader, home: Any, waiting: Collection[Any]) -> tuple[QuietFile, ...]:
    """Return the pairs with something open whose last exchange is oldest; ``waiting`` are letters without a reply."""
    pairs = _pairs_with_offers(reader, home) | _pairs_of(waiting, reader, home)
    latest = _latest(pairs, reader)
    if not latest:
        return ()
    here = reduce(or_, (Q(low=low, high=high, sort_key=at) for (low, high), at in latest.items()))
    rows = LetterPair.objects.visible_to(reader).filter(here, letter__status__in=ON_FILE)
    found = {
        (row.low_id, row.high_id): row for row in rows.select_related("letter", "low__principal", "high__principal")
    }
    return tuple(
        QuietFile(*canonical_order(row.low, row.high), row.letter) for key in latest if (row := found.get(key))
    )


def _pairs_with_offers(reader: Reader, home: Any) -> set[tuple[Any, Any]]:
    standings = Standing.objects.effective_for(reader).filter(state__in=WAITING).exclude(first_tabled="")
    asked = "proposal__addressees__party__principal"
    ours = Q(party__principal=home) | Q(**{asked: home}) if home else Q()
    rows = Proposer.objects.visible_to(reader).filter(ours, proposal__addressees__standings__in=standings)
    found = rows.values_list("party__principal", asked).order_by("party__principal", asked).distinct()
    return {_in_order(one, other) for one, other in found[:MOST_READ]}


def _pairs_of(letters: Collection[Any], reader: Reader, home: Any) -> set[tuple[Any, Any]]:
    ours = Q(low=home) | Q(high=home) if home else Q()
    rows = LetterPair.objects.visible_to(reader).filter(ours, letter__in=letters)
    return set(rows.values_list("low", "high").order_by("low", "high").distinct()[:MOST_READ])


def _in_order(one: Any, other: Any) -> tuple[Any, Any]:
    low, high = sorted((one, other))
    return low, high


def _latest(pairs: Collection[tuple[Any, Any]], reader: Reader) -> dict[tuple[Any, Any], str]:
    """Return where the last dated exchange of each quiet pair stands, the oldest first."""
    if not pairs:
        return {}
    read = sorted(pairs, key=str)[:MOST_READ]
    rows = LetterPair.objects.visible_to(reader).filter(
        reduce(or_, (Q(low=low, high=high) for low, high in read)),
        sort_key__lt=order.UNDATED,
        letter__status__in=ON_FILE,
    )
    before = order.key(timezone.localdate() - QUIET_AFTER)
    quiet = rows.values("low", "high").annotate(latest=Max("sort_key")).filter(latest__lt=before)
    return {(row["low"], row["high"]): row["latest"] for row in quiet.order_by("latest", "low", "high")[:SHOWN]}
