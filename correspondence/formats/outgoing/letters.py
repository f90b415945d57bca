"""From the rows of a letter to its record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from correspondence.formats.record import Enclosed, LetterRecord, NamedLink, NamedParty, Reading, Words
from correspondence.models import Attachment, DateReading, Letter, Participation, Text

from .acts import Acting
from .hanging import Hanging
from .names import Names

ROLES = tuple(Participation.Role.values)  # sender and addressee first: who wrote to whom, then everybody else
STANDINGS = tuple(DateReading.Standing.values)
MOST_BYTES = 10 * 1024 * 1024  # of the files of one letter: a record must stay readable in one piece
SAME = (
    "subject", "summary", "knowledge", "extent", "at_least", "extent_note", "dated_in_doubt", "reply_expected",
    "own_reference", "their_reference", "source_key", "channel", "place", "language", "marking", "citation", "source_url",
    "archive_reference", "locator", "status", "void_reason",
)  # fmt: skip


class Writing:
    """Writes the records of some letters. ``with_files`` takes the bytes of their files along, where they are not too many."""

    def __init__(self, hanging: Hanging, acting: Acting, names: Names, *, with_files: bool) -> None:
        self.hanging, self.acting, self.names, self.with_files = hanging, acting, names, with_files

    def record(self, letter: Letter) -> LetterRecord:
        names, hanging, key = self.names, self.hanging, letter.pk
        own = names.own(letter)
        return LetterRecord(
            **{name: getattr(letter, name) for name in SAME},
            id=str(key),
            form=names.forms[letter.form_id].code,
            topic=names.topic(letter.topic_id),
            framework=names.framework(letter.framework_id),
            level=names.level(letter.level_id),
            desk=names.desk(letter.desk_id),
            reply_due=_day(letter.reply_due),
            captured_on=_day(letter.captured_on),
            dates=tuple(self._readings(letter)),
            parties=tuple(self._parties(letter)),
            links=(*self._links(letter), *self._awaited(letter)),
            later=tuple(
                NamedLink(names.letter(link.later_id), link.relation, link.basis, link.note, str(link.later_id))
                for link in hanging.down.get(key, ())
            ),
            texts=tuple(self._text(text) for text in hanging.texts.get(key, ())),
            files=tuple(self._files(hanging.files.get(key, ()))),
            puts=self.acting.puts(letter, own),
            answers=self.acting.answers(letter, own),
            positions=self.acting.positions(letter, own),
        )

    def _parties(self, letter: Letter) -> Iterator[NamedParty]:
        parts = self.hanging.parts.get(letter.pk, ())
        for part in sorted(parts, key=lambda part: ROLES.index(part.role)) if len(parts) > 1 else parts:
            yield self.names.party(
                part.party_id,
                role=part.role,
                as_named=part.as_named,
                person=self.names.slug(part.person_id),
                channel=part.channel,
                reference=part.reference,
                received=part.received,
            )

    def _links(self, letter: Letter) -> Iterator[NamedLink]:
        for link in self.hanging.up.get(letter.pk, ()):
            target = self.names.letter(link.earlier_id)
            yield NamedLink(target, link.relation, link.basis, link.note, str(link.earlier_id))

    def _awaited(self, letter: Letter) -> Iterator[NamedLink]:
        """Yield the links to letters that are not on record: whoever has them can tie them."""
        for link in self.hanging.awaited.get(letter.pk, ()):
            yield NamedLink(link.target, link.relation, link.basis, link.note)

    def _readings(self, letter: Letter) -> Iterator[Reading]:
        """Yield the readings of each date, the preferred one first; a date that has none is a reading all the same."""
        rows = self.hanging.readings.get(letter.pk, ())
        for which, value in zip(Letter.DATES, letter.dates, strict=True):
            found = [row for row in rows if row.which == which]
            if value and not any(row.standing == DateReading.Standing.PREFERRED for row in found):
                basis = DateReading.Basis.AS_PRINTED if letter.knowledge == "held" else DateReading.Basis.REPORTED
                yield Reading(value, which, basis=basis)
            for row in sorted(found, key=lambda row: STANDINGS.index(row.standing)):
                yield self._reading(row, value)

    def _reading(self, row: DateReading, effective: Any) -> Reading:
        more: dict[str, Any] = {}
        if row.bounded_by_id is not None:
            more = {"bounded_by": self.names.letter(row.bounded_by_id), "bound": row.bound}
            if row.standing == DateReading.Standing.PREFERRED and effective != row.value:
                more["closed"] = effective
        return Reading(
            row.value, row.which, _time(row.time), row.zone, row.calendar, row.basis, row.source, row.standing, **more
        )

    def _text(self, text: Text) -> Words:
        return Words(text.body, text.language, text.role, text.is_excerpt, self.names.level(text.level_id))

    def _files(self, rows: Sequence[Attachment]) -> Iterator[Enclosed]:
        room = MOST_BYTES if self.with_files else 0
        for row in rows:
            content = _content(row) if row.size <= room else None
            room -= len(content or b"")
            yield Enclosed(
                name=row.name,
                role=row.role,
                number=row.number,
                language=row.language,
                media_type=row.media_type,
                content=content,
                missing=row.missing,
                level=self.names.level(row.level_id),
                sha256=row.sha256,
                size=row.size,
            )


def _content(row: Attachment) -> bytes | None:
    """Return the bytes of a file, None where there is none, or its bytes are lost."""
    if row.missing or not row.file:
        return None
    try:
        with row.file.open("rb") as file:
            found: bytes = file.read()
    except OSError:
        return None
    return found


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _time(time: dt.time | None) -> str:
    if time is None:
        return ""
    return time.isoformat() if time.second or time.microsecond else time.isoformat("minutes")
