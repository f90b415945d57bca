"""The model field: the words in one column, EDTF and bounds in three more beside it, one value in Python.

`dated = UncertainDateField()` makes the columns `dated`, `dated_edtf`, `dated_earliest` and `dated_latest`. The first holds
the words as written, or the EDTF string where there are no words; queries use the other three. They change together by
assigning to `dated` and saving. Where columns are named one by one, name all four: `save(update_fields=column_names("dated"))`,
`update(**columns("dated", value))`; Django gives a field no way to see to it. Models in migrations see four plain columns.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.lookups import Exact
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from . import edtf
from .errors import UnreadableDate
from .forms import UncertainDateFormField, UncertainDateInput
from .value import LONGEST_TEXT, UncertainDate
from .words import read

SIBLINGS = ("edtf", "earliest", "latest")


class Words(str):
    """The words column as the database holds it: not to be read again, unlike a text that somebody assigns."""

    __slots__ = ()


def column_names(name: str) -> tuple[str, str, str, str]:
    """Return the four columns of a field, for `update_fields`, `only` and `defer`."""
    return (name, f"{name}_edtf", f"{name}_earliest", f"{name}_latest")


def columns(name: str, value: UncertainDate) -> dict[str, Any]:
    """Return the four columns of a value, for `QuerySet.update(**columns("dated", value))`."""
    return dict(zip(column_names(name), (stored_words(value), value.edtf, value.earliest, value.latest), strict=True))


def stored_words(value: UncertainDate) -> Words:
    return Words(value.text or value.edtf)


def bounds_in_order(*names: str) -> list[models.CheckConstraint]:
    """Return a constraint for each field of a model: its earliest day is not after its latest."""
    return [
        models.CheckConstraint(
            condition=models.Q(**{f"{name}_earliest__lte": models.F(f"{name}_latest")})
            | models.Q(**{f"{name}_earliest": None})
            | models.Q(**{f"{name}_latest": None}),
            name=f"%(class)s_{name}_in_order",
            violation_error_code="bounds_out_of_order",
            violation_error_message=gettext_lazy("The earliest day of a date cannot be after its latest day."),
        )
        for name in names
    ]


class WholeDate:
    """The attribute: puts the four columns together on reading and sets all four on assignment.

    A text is read in the active language. What cannot be read stays as it is until validation or saving refuses it.
    """

    def __init__(self, field: UncertainDateField) -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Any:
        if instance is None:
            return self
        state = instance.__dict__
        names = column_names(self.field.attname)
        missing = [name for name in names if name not in state]
        if missing:
            # The words bring their siblings along, or each of those would be asked for by itself.
            instance.refresh_from_db(fields=names if self.field.attname in missing else missing)
        words, edtf_text, earliest, latest = (state[name] for name in names)
        if type(words) is not Words:
            return words
        return UncertainDate("" if words == edtf_text else str(words), edtf_text, earliest, latest)

    def __set__(self, instance: models.Model, value: Any) -> None:
        name = self.field.attname
        if type(value) is Words:
            instance.__dict__[name] = value
            return
        if value is None:
            value = UncertainDate()
        if isinstance(value, str):
            value = _read_or_keep(value)
        if isinstance(value, UncertainDate):
            instance.__dict__.update(columns(name, value))
        else:
            instance.__dict__.update(columns(name, UncertainDate()) | {name: value})


def _read_or_keep(text: str) -> UncertainDate | str:
    try:
        return read(text, get_language())
    except UnreadableDate:
        return text


class UncertainDateField(models.Field):
    """An uncertain date; may be left empty unless `blank=False` is given."""

    description = gettext_lazy("A date as precise as it is known")
    empty_values = [*models.Field.empty_values, UncertainDate()]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # The siblings are made first: fields are set in this order, so that the date has the last word over their defaults.
        self.siblings: tuple[models.Field, ...] = (
            models.CharField(max_length=edtf.LONGEST, blank=True, default="", editable=False),
            models.DateField(null=True, editable=False),
            models.DateField(null=True, editable=False),
        )
        self.has_siblings = False
        kwargs.setdefault("blank", True)
        kwargs["max_length"] = LONGEST_TEXT
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        kwargs.pop("blank", None)
        if not self.blank:
            kwargs["blank"] = False
        return name or "", "correspondence.dates.UncertainDateField", [*args], kwargs

    def get_internal_type(self) -> str:
        return "CharField"

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only=private_only)
        if cls.__module__ == "__fake__":
            return  # in migrations every column is listed by itself
        if not self.has_siblings:
            # A copy of this field (an inherited one, or SQLite's remade table) comes with copies of its siblings.
            self.has_siblings = True
            for suffix, sibling in zip(SIBLINGS, self.siblings, strict=True):
                cls.add_to_class(f"{name}_{suffix}", sibling)  # type: ignore[attr-defined]
        setattr(cls, name, WholeDate(self))

    def get_default(self) -> Any:
        """Return no words: a row made without this date must not wipe bounds that were given by themselves."""
        return super().get_default() if self.has_default() else Words("")

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> Words | None:
        return None if value is None else Words(value)

    def to_python(self, value: Any) -> Any:
        """Return words that a fixture holds as they are; their siblings say what they mean."""
        return Words(value) if isinstance(value, str) else value

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        if isinstance(value, str) and type(value) is not Words:
            try:
                value = read(value, get_language())
            except UnreadableDate as error:
                raise ValidationError(str(error), code="unreadable") from error
        if isinstance(value, UncertainDate) and len(value.text) > LONGEST_TEXT:
            message = _("These words are too long: at most %(most)s characters are kept.") % {"most": LONGEST_TEXT}
            raise ValidationError(message, code="max_length")
        return super().clean(value, model_instance)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002 - Django's signature
        value = getattr(model_instance, self.attname)
        if isinstance(value, str) and type(value) is not Words and self.has_siblings:
            value = self.clean(value, model_instance)
        return stored_words(value) if isinstance(value, UncertainDate) else value

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return str(stored_words(value)) if isinstance(value, UncertainDate) else value

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return str(stored_words(value)) if isinstance(value, UncertainDate) else str(value)

    def formfield(self, **kwargs: Any) -> Any:
        widget = kwargs.get("widget")
        kind = widget if isinstance(widget, type) else type(widget)
        if widget is not None and not issubclass(kind, UncertainDateInput):
            del kwargs["widget"]  # a plain text input would lose the echo and the question
        return super().formfield(**{"form_class": UncertainDateFormField, **kwargs})


@UncertainDateField.register_lookup
class SameDate(Exact):
    """`filter(dated=value)`: the same words and the same meaning; a plain text is compared with the words alone."""

    def get_prep_lookup(self) -> Any:
        self.meant = self.rhs.edtf if isinstance(self.rhs, UncertainDate) else None
        return super().get_prep_lookup()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        words_sql, words_params = super().as_sql(compiler, connection)
        if self.meant is None:
            return words_sql, tuple(words_params)
        sibling = self.lhs.target.model._meta.get_field(f"{self.lhs.target.name}_edtf")
        meaning = Exact(sibling.get_col(self.lhs.alias), self.meant)
        meaning_sql, meaning_params = compiler.compile(meaning)
        return f"({words_sql} AND {meaning_sql})", (*words_params, *meaning_params)
