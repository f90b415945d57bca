"""What does this letter say, what does it do, what came before and after, and how do we know?

One letter as its page shows it: the text with its passages, the acts beside them, the chain of exchanges, the readings of
its dates, its attachments and its history. Everything is what the reader may see; the number of queries does not depend
on how much there is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from correspondence.models import (
    Attachment,
    AwaitedLink,
    DateReading,
    EventLink,
    Letter,
    LetterLabel,
    Participation,
    Party,
    Reader,
    Text,
)
from correspondence.models.sources import web_address

from .chain import Chain, chain_of
from .history import History, history_of
from .notes import Note, Noted, notes_of
from .passages import Paragraph, paragraphs
from .reported import Claim, Reported, claims_of, what_was_reported
from .routes import Route, route_of

__all__ = ["Claim", "LetterSheet", "Route", "claims_of", "letter_for", "letter_sheet", "route_of"]

MOST_AWAITED = 50


@dataclass(frozen=True)
class Row:
    """A paragraph and the notes beside it."""

    paragraph: Paragraph
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class LetterSheet:
    letter: Letter
    route: Route
    parts: tuple[Participation, ...]
    texts: tuple[Text, ...]
    on_show: Text | None
    rows: tuple[Row, ...]
    noted: Noted
    chain: Chain
    readings: tuple[DateReading, ...]
    attachments: tuple[Attachment, ...]
    events: tuple[EventLink, ...]
    awaits: tuple[AwaitedLink, ...]
    labels: tuple[LetterLabel, ...]
    history: History
    reported: Reported | None

    @property
    def principals(self) -> tuple[Party, ...]:
        """The two principals of the letter's own timeline, the home side first; empty when it has none."""
        stops = [*self.route.senders, *self.route.addressees, *self.route.present, *self.route.concerned]
        found = {stop.principal.pk: stop.principal for stop in sorted(stops, key=lambda stop: stop.side)}
        pair = tuple(found.values())
        return pair if len(pair) == 2 else ()

    @property
    def dated_by(self) -> DateReading | None:
        """The reading that the letter is filed under."""
        which = next((name for name, value in zip(Letter.DATES, self.letter.dates, strict=True) if value.is_known), "")
        return next((one for one in self.readings if one.which == which and one.standing == "preferred"), None)

    @property
    def rivals(self) -> tuple[DateReading, ...]:
        """The readings that stand against the one the letter is filed under."""
        if (chosen := self.dated_by) is None:
            return ()
        return tuple(one for one in self.readings if one.which == chosen.which and one.standing == "alternative")

    @property
    def in_doubt(self) -> tuple[DateReading, ...]:
        """The reading that the letter is filed under, then those against it."""
        return (self.dated_by, *self.rivals) if self.dated_by else ()

    @property
    def is_only_reported(self) -> bool:
        return self.letter.knowledge in {Letter.Knowledge.REPORTED, Letter.Knowledge.INFERRED}

    @property
    def source_address(self) -> str:
        """The address of the source, only where following it is harmless."""
        return web_address(self.letter.source_url)


def letter_for(reader: Reader, key: Any) -> Letter | None:
    """Return a letter that this reader may see, None when there is none."""
    letters = Letter.objects.visible_to(reader).select_related("form", "topic", "framework", "level", "desk")
    return letters.filter(pk=key).first()


def letter_sheet(letter: Letter, reader: Reader, chosen: str = "") -> LetterSheet | None:
    """Return the page of a letter; None when ``chosen`` is no text of it that this reader may see."""
    texts = tuple(_whole(Text, letter, reader).order_by("role", "language", "id"))
    on_show = next((text for text in texts if not chosen or str(text.pk) == chosen), None)
    if chosen and on_show is None:
        return None
    parts = tuple(Participation.objects.visible_to(reader).filter(letter=letter).for_listing())
    noted = notes_of(letter, on_show, reader)
    return LetterSheet(
        letter=letter,
        route=route_of(parts),
        parts=parts,
        texts=texts,
        on_show=on_show,
        rows=_rows(on_show, noted),
        noted=noted,
        chain=chain_of(letter, reader),
        readings=tuple(_readings(letter, reader)),
        attachments=tuple(_whole(Attachment, letter, reader).order_by("number", "name", "id")),
        events=tuple(EventLink.objects.visible_to(reader).filter(letter=letter).select_related("event")),
        awaits=tuple(
            AwaitedLink.objects.visible_to(reader).filter(letter=letter).order_by("target", "id")[:MOST_AWAITED]
        ),
        labels=tuple(
            LetterLabel.objects.visible_to(reader).filter(letter=letter).select_related("label").order_by("label__name")
        ),
        history=history_of(letter, reader),
        reported=what_was_reported(letter, reader),
    )


def _whole(noun: type[Text | Attachment], letter: Letter, reader: Reader) -> Any:
    """Return rows of a letter that may be marked higher than it, with their level."""
    return noun.objects.visible_to(reader).filter(letter=letter).select_related("level")


def _rows(on_show: Text | None, noted: Noted) -> tuple[Row, ...]:
    if on_show is None:
        return ()
    marked = {note.number: note for note in noted.marked}
    places = [note.place for note in noted.marked if note.place]
    return tuple(
        Row(paragraph, tuple(marked[number] for number in paragraph.numbers))
        for paragraph in paragraphs(on_show.body, places)
    )


def _readings(letter: Letter, reader: Reader) -> Iterable[DateReading]:
    """Return the readings of the four dates, each date's preferred one first."""
    rows = DateReading.objects.visible_to(reader).filter(letter=letter).select_related("bounded_by")
    rank = ("preferred", "alternative", "rejected")
    return sorted(
        rows, key=lambda one: (Letter.DATES.index(one.which), rank.index(one.standing), one.recorded_at, str(one.pk))
    )
