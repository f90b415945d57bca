"""Where an offer stands for one addressee, as each audience knows it: the stored result of the fold."""

from __future__ import annotations

from typing import Self
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from correspondence.dates import UncertainDateField, bounds_in_order

from .access import Audience, Reader, ScopedQuerySet
from .proposals import Addressee


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
