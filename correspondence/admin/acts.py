"""What a letter does: it puts proposals, answers them, states positions. Its own words are the evidence.

The quotation is enough: the text that it stands in is found when the letter and its texts are saved.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from correspondence.models import Letter, Link, Participation, Position, Tabling, Text

from .base import ListOfRows
from .record_forms import RowForm

QUOTE_HELP = _("Copied from the text. The text they stand in is found when you save.")
NOT_QUOTED = _("These words are not in the text. Copy them exactly, without “…”.")


def evidence_for(letter: Letter, quote: str, reader: Any) -> Text | None:
    """Return the text that these words stand in: one of the letter's own, or of a letter that it is linked to."""
    own = Text.objects.visible_to(reader).filter(letter=letter)
    links = Link.objects.visible_to(reader)
    around = {link.later_id for link in links.filter(earlier=letter)}
    around |= {link.earlier_id for link in links.filter(later=letter)}
    reporting = Text.objects.visible_to(reader).filter(letter__in=around)
    return next((text for texts in (own, reporting) for text in texts if text.find(quote)), None)


def principals_of(letter: Letter, reader: Any, role: str) -> list[Any]:
    """Return those in whose name somebody has a role in a letter, each once: what an embassy offers, its state offers."""
    parts = Participation.objects.visible_to(reader).filter(letter=letter, role=role).for_listing()
    return list({part.party.principal_id: part.party.principal for part in parts}.values())


class ActForm(RowForm):
    """An act with the words that show it."""

    class Meta:
        help_texts = {"quote": QUOTE_HELP}
        widgets = {
            name: AdminTextareaWidget(attrs={"rows": 2})
            for name in ("quote", "grounds", "terms", "conditions", "statement")
        }

    def complete(self, parent: Any) -> None:
        super().complete(parent)
        act = self.instance
        if not self.is_stored or {"quote", "letter"} & set(self.changed_data):
            act.evidence = evidence_for(act.letter, act.quote, self.request.user) if act.quote else None
            act.prefix = act.suffix = ""
            if act.quote and act.evidence is None:
                raise ValidationError({"quote": NOT_QUOTED})


class TablingForm(ActForm):
    preset = ("kind",)


class PositionForm(ActForm):
    """A position; whose it is and on what follow from the letter when they are left empty."""

    preset = ("change",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("party", "topic"):
            if name in self.fields:
                self.fields[name].required = False

    def complete(self, parent: Any) -> None:
        position = self.instance
        if position.party_id is None:
            senders = principals_of(parent, self.request.user, Participation.Role.SENDER)
            if len(senders) != 1:
                raise ValidationError({"party": _("Say whose position it is: the letter has no single sender.")})
            position.party = senders[0]
        if position.topic_id is None:
            if parent.topic is None:
                raise ValidationError({"topic": _("Say what it is about: the letter has no topic.")})
            position.topic = parent.topic
        super().complete(parent)


class Tablings(ListOfRows):
    model = Tabling
    form = TablingForm
    fieldsets = ((None, {"fields": (("proposal", "kind"), "quote", "terms")}),)
    classes = ("collapse",)
    verbose_name = _("standing proposal")
    verbose_name_plural = _("standing proposals that it puts again, changes, takes back or recalls")


class Positions(ListOfRows):
    model = Position
    form = PositionForm
    fieldsets = (
        (None, {"fields": (("party", "topic"), "statement", "quote", ("change", "previous"), "claims_unchanged")}),
    )
    classes = ("collapse",)
