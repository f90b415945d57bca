"""What an act is: something done in a letter, shown by its words."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from correspondence.dates import UncertainDate

from .access import Scoped
from .texts import Passage, Text


class Act(Scoped):
    """Performed in a letter and shown by a passage: exact words, anchored by what stands before and after them."""

    evidence = models.ForeignKey(
        Text,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("evidence"),
        help_text=_("The text that shows it: the letter's own, or that of the letter which reports it."),
    )
    quote = models.TextField(_("exact words"), blank=True)
    prefix = models.CharField(_("words before"), max_length=200, blank=True)
    suffix = models.CharField(_("words after"), max_length=200, blank=True)

    class Meta(Scoped.Meta):
        abstract = True

    @property
    def date(self) -> UncertainDate:
        """When it was done: the date of its letter."""
        found: UncertainDate = self.letter.date  # type: ignore[attr-defined]
        return found

    @property
    def passage(self) -> Passage | None:
        """Where the quotation stands in its text now; None when it is not found there."""
        return self.evidence.find(self.quote, self.prefix, self.suffix) if self.evidence and self.quote else None

    @property
    def passage_lost(self) -> bool:
        return bool(self.evidence and self.quote) and self.passage is None

    def clean(self) -> None:
        super().clean()
        if self.quote and self.evidence is None:
            raise ValidationError({"evidence": _("Choose the text that these words are quoted from.")})
        unchanged = not self._state.adding and self._quoted_as_stored()
        if self.quote and self.passage is None and not unchanged:
            raise ValidationError({"quote": _("These words are not in the text. Copy them exactly, without “…”.")})
        if self.evidence is not None and not self._shown_by(self.evidence.letter_id):
            raise ValidationError({"evidence": _("This text belongs to a letter that is not linked to this one.")})

    def _shown_by(self, reporting: Any) -> bool:
        """Whether a text of that letter can show this act: it is the act's own letter, or linked to it."""
        letter = getattr(self, "letter", None)
        if letter is None or letter.pk == reporting:
            return True
        return letter.links_down.filter(later=reporting).exists() or letter.links_up.filter(earlier=reporting).exists()

    def _quoted_as_stored(self) -> bool:
        stored = type(self)._base_manager.filter(pk=self.pk, quote=self.quote, evidence=self.evidence)
        return stored.exists()

    def journal_letter_id(self) -> Any:
        return getattr(self, "letter_id", None)
