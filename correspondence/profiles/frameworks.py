"""The page of a framework: its provisions, the offers made under it, and what was redirected to it and came of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from correspondence.dialogues import dialogues_in
from correspondence.models import Framework, Letter, Reader, Response, Standing

from .latest import Some, latest_letters, latest_standings

MOST_PROVISIONS = 100
MOST_REDIRECTIONS = 20
MOST_DIALOGUES = 20


@dataclass(frozen=True)
class Redirection:
    """An answer that sent an offer here, and where the proposal stands now that it opened, for each addressee."""

    response: Response
    came_of_it: tuple[Standing, ...]


@dataclass(frozen=True)
class FrameworkProfile:
    framework: Framework
    provisions: Some
    offers: Some
    redirections: Some
    letters: Some
    dialogues: Some


def read_framework(slug: str, reader: Reader) -> FrameworkProfile | None:
    """Return everything about a framework; None when the reader may not see it."""
    known = Framework.objects.visible_to(reader)
    framework = known.filter(slug=slug).select_related("parent", "party__principal", "established_by").first()
    if framework is None:
        return None
    under = Q(addressee__proposal__provision=framework) | Q(addressee__proposal__provision__parent=framework)
    return FrameworkProfile(
        framework=framework,
        provisions=Some.of(known.filter(parent=framework).order_by("name", "id"), MOST_PROVISIONS),
        offers=latest_standings(Standing.objects.effective_for(reader).filter(under), reader),
        redirections=_redirections(framework, reader),
        letters=latest_letters(Letter.objects.visible_to(reader).filter(framework=framework), reader),
        dialogues=Some.of(dialogues_in(framework, reader), MOST_DIALOGUES),
    )


def _redirections(framework: Framework, reader: Reader) -> Some:
    """Return the newest answers that name the framework as the place to go; those of void letters and drafts not."""
    counting = Q(letter=None) | Q(letter__in=Letter.objects.on_file())
    rows = Response.objects.visible_to(reader).filter(counting, framework=framework, reading_of=None)
    rows = rows.select_related("addressee__proposal", "addressee__party__principal", "by__principal", "letter", "opens")
    found = Some.of(rows.order_by("-letter__sort_key", "-id")[: MOST_REDIRECTIONS + 1], MOST_REDIRECTIONS)
    came = _came_of({row.opens_id for row in found.rows if row.opens_id}, reader)
    return Some(tuple(Redirection(row, tuple(came.get(row.opens_id, ()))) for row in found.rows), found.goes_on)


def _came_of(offers: set[Any], reader: Reader) -> Mapping[Any, list[Standing]]:
    """Return where some proposals stand, by the key of each."""
    rows = Standing.objects.effective_for(reader).filter(addressee__proposal__in=offers)
    found: dict[Any, list[Standing]] = {}
    for row in rows.select_related("addressee__party__principal").order_by("addressee__party__name", "id"):
        found.setdefault(row.addressee.proposal_id, []).append(row)
    return found
