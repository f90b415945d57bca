"""What a letter does: it puts proposals, answers them, states positions, each shown by its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from correspondence.formats.record import Answered, Held, LetterRecord, NamedParty, Put, Quoted
from correspondence.models import (
    Addressee,
    Letter,
    Link,
    Participation,
    Party,
    Position,
    Proposal,
    Proposer,
    Response,
    Tabling,
    Text,
)

from .naming import Naming, id_in
from .pen import joined

SENDER, ADDRESSEE = Participation.Role.SENDER, Participation.Role.ADDRESSEE


class Acting:
    """Adds acts to a letter that is stored. What one request puts or states, its later acts may name by their own keys."""

    def __init__(self, letter: Letter, naming: Naming) -> None:
        self.letter, self.naming, self.pen = letter, naming, naming.pen
        self.named: dict[tuple[Any, str], Any] = {}

    def add(self, record: LetterRecord) -> None:
        kinds: Any = (
            ("proposals", record.puts, self.put),
            ("responses", record.answers, self.answer),
            ("positions", record.positions, self.hold),
        )
        for name, acts, add in kinds:
            for place, act in enumerate(acts):
                add(act, f"{name}[{place}]")

    def put(self, put: Put, where: str) -> Tabling | None:
        """Table a proposal: one on record by its id, else a new one."""
        if put.confirmed:
            self.pen.refuse(joined(where, "confirmed"), _("Silence and lapse are confirmed in the admin."))
        if self.letter.status == Letter.Status.DRAFT and self.letter.desk_id is None:
            # The letter is its author's alone, the proposal would be everybody's.
            said = _("A draft on no desk cannot put a proposal: choose a desk, or log the letter.")
            self.pen.refuse(where, said)
            return None
        told, shown = len(self.pen.problems), self._shown(put.shown, where)
        proposal = self._proposal(put, where)
        if proposal is None or len(self.pen.problems) != told:
            return None
        row = Tabling(proposal=proposal, letter=self.letter, kind=put.act, terms=put.act_terms, **shown)
        return row if self.pen.keep(row, where) else None

    def answer(self, answer: Answered, where: str) -> Response | None:
        told, naming = len(self.pen.problems), self.naming
        if answer.basis != Response.Basis.LETTER or answer.answer == Response.Answer.LAPSED:
            self.pen.refuse(joined(where, "basis"), _("Silence and lapse are confirmed in the admin."))
        proposal = self._of(Proposal, answer.proposal, joined(where, "proposal"))
        to = self._addressee(proposal, answer.addressee, joined(where, "addressee")) if proposal else None
        row = Response(
            addressee=to, letter=self.letter, answer=answer.answer, principal=answer.principal, grounds=answer.grounds,
            conditions=answer.conditions, until=answer.until,
            by=naming.party(answer.by, joined(where, "by")),
            framework=naming.framework(answer.framework, joined(where, "framework")),
            characterised_by=naming.party(answer.characterised_by, joined(where, "characterised_by")),
            opens=self._of(Proposal, answer.opens, joined(where, "opens")) if answer.opens else None,
            reading_of=self._of(Response, answer.reading_of, joined(where, "reading_of")) if answer.reading_of else None,
            **self._shown(answer.shown, where),
        )  # fmt: skip
        return self._kept(row, answer.key, where, told)

    def hold(self, held: Held, where: str) -> Position | None:
        told = len(self.pen.problems)
        senders = self._principals(SENDER)
        party = senders[0] if _is_nobody(held.party) and len(senders) == 1 else None
        topic = self.naming.topic(held.topic, joined(where, "topic")) if held.topic else self.letter.topic
        if topic is None and not held.topic:
            self.pen.refuse(joined(where, "topic"), _("Say what it is about: the letter has no topic."))
        row = Position(
            party=party or self.naming.party(held.party, joined(where, "party")), topic=topic, letter=self.letter,
            statement=held.statement, change=held.change, claims_unchanged=held.claims_unchanged,
            previous=self._of(Position, held.previous, joined(where, "previous")) if held.previous else None,
            **self._shown(held.shown, where),
        )  # fmt: skip
        return self._kept(row, held.key, where, told)

    def _kept(self, row: Any, key: str, where: str, told: int) -> Any:
        if len(self.pen.problems) != told or not self.pen.keep(row, where):
            return None
        if key:
            self.named[type(row), key] = row
        return row

    def _of(self, noun: Any, key: str, where: str) -> Any:
        return self.named.get((noun, key)) or self.naming.row(noun, key, where)

    def _proposal(self, put: Put, where: str) -> Proposal | None:
        if put.key and (id_in(put.key) or not put.title.strip()):
            return self._of(Proposal, put.key, joined(where, "id"))
        told, letter, naming = len(self.pen.problems), self.letter, self.naming
        replaces = self._of(Proposal, put.replaces, joined(where, "replaces")) if put.replaces else None
        by = self._parties(put.proposers, SENDER, joined(where, "proposers"))
        to = self._parties(put.addressees, ADDRESSEE, joined(where, "addressees"))
        row = Proposal(
            title=put.title, kind=put.kind, terms=put.terms, reply_rule=put.reply_rule, holds_until=put.holds_until,
            topic=naming.topic(put.topic, joined(where, "topic")) if put.topic else letter.topic,
            provision=naming.framework(put.provision, joined(where, "provision")) if put.provision else letter.framework,
            level=naming.level(put.level, joined(where, "level")) if put.level else letter.level,
            desk=naming.desk(put.desk, joined(where, "desk")) if put.desk else letter.desk, replaces=replaces,
        )  # fmt: skip
        if len(self.pen.problems) != told or not self.pen.keep(row, where):
            return None
        if put.key:
            self.named[Proposal, put.key] = row
        for noun, parties, name in ((Proposer, by, "proposers"), (Addressee, to, "addressees")):
            for place, party in enumerate(parties):
                self.pen.keep(noun(proposal=row, party=party), f"{joined(where, name)}[{place}]")
        return row

    def _parties(self, named: Sequence[NamedParty], role: str, where: str) -> list[Party]:
        """Return who is named, else those in whose name somebody has a role in the letter."""
        found = [self.naming.party(one, f"{where}[{place}]") for place, one in enumerate(named)]
        parties = [party for party in found if party is not None] if named else self._principals(role)
        if not parties:
            self.pen.refuse(where, _("Say who: the letter has nobody in this role."))
        return parties

    def _principals(self, role: str) -> list[Party]:
        parts = self.naming.seen(Participation).filter(letter=self.letter, role=role).for_listing()
        return list({part.party.principal_id: part.party.principal for part in parts}.values())

    def _addressee(self, proposal: Proposal, named: NamedParty, where: str) -> Addressee | None:
        """Return the row of an addressee; where nobody is named, the only one."""
        rows = list(self.naming.seen(Addressee).filter(proposal=proposal).select_related("party"))
        if _is_nobody(named):
            found = rows[0] if len(rows) == 1 else None
        elif (party := self.naming.party(named, where)) is None:
            return None
        else:
            found = next((row for row in rows if party.pk in {row.party_id, row.party.principal_id}), None)
        if found is None:
            self.pen.refuse(where, _("The proposal was not put to this party."), named.slug or named.name)
        return found

    def _shown(self, quoted: Quoted, where: str) -> dict[str, Any]:
        """Return the columns of the evidence: the text that holds the words, the letter's own or one linked to it."""
        if not (quoted.quote or quoted.in_letter):
            return {}
        for text in self._texts(quoted, joined(where, "evidence.letter")):
            if not quoted.quote or text.find(quoted.quote, quoted.prefix, quoted.suffix):
                return {"evidence": text, "quote": quoted.quote, "prefix": quoted.prefix, "suffix": quoted.suffix}
        said = _("These words are not in the text. Copy them exactly, without “…”.")
        self.pen.refuse(joined(where, "evidence.quote"), said, quoted.quote)
        return {}

    def _texts(self, quoted: Quoted, where: str) -> list[Text]:
        texts = self.naming.seen(Text).select_related("audience__level")
        texts = texts.filter(**{name: one for name in ("language", "role") if (one := getattr(quoted, name))})
        if quoted.in_letter:
            letter = self.naming.letter(quoted.in_letter, where)
            return list(texts.filter(letter=letter)) if letter else []
        links = self.naming.seen(Link)
        around = {*links.filter(earlier=self.letter).values_list("later", flat=True)}
        around |= {*links.filter(later=self.letter).values_list("earlier", flat=True)}
        return [*texts.filter(letter=self.letter), *texts.filter(letter__in=around)]


def _is_nobody(named: NamedParty) -> bool:
    return not (named.slug or named.keys or named.name.strip())
