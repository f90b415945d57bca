"""Reading one page of a bilateral timeline."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from correspondence.dialogues import changes_between
from correspondence.listing import Chip, Without, applied, counted, without_each
from correspondence.models import LetterPair, Party, Reader, order
from correspondence.rails import Side

from .asked import TimelineForm
from .bands import bands_on
from .cards import Cards
from .connections import Connections, draw
from .events import read_events
from .lanes import Lane, Lanes, lanes_with_predecessors
from .pages import Choice, Page, chosen, cursor_of, fetch, pairs_between, standing_between
from .record import Record, load
from .routes import side_of
from .rows import Row, in_sequence, with_years_and_gaps
from .stubs import HiddenExchange, hidden_parents
from .tallies import read_strip
from .timeline import Timeline
from .waiting import Waiting, read_waiting


def read_parties(one: str, other: str, reader: Reader) -> tuple[Party, Party] | None:
    """Return the parties that two slugs name, None when the reader cannot see one of them."""
    rows = Party.objects.visible_to(reader).filter(slug__in={one, other}).select_related("principal")
    found = {party.slug: party for party in rows}
    return (found[one], found[other]) if {one, other} <= found.keys() else None


def read_timeline(a: Party, b: Party, reader: Reader, form: TimelineForm, filterset: Any) -> Timeline:
    """Read the page that an address asks for; no rows when its form or its filters cannot be read."""
    timeline = Timeline(Lanes(Lane(a), Lane(b)), form, filterset)
    if not timeline.is_readable:
        return timeline
    whole = lanes_with_predecessors(a, b, reader)
    lanes = whole if form.cleaned_data["predecessors"] else timeline.lanes
    every = pairs_between(lanes, reader)
    timeline = replace(
        timeline,
        lanes=lanes,
        predecessors=tuple(dict.fromkeys((*whole.a.older, *whole.b.older))),
        chips=(*form.chips, *applied(filterset)),
        changes=tuple(changes_between(lanes.a.principals, lanes.b.principals, reader)),
        strip=read_strip(chosen(every, filterset).kept, lanes, reader, decade=form.cleaned_data["decade"]),
    )
    choice = chosen(every.filter(standing_between(timeline.ends)), filterset)
    page = fetch(choice.kept, form.cleaned_data["cursor"], newest=timeline.newest_first)
    if not page.rows:
        return replace(timeline, hidden_by=_hidden_by(timeline, every))
    return _with_rows(timeline, choice, page, reader)


def exchanges_of(timeline: Timeline, reader: Reader) -> QuerySet[LetterPair]:
    """Return every exchange that a timeline keeps, on whichever of its pages it stands."""
    return chosen(
        pairs_between(timeline.lanes, reader).filter(standing_between(timeline.ends)), timeline.filterset
    ).kept


def _with_rows(timeline: Timeline, choice: Choice, page: Page, reader: Reader) -> Timeline:
    above, below = (page.later, page.earlier) if timeline.newest_first else (page.earlier, page.later)
    first, last = (page.rows[-1], page.rows[0]) if timeline.newest_first else (page.rows[0], page.rows[-1])
    rows, tracks = _rows(timeline, choice, page, reader)
    return replace(
        timeline,
        rows=rows,
        tracks=tracks,
        count=counted(choice.kept),
        years=_years(choice.kept),
        before=cursor_of(first) if above else "",
        after=cursor_of(last) if below else "",
    )


def _hidden_by(timeline: Timeline, every: QuerySet[LetterPair]) -> tuple[Without, ...]:
    """Count what would show without each of the filters, the year among them, on a first page without rows."""
    if timeline.is_further_page:
        return ()

    def shown(chip: Chip, filterset: Any, ends: tuple[str, str] | None) -> Without:
        return Without(chip, counted(chosen(every.filter(standing_between(ends)), filterset).kept))

    in_time = (shown(chip, timeline.filterset, timeline.form.wider_ends) for chip in timeline.form.chips)
    filtered = (shown(chip, wider, timeline.ends) for chip, wider in without_each(timeline.filterset))
    return (*in_time, *filtered)


def _years(pairs: QuerySet[LetterPair]) -> tuple[str, str]:
    """Return the years of the first and of the last exchange with a date."""
    dated = pairs.filter(sort_key__lt=order.UNDATED).order_by("sort_key").values_list("sort_key", flat=True)
    first, last = dated.first(), dated.last()
    return (first[:4].lstrip("0"), last[:4].lstrip("0")) if first and last else ("", "")


def _rows(timeline: Timeline, choice: Choice, page: Page, reader: Reader) -> tuple[tuple[Row, ...], int]:
    """Return the rows of a page with the lines beside them, and how many tracks the lines take."""
    lanes, newest = timeline.lanes, timeline.newest_first
    record = load(page.rows, lanes, reader, choice.hidden)
    events = read_events(page, lanes, reader, within=timeline.ends or ("", order.UNDATED))
    bands = bands_on(page, timeline.changes, within=timeline.ends)
    placed = in_sequence(page, events, hidden_parents(page, record), bands)
    sequence = list(with_years_and_gaps(placed, newest=newest))
    if waiting := _waiting(timeline, page, reader):
        sequence.insert(0 if newest else len(sequence), ("open", waiting))
    rails, stubs = draw([_lane(kind, thing, record, lanes) for kind, thing in sequence], record, newest=newest)
    here = frozenset(thing.pk for kind, thing in sequence if kind in {"card", "stub", "event"})
    cards = Cards(lanes, record, Connections(record, here, stubs)).of(page.rows)
    shown = [_shown(kind, thing, cards, record, lanes) for kind, thing in sequence]
    kinds = [kind for kind, _thing in sequence]
    return tuple(Row(*row) for row in zip(kinds, shown, rails.rows, strict=True)), rails.tracks


def _shown(kind: str, thing: Any, cards: dict[Any, Any], record: Record, lanes: Lanes) -> Any:
    """Return what a row shows."""
    if kind == "stub":
        return HiddenExchange.of(thing, record, lanes)
    return cards[thing.pk] if kind == "card" else thing


def _lane(kind: str, thing: Any, record: Record, lanes: Lanes) -> tuple[Any, Side]:
    """Return what the lines need to know of a row: whether it can be tied to others, and on which side it stands."""
    tied = kind in {"card", "stub"}
    return (thing.pk, side_of(record.parts.get(thing.pk, ()), lanes)) if tied else (None, None)


def _waiting(timeline: Timeline, page: Page, reader: Reader) -> Waiting | None:
    """Return what is open, where the whole timeline of two principals ends."""
    if page.later or timeline.chips or timeline.lanes.is_of_organs:
        return None
    return read_waiting(timeline.lanes, reader)
