"""What an address asks of a timeline: an order, a year, a place to go on from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from correspondence.listing import Cursor, UnreadableAddressError, refuse_formats_but

from .pages import KEYS, ends_of


class TimelineForm(forms.Form):
    """The query of a timeline; ``cleaned_data`` has ``newest`` and ``cursor`` besides the year."""

    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=1,
        max_value=9999,
        help_text=_("Only the exchanges that stand in this year."),
        error_messages={
            "invalid": _("Write the year as a number, for example 2016."),
            "min_value": _("Write a year between 1 and 9999."),
            "max_value": _("Write a year between 1 and 9999."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "4", "autocomplete": "off"}),
    )
    decade = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=9990,
        step_size=10,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value", "step_size"),
            _("Write a decade as the year in which it begins, for example 1990."),
        ),
        widget=forms.HiddenInput,
    )
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=(("oldest", _("Oldest first")), ("newest", _("Newest first"))),
        error_messages={"invalid_choice": _("The order is “newest” or “oldest”.")},
    )

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        asked["ends"] = _ends(asked.get("year"), asked.get("decade"))
        asked["newest"] = asked.get("order") == "newest"
        try:
            refuse_formats_but(self.data, "csv")
            asked["cursor"] = Cursor.asked_for(self.data, KEYS)
        except UnreadableAddressError as error:
            raise ValidationError(str(error)) from None
        return asked


def _ends(year: int | None, decade: int | None) -> tuple[str, str] | None:
    """Return the keys between which the exchanges of a year, or else of a decade, stand; None for all."""
    if year:
        return ends_of(year, year)
    return ends_of(max(decade, 1), decade + 9) if decade is not None else None
