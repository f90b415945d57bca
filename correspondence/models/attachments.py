"""Files as received, kept under their hash; an enclosure that is announced but absent is on record as missing."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .access import Level, Scoped
from .letters import Letter


class HashedStorage(FileSystemStorage):
    """Files under the hash of their bytes: the same bytes are stored once, and no name of ours comes from a sender."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002  Django's signature
        return name

    def _save(self, name: str, content: Any) -> str:
        if not self.exists(name):
            return super()._save(name, content)
        # Now it is kept again: an import that is refused meanwhile does not remove it.
        os.utime(self.path(name), ns=(time.time_ns(),) * 2)
        return name


def under_its_hash(attachment: Attachment, _name: str) -> str:
    return f"{attachment.sha256[:2]}/{attachment.sha256}"


class Attachment(Scoped):
    """A file of a letter, or the record that one is missing. It may be marked higher than its letter."""

    class Role(models.TextChoices):
        MAIN = "main", _("main document")
        ENCLOSURE = "enclosure", _("enclosure")
        TRANSLATION = "translation", _("translation")
        SCAN = "scan", _("scan")
        CAPTURE = "capture", _("capture of a page")

    requires = ("letter",)

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="attachments", verbose_name=_("letter"))
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.ENCLOSURE)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True, help_text=_("Taken from the file when left empty."))
    file = models.FileField(_("file"), upload_to=under_its_hash, storage=HashedStorage(), blank=True, max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0, editable=False)
    media_type = models.CharField(_("media type"), max_length=100, blank=True, editable=False)
    missing = models.BooleanField(
        _("missing"), default=False, help_text=_("Announced in the letter, but not received.")
    )
    level = models.ForeignKey(Level, models.PROTECT, null=True, blank=True, verbose_name=_("level"))

    class Meta(Scoped.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ("number", "name")
        indexes = (models.Index(fields=("sha256",), name="attachment_sha256"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(missing=True, file="") | (models.Q(missing=False) & ~models.Q(file="")),
                name="attachment_is_there_or_missing",
                violation_error_message=_("Add the file, or say that it is missing."),
            ),
        )

    def __str__(self) -> str:
        return self.name or self.get_role_display()

    def get_absolute_url(self) -> str:
        return reverse("correspondence:attachment", args=(self.letter_id, self.pk))

    def clean(self) -> None:
        super().clean()
        if bool(self.file) == self.missing:
            raise ValidationError({"file": _("Add the file, or say that it is missing.")})

    def settle(self) -> None:
        super().settle()
        if self.file and not getattr(self.file, "_committed", True):
            self._fingerprint()

    def _fingerprint(self) -> None:
        content, digest = self.file.file, hashlib.sha256()
        for chunk in content.chunks():
            digest.update(chunk)
        self.sha256, self.size = digest.hexdigest(), content.size
        self.media_type = getattr(content, "content_type", "")[:100]
        self.name = self.name or PurePosixPath(str(self.file.name).replace("\\", "/")).name[:200]
