"""What a field may be set to: only what its user may know, under names that tell two ministries of defence apart.

A key that is hidden and a key that does not exist are refused in the same words, and neither is shown again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _

from correspondence.models import (
    Addressee,
    Clearance,
    Desk,
    Letter,
    LetterForm,
    Level,
    Party,
    Position,
    Response,
    Scoped,
)

# What the name of a record shows besides its own columns.
NAMED_WITH: dict[Any, tuple[str, ...]] = {
    Party: ("principal",),
    Addressee: ("proposal", "party__principal"),
    Position: ("party",),
    Response: ("addressee__proposal",),
}


def label_of(row: Any) -> str:
    """Return the name under which a record is offered in a form."""
    if isinstance(row, Party):
        return row.full_name
    if isinstance(row, Letter):
        return f"{row.subject} ({row.date})" if row.date else row.subject
    if isinstance(row, Addressee):
        return f"{row.proposal} → {row.party.full_name}"
    return str(row)


def named(queryset: Any) -> Any:
    """Load with each row what its name shows."""
    return queryset.select_related(*NAMED_WITH.get(queryset.model, ()))


def paths_named_with(model: Any, names: Iterable[str]) -> list[str]:
    """Return what to load with rows of a model so that these keys can be shown without further queries."""
    keys = {field.name: field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)}
    return [
        path
        for name in names
        if name in keys
        for path in (name, *(f"{name}__{further}" for further in NAMED_WITH.get(keys[name].related_model, ())))
    ]


class NamedMixin(AutocompleteMixin):
    """A list that is searched on the server, and shows what is chosen under the name that it is offered under."""

    known: dict[str, Any] = {}
    is_required: bool
    allow_multiple_selected: bool
    create_option: Any

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["admin/js/autocomplete.js", "correspondence/admin_names.js"])

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        """Say what is searched, to the eye and to screen readers: an empty list has no other name."""
        nouns = self.field.related_model._meta.verbose_name_plural
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {**attrs, "data-placeholder": _("Search %(nouns)s …") % {"nouns": nouns}}

    def optgroups(self, name: str, value: Any, attr: Any = None) -> list[Any]:  # noqa: ARG002  Django's signature
        chosen = [str(one) for one in value if one not in {None, ""}]
        rows = self.known if set(chosen) <= set(self.known) else self._found(chosen)
        options: list[Any] = []
        if not self.is_required and not self.allow_multiple_selected:
            options.append(self.create_option(name, "", "", False, 0))
        for key in chosen:
            if key in rows:
                option = self.create_option(name, key, label_of(rows[key]), True, len(options))
                option["attrs"]["selected"] = True
                options.append(option)
        return [(None, options, 0)]

    def _found(self, chosen: list[str]) -> dict[str, Any]:
        keys = [key for key in chosen if is_key(key)]
        return {str(row.pk): row for row in self.choices.queryset.filter(pk__in=keys)}


def is_key(text: str) -> bool:
    """Whether a text that came with a request may be the key of a record."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


class NamedSelect(NamedMixin, AutocompleteSelect):
    """One record."""


class NamedSelectMultiple(NamedMixin, AutocompleteSelectMultiple):
    """Several records."""


class VisibleChoice(forms.ModelChoiceField):
    """One record that the user may know of."""

    def label_from_instance(self, obj: Any) -> str:
        return label_of(obj)

    def to_python(self, value: Any) -> Any:
        if value not in self.empty_values and not isinstance(value, models.Model) and not is_key(str(value)):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)

    def know(self, row: Any) -> None:
        """Keep a record that was loaded already, so that its name costs no query."""
        if row is not None:
            widget: Any = self.widget
            getattr(widget, "widget", widget).known = {str(row.pk): row}


class VisibleChoices(forms.ModelMultipleChoiceField):
    """Several records that the user may know of."""

    def label_from_instance(self, obj: Any) -> str:
        return label_of(obj)

    def clean(self, value: Any) -> Any:
        if any(not is_key(str(one)) for one in value or ()):
            message = forms.ModelChoiceField.default_error_messages["invalid_choice"]
            raise ValidationError(message, code="invalid_choice")
        try:
            return super().clean(value)
        except ValidationError as error:
            if error.code != "invalid_choice":
                raise
            message = forms.ModelChoiceField.default_error_messages["invalid_choice"]
            raise ValidationError(message, code="invalid_choice") from error


def offered(request: HttpRequest, model: Any) -> list[Any]:
    """Return the levels, desks or forms that a form may offer, asked for once in a request.

    A record can be put no higher than its user is cleared for, and on no desk but one of his: he would lose it from
    his own sight.
    """
    kept = request.__dict__.setdefault("_offered", {})
    if model not in kept:
        kept[model] = list(_offered(request, model))
    return kept[model]


def _offered(request: HttpRequest, model: Any) -> Any:
    if model is LetterForm:
        return LetterForm.objects.all()
    held = Clearance.objects.filter(user=request.user.pk).select_related("level").first()
    if model is Desk:
        return held.desks.all() if held else Desk.objects.none()
    return Level.objects.filter(rank__lte=held.level.rank if held else Level.lowest().rank)


class ScopedFields:
    """For a ModelAdmin or an inline: keys to records that may be hidden offer and accept only the visible ones."""

    admin_site: Any
    # Records that can be made in a window of their own, from the field that needs them.
    made_on_the_way: tuple[str, ...] = ("party", "topic", "framework", "contextevent")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        model = db_field.related_model
        if issubclass(model, Scoped):
            kwargs["queryset"] = named(model.objects.visible_to(request.user))
            kwargs["form_class"] = VisibleChoice
            kwargs["widget"] = NamedSelect(db_field, self.admin_site)
            return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
        if model in {Level, Desk, LetterForm}:
            rows = offered(request, model)
            field.queryset = model.objects.filter(pk__in=[row.pk for row in rows])
            none = [] if field.empty_label is None else [("", field.empty_label)]
            field.choices = [*none, *((row.pk, label_of(row)) for row in rows)]
        return field

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None:
            # What a field was is asked of the record, never of the form that comes back.
            field.show_hidden_initial = False
        widget: Any = getattr(field, "widget", None)
        if hasattr(widget, "can_add_related"):
            widget.can_change_related = widget.can_delete_related = widget.can_view_related = False
            widget.can_add_related = (
                widget.can_add_related and db_field.related_model._meta.model_name in self.made_on_the_way
            )
        return field
