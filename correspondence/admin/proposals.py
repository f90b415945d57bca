"""Proposals: who puts them, to whom, and each time they were put. What came back stands in the letters."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from correspondence.models import Addressee, Position, Proposal, Proposer, Response, Tabling

from .acts import ActForm, ListOfActs
from .base import ListOfRows, RecordAdmin
from .dialogues import warn_of_suspension
from .offer_steps import lapse_page, silence_page, take_back_page
from .parties import WHO_MAY_SEE
from .record_forms import RecordForm


class Proposers(ListOfRows):
    model = Proposer
    fields = ("party",)


class Addressees(ListOfRows):
    """Never removed: a row that nobody seems to have answered may have been answered in a letter one may not see."""

    model = Addressee
    fields = ("party",)
    can_delete = False


class Tablings(ListOfActs):
    model = Tabling
    form = ActForm
    fieldsets = ((None, {"fields": (("letter", "kind"), "quote", "terms")}),)
    extra = 0


class ProposalForm(RecordForm):
    class Meta:
        help_texts = {
            "reply_rule": _("What it means when no answer comes: a person confirms it when the time has passed."),
            "holds_until": _("The last day on which it can be answered; for an invitation, the day of the meeting."),
        }


@admin.register(Proposal)
class ProposalAdmin(RecordAdmin):
    form = ProposalForm
    list_display = ("title", "kind", "topic", "provision")
    list_filter = ("kind",)
    lookups = ("kind__exact",)
    list_select_related = ("topic", "provision")
    search_fields = ("title", "terms")
    ordering = ("title", "id")
    inlines = (Proposers, Addressees, Tablings)
    fieldsets = (
        (None, {"fields": ("title", ("kind", "reply_rule"), ("topic", "provision"), "terms", "holds_until")}),
        WHO_MAY_SEE,
        (None, {"fields": ("replaces",), "classes": ("collapse",)}),
    )

    def get_urls(self) -> list[Any]:
        steps = (("silence", self.silence_view, "addressee_id"), ("lapse", self.lapse_view, "addressee_id"),
                 ("take-back", self.take_back_view, "response_id"))  # fmt: skip
        return [
            *(
                path(
                    f"<path:object_id>/{step}/<path:{key}>/",
                    self.admin_site.admin_view(view),
                    name=f"correspondence_proposal_{step.replace('-', '_')}",
                )
                for step, view, key in steps
            ),
            *super().get_urls(),
        ]

    def silence_view(self, request: HttpRequest, object_id: str, addressee_id: str) -> HttpResponse:
        return silence_page(self, request, object_id, addressee_id)

    def lapse_view(self, request: HttpRequest, object_id: str, addressee_id: str) -> HttpResponse:
        return lapse_page(self, request, object_id, addressee_id)

    def take_back_view(self, request: HttpRequest, object_id: str, response_id: str) -> HttpResponse:
        return take_back_page(self, request, object_id, response_id)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        warn_of_suspension(self, request, proposal=obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        warn_of_suspension(self, request, proposal=obj)
        return super().response_change(request, obj)


class Lookup(RecordAdmin):
    """Acts are kept on the page of their letter; here they can only be looked up, from the field that needs them."""

    def has_module_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False


@admin.register(Addressee)
class AddresseeAdmin(Lookup):
    list_display = ("proposal", "party")
    list_select_related = ("proposal", "party")
    search_fields = ("proposal__title", "party__name", "party__short_name")
    ordering = ("proposal__title", "id")
    fields = ("proposal", "party")


@admin.register(Response)
class ResponseAdmin(Lookup):
    list_display = ("addressee", "answer", "letter", "basis")
    list_select_related = ("addressee__proposal", "addressee__party", "letter")
    search_fields = ("addressee__proposal__title", "letter__subject")
    ordering = ("-recorded_at", "id")
    fields = (
        "addressee", "letter", "basis", "confirmed_on", "confirmed_by", "answer", "principal", "quote", "grounds", "framework",
        "opens",
    )  # fmt: skip


@admin.register(Position)
class PositionAdmin(Lookup):
    list_display = ("party", "topic", "statement", "change")
    list_select_related = ("party", "topic")
    search_fields = ("statement", "party__name", "topic__name")
    ordering = ("-letter__sort_key", "id")
    fields = ("party", "topic", "statement", "letter", "change", "previous", "quote")
