"""The text of a message and what is attached to it."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from correspondence.formats.record import Enclosed, Problem

from .hypertext import plain
from .parsing import text_of, words

LONGEST_NAME = 180
DECODED = {"quoted-printable", "base64", "x-uuencode", "uuencode", "uue", "x-uue"}


@dataclass
class Content:
    """What a message holds: its texts in the order in which they stand, its files, and what is wrong with its parts."""

    plain: list[str] = field(default_factory=list)
    hypertext: list[str] = field(default_factory=list)
    files: list[Enclosed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the letter: plain text where there is some, else what the hypertext says."""
        said = "\n\n".join(part for part in self.plain if part)
        return said or "\n\n".join(filter(None, map(plain, self.hypertext)))


def content_of(message: Message) -> Content:
    found = Content()
    for number, part in enumerate(_leaves(message), 1):
        _take(part, number, found)
    return found


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that hold something, in order; a message within the message is one of them."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting += reversed([one for one in payload if isinstance(one, Message)])
        else:
            yield part


def _take(part: Message, number: int, found: Content) -> None:
    kind, name = part.get_content_type(), _name(part)
    where = f"part {number}"
    if part.get_content_maintype() == "message" and isinstance(part.get_payload(), list):
        found.files.append(
            Enclosed(name or f"{where}.eml", number=_next(found), media_type=kind, content=_as_bytes(part))
        )
        return
    content = _bytes_of(part, where, found.problems)
    attached = (part.get_content_disposition() or "") == "attachment" or bool(name)
    # A multipart that could not be parted is read as the text that it is.
    if not attached and (kind in {"text/plain", "text/html"} or part.get_content_maintype() == "multipart"):
        said, fits = text_of(content, part.get_content_charset() or "")
        if not fits:
            message = _("the encoding that is said does not fit: other letters may stand for those that were meant")
            found.problems.append(Problem(message, where, str(part.get_content_charset())[:40], fatal=False))
        (found.hypertext if kind == "text/html" else found.plain).append(_lines(said))
    elif content or attached:
        name = name or f"{where}{mimetypes.guess_extension(kind) or ''}"
        found.files.append(Enclosed(name, number=_next(found), media_type=kind[:100], content=content))


def _next(found: Content) -> int:
    return len(found.files) + 1


def _bytes_of(part: Message, where: str, problems: list[Problem]) -> bytes:
    """Return the bytes of a part; what is not decoded as it says is kept as it stands."""
    before = len(part.defects)
    content = part.get_payload(decode=True)
    content = content if isinstance(content, bytes) else str(part.get_payload()).encode("utf-8", "surrogateescape")
    broken = [type(defect).__name__.removesuffix("Defect") for defect in part.defects]
    encoding = str(part.get("content-transfer-encoding", "")).strip().lower()
    if broken and (len(part.defects) > before or part.is_multipart() or part.get_content_maintype() == "multipart"):
        message = _("the part is not as its headers say: what could be read of it is kept")
        problems.append(Problem(message, where, ", ".join(dict.fromkeys(broken))[:120], fatal=False))
    elif encoding in DECODED and content and content == _undecoded(part):
        problems.append(
            Problem(_("the part is not encoded as it says: it is kept as it stands"), where, encoding, fatal=False)
        )
    return content


def _undecoded(part: Message) -> bytes:
    payload = part.get_payload()
    return payload.encode("ascii", "surrogateescape") if isinstance(payload, str) and payload.isascii() else b""


def _as_bytes(part: Message) -> bytes:
    """Return a message within the message as a file of its own."""
    try:
        return b"\n".join(one.as_bytes() for one in part.get_payload() if isinstance(one, Message))
    except Exception:  # noqa: BLE001  what the parser took apart may not go together again; the whole is kept beside it
        return b""


def _name(part: Message) -> str:
    """Return the name of a file without folders, signs that steer, or dots before it."""
    try:
        given = part.get_filename() or ""
    except Exception:  # noqa: BLE001  a name in a broken encoding is none
        return ""
    name = PurePosixPath(words(str(given)).replace("\\", "/").replace(":", "/")).name.lstrip(". ")
    name = re.sub(r'[<>"|?*]', "_", name)
    if len(name) > LONGEST_NAME:
        ending = PurePosixPath(name).suffix[:20]
        name = name[: LONGEST_NAME - len(ending)] + ending
    return name


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}").strip("\n")
