"""The offers and answers that acts of an import rest on: on record, or about to be written with the same batch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from correspondence.models import Addressee, Audience, Proposal
from correspondence.models.rows import Row

from .linking import is_id
from .matching import Vocabulary

MOST_KNOWN = 20_000  # rows that are remembered from one batch to the next


@dataclass(slots=True)
class Made:
    """A row on record, or with its columns one that will be: what acts need to know of it.

    Of an addressee also the offer, and the keys of the party and of the principal that it speaks for.
    """

    model: type[Any]
    pk: UUID
    audience: Audience
    row: Row = field(default_factory=dict)
    offer: UUID | None = None
    stands_for: tuple[UUID, ...] = ()


class Memory:
    """What one import knows of offers, those they were put to, answers and positions."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.known: dict[UUID, Made] = {}
        self.asked: set[UUID] = set()
        self.reached: dict[UUID, list[Made]] = {}
        self.keys: dict[tuple[Any, str], list[UUID]] = {}
        self.fresh: list[Made] = []

    def expect_offers(self, keys: Iterable[str]) -> None:
        """Fetch together the offers that some acts name, with those they were put to."""
        wanted = {pk for key in keys for pk in self.keys_of(Proposal, key)} - self.asked
        self.known |= self._on_record(Proposal, wanted)
        self.asked |= wanted
        self._reach(pk for pk in wanted if pk in self.known)

    def clear(self) -> None:
        """Forget what is on record by now, when it is much."""
        if len(self.known) > MOST_KNOWN:
            for remembered in (self.known, self.asked, self.reached, self.keys):
                remembered.clear()

    def add(self, made: Made) -> Made:
        """Let what follows find a row before it is written."""
        self.fresh.append(made)
        self.known[made.pk] = made
        if made.offer:
            self.reached.setdefault(made.offer, []).append(made)
        return made

    def begin(self) -> None:
        """Begin an act: what is added from here on may be forgotten again."""
        self.fresh.clear()

    def forget(self) -> None:
        """Take back the rows of an act that is not written after all."""
        for made in self.fresh:
            self.known.pop(made.pk, None)
            if made.offer:
                self.reached.pop(made.offer, None)

    def find(self, model: Any, key: str) -> Made | None:
        """Return the row that a key of the file names."""
        keys = self.keys_of(model, key)
        if held := next((self.known[pk] for pk in keys if pk in self.known), None):
            return held
        if self.asked.issuperset(keys):
            return None
        return next(iter(self._on_record(model, keys).values()), None)

    def addressees(self, offer: UUID) -> list[Made]:
        """Return those to whom an offer was put."""
        if offer not in self.reached:
            self._reach([offer])
        return self.reached.get(offer, [])

    def keys_of(self, model: Any, key: str) -> list[UUID]:
        """Return which rows a key of the file may mean; the first is the one that is made where there is none.

        A reader's own keys never meet those of rows that he may not know of.
        """
        place = (model, key)
        if place not in self.keys:
            self.keys[place] = [act_key(key)]
            if (reader := self.words.reader) is not None:
                own = uuid5(NAMESPACE_URL, f"{reader.pk} {key}")
                taken = model.objects.filter(pk=own).exists() and not self.words.seen(model).filter(pk=own).exists()
                self.keys[place].insert(0, uuid4() if taken else own)
        return self.keys[place]

    def _on_record(self, model: Any, keys: Iterable[UUID]) -> dict[UUID, Made]:
        found = self.words.seen(model).filter(pk__in=list(keys)).order_by().values_list("pk", "audience")
        return {pk: Made(model, pk, self.words.audience_of(audience)) for pk, audience in found}

    def _reach(self, offers: Iterable[UUID]) -> None:
        found = Addressee.objects.filter(proposal__in=list(offers))
        names = ("pk", "audience", "proposal", "party", "party__principal")
        for pk, audience, offer, *stands_for in found.values_list(*names):
            one = Made(Addressee, pk, self.words.audience_of(audience), {}, offer, tuple(stands_for))
            self.reached.setdefault(offer, []).append(one)


def act_key(key: str) -> UUID:
    """Return the primary key of an act: our own id, or one that always follows from the source's key."""
    return UUID(key) if is_id(key) else uuid5(NAMESPACE_URL, key)
