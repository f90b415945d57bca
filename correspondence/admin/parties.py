"""Parties, their names over time, and who came after whom."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from correspondence.models import Party, PartyKey, PartyName, Succession

from .base import ListOfRows, RecordAdmin
from .party_merging import addresses_of_merging

WHO_MAY_SEE: Any = (_("Who may see it"), {"fields": (("level", "desk"), "reason"), "classes": ("collapse",)})


class Names(ListOfRows):
    model = PartyName
    fields = (("name", "language", "kind", "period"),)
    verbose_name_plural = _("other names, now and formerly")


class Predecessors(ListOfRows):
    model = Succession
    fk_name = "newer"
    fields = (("kind", "older", "date"),)
    verbose_name = _("predecessor")
    verbose_name_plural = _("whom it continues or succeeds")


class Keys(ListOfRows):
    model = PartyKey
    fields = ("key",)
    verbose_name_plural = _("keys in authority files and sources")


@admin.register(Party)
class PartyAdmin(RecordAdmin):
    list_display = ("name", "short_name", "kind", "principal", "code")
    list_filter = ("kind",)
    lookups = ("kind__exact",)
    list_select_related = ("principal",)
    search_fields = ("name", "short_name")
    ordering = ("name", "id")
    inlines = (Names, Predecessors, Keys)
    fieldsets = (
        (None, {"fields": (("kind", "code"), ("name", "short_name"), ("parent", "seat"), "existed", "slug")}),
        WHO_MAY_SEE,
    )

    def get_urls(self) -> list[Any]:
        return [*addresses_of_merging(self), *super().get_urls()]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Find parties by the names they had, too."""
        found, several = super().get_search_results(request, queryset, search_term)
        words = search_term.replace("\0", " ").strip()[:200]
        return (found | queryset.named(words), several) if words else (found, several)
