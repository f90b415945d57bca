"""Labels: a desk's own words for letters that belong together, across topics and frameworks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .access import Desk, Level, Scoped, lowest_level
from .letters import Letter
from .slugs import Named


class Label(Named):
    """A word that a desk puts on letters: a visit that is prepared, a file that is asked for."""

    name = models.CharField(_("name"), max_length=80, help_text=_("A word or two, as it stands on the letters."))
    level = models.ForeignKey(Level, models.PROTECT, default=lowest_level, verbose_name=_("level"))
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, verbose_name=_("desk"))

    class Meta(Named.Meta):
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class LetterLabel(Scoped):
    """A letter carries a label."""

    requires = ("letter", "label")

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="labelled", verbose_name=_("letter"))
    label = models.ForeignKey(Label, models.PROTECT, related_name="labelled", verbose_name=_("label"))

    class Meta(Scoped.Meta):
        verbose_name = _("label of a letter")
        verbose_name_plural = _("labels of letters")
        constraints = (
            models.UniqueConstraint(
                fields=("letter", "label"),
                name="letter_label_once",
                violation_error_message=_("The letter has this label already."),
            ),
        )

    def __str__(self) -> str:
        return str(self.label)
