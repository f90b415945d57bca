"""Where does one look for a letter that may be on record already? By index only, and never far.

Each look-up reads a bounded number of rows: the pairs of its principals around its dates, its references, the digests of
its texts and files. What the reader may not see is never among them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from django.db.models import Q

from correspondence.dates import UncertainDate
from correspondence.models import Attachment, Letter, LetterPair, Link, NotTheSame, Participation, Reader, Text
from correspondence.models.filing import PRESENT, READERS, WRITERS
from correspondence.models.order import UNDATED

from .likeness import NEAR, Traits

MOST_OF_EACH = 50
MOST_IN_A_WINDOW = 300
MOST_PAIRS = 12
FURTHER_BACK = 31  # what is dated by a month stands at its first day
REPORTS_FURTHER_BACK = 400  # what is only reported is often dated by a year
LONGEST_WINDOW = 60
ONLY_REPORTED = (Letter.Knowledge.REPORTED, Letter.Knowledge.INFERRED)


@dataclass(frozen=True)
class Sought:
    """A letter that may be on record already: what is known of it, and its key once it is saved itself."""

    traits: Traits
    texts: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    key: Any = None


@dataclass
class Found:
    """The keys of letters that may be the one sought, and why."""

    by_text: set[Any] = field(default_factory=set)
    by_file: set[Any] = field(default_factory=set)
    by_record: set[Any] = field(default_factory=set)

    @property
    def keys(self) -> set[Any]:
        return self.by_text | self.by_file | self.by_record


def look_for(sought: Sought, reader: Reader) -> Found:
    """Return where the sought letter may stand already, as far as this reader may see."""
    found = Found()
    if sought.texts:
        found.by_text = _letters(Text.objects.visible_to(reader).filter(digest__in=sought.texts))
    if sought.files:
        found.by_file = _letters(Attachment.objects.visible_to(reader).filter(sha256__in=sought.files))
    found.by_record = _by_reference(sought.traits.references, reader) | _by_pair(sought.traits, reader)
    return found


def known_apart(key: Any, reader: Reader) -> set[Any]:
    """Return the letters that are known not to be this one: somebody said so, or a link between the two does."""
    pairs = NotTheSame.objects.visible_to(reader).about(key).values_list("one", "other")
    links = Link.objects.visible_to(reader).filter(Q(later=key) | Q(earlier=key)).values_list("later", "earlier")
    return {key for pair in (*pairs, *links) for key in pair}


def sides(parts: Iterable[Participation]) -> tuple[frozenset[Any], frozenset[Any]]:
    """Return the principals who wrote a letter and those it was written to; who met did both."""
    ours = [(part.role, part.party.principal_id or part.party_id) for part in parts]
    writers = frozenset(key for role, key in ours if role in WRITERS or role in PRESENT)
    return writers, frozenset(key for role, key in ours if role in READERS or role in PRESENT)


def _letters(rows: Any) -> set[Any]:
    return set(rows.values_list("letter", flat=True)[:MOST_OF_EACH])


def _by_reference(references: Collection[str], reader: Reader) -> set[Any]:
    if not references:
        return set()
    same = Q(own_reference__in=references) | Q(their_reference__in=references)
    return set(Letter.objects.visible_to(reader).filter(same).values_list("pk", flat=True)[:MOST_OF_EACH])


def _by_pair(traits: Traits, reader: Reader) -> set[Any]:
    """Look around the dates of the letter, on the timelines that it would stand on."""
    pairs = _pairs(traits)
    if not pairs:
        return _by_sender(traits, reader)
    around = Q(*(_between(*window) for window in _windows(traits.dates)), _connector=Q.OR)
    reported = Q(*(_between(*window) for window in _windows(traits.dates, REPORTS_FURTHER_BACK)), _connector=Q.OR)
    rows = LetterPair.objects.visible_to(reader).filter(pairs)
    if not around:
        return _latest(rows.filter(sort_key__gte=UNDATED))
    return (
        _latest(rows.filter(around))
        | _latest(rows.filter(reported, letter__knowledge__in=ONLY_REPORTED))
        | _latest(rows.filter(sort_key__gte=UNDATED))
    )


def _latest(rows: Any) -> set[Any]:
    return set(rows.order_by("-sort_key", "-letter").values_list("letter", flat=True)[:MOST_IN_A_WINDOW])


def _pairs(traits: Traits) -> Q:
    """Return the timelines of a letter as a condition; empty while one side of it is not known."""
    found = {tuple(sorted(pair)) for pair in product(traits.senders, traits.addressees)}
    return Q(*(Q(low=low, high=high) for low, high in sorted(found)[:MOST_PAIRS]), _connector=Q.OR)


def _by_sender(traits: Traits, reader: Reader) -> set[Any]:
    """Look around the dates for whatever the same sender wrote, to whomever."""
    around = Q(*(_between(*window) for window in _windows(traits.dates)), _connector=Q.OR)
    if not around or not traits.senders:
        return set()
    near = Letter.objects.visible_to(reader).filter(around).order_by("-sort_key", "-id")
    keys = list(near.values_list("pk", flat=True)[:MOST_IN_A_WINDOW])
    wrote = Participation.objects.visible_to(reader).filter(letter__in=keys, role__in=WRITERS)
    return set(wrote.filter(party__principal__in=traits.senders).values_list("letter", flat=True))


def _windows(dates: Iterable[UncertainDate], back: int = FURTHER_BACK) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the days among which letters of these dates stand: a week on, and as far back as dates are vague."""
    for first, last in sorted({(date.earliest, date.latest) for date in dates if date.is_known}, key=str):
        start, end = first or last, last or first
        if start is not None and end is not None:
            end = min(end, start + dt.timedelta(days=LONGEST_WINDOW))
            yield _moved(start, -back), _moved(end, NEAR)


def _moved(day: dt.date, days: int) -> dt.date:
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return day


def _between(first: dt.date, last: dt.date) -> Q:
    low, high = (f"{day.year:04}{day.month:02}{day.day:02}" for day in (first, last))
    return Q(sort_key__gte=low, sort_key__lt=f"{high}9")
