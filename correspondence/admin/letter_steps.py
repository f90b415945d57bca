"""Steps that others rely on, each on a page of its own that says what will happen and asks why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from correspondence.models import DateReading, Letter

from .letter_form import ReasonForm
from .saving import as_message

if TYPE_CHECKING:
    from .letters import LetterAdmin


@dataclass(frozen=True)
class Step:
    """What will happen to a letter when its user says why."""

    letter: Letter
    title: str
    question: str
    button: str
    done: str
    verb: Callable[..., Any]


def void_page(page: LetterAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    letter = _letter(page, request, object_id)
    if letter is None:
        return page.not_there(request, object_id)
    return _ask(
        page,
        request,
        Step(
            letter,
            _("Void the letter"),
            _("It stays on record with your reason, and what it says counts for nothing from then on."),
            _("Void the letter"),
            _("The letter is void."),
            letter.void,
        ),
    )


def prefer_page(page: LetterAdmin, request: HttpRequest, object_id: str, reading_id: str) -> HttpResponse:
    letter = _letter(page, request, object_id)
    reading = _reading(letter, request, reading_id) if letter else None
    if letter is None or reading is None:
        return page.not_there(request, object_id)
    names = {"which": reading.get_which_display(), "date": reading.effective}
    return _ask(
        page,
        request,
        Step(
            letter,
            _("Prefer another date"),
            _("%(which)s: %(date)s. The file is sorted anew; both readings stay.") % names,
            _("Prefer this date"),
            _("The letter is dated by another reading."),
            reading.prefer,
        ),
    )


def _letter(page: LetterAdmin, request: HttpRequest, object_id: str) -> Letter | None:
    letter = page.get_object(request, unquote(object_id))
    if not page.has_change_permission(request, letter):
        raise PermissionDenied
    return letter


def _reading(letter: Letter, request: HttpRequest, key: str) -> DateReading | None:
    try:
        return DateReading.objects.visible_to(request.user).filter(letter=letter, pk=unquote(key)).first()
    except ValidationError:
        return None


def _ask(page: LetterAdmin, request: HttpRequest, step: Step) -> HttpResponse:
    """Ask why; with a reason, do it."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                step.verb(by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, as_message(error).messages)  # type: ignore[arg-type]
        else:
            page.message_user(request, step.done, messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:correspondence_letter_change", args=(step.letter.pk,)))
    context = {**page.admin_site.each_context(request), "opts": page.opts, "step": step, "form": form,
               "title": step.title, "subtitle": str(step.letter)}  # fmt: skip
    return TemplateResponse(request, "admin/correspondence/letter/step.html", context)
