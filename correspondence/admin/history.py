"""What happened to a record, from our own journal: scoped by who may know it, unlike Django's log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from correspondence.letter_sheet.history import steps_of
from correspondence.models import JournalEntry, Letter

if TYPE_CHECKING:
    from .base import RecordAdmin

PER_PAGE = 50


def history_page(page: RecordAdmin, request: HttpRequest, object_id: str, extra: Any) -> HttpResponse:
    """Show the entries about a record that its reader may know of, newest first; a letter's with all that is in it."""
    record = page.get_object(request, unquote(object_id))
    if record is None:
        return page.not_there(request, object_id)
    if not page.has_view_or_change_permission(request, record):
        raise PermissionDenied
    entries = JournalEntry.objects.visible_to(request.user)
    entries = entries.about(record) if isinstance(record, Letter) else entries.filter(object_id=record.pk)
    paginator = page.get_paginator(request, entries.select_related("by").order_by("-at", "-id"), PER_PAGE)
    entries_shown = paginator.get_page(request.GET.get("p", 1))
    context = {
        **page.admin_site.each_context(request),
        "title": _("History: %s") % record,
        "subtitle": None,
        "entries": entries_shown,
        "steps": steps_of(list(entries_shown), request.user, one_by_one=True),  # type: ignore[arg-type]
        "module_name": str(capfirst(page.opts.verbose_name_plural)),
        "object": record,
        "opts": page.opts,
        **(extra or {}),
    }
    return TemplateResponse(request, "admin/correspondence/object_history.html", context)
