"""One page of a timeline as bare exchanges, for programs: no cards, no strip, nothing drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from correspondence.listing import Count, counted, page_of
from correspondence.models import Letter, Participation, Party, Reader
from correspondence.rails import Side

from . import pages
from .asked import TimelineForm
from .lanes import Lane, Lanes, lanes_with_predecessors
from .pages import KEYS, chosen, pairs_between, standing_between
from .routes import side_of


@dataclass(frozen=True)
class Exchanges:
    """Letters in the order asked for, the side on which each stands, and the cursor to those after them."""

    lanes: Lanes
    letters: tuple[Letter, ...]
    sides: dict[Any, Side]
    count: Count
    after: str


def read_exchanges(a: Party, b: Party, reader: Reader, form: TimelineForm, filterset: Any) -> Exchanges:
    """Return the exchanges that a valid form and a valid filterset ask for; the number of queries is constant."""
    asked = form.cleaned_data
    lanes = lanes_with_predecessors(a, b, reader) if asked["predecessors"] else Lanes(Lane(a), Lane(b))
    pairs = pairs_between(lanes, reader).filter(standing_between(asked["ends"]))
    kept = chosen(pairs, filterset).kept
    rows, _before, after = page_of(
        kept.select_related("letter"), asked["cursor"], KEYS, newest_first=asked["newest"], size=pages.SIZE
    )
    letters = tuple(row.letter for row in rows)
    parts: dict[Any, list[Participation]] = {}
    for part in Participation.objects.visible_to(reader).filter(letter__in=letters).for_listing():
        parts.setdefault(part.letter_id, []).append(part)
    sides = {letter.pk: side_of(parts.get(letter.pk, ()), lanes) for letter in letters}
    return Exchanges(lanes, letters, sides, counted(kept), after)
