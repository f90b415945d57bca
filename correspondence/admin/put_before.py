"""Asking, before a proposal is stored as a new one, whether it is an offer that stands already, tabled again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from correspondence.models import Letter, Party, Standing
from correspondence.offers.put_before import MOST_ALIKE, PutBefore, most_alike, put_before, read_again

NEW = "new"
ALIKE = "alike"
LOOKS_ALIKE = _("It looks like what was put before. Say whether it is tabled again or new, and save once more.")


def offers_between(by: list[Party], to: list[Party], request: Any, letter: Letter) -> list[PutBefore]:
    """Return what these have put to those before, read once for all the proposals of a letter."""
    kept = request.__dict__.setdefault("_put_before", {})
    key = (letter.pk, frozenset(one.pk for one in by), frozenset(one.pk for one in to))
    if key not in kept:
        kept[key] = put_before(by, to, request.user, but_in=letter)
    return kept[key]


def refuse_if_alike(offers: list[PutBefore], title: str, quote: str) -> None:
    """Raise ValidationError with the offers that a proposal looks like."""
    if found := most_alike(offers, title, quote):
        raise ValidationError({"put_before": ValidationError(LOOKS_ALIKE, code=ALIKE, params={"offers": found})})


def choices_of(asked: str, reader: Any) -> list[tuple[str, str]]:
    """Return again what was asked about: a choice for each offer, by the keys that the page brought back."""
    keys = [key for key in asked.split()[:MOST_ALIKE] if _is_key(key)]
    found = {str(offer.proposal.pk): offer for offer in read_again(keys, reader)} if keys else {}
    return [(key, label_of_offer(found[key])) for key in keys if key in found]


def _is_key(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def label_of_offer(offer: PutBefore) -> str:
    """Return an offer in a line: what it is called, where it stands, how often it was put."""
    line = ngettext(
        "tabled again: “%(title)s” (%(state)s, put %(times)s time)",
        "tabled again: “%(title)s” (%(state)s, put %(times)s times)",
        offer.times,
    )
    state = Standing.State(offer.state).label
    return line % {"title": Truncator(offer.proposal.title).chars(90), "state": state, "times": offer.times}
