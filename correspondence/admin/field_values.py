"""What a field holds, said to a person, and sent as a browser would send it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _

from .typed import Typed


def said(field: forms.Field, value: Any) -> str:
    """Return a value as a person reads it; "" for an empty one. What its user may not see has no name."""
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    if value is None or value in ("", []):
        return ""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(str(field.label_from_instance(row)) for row in _understood(field, value) or ())
    if isinstance(field, forms.ModelChoiceField):
        row = _understood(field, getattr(value, "pk", value))
        return "" if row is None else str(field.label_from_instance(row))
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return str(dict(flatten_choices(choices)).get(value, value))
    return str(getattr(value, "name", value)).replace("\r\n", "\n")


def _understood(field: forms.Field, value: Any) -> Any:
    try:
        return field.clean(value)
    except ValidationError:
        return None


def as_sent(name: str, field: forms.Field, value: Any) -> Typed:
    """Return the inputs that hold a value."""
    widget: Any = getattr(field.widget, "widget", field.widget)
    if isinstance(widget, forms.CheckboxInput):
        return [(name, "on")] if value else []
    value = field.prepare_value(value)
    if isinstance(widget, forms.MultiWidget):
        parts: Any = widget
        each = zip(parts.widgets_names, parts.widgets, parts.decompress(value), strict=True)
        return [(f"{name}{suffix}", str(one.format_value(part) or "")) for suffix, one, part in each]
    shown = widget.format_value(value)
    return [(name, "" if one is None else str(one)) for one in (shown if isinstance(shown, list | tuple) else [shown])]
