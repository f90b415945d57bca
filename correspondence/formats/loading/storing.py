"""A batch of checked records becomes rows: letters with their parties, dates, texts and files, in a few statements.

What `Letter.save` would derive row by row is derived here for all of them: place in the order, pairs, audiences. `check_pairs`
proves that both come to the same. One journal entry for each letter holds what came in with it (docs/decisions/0009).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import ContentFile

from correspondence.dates import UncertainDate
from correspondence.formats.record import Enclosed, LetterRecord, NoteRecord
from correspondence.models import (
    Attachment,
    Audience,
    ContextEvent,
    DateReading,
    Desk,
    JournalEntry,
    Letter,
    LetterPair,
    Level,
    Participation,
    Text,
)
from correspondence.models.access import author_token
from correspondence.models.filing import pairs_between
from correspondence.models.order import own_key

from .checking import cut, day_of, time_of
from .matching import Vocabulary

PLAIN = (
    "subject", "summary", "knowledge", "extent", "at_least", "extent_note", "dated_in_doubt", "reply_expected",
    "own_reference", "their_reference", "source_key", "channel", "place", "language", "marking", "citation", "source_url",
    "archive_reference", "locator", "status", "void_reason",
)  # fmt: skip
UNIMPORTED = frozenset({"line", "element", "problems", "id", "later", "closed"})


@dataclass(slots=True)
class Stored:
    """A letter that a batch wrote, with the rows that acts and links need to find."""

    record: LetterRecord
    letter: Letter
    audience: Audience
    texts: list[Text]


class Batch:
    """The rows of some new letters, put together and then written together."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.letters: list[Stored] = []
        self.rows: dict[type[Any], list[Any]] = {
            model: [] for model in (Letter, DateReading, Participation, LetterPair, Text, JournalEntry)
        }
        self.files: list[tuple[Letter, Enclosed]] = []

    def expect(self, records: Iterable[LetterRecord]) -> None:
        """Look up together the parties of the letters that will be added."""
        self.words.introduce(
            (named, self._level_desk_audience(record)[2]) for record in records for named in record.parties
        )

    def add(self, record: LetterRecord, digest: str) -> None:
        """Put together the rows of a letter that is not on record yet."""
        letter, audience = self._letter(record)
        letter.source_digest = digest
        self.rows[Letter].append(letter)
        parts = self._parts(record, letter, audience)
        pairs = pairs_between(parts, self.words.joined)
        self.rows[LetterPair] += [
            LetterPair(letter=letter, low_id=low, high_id=high, sort_key=letter.sort_key, audience=who,
                       topic_id=letter.topic_id)
            for (low, high), who in pairs.items()
        ]  # fmt: skip
        texts = self._texts(record, letter, audience)
        self.rows[DateReading] += self._readings(record, letter, audience)
        self.files += [(letter, file) for file in record.files]
        self.rows[JournalEntry].append(self._journal(letter, audience, parts, texts))
        self.letters.append(Stored(record, letter, audience, texts))

    def write(self) -> list[Stored]:
        """Write everything, and begin anew."""
        for model, rows in self.rows.items():
            model._default_manager.bulk_create(rows, batch_size=500)
            rows.clear()
        for letter, file in self.files:
            store_file(letter, file, self.words)
        written, self.letters, self.files = self.letters, [], []
        return written

    def _level_desk_audience(self, record: LetterRecord) -> tuple[Level, Desk | None, Audience]:
        words = self.words
        level = words.levels.get(record.level, words.level)
        desk = words.desks.get(record.desk, words.desk)
        if record.status == Letter.Status.DRAFT and desk is None:
            audience = Audience.objects.of(level, [author_token(words.by.pk if words.by else None)])
        else:
            audience = words.audience(level, desk)
        return level, desk, audience

    def _letter(self, record: LetterRecord) -> tuple[Letter, Audience]:
        words = self.words
        level, desk, audience = self._level_desk_audience(record)
        letter = Letter(id=UUID(record.id) if record.id else uuid4(), level=level, desk=desk, audience=audience,
                        recorded_by=words.by, version=1, **{name: getattr(record, name) for name in PLAIN})  # fmt: skip
        letter.form = words.form(record.form)
        letter.topic, letter.framework = (
            words.topic(record.topic, audience),
            words.framework(record.framework, audience),
        )
        letter.reply_due = day_of(record.reply_due) if record.reply_due else None
        letter.captured_on = day_of(record.captured_on) if record.captured_on else None
        for reading in record.dates:
            if reading.standing == "preferred":
                setattr(letter, reading.which, short_date(reading.closed or reading.value))
        letter.sort_key = own_key(letter.dates, time_of_day(record, letter))
        return letter, audience

    def _parts(self, record: LetterRecord, letter: Letter, audience: Audience) -> list[Participation]:
        found: dict[tuple[Any, ...], Participation] = {}
        for place, named in enumerate(record.parties):
            if not (named.name.strip() or named.slug or named.keys):
                continue
            party = self.words.party(named, audience)
            person = None
            if named.person:
                person = self.words.party(type(named)(name=named.person, kind="person"), audience)
            row = Participation(
                letter=letter, party=party, role=named.role, position=min(place, 32_000), person=person,
                as_named=named.as_named if named.as_named != str(party) else "", channel=named.channel[:40],
                reference=named.reference[:80], received=short_date(named.received),
                audience=self.words.joined(audience, party.audience), recorded_by=self.words.by,
            )  # fmt: skip
            found.setdefault((party.pk, named.role, row.channel), row)
        self.rows[Participation] += found.values()
        return list(found.values())

    def _texts(self, record: LetterRecord, letter: Letter, audience: Audience) -> list[Text]:
        rows = []
        for text in record.texts:
            level = self.words.levels.get(text.level)
            above = self.words.joined(audience, self.words.audience(level, None)) if level else audience
            rows.append(
                Text(letter=letter, language=(text.language or record.language)[:12], role=text.role, body=text.body,
                     is_excerpt=text.is_excerpt, level=level, audience=above, recorded_by=self.words.by)
            )  # fmt: skip
        self.rows[Text] += rows
        return rows

    def _readings(self, record: LetterRecord, letter: Letter, audience: Audience) -> Iterable[DateReading]:
        for reading in record.dates:
            if reading.value or reading.bounded_by:
                yield DateReading(
                    letter=letter, which=reading.which, value=short_date(reading.value),
                    time=time_of(reading.time) if reading.time else None, zone=reading.zone[:40],
                    calendar=reading.calendar, basis=reading.basis, source=cut(reading.source, 300),
                    standing=reading.standing, audience=audience, recorded_by=self.words.by,
                )  # fmt: skip

    def _journal(self, letter: Letter, audience: Audience, parts: list[Any], texts: list[Text]) -> JournalEntry:
        after = {name: value for name, value in letter.columns().items() if value not in {"", None}
                 and name not in letter.unjournalled}  # fmt: skip
        after["came_with"] = [f"{row.role}: {row.party_id}" for row in parts] + [
            f"text {row.language} sha256:{hashlib.sha256(row.body.encode(errors='replace')).hexdigest()}"
            for row in texts
        ]
        return JournalEntry(by=self.words.by, noun="letter", object_id=letter.pk, letter=letter, audience=audience,
                            verb="imported", after=after, reason=letter.source_key)  # fmt: skip


