"""A page that does one thing to a record: it says what will happen, asks why, and does it to the record as it was shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from correspondence.models import Desk, Level

from .choices import offered
from .foreseen import Effect
from .letter_form import ReasonForm
from .locks import conflict, version_of
from .saving import as_message

if TYPE_CHECKING:
    from .base import RecordAdmin

Effects = Callable[[dict[str, Any]], tuple[Effect, ...]]


class StepForm(ReasonForm):
    """The reason, and the version of the record that the page was opened with."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, record: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record, self.request = record, request
        self.fields["version"].initial = self.stamp

    @property
    def stamp(self) -> str:
        """What the record is now, as the page carries it."""
        return version_of(self.record)

    def clean_version(self) -> str:
        given = str(self.cleaned_data["version"])
        if given != self.stamp:
            raise conflict(self.record, given)
        return given

    def hide(self) -> None:
        """Show what was filled in as settled: the page that confirms it carries it along."""
        for field in self.fields.values():
            field.widget = field.hidden_widget()


class ReclassifyForm(StepForm):
    """Where the letter goes: a level and a desk of those that its user may see."""

    field_order = ("level", "desk", "reason")

    level = forms.ModelChoiceField(Level.objects.all(), label=gettext_lazy("Level"), empty_label=None)
    desk = forms.ModelChoiceField(
        Desk.objects.all(),
        label=gettext_lazy("Desk"),
        required=False,
        empty_label=gettext_lazy("none: everybody who is cleared for the level"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("level", Level), ("desk", Desk)):
            field: Any = self.fields[name]
            field.queryset = model.objects.filter(pk__in=[row.pk for row in offered(self.request, model)])
            field.initial = getattr(self.record, f"{name}_id")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (given.get("level"), given.get("desk")) == (self.record.level, self.record.desk):
            raise ValidationError(_("That is where it is now: choose another level or another desk."))
        return given


@dataclass(frozen=True)
class Step:
    """What will happen to a record when its user says why.

    ``effects`` tries it with what was filled in; with ``asks_first`` there is something to fill in before that.
    """

    record: Any
    title: str
    question: str
    button: str
    done: str
    verb: Callable[..., Any]
    effects: Effects = lambda _given: ()
    form: type[StepForm] = StepForm
    asks_first: bool = False
    leads_to: str = ""
    instead: tuple[str, str] | None = None  # the address of another step, and what it is called


def record_to_change(page: RecordAdmin, request: HttpRequest, object_id: str, *, void_too: bool = False) -> Any:
    """Return the record of a step, locked while the step is taken; None for one that is hidden or never was.

    A void letter stays as it is, but for who may see it.
    """
    record = page.get_object(request, unquote(object_id))
    if not page.has_change_permission(request, None if void_too else record):
        raise PermissionDenied
    if record is not None and request.method == "POST":
        rows: Any = page.model._default_manager
        record = rows.visible_to(request.user).select_for_update(of=("self",)).get(pk=record.pk)
    return record


def ask(page: RecordAdmin, request: HttpRequest, step: Step) -> HttpResponse:
    """Say what will happen and ask why; with a reason, do it."""
    form = step.form(request.POST or None, record=step.record, request=request)
    told: tuple[Effect, ...] | None = None
    refusals: list[str] = []
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        if step.asks_first and "_confirmed" not in request.POST:
            told = _tried(step, given, refusals)
        elif _done(step, given, request, refusals):
            page.message_user(request, step.done, messages.SUCCESS)
            where = step.leads_to or reverse(
                f"admin:{page.opts.label_lower.replace('.', '_')}_change", args=(step.record.pk,)
            )
            return HttpResponseRedirect(where)
    confirms = told is not None
    if confirms:
        form.hide()
    elif not step.asks_first:
        told = _tried(step, {}, refusals)
    context = {**page.admin_site.each_context(request), "opts": page.opts, "step": step, "form": form,
               "title": step.title, "subtitle": str(step.record), "effects": told or (), "confirms": confirms,
               "refusals": refusals, "can_be_done": step.asks_first or told is not None}  # fmt: skip
    return TemplateResponse(request, "admin/correspondence/letter/step.html", context)


def _done(step: Step, given: dict[str, Any], request: HttpRequest, refusals: list[str]) -> bool:
    try:
        with transaction.atomic():
            step.verb(by=request.user, **given)
    except (ValidationError, IntegrityError) as error:
        _note(refusals, error)
        return False
    return True


def _tried(step: Step, given: dict[str, Any], refusals: list[str]) -> tuple[Effect, ...] | None:
    """Return what will happen; None when it cannot, and then the page says why."""
    try:
        return step.effects(given)
    except (ValidationError, IntegrityError) as error:
        _note(refusals, error)
        return None


def _note(refusals: list[str], error: Exception) -> None:
    refusals += [word for word in as_message(error).messages if word not in refusals]
