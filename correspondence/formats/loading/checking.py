"""Whether a record can be stored: lengths, codes, dates and what belongs together, before any row is written.

The models' constraints stay the last word; what passes here never meets one of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from correspondence.formats.record import LetterRecord, NamedParty, Problem, Reading
from correspondence.models import Attachment, DateReading, Letter, Link, Participation, Party, Text

CODES = {
    "knowledge": set(Letter.Knowledge.values),
    "extent": set(Letter.Extent.values),
    "status": set(Letter.Status.values),
}
ROLES = set(Participation.Role.values)
KINDS = {"", *Party.Kind.values}
RELATIONS, LINK_BASES = set(Link.Relation.values), set(Link.Basis.values)
BASES, STANDINGS = set(DateReading.Basis.values), set(DateReading.Standing.values)
CALENDARS = set(DateReading.Calendar.values)
TEXT_ROLES, FILE_ROLES = set(Text.Role.values), set(Attachment.Role.values)
EXACT = ("source_key", "own_reference", "their_reference", "language")  # cut, they would name something else
WORDS = ("subject", "citation", "archive_reference", "locator", "marking", "place", "channel", "extent_note")
COLUMNS: dict[str, Any] = {name: Letter._meta.get_field(name) for name in (*EXACT, *WORDS, "source_url")}
LONGEST = {name: column.max_length for name, column in COLUMNS.items()}
NAME, KEY = 200, 300
LONGEST_TEXT = 50_000_000
is_address = URLValidator(schemes=("http", "https"))


def checked(record: LetterRecord) -> tuple[LetterRecord, list[Problem]]:
    """Return the record as it can be stored, and what is wrong with it; it is stored unless a problem is fatal."""
    problems = list(record.problems)
    problems += (_at(record, problem) for problem in _problems(record))
    return _fitted(record, problems), problems


def _at(record: LetterRecord, problem: Problem) -> Problem:
    return replace(problem, line=problem.line or record.line, element=problem.element or record.element)


def _problems(record: LetterRecord) -> Iterator[Problem]:
    if not record.source_key and not record.id:
        yield Problem(_("A letter needs a key of its source, or an id."), "source_key")
    if not record.subject.strip():
        yield Problem(_("A letter needs a subject."), "subject")
    for name in EXACT:
        value = getattr(record, name)
        if len(value) > LONGEST[name]:
            yield Problem(_("Longer than %(most)s characters.") % {"most": LONGEST[name]}, name, value)
    for name, codes in CODES.items():
        if getattr(record, name) not in codes:
            yield Problem(not_one_of(codes), name, str(getattr(record, name)))
    yield from _about_itself(record)
    yield from _about_dates(record)
    yield from _about_parties(record)
    yield from _about_what_hangs_on_it(record)


def _about_itself(record: LetterRecord) -> Iterator[Problem]:
    if record.extent == "bundle" and record.knowledge == "held":
        yield Problem(_("“Several, number not known” cannot be held: log each text that is held."), "extent")
    if record.at_least is not None and (record.extent != "bundle" or record.at_least < 1):
        yield Problem(_("“At least” belongs to several exchanges, number not known."), "at_least", str(record.at_least))
    if record.status == Letter.Status.VOID and not record.void_reason:
        yield Problem(_("Say why the letter is void."), "void_reason")
    if record.status == Letter.Status.REGISTERED:
        yield Problem(_("Its number belongs to another register: it is logged."), "status", record.status, fatal=False)
    if record.source_url and not _good_address(record.source_url):
        yield Problem(_("Not an address that begins with http:// or https://."), "source_url", record.source_url)
    for name in ("reply_due", "captured_on"):
        if (value := getattr(record, name)) and day_of(value) is None:
            yield Problem(_("Not a day as 2018-11-28."), name, value)
    for name in ("subject", "summary"):
        yield from _unstorable(name, getattr(record, name))


def _about_dates(record: LetterRecord) -> Iterator[Problem]:
    preferred: dict[str, Reading] = {}
    for reading in record.dates:
        if reading.which not in Letter.DATES:
            yield Problem(not_one_of(Letter.DATES), "date", reading.which)
        if reading.standing == "preferred" and preferred.setdefault(reading.which, reading) is not reading:
            yield Problem(
                _("Two preferred readings of one date."), reading.which, reading.value.text or reading.value.edtf
            )
        for name, value, codes in (
            ("basis", reading.basis, BASES),
            ("standing", reading.standing, STANDINGS),
            ("calendar", reading.calendar, CALENDARS),
        ):
            if value not in codes:
                yield Problem(not_one_of(codes), f"{reading.which} {name}", value)
        if reading.time and time_of(reading.time) is None:
            yield Problem(_("Not a time as 14:05."), reading.which, reading.time)
    dated, received = (preferred.get(which) for which in ("dated", "received"))
    if dated and received and _before(received.value.latest, dated.value.earliest):
        message = _("Received earlier than the date on the document: check both.")
        yield Problem(message, "received", str(received.value), fatal=False)


def _before(one: dt.date | None, other: dt.date | None) -> bool:
    return one is not None and other is not None and one < other


def _about_parties(record: LetterRecord) -> Iterator[Problem]:
    for party in record.parties:
        if party.role not in ROLES:
            yield Problem(not_one_of(ROLES), "role", party.role)
        if party.kind not in KINDS:
            yield Problem(not_one_of(KINDS - {""}), "kind", party.kind)
        if not (party.name.strip() or party.slug or party.keys):
            yield Problem(_("A party without a name is left out."), party.role, fatal=False)
        yield from _unstorable(party.role, party.name + party.as_named)


def _about_what_hangs_on_it(record: LetterRecord) -> Iterator[Problem]:
    for link in record.links:
        if link.relation not in RELATIONS:
            yield Problem(not_one_of(RELATIONS), "relation", link.relation)
        if link.basis not in LINK_BASES:
            yield Problem(not_one_of(LINK_BASES), "basis of a link", link.basis)
        if link.target in {record.source_key, record.id}:
            yield Problem(
                _("A letter cannot be linked to itself: the link is left out."), "link", link.target, fatal=False
            )
    for text in record.texts:
        if text.role not in TEXT_ROLES:
            yield Problem(not_one_of(TEXT_ROLES), "role of a text", text.role)
        if len(text.body) > LONGEST_TEXT:
            yield Problem(_("The text is longer than 50 million characters."), "text")
        yield from _unstorable("text", text.body)
    for file in record.files:
        if file.role not in FILE_ROLES:
            yield Problem(not_one_of(FILE_ROLES), "role of a file", file.role)


def not_one_of(codes: Iterable[str]) -> str:
    return _("Not one of: %(codes)s.") % {"codes": ", ".join(sorted(codes))}


def _unstorable(name: str, value: str) -> Iterator[Problem]:
    """Refuse what a database cannot hold: the null character, and halves of surrogate pairs."""
    if "\x00" in value:
        yield Problem(_("Holds a null character, which no database keeps."), name)
    try:
        value.encode()
    except UnicodeEncodeError:
        yield Problem(_("Holds half a character (a lone surrogate): the file's encoding was misread."), name)


def _fitted(record: LetterRecord, problems: list[Problem]) -> LetterRecord:
    """Cut words that are longer than their column, keep the whole of them in the summary, and say so."""
    changes: dict[str, object] = {}
    if record.status == Letter.Status.REGISTERED:
        changes["status"] = Letter.Status.LOGGED
    for name in WORDS:
        words = " ".join(getattr(record, name).split()) if name == "subject" else getattr(record, name)
        if len(words) > LONGEST[name]:
            whole = words if name == "subject" else f"{COLUMNS[name].verbose_name}: {words}"
            changes["summary"] = f"{changes.get('summary', record.summary)}\n\n{whole}".strip()
            message = _("Cut to %(most)s characters; the whole stands in the summary.") % {"most": LONGEST[name]}
            problems.append(_at(record, Problem(message, name, words, fatal=False)))
            words = cut(words, LONGEST[name])
        if words != getattr(record, name):
            changes[name] = words
    if any(len(party.name) > NAME or len(party.as_named) > NAME for party in record.parties):
        changes["parties"] = tuple(_shorter(party) for party in record.parties)
        problems.append(_at(record, Problem(_("A name is cut to 200 characters."), "party", fatal=False)))
    return replace(record, **changes) if changes else record  # type: ignore[arg-type]


def _shorter(party: NamedParty) -> NamedParty:
    return replace(party, name=cut(party.name, NAME), as_named=cut(party.as_named, NAME))


def cut(words: str, most: int) -> str:
    """Return words in at most so many characters, broken between words where that loses little."""
    if len(words) <= most:
        return words
    whole = words[: most - 1].rsplit(" ", 1)[0]
    return f"{whole if len(whole) > most * 3 // 4 else words[: most - 1]}…"


def _good_address(value: str) -> bool:
    if len(value) > LONGEST["source_url"]:
        return False
    try:
        is_address(value)
    except ValidationError:
        return False
    return True


def day_of(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def time_of(value: str) -> dt.time | None:
    try:
        return dt.time.fromisoformat(value).replace(tzinfo=None)
    except ValueError:
        return None
