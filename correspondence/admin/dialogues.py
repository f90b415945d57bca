"""The state of a dialogue: what a letter says of it, and a notice to who logs an invitation into a suspended one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.forms.models import construct_instance
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from correspondence.dialogues import name_of, suspended_when_put
from correspondence.models import DialogueChange, Letter, Participation, Party, Proposal

from .acts import ActForm, ListOfActs, principals_of
from .base import RecordAdmin
from .quotes import NOT_QUOTED, QUOTE_HELP, QuoteWidget, evidence_for
from .record_forms import RecordForm

SIDES = ("low", "high")
WORDS = ("grounds", "quote")
HELP = {
    "low": gettext_lazy("One side. Empty: follows from who writes to whom. A ministry counts for its state."),
    "declared_by": gettext_lazy("Who says so. Empty: whoever wrote the letter; of a joint one, both sides."),
    "quote": QUOTE_HELP,
}
WIDGETS = {name: AdminTextareaWidget(attrs={"rows": 2}) for name in WORDS}


def complete(change: DialogueChange, reader: Any) -> None:
    """Give a change the sides and the speaker that follow from its letter, where none are named.

    Raises ValidationError keyed by field.
    """
    letter = change.letter
    known = {role: principals_of(letter, reader, role) for role in Participation.Role.values}
    if not change.low_id and not change.high_id:
        change.low, change.high = _sides(known)
    for name in SIDES:
        if getattr(change, f"{name}_id") is None:
            raise ValidationError({name: _("Name both sides, or none when they are those of the letter.")})
    if change.declared_by_id is None:
        change.declared_by = _speaker(known, {change.low.principal_id, change.high.principal_id})


def _sides(known: dict[str, list[Party]]) -> list[Party]:
    found = list({party.pk: party for parties in known.values() for party in parties}.values())
    if len(found) != 2:
        raise ValidationError({"low": _("Say between whom: the letter is not between two parties alone.")})
    return found


def _speaker(known: dict[str, list[Party]], sides: set[Any]) -> Party | None:
    """Return who says it; None when both sides do so in one document, or were present together."""
    writers = [*known[Participation.Role.SENDER], *known[Participation.Role.PARTICIPANT]]
    if len(writers) == 1:
        return writers[0]
    if sides <= {party.pk for party in writers}:
        return None
    raise ValidationError({"declared_by": _("Say who says so: it does not follow from who wrote the letter.")})


class ChangeRow(ActForm):
    """A change on the page of its letter."""

    preset = ("change",)

    class Meta(ActForm.Meta):
        help_texts = HELP
        widgets = {**WIDGETS, "quote": QuoteWidget()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in SIDES:
            if name in self.fields:
                self.fields[name].required = False

    def complete(self, parent: Any) -> None:
        complete(self.instance, self.request.user)
        super().complete(parent)


class DialogueChanges(ListOfActs):
    """What a letter says of the dialogue itself."""

    model = DialogueChange
    form = ChangeRow
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("change", "date", "declared_by"),
                    ("low", "high"),
                    ("topic", "framework"),
                    "grounds",
                    "quote",
                )
            },
        ),
    )
    classes = ("collapse",)
    verbose_name_plural = gettext_lazy("what it does to the dialogue: begins, suspends, resumes or ends it")


class ChangeForm(RecordForm):
    """A change on a page of its own."""

    class Meta:
        help_texts = HELP
        widgets = WIDGETS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in SIDES:
            if name in self.fields:
                self.fields[name].required = False

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors:
            change = construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
            try:
                complete(change, self.request.user)
                self._find_words(change)
            except ValidationError as error:
                self._show(error)
            else:
                self.cleaned_data |= {name: getattr(change, name) for name in (*SIDES, "declared_by")}
        return cleaned

    def _find_words(self, change: DialogueChange) -> None:
        if not self.is_stored or {"quote", "letter"} & set(self.changed_data):
            change.evidence = evidence_for(change.letter, change.quote, self.request.user) if change.quote else None
            change.prefix = change.suffix = ""
            if change.quote and change.evidence is None:
                change.quote = ""  # said here; the model would complain of the text that was not found
                raise ValidationError({"quote": NOT_QUOTED})

    def _update_errors(self, errors: ValidationError) -> None:
        """Show what the model refuses, what is about no field of the form above them all."""
        self._show(errors)


@admin.register(DialogueChange)
class DialogueChangeAdmin(RecordAdmin):
    form = ChangeForm
    list_display = ("sides", "change", "about", "when", "letter")
    list_filter = ("change",)
    lookups = ("change__exact",)
    list_select_related = ("low", "high", "topic", "framework", "letter")
    search_fields = ("low__name", "low__short_name", "high__name", "high__short_name", "letter__subject", "grounds")
    ordering = ("-letter__sort_key", "id")
    fieldsets = (
        (None, {"fields": ("letter", ("change", "date"), ("low", "high"), ("topic", "framework"))}),
        (gettext_lazy("Who says so, why, in which words"), {"fields": ("declared_by", "grounds", "quote")}),
    )

    @admin.display(description=gettext_lazy("between"))
    def sides(self, change: DialogueChange) -> str:
        return " – ".join(str(one) for one in change.sides)

    @admin.display(description=gettext_lazy("on"))
    def about(self, change: DialogueChange) -> str:
        return name_of(change)

    @admin.display(description=gettext_lazy("date"), ordering="date_earliest")
    def when(self, change: DialogueChange) -> str:
        return str(change.when)


def warn_of_suspension(page: RecordAdmin, request: HttpRequest, **in_what: Letter | Proposal) -> None:
    """Tell who logs an invitation that the dialogue it leads into is suspended; it is logged all the same."""
    for invitation, dialogue in suspended_when_put(request.user, **in_what):
        text = _("“%(invitation)s” leads into a suspended dialogue. %(sentence)s. It is recorded all the same.")
        names = {"invitation": invitation, "sentence": dialogue.sentence}
        page.message_user(request, text % names, messages.WARNING)
