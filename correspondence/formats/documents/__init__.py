"""Files that a letter came as: PDF, DOCX, EML, TXT, read so far that a form can be filled in from them.

    read(path, "note.pdf") -> Document

Nothing is ever stored here, and nothing invented: what the file does not say stays empty. Whatever the file holds, reading
it is bounded in time and memory, and ends in a Document whose ``problems`` say in words what could not be read.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from django.utils.translation import gettext as _

from correspondence.dates import UncertainDate

from . import apart
from .document import MOST_BYTES, Document, Inside, Person, cleaned, shortened
from .kinds import MEDIA_TYPES, Refused, check_archive, kind_of, media_type_of
from .mail import read_mail
from .opening import announced_in, opening_of
from .plain import read_plain

__all__ = ["MOST_BYTES", "Document", "Inside", "Person", "read"]

# What programs write into the title of a file without being asked.
NO_TITLE = re.compile(
    r"microsoft word|^untitled|^document\d*$|^scan|\.(?:docx?|pdf|rtf|odt|txt)\s*$|^[\d\s_.-]*$", re.IGNORECASE
)
MADE = re.compile(r"(?:D:)?(\d{4})-?(\d{2})-?(\d{2})")


def read(path: Path, name: str) -> Document:
    """Return what a file says; ``name`` is what its sender calls it."""
    try:
        kind = kind_of(path, name)
        return {"pdf": _from_pages, "docx": _from_docx, "eml": _from_mail, "txt": _from_plain}[kind](path)
    except Refused as refusal:
        return Document("other", media_type_of(name), problems=(str(refusal),))


def _from_mail(path: Path) -> Document:
    return read_mail(path)


def _from_docx(path: Path) -> Document:
    check_archive(path)
    return _from_pages(path, "docx")


def _from_pages(path: Path, kind: str = "pdf") -> Document:
    found = apart.take_out(kind, path)
    text = shortened(cleaned("\n\n".join(found.words)))
    problems = [apart.told(found.problem, len(found.words))] if found.problem else []
    if not text and not found.problem:
        problems = [
            _("This PDF holds pictures only: no text could be read; type it or attach it all the same.")
            if kind == "pdf"
            else _("There is no text in it; type it or attach it all the same.")
        ]
    return _spoken(kind, text, found, problems)


def _spoken(kind: str, text: str, found: apart.TakenOut, problems: list[str]) -> Document:
    opening = opening_of(text)
    given = " ".join(cleaned(found.title).split())
    return Document(
        kind,
        MEDIA_TYPES[kind],
        text=text,
        title=opening.title or ("" if NO_TITLE.search(given) else given[:200]),
        date=opening.date,
        made=_made(found.made),
        references=opening.references,
        answered=opening.answered,
        announced=announced_in(text),
        pages=found.pages,
        problems=tuple(problems),
    )


def _made(said: str) -> str:
    """Return the day on which the file says that it was made, "" when it says none."""
    match = MADE.match(said)
    try:
        return UncertainDate.on(dt.date(*map(int, match.groups()))).in_words() if match else ""
    except ValueError:
        return ""


def _from_plain(path: Path) -> Document:
    words, problems = read_plain(path)
    text = shortened(words)
    return _spoken("txt", text, apart.TakenOut(), problems + ([apart.told("text", 0)] if text != words else []))
