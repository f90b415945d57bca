"""The chain of a position: each statement follows an earlier one, and most only say it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from correspondence.dates import UncertainDate
from correspondence.models import Position, Reader

Chain = Mapping[Any, Position]


def chain_of(rows: Iterable[Position], reader: Reader) -> Chain:
    """Return every statement that these may follow, by key: those on the same topics, without their words."""
    topics = {row.topic_id for row in rows if row.change != Position.Change.FIRST}
    if not topics:
        return {}
    known = Position.objects.visible_to(reader).filter(topic__in=topics).select_related("letter")
    return {row.pk: row for row in known.defer("statement", "quote", "prefix", "suffix")}


def unchanged_since(position: Position, chain: Chain) -> UncertainDate | None:
    """Return when the wording that a statement reaffirms was first stated or last changed."""
    if position.change != Position.Change.REAFFIRMED:
        return None
    row = worded_in(position, chain)
    return row.letter.date if row.pk != position.pk else None


def worded_in(position: Position, chain: Chain) -> Position:
    """Walk back along what is reaffirmed, to where the wording was first stated or last changed."""
    return _back(position, chain, Position.Change.REAFFIRMED)


def begun_in(position: Position, chain: Chain) -> Position:
    """Walk back to the first statement of the chain."""
    return _back(position, chain, *Position.Change.values)


def _back(position: Position, chain: Chain, *changes: str) -> Position:
    seen, row = {position.pk}, position
    while row.change in changes and row.previous_id in chain and row.previous_id not in seen:
        row = chain[row.previous_id]
        seen.add(row.pk)
    return row
