"""What may a letter answer that is being logged? What its words point to, what is open between the sides, what came last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from correspondence.models import Addressee, Letter, LetterPair, Participation, Party, Standing, Tabling
from correspondence.models.access import Reader
from correspondence.models.deadlines import PUTTING
from correspondence.offers.lists import WAITING
from correspondence.suggestions import Asking, suggest

MOST = 7
MOST_OPEN = 30  # proposals looked at


@dataclass(frozen=True)
class Answerable:
    """A letter of the other side, and why it stands here: reasons in plain words, the best first."""

    letter: Letter
    reasons: tuple[str, ...]


def answerable(asking: Asking, reader: Reader, *, without: frozenset[Any] = frozenset()) -> list[Answerable]:
    """Return earlier letters that a letter may answer, the likeliest first, each once; those of ``without`` left out."""
    ours, theirs = _sides(asking.sender_principals, reader), _sides(asking.addressee_principals, reader)
    reasons: dict[Any, list[str]] = {}
    letters: dict[Any, Letter] = {}
    for letter, reason in _found(asking, ours, theirs, reader):
        if letter.pk not in without and (letter.pk in letters or len(letters) < MOST):
            letters[letter.pk] = letter
            reasons.setdefault(letter.pk, []).append(reason)
    return [Answerable(letter, tuple(dict.fromkeys(reasons[key]))) for key, letter in letters.items()]


def _found(asking: Asking, ours: set[Any], theirs: set[Any], reader: Reader) -> Iterator[tuple[Letter, str]]:
    for one in suggest(asking, reader, limit=3):
        yield from ((one.letter, reason) for reason in one.reasons)
    if ours and theirs:
        yield from _with_open_proposals(ours, theirs, reader)
        yield from _latest(ours, theirs, reader)


def _sides(keys: tuple[Any, ...], reader: Reader) -> set[Any]:
    """Return the principals in whose name these parties write."""
    known = Party.objects.visible_to(reader).filter(pk__in=[getattr(key, "pk", key) for key in keys])
    return set(known.values_list("principal", flat=True))


def _with_open_proposals(ours: set[Any], theirs: set[Any], reader: Reader) -> Iterator[tuple[Letter, str]]:
    """Yield the letters in which the others put what we have not settled, the latest first."""
    put_to_us = Addressee.objects.visible_to(reader).filter(
        party__principal__in=ours, proposal__proposers__party__principal__in=theirs
    )
    standing = Standing.objects.effective_for(reader).filter(state__in=WAITING, addressee__in=put_to_us)
    proposals = list(standing.order_by("-since_key", "pk").values_list("addressee__proposal", flat=True)[:MOST_OPEN])
    rows = Tabling.objects.visible_to(reader).filter(
        proposal__in=proposals, kind__in=PUTTING, letter__in=Letter.objects.visible_to(reader)
    )
    for row in rows.select_related("letter", "proposal").order_by("-letter__sort_key", "proposal__title")[:MOST_OPEN]:
        yield row.letter, _("puts “%(proposal)s”, still open") % {"proposal": row.proposal.title}


def _latest(ours: set[Any], theirs: set[Any], reader: Reader) -> Iterator[tuple[Letter, str]]:
    written = Participation.objects.visible_to(reader).filter(
        letter=OuterRef("letter"), role=Participation.Role.SENDER, party__principal__in=theirs
    )
    for one in ours:
        for other in theirs:
            low, high = sorted((one, other))
            pairs = LetterPair.objects.visible_to(reader).filter(low=low, high=high).filter(Exists(written))
            for pair in pairs.select_related("letter").order_by("-sort_key", "-letter")[:MOST]:
                yield pair.letter, _("among the latest from them")
