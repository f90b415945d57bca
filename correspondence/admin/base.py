"""Our ModelAdmin: who sees what, what may be asked, how a page is saved. Django's own is open in all three.

``GuardedAdmin`` is for everything; ``RecordAdmin`` for records that may be hidden; ``ListOfRows`` for the lists on their pages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, ClassVar
from uuid import uuid4

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from correspondence.models.results import refreshed_at_the_end

from . import unsent
from .choices import ScopedFields, paths_named_with
from .choosing import with_choices
from .conflict_page import conflict_page
from .history import history_page
from .reasons import refuse_without_reason
from .record_forms import MOST_ROWS, RecordForm, RowForm, RowFormSet
from .row_help import with_help
from .saving import PART_OF_THE_RECORD, Refused, as_message, save_rows
from .typed import as_posted

LONGEST_SEARCH = 200
MOST_WORDS = 12


class RecordList(ChangeList):
    """A list page that answers nonsense in its address with its first page, as Django does for most of it."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        if any("\0" in text for name, values in request.GET.lists() for text in (name, *values)):
            raise SuspiciousOperation("A parameter holds a NUL character.")
        super().__init__(request, *args, **kwargs)

    def get_filters(self, request: HttpRequest) -> Any:
        try:
            return super().get_filters(request)
        except OverflowError as error:
            raise IncorrectLookupParameters(error) from error

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
        found = super().get_queryset(request, exclude_parameters)
        page: Any = self.model_admin
        return page.for_listing(found, request)


class GuardedAdmin(admin.ModelAdmin):
    """A page of the admin that answers only what it is meant to answer."""

    form = RecordForm
    actions = None
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    save_on_top = False
    # The only parameters that a list may be narrowed by, besides the search.
    lookups: ClassVar[tuple[str, ...]] = ()
    # Fields that make sense only once the record is stored.
    once_stored: ClassVar[tuple[str, ...]] = ("reason", "slug")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:  # noqa: ARG002
        return lookup in self.lookups

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:  # noqa: ARG002
        return RecordList

    def for_listing(self, queryset: Any, request: HttpRequest) -> Any:  # noqa: ARG002
        """Load with the rows of a list what its columns show."""
        return queryset

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        words = search_term.replace("\0", " ")[:LONGEST_SEARCH].split()[:MOST_WORDS]
        return super().get_search_results(request, queryset, " ".join(words))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None:
            return fieldsets
        return [
            (name, {**options, "fields": _without(options["fields"], self.once_stored)}) for name, options in fieldsets
        ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.request, form.refusals = request, getattr(request, "refusals", {})
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> Any:  # noqa: ARG002
        """Fill nothing in from the address: what stands there comes from anywhere."""
        return {}

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        if "_saveasnew" in request.POST:
            raise SuspiciousOperation("A record is not saved as another one.")
        sent: Any = request.POST
        if unsent.TAKE_UP in sent:
            return self._take_up(request, object_id, form_url, extra_context)
        if request.method == "POST":
            request.POST = with_choices(sent)  # type: ignore[assignment]
        try:
            answer = super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refused:
            # Everything is undone by now. The same page again, with what was refused.
            request.refusals = refused.refusals  # type: ignore[attr-defined]
            answer = super().changeform_view(request, object_id, form_url, extra_context)
        return conflict_page(request, answer, sent)

    def _take_up(self, request: HttpRequest, *args: Any) -> Any:
        """Fill the form with words that were not saved: nothing is checked and nothing stored."""
        typed = unsent.taken_up(request)
        if typed is None:
            return HttpResponseRedirect(request.get_full_path())
        request.POST = as_posted(typed)  # type: ignore[assignment]
        request.taking_up = True  # type: ignore[attr-defined]
        return super().changeform_view(request, *args)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().render_change_form(request, unsent.about_the_form(request) | context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change and not form.edited:
            return
        try:
            with transaction.atomic():
                obj.pk = obj.pk or uuid4()  # Django takes it away again when the page has lists
                obj.full_clean()
                self.store(request, obj, form)
        except (ValidationError, IntegrityError) as error:
            raise Refused({"": as_message(error)}) from error

    def store(self, request: HttpRequest, obj: Any, form: Any) -> None:  # noqa: ARG002
        obj.save()

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:  # noqa: ARG002
        form.save_m2m()
        refuse_without_reason(form, formsets)
        with refreshed_at_the_end():
            for formset in formsets:
                form.instance.refresh_from_db()
                save_rows(formset, form.instance, request.user, form.cleaned_data.get("reason", ""))
        unsent.forget(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:  # noqa: ARG002
        """Answer alike for what is there, what is hidden and what never was."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        self.message_user(request, PART_OF_THE_RECORD, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:index", current_app=self.admin_site.name))


class RecordAdmin(ScopedFields, GuardedAdmin):
    """The page of a record that has an audience and a journal."""

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.visible_to(request.user)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = super().get_readonly_fields(request, obj)
        return (*fixed, "slug") if hasattr(self.model, "slug") else fixed

    def not_there(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Answer alike for a record that is hidden and one that never was."""
        return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]

    def view_on_site(self, obj: Any) -> str | None:  # type: ignore[override]
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def store(self, request: HttpRequest, obj: Any, form: Any) -> None:
        verb = "reclassified" if form.moved else ""
        obj.save(by=request.user, verb=verb, reason=form.cleaned_data.get("reason", ""))

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return history_page(self, request, object_id, extra_context)

    # The journal tells what happened, scoped by who may know it. Django's own log knows no audiences.
    def construct_change_message(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ARG002
        """Say nothing: the journal has it already."""
        return []

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Write nothing: the journal has it already."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Write nothing: the journal has it already."""


class ListOfRows(ScopedFields, admin.StackedInline):
    """A list of rows on a record's page: the visible ones, added and removed one by one."""

    form = RowForm
    formset = RowFormSet
    extra = 1
    max_num = MOST_ROWS
    view_on_site = False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002
        fields: Any = self.fields
        own: Any = self.fieldsets or [(None, {"fields": fields})]
        (name, options), *others = own
        return [(name, {**options, "fields": (*options["fields"], "version")}), *others]

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:  # noqa: ARG002
        """Offer empty rows while something is logged; later they are a click away."""
        return self.extra if obj is None else 0

    def get_queryset(self, request: HttpRequest) -> Any:
        names = flatten_fieldsets(self.get_fieldsets(request))
        rows: Any = super().get_queryset(request)
        rows = rows.visible_to(request.user).select_related(*paths_named_with(self.model, names))
        return rows.select_for_update(of=("self",)) if request.method == "POST" else rows

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, absolute_max=MOST_ROWS, validate_max=True, **kwargs)
        # Django's own check names what rests on the row, hidden or not; the database refuses, and we say no more.
        formset.form.hand_clean_DELETE = _nothing_to_check
        with_help(self.model, formset.form.base_fields)
        formset.form.request = request
        formset.refusals = formset.form.refusals = getattr(request, "refusals", {})
        return formset


def _nothing_to_check(_form: Any) -> None:
    """Leave it to the database to refuse."""


def _without(names: Iterable[Any], left_out: Collection[str]) -> tuple[Any, ...]:
    kept = (_without(name, left_out) if isinstance(name, tuple | list) else name for name in names)
    return tuple(name for name in kept if name != () and name not in left_out)
