"""The forms behind every page of the admin: one for the record itself, one for the rows that belong to it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet, construct_instance
from django.utils.translation import gettext_lazy as _

from .choices import VisibleChoice
from .locks import GONE, LockedForm

MOST_ROWS = 1000  # in one list of one page; a page with more is refused, not cut


class RecordForm(LockedForm):
    """The record that the page is about."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        help_text=_("Needed when the level or the desk changes: it is kept in the history."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_stored and hasattr(self.instance, "recorded_by_id") and self.request is not None:
            # A draft is its author's alone, so who that is must be known before the draft is validated.
            self.instance.recorded_by = self.request.user

    @property
    def moved(self) -> bool:
        """Whether the record is to be seen by others than before."""
        return self.is_stored and bool({"level", "desk"} & set(self.changed_data))

    def is_valid(self) -> bool:
        return super().is_valid() and not self.refusals and not self.is_taken_up

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.is_stored:
            rows = type(self.instance)._base_manager.select_for_update()
            self.refuse_if_changed_meanwhile(rows.get(pk=self.instance.pk))
        if self.moved and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Say why the level or desk changes."))
        return cleaned


class RowForm(LockedForm):
    """One row of a list on the page: a part in a letter, a link, an act.

    The fields are checked here; the row as a whole when it is saved, because what it depends on may be saved by the
    same form: a letter, its texts, a proposal.
    """

    # Fields that come filled in: on their own they do not make a new row.
    preset: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, VisibleChoice):
                field.know(self._loaded(name))

    def _loaded(self, name: str) -> Any:
        given = (self.initial or {}).get(name)
        if hasattr(given, "_meta"):
            return given
        known = {field.name: field for field in self.instance._meta.concrete_fields}
        return getattr(self.instance, name) if name in known and known[name].is_cached(self.instance) else None

    def has_changed(self) -> bool:
        if self.is_stored:
            return super().has_changed()
        return any(name not in self.preset for name in self.edited)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.is_stored:
            self.refuse_if_changed_meanwhile(self.instance)
        elif not self.empty_permitted:
            raise ValidationError(GONE, code="gone")
        return cleaned

    def _post_clean(self) -> None:
        construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)

    def complete(self, parent: Any) -> None:
        """Give the row what follows from the record that it belongs to, which is saved by now.

        Raises ValidationError keyed by field.
        """

    def accompany(self, by: Any) -> None:
        """Save what the row brings with it, once it is stored itself. Raises ValidationError like ``complete``."""


class RowKey(forms.Field):
    """The key of a stored row, as the page brought it. The list it is looked up in holds visible rows only."""

    widget = forms.HiddenInput

    def __init__(self, key: Any) -> None:
        super().__init__(required=False, initial=None if key is None else str(key))

    def has_changed(self, initial: Any, data: Any) -> bool:  # noqa: ARG002  Django's signature
        return False


class RowFormSet(BaseInlineFormSet):
    """The rows that the user may see. Those he may not are not in it, and outlive every save."""

    refusals: dict[str, ValidationError] = {}
    absolute_max: int
    error_messages: Any
    prefix: str
    _pk_field: Any

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        stored = index is not None and index < (self.initial_form_count() or 0)
        form.fields[self._pk_field.name] = RowKey(form.instance.pk if stored else None)
        if stored and not form.is_stored:
            form.empty_permitted = False

    def total_form_count(self) -> int:
        """Build no rows at all for a number of them that is refused anyway."""
        posted = (self.management_form.cleaned_data["TOTAL_FORMS"] or 0) if self.is_bound else 0
        return 0 if posted > (self.absolute_max or 0) else super().total_form_count()

    def full_clean(self) -> None:
        super().full_clean()
        rows: Any = self.form
        if getattr(rows.request, "taking_up", False):
            self._errors = [form.errors for form in self.forms]
            self._non_form_errors = self.error_class(error_class="nonform")

    def validate_unique(self) -> None:
        """Leave it to the saving of each row, which names the row and the rule."""

    def clean(self) -> None:
        super().clean()
        if self.total_form_count() < 0:
            raise ValidationError(self.error_messages["missing_management_form"] % {"field_names": "TOTAL_FORMS"})
        if (refusal := self.refusals.get(self.prefix)) is not None:
            raise refusal
