"""What a letter carries: the lines on its card, each with its word, its offer and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from correspondence.models import Letter, Link, Participation, Party, Position, Proposal, Response, Tabling
from correspondence.models.fold import AGREED, CLOSED

from .record import Record
from .routes import writers_of


@dataclass(frozen=True)
class Outcome:
    """Where an offer has come to, and the letter that settled it, or the silence that a person confirmed."""

    state: str
    kind: str
    addressee: str = ""
    letter: Letter | None = None
    claimed_by: str = ""
    each_time: bool = False
    confirmed: str = ""


@dataclass(frozen=True)
class Part:
    """One line of a card. ``look`` says which family of words ``code`` belongs to: kind, answer, state."""

    look: str
    code: str
    kind: str = ""
    lead: str = ""
    proposal: Proposal | None = None
    notes: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    @property
    def follows_on(self) -> bool:
        """Whether the line reads on from its tag, as in "Redirected to the OSCE", and needs no colon."""
        return self.code == Response.Answer.REDIRECTED


@dataclass(frozen=True)
class Carried:
    """The lines of one page's cards, made from what the reader may know."""

    record: Record
    sides: frozenset[Any]
    again: frozenset[Any] = field(default_factory=frozenset)

    def parts_of(self, letter: Letter) -> tuple[Part, ...]:
        """Return what a letter says to offers that stand, what it puts, and what it holds."""
        responses = sorted(self.record.responses.get(letter.pk, ()), key=_principal_first)
        tablings = sorted(self.record.tablings.get(letter.pk, ()), key=lambda row: row.kind == Tabling.Kind.RECALLED)
        positions = self.record.positions.get(letter.pk, ())
        told = self._claimed_by(letter)
        writers = {party.pk for party in writers_of(self.record.parts.get(letter.pk, ()))}
        return (
            *(self._answered(row, told, writers, repeated=repeated) for row, repeated in _with_repetition(responses)),
            *(self._tabled(row, told) for row in tablings),
            *(_held(row, told) for row in positions),
        )

    def _claimed_by(self, letter: Letter) -> str:
        """Return who reports a bundle: what is said to be in it is a claim of theirs."""
        if not letter.is_bundle:
            return ""
        links = self.record.links_down.get(letter.pk, ())
        reports = [link.later_id for link in links if link.relation == Link.Relation.REPORTS]
        return _names(speakers(self.record.parts.get(key, ()) for key in reports))

    def _answered(self, row: Response, told: str, writers: set[Any], *, repeated: bool) -> Part:
        proposal = row.addressee.proposal
        teller = _according_to(str(row.characterised_by) if row.characterised_by else told)
        by = _("by %(party)s") % {"party": row.by} if row.by and row.by_id not in writers else ""
        for_whom = _("for %(party)s") % {"party": row.addressee.party} if self._is_of_another(row) else ""
        until = _("until %(date)s") % {"date": row.until.in_words()} if row.until else ""
        notes = _only(by, for_whom, row.conditions, row.grounds, until, teller)
        lead = _("to %(forum)s") % {"forum": row.framework} if row.answer == Response.Answer.REDIRECTED else ""
        named = None if repeated and (lead or notes) else proposal
        return Part("answer", row.answer, proposal.kind, lead, named, notes)

    def _is_of_another(self, row: Response) -> bool:
        """Whether a letter answers in place of somebody on neither side."""
        return row.addressee.party.principal_id not in self.sides

    def _tabled(self, row: Tabling, told: str) -> Part:
        proposal, by = row.proposal, _according_to(told)
        if row.kind == Tabling.Kind.RECALLED:
            return Part("kind", "recall", proposal=proposal, notes=_only(row.terms, by))
        if row.kind == Tabling.Kind.WITHDRAWN:
            return Part("state", "withdrawn", proposal.kind, proposal=proposal, notes=_only(row.terms, by))
        amended = _("amended") if row.kind == Tabling.Kind.AMENDED else ""
        again = _("put again") if row.kind == Tabling.Kind.PUT and row.pk in self.again else ""
        notes = _only(amended, again, row.terms, by)
        return Part("kind", proposal.kind, proposal=proposal, notes=notes, outcomes=self._outcomes(proposal))

    def _outcomes(self, proposal: Proposal) -> tuple[Outcome, ...]:
        """Return what has settled an offer, for those of its addressees who speak for one of the two sides."""
        here = [one for one in self.record.acts.addressees if one.proposal_id == proposal.pk
                and one.party.principal_id in self.sides]  # fmt: skip
        found = [self._outcome(proposal, addressee, named=len(here) > 1) for addressee in here]
        return tuple(outcome for outcome in found if outcome is not None)

    def _outcome(self, proposal: Proposal, addressee: Any, *, named: bool) -> Outcome | None:
        fold = self.record.acts.fold_for(addressee)
        if fold.state not in CLOSED | AGREED:
            return None
        acts = (*self.record.acts.responses.get(addressee.pk, ()), *self.record.acts.tablings.get(proposal.pk, ()))
        moved = next((act for act in acts if act.pk == fold.moved_by), None)
        claimed = moved is not None and moved.letter is not None and moved.letter.is_bundle
        return Outcome(
            fold.state,
            proposal.kind,
            str(addressee.party) if named else "",
            moved.letter if moved else None,
            self._claimant(moved) if claimed else "",
            fold.rejected_each_time,
            _confirmed(moved),
        )

    def _claimant(self, act: Any) -> str:
        """Say according to whom an act in a bundle was done."""
        party = self.record.claimants.get(getattr(act, "characterised_by_id", None))
        return _according_to(str(party) if party else self._claimed_by(act.letter))


