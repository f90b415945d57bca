"""From the tables to records: everything that one reader may know of some letters, a chunk after the other.

``records`` is for files that are read again: it says what letters name before the first letter that does, and each offer
somewhere. ``letter_records`` gives letters alone, for whoever has some at hand. Both ask the database the same number of
questions for each chunk, and take nothing but what ``visible_to`` gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from correspondence.formats.record import LetterRecord, Record
from correspondence.listing import in_chunks
from correspondence.models import Letter, Reader, Tabling

from .acts import Acting
from .hanging import Hanging, Performed, known
from .letters import Writing
from .names import Naming

__all__ = ["letter_records", "records"]

CHUNK = 200


def records(
    letters: QuerySet[Letter], reader: Reader, *, with_files: bool = False, size: int = CHUNK
) -> Iterator[Record]:
    """Yield letters in the order of the file, each after everything that it is the first to name."""
    seen = letters.visible_to(reader)  # type: ignore[attr-defined]
    naming, said = Naming(reader), set[UUID]()
    for chunk in in_chunks(seen, ("sort_key", "id"), newest_first=False, size=size):
        hanging, acts = Hanging.on(chunk, reader), Performed.in_letters(chunk, reader)
        names = naming.names(chunk, hanging, acts)
        yield from naming.not_yet_told(chunk, names)
        acting = Acting(acts, names, said, _nowhere_put(acts, seen, reader) - said)
        writing = Writing(hanging, acting, names, with_files=with_files)
        yield from map(writing.record, chunk)


def letter_records(letters: Sequence[Letter], reader: Reader) -> list[LetterRecord]:
    """Return the records of letters that this reader may see."""
    hanging, acts = Hanging.on(letters, reader), Performed.in_letters(letters, reader)
    names = Naming(reader).names(letters, hanging, acts)
    writing = Writing(hanging, Acting(acts, names, set()), names, with_files=False)
    return [writing.record(letter) for letter in letters]


def _nowhere_put(acts: Performed, letters: QuerySet[Letter], reader: Reader) -> set[Any]:
    """Return the offers that acts are about and that none of these letters puts."""
    put_here = {row.proposal_id for rows in acts.tablings.values() for row in rows}
    asked = acts.proposals.keys() - put_here
    found = Tabling.objects.visible_to(reader).filter(proposal__in=asked, letter__in=letters.order_by().values("pk"))
    return asked - known(found.values_list("proposal_id", flat=True))
