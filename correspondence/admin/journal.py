"""The journal, to be read: nobody writes in it but the verbs themselves."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from correspondence.models import JournalEntry

from .base import GuardedAdmin


@admin.register(JournalEntry)
class JournalAdmin(GuardedAdmin):
    list_display = ("at", "by", "noun_name", "verb", "changed_columns", "reason")
    list_display_links = ("at",)
    list_select_related = ("by",)
    list_filter = ("verb",)
    lookups = ("verb", "noun__exact")
    ordering = ("-at", "-id")
    fields = ("at", "by", "noun_name", "verb", "changed_columns", "reason", "before", "after")

    @admin.display(description=_("noun"))
    def noun_name(self, entry: JournalEntry) -> str:
        return entry.noun_name

    @admin.display(description=_("changed"))
    def changed_columns(self, entry: JournalEntry) -> str:
        return ", ".join(entry.changed) if entry.before is not None else ""

    def get_queryset(self, request: HttpRequest) -> Any:
        entries: Any = super().get_queryset(request)
        return entries.visible_to(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        return self.change_view(request, object_id, extra_context=extra_context)
