"""Exchanges that a filter hides, though one that is shown answers them: named in a line, so that no rail lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from correspondence.models import Letter, LetterPair
from correspondence.rails import Side

from .connections import DRAWN, MOST_NAMED
from .lanes import Lanes
from .pages import Page
from .record import Record
from .routes import route_of, side_of


@dataclass(frozen=True)
class HiddenExchange:
    """What is said of an exchange that a filter hides: when, from whom to whom, and where it is."""

    letter: Letter
    side: Side
    route: str

    @classmethod
    def of(cls, letter: Letter, record: Record, lanes: Lanes) -> HiddenExchange:
        parts = record.parts.get(letter.pk, ())
        return cls(letter, side_of(parts, lanes), route_of(letter, parts, lanes.named))


def hidden_parents(page: Page, record: Record) -> list[LetterPair]:
    """Return the hidden exchanges that those of a page answer, renew or take back, if their place is on that page."""
    found: dict[Any, LetterPair] = {}
    for row in page.rows:
        links = [link for link in record.links_up.get(row.letter_id, ()) if link.relation in DRAWN]
        hidden = dict.fromkeys(link.earlier_id for link in links if link.earlier_id in record.hidden)
        found |= {key: record.hidden[key] for key in list(hidden)[:MOST_NAMED]}
    return [pair for pair in found.values() if page.has_room_for(pair)]
