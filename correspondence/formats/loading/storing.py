"""A batch of checked records becomes rows: letters with their parties, dates, texts and files, in a few statements.

What `Letter.save` would derive row by row is derived here for all of them: place in the order, pairs, audiences. `check_pairs`
proves that both come to the same. One journal entry for each letter holds what came in with it (docs/decisions/0009).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.utils import timezone

from correspondence.dates import UncertainDate, columns
from correspondence.formats.record import LetterRecord, NoteRecord
from correspondence.models import (
    Audience,
    ContextEvent,
    DateReading,
    Desk,
    JournalEntry,
    Letter,
    LetterPair,
    Level,
    Participation,
    Party,
    Text,
    rows,
)
from correspondence.models.access import author_token
from correspondence.models.filing import pairs_between
from correspondence.models.order import own_key
from correspondence.models.rows import Row

from .checking import cut, day_of, time_of
from .matching import Vocabulary

PLAIN = (
    "subject", "summary", "knowledge", "extent", "at_least", "extent_note", "dated_in_doubt", "reply_expected",
    "own_reference", "their_reference", "source_key", "channel", "place", "language", "marking", "citation", "source_url",
    "archive_reference", "locator", "status", "void_reason",
)  # fmt: skip
plain_values = attrgetter(*PLAIN)
INSTANT = dt.timedelta(microseconds=1)  # tells rows of one letter apart: their order is that of the file


class StoredText(NamedTuple):
    """A text on record, as far as acts that point to its words need it."""

    pk: UUID
    language: str
    role: str
    body: str
    audience: Audience


@dataclass(slots=True)
class Stored:
    """A letter that a batch wrote, with what acts and links need to know of it."""

    record: LetterRecord
    pk: UUID
    level: Level
    desk: Desk | None
    audience: Audience
    texts: list[StoredText]


class Part(NamedTuple):
    """A party's part in a letter, as far as the pairs of the letter follow from it."""

    role: str
    party: Party
    audience: Audience


