"""A proposal that a letter puts for the first time: a title and its words make the proposal, its parties and the tabling."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from correspondence.models import Addressee, Letter, Participation, Party, Proposal, Proposer, Tabling

from .acts import ActForm, principals_of
from .base import ListOfRows
from .choices import NamedSelectMultiple, VisibleChoices, named
from .record_forms import RowFormSet


class NewProposalForm(ActForm):
    """What is put, by whom and to whom: in the name of the states of sender and addressees when nothing else is said."""

    preset = ("proposal_kind",)

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
        self.instance.proposal = self._proposal(parent, by, to)
        super().complete(parent)

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


class NewProposals(ListOfRows):
    """Always empty when the page is opened: what was put stands among the standing proposals from then on."""

    model = Tabling
    form = NewProposalForm
    formset = NewProposalFormSet
    fieldsets = ((None, {"fields": (("title", "proposal_kind"), "quote", ("put_by", "put_to"))}),)
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
