"""Which parties have written to each other, how much in each year, and when last?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db.models import Case, CharField, Count, Max, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Concat

from correspondence.dialogues import Dialogue, suspended_pairs
from correspondence.listing import Count as Counted
from correspondence.listing import Cursor, UnreadableAddressError, page_of
from correspondence.models import LetterPair, Party, Reader, order

from .spark import Spark, spark_of, years_of
from .tallies import tallies_of

SIZE = 40
KEYS = ("place", "low", "high")
OURS = "1"  # places of the home party's pairs begin with it, those of others with 0


@dataclass(frozen=True)
class PairLine:
    """Two parties, how many exchanges there are between them, in which years, the year of the latest, and the dialogues
    of theirs that are suspended.
    """

    a: Party
    b: Party
    count: Counted
    latest: str
    spark: Spark | None
    suspended: tuple[Dialogue, ...] = ()


@dataclass(frozen=True)
class PairList:
    """One page of the pairs that the reader may know of, the home party's first; each list most recent first.

    ``before`` and ``after`` are cursors, "" where there is no further page.
    """

    home: Party | None
    own: tuple[PairLine, ...] = ()
    others: tuple[PairLine, ...] = ()
    years: tuple[int, int] | None = None
    before: str = ""
    after: str = ""
    is_further_page: bool = False
    problem: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.own and not self.others

    @property
    def status(self) -> int:
        """The status of the answer: a place that cannot be read is the reader's mistake."""
        return 400 if self.problem else 200


def canonical_order(one: Party, other: Party) -> tuple[Party, Party]:
    """Return a pair as the site's own lists name it: the home party first, else by name."""
    first, second = sorted((one, other), key=_place)
    return first, second


def read_pairs(reader: Reader, address: Mapping[str, Any]) -> PairList:
    """Return the page that an address asks for of the pairs of principals with exchanges between them.

    It sums up every pair row of the reader's audiences: about a second for a million letters.
    """
    home = Party.objects.visible_to(reader).filter(slug=settings.HOME_PARTY or "").first()
    try:
        cursor = Cursor.asked_for(address, KEYS, ids=2)
    except UnreadableAddressError as error:
        return PairList(home, problem=str(error))
    rows, before, after = page_of(_summed(home, reader), cursor, KEYS, newest_first=True, size=SIZE)
    keys = {key for row in rows for key in (row.low, row.high)}
    parties = Party.objects.visible_to(reader).select_related("principal").in_bulk(list(keys))
    named = {(row.low, row.high): canonical_order(parties[row.low], parties[row.high]) for row in rows}
    tallies = tallies_of({pair: (a.pk, b.pk) for pair, (a, b) in named.items()}, reader)
    years = years_of(tallies.values())
    suspended = suspended_pairs(named, reader)
    lines = []
    for row in rows:
        pair = (row.low, row.high)
        line = _line(row, *named[pair], tallies[pair], years)
        lines.append((row.place, replace(line, suspended=suspended.get(pair, ()))))
    return PairList(
        home,
        own=tuple(line for place, line in lines if place.startswith(OURS)),
        others=tuple(line for place, line in lines if not place.startswith(OURS)),
        years=years,
        before=before,
        after=after,
        is_further_page=cursor is not None,
    )


def _summed(home: Party | None, reader: Reader) -> QuerySet[Any, Any]:
    """Return one row a pair; its ``place`` sorts the home party's pairs first, the others by their latest exchange."""
    ours = Q(low=home) | Q(high=home) if home else Q(pk=None)
    latest = Max("sort_key", filter=Q(sort_key__lt=order.UNDATED))
    pairs = LetterPair.objects.visible_to(reader).values("low", "high")
    summed = pairs.annotate(
        number=Count("pk"),
        latest=Coalesce(latest, Value("")),
        place=Concat(
            Case(When(ours, then=Value(OURS)), default=Value("0")),
            Coalesce(latest, Value("")),
            output_field=CharField(),
        ),
    )
    return summed.values_list("low", "high", "number", "latest", "place", named=True)


def _line(row: Any, a: Party, b: Party, tallies: Any, years: tuple[int, int] | None) -> PairLine:
    spark = spark_of(tallies, years, str(a), str(b)) if years else None
    return PairLine(a, b, Counted(row.number), row.latest[:4].lstrip("0"), spark)


def _place(party: Party) -> tuple[Any, ...]:
    return (party.principal.slug != settings.HOME_PARTY, str(party).casefold(), party.slug)
