"""The places of imported letters in the order, where their links move them: many at a time.

What `Letter.refresh_order` does for one letter and everything behind it is done here for all of them, parents first: keys only
grow, so both end in the same place. The few that have no date of their own take the way through the letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import TopologicalSorter
from typing import Any

from django.db.models import F, Q

from correspondence.models import Letter, LetterPair, Link
from correspondence.models.order import UNDATED, after, day_of

CHUNK = 500
ENDS = (*(f"later__{which}_latest" for which in Letter.DATES), *(f"later__{which}_earliest" for which in Letter.DATES))


def settle_order(since: Any) -> None:
    """Give every letter the place that the links recorded since a moment leave it."""
    links = Link.objects.answering().filter(audience=F("later__audience"), recorded_at__gte=since)
    behind = links.filter(later__sort_key__lte=F("earlier__sort_key")).exclude(_has_no_day())
    while moved := _moved(behind):  # a letter that moves may overtake what answers it: that is the next round
        _move(moved)
    for letter in _without_a_day(links):
        letter.refresh_order()


def _moved(links: Any) -> dict[Any, str]:
    """Return the letters that stand before what they answer though their dates allow another place, with that place."""
    rows = links.values_list("later", "earlier", "later__sort_key", "earlier__sort_key", *ENDS)
    stands: dict[Any, str] = {}
    latest: dict[Any, str] = {}
    parents: dict[Any, list[tuple[str, Any]]] = {}
    for later, earlier, key, parent, *ends in rows.iterator(chunk_size=CHUNK):
        stands[later], latest[later] = key, _last_day(ends)
        parents.setdefault(later, []).append((parent, earlier))
    places: dict[Any, str] = {}
    for later in TopologicalSorter(
        {one: [key for _place, key in above] for one, above in parents.items()}
    ).static_order():
        found = stands.get(later, "")
        for parent in sorted(places.get(key, place) for place, key in parents.get(later, ())):
            if parent >= found and day_of(parent) <= latest[later]:
                found = after(parent)
        if found != stands.get(later, ""):
            places[later] = found
    return places


def _last_day(ends: list[Any]) -> str:
    """Return the last day of the first known date: the latest days of the four dates, then their earliest."""
    half = len(ends) // 2
    known = next((i for i in range(half) if ends[i] or ends[half + i]), None)
    return f"{ends[known]:%Y%m%d}" if known is not None and ends[known] else UNDATED


def _move(places: dict[Any, str]) -> None:
    keys = list(places)
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        letters = [Letter(pk=key, sort_key=places[key]) for key in some]
        Letter.objects.bulk_update(letters, ["sort_key"])
        pairs = list(LetterPair.objects.filter(letter__in=some).only("id", "letter_id"))
        for pair in pairs:
            pair.sort_key = places[pair.letter_id]
        LetterPair.objects.bulk_update(pairs, ["sort_key"])


def _has_no_day() -> Q:
    return Q(later__sort_key__startswith=UNDATED) | Q(earlier__sort_key__startswith=UNDATED) | _open_start()


def _open_start() -> Q:
    """The earlier letter is known only to be older than some day: its place follows from what answers it."""
    first: Q = Q()
    for place, which in enumerate(Letter.DATES):
        before = {f"earlier__{name}_{end}": None for name in Letter.DATES[:place] for end in ("earliest", "latest")}
        first |= Q(**before, **{f"earlier__{which}_earliest": None, f"earlier__{which}_latest__isnull": False})
    return first


def _without_a_day(links: Any) -> Iterator[Letter]:
    keys = links.filter(_has_no_day()).values_list("earlier", "later")
    for key in dict.fromkeys(key for pair in keys for key in pair):
        yield Letter.objects.get(pk=key)
