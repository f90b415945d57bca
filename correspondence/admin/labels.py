"""Labels: a desk's own words for letters that belong together."""

from __future__ import annotations

from django.contrib import admin

from correspondence.models import Label

from .base import RecordAdmin
from .parties import WHO_MAY_SEE


@admin.register(Label)
class LabelAdmin(RecordAdmin):
    list_display = ("name", "slug")
    search_fields = ("name",)
    ordering = ("name", "id")
    fieldsets = ((None, {"fields": ("name", "slug")}), WHO_MAY_SEE)
