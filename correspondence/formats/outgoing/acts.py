"""From the rows of acts to what their letters put, answer and hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from correspondence.formats.record import Answered, Held, Put, Quoted
from correspondence.models import Letter, Proposal, Response, Tabling

from .hanging import Performed
from .names import Names


class Acting:
    """The acts of some letters. ``said`` are the offers that a file has said with their confirmed silence or lapse.

    ``nowhere_put`` are offers that letters here answer or name and that no letter of the file puts: the first letter that
    names one says what it is.
    """

    def __init__(self, acts: Performed, names: Names, said: set[UUID], nowhere_put: Collection[UUID] = ()) -> None:
        self.acts, self.names, self.said, self.nowhere_put = acts, names, said, nowhere_put

    def puts(self, letter: Letter, own: str) -> tuple[Put, ...]:
        here = self.acts.tablings.get(letter.pk, ())
        put = [self._put(self.acts.proposals[row.proposal_id], own, row) for row in here]
        about = [key for key in self._named_in(letter) if key in self.nowhere_put and key not in self.said]
        return (*put, *(self._put(self.acts.proposals[key], own) for key in dict.fromkeys(about)))

    def answers(self, letter: Letter, own: str) -> tuple[Answered, ...]:
        return tuple(self._answered(row, own) for row in self.acts.responses.get(letter.pk, ()))

    def positions(self, letter: Letter, own: str) -> tuple[Held, ...]:
        return tuple(
            Held(
                party=self.names.party(row.party_id),
                topic=self.names.topic(row.topic_id),
                statement=row.statement,
                key=str(row.pk),
                change=row.change,
                previous=_key(row.previous_id),
                claims_unchanged=row.claims_unchanged,
                shown=self._shown(row, own),
            )
            for row in self.acts.positions.get(letter.pk, ())
        )

    def _named_in(self, letter: Letter) -> Iterable[UUID]:
        for row in self.acts.tablings.get(letter.pk, ()):
            yield from _only(self.acts.proposals[row.proposal_id].replaces_id)
        for row in self.acts.responses.get(letter.pk, ()):
            yield from _only(self.acts.addressee[row.addressee_id].proposal_id, row.opens_id)

    def _put(self, proposal: Proposal, own: str, row: Tabling | None = None) -> Put:
        names, key = self.names, proposal.pk
        confirmed = () if key in self.said else self.acts.confirmed.get(key, ())
        self.said.add(key)
        return Put(
            key=str(key),
            title=proposal.title,
            kind=proposal.kind,
            act=row.kind if row else "",
            terms=proposal.terms,
            act_terms=row.terms if row else "",
            topic=names.topic(proposal.topic_id),
            provision=names.framework(proposal.provision_id),
            reply_rule=proposal.reply_rule,
            holds_until=proposal.holds_until,
            replaces=_key(proposal.replaces_id if row else None),
            level=names.level(proposal.level_id),
            desk=names.desk(proposal.desk_id),
            proposers=tuple(names.party(one.party_id) for one in self.acts.proposers.get(key, ())),
            addressees=tuple(names.party(one.party_id) for one in self.acts.addressees.get(key, ())),
            shown=self._shown(row, own) if row else Quoted(),
            confirmed=tuple(self._answered(one, own) for one in confirmed),
        )

    def _answered(self, row: Response, own: str) -> Answered:
        names, to = self.names, self.acts.addressee[row.addressee_id]
        return Answered(
            proposal=str(to.proposal_id),
            answer=row.answer,
            addressee=names.party(to.party_id),
            key=str(row.pk),
            by=names.party_or_none(row.by_id),
            principal=row.principal,
            grounds=row.grounds,
            conditions=row.conditions,
            until=row.until,
            framework=names.framework(row.framework_id),
            opens=_key(row.opens_id),
            characterised_by=names.party_or_none(row.characterised_by_id),
            reading_of=_key(row.reading_of_id),
            shown=self._shown(row, own),
            basis=row.basis,
            confirmed_on=row.confirmed_on.isoformat() if row.confirmed_on else "",
        )

    def _shown(self, act: Any, own: str) -> Quoted:
        if act.evidence_id is None:
            return Quoted(act.quote, act.prefix, act.suffix)
        text = self.acts.shown_in[act.evidence_id]
        letter = self.names.letter(text.letter_id)
        elsewhere = "" if letter == own else letter
        return Quoted(act.quote, act.prefix, act.suffix, text.language, text.role, elsewhere)


def _key(key: UUID | None) -> str:
    return "" if key is None else str(key)


def _only(*keys: UUID | None) -> Iterable[UUID]:
    return (key for key in keys if key is not None)
