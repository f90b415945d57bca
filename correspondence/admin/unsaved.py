"""The page of a record that is being added, once more as it was typed: nothing is checked and nothing stored."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.helpers import AdminErrorList, AdminForm
from django.contrib.admin.utils import flatten_fieldsets
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpRequest, HttpResponse, QueryDict


def unsaved_page(
    page: Any, request: HttpRequest, typed: QueryDict, *, form_url: str = "", marked: dict[str, Any], **context: Any
) -> HttpResponse:
    """Answer with the form that holds these fields; ``marked`` says beside a field where its words come from."""
    request.POST = typed  # type: ignore[assignment]
    _let_go(request.FILES)
    fieldsets = page.get_fieldsets(request, None)
    form = page.get_form(request, None, change=False, fields=flatten_fieldsets(fieldsets))(typed, instance=page.model())
    formsets, inlines = page._create_formsets(request, form.instance, change=False)
    rows = [row for formset in formsets for row in formset.forms]
    _leave_unchecked(form, formsets, rows)
    for one in (form, *rows):
        _mark(one, marked)
    lists = page.get_inline_formsets(request, formsets, inlines, None)
    shown = AdminForm(form, list(fieldsets), page.get_prepopulated_fields(request, None), (), model_admin=page)
    media = page.media + shown.media
    for one in lists:
        media += one.media
    everything = {
        **page.admin_site.each_context(request),
        "adminform": shown, "inline_admin_formsets": lists, "media": media, "errors": AdminErrorList(form, []),
        "original": None, "object_id": None, "is_popup": False, "to_field": None, "subtitle": None,
        "preserved_filters": page.get_preserved_filters(request), **context,
    }  # fmt: skip
    return page.render_change_form(request, everything, add=True, change=False, obj=None, form_url=form_url)


def _let_go(files: Any) -> None:
    """Close what was chosen: the page that comes back has no files, as browsers do not send them again."""
    for name in list(files):
        for file in files.pop(name):
            file.close()


def _leave_unchecked(form: Any, formsets: list[Any], rows: list[Any]) -> None:
    for one in (form, *rows):
        one._errors, one.cleaned_data = ErrorDict(), {}
    for formset in formsets:
        formset._errors, formset._non_form_errors = [{} for _row in formset.forms], ErrorList()


def _mark(form: Any, marked: dict[str, Any]) -> None:
    for name, field in form.fields.items():
        if said := marked.get(form.add_prefix(name)):
            field.help_text = said(field.help_text)
