"""The acts of imported letters: what was put, answered and held, with the words that show it.

An act may rest on what stands further on in the file: the words of a later report, an offer that is opened by an answer. Such
acts wait until every letter is stored; one that still names something nobody knows is told as a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from correspondence.dates import columns
from correspondence.formats.record import Answered, Held, Problem, Put
from correspondence.models import Addressee, Audience, Position, Proposal, Proposer, Response, Tabling, rows
from correspondence.models.results import refresh_many

from .checking import day_of
from .matching import Vocabulary
from .remembering import Made, Memory
from .showing import Evidence, Missing, audiences_of
from .storing import Stored, short_date

MOST_ROUNDS = 50  # chains of acts that rest on each other are short; a circle ends here
IN_ORDER = (Proposal, Proposer, Addressee, Tabling, Response, Position)


@dataclass
class Acts:
    """The acts of one import: put together as soon as what they rest on is on record, and written batch by batch."""

    words: Vocabulary
    waiting: list[tuple[Stored, Any]] = field(default_factory=list)
    touched: set[UUID] = field(default_factory=set)
    unwritten: list[tuple[Stored, Any, Made]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.evidence, self.memory = Evidence(self.words), Memory(self.words)
        self.by = self.words.by.pk if self.words.by else None

    def add(self, batch: Iterable[Stored]) -> Iterator[tuple[Stored, Problem]]:
        acts = [(one, act) for one in batch for act in (*one.record.puts, *one.record.answers, *one.record.positions)]
        named = {act.key for _one, act in acts if isinstance(act, Put)}
        named |= {key for _one, act in acts if isinstance(act, Answered) for key in (act.proposal, act.opens) if key}
        self.memory.expect_offers(named)
        for one, act in acts:
            yield from self._try(one, act)
        yield from self._write()
        self.memory.clear()

    def settle(self) -> Iterator[tuple[Stored, Problem]]:
        """Write what waited, as long as that brings anything; then fold every offer that was touched."""
        for _round in range(MOST_ROUNDS):
            before, self.waiting = self.waiting, []
            for one, act in before:
                yield from self._try(one, act)
            if len(self.waiting) == len(before):
                break
        for one, act in self.waiting:
            yield from self._try(one, act, last=True)
        self.waiting.clear()
        yield from self._write()
        refresh_many(self.touched)
        self.touched.clear()

    def _try(self, one: Stored, act: Any, *, last: bool = False) -> Iterator[tuple[Stored, Problem]]:
        write: Callable[[Stored, Any], list[Made]] = WRITERS[type(act)].__get__(self)
        self.memory.begin()
        try:
            self.unwritten += [(one, act, made) for made in write(one, act)]
        except Missing as missing:
            if last:
                message = _("Nothing on record, and nothing in this file, has this key.")
                yield one, Problem(message, missing.field, missing.value)
            else:
                self.waiting.append((one, act))
            self.memory.forget()
        except ValidationError as error:
            self.memory.forget()
            yield one, refused(act, error)

    def _write(self) -> Iterator[tuple[Stored, Problem]]:
        """Write the rows that were put together; where the database refuses some, one by one to find them."""
        acts, self.unwritten = self.unwritten, []
        acts.sort(key=lambda act: IN_ORDER.index(act[2].model))
        try:
            with transaction.atomic():
                for model, some in groupby(acts, key=lambda act: act[2].model):
                    rows.write(model, [made.row for _one, _act, made in some])
        except IntegrityError:
            for one, act, made in acts:
                try:
                    with transaction.atomic():
                        rows.write(made.model, [made.row])
                except IntegrityError as error:
                    yield one, refused(act, error)
        for _one, _act, made in acts:
            made.row = {}  # it is written: of what is remembered, only the key is asked for

    def _put(self, one: Stored, put: Put) -> list[Made]:
        shown = self.evidence.of(one, put.shown)
        proposal = self.memory.find(Proposal, put.key)
        made = [] if proposal else self._proposal(one, put)
        proposal = proposal or made[0]
        if put.act:
            audience = self.words.joined(proposal.audience, one.audience, *audiences_of(shown))
            keys = {"proposal": proposal, "letter": one}
            made.append(self._made(Tabling, audience, keys, shown, kind=put.act, terms=put.act_terms))
        made += [self._confirmed(one, proposal, answer) for answer in put.confirmed]
        self.touched.add(proposal.pk)
        return made

    def _confirmed(self, one: Stored, proposal: Made, answer: Answered) -> Made:
        """Keep a silence or a lapse that somebody confirmed: no letter says it."""
        to = self._addressee(proposal, answer, one.audience)
        return self._made(
            Response, to.audience, {"addressee": to}, key=answer.key, answer=answer.answer, basis=answer.basis,
            confirmed_on=day_of(answer.confirmed_on), grounds=answer.grounds, principal=answer.principal,
        )  # fmt: skip

    def _proposal(self, one: Stored, put: Put) -> list[Made]:
        """Return the rows of a new proposal: itself, those who put it, those it is put to."""
        words = self.words
        replaces = self._of(Proposal, put.replaces, "replaces") if put.replaces else None
        level, desk = words.levels.get(put.level, one.level), words.desks.get(put.desk, one.desk)
        audience = words.audience(level, desk)
        keys = {"topic": words.topic(put.topic, audience), "provision": words.framework(put.provision, audience),
                "replaces": replaces, "level": level, "desk": desk}  # fmt: skip
        proposal = self._made(
            Proposal, audience, keys, key=put.key, title=put.title[:300], kind=put.kind, terms=put.terms,
            reply_rule=put.reply_rule, **columns("holds_until", short_date(put.holds_until)),
        )  # fmt: skip
        made = [proposal]
        for model, named in ((Proposer, put.proposers), (Addressee, put.addressees)):
            for party in {(party := words.party(one_named, audience)).pk: party for one_named in named}.values():
                whose = words.joined(audience, party.audience)
                made.append(self._made(model, whose, {"proposal": proposal, "party": party}))
                if model is Addressee:
                    made[-1].offer, made[-1].stands_for = proposal.pk, (party.pk, party.principal_id)
        return [self.memory.add(row) for row in made]

    def _answered(self, one: Stored, answer: Answered) -> list[Made]:
        words = self.words
        proposal = self._of(Proposal, answer.proposal, "proposal")
        opens = self._of(Proposal, answer.opens, "opens") if answer.opens else None
        rival_of = self._of(Response, answer.reading_of, "reading_of") if answer.reading_of else None
        shown = self.evidence.of(one, answer.shown)
        to = self._addressee(proposal, answer, one.audience)
        whose = answer.characterised_by
        keys = {"addressee": to, "letter": one, "opens": opens, "reading_of": rival_of,
                "framework": words.framework(answer.framework, one.audience),
                "by": words.party(answer.by, one.audience) if answer.by else None,
                "characterised_by": words.party(whose, one.audience) if whose else None}  # fmt: skip
        made = self._made(
            Response, words.joined(to.audience, one.audience, *audiences_of(shown)), keys, shown, key=answer.key,
            answer=answer.answer, principal=answer.principal, grounds=answer.grounds, conditions=answer.conditions,
            **columns("until", short_date(answer.until)),
        )  # fmt: skip
        self.touched.add(proposal.pk)
        return [self.memory.add(made)]

    def _addressee(self, proposal: Made, answer: Answered, audience: Audience) -> Made:
        party = self.words.party(answer.addressee, audience)
        found = next((one for one in self.memory.addressees(proposal.pk) if party.pk in one.stands_for), None)
        if found is None:
            raise Missing("addressee", str(party))
        return found

    def _held(self, one: Stored, held: Held) -> list[Made]:
        previous = self._of(Position, held.previous, "previous") if held.previous else None
        shown = self.evidence.of(one, held.shown)
        keys = {"party": self.words.party(held.party, one.audience), "previous": previous, "letter": one,
                "topic": self.words.topic(held.topic, one.audience)}  # fmt: skip
        made = self._made(
            Position, self.words.joined(one.audience, *audiences_of(shown)), keys, shown, key=held.key,
            statement=held.statement, change=held.change, claims_unchanged=held.claims_unchanged,
        )  # fmt: skip
        return [self.memory.add(made)]

    def _of(self, model: Any, key: str, name: str) -> Made:
        """Return the row that a key of the file names. Raises Missing."""
        row = self.memory.find(model, key)
        if row is None:
            raise Missing(name, key)
        return row

    def _made(
        self, model: Any, audience: Audience, keys: dict[str, Any], shown: dict[str, Any] | None = None, *,
        key: str = "", **said: Any,
    ) -> Made:  # fmt: skip
        """Return a row, checked like the form does except what would ask the database once more."""
        if shown:
            said |= shown
            keys = keys | {"evidence": said.pop("evidence")}
        pk = self.memory.keys_of(model, key)[0] if key else uuid4()
        named = {f"{name}_id": row.pk if row else None for name, row in keys.items()}
        row = rows.new(model, id=pk, audience_id=audience.pk, recorded_by_id=self.by, **named, **said)
        rows.checked(model, row)
        within = {name: other for name in model.within if (other := keys.get(name)) and other.pk != pk}
        if hidden := [name for name, other in within.items() if not audience.covers(other.audience)]:
            message = _("Fewer people may see this than the record that names it. Choose another one.")
            raise ValidationError(dict.fromkeys(hidden, message))
        return Made(model, pk, audience, row)


WRITERS: dict[type[Any], Any] = {Put: Acts._put, Answered: Acts._answered, Held: Acts._held}


def refused(act: Any, error: Exception) -> Problem:
    return Problem(said(error), act_name(act), getattr(act, "title", "") or getattr(act, "answer", ""))


def act_name(act: Any) -> str:
    return {Put: "proposal", Answered: "response", Held: "position"}[type(act)]


def said(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(str(message) for message in error.messages)
    return _("It does not go together with what is on record.")
