"""The links of imported letters: at once where the other letter is on record, else when it arrives.

A link whose letter never arrives is kept as awaited, so that the next volume finds it; none is lost, none is invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from correspondence.formats.record import LetterRecord, NamedLink, Problem
from correspondence.models import Audience, AwaitedLink, DateReading, JournalEntry, Letter, Link, rows
from correspondence.models.rows import Row

from .checking import cut
from .matching import Vocabulary
from .storing import Stored

CHUNK = 500
FOLLOWS = ("refers_to", "edition")  # the least that a link can say: the edition's word that a letter comes next


class Known(NamedTuple):
    """A letter on record, as far as an import needs to know it."""

    pk: UUID
    source_key: str
    digest: str
    audience: Audience


class Links:
    """What one import has still to link, and which letters may have to move in the order."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.by = words.by.pk if words.by else None
        self.bounds: list[tuple[UUID, str, str, str]] = []  # letter, which date, bounding letter's key, how
        # What an edition gives as the next letter, until that letter says so itself: keys of both, the first one's, the note.
        self.following: dict[tuple[str, str], tuple[UUID, Audience, str]] = {}

    def add(self, batch: Iterable[Stored]) -> list[tuple[Stored, Problem]]:
        """Link the letters of a batch to what is on record; the rest waits. Return what the database refused."""
        batch = list(batch)
        known = letters_named({link.target for one in batch for link in one.record.links}, self.words)
        ready: list[tuple[Stored, Known, Row]] = []
        waiting: list[Row] = []
        for one in batch:
            self.bounds += [
                (one.pk, reading.which, reading.bounded_by, reading.bound)
                for reading in one.record.dates
                if reading.bounded_by and reading.bound and reading.standing == "preferred"
            ]
            for link in distinct(one):
                other = self._other(known.get(link.target, ()), one.audience)
                if other is None:
                    waiting.append(self._awaited(one, link))
                elif other.pk != one.pk:
                    ready.append((one, other, self._link(one.pk, one.audience, other, link)))
        rows.write(AwaitedLink, waiting)
        self._note_what_follows(batch)
        return [(one, problem) for one, problem in _written(ready)]

    def settle(self) -> Iterator[tuple[str, Problem]]:
        """Turn what waited into links, wherever it came from; yield source key and problem of what cannot be."""
        last: Any = None
        while waiting := list(self._waiting(last)):
            last = waiting[-1].pk
            known = letters_named({row.target for row in waiting}, self.words)
            ready = []
            for row in waiting:
                other = self._other(known.get(row.target, ()), row.letter.audience)
                if other is not None and other.pk != row.letter_id:
                    ready.append((row, other, self._link(row.letter_id, row.letter.audience, other, row)))
            for row, problem in _written(ready):
                if self.words.may_know(row.letter.audience):
                    yield row.letter.source_key, problem
            self._no_longer_awaited([row for row, _other, _link in ready])
        self._link_what_follows()
        self._bind()

    def _note_what_follows(self, batch: list[Stored]) -> None:
        """Remember which letters an edition gives as the next, without those that refer back as they should."""
        for one in batch:
            for link in one.record.later:
                if (link.relation, link.basis) == FOLLOWS:
                    self.following[key_of(one.record), link.target] = (one.pk, one.audience, cut(link.note, 300))
        for one in batch:
            for link in one.record.links:
                self.following.pop((link.target, key_of(one.record)), None)

    def _link_what_follows(self) -> None:
        """Link a next letter to the one before it, unless it is linked already or its date is the earlier one."""
        known = letters_named({key for _own, key in self.following}, self.words)
        for (_own, key), (before, audience, note) in self.following.items():
            other = self._other(known.get(key, ()), audience)
            if other is None or other.pk == before or Link.objects.filter(later=other.pk, earlier=before).exists():
                continue
            later, earlier = Letter.objects.get(pk=other.pk), Letter.objects.get(pk=before)
            if later.date.allows_after(earlier.date):
                relation, basis = FOLLOWS
                link = Link(later=later, earlier=earlier, relation=relation, basis=basis, note=note)
                link.save(by=self.words.by, verb="imported")
        self.following.clear()

    def _waiting(self, after: Any) -> Any:
        found = AwaitedLink.objects.select_related("letter__audience__level").order_by("pk")
        return (found.filter(pk__gt=after) if after else found)[:CHUNK]

    def _bind(self) -> None:
        """Tie the dates that other letters bound to those letters, now that all are there."""
        known = letters_named({key for _letter, _which, key, _bound in self.bounds}, self.words)
        for letter, which, key, bound in self.bounds:
            row = DateReading.objects.filter(letter=letter, which=which).preferred().select_related("letter").first()
            others = [one for one in known.get(key, ()) if one.pk != letter]
            if row is not None and others:
                row.bounded_by_id, row.bound = others[0].pk, bound
                row.save(by=self.words.by, verb="imported")
        self.bounds.clear()

    def _other(self, found: Iterable[Known], audience: Audience) -> Known | None:
        """Choose among the letters with one key the one that this letter's readers may know of, if there is one."""
        found = list(found)
        return next((letter for letter in found if audience.covers(letter.audience)), found[0] if found else None)

    def _no_longer_awaited(self, waited: list[AwaitedLink]) -> None:
        """Remove what waits no longer; the journal tells it as it tells of every row that is removed."""
        told = []
        for row in waited:
            before = {name: value for name, value in row.columns().items() if name not in row.unjournalled}
            told.append(
                rows.new(JournalEntry, by_id=self.by, noun="awaitedlink", object_id=row.pk, letter_id=row.letter_id,
                         audience_id=row.audience_id, verb="removed", before=before, reason=str(row))
            )  # fmt: skip
        rows.write(JournalEntry, told)
        AwaitedLink.objects.filter(pk__in=[row.pk for row in waited]).delete()

    def _link(self, later: UUID, audience: Audience, other: Known, link: NamedLink | AwaitedLink) -> Row:
        return rows.new(
            Link, later_id=later, earlier_id=other.pk, relation=link.relation, basis=link.basis, note=cut(link.note, 300),
            audience_id=self.words.joined(audience, other.audience).pk, recorded_by_id=self.by,
        )  # fmt: skip

    def _awaited(self, one: Stored, link: NamedLink) -> Row:
        return rows.new(
            AwaitedLink, letter_id=one.pk, target=link.target[:200], relation=link.relation, basis=link.basis,
            note=cut(link.note, 300), audience_id=one.audience.pk, recorded_by_id=self.by,
        )  # fmt: skip


