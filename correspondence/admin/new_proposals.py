"""A proposal that a letter puts for the first time: a title and its words make the proposal, its parties and the tabling.

One that looks like an offer of the same side to the same addressee is asked about once: tabled again, or a new one.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from correspondence.models import Addressee, Letter, Participation, Party, Proposal, Proposer, Tabling

from .acts import ActForm, ListOfActs, principals_of
from .choices import NamedSelectMultiple, VisibleChoices, named
from .put_before import ALIKE, NEW, choices_of, label_of_offer, offers_between, refuse_if_alike
from .record_forms import RowFormSet

PUT_BEFORE_FIELDS = ("put_before", "offers_alike")


class NewProposalForm(ActForm):
    """What is put, by whom and to whom: in the name of the states of sender and addressees when nothing else is said."""

    preset = ("proposal_kind", *PUT_BEFORE_FIELDS)

    title = forms.CharField(
        label=_("Title"), max_length=300, help_text=_("What is put, in the register's own words."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )  # fmt: skip
    proposal_kind = forms.ChoiceField(label=_("Kind"), choices=Proposal.Kind.choices, initial=Proposal.Kind.OFFER)
    put_by = VisibleChoices(
        Party.objects.none(), label=_("By"), required=False, help_text=_("Empty: the sender's state.")
    )
    put_to = VisibleChoices(
        Party.objects.none(), label=_("To"), required=False, help_text=_("Empty: the addressee's state.")
    )

    # What was asked about, and what was answered: set when there is something to ask.
    offers_alike = forms.CharField(required=False, widget=forms.HiddenInput, label="")
    put_before = forms.CharField(required=False, widget=forms.HiddenInput, label=_("Tabled again?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asked := self.data.get(self.add_prefix("offers_alike")):
            self._offer(choices_of(asked, self.request.user))

    def _offer(self, choices: list[tuple[str, str]]) -> None:
        """Ask which of these it is, if any."""
        if choices:
            self.fields["put_before"].widget = forms.RadioSelect(choices=[*choices, (NEW, _("a new proposal"))])

    def _show(self, refusal: ValidationError) -> None:
        super()._show(refusal)
        errors = getattr(refusal, "error_dict", {}).get("put_before", [])
        for offers in (error.params["offers"] for error in errors if error.code == ALIKE):
            keys = [str(offer.proposal.pk) for offer in offers]
            asked: Any = self.data
            asked = asked.copy()
            asked[self.add_prefix("offers_alike")] = " ".join(keys)
            asked[self.add_prefix("put_before")] = keys[0]
            self.data = asked
            self._offer([(str(offer.proposal.pk), label_of_offer(offer)) for offer in offers])

    def complete(self, parent: Letter) -> None:
        if parent.status == Letter.Status.DRAFT and parent.desk_id is None:
            # The letter is its author's alone, the proposal would be everybody's.
            raise ValidationError(_("A draft on no desk cannot put a proposal: choose a desk, or log the letter."))
        reader = self.request.user
        by = list(self.cleaned_data["put_by"]) or principals_of(parent, reader, Participation.Role.SENDER)
        to = list(self.cleaned_data["put_to"]) or principals_of(parent, reader, Participation.Role.ADDRESSEE)
        if not by:
            raise ValidationError({"put_by": _("Say who puts it: the letter has no sender.")})
        if not to:
            raise ValidationError({"put_to": _("Say to whom it is put: the letter has no addressee.")})
        self.instance.proposal = self._put_before(parent, by, to) or self._proposal(parent, by, to)
        super().complete(parent)

    def _put_before(self, letter: Letter, by: list[Party], to: list[Party]) -> Proposal | None:
        """Return the standing proposal that is tabled again; None for a new one.

        Raises ValidationError with the offers that it looks like, until somebody has said which it is.
        """
        answer = self.cleaned_data["put_before"]
        if answer == NEW:
            return None
        offers = offers_between(by, to, self.request, letter)
        if not answer:
            refuse_if_alike(offers, self.cleaned_data["title"], self.cleaned_data["quote"])
            return None
        found = next((offer.proposal for offer in offers if str(offer.proposal.pk) == answer), None)
        if found is None:
            raise ValidationError({"put_before": _("This offer is not on record between them. Choose another answer.")})
        return found

    def _proposal(self, letter: Letter, by: list[Party], to: list[Party]) -> Proposal:
        proposal = Proposal(
            title=self.cleaned_data["title"],
            kind=self.cleaned_data["proposal_kind"],
            topic=letter.topic,
            provision=letter.framework,
            level=letter.level,
            desk=letter.desk,
        )
        rows = [Proposer(proposal=proposal, party=party) for party in by]
        for row in (proposal, *rows, *(Addressee(proposal=proposal, party=party) for party in to)):
            row.full_clean()
            row.save(by=self.request.user)
        return proposal


class NewProposalFormSet(RowFormSet):
    @classmethod
    def get_default_prefix(cls) -> str:
        return "puts"


class NewProposals(ListOfActs):
    """Always empty when the page is opened: what was put stands among the standing proposals from then on."""

    model = Tabling
    form = NewProposalForm
    formset = NewProposalFormSet
    fieldsets = ((None, {"fields": (PUT_BEFORE_FIELDS, ("title", "proposal_kind"), "quote", ("put_by", "put_to"))}),)
    can_delete = False
    verbose_name = _("new proposal")
    verbose_name_plural = _("new proposals that it puts")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).none()

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        for name in ("put_by", "put_to"):
            # A copy: the declared field belongs to everybody's requests.
            field = formset.form.base_fields[name] = deepcopy(formset.form.base_fields[name])
            field.widget = NamedSelectMultiple(Addressee._meta.get_field("party"), self.admin_site)
            field.widget.is_required = False
            field.queryset = named(Party.objects.visible_to(request.user))
        return formset

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        user = request.user
        return super().has_add_permission(request, obj) and user.has_perm("correspondence.add_proposal")  # type: ignore[union-attr]
