"""The messages of a file: one in EML, one after the other in mbox, each as the bytes that stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from correspondence.formats.record import Problem, Unreadable

LARGEST = 25 * 1024 * 1024  # bytes of one message
PIECE = 1024 * 1024
# A line of mbox that begins a message says from whom and when; a sentence that begins with "From" seldom has a time and a year.
BEGINS = re.compile(rb"From .*\d{1,2}:\d\d.*\b\d{4}\b|From \S+@\S+\s*$")
QUOTED = re.compile(rb">+From ")


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of a message, None when it is too large; ``line`` is where it begins, ``number`` counts from 1."""

    content: bytes | None
    line: int
    number: int


def messages(path: Path) -> Iterator[Raw]:
    """Yield each message of a file. Raises Unreadable for what is no mail."""
    try:
        with path.open("rb") as file:
            start = file.read(8)
            _check(start)
            file.seek(0)
            if start.startswith(b"From "):
                yield from _of_mbox(file)
            else:
                yield _single(file)
    except OSError as error:
        raise Unreadable(Problem(error.strerror or str(error))) from None


def _check(start: bytes) -> None:
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(Problem(_("this is a message of Outlook's own kind (.msg): save it as .eml")))
    if b"\0" in start:
        raise Unreadable(Problem(_("this is no e-mail message"), line=1))


def _single(file: IO[bytes]) -> Raw:
    content = file.read(LARGEST + 1)
    return Raw(content if len(content) <= LARGEST else None, 1, 1)


def _of_mbox(file: IO[bytes]) -> Iterator[Raw]:
    """Yield the messages between lines that begin one; no more of them is held than a message may be large."""
    gathered: list[bytes] = []
    size = line = begun = number = 0
    is_blank, whole = True, True
    for piece in iter(lambda: file.readline(PIECE), b""):
        line += whole
        if (whole and is_blank and BEGINS.match(piece)) or (line == 1 and not number):
            if number:
                yield Raw(b"".join(gathered) if size <= LARGEST else None, begun, number)
            gathered, size, begun, number = [], 0, line, number + 1
        elif (size := size + len(piece)) <= LARGEST:
            gathered.append(piece[1:] if whole and QUOTED.match(piece) else piece)
        else:
            gathered.clear()
        is_blank = whole and not piece.strip(b"\r\n")
        whole = piece.endswith(b"\n")
    yield Raw(b"".join(gathered) if size <= LARGEST else None, begun, number)
