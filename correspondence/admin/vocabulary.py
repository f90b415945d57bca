"""What an installation is set up with: forms of letter, levels, desks, and who is cleared for what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from correspondence.models import Clearance, Desk, LetterForm, Level

from .base import GuardedAdmin


@admin.register(LetterForm)
class LetterFormAdmin(GuardedAdmin):
    list_display = ("label", "code", "oral", "position")
    lookups = ("oral__exact",)
    list_filter = ("oral",)
    search_fields = ("label", "code")
    fields = ("label", "code", "oral", "position")


@admin.register(Level)
class LevelAdmin(GuardedAdmin):
    list_display = ("name", "code", "rank")
    fields = ("name", "code", "rank")


@admin.register(Desk)
class DeskAdmin(GuardedAdmin):
    list_display = ("name", "code")
    search_fields = ("name", "code")
    fields = ("name", "code")


@admin.register(Clearance)
class ClearanceAdmin(GuardedAdmin):
    list_display = ("user", "level")
    list_select_related = ("user", "level")
    search_fields = ("user__username", "user__first_name", "user__last_name")
    autocomplete_fields = ("user",)
    fields = ("user", "level", "desks")

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest | None, **kwargs: Any) -> Any:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[arg-type]
