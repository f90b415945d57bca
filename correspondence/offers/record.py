"""Everything that a reader may know of some offers, in a number of queries that does not depend on how many they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from correspondence.models import (
    Addressee,
    Letter,
    Link,
    Participation,
    Party,
    Proposal,
    Proposer,
    Reader,
    Response,
    Tabling,
    Text,
    ledger,
)
from correspondence.models.fold import Move, in_order
from correspondence.timeline.routes import writers_of

Rows = Mapping[Any, list[Any]]


@dataclass(frozen=True)
class Record:
    """Rows by the key of their offer; ``responses`` and ``tablings`` by their own, ``claimants`` by that of a bundle."""

    acts: ledger.Acts
    proposers: Rows
    addressees: Rows
    tablings: Mapping[Any, Tabling]
    responses: Mapping[Any, Response]
    claimants: Mapping[Any, tuple[Party, ...]]
    replaced_by: Rows
    opened_by: Rows

    def moves(self, offer: Proposal) -> list[Move]:
        """Return every act of an offer, whomever it reaches, in the order of the fold."""
        found: dict[Any, Move] = {}
        for addressee in self.addressees.get(offer.pk, ()):
            for move in self.acts.moves(addressee):
                found.setdefault(move.key, move)
        for row in self.acts.tablings.get(offer.pk, ()) if not self.addressees.get(offer.pk) else ():
            found[row.pk] = Move(row.pk, row.kind, row.letter.sort_key, letter=row.letter_id)
        return [move for move in in_order(found.values(), self.acts.answers) if self.act(move.key)]

    def act(self, key: Any) -> Any:
        """Return the tabling or response with this key, None when there is none."""
        return self.tablings.get(key) or self.responses.get(key)

    def claimed_by(self, act: Any) -> tuple[Party, ...]:
        """Say according to whom an act in a bundle was done: as characterised, else who reports the bundle."""
        if (party := getattr(act, "characterised_by", None)) is not None:
            return (party,)
        return self.claimants.get(act.letter_id, ())

    def answered_in(self, response: Response) -> list[Tabling]:
        """Return the tablings in the letters that the letter of this answer says it answers."""
        earlier = {below for above, below in self.acts.answers if above == response.letter_id}
        rows = self.acts.tablings.get(response.addressee.proposal_id, ())
        return [row for row in rows if row.letter_id in earlier]


def load(offers: Collection[Proposal], reader: Reader) -> Record:
    """Load what stands in the ledger of some offers."""
    keys = [offer.pk for offer in offers]
    acts = ledger.collect_for(offers, reader)
    tablings = {row.pk: row for rows in acts.tablings.values() for row in rows}
    responses = _responses({row.pk for rows in acts.responses.values() for row in rows}, reader)
    _give_evidence([*tablings.values(), *responses.values()], reader)
    addressees = Addressee.objects.visible_to(reader).filter(proposal__in=keys).select_related("party__principal")
    proposers = Proposer.objects.visible_to(reader).filter(proposal__in=keys).select_related("party__principal")
    opened = Response.objects.visible_to(reader).filter(opens__in=keys).select_related(
        "addressee__proposal", "addressee__party", "letter")  # fmt: skip
    return Record(
        acts=acts,
        proposers=_by(proposers.order_by("recorded_at", "id"), "proposal_id"),
        addressees=_by(addressees.order_by("party__name", "id"), "proposal_id"),
        tablings=tablings,
        responses=responses,
        claimants=_claimants([*tablings.values(), *responses.values()], reader),
        replaced_by=_by(Proposal.objects.visible_to(reader).filter(replaces__in=keys), "replaces_id"),
        opened_by=_by((row for row in opened.order_by("recorded_at", "id") if _counts(row.letter)), "opens_id"),
    )


def _responses(keys: Collection[Any], reader: Reader) -> dict[Any, Response]:
    rows = Response.objects.visible_to(reader).filter(pk__in=keys).select_related(
        "letter", "addressee__party__principal", "by__principal", "characterised_by__principal", "framework", "opens",
        "confirmed_by")  # fmt: skip
    return {row.pk: row for row in rows.order_by("recorded_at", "id")}


def _give_evidence(acts: Iterable[Any], reader: Reader) -> None:
    """Hand every act the text that shows it, without its words: they may be long, and the quotation is enough."""
    rows = list(acts)
    keys = {act.evidence_id for act in rows if act.evidence_id}
    texts = {text.pk: text for text in Text.objects.visible_to(reader).filter(pk__in=keys).defer("body").select_related(
        "letter")}  # fmt: skip
    for act in rows:
        act.evidence = texts.get(act.evidence_id)


def _claimants(acts: Iterable[Any], reader: Reader) -> dict[Any, tuple[Party, ...]]:
    """Return, for each bundle, the principals of those who write the letters that report it."""
    bundles = {act.letter_id for act in acts if act.letter is not None and act.letter.is_bundle}
    links = Link.objects.visible_to(reader).filter(earlier__in=bundles, relation=Link.Relation.REPORTS)
    reports = list(links.filter(later__in=Letter.objects.on_file()).order_by("later__sort_key", "id"))
    parts = Participation.objects.visible_to(reader).filter(letter__in=[link.later_id for link in reports])
    by_letter = _by(parts.for_listing(), "letter_id")
    found: dict[Any, dict[Any, Party]] = {}
    for link in reports:
        principals = (writer.principal for writer in writers_of(by_letter.get(link.later_id, ())))
        found.setdefault(link.earlier_id, {}).update({party.pk: party for party in principals})
    return {key: tuple(parties.values()) for key, parties in found.items()}


def _counts(letter: Letter | None) -> bool:
    return letter is None or letter.counts


def _by(rows: Iterable[Any], key: str) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, key), []).append(row)
    return found
