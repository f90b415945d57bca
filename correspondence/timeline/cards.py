"""The cards of a page: each exchange with what it carries and what it is tied to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from correspondence.models import DateReading, EventLink, Letter, LetterPair, Party

from .connections import Connection, Connections, Reference
from .lanes import Lanes
from .parts import Carried, Part, put_again
from .record import Record
from .routes import extent_of, route_of, side_of, writers_of

MOST_PARTS = 16  # the letter's page has them all
UNKNOWN_TEXT = frozenset({Letter.Knowledge.REPORTED, Letter.Knowledge.INFERRED})


@dataclass(frozen=True)
class Happening:
    """An event that a letter follows or concerns; it is linked where it stands on the page."""

    link: EventLink
    is_here: bool

    @property
    def words(self) -> str:
        return capfirst(self.link.get_relation_display())


@dataclass(frozen=True)
class Card:
    """One exchange as it stands on the timeline."""

    letter: Letter
    side: str | None
    speaker: Party | None
    basis: str
    extent: str
    excerpts_only: bool
    route: str
    parts: tuple[Part, ...]
    more_parts: int
    connections: tuple[Connection, ...]
    on_topic: Reference | None
    happenings: tuple[Happening, ...]

    @property
    def is_reported(self) -> bool:
        return self.letter.knowledge in UNKNOWN_TEXT

    @property
    def is_tied(self) -> bool:
        return bool(self.connections or self.on_topic or self.happenings)

    @property
    def classes(self) -> str:
        words = [self.side or "both", "reported" if self.is_reported else ""]
        words += [self.letter.status] if not self.letter.counts else []
        return " ".join(word for word in words if word)


@dataclass(frozen=True)
class Cards:
    """What the cards of one page are written from."""

    lanes: Lanes
    record: Record
    connections: Connections

    def of(self, pairs: tuple[LetterPair, ...]) -> dict[Any, Card]:
        carried = Carried(self.record, self.lanes.principals, put_again(self.record))
        return {pair.letter_id: self._card(pair.letter, carried) for pair in pairs}

    def _card(self, letter: Letter, carried: Carried) -> Card:
        parts, written = self.record.parts.get(letter.pk, ()), carried.parts_of(letter)
        side, texts = side_of(parts, self.lanes), self.record.texts.get(letter.pk, ())
        before = self.record.earlier_on_topic(letter) if letter.pk not in self.record.links_up else None
        return Card(
            letter=letter,
            side=side,
            speaker=_speaker(parts, self.lanes),
            basis=_basis(letter, self.record.readings.get(letter.pk, ())),
            extent=extent_of(letter),
            excerpts_only=bool(texts) and all(text.is_excerpt for text in texts),
            route=route_of(letter, parts, self.lanes.named),
            parts=written[:MOST_PARTS],
            more_parts=max(len(written) - MOST_PARTS, 0),
            connections=self.connections.of(letter),
            on_topic=self.connections.reference(letter, before) if before else None,
            happenings=tuple(Happening(link, link.event_id in self.connections.here)
                             for link in self.record.events.get(letter.pk, ())),
        )  # fmt: skip


def _speaker(parts: Any, lanes: Lanes) -> Party | None:
    """Return who is heard in a card: the principal that wrote for its side, or whoever else wrote the letter."""
    principals = [writer.principal for writer in writers_of(parts)]
    ours = {"a": lanes.a.principals, "b": lanes.b.principals}.get(side_of(parts, lanes) or "", frozenset())
    return next((one for one in principals if one.pk in ours), next(iter(principals), None))


def _basis(letter: Letter, readings: Any) -> str:
    """Say what the date shown rests on, unless it is printed; and that it is in doubt."""
    which = next((name for name in Letter.DATES if getattr(letter, name) == letter.date), "dated")
    words = [] if which == "dated" else [str(DateReading.Which(which).label)]
    plain = {DateReading.Basis.AS_PRINTED}
    if letter.knowledge in UNKNOWN_TEXT:
        plain.add(DateReading.Basis.REPORTED)  # the card says already that the letter is known from a report only
    words += [row.get_basis_display() for row in readings if row.which == which and row.basis not in plain]
    words += [_("date in doubt")] if letter.dated_in_doubt else []
    return ", ".join(words)
