"""Which other record is the same as this one? Chosen by search, before the page that says what merging them will do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .choices import NamedSelect, VisibleChoice
from .step_pages import record_to_change

if TYPE_CHECKING:
    from .base import RecordAdmin


class DuplicateForm(forms.Form):
    """The other record, of those that its user may see."""

    def __init__(self, *args: Any, rows: Any, widget: Any, help_text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = gettext_lazy("The duplicate")
        self.fields["other"] = VisibleChoice(queryset=rows, label=label, widget=widget, help_text=help_text)


def choose_other(
    page: RecordAdmin, request: HttpRequest, object_id: str, *, rows: Any, named_by: Any, help_text: str
) -> HttpResponse:
    """Ask for one of some rows, searched for as ``named_by`` is, and lead to the page that merges it into this record."""
    record = record_to_change(page, request, object_id)
    if record is None:
        return page.not_there(request, object_id)
    widget = NamedSelect(named_by, page.admin_site)
    form = DuplicateForm(request.POST or None, rows=rows.exclude(pk=record.pk), widget=widget, help_text=help_text)
    if request.method == "POST" and form.is_valid():
        keys = (record.pk, form.cleaned_data["other"].pk)
        return HttpResponseRedirect(reverse(f"admin:{page.opts.label_lower.replace('.', '_')}_merge", args=keys))
    context = {**page.admin_site.each_context(request), "opts": page.opts, "form": form, "record": record,
               "title": _("Merge a duplicate"), "subtitle": str(record)}  # fmt: skip
    return TemplateResponse(request, "admin/correspondence/letter/choose_duplicate.html", context)