def _written(ready: list[tuple[Any, Known, Row]]) -> list[tuple[Any, Problem]]:
    """Write links together; where the database refuses one (a circle of answers), one by one to find it."""
    try:
        with transaction.atomic():
            rows.write(Link, [link for _one, _other, link in ready])
    except IntegrityError:
        return [(one, problem) for one, other, link in ready if (problem := _refused(link, other))]
    return []


def _refused(link: Row, earlier: Known) -> Problem | None:
    """Write one link; return the problem when the database refuses it."""
    same = {name: link[name] for name in ("later_id", "earlier_id", "relation")}
    if Link.objects.filter(**same).exists():
        return None
    try:
        with transaction.atomic():
            rows.write(Link, [link])
    except IntegrityError:
        message = _("That letter already answers this one, directly or through others: the link is left out.")
        return Problem(message, "link", earlier.source_key or str(earlier.pk), fatal=False)
    return None


def key_of(record: LetterRecord) -> str:
    return record.source_key or record.id


def distinct(one: Stored) -> Iterable[NamedLink]:
    own = {one.record.source_key, one.record.id}
    return {(link.target, link.relation): link for link in one.record.links if link.target not in own}.values()


def letters_named(keys: Iterable[str], words: Vocabulary) -> dict[str, list[Known]]:
    """Return the letters on record by source key, or by id where the key is one, oldest row first.

    For the import of a reader, those that he may not know of are not there.
    """
    seen = words.seen(Letter)
    found: dict[str, list[Known]] = {}
    keys = list(keys)
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        ids = [UUID(key) for key in some if is_id(key)]
        # Without the second condition the index of keys, which leaves the empty ones out, would not be used.
        named = seen.filter(source_key__in=some).exclude(source_key="")
        letters = seen.filter(Q(pk__in=named.values("pk")) | Q(pk__in=ids)) if ids else named
        columns = letters.order_by("recorded_at", "pk").values_list("pk", "source_key", "source_digest", "audience")
        for pk, source_key, digest, audience in columns:
            letter = Known(pk, source_key, digest, words.audience_of(audience))
            for key in {source_key, str(pk)} - {""}:
                found.setdefault(key, []).append(letter)
    return found


def is_id(key: str) -> bool:
    try:
        return len(key) == 36 and str(UUID(key)) == key.lower()
    except ValueError:
        return False
