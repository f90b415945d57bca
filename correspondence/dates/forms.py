"""The form field: one line of text, an echo of what was understood, and a question where numbers name two days."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .errors import AmbiguousDate, UnreadableDate
from .value import LONGEST_TEXT, UncertainDate
from .words import read

EXAMPLES = _("For example: 22 September 2016, spring 2014, since 2003, before 28.11.2018")


class TypedDate(str):  # noqa: SLOT000 - it carries the answer
    """What was typed into the field, and which of two readings was chosen for it (its EDTF string)."""

    chosen: str = ""

    @classmethod
    def of(cls, text: str, chosen: str = "") -> TypedDate:
        typed = cls(text)
        typed.chosen = chosen
        return typed

    def read(self) -> UncertainDate:
        """Return the date; a choice counts only for the words it was made for. Raises UnreadableDate, AmbiguousDate."""
        try:
            return read(self, get_language())
        except AmbiguousDate as question:
            for reading in question.readings:
                if reading.edtf == self.chosen:
                    return reading
            raise


class UncertainDateInput(forms.TextInput):
    """A text input that says what it understood; reads `name` and, after a question, the answer in `name_order`."""

    template_name = "correspondence/widgets/uncertain_date.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> TypedDate | None:  # noqa: ARG002
        text = data.get(name)
        return None if text is None else TypedDate.of(str(text), str(data.get(f"{name}_order", "")))

    def format_value(self, value: Any) -> str | None:
        return str(value) if value else None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, {"maxlength": LONGEST_TEXT, **(attrs or {})})
        understood, readings = _answer_to(value)
        widget = context["widget"]
        widget["understood"] = understood
        widget["order_name"] = f"{name}_order"
        widget["readings"] = readings
        own = widget["attrs"].get("id")
        if own and (understood or readings):
            described = widget["attrs"].get("aria-describedby", "")
            widget["attrs"]["aria-describedby"] = f"{described} {own}_understood".strip()
        return context


def _answer_to(value: Any) -> tuple[str, list[dict[str, Any]]]:
    """Return the echo of a value, and the readings to choose from when it has two."""
    if isinstance(value, UncertainDate):
        return value.understood(), []
    typed = value if isinstance(value, TypedDate) else TypedDate.of(str(value or ""))
    try:
        date = typed.read()
    except AmbiguousDate as question:
        return "", [_option(reading, chosen=False) for reading in question.readings]
    except UnreadableDate:
        return "", []
    return date.understood(), _settled_question(typed)


def _settled_question(typed: TypedDate) -> list[dict[str, Any]]:
    """Keep the answer in the form while other fields are still being corrected."""
    if not typed.chosen:
        return []
    try:
        read(typed, get_language())
    except AmbiguousDate as question:
        return [_option(reading, chosen=reading.edtf == typed.chosen) for reading in question.readings]
    return []


def _option(reading: UncertainDate, *, chosen: bool) -> dict[str, Any]:
    return {"value": reading.edtf, "label": reading.in_words(), "chosen": chosen}


class UncertainDateFormField(forms.Field):
    """One line of text in any language we read, cleaned to an UncertainDate; empty is UncertainDate()."""

    widget = UncertainDateInput
    empty_values = [*forms.Field.empty_values, UncertainDate()]

    def __init__(self, *, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(help_text=help_text or EXAMPLES, **kwargs)

    def to_python(self, value: Any) -> UncertainDate:
        if value is None or isinstance(value, UncertainDate):
            return value or UncertainDate()
        typed = value if isinstance(value, TypedDate) else TypedDate.of(str(value))
        try:
            return typed.read()
        except AmbiguousDate as question:
            raise ValidationError(str(question), code="ambiguous") from question
        except UnreadableDate as error:
            raise ValidationError(str(error), code="unreadable") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and not _is_unchanged(initial, data)

    def _clean_bound_field(self, bound: forms.BoundField) -> Any:
        # A date shown without words of its own must not come back with the words it was shown in, and words that nobody
        # understood at an import must not stop a change to another field.
        if not self.disabled and bound.initial and _is_unchanged(bound.initial, bound.data):
            return self.clean(bound.initial) if isinstance(bound.initial, UncertainDate) else self.clean(bound.data)
        return super()._clean_bound_field(bound)  # type: ignore[misc]


def _is_unchanged(initial: Any, data: Any) -> bool:
    typed = " ".join(str(data or "").split())
    if typed == " ".join(str(initial or "").split()):
        return True
    if not isinstance(initial, UncertainDate) or initial.text:
        return False
    try:
        return read(typed, get_language()).edtf == initial.edtf
    except UnreadableDate:
        return False
