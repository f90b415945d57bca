"""The letter has arrived: what was known of it beside what it says, and one save makes the stub the letter itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from correspondence.dates import UncertainDateFormField
from correspondence.letter_sheet import claims_of
from correspondence.models import Attachment, Letter, LetterForm, Level, Text
from correspondence.models.promoting import SAID, Arrived

from .choices import offered
from .locks import conflict, version_of
from .saving import as_message

if TYPE_CHECKING:
    from .letters import LetterAdmin

NOT_HELD = (Letter.Knowledge.REPORTED, Letter.Knowledge.INFERRED, Letter.Knowledge.SEEN)
CARRIED = "_carry"  # the form of a new letter was sent here instead of being saved


class ArrivedForm(forms.Form):
    """What the document says of itself, its text, its file."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    letter = forms.CharField(required=False, widget=forms.HiddenInput)
    dated = UncertainDateFormField(label=gettext_lazy("Date on the document"), required=False)
    received = UncertainDateFormField(label=gettext_lazy("Received"), required=False)
    form = forms.ModelChoiceField(LetterForm.objects.all(), label=gettext_lazy("Form"), empty_label=None)
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=300, widget=AdminTextInputWidget)
    own_reference = forms.CharField(label=gettext_lazy("Our reference"), max_length=80, required=False)
    their_reference = forms.CharField(label=gettext_lazy("Their reference"), max_length=80, required=False)
    language = forms.CharField(
        label=gettext_lazy("Language"), max_length=12, required=False, help_text=gettext_lazy("For example en, lv, ru.")
    )
    body = forms.CharField(
        label=gettext_lazy("Text"), required=False, strip=False, widget=AdminTextareaWidget(attrs={"rows": 12})
    )
    level = forms.ModelChoiceField(
        Level.objects.all(),
        label=gettext_lazy("Level of the text"),
        required=False,
        empty_label=gettext_lazy("as the letter"),
        help_text=gettext_lazy("Only when the text is more restricted than the letter."),
    )
    file = forms.FileField(label=gettext_lazy("File"), required=False)

    def __init__(self, *args: Any, stub: Letter, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stub = stub
        levels: Any = self.fields["level"]
        levels.queryset = Level.objects.filter(pk__in=[row.pk for row in offered(request, Level)])
        self.initial["version"] = version_of(stub)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("version") != version_of(self.stub):
            raise conflict(self.stub, str(given.get("version")))
        if given.get("body", "").strip() and not given.get("language"):
            self.add_error("language", _("Give the language of the text."))
        if not (given.get("body", "").strip() or given.get("file") or given.get("letter")):
            self.add_error("body", _("Paste the text or add the file: what has arrived is held from now on."))
        return given

    def arrived(self) -> Arrived:
        given = self.cleaned_data
        texts = (
            [Text(language=given["language"], body=given["body"], level=given["level"])]
            if given["body"].strip()
            else []
        )
        files = (
            [Attachment(role=Attachment.Role.MAIN, file=given["file"], level=given["level"])] if given["file"] else []
        )
        return Arrived({name: given[name] for name in SAID}, texts, files)

    def refuse(self, error: Exception) -> None:
        """Show what the register refused under the fields it is about."""
        message = as_message(error)
        by_field = message.error_dict if hasattr(message, "error_dict") else {"": [message]}
        for name, errors in by_field.items():
            self.add_error(name if name in self.fields else None, errors)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Row:
    """A field of the form, and what was known from others."""

    reported: str
    field: forms.BoundField


def promoting_addresses(page: LetterAdmin) -> list[Any]:
    def promote(request: HttpRequest, object_id: str) -> HttpResponse:
        return promote_page(page, request, object_id)

    return [
        path("<path:object_id>/promote/", page.admin_site.admin_view(promote), name="correspondence_letter_promote")
    ]


def promote_page(page: LetterAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Ask for what the document says; with it, make the stub the letter, or log one of several."""
    stub = page.get_object(request, unquote(object_id))
    if not page.has_change_permission(request, stub) or not page.has_add_permission(request):
        raise PermissionDenied
    if stub is None:
        return page.not_there(request, object_id)
    if stub.knowledge not in NOT_HELD:
        page.message_user(request, _("The text of this letter is held already."), messages.WARNING)
        return HttpResponseRedirect(reverse("admin:correspondence_letter_change", args=(stub.pk,)))
    form = _form(stub, request)
    if form.is_bound and form.is_valid() and (letter := _saved(form, request)) is not None:
        return _led_on(page, request, letter, form.cleaned_data["letter"])
    context = {**page.admin_site.each_context(request), "opts": page.opts, "stub": stub, "form": form,
               "rows": tuple(_rows(stub, form)), "claims": claims_of(stub, request.user),
               "title": _("One of these letters has arrived") if stub.is_bundle else _("The letter has arrived"),
               "subtitle": str(stub)}  # fmt: skip
    return TemplateResponse(request, "admin/correspondence/letter/promote.html", context)


def _form(stub: Letter, request: HttpRequest) -> ArrivedForm:
    if request.method == "POST" and CARRIED not in request.POST:
        return ArrivedForm(request.POST, request.FILES, stub=stub, request=request)
    initial = {name: getattr(stub, name) for name in SAID}
    if stub.is_bundle:
        initial |= {"dated": "", "subject": ""}
    return ArrivedForm(initial={**initial, **_known_already(request)}, stub=stub, request=request)


def _known_already(request: HttpRequest) -> dict[str, Any]:
    """Return what was typed into the form of a new letter, or logged as one, before it was known to be this letter."""
    if CARRIED in request.POST:
        typed = {name: request.POST.get(name, "") for name in (*SAID, "texts-0-body", "texts-0-language")}
        typed["language"] = typed["language"] or typed.pop("texts-0-language")
        typed["body"] = typed.pop("texts-0-body")
        return {name: value for name, value in typed.items() if value}
    other = _letter(request.GET.get("letter", ""), request)
    if other is None:
        return {}
    return {**{name: getattr(other, name) for name in SAID if getattr(other, name)}, "letter": str(other.pk)}


def _letter(key: str, request: HttpRequest) -> Letter | None:
    try:
        known = UUID(key)
    except ValueError:
        return None
    return Letter.objects.visible_to(request.user).filter(pk=known).first()


def _rows(stub: Letter, form: ArrivedForm) -> Iterator[Row]:
    for name in ("subject", "dated", "received", "form", "own_reference", "their_reference", "language"):
        yield Row(str(getattr(stub, name) or ""), form[name])


def _saved(form: ArrivedForm, request: HttpRequest) -> Letter | None:
    stub = form.stub
    try:
        with transaction.atomic():
            locked = Letter.objects.visible_to(request.user).select_for_update(of=("self",)).get(pk=stub.pk)
            if version_of(locked) != form.cleaned_data["version"]:
                raise conflict(locked, form.cleaned_data["version"])
            if locked.is_bundle:
                return locked.log_one_of(form.arrived(), by=request.user)
            locked.promote(form.arrived(), by=request.user)
            return locked
    except (ValidationError, IntegrityError) as error:
        form.refuse(error)
        return None


def _led_on(page: LetterAdmin, request: HttpRequest, letter: Letter, logged_before: str) -> HttpResponse:
    """Show the letter; what was logged of it by mistake is merged into it next."""
    page.message_user(request, _("“%(letter)s” has arrived.") % {"letter": letter}, messages.SUCCESS)
    other = _letter(logged_before, request)
    if other is None or other.pk == letter.pk:
        return HttpResponseRedirect(reverse("admin:correspondence_letter_change", args=(letter.pk,)))
    return HttpResponseRedirect(reverse("admin:correspondence_letter_merge", args=(letter.pk, other.pk)))
