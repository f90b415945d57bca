"""The files of a letter on its page, and the record that one is missing."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from correspondence.models import Attachment

from .base import ListOfRows
from .kept_files import FileOrKept, WaitingFile, forget, name_of, with_announced
from .record_forms import RowForm

LOST = _("The file is no longer kept here: choose it again.")


class AttachmentForm(RowForm):
    """A file, or the record that one is missing. What was received is never replaced."""

    preset = ("role",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" not in self.fields:
            return
        widget: Any = self.fields["file"].widget
        if self.is_bound and self.request is not None:
            widget.look_for(self.data, self.add_prefix("file"), self.request.user)
        if self.instance.file:
            self.fields["file"].disabled = True
            widget.stored = self.instance

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        field: Any = self.fields.get("file")
        if field is not None and not field.disabled:
            if file := self.cleaned_data.get("file"):
                self._take_place(file)
            elif field.widget.is_lost:
                self.add_error("file", LOST)
        return cleaned

    def _take_place(self, file: Any) -> None:
        """Let the file have the place of what was announced and missing."""
        if self.cleaned_data.get("missing"):
            self.cleaned_data["missing"] = False
            kept = getattr(file, "kept", None)
            self.cleaned_data["name"] = with_announced(
                self.cleaned_data.get("name", ""), kept.name if kept else name_of(file)
            )

    def accompany(self, by: Any) -> None:  # noqa: ARG002  every row's shape
        if isinstance(waiting := self.cleaned_data.get("file"), WaitingFile):
            transaction.on_commit(partial(forget, waiting.kept))


class Attachments(ListOfRows):
    model = Attachment
    form = AttachmentForm
    fields = (("role", "number", "name", "language"), ("file", "missing", "level"))
    formfield_overrides = {models.FileField: {"widget": FileOrKept}}
    can_delete = False
    classes = ("collapse",)
