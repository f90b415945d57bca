"""Logging a letter: one page, from what it answers down to what it asks; saved all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from correspondence.models import AwaitedLink, DateReading, Letter, Link, Participation

from .acts import Positions, Tablings
from .answered import answered_address, answered_page, asks_what_it_answers, beside_reply
from .answers import Answers
from .attachments import Attachments
from .base import RecordAdmin
from .bulk import BULK_ACTIONS
from .dialogues import DialogueChanges, warn_of_suspension
from .duplicates import duplicate_addresses, duplicates_beside, tell_of_duplicates
from .finding import dated_in
from .from_file import asks_to_read, read_address, read_page
from .leading_on import led_on, with_status
from .letter_form import FIELDSETS, READING_ORDER, LetterRecordForm
from .letter_import import addresses
from .letter_rows import Events, Links, Parts, Readings, Texts
from .new_proposals import NewProposals
from .passages import asks_for_passages, passages_page
from .promoting import promoting_addresses
from .quotes import tell_of_passages, unfolded
from .replies import Reply, asked_for, asked_in
from .starting import Start, start_for
from .step_addresses import addresses_of_steps
from .stubs import Stubs
from .tray import Tray

WRITERS = (Participation.Role.SENDER, Participation.Role.ON_BEHALF, Participation.Role.PARTICIPANT)
READERS = (Participation.Role.ADDRESSEE, Participation.Role.CONCERNS)

# What a form may ask for before it is saved: it comes back as it was typed, and with what was found.
UNSAVED = (
    (asks_to_read, read_page),
    (asks_what_it_answers, answered_page),
    (asks_for_passages, passages_page),
)


@dataclass(frozen=True)
class Part:
    """A piece of the page: a fieldset or a list of rows."""

    fieldset: Any = None
    rows: Any = None


@admin.register(Letter)
class LetterAdmin(RecordAdmin):
    form = LetterRecordForm
    change_form_template = "admin/correspondence/letter/change_form.html"
    list_display = ("subject", "when", "route", "form", "knowledge", "status")
    list_filter = (Tray, "status", "knowledge", "form")
    list_select_related = ("form",)
    date_hierarchy = "dated_earliest"
    lookups = (
        Tray.parameter_name,
        "status__exact",
        "knowledge__exact",
        "form__id__exact",
        "dated_earliest__year",
        "dated_earliest__month",
        "dated_earliest__day",
    )
    search_fields = ("subject", "summary", "own_reference", "their_reference", "citation")
    ordering = ("-sort_key", "-id")
    actions = BULK_ACTIONS
    radio_fields = {"form": admin.HORIZONTAL, "knowledge": admin.HORIZONTAL, "status": admin.HORIZONTAL}
    fieldsets = FIELDSETS
    # In the order in which they are saved: acts are quoted from texts, and answer what the letter itself puts.
    inlines = (
        Parts,
        Links,
        Stubs,
        Texts,
        Events,
        NewProposals,
        Tablings,
        Answers,
        Positions,
        DialogueChanges,
        Readings,
        Attachments,
    )

    def for_listing(self, queryset: Any, request: HttpRequest) -> Any:
        parts = Participation.objects.visible_to(request.user).for_listing()
        return queryset.prefetch_related(Prefetch("participations", parts, to_attr="parts_shown"))

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Find letters by their words and numbers, and by their date where the words are one."""
        found, several = super().get_search_results(request, queryset, search_term)
        return found | queryset.filter(dated_in(search_term)), several

    @admin.display(description=gettext_lazy("date"), ordering="sort_key")
    def when(self, letter: Letter) -> str:
        return str(letter.date)

    @admin.display(description=gettext_lazy("from and to"))
    def route(self, letter: Any) -> str:
        sides = [
            ", ".join(dict.fromkeys(part.party.full_name for part in letter.parts_shown if part.role in roles))
            for roles in (WRITERS, READERS)
        ]
        return " → ".join(side for side in sides if side)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A void letter stays as it is."""
        return super().has_change_permission(request, obj) and not (obj and obj.status == Letter.Status.VOID)

    def get_urls(self) -> list[Any]:
        return [
            *addresses(self),
            *addresses_of_steps(self),
            *duplicate_addresses(self),
            *promoting_addresses(self),
            read_address(self),
            answered_address(self),
            *super().get_urls(),
        ]

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        with_status(request)
        for asks, unsaved in UNSAVED if object_id is None else ():
            if asks(request):
                return unsaved(self, request, form_url, extra_context)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Log a letter; with ?reply_to=, the reply to one."""
        start = self._start(request)
        reply = start if isinstance(start, Reply) else None
        if asked_for(request) and reply is None and request.method == "GET":
            self.message_user(request, _("That letter was not found."), messages.WARNING)
        found = beside_reply(reply, request.user) if reply and request.method == "GET" else []
        context = {"title": _("Log a letter"), "reply": reply, "answerable": found, **(extra_context or {})}
        return super().add_view(request, form_url, context)

    def _start(self, request: HttpRequest) -> Start:
        kept = request.__dict__
        if "_start" not in kept:
            kept["_start"] = start_for(request)
        return kept["_start"]

    def get_changeform_initial_data(self, request: HttpRequest) -> Any:
        return self._start(request).letter

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> Any:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "GET" and obj._state.adding:
            kwargs["initial"] = self._start(request).rows(prefix)
        return kwargs

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            if obj is None and request.method == "GET":
                formset.extra = max(formset.extra, len(self._start(request).rows(formset.get_default_prefix())))
            yield formset, inline

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Put fieldsets and lists in the order in which a person reads a letter."""
        fieldsets = list(context["adminform"])
        lists = {rows.formset.prefix: unfolded(rows) for rows in context["inline_admin_formsets"]}
        context["parts"] = [
            Part(fieldset=fieldsets[name]) if isinstance(name, int) else Part(rows=lists[name])
            for name in READING_ORDER
            if (fieldsets[name].fields if isinstance(name, int) else name in lists)
        ]
        if letter := context["original"]:
            context.update(self._beside(request, letter))
        return super().render_change_form(request, context, *args, **kwargs)

    def _beside(self, request: HttpRequest, letter: Letter) -> dict[str, Any]:
        links = Link.objects.visible_to(request.user).filter(earlier=letter)
        readings = DateReading.objects.visible_to(request.user).filter(letter=letter).select_related("bounded_by")
        return {
            "answered_by": links.select_related("later").order_by("later__sort_key", "id"),
            "asked": asked_in((letter,), request.user),
            "awaits": AwaitedLink.objects.visible_to(request.user).filter(letter=letter).order_by("target", "id"),
            "possibly": duplicates_beside(self, request, letter),
            "rivals": [reading for reading in readings if reading.standing != DateReading.Standing.PREFERRED],
        }

    def store(self, request: HttpRequest, obj: Any, form: Any) -> None:
        if not form.moved:
            return super().store(request, obj, form)
        level, desk = obj.level, obj.desk
        stored = Letter.objects.visible_to(request.user).select_related("level", "desk").get(pk=obj.pk)
        obj.level, obj.desk = stored.level, stored.desk
        if {*form.edited} - {"level", "desk"}:
            obj.save(by=request.user, reason=form.cleaned_data["reason"])
        return obj.reclassify(level=level, desk=desk, by=request.user, reason=form.cleaned_data["reason"])

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        self._warn_of_order(request, obj)
        tell_of_duplicates(self, request, obj)
        warn_of_suspension(self, request, letter=obj)
        tell_of_passages(request, obj)
        return led_on(self, request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        self._warn_of_order(request, obj)
        warn_of_suspension(self, request, letter=obj)
        tell_of_passages(request, obj)
        return led_on(self, request, obj) or super().response_change(request, obj)

    def _warn_of_order(self, request: HttpRequest, letter: Letter) -> None:
        links = Link.objects.visible_to(request.user).select_related("later", "earlier")
        for link in (*links.filter(later=letter), *links.filter(earlier=letter)):
            if link.out_of_order:
                names = {"later": link.later, "earlier": link.earlier}
                text = _("“%(later)s” is dated before “%(earlier)s”, which it answers. Please check the dates.") % names
                self.message_user(request, text, messages.WARNING)
