"""An e-mail as a document: the reader of mail says what it holds."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from correspondence.formats import mail
from correspondence.formats.record import LetterRecord, Unreadable

from .document import Document, Inside, Person, cleaned, shortened
from .kinds import MEDIA_TYPES, Refused
from .opening import announced_in, opening_of

MOST_PEOPLE = 50
MOST_FILES = 30


def read_mail(path: Path) -> Document:
    """Return what the first message of a file says. Raises Refused."""
    try:
        records = mail.read(path, {})
        record = next(records)
    except Unreadable as error:
        raise Refused(_("This e-mail cannot be read: %s") % error) from None
    assert isinstance(record, LetterRecord)
    if record.refused:
        raise Refused(_("This e-mail cannot be read: %s") % record.problems[0].message)
    several = next(records, None) is not None
    return _document(record, several=several)


def _document(record: LetterRecord, *, several: bool) -> Document:
    text = cleaned(shortened(record.texts[0].body)) if record.texts else ""
    opening = opening_of(text)
    problems = [problem.message for problem in record.problems]
    if several:
        problems.append(_("There are several messages in it: only the first was read. “Take letters over” takes all."))
    files = [Inside(file.name, file.content or b"") for file in record.files if file.role != "main"]
    if len(files) > MOST_FILES:
        problems.append(_("It has more attachments than are taken at a time: only the first %s.") % MOST_FILES)
    return Document(
        "eml",
        MEDIA_TYPES["eml"],
        text=text,
        title=record.subject,
        sent=record.dates[0].value.in_words() if record.dates else "",
        people=tuple(
            Person(party.role, party.name, party.keys[0].removeprefix("mailto:") if party.keys else "")
            for party in record.parties[:MOST_PEOPLE]
        ),
        references=opening.references,
        answered=opening.answered,
        announced=announced_in(text),
        messages=tuple(link.target for link in record.links if link.relation == "answers"),
        inside=tuple(files[:MOST_FILES]),
        problems=tuple(dict.fromkeys(problems)),
    )
