"""Reading one page of a bilateral timeline."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from correspondence.listing import Count, counted
from correspondence.models import LetterPair, Party, Reader, order
from correspondence.rails import Side

from .asked import TimelineForm
from .cards import Cards
from .connections import Connections, draw
from .events import read_events
from .pages import Page, cursor_of, fetch, pairs_between, standing_between
from .pairs import canonical_order
from .record import Record, load
from .routes import side_of
from .rows import Row, in_sequence, with_years_and_gaps
from .strip import Strip
from .tallies import read_strip
from .waiting import Waiting, read_waiting


@dataclass(frozen=True)
class Timeline:
    """One page of what two parties said to each other; ``a`` stands on the left.

    ``before`` and ``after`` are cursors to the page above and below, "" where there is none.
    """

    a: Party
    b: Party
    form: TimelineForm
    rows: tuple[Row, ...] = ()
    tracks: int = 1
    count: Count = field(default_factory=lambda: Count(0))
    years: tuple[str, str] = ("", "")
    before: str = ""
    after: str = ""
    strip: Strip | None = None

    @property
    def status(self) -> int:
        """The status of the answer: a value that cannot be read is the reader's mistake."""
        return 200 if self.is_readable else 400

    @property
    def is_readable(self) -> bool:
        return self.form.is_valid()

    @property
    def newest_first(self) -> bool:
        return bool(self.form.cleaned_data.get("newest"))

    @property
    def year(self) -> int | None:
        return self.form.cleaned_data.get("year")

    @property
    def decade(self) -> int | None:
        return None if self.year else self.form.cleaned_data.get("decade")

    @property
    def ends(self) -> tuple[str, str] | None:
        """The keys of a year or decade that is asked for."""
        return self.form.cleaned_data["ends"]

    @property
    def span(self) -> str:
        """The year or the decade that is asked for, in words; "" for the whole time."""
        if self.decade is not None:
            return f"{self.decade}–{self.decade + 9}"
        return str(self.year or "")

    @property
    def is_further_page(self) -> bool:
        return self.form.cleaned_data.get("cursor") is not None

    @property
    def is_of_organs(self) -> bool:
        return any(party.pk != party.principal_id for party in (self.a, self.b))

    @property
    def canonical(self) -> str:
        """The address of this timeline in the site's own lists; "" when it is the one asked for."""
        first, second = canonical_order(self.a, self.b)
        return "" if first == self.a else reverse("correspondence:timeline", args=(first.slug, second.slug))

    @property
    def summary(self) -> str:
        """The timeline in one sentence."""
        exchanges = ngettext("%(count)s exchange", "%(count)s exchanges", self.count.number) % {"count": self.count}
        words = {"exchanges": exchanges, "first": self.years[0], "last": self.years[1], "year": self.span}
        if self.span:
            said = _("%(exchanges)s in %(year)s")
        elif self.years[0] == self.years[1]:
            said = _("%(exchanges)s in %(first)s") if self.years[0] else "%(exchanges)s"
        else:
            said = _("%(exchanges)s, %(first)s to %(last)s")
        if any(row.kind == "card" and row.thing.is_reported for row in self.rows):
            return _("%(sentence)s; dashed cards are known only from a report.") % {"sentence": said % words}
        return _("%(sentence)s.") % {"sentence": said % words}


def read_parties(one: str, other: str, reader: Reader) -> tuple[Party, Party] | None:
    """Return the parties that two slugs name, None when the reader cannot see one of them."""
    rows = Party.objects.visible_to(reader).filter(slug__in={one, other}).select_related("principal")
    found = {party.slug: party for party in rows}
    return (found[one], found[other]) if {one, other} <= found.keys() else None


def read_timeline(a: Party, b: Party, reader: Reader, form: TimelineForm) -> Timeline:
    """Read the page that a form asks for; no rows when the form is not valid."""
    timeline = Timeline(a, b, form)
    if not form.is_valid():
        return timeline
    asked = form.cleaned_data["decade"]
    timeline = replace(timeline, strip=read_strip(pairs_between(a, b, reader), a, b, reader, decade=asked))
    pairs = exchanges_of(timeline, reader)
    page = fetch(pairs, form.cleaned_data["cursor"], newest=timeline.newest_first)
    if not page.rows:
        return timeline
    above, below = (page.later, page.earlier) if timeline.newest_first else (page.earlier, page.later)
    first, last = (page.rows[-1], page.rows[0]) if timeline.newest_first else (page.rows[0], page.rows[-1])
    rows, tracks = _rows(timeline, page, reader)
    return replace(
        timeline,
        rows=rows,
        tracks=tracks,
        count=counted(pairs),
        years=_years(pairs),
        before=cursor_of(first) if above else "",
        after=cursor_of(last) if below else "",
    )


def exchanges_of(timeline: Timeline, reader: Reader) -> QuerySet[LetterPair]:
    """Return every exchange that a timeline keeps, on whichever of its pages it stands."""
    return pairs_between(timeline.a, timeline.b, reader).filter(standing_between(timeline.ends))


def _years(pairs: QuerySet[LetterPair]) -> tuple[str, str]:
    """Return the years of the first and of the last exchange with a date."""
    dated = pairs.filter(sort_key__lt=order.UNDATED).order_by("sort_key").values_list("sort_key", flat=True)
    first, last = dated.first(), dated.last()
    return (first[:4].lstrip("0"), last[:4].lstrip("0")) if first and last else ("", "")


def _rows(timeline: Timeline, page: Page, reader: Reader) -> tuple[tuple[Row, ...], int]:
    """Return the rows of a page with the lines beside them, and how many tracks the lines take."""
    a, b, newest = timeline.a, timeline.b, timeline.newest_first
    record = load(page.rows, a, b, reader)
    placed = in_sequence(page, read_events(page, a, b, reader, within=timeline.ends or ("", order.UNDATED)))
    sequence = list(with_years_and_gaps(placed, newest=newest))
    if waiting := _waiting(timeline, page, reader):
        sequence.insert(0 if newest else len(sequence), ("open", waiting))
    rails, stubs = draw([_lane(kind, thing, record, a, b) for kind, thing in sequence], record, newest=newest)
    here = frozenset(thing.pk for kind, thing in sequence if kind in {"card", "event"})
    cards = Cards(a, b, record, Connections(record, here, stubs)).of(page.rows)
    shown = [cards[thing.pk] if kind == "card" else thing for kind, thing in sequence]
    kinds = [kind for kind, _thing in sequence]
    return tuple(Row(*row) for row in zip(kinds, shown, rails.rows, strict=True)), rails.tracks


def _lane(kind: str, thing: Any, record: Record, a: Party, b: Party) -> tuple[Any, Side]:
    """Return what the lines need to know of a row: whether it can be tied to others, and on which side it stands."""
    return (thing.pk, side_of(record.parts.get(thing.pk, ()), a, b)) if kind == "card" else (None, None)


def _waiting(timeline: Timeline, page: Page, reader: Reader) -> Waiting | None:
    """Return what is open, where the whole timeline of two principals ends."""
    if page.later or timeline.span or timeline.is_of_organs:
        return None
    return read_waiting(timeline.a, timeline.b, reader)
