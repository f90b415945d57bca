"""The form of a letter: what is asked, in which order, and in which words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.translation import gettext_lazy as _

from correspondence.models import Letter

from .record_forms import RecordForm

EXCHANGE: Any = (
    _("The exchange"),
    {"fields": (("dated", "received"), "form", "subject", ("topic", "language"), "knowledge")},
)
EXPECTED: Any = (_("Answer expected"), {"fields": (("reply_expected", "reply_due"),)})
HANDLING: Any = (_("Handling"), {"fields": (("level", "desk", "marking"), "status")})
MORE: Any = (
    _("More: references, other dates, source"),
    {
        "fields": (
            ("own_reference", "their_reference"),
            ("sent", "published"),
            "dated_in_doubt",
            ("framework", "channel", "place"),
            "summary",
            ("extent", "at_least", "extent_note"),
            ("citation", "source_url"),
            ("archive_reference", "locator", "captured_on"),
        ),
        "classes": ("collapse",),
    },
)
WHY: Any = (None, {"fields": ("reason",), "classes": ("why",)})
FIELDSETS = (EXCHANGE, EXPECTED, HANDLING, MORE, WHY)

# How the page reads from top to bottom: lists by their prefix, fieldsets by their place above.
READING_ORDER = (
    "links_up",
    "stubs",
    "participations",
    0,
    "texts",
    "puts",
    "responses",
    "tablings",
    "positions",
    "dialogue_changes",
    1,
    2,
    "event_links",
    "attachments",
    "readings",
    3,
    4,
)

HELP = {
    "dated": _("As it stands on the document: 9 March 2017, spring 2014, before 28.11.2018"),
    "received": _("When it reached us, if that is known."),
    "form": _("What it calls itself, or what it plainly is."),
    "subject": _("In a few words: what it is about, as a neutral reader would put it."),
    "topic": _("The file that it belongs to."),
    "knowledge": _("Do we hold the text, or do we know of it from somebody else?"),
    "status": _("A draft on no desk is seen by its author only, and counts for nothing."),
    "reply_expected": _("It asks for an answer, or its form does."),
    "reply_due": _("Only when a day is named."),
    "level": _("Who may know that it exists."),
    "desk": _("Empty: everybody who is cleared for the level."),
    "marking": _("As it stands on the document."),
    "own_reference": _("Our number for it."),
    "their_reference": _("The number that the other side gave it."),
    "dated_in_doubt": _("The readings of the date contradict each other, or it may be another one."),
    "framework": _("The forum or instrument that it is written under."),
    "place": _("Where it was written, or where they met."),
    "extent": _("“Several” stands for letters of which nobody says how many there are."),
    "citation": _("Where it can be found: book and page, newspaper and day."),
    "locator": _("Page, paragraph, minute."),
    "extent_note": _("What is known of how many there are."),
    "source_url": _("Where it can be read by everybody."),
    "archive_reference": _("Fonds, series, file."),
    "captured_on": _("When the page was looked at."),
}


WHY_LABEL = _("Why? Kept in the history")
WHY_HELP = _(
    "Needed when a date, a party, a text, the level or desk, or an answer changes, or an act is removed. "
    "For anything else it may stay empty."
)


class LetterRecordForm(RecordForm):
    """A letter. Registering and voiding it are steps of their own."""

    class Meta:
        help_texts = HELP
        widgets = {"summary": AdminTextareaWidget(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        logged = {Letter.Status.DRAFT, Letter.Status.LOGGED}
        offered = logged if self.instance.status in logged else {Letter.Status(self.instance.status)}
        self.leave_out("status", *(set(Letter.Status) - offered))
        if "reason" in self.fields:
            self.fields["reason"].label = WHY_LABEL
            self.fields["reason"].help_text = WHY_HELP


class ReasonForm(forms.Form):
    """The reason for a step that others rely on."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("It is kept in the history, with your name."),
    )
