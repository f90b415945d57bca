"""A letter that its source now gives otherwise: what changed, and taking the change over."""

from __future__ import annotations

from typing import Any

from correspondence.formats.record import LetterRecord
from correspondence.models import Letter, Participation, Text

from .checking import day_of
from .matching import Vocabulary
from .storing import PLAIN, short_date


def update(letter: Letter, record: LetterRecord, digest: str, words: Vocabulary) -> None:
    """Give a letter what its source says now; what people added to it stays, and the journal keeps what it was.

    Dates become preferred readings, the old ones stay as alternatives. Texts of the same language and role get the new words.
    """
    audience = letter.audience
    for name in PLAIN:
        if name not in {"status", "knowledge"}:
            setattr(letter, name, getattr(record, name))
    letter.form, letter.topic = words.form(record.form), words.topic(record.topic, audience) or letter.topic
    letter.reply_due = day_of(record.reply_due) if record.reply_due else None
    for reading in record.dates:
        if reading.standing == "preferred":
            setattr(letter, reading.which, short_date(reading.value))
    letter.source_digest = digest
    letter.full_clean()
    letter.save(by=words.by, verb="updated from its source")
    _update_parties(letter, record, words)
    _update_texts(letter, record, words)


def _update_parties(letter: Letter, record: LetterRecord, words: Vocabulary) -> None:
    held = {(row.party_id, row.role): row for row in letter.participations.all()}
    for place, named in enumerate(record.parties):
        if not (named.name.strip() or named.slug or named.keys):
            continue
        party = words.party(named, letter.audience)
        row: Any = held.pop((party.pk, named.role), None) or Participation(letter=letter, party=party, role=named.role)
        row.position, row.as_named = place, named.as_named if named.as_named != str(party) else ""
        row.save(by=words.by, verb="updated from its source")
    for row in held.values():
        row.delete(by=words.by, reason="no longer in the source")


def _update_texts(letter: Letter, record: LetterRecord, words: Vocabulary) -> None:
    held = {(row.language, row.role): row for row in letter.texts.all()}
    for text in record.texts:
        language = (text.language or record.language)[:12]
        row = held.get((language, text.role)) or Text(letter=letter, language=language, role=text.role)
        if row.body != text.body:
            row.body, row.is_excerpt = text.body, text.is_excerpt
            row.save(by=words.by, verb="updated from its source")
