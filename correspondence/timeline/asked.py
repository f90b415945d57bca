"""What an address asks of a timeline: an order, a year, a place to go on from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from correspondence.listing import Cursor, UnreadableAddressError, refuse_formats_but

KEYS = ("sort_key", "letter_id")


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
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=(("oldest", _("Oldest first")), ("newest", _("Newest first"))),
        error_messages={"invalid_choice": _("The order is “newest” or “oldest”.")},
    )

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        asked["newest"] = asked.get("order") == "newest"
        try:
            refuse_formats_but(self.data, "csv")
            asked["cursor"] = Cursor.asked_for(self.data, KEYS)
        except UnreadableAddressError as error:
            raise ValidationError(str(error)) from None
        return asked
