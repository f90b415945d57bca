"""The bilateral timeline's own rows: one for each unordered pair of principals of a letter."""

from __future__ import annotations

from typing import Self
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from .access import Audience, ScopedQuerySet
from .letters import Letter
from .parties import Party
from .topics import Topic


class LetterPairQuerySet(ScopedQuerySet):
    def of(self, one: Party, other: Party) -> Self:
        """Keep the rows of an unordered pair; the same principal twice is a pair too."""
        low, high = sorted((one.pk, other.pk))
        return self.filter(low=low, high=high)


class LetterPair(models.Model):
    """Derived from participations in the letter's transaction; ``check_pairs`` proves it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="pairs")
    low = models.ForeignKey(Party, models.PROTECT, related_name="+")
    high = models.ForeignKey(Party, models.PROTECT, related_name="+")
    sort_key = models.CharField(max_length=18)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+", db_index=False)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = LetterPairQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair of a letter")
        verbose_name_plural = _("pairs of letters")
        indexes = (
            models.Index(fields=("low", "high", "-sort_key", "-letter", "audience", "topic"), name="pair_timeline"),
        )
        constraints = (
            models.UniqueConstraint(fields=("letter", "low", "high"), name="pair_once"),
            models.CheckConstraint(condition=models.Q(low__lte=models.F("high")), name="pair_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.low} – {self.high}"
