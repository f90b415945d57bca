"""The tray: mail that was taken over from parties whom nobody has filed yet, until somebody opens and logs it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from correspondence.models import Letter


class Tray(admin.SimpleListFilter):
    """Drafts that an import made: their author, or their desk, files them."""

    title = _("tray")
    parameter_name = "tray"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:  # noqa: ARG002
        return [("waiting", _("waiting to be filed"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:  # noqa: ARG002
        if self.value() != "waiting":
            return queryset
        return waiting(queryset)


def waiting(letters: Any) -> Any:
    return letters.filter(status=Letter.Status.DRAFT).exclude(source_key="")


def next_waiting(reader: Any, letter: Letter) -> Letter | None:
    """Return the letter that waits next to one that came out of the tray; None for a letter that was logged by hand."""
    if not letter.source_key:
        return None
    others: Any = waiting(Letter.objects.visible_to(reader)).exclude(pk=letter.pk).order_by("-sort_key", "-id")
    return others.filter(sort_key__lte=letter.sort_key).first() or others.first()