def store_file(letter: Letter, file: Enclosed, words: Vocabulary) -> None:
    """Keep a file under its hash, or the record that it is missing."""
    row = Attachment(
        letter=letter, role=file.role, number=file.number, language=file.language[:12], name=cut(file.name, 200),
        missing=file.content is None, level=words.levels.get(file.level),
    )  # fmt: skip
    if file.content is not None:
        content = ContentFile(file.content, name=cut(file.name, 200) or "file")
        content.content_type = file.media_type  # type: ignore[attr-defined]
        row.file = content
    row.save(by=words.by, verb="imported")


def store_notes(records: Sequence[NoteRecord], words: Vocabulary) -> None:
    """Keep the editorial notes of an edition as context, each once."""
    audience = words.audience(words.level, words.desk)
    known = ContextEvent.objects.known_to(audience).filter(source_key__in=[record.source_key for record in records])
    held = set(known.values_list("source_key", flat=True))
    fresh = {record.source_key: record for record in records if record.source_key and record.source_key not in held}
    rows = [
        ContextEvent(
            title=cut(record.title, 200),
            occurred=short_date(record.occurred),
            note=record.note,
            level=words.level,
            source=cut(record.citation, 300),
            source_key=record.source_key,
            desk=words.desk,
            audience=audience,
            recorded_by=words.by,
        )
        for record in fresh.values()
    ]
    ContextEvent.objects.bulk_create(rows, batch_size=500)
    JournalEntry.objects.bulk_create(
        JournalEntry(
            by=words.by,
            noun="contextevent",
            object_id=row.pk,
            audience=audience,
            verb="imported",
            after={"title": row.title},
            reason=row.source_key,
        )
        for row in rows
    )


def short_date(value: UncertainDate) -> UncertainDate:
    """Return a date whose words fit their column."""
    return (
        value
        if len(value.text) <= 200
        else UncertainDate(cut(value.text, 200), value.edtf, value.earliest, value.latest)
    )


def time_of_day(record: LetterRecord, letter: Letter) -> Any:
    """Return the time of the reading that the letter is filed under."""
    for reading in record.dates:
        if reading.time and reading.standing == "preferred" and getattr(letter, reading.which) == letter.date:
            return time_of(reading.time)
    return None


def digest_of(record: LetterRecord, name: str) -> str:
    """Return a digest of what a record says, whatever file and line it stands on, after the name of its format.

    Two formats say different things of one letter, so only digests of one format can differ. Only what is said counts,
    so that a field which a later version adds changes no digest.
    """
    digest = hashlib.sha256(repr(_said(record)).encode(errors="backslashreplace")).hexdigest()
    return f"{name}:{digest}"[:64]


def _said(value: Any) -> Any:
    if isinstance(value, UncertainDate):
        return (value.text, value.edtf)
    if is_dataclass(value):
        said = ((name, getattr(value, name)) for name in _names(type(value)))
        return [(name, _said(held)) for name, held in said if held or held is False or held == 0]
    if isinstance(value, tuple):
        return [_said(one) for one in value]
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value


def _names(kind: type[Any], _known: dict[type[Any], Sequence[str]] = {}) -> Sequence[str]:  # noqa: B006  a cache
    if kind not in _known:
        _known[kind] = [one.name for one in fields(kind) if one.name not in UNIMPORTED]
    return _known[kind]
