"""The files of imported letters: kept under their hash, and taken back when the import is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile

from correspondence.formats.record import Enclosed
from correspondence.models import Attachment
from correspondence.models.attachments import under_its_hash

from .checking import cut
from .matching import Vocabulary

storage: Any = Attachment._meta.get_field("file").storage  # type: ignore[union-attr]


class Files:
    """The files that one import has written so far."""

    def __init__(self) -> None:
        self.written: dict[str, datetime] = {}

    @contextmanager
    def kept_or_taken_back(self) -> Iterator[None]:
        """Leave no file on the disk when what is done inside is taken back in the database."""
        try:
            yield
        except BaseException:
            self._take_back()
            raise
        finally:
            self.written.clear()

    def store(self, letter: UUID, file: Enclosed, words: Vocabulary) -> None:
        """Keep a file of a letter, or the record that it is missing."""
        row = Attachment(
            letter_id=letter, role=file.role, number=file.number, language=file.language[:12], name=cut(file.name, 200),
            missing=file.content is None, level=words.levels.get(file.level),
        )  # fmt: skip
        is_new = False
        if file.content is not None:
            content = ContentFile(file.content, name=cut(file.name, 200) or "file")
            content.content_type = file.media_type  # type: ignore[attr-defined]
            row.file = content
            is_new = not storage.exists(_place_of(file.content))
        row.save(by=words.by, verb="imported")
        if is_new:
            name = str(row.file.name)
            self.written[name] = storage.get_modified_time(name)

    def _take_back(self) -> None:
        """Remove the files that nobody else has kept meanwhile: who keeps the same bytes again touches the file."""
        for name, written in self.written.items():
            unclaimed = storage.exists(name) and storage.get_modified_time(name) == written
            if unclaimed and not Attachment.objects.filter(file=name).exists():
                storage.delete(name)


def _place_of(content: bytes) -> str:
    return under_its_hash(Attachment(sha256=hashlib.sha256(content).hexdigest()), "")
