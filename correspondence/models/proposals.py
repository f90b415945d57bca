"""What was put to others, and each time it was put."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from correspondence.dates import UncertainDateField, bounds_in_order

from . import results, silence
from .access import Desk, Level, Scoped, ScopedQuerySet, lowest_level
from .acts import Act
from .letters import Letter
from .parties import Party
from .topics import Framework, Topic

if TYPE_CHECKING:
    from .responses import Response


class ProposalQuerySet(ScopedQuerySet):
    def for_ledger(self) -> Self:
        return self.select_related("topic", "provision")


class Proposal(Scoped):
    """Something put to others, standing until it is settled, over decades if need be.

    The proposal itself is no act: its tablings are. Its state is derived for each addressee and never stored by hand.
    """

    class Kind(models.TextChoices):
        OFFER = "offer", _("offer")
        INVITATION = "invitation", _("invitation")
        REQUEST = "request", _("request")
        DEMAND = "demand", _("demand")
        QUESTION = "question", _("question")
        CALL = "call", _("call for proposals")

    class ReplyRule(models.TextChoices):
        EXPRESS = "express", _("an express answer")
        SILENCE_IS_CONSENT = "silence_is_consent", _("silence is consent")
        NONE_EXPECTED = "none_expected", _("none expected")

    within = ("topic", "provision", "replaces")

    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OFFER)
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name=_("topic")
    )
    provision = models.ForeignKey(
        Framework,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("provision"),
        help_text=_("The instrument or forum it is made under."),
    )
    terms = models.TextField(_("terms"), blank=True)
    reply_rule = models.CharField(_("reply rule"), max_length=20, choices=ReplyRule, default=ReplyRule.EXPRESS)
    holds_until = UncertainDateField(_("holds until"))
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    level = models.ForeignKey(Level, models.PROTECT, default=lowest_level, verbose_name=_("level"))
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, verbose_name=_("desk"))

    objects = ProposalQuerySet.as_manager()

    class Meta(Scoped.Meta):
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ("title", "id")
        constraints = (
            *bounds_in_order("holds_until"),
            models.CheckConstraint(
                condition=~models.Q(replaces=models.F("id")),
                name="proposal_replaces_another",
                violation_error_message=_("A proposal cannot replace itself."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("correspondence:offer_detail", args=(self.pk,))

    def refresh_standings(self) -> None:
        """Fold the acts again for every audience and store the result, here and for what depends on it."""
        results.refresh(self)

    def consequences(self, was: dict[str, Any] | None) -> None:
        super().consequences(was)
        if was is not None:
            self.refresh_standings()
        if self.replaces is not None:
            self.replaces.refresh_standings()


class Proposer(Scoped):
    """One of those who put the proposal; a joint offer has several."""

    requires = ("proposal", "party")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="proposers", verbose_name=_("proposal"))
    party = models.ForeignKey(Party, models.PROTECT, related_name="proposed", verbose_name=_("party"))

    class Meta(Scoped.Meta):
        verbose_name = _("proposer")
        verbose_name_plural = _("proposers")
        constraints = (
            models.UniqueConstraint(
                fields=("proposal", "party"),
                name="proposer_once",
                violation_error_message=_("This party is already among the proposers."),
            ),
        )

    def __str__(self) -> str:
        return str(self.party)


class Addressee(Scoped):
    """One of those it was put to: each has a state of its own."""

    requires = ("proposal", "party")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="addressees", verbose_name=_("proposal"))
    party = models.ForeignKey(Party, models.PROTECT, related_name="addressed", verbose_name=_("party"))

    class Meta(Scoped.Meta):
        verbose_name = _("addressee of a proposal")
        verbose_name_plural = _("addressees of proposals")
        constraints = (
            models.UniqueConstraint(
                fields=("proposal", "party"),
                name="addressee_once",
                violation_error_message=_("This party is already among the addressees."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.proposal} → {self.party}"

    def consequences(self, was: dict[str, Any] | None) -> None:
        super().consequences(was)
        self.proposal.refresh_standings()

    def confirm_silence(self, *, on: dt.date, by: Any, reason: str) -> Response:
        """Put on record that no answer came in time: a refusal, or consent where the reply rule says so.

        Raises ValidationError when an answer is on record or its time has not passed, as far as ``by`` knows.
        """
        return silence.confirm(self, "silence", on=on, by=by, reason=reason)

    def confirm_lapse(self, *, on: dt.date, by: Any, reason: str) -> Response:
        """Put on record that the offer lapsed: the date to which it held has passed without an answer.

        Raises ValidationError when an answer is on record or that date has not passed, as far as ``by`` knows.
        """
        return silence.confirm(self, "lapse", on=on, by=by, reason=reason)


class Tabling(Act):
    """A time the proposal was put, changed, taken back, or only recalled. "Again" follows from the order."""

    class Kind(models.TextChoices):
        PUT = "put", _("put")
        AMENDED = "amended", _("amended")
        WITHDRAWN = "withdrawn", _("withdrawn")
        RECALLED = "recalled", _("recalled, not put again")

    requires = ("proposal", "letter", "evidence")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="tablings", verbose_name=_("proposal"))
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="tablings", verbose_name=_("letter"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.PUT)
    terms = models.TextField(_("terms"), blank=True)

    class Meta(Act.Meta):
        verbose_name = _("tabling")
        verbose_name_plural = _("tablings")
        constraints = (
            models.UniqueConstraint(
                fields=("proposal", "letter", "kind", "audience"),
                name="tabling_once",
                violation_error_message=_("This letter already does that with this proposal."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.proposal}: {self.get_kind_display()}"

    def consequences(self, was: dict[str, Any] | None) -> None:
        super().consequences(was)
        self.proposal.refresh_standings()