class Batch:
    """The rows of some new letters, put together and then written together."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.by = words.by.pk if words.by else None
        self.now = timezone.now()
        self.letters: list[Stored] = []
        self.rows: dict[type[Any], list[Row]] = {
            model: [] for model in (Letter, DateReading, Participation, LetterPair, Text, JournalEntry)
        }

    def expect(self, records: Iterable[LetterRecord]) -> None:
        """Look up together the parties of the letters that will be added."""
        self.words.introduce((named, self._place(record)[2]) for record in records for named in record.parties)

    def add(self, record: LetterRecord, digest: str) -> None:
        """Put together the rows of a letter that is not on record yet."""
        self.now = timezone.now()
        level, desk, audience = self._place(record)
        key = UUID(record.id) if record.id else uuid4()
        one = Stored(record, key, level, desk, audience, [])
        letter = self._letter(one, digest)
        parts = self._parts(one)
        pairs = pairs_between(parts, self.words.joined)
        self.rows[LetterPair] += [
            rows.new(LetterPair, letter_id=key, low_id=low, high_id=high, sort_key=letter["sort_key"],
                     audience_id=who.pk, topic_id=letter["topic_id"])
            for (low, high), who in pairs.items()
        ]  # fmt: skip
        self._texts(one)
        self._readings(one)
        self._journal(one, letter, parts)
        self.letters.append(one)

    def write(self) -> list[Stored]:
        """Write everything, and begin anew."""
        for model, some in self.rows.items():
            rows.write(model, some)
            some.clear()
        written, self.letters = self.letters, []
        return written

    def _place(self, record: LetterRecord) -> tuple[Level, Desk | None, Audience]:
        words = self.words
        level = words.levels.get(record.level, words.level)
        desk = words.desks.get(record.desk, words.desk)
        if record.status == Letter.Status.DRAFT and desk is None:
            return level, desk, Audience.objects.of(level, [author_token(self.by)])
        return level, desk, words.audience(level, desk)

    def _letter(self, one: Stored, digest: str) -> Row:
        words, record = self.words, one.record
        topic, framework = words.topic(record.topic, one.audience), words.framework(record.framework, one.audience)
        dates = {
            reading.which: short_date(reading.closed or reading.value)
            for reading in record.dates
            if reading.standing == "preferred"
        }
        said = dict(zip(PLAIN, plain_values(record), strict=True)) | {
            "id": one.pk,
            "level_id": one.level.pk,
            "desk_id": one.desk.pk if one.desk else None,
            "audience_id": one.audience.pk,
            "form_id": words.form(record.form).pk,
            "topic_id": topic.pk if topic else None,
            "framework_id": framework.pk if framework else None,
            "reply_due": day_of(record.reply_due) if record.reply_due else None,
            "captured_on": day_of(record.captured_on) if record.captured_on else None,
            "source_digest": digest,
            "sort_key": own_key((dates[which] for which in Letter.DATES if which in dates), time_of_day(record, dates)),
            "recorded_at": self.now,
            "recorded_by_id": self.by,
            "version": 1,
        }
        for which, value in dates.items():
            said |= columns(which, value)
        letter = rows.new(Letter, **said)
        self.rows[Letter].append(letter)
        return letter

    def _parts(self, one: Stored) -> list[Part]:
        found: dict[tuple[Any, ...], Row] = {}
        parts = []
        for place, named in enumerate(one.record.parties):
            if not (named.name.strip() or named.slug or named.keys):
                continue
            party = self.words.party(named, one.audience)
            person = None
            if named.person:
                person = self.words.party(type(named)(name=named.person, kind="person"), one.audience).pk
            part = Part(named.role, party, self.words.joined(one.audience, party.audience))
            row = rows.new(
                Participation, letter_id=one.pk, party_id=party.pk, role=part.role, position=min(place, 32_000),
                person_id=person, as_named=named.as_named if named.as_named != str(party) else "",
                channel=named.channel[:40], reference=named.reference[:80], audience_id=part.audience.pk,
                recorded_at=self.now + place * INSTANT, recorded_by_id=self.by,
                **columns("received", short_date(named.received)),
            )  # fmt: skip
            if found.setdefault((party.pk, named.role, row["channel"]), row) is row:
                parts.append(part)
        self.rows[Participation] += found.values()
        return parts

    def _texts(self, one: Stored) -> None:
        for place, text in enumerate(one.record.texts):
            level, audience = self.words.levels.get(text.level), one.audience
            if level:
                audience = self.words.joined(audience, self.words.audience(level, None))
            row = rows.new(
                Text, letter_id=one.pk, language=(text.language or one.record.language)[:12], role=text.role,
                body=text.body, is_excerpt=text.is_excerpt, level_id=level.pk if level else None,
                audience_id=audience.pk, recorded_at=self.now + place * INSTANT, recorded_by_id=self.by,
            )  # fmt: skip
            self.rows[Text].append(row)
            one.texts.append(StoredText(row["id"], row["language"], row["role"], row["body"], audience))

    def _readings(self, one: Stored) -> None:
        self.rows[DateReading] += [
            rows.new(
                DateReading, letter_id=one.pk, which=reading.which, time=time_of(reading.time) if reading.time else None,
                zone=reading.zone[:40], calendar=reading.calendar, basis=reading.basis, source=cut(reading.source, 300),
                standing=reading.standing, audience_id=one.audience.pk, recorded_at=self.now + place * INSTANT,
                recorded_by_id=self.by, **columns("value", short_date(reading.value)),
            )
            for place, reading in enumerate(one.record.dates)
            if reading.value or reading.bounded_by
        ]  # fmt: skip

    def _journal(self, one: Stored, letter: Row, parts: Iterable[Part]) -> None:
        """Tell what came in with a letter; its columns as `Recorded.columns` has them."""
        said = {name: str(value) for name, value in letter.items()
                if value is not None and value != "" and name not in Letter.unjournalled}  # fmt: skip
        said["came_with"] = [f"{part.role}: {part.party.pk}" for part in parts] + [  # type: ignore[assignment]
            f"text {text.language} sha256:{hashlib.sha256(text.body.encode(errors='replace')).hexdigest()}"
            for text in one.texts
        ]
        self.rows[JournalEntry].append(
            rows.new(JournalEntry, at=self.now, by_id=self.by, noun="letter", object_id=one.pk, letter_id=one.pk, after=said,
                     audience_id=one.audience.pk, verb="imported", reason=one.record.source_key)
        )  # fmt: skip


def store_notes(records: Sequence[NoteRecord], words: Vocabulary) -> None:
    """Keep the editorial notes of an edition as context, each once."""
    audience = words.audience(words.level, words.desk)
    by = words.by.pk if words.by else None
    known = ContextEvent.objects.known_to(audience).filter(source_key__in=[record.source_key for record in records])
    held = set(known.values_list("source_key", flat=True))
    fresh = {record.source_key: record for record in records if record.source_key and record.source_key not in held}
    notes = [
        rows.new(
            ContextEvent, title=cut(record.title, 200), note=record.note, level_id=words.level.pk,
            source=cut(record.citation, 300), source_key=record.source_key, desk_id=words.desk.pk if words.desk else None,
            audience_id=audience.pk, recorded_by_id=by, **columns("occurred", short_date(record.occurred)),
        )
        for record in fresh.values()
    ]  # fmt: skip
    rows.write(ContextEvent, notes)
    rows.write(
        JournalEntry,
        [rows.new(JournalEntry, by_id=by, noun="contextevent", object_id=row["id"], audience_id=audience.pk,
                  verb="imported", after={"title": row["title"]}, reason=row["source_key"]) for row in notes],
    )  # fmt: skip


def short_date(value: UncertainDate) -> UncertainDate:
    """Return a date whose words fit their column."""
    return (
        value
        if len(value.text) <= 200
        else UncertainDate(cut(value.text, 200), value.edtf, value.earliest, value.latest)
    )


def time_of_day(record: LetterRecord, dates: dict[str, UncertainDate]) -> Any:
    """Return the time of the reading that a letter with these dates is filed under."""
    known = (dates[which] for which in Letter.DATES if which in dates)
    filed = next((date for date in known if date.earliest or date.latest), None)
    for reading in record.dates:
        if reading.time and reading.standing == "preferred" and dates[reading.which] == filed:
            return time_of(reading.time)
    return None
