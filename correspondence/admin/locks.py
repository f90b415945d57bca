"""Two people at one record: the second is told, and nothing of the first is lost.

Every form carries what its record was when it was opened: a digest of the columns that the journal keeps, before it a
letter's version number. A form that comes back with another version, or with none, saves nothing and keeps what was
typed; from the digest and the journal follows what the record was then (earlier.py).
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from correspondence.models import Letter, Recorded

# What follows from other records changes without anybody having edited this one.
DERIVED = frozenset({"audience_id", "sort_key"})

NUMBERED = _(
    "Changed by someone else after you opened it (you have version %(yours)s, now version %(now)s). Nothing was saved."
)
PLAIN = _("Changed by someone else after you opened it. Nothing was saved.")
GONE = _("This row is no longer there. Nothing was saved.")


def columns_of(row: Any) -> dict[str, str | None]:
    """Return the columns of a record that change only when somebody edits it."""
    if isinstance(row, Recorded):
        return {name: value for name, value in row.columns().items() if name not in row.unjournalled}
    fields = (field for field in row._meta.concrete_fields if field.attname not in DERIVED)
    return {field.attname: field.value_to_string(row) for field in fields}


def digest_of(columns: dict[str, str | None]) -> str:
    return salted_hmac(__name__, json.dumps(columns, sort_keys=True)).hexdigest()[:24]


def version_of(row: Any) -> str:
    """Return what a stored record is now, as something that a form can carry."""
    digest = digest_of(columns_of(row))
    return f"{row.version}-{digest}" if isinstance(row, Letter) else digest


def conflict(row: Any, posted: str) -> ValidationError:
    """Return the message for a form that was opened when the record was another."""
    if not isinstance(row, Letter):
        return ValidationError(PLAIN, code="conflict")
    number = posted.partition("-")[0]
    yours = number if number.isascii() and number.isdigit() and len(number) < 10 else "?"
    return ValidationError(NUMBERED, code="conflict", params={"yours": yours, "now": row.version})


class Version(forms.Field):
    """The version that the form was opened at; what came back is compared in ``clean`` of the form."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, label="", **kwargs)

    def to_python(self, value: Any) -> str:
        return str(value or "")


class LockedForm(forms.ModelForm):
    """A form that knows its record's version, and shows what was refused when the record was saved."""

    # Set on the class that is made for each request.
    request: Any = None
    refusals: dict[str, ValidationError] = {}

    version = Version()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_stored:
            self.initial["version"] = version_of(self.instance)

    @property
    def is_stored(self) -> bool:
        return not self.instance._state.adding

    @cached_property
    def changed_data(self) -> list[str]:  # type: ignore[override]
        """Leave out what differs in its line ends only: browsers send others than they were shown."""
        return [name for name in super().changed_data if not same_lines(self.initial.get(name), self[name].data)]

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        for name, value in self.cleaned_data.items():
            if same_lines(stored := self.initial.get(name), value):
                self.cleaned_data[name] = stored

    @property
    def edited(self) -> list[str]:
        """The fields that were changed, those that only accompany them left out."""
        return [name for name in self.changed_data if name not in {"version", "reason", "id", "DELETE"}]

    def leave_out(self, name: str, *codes: str) -> None:
        """Do not offer these codes of a field."""
        field: Any = self.fields.get(name)
        if field is not None:
            field.choices = [choice for choice in field.choices if choice[0] not in codes]

    @property
    def is_taken_up(self) -> bool:
        """Whether the form only shows words that were not saved: nobody asked yet whether they are right."""
        return self.is_bound and getattr(self.request, "taking_up", False)

    @property
    def opened_at(self) -> str:
        """The version that came back with the form."""
        return str(self.data.get(self.add_prefix("version"), ""))

    @property
    def has_conflict(self) -> bool:
        """Whether its record is another one than when the form was opened, or is no longer there."""
        return self.is_bound and self.is_stored and self.opened_at != self.initial["version"]

    def refuse_if_changed_meanwhile(self, stored: Any) -> None:
        """Raise ValidationError when the form was opened at another version than the stored one."""
        if self.opened_at != version_of(stored):
            raise conflict(stored, self.opened_at)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_taken_up:
            self._errors = ErrorDict(renderer=self.renderer)
        refusal = self.refusals.get(self.prefix or "") if self.is_bound else None
        if refusal is not None:
            self._show(refusal)

    def _show(self, refusal: ValidationError) -> None:
        """Put what was refused under the fields it is about; what is about no field of the form stands above."""
        by_field = refusal.error_dict if hasattr(refusal, "error_dict") else {"": [refusal]}
        for name, errors in by_field.items():
            self.add_error(name if name in self.fields else None, errors)


def same_lines(stored: Any, typed: Any) -> bool:
    """Say whether two texts are the same but for how their lines end."""
    return isinstance(stored, str) and isinstance(typed, str) and bool(stored) and _lines(stored) == _lines(typed)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
