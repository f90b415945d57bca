"""One page of a pair's rows, found by keyset: no page costs more than the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from correspondence.listing import Cursor
from correspondence.models import LetterPair, Participation, Reader

from .lanes import Lanes

KEYS = ("sort_key", "letter_id")
SIZE = 60
FIRST, LAST = "0" * 18, "9" * 18  # no key stands before the one or after the other


@dataclass(frozen=True)
class Page:
    """The rows of a page, oldest first, and the nearest row on either side of it."""

    rows: tuple[LetterPair, ...] = ()
    earlier: LetterPair | None = None
    later: LetterPair | None = None

    @property
    def letters(self) -> list[Any]:
        return [row.letter for row in self.rows]

    def has_room_for(self, row: LetterPair) -> bool:
        """Whether a row that is not among these would stand on this page rather than on the one before or after."""
        place = _place(row)
        return not (self.earlier and place < _place(self.earlier)) and not (self.later and place > _place(self.later))


@dataclass(frozen=True)
class Choice:
    """The exchanges that filters keep of all that a timeline has, and those that they hide."""

    kept: QuerySet[LetterPair]
    hidden: QuerySet[LetterPair]


def pairs_between(lanes: Lanes, reader: Reader) -> QuerySet[LetterPair]:
    """Return the exchanges of the principals of two lanes; of an organ, those that it took part in."""
    pairs = pairs_of_principals(lanes, reader)
    for lane in {lane.party.pk: lane for lane in lanes if lane.is_of_an_organ}.values():
        parts = Participation.objects.visible_to(reader).filter(letter=OuterRef("letter"), party__in=lane.keys)
        pairs = pairs.filter(Exists(parts))
    return pairs


def pairs_of_principals(lanes: Lanes, reader: Reader) -> QuerySet[LetterPair]:
    """Return the exchanges of the principals of two lanes, each once."""
    if not lanes.a.older and not lanes.b.older:
        return LetterPair.objects.of(lanes.a.principal, lanes.b.principal).visible_to(reader)
    between = Q()
    for low, high in {tuple(sorted((one, other))) for one in lanes.a.principals for other in lanes.b.principals}:
        between |= Q(low=low, high=high)
    # A letter to a party and to its predecessor has a row with each.
    same = LetterPair.objects.visible_to(reader).filter(between, letter=OuterRef("letter"), pk__lt=OuterRef("pk"))
    return LetterPair.objects.visible_to(reader).filter(between).exclude(Exists(same))


def chosen(pairs: QuerySet[LetterPair], filterset: Any) -> Choice:
    """Split exchanges by what a filterset of letters keeps."""
    if not any(value not in (None, "") for value in filterset.form.cleaned_data.values()):
        return Choice(pairs, pairs.none())
    kept = Exists(filterset.qs.filter(pk=OuterRef("letter")))
    return Choice(pairs.filter(kept), pairs.exclude(kept))


def standing_between(ends: tuple[str, str] | None) -> Q:
    """Keep what stands between two keys; everything when there are none."""
    return Q(sort_key__gte=ends[0], sort_key__lte=ends[1]) if ends else Q()


def ends_of(first: int, last: int) -> tuple[str, str]:
    """Return the keys between which everything stands that is dated in some years."""
    return f"{first:04}0101", f"{last:04}1231{'9' * 10}"


def fetch(pairs: QuerySet[LetterPair], cursor: Cursor | None, *, newest: bool) -> Page:
    """Return the page behind a cursor, or the first one, in the order shown."""
    forward = cursor is None or cursor.forward
    descending = newest == forward
    # SQLite sorts a whole pair unless the first page has a bound as well.
    bound = {"sort_key__lte": LAST} if descending else {"sort_key__gte": FIRST}
    place = cursor.beside(KEYS, descending=newest) if cursor else Q(**bound)
    rows = pairs.select_related("letter__form").filter(place)
    found = list(_sorted(rows, descending=descending)[: SIZE + 1])
    ahead, found = (found[SIZE] if len(found) > SIZE else None), found[:SIZE]
    behind = _beside(pairs, found[0], newest=newest, forward=forward) if cursor and found else None
    if descending:
        return Page(tuple(reversed(found)), earlier=ahead, later=behind)
    return Page(tuple(found), earlier=behind, later=ahead)


def cursor_of(row: LetterPair) -> str:
    return Cursor.of(row, KEYS)


def _beside(pairs: QuerySet[LetterPair], row: LetterPair, *, newest: bool, forward: bool) -> LetterPair | None:
    """Return the nearest row on the side that a page was come from."""
    place = Cursor((row.sort_key, row.letter_id), not forward).beside(KEYS, descending=newest)
    rows = pairs.select_related("letter__form").filter(place)
    return _sorted(rows, descending=newest != forward).first()


def _place(row: LetterPair) -> tuple[str, Any]:
    return row.sort_key, row.letter_id


def _sorted(rows: QuerySet[LetterPair], *, descending: bool) -> QuerySet[LetterPair]:
    return rows.order_by(*(f"-{key}" if descending else key for key in KEYS))
