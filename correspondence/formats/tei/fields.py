"""Plain fields of a letter that TEI has no element for: this program writes them as typed notes of the correspDesc."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from lxml import etree

from correspondence.formats.record import LetterRecord

from .markup import element

WORDS = (
    "knowledge", "extent", "extent_note", "reply_due", "channel", "marking", "locator", "captured_on", "status",
    "void_reason",
)  # fmt: skip
FLAGS = ("dated_in_doubt", "reply_expected")
NUMBERS = ("at_least",)
EMPTY = LetterRecord(source_key="")


def notes_of(record: LetterRecord) -> Iterator[etree._Element]:
    """Yield a note for each field that says more than nothing; evidence is always said."""
    for name in (*WORDS, *FLAGS, *NUMBERS):
        value = getattr(record, name)
        if name == "knowledge" or value != getattr(EMPTY, name):
            yield element("note", "true" if value is True else str(value), type=name)


def summary_and_fields(abstract: str, notes: Iterable[tuple[str, str]], *, own: bool) -> tuple[str, dict[str, str]]:
    """Part the notes of a correspDesc: fields where this program wrote them, more of the summary otherwise."""
    fields = {}
    summary = [abstract]
    for kind, words in notes:
        if own and kind in (*WORDS, *FLAGS, *NUMBERS):
            fields[kind] = words
        else:
            summary.append(words)
    return "\n\n".join(filter(None, summary)), fields


def fields_from(record: LetterRecord, fields: Mapping[str, str]) -> LetterRecord:
    """Return the record with the fields that notes gave."""
    values: dict[str, Any] = {name: words for name, words in fields.items() if name in WORDS}
    values |= {name: words == "true" for name, words in fields.items() if name in FLAGS}
    values |= {name: int(words) for name, words in fields.items() if name in NUMBERS and words.isdecimal()}
    return replace(record, **values) if values else record
