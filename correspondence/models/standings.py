"""Where an offer stands for one addressee, as each audience knows it: the stored result of the fold."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from correspondence.dates import UncertainDateField, bounds_in_order

from .access import Audience, Reader, ScopedQuerySet
from .deadlines import PUTTING, Deadline
from .ledger import ON_FILE
from .participations import Participation
from .proposals import Addressee, Tabling


class StandingQuerySet(ScopedQuerySet):
    def effective_for(self, reader: Reader) -> Self:
        """Keep, for each addressee, the one row that takes in everything this reader may know."""
        seen = [audience.pk for audience in Audience.objects.readable_by(reader)]
        wider = Standing.objects.filter(
            addressee=models.OuterRef("addressee"), audience__in=seen, width__gt=models.OuterRef("width")
        )
        return self.filter(~models.Exists(wider), audience__in=seen)

    def effective_in(self, audience: Audience) -> Self:
        """Keep, for each addressee, the one row that takes in everything this audience may know."""
        seen = [a.pk for a in Audience.objects.select_related("level") if audience.covers(a)]
        wider = Standing.objects.filter(
            addressee=models.OuterRef("addressee"), audience__in=seen, width__gt=models.OuterRef("width")
        )
        return self.filter(~models.Exists(wider), audience__in=seen)

    def with_deadlines(self, reader: Reader) -> Self:
        """Add the letter that put each offer last to each addressee: ``put_in`` its key, ``put_at``, ``reply_due``."""
        put = _last_put(reader)
        return self.annotate(
            put_in=models.Subquery(put.values("letter")[:1], output_field=models.UUIDField()),
            put_at=models.Subquery(put.values("letter__sort_key")[:1]),
            reply_due=models.Subquery(put.values("letter__reply_due")[:1]),
        )


def _last_put(reader: Reader) -> models.QuerySet[Tabling]:
    """Return the tablings of an offer that reach the addressee of a standing, the latest first."""
    outer = models.OuterRef
    named = Participation.objects.visible_to(reader).filter(letter=outer("letter"), role__in=("addressee", "copy"))
    asked = Addressee.objects.visible_to(reader).filter(proposal=outer(outer("proposal")))
    to_it = named.filter(party__principal=outer(outer("addressee__party__principal")))
    to_any = named.filter(party__principal__in=asked.values("party__principal"))
    return (
        Tabling.objects.visible_to(reader)
        .filter(
            models.Exists(to_it) | ~models.Exists(to_any),
            proposal=outer("addressee__proposal"),
            kind__in=PUTTING,
            letter__status__in=ON_FILE,
        )
        .order_by("-letter__sort_key", "-pk")
    )


class Standing(models.Model):
    """One row for the audience of the addressee's row; a further one for each narrower audience that knows otherwise.

    Written in the act's transaction by ``results.refresh`` alone; ``check_offers`` proves that it equals the fold.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACKNOWLEDGED = "acknowledged", _("acknowledged")
        CLARIFYING = "clarifying", _("specifics requested")
        DEFERRED = "deferred", _("deferred")
        REDIRECTED = "redirected", _("redirected")
        COUNTERED = "countered", _("countered")
        PARTLY_ACCEPTED = "partly_accepted", _("accepted in part")
        CONDITIONALLY_ACCEPTED = "conditionally_accepted", _("accepted with conditions")
        ACCEPTED = "accepted", _("accepted")
        FULFILLED = "fulfilled", _("fulfilled")
        REJECTED = "rejected", _("rejected")
        WITHDRAWN = "withdrawn", _("withdrawn")
        LAPSED = "lapsed", _("lapsed")
        SUPERSEDED = "superseded", _("superseded")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    addressee = models.ForeignKey(Addressee, models.CASCADE, related_name="standings")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+", db_index=False)
    width = models.PositiveIntegerField()
    state = models.CharField(max_length=24, choices=State)
    since = UncertainDateField(_("since"))
    since_key = models.CharField(max_length=18, blank=True)
    times_tabled = models.PositiveIntegerField(default=0)
    times_rejected = models.PositiveIntegerField(default=0)
    claims_tabled = models.PositiveSmallIntegerField(default=0)
    claims_rejected = models.PositiveSmallIntegerField(default=0)
    rejected_each_time = models.BooleanField(default=False)
    contested = models.BooleanField(default=False)
    anomalies = models.PositiveSmallIntegerField(default=0)
    first_tabled = models.CharField(max_length=18, blank=True)
    last_act = models.UUIDField(null=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing of an offer")
        verbose_name_plural = _("standings of offers")
        constraints = (
            *bounds_in_order("since"),
            models.UniqueConstraint(fields=("addressee", "audience"), name="standing_once"),
        )
        indexes = (
            models.Index(fields=("state", "first_tabled", "addressee", "audience"), name="standing_state"),
            models.Index(fields=("first_tabled", "addressee", "audience"), name="standing_order"),
            models.Index(fields=("times_rejected", "first_tabled", "addressee", "audience"), name="standing_rejected"),
        )

    def __str__(self) -> str:
        return f"{self.addressee}: {self.get_state_display()}"

    def deadline_on(self, today: dt.date) -> Deadline:
        """Return what the addressee was given to answer by; for rows that were read ``with_deadlines``."""
        offer = self.addressee.proposal
        due: Any = self.reply_due  # type: ignore[attr-defined]
        return Deadline(today, self.state, offer.reply_rule, reply_due=due, holds=offer.holds_until)
