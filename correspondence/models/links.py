"""How letters hang together. Links are their own scoped rows; no form replaces a list of them."""

from __future__ import annotations

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .access import Scoped, ScopedQuerySet
from .letters import Letter


class LinkQuerySet(ScopedQuerySet):
    def answering(self) -> Self:
        """Keep the links by which one letter answers another."""
        return self.filter(relation__in=Link.ANSWERING)

    def for_listing(self) -> Self:
        return self.select_related("earlier", "later").order_by("relation", "earlier__sort_key")


class Link(Scoped):
    """The later letter does something to the earlier one: it answers it, reminds of it, withdraws it …"""

    class Relation(models.TextChoices):
        ANSWERS = "answers", _("answers")
        ANSWERS_IN_PART = "answers_in_part", _("answers in part")
        ACKNOWLEDGES = "acknowledges", _("acknowledges")
        DENIES_RECEIPT = "denies_receipt", _("denies receipt of")
        REJECTS = "rejects", _("rejects (a protest)")
        REMINDS = "reminds", _("reminds of")
        FOLLOWS_UP = "follows_up", _("follows up")
        CORRECTS = "corrects", _("corrects")
        SUPERSEDES = "supersedes", _("supersedes")
        WITHDRAWS = "withdraws", _("withdraws")
        TRANSMITS = "transmits", _("transmits")
        REPORTS = "reports", _("reports")
        PART_OF = "part_of", _("is part of")
        REFERS_TO = "refers_to", _("refers to")
        SAME_TEXT = "same_text", _("has the same text as")
        DUPLICATES = "duplicates", _("duplicates")

    ANSWERING = ("answers", "answers_in_part", "acknowledges", "denies_receipt", "rejects")

    class Basis(models.TextChoices):
        STATED = "stated", _("stated in the document")
        REPORTED = "reported", _("reported by a source")
        EDITION = "edition", _("given by the edition")
        INFERRED = "inferred", _("inferred")

    requires = ("later", "earlier")

    later = models.ForeignKey(Letter, models.CASCADE, related_name="links_up", verbose_name=_("later letter"))
    earlier = models.ForeignKey(Letter, models.PROTECT, related_name="links_down", verbose_name=_("earlier letter"))
    relation = models.CharField(_("relation"), max_length=20, choices=Relation, default=Relation.ANSWERS)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis, default=Basis.STATED)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta(Scoped.Meta):
        verbose_name = _("link between letters")
        verbose_name_plural = _("links between letters")
        constraints = (
            models.UniqueConstraint(
                fields=("later", "earlier", "relation"),
                name="link_once",
                violation_error_message=_("These letters are already linked in this way."),
            ),
            models.CheckConstraint(
                condition=~models.Q(later=models.F("earlier")),
                name="link_to_another",
                violation_error_message=_("A letter cannot be linked to itself."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_relation_display()}: {self.earlier}"

    @property
    def answers(self) -> bool:
        return self.relation in self.ANSWERING

    @property
    def out_of_order(self) -> bool:
        """Whether the dates say that the later letter is the older one: a warning, never a refusal."""
        return self.answers and not self.later.date.allows_after(self.earlier.date)

    def clean(self) -> None:
        super().clean()
        if self.later_id and self.earlier_id and self.answers and self._closes_a_circle():
            raise ValidationError({"earlier": _("That letter already answers this one, directly or through others.")})

    def consequences(self, was: dict[str, Any] | None) -> None:
        super().consequences(was)
        self.later.refresh_order()
        self.earlier.refresh_order()
        self.later.refresh_offers()
        self.earlier.refresh_offers()

    def journal_letter_id(self) -> Any:
        return self.later_id

    def _closes_a_circle(self) -> bool:
        """Walk up from the earlier letter, along answers of this link's own audience only."""
        audience, seen, edge = self.needed_audience(), set(), {self.earlier_id}
        while edge:
            if self.later_id in edge:
                return True
            seen |= edge
            up = Link.objects.answering().filter(audience=audience, later__in=edge).exclude(pk=self.pk)
            edge = set(up.values_list("earlier", flat=True)) - seen
        return False
