"""What is new between two parties? The newest exchanges of a timeline, for programs that look again and again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from correspondence.models import JournalEntry, Letter, Participation, Party, Reader, order

from .asked import TimelineForm
from .lanes import Lane, Lanes, lanes_with_predecessors
from .pages import chosen, pairs_between, standing_between
from .routes import route_of

SIZE = 30
UNCOUNTED = (Letter.Status.DRAFT, Letter.Status.VOID)


@dataclass(frozen=True)
class FeedEntry:
    """An exchange, who wrote to whom, and when anything that the reader may know of it was last written."""

    letter: Letter
    route: str
    updated: dt.datetime


@dataclass(frozen=True)
class Feed:
    """The newest exchanges with a date, the newest first."""

    a: Party
    b: Party
    entries: tuple[FeedEntry, ...] = ()


def read_feed(a: Party, b: Party, reader: Reader, form: TimelineForm, filterset: Any) -> Feed:
    """Return the feed that a valid form and a valid filterset ask for; the number of queries is constant.

    Drafts and void letters are left out: whoever reads a feed does not see how they are marked on the page.
    """
    asked = form.cleaned_data
    lanes = lanes_with_predecessors(a, b, reader) if asked["predecessors"] else Lanes(Lane(a), Lane(b))
    kept = chosen(pairs_between(lanes, reader).filter(standing_between(asked["ends"])), filterset).kept
    dated = kept.filter(sort_key__lt=order.UNDATED).exclude(letter__status__in=UNCOUNTED)
    newest = dated.select_related("letter__form").order_by("-sort_key", "-letter_id")[:SIZE]
    letters = [row.letter for row in newest]
    parts: dict[Any, list[Participation]] = {}
    for part in Participation.objects.visible_to(reader).filter(letter__in=letters).for_listing():
        parts.setdefault(part.letter_id, []).append(part)
    written = _last_written(letters, reader)
    entries = (
        FeedEntry(
            letter,
            route_of(letter, parts.get(letter.pk, ()), lanes.named),
            max(letter.recorded_at, written.get(letter.pk, letter.recorded_at)),
        )
        for letter in letters
    )
    return Feed(a, b, tuple(entries))


def _last_written(letters: list[Letter], reader: Reader) -> dict[Any, dt.datetime]:
    """Return when each letter, or what the reader may see of what depends on it, was last written."""
    entries = JournalEntry.objects.visible_to(reader).filter(letter__in=letters)
    return dict(entries.order_by().values("letter").annotate(last=Max("at")).values_list("letter", "last"))
