"""What hangs on some letters, as one reader knows it: a fixed number of queries, however many letters and rows they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from correspondence.models import (
    Addressee,
    Attachment,
    AwaitedLink,
    DateReading,
    Letter,
    Link,
    Participation,
    Position,
    Proposal,
    Proposer,
    Reader,
    Response,
    Tabling,
    Text,
)

ByKey = dict[UUID, list[Any]]
UNSAID = ("audience", "recorded_by", "recorded_at")  # of every row: no record says them, and each costs to be fetched


@dataclass(frozen=True)
class Hanging:
    """Rows by the key of their letter; ``up`` and ``down`` are its links to earlier letters and from later ones."""

    parts: ByKey
    readings: ByKey
    up: ByKey
    down: ByKey
    awaited: ByKey
    texts: ByKey
    files: ByKey

    @classmethod
    def on(cls, letters: Sequence[Letter], reader: Reader) -> Hanging:
        keys = [letter.pk for letter in letters]

        def rows(noun: Any, *order: str, at: str = "letter") -> ByKey:
            found = noun.objects.visible_to(reader).filter(**{f"{at}__in": keys}).order_by(*order, "id")
            return by(found.defer(*UNSAID), f"{at}_id")

        return cls(
            parts=rows(Participation, "position", "recorded_at"),
            readings=rows(DateReading, "recorded_at"),
            up=rows(Link, "earlier__sort_key", "earlier_id", at="later"),
            down=rows(Link, "later__sort_key", "later_id", at="earlier"),
            awaited=rows(AwaitedLink, "target"),
            texts=rows(Text, "role", "language", "recorded_at"),
            files=rows(Attachment, "number", "name", "recorded_at"),
        )

    @property
    def letters_named(self) -> Iterable[UUID | None]:
        yield from (link.earlier_id for link in every(self.up))
        yield from (link.later_id for link in every(self.down))
        yield from (reading.bounded_by_id for reading in every(self.readings))

    @property
    def parties_named(self) -> Iterable[UUID | None]:
        for part in every(self.parts):
            yield from (part.party_id, part.person_id)


@dataclass(frozen=True)
class Performed:
    """The acts of some letters by the key of their letter, and what they are about by the key of the proposal.

    ``confirmed`` are silence and lapse, which stand in no letter; ``shown_in`` are the texts of evidence, without their words.
    """

    tablings: ByKey
    responses: ByKey
    positions: ByKey
    proposals: dict[UUID, Proposal]
    proposers: ByKey
    addressees: ByKey
    confirmed: ByKey
    addressee: dict[UUID, Addressee]
    shown_in: dict[UUID, Text]

    @classmethod
    def in_letters(cls, letters: Sequence[Letter], reader: Reader) -> Performed:
        def rows(noun: Any, order: str = "recorded_at", **where: Any) -> list[Any]:
            return list(noun.objects.visible_to(reader).filter(**where).order_by(order, "id").defer(*UNSAID))

        keys = [letter.pk for letter in letters]
        tablings, responses, positions = (rows(noun, letter__in=keys) for noun in (Tabling, Response, Position))
        answered = {row.pk: row for row in rows(Addressee, pk__in=known(act.addressee_id for act in responses))}
        about = known(act.proposal_id for act in (*tablings, *answered.values())) | known(
            act.opens_id for act in responses
        )
        proposals = {row.pk: row for row in rows(Proposal, pk__in=about)}
        replaced = known(row.replaces_id for row in proposals.values()) - proposals.keys()
        proposals |= {row.pk: row for row in rows(Proposal, pk__in=replaced)}
        addressees = rows(Addressee, "party__slug", proposal__in=proposals)
        addressee = answered | {row.pk: row for row in addressees}
        confirmed = rows(Response, "confirmed_on", letter=None, addressee__in=addressees)
        shown = known(act.evidence_id for act in (*tablings, *responses, *positions, *confirmed))
        return cls(
            tablings=by(tablings, "letter_id"),
            responses=by(responses, "letter_id"),
            positions=by(positions, "letter_id"),
            proposals=proposals,
            proposers=by(rows(Proposer, "party__slug", proposal__in=proposals), "proposal_id"),
            addressees=by(addressees, "proposal_id"),
            confirmed=_by_proposal(confirmed, addressee),
            addressee=addressee,
            shown_in={text.pk: text for text in Text.objects.visible_to(reader).filter(pk__in=shown).defer("body")},
        )

    @property
    def answers(self) -> Iterable[Response]:
        yield from every(self.responses)
        yield from every(self.confirmed)

    @property
    def letters_named(self) -> Iterable[UUID | None]:
        yield from (text.letter_id for text in self.shown_in.values())

    @property
    def parties_named(self) -> Iterable[UUID | None]:
        yield from (row.party_id for row in (*every(self.proposers), *self.addressee.values(), *every(self.positions)))
        for act in self.answers:
            yield from (act.by_id, act.characterised_by_id)

    @property
    def topics_named(self) -> Iterable[UUID | None]:
        yield from (row.topic_id for row in (*self.proposals.values(), *every(self.positions)))

    @property
    def frameworks_named(self) -> Iterable[UUID | None]:
        yield from (proposal.provision_id for proposal in self.proposals.values())
        yield from (act.framework_id for act in self.answers)


def _by_proposal(responses: Iterable[Response], addressee: dict[UUID, Addressee]) -> ByKey:
    found: ByKey = {}
    for row in responses:
        found.setdefault(addressee[row.addressee_id].proposal_id, []).append(row)
    return found


def by(rows: Iterable[Any], name: str) -> ByKey:
    found: ByKey = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return found


def every(rows: ByKey) -> Iterable[Any]:
    return (row for some in rows.values() for row in some)


def known(keys: Iterable[UUID | None]) -> set[UUID]:
    return {key for key in keys if key is not None}
