"""Answering point by point: each open proposal of the letter that is answered, with one choice for what came back.

A point is a row that the page itself brought: the proposal is fixed, the principal answer is one choice, what is said besides
are further answers of the same letter in the same words. Without a choice the letter does not mention it: nothing is stored.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from correspondence.models import Response, Tabling

from .acts import ActForm, ListOfActs
from .choices import is_key
from .replies import Asked, asked_again

Answer = Response.Answer

PRINCIPAL = (
    Answer.REJECTED,
    Answer.ACCEPTED,
    Answer.IN_PART,
    Answer.WITH_CONDITIONS,
    Answer.COUNTERED,
    Answer.REDIRECTED,
    Answer.DEFERRED,
    Answer.SPECIFICS,
    Answer.ACKNOWLEDGED,
)
RARE = (Answer.ACCEPTANCE_WITHDRAWN, Answer.FULFILLED)
BESIDES = (Answer.REDIRECTED, Answer.SPECIFICS, Answer.COUNTERED, Answer.DEFERRED, Answer.ACKNOWLEDGED)
NOT_MENTIONED = ("", _("not mentioned"))
# What only some answers say: an answer of another kind in the same row does not carry it.
SAID_ONLY_BY = {
    "framework": {Answer.REDIRECTED},
    "opens": {Answer.COUNTERED, Answer.REDIRECTED},
    "until": {Answer.DEFERRED, Answer.ACKNOWLEDGED},
    "conditions": {Answer.WITH_CONDITIONS, Answer.IN_PART},
}
# What is taken over by an answer that stands beside another: all but the grounds, which are those of the one that counts.
SAID_ALIKE = (
    "addressee", "by", "letter", "evidence", "quote", "prefix", "suffix", "framework", "opens", "until", "conditions",
    "characterised_by",
)  # fmt: skip


class PointWidget(forms.RadioSelect):
    """One choice for what came back; what is rarely said stands folded behind the others."""

    template_name = "admin/correspondence/letter/widgets/point.html"


class AnswerForm(ActForm):
    """An answer to a proposal; it may open one that the same letter puts."""

    preset = ("principal",)

    offered = forms.Field(required=False, widget=forms.HiddenInput, label="")
    besides = forms.MultipleChoiceField(
        label=_("Said besides"),
        choices=[(code.value, code.label) for code in BESIDES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What the letter also says to this, beside the answer that counts."),
    )
    opens_new = forms.CharField(
        label=_("or opens one put above"),
        required=False,
        max_length=300,
        help_text=_("The title of a proposal that this letter puts, as it stands there."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A proposal lapses when a person confirms it, not in a letter.
        self.leave_out("answer", Response.Answer.LAPSED)
        if self.is_point:
            self._become_point()
        else:
            self.fields.pop("besides", None)

    @property
    def is_point(self) -> bool:
        """Whether the page brought this row, for a proposal that the letter may answer."""
        if self.is_stored:
            return False
        offered = self.data.get(self.add_prefix("offered")) if self.is_bound else self.initial.get("offered")
        chosen = self.data.get(self.add_prefix("addressee")) if self.is_bound else offered
        return bool(offered) and offered == chosen

    def _become_point(self) -> None:
        answer: Any = self.fields.get("answer")
        if answer is None:
            return
        self.fields.pop("principal", None)  # its principal answer is the one that is chosen
        self.fields["addressee"].widget = forms.HiddenInput()
        answer.widget = PointWidget()
        answer.choices = [
            NOT_MENTIONED,
            *((code.value, code.label) for code in PRINCIPAL),
            (_("more"), [(code.value, code.label) for code in RARE]),
        ]
        answer.error_messages["required"] = _("Say what the letter answers to this.")
        for name in ("quote", "grounds"):
            self.fields[name].widget.attrs["placeholder"] = " "  # for the stylesheet: whether something is written

    @property
    def asked(self) -> Asked | None:
        """What a point is about, and where it stands; None for a key that is not known."""
        if not self.is_bound:
            return self.initial.get("asked")
        kept = self.request.__dict__
        if "_asked_again" not in kept:  # once for all points of the page
            offered = [value for name, value in self.data.items() if name.endswith("-offered")]
            kept["_asked_again"] = asked_again([UUID(key) for key in offered if is_key(key)], self.request.user)
        chosen = self.data.get(self.add_prefix("addressee"), "")
        return kept["_asked_again"].get(UUID(chosen)) if is_key(chosen) else None

    @property
    def said_of_every_answer(self) -> list[Any]:
        return [self[name] for name in ("quote", "grounds") if name in self.fields]

    @property
    def said_of_some_answers(self) -> list[Any]:
        names = ("framework", "opens", "opens_new", "until", "conditions")
        return [self[name] for name in names if name in self.fields]

    @property
    def edited(self) -> list[str]:
        """Leave out a proposal that the page itself filled in: without an answer it says nothing."""
        left_out = {"offered", "addressee"} if self.is_point else {"offered"}
        return [name for name in super().edited if name not in left_out]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        answer = self.cleaned_data.get("answer")
        if answer and answer in self.cleaned_data.get("besides", ()):
            self.cleaned_data["besides"].remove(answer)
        return cleaned

    def complete(self, parent: Any) -> None:
        super().complete(parent)
        self._open_new(parent)
        self.beside = [self._another(code) for code in self.cleaned_data.get("besides", ())]
        if self.beside:
            _keep_only_said(self.instance)

    def accompany(self, by: Any) -> None:
        for row in self.beside:
            row.full_clean()
            row.save(by=by)

    def _open_new(self, letter: Any) -> None:
        title = self.cleaned_data.get("opens_new")
        if not title:
            return
        if self.instance.opens is not None:
            raise ValidationError({"opens_new": _("Choose a proposal, or name one that this letter puts: not both.")})
        put = Tabling.objects.visible_to(self.request.user).filter(letter=letter, proposal__title__iexact=title)
        tabled = put.select_related("proposal").first()
        if tabled is None:
            raise ValidationError({"opens_new": _("This letter puts no proposal of that title.")})
        self.instance.opens = tabled.proposal

    def _another(self, code: str) -> Response:
        """Return what the letter says besides: the same row with another answer, which does not move the state."""
        row = Response(**{name: getattr(self.instance, name) for name in SAID_ALIKE}, answer=code, principal=False)
        _keep_only_said(row)
        return row


def _keep_only_said(row: Response) -> None:
    for name, answers in SAID_ONLY_BY.items():
        if row.answer not in answers:
            field: Any = Response._meta.get_field(name)
            setattr(row, name, field.get_default())


class Answers(ListOfActs):
    model = Response
    form = AnswerForm
    template = "admin/correspondence/letter/answers.html"
    fieldsets = (
        (None, {"fields": (("addressee", "answer", "principal"), ("quote", "grounds"), "offered")}),
        (
            _("Redirected to, opens, until, conditions, according to"),
            {
                "fields": (
                    ("framework", "opens", "opens_new"),
                    ("until", "conditions"),
                    ("by", "characterised_by", "reading_of"),
                ),
                "classes": ("collapse",),
            },
        ),
    )
    verbose_name = _("answer")
    verbose_name_plural = _("proposals that it answers")
