"""What would a step do? It is done, looked at, and undone: nothing is foretold that the step itself would not do.

Everything is told as its reader knows it. What is hidden from him moves along and is never mentioned.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from correspondence.models import (
    Addressee,
    Attachment,
    Audience,
    AwaitedLink,
    DateReading,
    DialogueChange,
    EventLink,
    Letter,
    Link,
    Participation,
    Position,
    Proposal,
    Response,
    Standing,
    Tabling,
    Text,
)

MOST_LINES = 20
ACTS: tuple[Any, ...] = (Tabling, Response, Position, DialogueChange)
HANGING: tuple[Any, ...] = (Participation, Text, *ACTS, Attachment, DateReading, EventLink, AwaitedLink)

Known = dict[Any, tuple[str, int]]  # by the key of an addressee's row: the state, and how often it was rejected


@dataclass(frozen=True)
class Effect:
    """One thing that will happen: a sentence, and what it is about."""

    words: str
    lines: tuple[str, ...] = ()

    @classmethod
    def about(cls, words: str, rows: Iterable[Any]) -> tuple[Effect, ...]:
        """Return the effect on some rows; nothing when there are none."""
        lines = [str(row) for row in rows]
        if not lines:
            return ()
        more = len(lines) - MOST_LINES
        further = [ngettext("and %(number)d more", "and %(number)d more", more) % {"number": more}] if more > 0 else []
        return (cls(words, (*lines[:MOST_LINES], *further)),)


@contextmanager
def undone() -> Iterator[None]:
    """Undo everything that is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def without_memory(reader: Any) -> Any:
    """Return a reader who remembers no clearance: a step may make audiences that did not exist when the page began."""
    return get_user_model()._default_manager.get(pk=reader.pk)


def acts_of(letter: Letter, reader: Any) -> list[Any]:
    """Return what a letter does, as far as this reader may know."""
    return [
        row
        for model in ACTS
        for row in model.objects.visible_to(reader)
        .filter(letter=letter)
        .select_related(*NAMED_WITH[model])
        .order_by("recorded_at", "id")
    ]


NAMED_WITH: dict[Any, tuple[str, ...]] = {
    Tabling: ("proposal",),
    Response: ("addressee__proposal",),
    Position: ("party",),
    DialogueChange: ("low", "high"),
}


def offers_touched(letters: Collection[Any], reader: Any) -> set[Any]:
    """Return the keys of the offers whose state something in these letters may move, those included that wait for them."""
    withdrawn = Link.objects.visible_to(reader).filter(later__in=letters, relation=Link.Relation.WITHDRAWS)
    every = {*(letter.pk for letter in letters), *withdrawn.values_list("earlier", flat=True)}
    responses = Response.objects.visible_to(reader)
    found = set(Tabling.objects.visible_to(reader).filter(letter__in=every).values_list("proposal", flat=True))
    found |= set(responses.filter(letter__in=every).values_list("addressee__proposal", flat=True))
    found |= set(responses.filter(opens__in=found).values_list("addressee__proposal", flat=True))
    replaced = Proposal.objects.visible_to(reader).filter(pk__in=found).exclude(replaces=None)
    return found | set(replaced.values_list("replaces", flat=True))


def known_to_reader(offers: Collection[Any], reader: Any) -> Known:
    return _known(Standing.objects.effective_for(reader), offers)


def known_in(offers: Collection[Any], audience: Audience) -> Known:
    return _known(Standing.objects.effective_in(audience), offers)


def _known(standings: Any, offers: Collection[Any]) -> Known:
    rows = standings.filter(addressee__proposal__in=offers)
    return {key: (state, times) for key, state, times in rows.values_list("addressee", "state", "times_rejected")}


def turns(before: Known, after: Known) -> list[str]:
    """Return, in words, each offer that stands elsewhere afterwards: for whom, from which state to which."""
    moved = [key for key, known in before.items() if key in after and after[key] != known]
    rows = Addressee.objects.filter(pk__in=moved).select_related("proposal", "party__principal")
    return [_turn(row, before[row.pk], after[row.pk]) for row in rows.order_by("proposal__title", "party__name", "id")]


def _turn(row: Addressee, before: tuple[str, int], after: tuple[str, int]) -> str:
    names = {"offer": row.proposal.title, "party": row.party.full_name}
    if before[0] != after[0]:
        names |= {"before": state_word(row, before[0]), "after": state_word(row, after[0])}
        return _("“%(offer)s”, %(party)s: %(before)s → %(after)s") % names
    words = _("“%(offer)s”, %(party)s: times rejected %(before)d → %(after)d")
    return words % {**names, "before": before[1], "after": after[1]}


def state_word(row: Addressee, state: str) -> str:
    """Return the word for a state; a refused invitation is declined."""
    if (state, row.proposal.kind) == (Standing.State.REJECTED, Proposal.Kind.INVITATION):
        return _("Declined")
    return str(capfirst(Standing.State(state).label))


def hanging(letter: Letter, reader: Any) -> dict[Any, dict[Any, Any]]:
    """Return the audiences of the rows that require a letter, by noun and key, as far as this reader sees them."""
    found = {}
    for model in HANGING:
        rows = model.objects.visible_to(reader).filter(letter=letter)
        found[model] = dict(rows.values_list("pk", "audience"))
    links = Link.objects.visible_to(reader)
    rows = (*links.filter(later=letter), *links.filter(earlier=letter))
    return {**found, Link: {link.pk: link.audience_id for link in rows}}


def moved_along(before: Mapping[Any, Mapping[Any, Any]]) -> list[str]:
    """Return how many rows of each noun have another audience now: "2 texts"."""
    lines = []
    for model, rows in before.items():
        now = dict(model._base_manager.filter(pk__in=rows).values_list("pk", "audience"))
        number = sum(1 for key, audience in rows.items() if now.get(key) != audience)
        if number:
            noun = model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural
            lines.append(f"{number} {noun}")
    return lines


def foreseen(verb: Callable[[], Any], looked_at: Callable[[], Any]) -> Any:
    """Do something, look at what came of it, and undo it. Raises what the verb raises."""
    with undone():
        verb()
        return looked_at()
