"""The list of positions: topic by topic and party by party, in the order in which each was stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from correspondence.dates import UncertainDate
from correspondence.listing import Listing, listed
from correspondence.models import Party, Position, Reader, Topic

from .chain import chain_of, unchanged_since

# The topics and parties one after another, and what each said in the order of the file.
KEYS = ("topic__slug", "party__slug", "letter__sort_key", "id")


@dataclass(frozen=True)
class Statement:
    """A position as stated. ``unchanged_since`` is the date of the wording that it reaffirms, None for any other."""

    position: Position
    unchanged_since: UncertainDate | None = None

    @property
    def check_the_order(self) -> bool:
        """Whether the letter claims that nothing changed although the wording is recorded as changed."""
        return self.position.claims_unchanged and self.position.change in {
            Position.Change.MODIFIED,
            Position.Change.REVERSED,
        }


@dataclass(frozen=True)
class Stance:
    """What one party stated on one topic, as far as this page goes."""

    topic: Topic
    party: Party
    statements: tuple[Statement, ...]


def listed_positions(filterset: Any, address: Mapping[str, Any], reader: Reader) -> Listing:
    """Return the page of positions that an address asks for, by topic and party, in a constant number of queries."""
    filterset.queryset = filterset.queryset.select_related("party__principal", "topic", "letter")
    listing = listed(filterset, address, keys=KEYS, newest_first=False)
    return replace(listing, rows=stances(listing.rows, reader))


def stances(positions: Iterable[Position], reader: Reader) -> tuple[Stance, ...]:
    """Put positions that are sorted by topic and party into stances."""
    rows = list(positions)
    chain = chain_of(rows, reader)
    found = []
    for (topic, party), group in groupby(rows, key=lambda row: (row.topic, row.party)):
        found.append(Stance(topic, party, tuple(Statement(row, unchanged_since(row, chain)) for row in group)))
    return tuple(found)
