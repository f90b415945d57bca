"""Plain text: in which encoding it is written nobody says, so a guess is told as one."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from correspondence.formats.record import Unreadable
from correspondence.formats.tables.encodings import encoding_of

from .document import cleaned
from .kinds import MISNAMED, Refused

LONGEST = 5 * 1024 * 1024  # bytes
LATVIAN = frozenset("āčēģīķļņšūž")
BALTIC = LATVIAN | frozenset("ōŗąęėįųäöüõ„“”‘’–—§№°«»")


def read_plain(path: Path) -> tuple[str, list[str]]:
    """Return the words of a file and what is doubtful about them. Raises Refused."""
    if path.stat().st_size > LONGEST:
        raise Refused(_("The text is longer than a letter can be: nothing was read from it."))
    content = path.read_bytes()
    try:
        found = encoding_of(path)
        name = likely(content, found.name) if found.guessed else found.name
        words = content.decode(name)
    except (Unreadable, UnicodeDecodeError):
        raise Refused(_("It is not known in which encoding the text is written: save it as UTF-8.")) from None
    if "\0" in words:
        raise Refused(MISNAMED)
    doubts = [_("The text is not in UTF-8: look whether all letters are right.")] if found.guessed else []
    return cleaned(words.removeprefix("\ufeff")), doubts


def likely(content: bytes, guess: str) -> str:
    """Return the encoding that makes words of the bytes beyond ASCII: Cyrillic where most letters are, else Baltic."""
    beyond = bytes(byte for byte in content if byte > 0x7F)
    plain = sum(byte < 0x80 and chr(byte).isalpha() for byte in content)
    if len(beyond) > plain:
        return "cp1251"
    baltic = beyond.decode("cp1257", "replace").lower()
    return "cp1257" if set(baltic) <= BALTIC and len(LATVIAN & set(baltic)) > 1 else guess
