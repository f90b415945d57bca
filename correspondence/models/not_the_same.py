"""Two letters that look like one and are two: somebody looked, and the register does not ask again."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .access import Scoped, ScopedQuerySet
from .letters import Letter


class NotTheSameQuerySet(ScopedQuerySet):
    def about(self, letter: Any) -> Self:
        """Keep the pairs that one letter is part of, whichever side it stands on."""
        return self.filter(models.Q(one=letter) | models.Q(other=letter))

    def of(self, letter: Letter, other: Letter) -> Self:
        """Keep the pair of two letters, in whichever order they are named."""
        one, two = sorted((letter.pk, other.pk))
        return self.filter(one=one, other=two)


class NotTheSame(Scoped):
    """An unordered pair of letters that are not duplicates of each other."""

    requires = ("one", "other")

    one = models.ForeignKey(Letter, models.CASCADE, related_name="+", verbose_name=_("letter"))
    other = models.ForeignKey(Letter, models.CASCADE, related_name="+", verbose_name=_("other letter"))

    objects = NotTheSameQuerySet.as_manager()

    class Meta(Scoped.Meta):
        verbose_name = _("“not the same”")
        verbose_name_plural = _("pairs that are not the same")
        constraints = (
            models.UniqueConstraint(fields=("one", "other"), name="not_the_same_once"),
            # One order for each pair, so that it cannot be said twice; and no letter differs from itself.
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")),
                name="not_the_same_in_order",
                violation_error_message=_("A letter is the same as itself."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.one} ≠ {self.other}"

    @classmethod
    def remember(cls, letter: Letter, other: Letter, *, by: Any = None) -> NotTheSame:
        """Record that two letters are not the same; what was said before stays as it was said.

        Raises ValidationError for one letter and itself.
        """
        known: NotTheSame | None = cls.objects.of(letter, other).first()
        if known is not None:
            return known
        one, two = sorted((letter, other), key=lambda one: one.pk)
        row = cls(one=one, other=two)
        row.full_clean()
        row.save(by=by)
        return row

    def journal_letter_id(self) -> Any:
        """Return the later recorded letter: the one that was taken for a duplicate."""
        return max((self.one, self.other), key=lambda letter: letter.recorded_at).pk
