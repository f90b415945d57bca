"""What was a record when a form was opened, and who has changed it since? The journal knows, as far as its reader may."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from correspondence.models import JournalEntry

from .locks import columns_of, digest_of

MOST_ENTRIES = 2000

Columns = Mapping[str, str | None]


@dataclass(frozen=True)
class Earlier:
    """A record as it was. ``row`` is None when the journal does not reach back to it; ``since`` is newest first."""

    row: Any
    since: tuple[JournalEntry, ...]


def entries_about(keys: Iterable[Any], reader: Any) -> dict[Any, list[JournalEntry]]:
    """Return what the journal tells this reader of some records, by their keys, newest first."""
    visible = JournalEntry.objects.visible_to(reader).filter(object_id__in=list(keys)).select_related("by")
    found: dict[Any, list[JournalEntry]] = defaultdict(list)
    for entry in visible.order_by("-at", "-id")[:MOST_ENTRIES]:
        found[entry.object_id].append(entry)
    return found


def earlier(model: Any, key: Any, now: Any, entries: list[JournalEntry], version: str) -> Earlier:
    """Undo the entries about a record, from what it is now (None when it is gone), until it is the version asked for."""
    digest = version.rpartition("-")[2]
    columns: dict[str, str | None] = {} if now is None else dict(columns_of(now))
    if digest_of(columns) == digest:
        return Earlier(_row(model, key, columns), ())
    for place, entry in enumerate(entries, start=1):
        if entry.before is None:
            break  # it was recorded then
        columns |= entry.before
        if digest_of(columns) == digest:
            return Earlier(_row(model, key, columns), tuple(entries[:place]))
    return Earlier(None, tuple(entries[:1]))


def _row(model: Any, key: Any, columns: Columns) -> Any:
    row = model(pk=key)
    for field in model._meta.concrete_fields:
        if field.attname in columns and not field.primary_key:
            told = columns[field.attname]
            setattr(row, field.attname, None if told is None else field.to_python(told))
    return row
