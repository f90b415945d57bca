"""What kind of file it is: by its first bytes, and by its name only where bytes say nothing."""

from __future__ import annotations

import mimetypes
import zipfile
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "eml": "message/rfc822",
    "txt": "text/plain",
}
MOST_PARTS = 2000
MOST_READ = 32 * 1024 * 1024  # bytes of the parts that are read, unpacked
MOST_BYTES = 256 * 1024 * 1024  # of all parts
MOST_DENSE = 200  # times that a part may be larger unpacked
SMALL = 1024 * 1024  # bytes that may be as dense as they like
PROLOG = 64 * 1024

EMPTY = gettext_lazy("The file is empty.")
OLD = gettext_lazy(
    "This is a file of an older kind: save it as PDF or DOCX, a message as EML; or attach it all the same."
)
MISNAMED = gettext_lazy(
    "The file is not what its name says: nothing was read from it. It can be attached all the same."
)
OTHER = gettext_lazy("Nothing is read from files of this kind: it is attached as it is.")
LOCKED = gettext_lazy("The file is protected by a password: no text could be read; type it or attach it all the same.")
TYPED = gettext_lazy("The file declares a document type of its own, which no letter does: nothing was read from it.")
TOO_MUCH = gettext_lazy("The file unpacks to more than a letter can be: nothing was read from it.")


class Refused(Exception):  # noqa: N818  it is an answer
    """Nothing is read from the file; the words say why."""


def kind_of(path: Path, name: str) -> str:
    """Return pdf, docx, eml or txt. Raises Refused for what cannot be read, or is not what it is called."""
    with path.open("rb") as file:
        start = file.read(1024)
    ending = ending_of(name)
    if not start:
        raise Refused(EMPTY)
    if b"%PDF-" in start:
        return "pdf"
    if start.startswith(b"PK\x03\x04") and ending == "docx":
        return "docx"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(OLD)
    if ending in {"pdf", "docx"}:
        raise Refused(MISNAMED)
    if ending in {"eml", "txt"}:
        return ending
    raise Refused(OTHER)


def ending_of(name: str) -> str:
    return PurePosixPath(name).suffix.lower().lstrip(".")


def media_type_of(name: str) -> str:
    return MEDIA_TYPES.get(ending_of(name)) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def check_archive(path: Path) -> None:
    """Refuse what would unpack to more than a letter is. Raises Refused."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive)
    except Refused:
        raise
    except Exception as error:  # noqa: BLE001  whatever a broken archive makes the library stumble over
        raise Refused(_("The file is broken: nothing could be read from it (%s).") % type(error).__name__) from None


def _check(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    read = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
    unpacked, unpacked_read = (sum(part.file_size for part in some) for some in (parts, read))
    if len(parts) > MOST_PARTS or unpacked > MOST_BYTES or unpacked_read > MOST_READ or any(map(_is_too_dense, parts)):
        raise Refused(TOO_MUCH)
    for part in read:
        _check_part(archive, part)


def _is_too_dense(part: zipfile.ZipInfo) -> bool:
    return part.file_size > max(SMALL, MOST_DENSE * part.compress_size)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if part.flag_bits & 1:
        raise Refused(LOCKED)
    with archive.open(part) as content:
        start = content.read(PROLOG).removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"\0" in start[:64] or b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise Refused(TYPED)
