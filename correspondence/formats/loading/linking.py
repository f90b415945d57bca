"""The links of imported letters: at once where the other letter is on record, else when it arrives.

A link whose letter never arrives is kept as awaited, so that the next volume finds it; none is lost, none is invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from correspondence.formats.record import NamedLink, Problem
from correspondence.models import Audience, AwaitedLink, DateReading, Letter, Link
from correspondence.models.access import Reader

from .checking import cut
from .matching import Vocabulary
from .storing import Stored

CHUNK = 500


class Links:
    """What one import has still to link, and which letters may have to move in the order."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.bounds: list[tuple[UUID, str, str, str]] = []  # letter, which date, bounding letter's key, how

    def add(self, batch: Iterable[Stored]) -> list[tuple[Stored, Problem]]:
        """Link the letters of a batch to what is on record; the rest waits. Return what the database refused."""
        batch = list(batch)
        known = self._named({link.target for one in batch for link in one.record.links})
        ready: list[tuple[Stored, Link]] = []
        waiting: list[AwaitedLink] = []
        for one in batch:
            self.bounds += [
                (one.letter.pk, reading.which, reading.bounded_by, reading.bound)
                for reading in one.record.dates
                if reading.bounded_by and reading.bound and reading.standing == "preferred"
            ]
            for link in distinct(one):
                other = self._other(known.get(link.target, ()), one.audience)
                if other is None:
                    waiting.append(self._awaited(one, link))
                elif other.pk != one.letter.pk:
                    ready.append((one, self._link(one.letter, other, link)))
        AwaitedLink.objects.bulk_create(waiting, batch_size=CHUNK)
        return self._write(ready)

    def settle(self) -> Iterator[tuple[str, Problem]]:
        """Turn what waited into links, wherever it came from; yield source key and problem of what cannot be."""
        last: Any = None
        while rows := list(self._waiting(last)):
            last = rows[-1].pk
            known = self._named({row.target for row in rows})
            for row in rows:
                other = self._other(known.get(row.target, ()), row.letter.audience)
                if other is None or other.pk == row.letter_id:
                    continue
                kind = {"relation": row.relation, "basis": row.basis, "note": row.note}
                link = Link(later=row.letter, earlier=other, recorded_by=self.words.by, **kind)
                link.audience = self.words.joined(row.letter.audience, other.audience)
                if (problem := written(link)) and self.words.may_know(row.letter.audience):
                    yield row.letter.source_key, problem
                row.delete(by=self.words.by, reason=str(link))
        self._bind()

    def _waiting(self, after: Any) -> Any:
        rows = AwaitedLink.objects.select_related("letter__audience__level").order_by("pk")
        return (rows.filter(pk__gt=after) if after else rows)[:CHUNK]

    def _bind(self) -> None:
        """Tie the dates that other letters bound to those letters, now that all are there."""
        known = self._named({key for _letter, _which, key, _bound in self.bounds})
        for letter, which, key, bound in self.bounds:
            row = DateReading.objects.filter(letter=letter, which=which).preferred().select_related("letter").first()
            others = [one for one in known.get(key, ()) if one.pk != letter]
            if row is not None and others:
                row.bounded_by, row.bound = others[0], bound
                row.save(by=self.words.by, verb="imported")
        self.bounds.clear()

    def _named(self, keys: Iterable[str]) -> dict[str, list[Letter]]:
        return letters_named(keys, self.words.reader)

    def _other(self, found: Iterable[Letter], audience: Audience) -> Letter | None:
        """Choose among the letters with one key the one that this letter's readers may know of, if there is one."""
        found = list(found)
        return next((letter for letter in found if audience.covers(letter.audience)), found[0] if found else None)

    def _link(self, later: Letter, other: Letter, link: NamedLink) -> Link:
        return Link(
            later=later, earlier=other, relation=link.relation, basis=link.basis, note=cut(link.note, 300),
            audience=self.words.joined(later.audience, other.audience), recorded_by=self.words.by,
        )  # fmt: skip

    def _awaited(self, one: Stored, link: NamedLink) -> AwaitedLink:
        return AwaitedLink(
            letter=one.letter, target=link.target[:200], relation=link.relation, basis=link.basis,
            note=cut(link.note, 300), audience=one.audience, recorded_by=self.words.by,
        )  # fmt: skip

    def _write(self, ready: list[tuple[Stored, Link]]) -> list[tuple[Stored, Problem]]:
        """Write links together; where the database refuses one (a circle of answers), one by one to find it."""
        try:
            with transaction.atomic():
                Link.objects.bulk_create([link for _one, link in ready], batch_size=CHUNK)
        except IntegrityError:
            return [(one, problem) for one, link in ready if (problem := written(link))]
        return []


def written(link: Link) -> Problem | None:
    """Write one link; return the problem when the database refuses it."""
    if Link.objects.filter(later=link.later, earlier=link.earlier, relation=link.relation).exists():
        return None
    try:
        with transaction.atomic():
            Link.objects.bulk_create([link])
    except IntegrityError:
        message = _("That letter already answers this one, directly or through others: the link is left out.")
        return Problem(message, "link", link.earlier.source_key or str(link.earlier_id), fatal=False)
    return None


def distinct(one: Stored) -> Iterable[NamedLink]:
    own = {one.record.source_key, one.record.id}
    return {(link.target, link.relation): link for link in one.record.links if link.target not in own}.values()


def letters_named(keys: Iterable[str], reader: Reader | None = None) -> dict[str, list[Letter]]:
    """Return the letters on record by source key, or by id where the key is one, oldest row first.

    With a reader, only those that he may know of: for his import the others are not there.
    """
    known = Letter.objects.all() if reader is None else Letter.objects.visible_to(reader)
    found: dict[str, list[Letter]] = {}
    keys = list(keys)
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        ids = [UUID(key) for key in some if is_id(key)]
        rows = known.filter(Q(source_key__in=some) | Q(pk__in=ids)) if ids else known.filter(source_key__in=some)
        for letter in rows.select_related("audience__level").order_by("recorded_at", "pk"):
            for key in {letter.source_key, str(letter.pk)} - {""}:
                found.setdefault(key, []).append(letter)
    return found


def is_id(key: str) -> bool:
    try:
        return len(key) == 36 and str(UUID(key)) == key.lower()
    except ValueError:
        return False
