"""What a party holds on a topic, as it stated it in a letter."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .acts import Act
from .letters import Letter
from .parties import Party, Succession
from .topics import Topic


class Position(Act):
    """A statement of a position. "Unchanged since" follows from the chain; a letter may claim it."""

    class Change(models.TextChoices):
        FIRST = "first_stated", _("first stated")
        REAFFIRMED = "reaffirmed", _("reaffirmed")
        MODIFIED = "modified", _("modified")
        REVERSED = "reversed", _("reversed")

    requires = ("letter", "evidence")
    within = ("party", "topic", "previous")

    party = models.ForeignKey(Party, models.PROTECT, related_name="positions", verbose_name=_("party"))
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="positions", verbose_name=_("topic"))
    statement = models.TextField(_("statement"), help_text=_("In the register's words; the quotation shows theirs."))
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="positions", verbose_name=_("letter"))
    change = models.CharField(_("change"), max_length=12, choices=Change, default=Change.FIRST)
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="following", verbose_name=_("earlier statement")
    )
    claims_unchanged = models.BooleanField(_("claims to be unchanged"), default=False)

    class Meta(Act.Meta):
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(change="first_stated", previous=None)
                | (~models.Q(change="first_stated") & models.Q(previous__isnull=False)),
                name="position_has_previous",
                violation_error_message=_(
                    "Choose the earlier statement, unless the position is stated for the first time."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(previous=models.F("id")),
                name="position_follows_another",
                violation_error_message=_("A statement cannot follow itself."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.statement[:80]}"

    def clean(self) -> None:
        super().clean()
        before: Any = self.previous
        if before is None:
            return
        if before.topic_id != self.topic_id:
            raise ValidationError({"previous": _("The earlier statement is on another topic.")})
        if before.party.principal_id != self.party.principal_id and not self._continues(before.party):
            raise ValidationError({"previous": _("The earlier statement is another party's.")})
        seen = {self.pk}
        while before is not None:
            if before.pk in seen:
                raise ValidationError({"previous": _("That statement already follows this one.")})
            seen.add(before.pk)
            before = before.previous

    def _continues(self, party: Party) -> bool:
        ours, theirs = self.party.principal_id, party.principal_id
        return Succession.objects.filter(older=theirs, newer=ours).exists()
