"""From the bytes of a message to its headers and parts, within limits that a letter keeps and an attack does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from io import BytesIO

from django.utils.translation import gettext as _

MOST_LINES = 500_000
MOST_PARTS = 10_000  # lines that may part one piece of a message from the next
DEEPEST = 100  # messages and multiparts, one within the other or side by side
LONGEST_OF_CONTENT = 32 * 1024  # bytes of a header that says what a part is
NESTING = re.compile(rb"^content-type:\s*(?:multipart/|message/)|boundary\s*=", re.IGNORECASE | re.MULTILINE)
CONTENT_HEADER = re.compile(rb"^content-[a-z-]{1,40}:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
ENCODED = re.compile(r"=\?[^?\s]{1,40}\?[bqBQ]\?[^?]*\?=")
LONGEST_HEADER = 1024 * 1024


class NotAMessageError(Exception):
    """The bytes are no message, or one made to harm; the words are for whoever handed it in."""


def parsed(content: bytes) -> Message:
    """Return the message. Raises NotAMessageError."""
    _check(content)
    try:
        message = BytesParser(policy=compat32).parse(BytesIO(content))  # piece by piece, without a copy of the whole
    except RecursionError:
        raise NotAMessageError(_("the parts of the message are nested too deeply")) from None
    except Exception as error:  # noqa: BLE001  the parser lets through whatever a broken header makes it stumble over
        raise NotAMessageError(_("the message cannot be read: %s") % type(error).__name__) from None
    if not message.keys():
        raise NotAMessageError(_("this is no e-mail message: it has no headers"))
    return message


def _check(content: bytes) -> None:
    if sum(1 for _found in NESTING.finditer(content)) > 2 * DEEPEST:
        raise NotAMessageError(_("the parts of the message are nested too deeply"))
    if content.count(b"\n") > MOST_LINES or content.count(b"\n--") > MOST_PARTS:
        raise NotAMessageError(_("the message has more lines or parts than a letter can have"))
    if any(len(found[0]) > LONGEST_OF_CONTENT for found in CONTENT_HEADER.finditer(content)):
        raise NotAMessageError(_("a header of the message is too long"))


def raw_headers(message: Message, name: str) -> list[str]:
    """Return the values of a header as they stand, unfolded; bytes that are not ASCII as UTF-8 or Latin letters."""
    found = [str(value) for key, value in message.raw_items() if key.lower() == name]
    return [re.sub(r"\r?\n(?=[ \t])", "", _readable(value[:LONGEST_HEADER])) for value in found]


def header(message: Message, name: str) -> str:
    """Return the first value of a header in words, on one line whatever was encoded into it."""
    return next((words(value) for value in raw_headers(message, name)), "")


def words(value: str) -> str:
    """Return what encoded words say, cleaned of everything that could begin a new line or another direction."""
    decoded = _on_one_line("".join(_decoded(value))) if ENCODED.search(value) else ""
    return decoded or _on_one_line(value)


def _on_one_line(value: str) -> str:
    return " ".join(UNPRINTABLE.sub(" ", value).split())


def _decoded(value: str) -> Iterator[str]:
    try:
        pieces = decode_header(value)
    except (ValueError, LookupError, AssertionError):
        yield value
        return
    except Exception:  # noqa: BLE001  a broken encoded word is kept as it stands
        yield value
        return
    for piece, charset in pieces:
        yield piece if isinstance(piece, str) else text_of(piece, charset or "")[0]


def text_of(content: bytes, charset: str) -> tuple[str, bool]:
    """Return bytes as text, and whether the encoding that was said fits; else they are UTF-8 or Western letters."""
    if charset.lower() in {"unknown-8bit", "us-ascii", ""}:
        return _bytes_as_text(content), True
    try:
        found = content.decode(charset)
    except (LookupError, ValueError, TypeError):
        return _bytes_as_text(content), False
    return (found, True) if isinstance(found, str) else (_bytes_as_text(content), False)


def _bytes_as_text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _readable(value: str) -> str:
    return value if value.isascii() else _bytes_as_text(value.encode("utf-8", "surrogateescape"))
