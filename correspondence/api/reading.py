"""What the API says of letters, positions and parties beside what the formats write; offers have it all there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from correspondence.dates import UncertainDate
from correspondence.formats.json import letter_as_json
from correspondence.formats.outgoing import letter_records
from correspondence.letter_sheet.chain import latest_before_each
from correspondence.models import Letter, Party, Reader
from correspondence.stances.lists import Statement


def letters_as_json(letters: Sequence[Letter], reader: Reader, *, whole: bool = False) -> list[dict[str, Any]]:
    """Return letters as this reader knows them, in a number of queries that does not depend on how many they are.

    The texts come along only when the ``whole`` of a letter is asked for: fifty of them may be a book.
    """
    latest = latest_before_each(letters, reader)
    found = []
    for letter, record in zip(letters, letter_records(letters, reader), strict=True):
        linked = {link.id for link in (*record.links, *record.later)}
        before = str(latest.get(letter.pk, ""))
        page = letter_as_json(record, computed=[before] if before and before not in linked else [])
        if not whole:
            page.pop("texts", None)
        found.append({**page, "version": letter.version})
    return found


def position_as_json(statement: Statement) -> dict[str, Any]:
    """Return a position as it was stated; ``unchanged_since`` is computed, None for what is not a repetition."""
    position = statement.position
    return {
        "id": str(position.pk),
        "url": position.letter.get_absolute_url(),
        "letter": str(position.letter_id),
        "date": _date(position.letter.date),
        "party": _named(position.party),
        "topic": position.topic.slug,
        "statement": position.statement,
        "change": position.change,
        "previous": str(position.previous_id) if position.previous_id else None,
        "claims_unchanged": position.claims_unchanged,
        "unchanged_since": _date(statement.unchanged_since),
        "quote": position.quote,
    }


def party_as_json(party: Party) -> dict[str, Any]:
    return {
        "slug": party.slug,
        "url": party.get_absolute_url(),
        "name": party.name,
        "short_name": party.short_name,
        "full_name": party.full_name,
        "kind": party.kind,
        "code": party.code,
        "principal": party.principal.slug,
        "parent": party.parent.slug if party.parent else None,
        "seat": party.seat.slug if party.seat else None,
        "existed": _date(party.existed),
    }


def named_side(party: Party) -> dict[str, str]:
    return {**_named(party), "url": party.get_absolute_url()}


def _named(party: Party) -> dict[str, str]:
    return {"slug": party.slug, "name": party.full_name}


def _date(value: UncertainDate | None) -> dict[str, str | None] | None:
    return value.as_json() if value else None
