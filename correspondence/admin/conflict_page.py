"""The page that a conflict is settled on: one choice for each difference, and everything else as it was typed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from .choosing import choices_in, is_answered
from .conflicts import parts_in_conflict
from .typed import typed_in


def conflict_page(request: HttpRequest, answer: Any, sent: Any) -> HttpResponse:
    """Return the page of the conflict that an answer is about, otherwise the answer. ``sent`` is what the browser sent."""
    context = getattr(answer, "context_data", None) or {}
    if request.method != "POST" or "adminform" not in context:
        return answer
    formsets = [rows.formset for rows in context["inline_admin_formsets"]]
    parts = parts_in_conflict(context["adminform"].form, formsets, request.user, choices_in(sent))
    if not parts:
        return answer
    original = context["original"]
    stored = (
        None if original is None else type(original)._base_manager.get(pk=original.pk)
    )  # not what was typed into it
    shown = {
        "original": stored,
        "subtitle": stored,
        "title": _("Changed by somebody else after you opened it"),
        "parts": parts,
        "typed": typed_in(request.POST),
        "unanswered": not is_answered(sent),
        "chosen_again": [file.name for files in request.FILES.lists() for file in files[1]],
    }
    return TemplateResponse(request, "admin/correspondence/conflict.html", {**context, **shown})
