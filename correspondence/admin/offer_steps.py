"""Silence and lapse: confirmed, or taken back, on a page of their own that says what will happen and asks why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from correspondence.models import Addressee, Deadline, Proposal, Response, Standing, silence
from correspondence.models.fold import MOVES

from .letter_form import ReasonForm
from .locks import PLAIN
from .saving import PART_OF_THE_RECORD

if TYPE_CHECKING:
    from .proposals import ProposalAdmin


class TakeBackForm(ReasonForm):
    """The reason, and the state in which the page was opened."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_version(self) -> str:
        """Refuse a page that was opened when the offer stood elsewhere."""
        if self.cleaned_data["version"] != self.initial["version"]:
            raise ValidationError(PLAIN, code="conflict")
        return str(self.cleaned_data["version"])


class ConfirmForm(TakeBackForm):
    """For which day silence or lapse is confirmed, and how one knows."""

    field_order = ("on", "reason")

    on = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "vDateField"}),
        help_text=gettext_lazy(
            "The day on which it counts as settled: after the last day for an answer, today at the latest."
        ),
    )


@dataclass(frozen=True)
class Step:
    """What will happen to an offer when its user says why: for whom, from which state to which.

    ``why_not`` says why it cannot happen; then there is nothing to fill in.
    """

    offer: Proposal
    addressee: Addressee
    title: str
    question: str
    button: str
    done: str
    verb: Callable[..., Any]
    state: str
    next_state: str = ""
    why_not: str = ""
    form: type[forms.Form] = TakeBackForm
    initial: dict[str, Any] = field(default_factory=dict)

    @property
    def state_word(self) -> str:
        return self._word(self.state)

    @property
    def next_word(self) -> str:
        return self._word(self.next_state) if self.next_state else ""

    def _word(self, state: str) -> str:
        """Return the word for a state; a refused invitation is declined."""
        if (state, self.offer.kind) == (Standing.State.REJECTED, Proposal.Kind.INVITATION):
            return _("Declined")
        return str(capfirst(Standing.State(state).label))


def silence_page(page: ProposalAdmin, request: HttpRequest, object_id: str, addressee_id: str) -> HttpResponse:
    found = _addressee(page, request, object_id, addressee_id)
    if found is None:
        return page.not_there(request, object_id)
    deadline = silence.deadline_for(found, request.user)
    rule = _("silence is consent") if deadline.silence_is_consent else _("silence is a refusal")
    names = {"day": date_format(deadline.answer_by) if deadline.answer_by else "", "rule": rule}
    question = _("No answer came by %(day)s. By the reply rule of this offer %(rule)s.") % names
    return _confirm(
        page, request, found, deadline, silence.SILENCE, _("Confirm silence"), question,
        _("Silence is confirmed."), found.confirm_silence,
    )  # fmt: skip


def lapse_page(page: ProposalAdmin, request: HttpRequest, object_id: str, addressee_id: str) -> HttpResponse:
    found = _addressee(page, request, object_id, addressee_id)
    if found is None:
        return page.not_there(request, object_id)
    deadline = silence.deadline_for(found, request.user)
    question = _("The date offered, %(date)s, has passed without an answer.") % {"date": deadline.holds}
    return _confirm(
        page, request, found, deadline, silence.LAPSE, _("Confirm lapse"), question,
        _("The lapse is confirmed."), found.confirm_lapse,
    )  # fmt: skip


def take_back_page(page: ProposalAdmin, request: HttpRequest, object_id: str, response_id: str) -> HttpResponse:
    offer = _offer(page, request, object_id)
    rows = Response.objects.visible_to(request.user).exclude(basis=Response.Basis.LETTER)
    found = _row(rows.filter(addressee__proposal=offer), response_id, "addressee__proposal") if offer else None
    if offer is None or found is None:
        return page.not_there(request, object_id)
    deadline = silence.deadline_for(found.addressee, request.user)
    names = {"basis": found.get_basis_display(), "day": found.date.in_words()}
    step = Step(
        offer,
        found.addressee,
        _("Take back what was confirmed"),
        _(
            "%(basis)s: %(day)s. It is removed, and the offer stands where the other acts leave it; the history keeps it."
        )
        % names,
        _("Take it back"),
        _("It is taken back."),
        found.take_back,
        state=deadline.state,
        initial={"version": f"{found.pk} {deadline.state}"},
    )
    return _ask(page, request, step)


def _confirm(  # noqa: PLR0913, PLR0917
    page: ProposalAdmin, request: HttpRequest, addressee: Addressee, deadline: Deadline, basis: str, title: str,
    question: str, done: str, verb: Callable[..., Any],
) -> HttpResponse:  # fmt: skip
    step = Step(
        addressee.proposal,
        addressee,
        title,
        question,
        title,
        done,
        verb,
        state=deadline.state,
        next_state=MOVES[silence.answer_of(basis, deadline)],
        why_not=silence.refusal(addressee, basis, deadline),
        form=ConfirmForm,
        initial={"on": timezone.localdate(), "version": f"{deadline.state} {deadline.answer_by}"},
    )
    return _ask(page, request, step)


def _offer(page: ProposalAdmin, request: HttpRequest, object_id: str) -> Proposal | None:
    offer = page.get_object(request, unquote(object_id))
    if not page.has_change_permission(request, offer):
        raise PermissionDenied
    return offer


def _addressee(page: ProposalAdmin, request: HttpRequest, object_id: str, key: str) -> Addressee | None:
    offer = _offer(page, request, object_id)
    rows = Addressee.objects.visible_to(request.user).filter(proposal=offer)
    return _row(rows, key, "proposal", "party__principal", "audience__level") if offer else None


def _row(rows: Any, key: str, *related: str) -> Any:
    try:
        return rows.filter(pk=unquote(key)).select_related(*related).first()
    except ValidationError:
        return None


def _ask(page: ProposalAdmin, request: HttpRequest, step: Step) -> HttpResponse:
    """Say what will happen and ask why; with a reason, do it."""
    form = step.form(request.POST or None, initial=step.initial)
    if request.method == "POST" and not step.why_not and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            with transaction.atomic():
                step.verb(by=request.user, **given)
        except ValidationError as error:
            form.add_error(None, error)
        except IntegrityError:
            form.add_error(None, PART_OF_THE_RECORD)  # whatever rests on it may be hidden from this user
        else:
            page.message_user(request, step.done, messages.SUCCESS)
            return HttpResponseRedirect(step.offer.get_absolute_url())
    context = {**page.admin_site.each_context(request), "opts": page.opts, "step": step, "form": form,
               "title": step.title, "subtitle": str(step.offer)}  # fmt: skip
    return TemplateResponse(request, "admin/correspondence/proposal/step.html", context)
