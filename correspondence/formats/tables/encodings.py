"""In which encoding a table is written: said, marked, or found out; a byte that does not fit is told with its line."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from correspondence.formats.record import Problem, Unreadable

CHUNK = 1024 * 1024
LARGEST_FILE = 1024 * 1024 * 1024
MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ACCEPTED = {
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "ascii", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1257",
    "iso8859-1", "iso8859-2", "iso8859-4", "iso8859-5", "iso8859-13", "iso8859-15", "koi8-r", "mac-roman",
}  # fmt: skip
# Š, ž, š and Ž of Latvian and Lithuanian in cp1257: the languages that use these bytes otherwise (ð, þ) are rarely met.
BALTIC = frozenset(b"\xd0\xde\xf0\xfe")


@dataclass(frozen=True, slots=True)
class Encoding:
    """The name of an encoding, and whether it is only what seems likely."""

    name: str
    guessed: bool = False


def encoding_of(path: Path, said: str = "") -> Encoding:
    """Return the encoding of a file, by what is said of it, else by its mark, else by its bytes. Raises Unreadable."""
    if said:
        return Encoding(_known(said))
    with path.open("rb") as file:
        start = file.read(4096)
    for mark, name in MARKED:
        if start.startswith(mark) and name:
            return Encoding(name)
    if (wide := _unmarked_utf16(start)) is not None:
        return Encoding(wide)
    return _narrow(path)


def line_of_bad_byte(path: Path, encoding: str) -> int:
    """Return the line of the first byte that does not fit, from 1."""
    lines = 1
    decoder = codecs.getincrementaldecoder(encoding)()
    for chunk in chunks(path):
        try:
            lines += decoder.decode(chunk).count("\n")
        except UnicodeDecodeError as error:
            good = error.object[: error.start]
            return lines + (good.decode(encoding, "ignore").count("\n") if "16" in encoding else good.count(b"\n"))
    return lines


def chunks(path: Path) -> Iterator[bytes]:
    read = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            read += len(chunk)
            if read > LARGEST_FILE:
                raise Unreadable(Problem(_("the file is too large")))
            yield chunk


def undecodable(path: Path, encoding: str) -> Unreadable:
    """Return the refusal of a file that holds a byte which the encoding does not have."""
    message = _("a byte here is not %(encoding)s: save the table as UTF-8, or say which encoding it has")
    return Unreadable(Problem(message % {"encoding": encoding}, line=line_of_bad_byte(path, encoding)))


def _known(said: str) -> str:
    try:
        name = codecs.lookup(said.strip()[:40]).name
    except (LookupError, ValueError):
        name = ""
    name = "utf-8" if name == "utf-8-sig" else name
    if name not in ACCEPTED:
        message = _("the encoding %(name)s is not known here: write utf-8, utf-16, cp1257 or cp1252, for example")
        raise Unreadable(Problem(message % {"name": said[:40]}, "encoding", said[:40]))
    return "utf-8-sig" if name == "utf-8" else name


def _unmarked_utf16(start: bytes) -> str | None:
    """Return which UTF-16 it is when nearly every second byte is null."""
    pairs = len(start) // 2
    if pairs < 2:
        return None
    low, high = start[1::2].count(0), start[0::2].count(0)
    if low > 0.4 * pairs and high < 0.1 * pairs:
        return "utf-16-le"
    return "utf-16-be" if high > 0.4 * pairs and low < 0.1 * pairs else None


def _narrow(path: Path) -> Encoding:
    """Return UTF-8 when all bytes fit; what is mostly UTF-8 but not all of it is refused; else the likelier of two."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    fitting = strange = baltic = 0
    for chunk in chunks(path):
        words = decoder.decode(chunk)
        beyond = [letter for letter in words if letter > "\x7f"] if not words.isascii() else []
        bad = [letter for letter in beyond if "\udc80" <= letter <= "\udcff"]
        fitting += len(beyond) - len(bad)
        strange += len(bad)
        baltic += sum((ord(letter) - 0xDC00) in BALTIC for letter in bad)
    if not strange:
        return Encoding("utf-8")
    if fitting >= strange:
        raise undecodable(path, "utf-8")
    return Encoding("cp1257" if baltic else "cp1252", guessed=True)
