"""Was this put before? A proposal held against those that the same side has put to the same addressee.

Which offers there are is read once for a pair; how alike two of them are is counted in whole words, without their endings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Prefetch

from correspondence.models import Addressee, Letter, Party, Proposal, Proposer, Reader, Standing, Tabling
from correspondence.models.deadlines import PUTTING

MOST_OFFERS = 200  # of one side to another, the latest
MOST_ALIKE = 3
STEM = 5  # letters of a word that count: what follows is mostly its ending
ALIKE_TITLES = 0.8  # of the words of the shorter title
ALIKE_SPELLING = 0.85
ALIKE_WORDS = 0.6  # of the words of both passages
WITHIN = 0.9  # of the words of the shorter passage
FEWEST_WORDS = 5  # of a passage, for its words to say anything


@dataclass(frozen=True)
class PutBefore:
    """A proposal on record as its reader knows it; ``words`` are the passages in which it was put."""

    proposal: Proposal
    state: str
    times: int
    words: tuple[str, ...]


def put_before(by: Iterable[Party], to: Iterable[Party], reader: Reader, *, but_in: Letter) -> list[PutBefore]:
    """Return what one side has put to the other, the latest first, without what this letter itself puts."""
    proposers = Proposer.objects.visible_to(reader).filter(party__principal__in={one.principal_id for one in by})
    asked = Addressee.objects.visible_to(reader).filter(party__principal__in={one.principal_id for one in to})
    own = Tabling.objects.visible_to(reader).filter(kind__in=PUTTING, letter=but_in)
    offers = (
        Proposal.objects.visible_to(reader)
        .filter(pk__in=proposers.values("proposal"))
        .filter(pk__in=asked.values("proposal"))
        .exclude(pk__in=own.values("proposal"))
    )
    return _read_all(offers, asked, reader)


def read_again(keys: Iterable[str], reader: Reader) -> list[PutBefore]:
    """Return the offers of these keys that the reader may know of."""
    offers = Proposal.objects.visible_to(reader).filter(pk__in=keys)
    return _read_all(offers, Addressee.objects.visible_to(reader), reader)


def _read_all(offers: Any, asked: Any, reader: Reader) -> list[PutBefore]:
    """Read offers with the passages in which they were put, and where they stand for those they are asked of."""
    shown = Tabling.objects.visible_to(reader).filter(kind__in=PUTTING)
    latest = list(
        offers.order_by("-recorded_at", "id").prefetch_related(Prefetch("tablings", shown, to_attr="puts_shown"))[
            :MOST_OFFERS
        ]
    )
    rows = Standing.objects.effective_for(reader).filter(addressee__in=asked.filter(proposal__in=latest))
    standings: dict[Any, list[Standing]] = {}
    for row in rows.select_related("addressee").order_by("addressee"):
        standings.setdefault(row.addressee.proposal_id, []).append(row)
    return [_read(offer, standings.get(offer.pk, [])) for offer in latest]


def _read(offer: Any, standings: list[Standing]) -> PutBefore:
    state = standings[0].state if standings else Standing.State.OPEN
    times = max((row.times_tabled for row in standings), default=0)
    return PutBefore(offer, state, times, tuple(row.quote for row in offer.puts_shown if row.quote))


def most_alike(offers: Iterable[PutBefore], title: str, quote: str) -> list[PutBefore]:
    """Return the offers whose title or words are like these, the most alike first."""
    found = [(likeness(title, quote, offer.proposal.title, offer.words), offer) for offer in offers]
    return [offer for like, offer in sorted(found, key=lambda one: -one[0]) if like][:MOST_ALIKE]


def likeness(title: str, quote: str, other_title: str, other_quotes: Iterable[str]) -> float:
    """Return how alike two proposals are, from 0, which is not enough to ask about it, to 1."""
    shared = (_shared_words(quote, other) for other in other_quotes)
    return max(_shared_title(title, other_title), *shared, 0.0)


def _shared_title(one: str, other: str) -> float:
    ours, theirs = _stems(one), _stems(other)
    common = len(ours & theirs)
    if not common:
        return 0.0
    share = common / min(len(ours), len(theirs))
    if common > 1 and share >= ALIKE_TITLES:
        return share
    spelling = SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()
    return spelling if spelling >= ALIKE_SPELLING else 0.0


def _shared_words(one: str, other: str) -> float:
    ours, theirs = _stems(one), _stems(other)
    if min(len(ours), len(theirs)) < FEWEST_WORDS:
        return 0.0
    common = len(ours & theirs)
    share, within = common / len(ours | theirs), common / min(len(ours), len(theirs))
    return max(share, within / 2) if share >= ALIKE_WORDS or within >= WITHIN else 0.0


def _stems(text: str) -> set[str]:
    """Return the words that say something, without their endings; of a text of short words, all of them."""
    words = re.findall(r"\w+", text.casefold())
    return {word[:STEM] for word in words if len(word) > 3} or set(words)
