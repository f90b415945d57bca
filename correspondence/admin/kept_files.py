"""Files that were read into the form and wait for the letter to be saved: their user's own, for a day.

Browsers drop what was chosen when a page comes back; the form carries the key of the file instead of the file.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django import forms
from django.core.files import File

from correspondence.formats.documents.kinds import media_type_of
from correspondence.formats.uploaded import Upload, receive, uploaded

FORMAT = "document"  # an upload of this kind belongs to a form, and is never taken over as letters
KEY = re.compile(r"([A-Za-z0-9_-]{32})/([0-9]{1,3})")
LONGEST_NAME = 200


@dataclass(frozen=True)
class KeptFile:
    """A file that waits: the key that the form carries, its name as its sender gave it, and where it lies."""

    key: str
    name: str
    sha256: str
    path: Path

    @property
    def size(self) -> int:
        return self.path.stat().st_size


def keep(files: Iterable[Any], user: Any) -> list[KeptFile]:
    """Keep files for this user until they are saved with a letter."""
    files = list(files)
    upload = receive(files, user=str(user.pk), format=FORMAT, level="")
    upload.keep("names", [name_of(file) for file in files])
    return list(_files_of(upload))


def kept_file(key: str, user: Any) -> KeptFile | None:
    """Return a file by its key; None when it is somebody else's, too old, or saved already."""
    match = KEY.fullmatch(key)
    upload = uploaded(match[1], user) if match else None
    if match is None or upload is None or upload.format != FORMAT:
        return None
    found = next((file for file in _files_of(upload) if file.key == key), None)
    return found if found and found.path.is_file() else None


def forget(file: KeptFile) -> None:
    """Remove a file that was saved."""
    shutil.rmtree(file.path.parent, ignore_errors=True)


def _files_of(upload: Upload) -> Iterator[KeptFile]:
    names = upload.kept("names") or [file.name for file in upload.files]
    for number, (path, file, name) in enumerate(zip(upload.paths(), upload.files, names, strict=True)):
        yield KeptFile(f"{upload.key}/{number}", name, file.sha256, path)


def with_announced(announced: str, name: str) -> str:
    """Return a name that says what was announced and ends like the file: “list of experts – experts.pdf”."""
    if not announced or announced == name:
        return name
    return f"{announced[: max(0, LONGEST_NAME - len(name) - 3)]} – {name}"[-LONGEST_NAME:]


def name_of(file: Any) -> str:
    """Return the name that the sender gave, without folders and signs that steer."""
    last = PurePosixPath(str(file.name).replace("\\", "/")).name
    bare = "".join(letter for letter in last if letter.isprintable()).strip() or "file"
    ending = PurePosixPath(bare).suffix[:20]
    return bare if len(bare) <= LONGEST_NAME else bare[: LONGEST_NAME - len(ending)] + ending


class WaitingFile(File):
    """A kept file as the form hands it on to be stored; it is open only while it is copied."""

    def __init__(self, kept: KeptFile) -> None:
        super().__init__(None, name=kept.path.name)  # what it is stored under is its digest
        self.kept = kept
        self.content_type = media_type_of(kept.name)

    @property
    def size(self) -> int:  # type: ignore[override]
        return self.kept.size

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        with self.kept.path.open("rb") as content:
            yield from iter(lambda: content.read(chunk_size or self.DEFAULT_CHUNK_SIZE), b"")


class FileOrKept(forms.FileInput):
    """A file that is chosen, one that waits, or what is stored already: with name, size and digest."""

    template_name = "admin/correspondence/letter/widgets/kept_file.html"
    waiting: KeptFile | None = None
    stored: Any = None  # the attachment whose file it is
    is_lost = False  # the form carries a key to which there is no file any more

    def look_for(self, data: Any, name: str, user: Any) -> None:
        """Find the file that the form carries the key of."""
        key = data.get(f"{name}_kept")
        self.waiting = kept_file(key, user) if key else None
        self.is_lost = bool(key) and self.waiting is None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        chosen = super().value_from_datadict(data, files, name)
        return WaitingFile(self.waiting) if self.waiting and not chosen else chosen

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return super().value_omitted_from_data(data, files, name) and self.waiting is None

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"kept": self.waiting, "kept_name": f"{name}_kept", "stored": self.stored}
        return context
