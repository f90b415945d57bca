"""What people fill in outside the administration."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from correspondence.models import CalendarKey


class CalendarKeyForm(forms.ModelForm):
    """A new calendar address for the account of ``instance``."""

    class Meta:
        model = CalendarKey
        fields = ("name",)
        labels = {"name": _("Where you use it")}
        help_texts = {
            "name": _("For example: calendar on my phone. You recognise the address by it when you revoke it.")
        }

    def clean(self) -> dict[str, Any] | None:
        most = CalendarKey.MOST
        if CalendarKey.objects.visible_to(self.instance.user).count() >= most:
            message = ngettext(
                "You have %(count)d address already. Revoke one that you do not use.",
                "You have %(count)d addresses already. Revoke one that you do not use.",
                most,
            )
            raise ValidationError(message % {"count": most})
        return super().clean()
