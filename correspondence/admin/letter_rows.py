"""The rows on a letter's page that surround it: what it answers, who took part, its texts, dates and events."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from correspondence.models import DateReading, EventLink, Letter, Link, Participation, Text

from .base import ListOfRows
from .record_forms import RowForm


class LinkForm(RowForm):
    preset = ("relation", "basis")


class Links(ListOfRows):
    model = Link
    form = LinkForm
    fk_name = "later"
    fieldsets = (
        (None, {"fields": (("relation", "earlier"),)}),
        (_("How it is known, a note"), {"fields": (("basis", "note"),), "classes": ("collapse",)}),
    )
    verbose_name = _("earlier exchange")
    verbose_name_plural = _("what it answers or refers to")


class PartForm(RowForm):
    preset = ("role",)


class Parts(ListOfRows):
    model = Participation
    form = PartForm
    fieldsets = (
        (None, {"fields": (("role", "party", "as_named"),)}),
        (_("Person, second receipt"), {"fields": (("person", "channel", "received", "reference"),),
                                       "classes": ("collapse",)}),
    )  # fmt: skip
    extra = 2
    verbose_name = _("party")
    verbose_name_plural = _("from and to")


class TextForm(RowForm):
    """A text; its language is the letter's when none is given."""

    preset = ("language", "role", "is_excerpt", "level")

    class Meta:
        widgets = {"body": AdminTextareaWidget(attrs={"rows": 12})}
        help_texts = {"body": _("Paste it as it stands. Passages are quoted from it below.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "language" in self.fields:
            self.fields["language"].required = False
            self.fields["language"].help_text = _("Empty: the letter's language. For example en, lv, ru.")

    def complete(self, parent: Letter) -> None:
        self.instance.language = self.instance.language or parent.language
        if not self.instance.language:
            raise ValidationError({"language": _("Give the language: the letter has none either.")})


class Texts(ListOfRows):
    model = Text
    form = TextForm
    fieldsets = ((None, {"fields": ("body", ("language", "role", "level"), "is_excerpt")}),)
    can_delete = False


class ReadingForm(RowForm):
    """A rival reading of a date. To prefer another one is a step of its own, with its reason."""

    preset = ("which", "basis", "calendar", "standing")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "standing" not in self.fields:
            return
        if self.is_stored and self.instance.standing == DateReading.Standing.PREFERRED:
            self.fields["standing"].disabled = True
        else:
            self.fields["standing"].initial = DateReading.Standing.ALTERNATIVE
            self.leave_out("standing", DateReading.Standing.PREFERRED)


class Readings(ListOfRows):
    model = DateReading
    form = ReadingForm
    fk_name = "letter"
    fieldsets = (
        (None, {"fields": (("which", "value", "basis"), ("source", "standing"))}),
        (_("Time, calendar, what bounds it"), {
            "fields": (("time", "zone", "calendar"), ("bounded_by", "bound")), "classes": ("collapse",)}),
    )  # fmt: skip
    classes = ("collapse",)
    extra = 0
    can_delete = False
    verbose_name = _("reading of a date")
    verbose_name_plural = _("readings of its dates")


class Events(ListOfRows):
    model = EventLink
    form = LinkForm
    fields = (("relation", "event"),)
    classes = ("collapse",)
    verbose_name_plural = _("events that it follows or concerns")
