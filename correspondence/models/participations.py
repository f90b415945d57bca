"""Who wrote, who was written to, who was there."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from correspondence.dates import UncertainDateField, bounds_in_order

from .access import Scoped, ScopedQuerySet
from .letters import Letter
from .parties import Party


class ParticipationQuerySet(ScopedQuerySet):
    def for_listing(self) -> models.QuerySet[Any]:
        return self.select_related("party__principal", "person").order_by("position", "recorded_at")


class Participation(Scoped):
    """A party's part in a letter. One letter by fax and by bag is one letter with two receipts."""

    class Role(models.TextChoices):
        SENDER = "sender", _("sender")
        ADDRESSEE = "addressee", _("addressee")
        COPY = "copy", _("copy to")
        ON_BEHALF = "on_behalf", _("on behalf of")
        VIA = "via", _("via")
        PARTICIPANT = "participant", _("participant")
        CONCERNS = "concerns", _("concerns")

    requires = ("letter", "party")
    within = ("person",)

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="participations", verbose_name=_("letter"))
    party = models.ForeignKey(Party, models.PROTECT, related_name="participations", verbose_name=_("party"))
    role = models.CharField(_("role"), max_length=12, choices=Role)
    as_named = models.CharField(_("as named in the document"), max_length=200, blank=True)
    person = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="signed", verbose_name=_("person")
    )
    channel = models.CharField(_("channel"), max_length=40, blank=True, help_text=_("For a second receipt: bag, fax."))
    received = UncertainDateField(_("received"))
    reference = models.CharField(_("reference"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ParticipationQuerySet.as_manager()

    class Meta(Scoped.Meta):
        verbose_name = _("part in a letter")
        verbose_name_plural = _("parts in letters")
        ordering = ("position", "recorded_at")
        indexes = (models.Index(fields=("party", "role"), name="participation_party"),)
        constraints = (
            *bounds_in_order("received"),
            models.UniqueConstraint(
                fields=("letter", "party", "role", "channel"),
                name="participation_once",
                violation_error_message=_("This party already has this role in the letter."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.party}"

    def consequences(self, was: dict[str, Any] | None) -> None:
        super().consequences(was)
        self.letter.refresh_pairs()
        self.letter.refresh_offers()