def speakers(letters: Iterable[Sequence[Participation]]) -> list[Party]:
    """Return the principals in whose name some letters are written."""
    return [writer.principal for parts in letters for writer in writers_of(parts)]


def put_again(record: Record) -> frozenset[Any]:
    """Return the tablings before which the same offer had been put already; a bundle is no single time."""
    found: set[Any] = set()
    for tablings in record.acts.tablings.values():
        put = [row for row in tablings if row.kind in {Tabling.Kind.PUT, Tabling.Kind.AMENDED}]
        single = [row for row in put if not row.letter.is_bundle]
        first = min((row.letter.sort_key for row in put), default="")
        found |= {row.pk for row in single if row.letter.sort_key > first}
    return frozenset(found)


def _confirmed(act: Any) -> str:
    """Return "silence, confirmed, 1 March 2018" for an answer that stands in no letter; "" for any other act."""
    if not isinstance(act, Response) or not act.is_confirmed:
        return ""
    return f"{act.get_basis_display()}, {act.date.in_words()}"


def _held(row: Position, told: str) -> Part:
    claims = _("claims to be unchanged") if row.claims_unchanged else ""
    lead = _("%(change)s: %(statement)s") % {"change": capfirst(row.get_change_display()), "statement": row.statement}
    return Part("kind", "position", lead=lead, notes=_only(claims, _according_to(told)))


def _with_repetition(responses: Sequence[Response]) -> Iterator[tuple[Response, bool]]:
    """Say of each answer whether the one before it is to the same offer."""
    before = None
    for row in responses:
        yield row, row.addressee_id == before
        before = row.addressee_id


def _principal_first(row: Response) -> tuple[Any, ...]:
    return (str(row.addressee_id), not row.principal, row.reading_of_id is not None, row.recorded_at)


def _according_to(name: str) -> str:
    return _("according to %(party)s") % {"party": name} if name else ""


def _names(parties: Iterable[Party]) -> str:
    return ", ".join(dict.fromkeys(str(party) for party in parties))


def _only(*notes: str) -> tuple[str, ...]:
    return tuple(note for note in notes if note)
