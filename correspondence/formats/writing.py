"""The formats that can be written, by the name that the command calls them, and what is counted on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from correspondence.models import Letter, Party, Reader
from correspondence.timeline.lanes import Lane, Lanes
from correspondence.timeline.pages import pairs_between

from . import cmif, json, tables, tei
from .record import LetterRecord, Record
from .tei import Publication

Writer = Callable[[Iterable[Record], Publication], Iterator[str]]

FORMATS: dict[str, Writer] = {
    "cmif": lambda records, publication: cmif.write(letters_alone(records), publication),
    "csv": lambda records, _publication: tables.write(letters_alone(records)),
    "json": lambda records, _publication: json.write(records),
    "tei": lambda records, publication: tei.write(letters_alone(records), publication),
}
WITH_FILES = frozenset({"json"})  # the formats that hold the bytes of files


def letters_alone(records: Iterable[Record]) -> Iterator[LetterRecord]:
    return (record for record in records if isinstance(record, LetterRecord))


def letters_between(a: Party, b: Party, reader: Reader) -> QuerySet[Letter]:
    """Return the letters of a bilateral timeline, as this reader knows it."""
    pairs = pairs_between(Lanes(Lane(a), Lane(b)), reader)
    return Letter.objects.visible_to(reader).filter(pk__in=pairs.order_by().values("letter"))


@dataclass
class Tally:
    """What passed on its way into a file. ``files_left_out`` are those of which the file says that they exist, and no more."""

    letters: int = 0
    named: int = 0
    acts: int = 0
    files_left_out: int = 0

    def counting(self, records: Iterable[Record]) -> Iterator[Record]:
        for record in records:
            if isinstance(record, LetterRecord):
                self.letters += 1
                self.acts += len(record.puts) + len(record.answers) + len(record.positions)
                self.files_left_out += sum(file.content is None and not file.missing for file in record.files)
            else:
                self.named += 1
            yield record
