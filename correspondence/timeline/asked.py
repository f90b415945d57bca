"""What an address asks of a timeline besides filters: a year, an order, predecessors, a place to go on from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from correspondence.listing import Chip, Cursor, UnreadableAddressError, refuse_formats_but

from .pages import KEYS, ends_of


class TimelineForm(forms.Form):
    """The query of a timeline; ``cleaned_data`` has ``newest``, ``ends`` and ``cursor`` besides its fields.

    No page draws it: the strip, the chips and the line above the lanes lead to what it reads.
    """

    year = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=9999,
        error_messages={
            "invalid": _("Write the year as a number, for example 2016."),
            "min_value": _("Write a year between 1 and 9999."),
            "max_value": _("Write a year between 1 and 9999."),
        },
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
    )
    order = forms.ChoiceField(
        required=False,
        choices=(("oldest", _("oldest first")), ("newest", _("newest first"))),
        error_messages={"invalid_choice": _("The order is “newest” or “oldest”.")},
    )
    predecessors = forms.ChoiceField(
        required=False,
        choices=(("on", _("with predecessors")),),
        error_messages={"invalid_choice": _("Predecessors are included by “on”, or left out.")},
    )

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        asked["ends"] = ends_asked(asked.get("year"), asked.get("decade"))
        asked["newest"] = asked.get("order") == "newest"
        try:
            refuse_formats_but(self.data, "csv")
            asked["cursor"] = Cursor.asked_for(self.data, KEYS)
        except UnreadableAddressError as error:
            raise ValidationError(str(error)) from None
        return asked

    @property
    def problem(self) -> str:
        """What cannot be read, in words; "" when everything can."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)

    @property
    def carried(self) -> tuple[tuple[str, str], ...]:
        """What the form of the filters keeps of the address."""
        return tuple((name, str(value)) for name in self.fields if (value := self.cleaned_data[name]) not in (None, ""))

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The time that is asked for, as a filter that can be taken away; of a decade, the year first."""
        year, decade = self.cleaned_data["year"], self.cleaned_data["decade"]
        if year:
            return (Chip("year", str(_("Year")), str(year)),)
        return (Chip("decade", str(_("Year")), f"{decade}–{decade + 9}"),) if decade is not None else ()

    @property
    def wider_ends(self) -> tuple[str, str] | None:
        """The time that would be asked for without the chip."""
        return ends_asked(None, self.cleaned_data["decade"] if self.cleaned_data["year"] else None)


def ends_asked(year: int | None, decade: int | None) -> tuple[str, str] | None:
    """Return the keys between which the exchanges of a year, or else of a decade, stand; None for all."""
    if year:
        return ends_of(year, year)
    return ends_of(max(decade, 1), decade + 9) if decade is not None else None
