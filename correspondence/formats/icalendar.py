"""Due days as a calendar (RFC 5545)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from correspondence.desk import DueDay

CONTENT_TYPE = "text/calendar; charset=utf-8"
LONGEST_LINE = 75  # octets, without the end of the line
UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
MEANINGFUL = re.compile(r"([\\;,])")


def deadlines_as_calendar(days: Iterable[DueDay], absolute: Callable[[str], str]) -> str:
    """Return a calendar with an entry for the whole of each day; ``absolute`` makes a whole address of a path."""
    now = timezone.now().astimezone(dt.UTC)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Diplomatic correspondence tracker//Deadlines//EN",
        "X-WR-CALNAME:" + escaped(_("Deadlines of correspondence")),
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        *(line for day in days for line in _entry(day, now, absolute)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def escaped(text: str) -> str:
    """Return a text as a value: on one line, without control characters, with what has a meaning marked."""
    plain = UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return MEANINGFUL.sub(r"\\\1", plain).replace("\n", "\\n")


def folded(line: str) -> str:
    """Return a line cut into lines of 75 octets at most, none of them within a character."""
    pieces, room = [""], LONGEST_LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append("")
            room = LONGEST_LINE - 1  # the space with which a further line begins
        pieces[-1] += letter
        room -= size
    return "\r\n ".join(pieces)


def _entry(due: DueDay, now: dt.datetime, absolute: Callable[[str], str]) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{due.key}"
    yield f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_day(due.day)}"
    yield f"SUMMARY:{escaped(due.title)}"
    yield f"DESCRIPTION:{escaped(due.told)}"
    yield f"URL:{absolute(due.debt.thing.get_absolute_url())}"
    if due.side:
        yield f"CATEGORIES:{escaped(due.side)}"
    yield "TRANSP:TRANSPARENT"  # it keeps nobody busy
    yield "END:VEVENT"


def _day(day: dt.date) -> str:
    return day.isoformat().replace("-", "")  # strftime writes years before 1000 short
