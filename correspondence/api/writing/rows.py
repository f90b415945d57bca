"""What surrounds a letter: who took part, what it answers, its texts, the readings of its dates, its files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from correspondence.formats.loading.checking import time_of
from correspondence.formats.record import Enclosed, LetterRecord, NamedLink, NamedParty, Reading, Words
from correspondence.models import Attachment, DateReading, Letter, Link, Participation, Text

from .naming import Naming

IN_JSON = {"sender": "senders", "addressee": "addressees"}


class Rows:
    """Adds rows to a letter that is stored."""

    def __init__(self, letter: Letter, naming: Naming) -> None:
        self.letter, self.naming, self.pen = letter, naming, naming.pen

    def add(self, record: LetterRecord, *, dates_told: bool) -> None:
        """Add everything that a record has beside its acts; ``dates_told``: it says what its dates rest on."""
        for place, (where, named) in enumerate(_placed(record)):
            self.part(named, place, where)
        for place, link in enumerate(record.links):
            self.link(link, f"previous[{place}]")
        for place, text in enumerate(record.texts):
            self.text(text, f"texts[{place}]")
        for place, reading in enumerate(record.dates if dates_told else ()):
            self.reading(reading, f"readings[{place}]")
        for place, file in enumerate(record.files):
            self.file(file, f"files[{place}]")

    def part(self, named: NamedParty, place: int, where: str) -> None:
        party = self.naming.party(named, where)
        person = self.naming.party(NamedParty("", slug=named.person), f"{where}.person") if named.person else None
        if party is None or (named.person and person is None):
            return
        row = Participation(
            letter=self.letter, party=party, role=named.role, position=place, person=person,
            as_named=named.as_named if named.as_named != str(party) else "", channel=named.channel,
            reference=named.reference, received=named.received,
        )  # fmt: skip
        self.pen.keep(row, where)

    def link(self, named: NamedLink, where: str) -> Link | None:
        """Link the letter to an earlier one, which must be on record."""
        earlier = self.naming.letter(named.id or named.target, f"{where}.id" if where else "id")
        if earlier is None:
            return None
        kind = {"relation": named.relation, "basis": named.basis, "note": named.note}
        row = Link(later=self.letter, earlier=earlier, **kind)
        return row if self.pen.keep(row, where) else None

    def text(self, text: Words, where: str) -> None:
        row = Text(letter=self.letter, language=text.language or self.letter.language, role=text.role, body=text.body,
                   is_excerpt=text.is_excerpt, level=self._level(text.level, where))  # fmt: skip
        self.pen.keep(row, where)

    def reading(self, reading: Reading, where: str) -> None:
        """Keep a reading; the preferred one of a date is there already, and is told what it rests on."""
        row = self._preferred(reading) or DateReading(letter=self.letter, which=reading.which, value=reading.value)
        if reading.bounded_by:
            row.bounded_by = self.naming.letter(reading.bounded_by, f"{where}.bounded_by")
        row.time = time_of(reading.time) if reading.time else None
        if reading.time and row.time is None:
            self.pen.refuse(f"{where}.time", _("Not a time as 14:05."), reading.time)
        row.bound, row.zone, row.calendar = reading.bound, reading.zone, reading.calendar
        row.basis, row.source, row.standing = reading.basis, reading.source, reading.standing
        self.pen.keep(row, where)

    def _preferred(self, reading: Reading) -> DateReading | None:
        if reading.standing != DateReading.Standing.PREFERRED:
            return None
        return self.letter.readings.filter(which=reading.which).preferred().first()

    def file(self, file: Enclosed, where: str) -> None:
        row: Any = Attachment(letter=self.letter, role=file.role, number=file.number, language=file.language,
                              name=file.name, missing=file.missing, level=self._level(file.level, where))  # fmt: skip
        if file.content is not None and not file.missing:
            row.file = ContentFile(file.content, name="file")
            row.file.file.content_type = file.media_type
        self.pen.keep(row, where)

    def _level(self, code: str, where: str) -> Any:
        return self.naming.level(code, f"{where}.level") if code else None


def plainly_dated(record: LetterRecord) -> Iterator[Reading]:
    """Yield the preferred readings that no other letter bounds: the letter's own dates."""
    for one in record.dates:
        if one.standing == DateReading.Standing.PREFERRED and not one.bounded_by and one.which in Letter.DATES:
            yield one


def _placed(record: LetterRecord) -> Iterator[tuple[str, NamedParty]]:
    """Yield each party with its place in the request."""
    places: dict[str, int] = {}
    for named in record.parties:
        name = IN_JSON.get(named.role, "others")
        places[name] = places.get(name, -1) + 1
        yield f"{name}[{places[name]}]", named
