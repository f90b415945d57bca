"""A document that its sender took back: by which exchange, on record or put on record now, and what that does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from correspondence.dates import UncertainDate, UncertainDateFormField
from correspondence.models import Letter, LetterForm, Link, Participation

from .choices import NamedSelect, VisibleChoice, offered
from .foreseen import Effect, acts_of
from .step_pages import Step, StepForm, ask, record_to_change

if TYPE_CHECKING:
    from .letters import LetterAdmin

BY_MOUTH = "oral_message"
CARRIED_OVER = (Participation.Role.SENDER, Participation.Role.ON_BEHALF, Participation.Role.ADDRESSEE)


class RecallForm(StepForm):
    """The exchange that takes the document back: one on record, or what is known of it."""

    field_order = ("withdrawing", "on", "form", "reason")

    on = UncertainDateFormField(
        label=gettext_lazy("Or on this day"),
        required=False,
        help_text=gettext_lazy("Where no exchange on record says it: the day of the recall, as far as it is known."),
    )
    form = forms.ModelChoiceField(
        LetterForm.objects.all(),
        label=gettext_lazy("Said by"),
        required=False,
        help_text=gettext_lazy("How it was said. An exchange of this form is put on record, reported only."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Letter.objects.visible_to(self.request.user).on_file().exclude(pk=self.record.pk)
        self.fields["withdrawing"] = VisibleChoice(
            queryset=rows,
            label=gettext_lazy("Taken back in"),
            required=False,
            widget=NamedSelect(Link._meta.get_field("earlier"), admin.site),
            help_text=gettext_lazy("The exchange on record that says so."),
        )
        self.fields["form"].initial = next(
            (row.pk for row in offered(self.request, LetterForm) if row.code == BY_MOUTH), None
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        if given["withdrawing"] and given["on"]:
            raise ValidationError(_("Choose the exchange on record, or say when it was taken back: not both."))
        if not given["withdrawing"] and not (given["on"] and given["form"]):
            raise ValidationError(_("Choose the exchange on record, or say when and how it was taken back."))
        return given


def recall_page(page: LetterAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    letter = record_to_change(page, request, object_id)
    if letter is None:
        return page.not_there(request, object_id)
    return ask(
        page,
        request,
        Step(
            letter,
            _("Recalled by its sender"),
            _("Those who sent it took it back. It stays on record, and its page says when and by what."),
            _("Put the recall on record"),
            _("The recall is on record."),
            verb=lambda **given: _recall(letter, **given),
            effects=lambda _given: _of_recalling(letter, request.user),
            form=RecallForm,
        ),
    )


def _of_recalling(letter: Letter, user: Any) -> tuple[Effect, ...]:
    still = _("What it did still counts, marked as done in a document that was withdrawn later:")
    nothing = (Effect(_("It puts, answers and states nothing that you can see: no offer changes.")),)
    return (
        *(Effect.about(still, acts_of(letter, user)) or nothing),
        Effect(
            _("Where no exchange on record says so, one is put on record: from the same to the same, reported only.")
        ),
    )


def _recall(letter: Letter, *, withdrawing: Letter | None, on: UncertainDate, form: Any, by: Any, reason: str) -> None:
    letter.recall(withdrawing or _put_on_record(letter, on, form, by), by=by, reason=reason)


def _put_on_record(letter: Letter, on: UncertainDate, form: LetterForm, by: Any) -> Letter:
    """Return the exchange that took the letter back, known only from a report, between the same parties."""
    made = Letter(
        subject=(_("Withdrawal of “%(letter)s”") % {"letter": letter.subject})[:300],
        form=form,
        dated=on,
        knowledge=Letter.Knowledge.REPORTED,
        topic=letter.topic,
        framework=letter.framework,
        level=letter.level,
        desk=letter.desk,
    )
    made.full_clean()
    made.save(by=by)
    parts = Participation.objects.visible_to(by).filter(letter=letter, role__in=CARRIED_OVER)
    for place, part in enumerate(parts.order_by("position", "recorded_at").select_related("party")):
        copy = Participation(letter=made, party=part.party, role=part.role, channel=part.channel, position=place)
        copy.full_clean()
        copy.save(by=by)
    return made
