"""What a letter does: it puts proposals, answers them, states positions. Its own words are the evidence.

The quotation is enough: the text that it stands in is found when the letter and its texts are saved.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from correspondence.models import Letter, Participation, Position, Tabling

from .base import ListOfRows
from .quotes import ANYWHERE, NOT_FOUND, QUOTE_HELP, Lost, QuoteWidget, around_in, find_evidence, lost_of
from .record_forms import RowForm


def principals_of(letter: Letter, reader: Any, role: str) -> list[Any]:
    """Return those in whose name somebody has a role in a letter, each once: what an embassy offers, its state offers."""
    parts = Participation.objects.visible_to(reader).filter(letter=letter, role=role).for_listing()
    return list({part.party.principal_id: part.party.principal for part in parts}.values())


class ActForm(RowForm):
    """An act with the words that show it."""

    class Meta:
        help_texts = {"quote": QUOTE_HELP}
        widgets = {
            **{
                name: AdminTextareaWidget(attrs={"rows": 2}) for name in ("grounds", "terms", "conditions", "statement")
            },
            "quote": QuoteWidget(),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words: Any = self.fields["quote"].widget if "quote" in self.fields else None
        if isinstance(words, QuoteWidget):
            words.around = self.around
            words.find_lost = lambda: self.lost

    @cached_property
    def lost(self) -> Lost | None:
        """What is offered for words that stand in the text no longer."""
        return lost_of(self.instance) if self.is_stored else None

    @property
    def around(self) -> tuple[str, str]:
        """What the page sent along to tell the place of the words from others."""
        return around_in(self.data, self.add_prefix("quote"))

    @property
    def is_requoted(self) -> bool:
        return not self.is_stored or bool({"quote", "letter"} & set(self.changed_data)) or self.around != ANYWHERE

    def has_changed(self) -> bool:
        return super().has_changed() or (self.is_stored and self.is_requoted)

    def complete(self, parent: Any) -> None:
        super().complete(parent)
        if self.is_requoted:
            find_evidence(self.instance, self.request, self.around)

    def _show(self, refusal: ValidationError) -> None:
        super()._show(refusal)
        errors = getattr(refusal, "error_dict", {}).get("quote", [])
        nearest = next((error.params["nearest"] for error in errors if error.code == NOT_FOUND), None)
        if nearest is not None:
            self.lost = Lost(nearest)


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


class ListOfActs(ListOfRows):
    """Acts with the texts that show them, each text once."""

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("evidence")


class Tablings(ListOfActs):
    model = Tabling
    form = TablingForm
    fieldsets = ((None, {"fields": (("proposal", "kind"), "quote", "terms")}),)
    classes = ("collapse",)
    verbose_name = _("standing proposal")
    verbose_name_plural = _("standing proposals that it puts again, changes, takes back or recalls")


class Positions(ListOfActs):
    model = Position
    form = PositionForm
    fieldsets = (
        (None, {"fields": (("party", "topic"), "statement", "quote", ("change", "previous"), "claims_unchanged")}),
    )
    classes = ("collapse",)
