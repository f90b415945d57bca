"""The two lanes of a timeline: whose exchanges stand in each, and those whose place a party took."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from correspondence.models import Party, Reader, Succession


@dataclass(frozen=True)
class Lane:
    """A party; with the ``older`` ones whose place it took, when the reader asks for them too."""

    party: Party
    older: tuple[Party, ...] = ()

    @property
    def principal(self) -> Party:
        return self.party.principal

    @property
    def is_of_an_organ(self) -> bool:
        return self.party.pk != self.party.principal_id

    @cached_property
    def keys(self) -> frozenset[Any]:
        return frozenset(party.pk for party in (self.party, *self.older))

    @cached_property
    def principals(self) -> frozenset[Any]:
        return frozenset(party.principal_id for party in (self.party, *self.older))


@dataclass(frozen=True)
class Lanes:
    """``a`` stands on the left."""

    a: Lane
    b: Lane

    def __iter__(self) -> Iterator[Lane]:
        return iter((self.a, self.b))

    @property
    def principals(self) -> frozenset[Any]:
        return self.a.principals | self.b.principals

    @property
    def named(self) -> frozenset[Any]:
        """The principals that the heads of the lanes name: their organs need no further name."""
        return frozenset({self.a.party.principal_id, self.b.party.principal_id})

    @property
    def is_of_organs(self) -> bool:
        return self.a.is_of_an_organ or self.b.is_of_an_organ


def lanes_with_predecessors(a: Party, b: Party, reader: Reader) -> Lanes:
    """Return the lanes of two parties, each with everybody whose place it took; one query."""
    rows = Succession.objects.visible_to(reader).select_related("older__principal").order_by("older__name", "pk")
    older: dict[Any, list[Party]] = {}
    for row in rows:
        older.setdefault(row.newer_id, []).append(row.older)
    return Lanes(_lane(a, b, older), _lane(b, a, older))


def _lane(party: Party, other: Party, older: dict[Any, list[Party]]) -> Lane:
    """Walk back from a party; whoever stands in the other lane by its own name is not in this one."""
    found: dict[Any, Party] = {}
    ahead: list[Party] = [party]
    while ahead:
        for one in _others(older.get(ahead.pop(0).pk, ()), {party.pk, *found}, other):
            found[one.pk] = one
            ahead.append(one)
    return Lane(party, tuple(found.values()))


def _others(parties: Iterable[Party], known: set[Any], other: Party) -> list[Party]:
    return [one for one in parties if one.pk not in known and one.principal_id != other.principal_id]
