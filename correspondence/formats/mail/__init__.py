"""E-mail: one message in EML or many in mbox, each a letter with its attachments (docs/formats.md)."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email.message import Message
from email.utils import parsedate_tz
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from correspondence.dates import UncertainDate
from correspondence.formats.record import Enclosed, LetterRecord, NoteRecord, Problem, Reading, Unreadable, Words

from .files import Raw, messages
from .parsing import NotAMessageError, header, parsed
from .parts import content_of
from .people import identifier, links, parties

CHANNEL = "e-mail"
ZONE = re.compile(r"(?:\+\d{4}|-(?!0000)\d{4}|\b(?:UTC?|GMT|Z|[ECMP][SD]T))\b")
MEDIA_TYPE = "message/rfc822"


def read(path: Path, options: Mapping[str, Any]) -> Iterator[LetterRecord | NoteRecord]:  # noqa: ARG001  every reader's shape
    """Yield the message of a file in EML, or each of a file in mbox. Raises Unreadable.

    In mbox, a message that cannot be read is a record that says why, on the line where it begins.
    """
    for raw in messages(path):
        element = path.name if raw.line == 1 and raw.number == 1 else f"message {raw.number}"
        try:
            yield _letter(raw, element)
        except NotAMessageError as error:
            problem = Problem(str(error), line=raw.line, element=element)
            if element == path.name and path.suffix.lower() != ".mbox":
                raise Unreadable(problem) from None
            yield LetterRecord("", line=raw.line, element=element, problems=(problem,))


def _letter(raw: Raw, element: str) -> LetterRecord:
    if raw.content is None:
        raise NotAMessageError(_("the message is larger than 25 MB"))
    try:
        return _read(raw, raw.content, element)
    except RecursionError:
        raise NotAMessageError(_("the parts of the message are nested too deeply")) from None


def _read(raw: Raw, content: bytes, element: str) -> LetterRecord:
    message = parsed(content)
    problems: list[Problem] = []
    found, people = content_of(message), parties(message, problems)
    subject, key = header(message, "subject"), _key(message, content, problems)
    dates = _dates(message, problems)
    return LetterRecord(
        key,
        subject=subject or " – ".join(one.name for one in people[:2]) or key,
        dates=dates,
        channel=CHANNEL,
        parties=people,
        links=links(message, key, subject),
        texts=(Words(found.text),) if found.text else (),
        files=(Enclosed(_("message.eml"), "main", media_type=MEDIA_TYPE, content=content), *found.files),
        line=raw.line,
        element=element,
        problems=tuple(replace(one, line=raw.line, element=element) for one in (*problems, *found.problems)),
    )


def _key(message: Message, content: bytes, problems: list[Problem]) -> str:
    """Return the Message-ID, or what stands for it: the digest of the bytes."""
    if key := identifier(message):
        return key
    problems.append(Problem(_("the message has no Message-ID: it is known by its bytes"), "message-id", fatal=False))
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _dates(message: Message, problems: list[Problem]) -> tuple[Reading, ...]:
    """Return when the message was sent, by the sender's own clock."""
    said = header(message, "date")
    if not said:
        return ()
    moment = _moment(said)
    if moment is None:
        problems.append(
            Problem(_("this is not understood as a date: the words are kept"), "date", said[:80], fatal=False)
        )
        return (Reading(UncertainDate.unread(said[:200]), "sent"),)
    day, time, zone = moment
    return (Reading(UncertainDate.on(day), "sent", time=time, zone=zone),)


def _moment(said: str) -> tuple[dt.date, str, str] | None:
    try:
        found = parsedate_tz(said[:200])
        if found is None:
            return None
        return dt.date(*found[:3]), dt.time(*found[3:5]).isoformat("minutes"), _zone(said, found[9])
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _zone(said: str, seconds: int | None) -> str:
    """Return the zone as a distance from UTC, "" where none is said: -0000 says that nobody knows it."""
    if seconds is None or abs(seconds) >= 86_400 or not ZONE.search(said):
        return ""
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"{'-' if seconds < 0 else '+'}{hours:02}:{minutes:02}"
