"""Topics, frameworks, and what happened outside the correspondence."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from correspondence.models import ContextEvent, EventParty, EventTopic, Framework, Topic

from .base import ListOfRows, RecordAdmin
from .parties import WHO_MAY_SEE


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    list_display = ("name", "parent")
    list_select_related = ("parent",)
    search_fields = ("name",)
    ordering = ("name", "id")
    fieldsets = ((None, {"fields": ("name", "parent", "slug")}), WHO_MAY_SEE)


@admin.register(Framework)
class FrameworkAdmin(RecordAdmin):
    list_display = ("name", "symbol", "kind", "parent")
    list_filter = ("kind",)
    lookups = ("kind__exact",)
    list_select_related = ("parent",)
    search_fields = ("name", "symbol")
    ordering = ("name", "id")
    fieldsets = (
        (None, {"fields": (("kind", "symbol"), "name", "note", ("parent", "party"), "established_by", "slug")}),
        WHO_MAY_SEE,
    )


class EventParties(ListOfRows):
    model = EventParty
    fields = ("party",)


class EventTopics(ListOfRows):
    model = EventTopic
    fields = ("topic",)


@admin.register(ContextEvent)
class ContextEventAdmin(RecordAdmin):
    list_display = ("title", "when", "source")
    search_fields = ("title", "note")
    ordering = ("-occurred_earliest", "title", "id")
    inlines = (EventParties, EventTopics)
    fieldsets = ((None, {"fields": ("title", "occurred", "note", "source")}), WHO_MAY_SEE)

    @admin.display(description=_("when"), ordering="occurred_earliest")
    def when(self, event: ContextEvent) -> str:
        return str(event.occurred)
