"""Letters and the exchanges of a timeline as a table: one row for each, in the columns of our own tables of letters.

What a reader takes away by hand is read again as it was (`tables.read`), like what the command writes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from correspondence.listing import in_chunks
from correspondence.models import Letter, LetterPair, Participation, Reader
from correspondence.timeline.lanes import Lanes
from correspondence.timeline.routes import side_of

from .csv import written
from .outgoing import letter_records
from .record import LetterRecord
from .tables import WRITTEN, row_of


def letters_as_csv(letters: QuerySet[Letter], reader: Reader, *, newest_first: bool) -> Iterator[str]:
    """Yield every letter of a list, in its order."""
    for_reader = Reading(reader)
    chunks = in_chunks(letters, ("sort_key", "id"), newest_first=newest_first)
    return written(WRITTEN, (for_reader.rows(chunk) for chunk in chunks))


def exchanges_as_csv(pairs: QuerySet[LetterPair], lanes: Lanes, reader: Reader, *, newest_first: bool) -> Iterator[str]:
    """Yield every exchange of a timeline, in its order; ``side`` is the party in whose lane it stands."""
    for_reader = Reading(reader)
    chunks = in_chunks(pairs.select_related("letter"), ("sort_key", "letter_id"), newest_first=newest_first)
    return written((*WRITTEN, "side"), (for_reader.sided([pair.letter for pair in chunk], lanes) for chunk in chunks))


class Reading:
    """What stands in the rows of some letters, as one reader knows them: as many queries for many as for one."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def rows(self, letters: Sequence[Letter]) -> list[list[Any]]:
        return [row for row, _parts in self._rows(letters)]

    def sided(self, letters: Sequence[Letter], lanes: Lanes) -> list[list[Any]]:
        slugs = {"a": lanes.a.party.slug, "b": lanes.b.party.slug}
        return [[*row, slugs.get(side_of(parts, lanes) or "", "")] for row, parts in self._rows(letters)]

    def _rows(self, letters: Sequence[Letter]) -> list[tuple[list[Any], list[Participation]]]:
        parts = self._parts(letters)
        names = {part.party.slug: part.party.full_name for found in parts.values() for part in found}
        records = letter_records(letters, self.reader)
        return [
            (row_of(_in_full(record, names)), parts.get(letter.pk, []))
            for letter, record in zip(letters, records, strict=True)
        ]

    def _parts(self, letters: Sequence[Letter]) -> dict[Any, list[Participation]]:
        found: dict[Any, list[Participation]] = {}
        for part in Participation.objects.visible_to(self.reader).filter(letter__in=letters).for_listing():
            found.setdefault(part.letter_id, []).append(part)
        return found


def _in_full(record: LetterRecord, names: dict[str, str]) -> LetterRecord:
    """Return the record with the parties called in full: "Ministry of Defence, Latvia"."""
    parties = tuple(replace(one, name=names.get(one.slug, one.name)) for one in record.parties)
    return replace(record, parties=parties)
