"""One topic: the parties side by side, each with what it stated, the newest first, and one chart for all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from correspondence.letter_sheet.routes import left_side
from correspondence.models import DateReading, Letter, Party, Position, Reader, Topic

from .chain import Chain, begun_in, chain_of
from .chart import Lane, Mark, Scale
from .entries import Entry, Run, entries_of, folded

MOST = 300
MOST_TRACKS = 6
MOST_SAID = 8


@dataclass(frozen=True)
class Column:
    """What one party, with everything that speaks for it, stated. ``undrawn`` chains have no room on the chart."""

    party: Party
    side: str
    entries: tuple[Entry | Run, ...]
    sentence: str
    tracks: tuple[tuple[Mark, ...], ...]
    lane: Lane | None = None
    undrawn: int = 0


@dataclass(frozen=True)
class TopicStances:
    """A topic's page. ``scale`` is None when no date is known; ``is_cut`` when only the newest statements are shown."""

    topic: Topic
    narrower: tuple[Topic, ...]
    columns: tuple[Column, ...]
    scale: Scale | None
    is_cut: bool


def read_topic(slug: str, reader: Reader) -> TopicStances | None:
    """Return what everybody stated on a topic; None when the reader may not see the topic."""
    topics = Topic.objects.visible_to(reader).select_related("parent")
    narrower = Prefetch("narrower", Topic.objects.visible_to(reader), to_attr="narrower_seen")
    topic: Any = topics.filter(slug=slug).prefetch_related(narrower).first()
    if topic is None:
        return None
    rows = _newest(topic, reader)
    positions = sorted(rows[:MOST], key=lambda row: (row.letter.sort_key, str(row.letter_id), str(row.pk)))
    columns = _columns(positions, reader)
    scale = Scale.over(mark for column in columns for track in column.tracks for mark in track)
    drawn = tuple(replace(column, lane=scale.draw(column.tracks)) if scale else column for column in columns)
    return TopicStances(topic, tuple(topic.narrower_seen), drawn, scale, is_cut=len(rows) > MOST)


def _newest(topic: Topic, reader: Reader) -> list[Position]:
    """Return the newest statements, one more than are shown when there are more; those of void letters and drafts not."""
    known = Position.objects.visible_to(reader).filter(topic=topic, letter__in=Letter.objects.on_file())
    known = known.select_related("party__principal", "letter__form", "previous__letter", "evidence", "topic")
    # The texts that show them may be long, and the quotation is enough.
    return list(known.defer("evidence__body").order_by("-letter__sort_key", "-letter_id", "-id")[: MOST + 1])


def _columns(positions: Sequence[Position], reader: Reader) -> tuple[Column, ...]:
    chain = chain_of(positions, reader)
    rivals = _rivals(positions, reader)
    by_party: dict[Party, list[Position]] = {}
    for row in positions:
        by_party.setdefault(row.party.principal, []).append(row)
    left = left_side(by_party)
    found = [_column(party, "a" if party.pk == left else "b", rows, chain, rivals) for party, rows in by_party.items()]
    return tuple(sorted(found, key=lambda one: (one.side, str(one.party).casefold(), one.party.slug)))


def _column(party: Party, side: str, rows: Sequence[Position], chain: Chain, rivals: Any) -> Column:
    entries = entries_of(rows, chain, rivals)
    tracks: dict[Any, list[Mark]] = {}
    for entry in entries:
        tracks.setdefault(begun_in(entry.position, chain).pk, []).append(_mark(entry))
    return Column(
        party=party,
        side=side,
        entries=folded(entries),
        sentence=_sentence(party, entries),
        tracks=tuple(tuple(track) for track in list(tracks.values())[:MOST_TRACKS]),
        undrawn=max(len(tracks) - MOST_TRACKS, 0),
    )


def _rivals(positions: Iterable[Position], reader: Reader) -> dict[Any, list[DateReading]]:
    """Return the readings that stand against the dates of letters in doubt, by letter."""
    doubtful = {row.letter_id for row in positions if row.letter.dated_in_doubt}
    rows = DateReading.objects.visible_to(reader).filter(
        letter__in=doubtful, which=DateReading.Which.DATED, standing=DateReading.Standing.ALTERNATIVE
    )
    found: dict[Any, list[DateReading]] = {}
    for row in rows.order_by("recorded_at", "id"):
        found.setdefault(row.letter_id, []).append(row)
    return found


def _mark(entry: Entry) -> Mark:
    position, date = entry.position, entry.position.letter.date
    kind: Any = str(position.change)
    return Mark(kind, date.earliest, date.latest, doubtful=bool(entry.doubts))


def _sentence(party: Party, entries: Sequence[Entry]) -> str:
    """Say what the chart draws of a party, for those who do not see it."""
    clauses = [
        _("%(change)s %(date)s") % {"change": entry.position.get_change_display(), "date": _when(entry)}
        for entry in entries[:MOST_SAID]
    ]
    if len(entries) > MOST_SAID:
        clauses.append(_("and %(number)d more") % {"number": len(entries) - MOST_SAID})
    return pgettext("a party and what it did", "%(party)s: %(told)s.") % {"party": party, "told": "; ".join(clauses)}


def _when(entry: Entry) -> str:
    said = str(entry.position.letter.date) or _("date not known")
    return _("%(date)s, to be checked") % {"date": said} if entry.doubts else said
