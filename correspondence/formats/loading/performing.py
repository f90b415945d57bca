"""The acts of imported letters: what was put, answered and held, with the words that show it.

An act may rest on what stands further on in the file: the words of a later report, an offer that is opened by an answer. Such
acts wait until every letter is stored; one that still names something nobody knows is told as a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from correspondence.formats.record import Answered, Held, Problem, Put, Quoted
from correspondence.models import Addressee, Audience, Position, Proposal, Proposer, Response, Tabling, Text
from correspondence.models.results import refresh_many

from .checking import day_of
from .linking import is_id, letters_named
from .matching import Vocabulary
from .storing import Stored, short_date

MOST_ROUNDS = 50  # chains of acts that rest on each other are short; a circle ends here


class Missing(Exception):  # noqa: N818  it is what is missing
    """Something that an act names is not on record, or not yet."""

    def __init__(self, field: str, value: str) -> None:
        super().__init__(field)
        self.field, self.value = field, value


@dataclass
class Acts:
    """The acts of one import: written as soon as what they rest on is on record."""

    words: Vocabulary
    waiting: list[tuple[Stored, Any]] = field(default_factory=list)
    touched: set[UUID] = field(default_factory=set)
    known: dict[UUID, Any] = field(default_factory=dict)
    keys: dict[tuple[Any, str], list[UUID]] = field(default_factory=dict)

    def add(self, batch: Iterable[Stored]) -> Iterator[tuple[Stored, Problem]]:
        for one in batch:
            for act in (*one.record.puts, *one.record.answers, *one.record.positions):
                yield from self._try(one, act)

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
        refresh_many(self.touched)
        self.touched.clear()

    def _try(self, one: Stored, act: Any, *, last: bool = False) -> Iterator[tuple[Stored, Problem]]:
        write: Callable[[Stored, Any], None] = WRITERS[type(act)].__get__(self)
        try:
            write(one, act)
        except Missing as missing:
            if last:
                yield (
                    one,
                    Problem("Nothing on record, and nothing in this file, has this key.", missing.field, missing.value),
                )
            else:
                self.waiting.append((one, act))
        except (ValidationError, IntegrityError) as error:
            yield one, Problem(said(error), act_name(act), getattr(act, "title", "") or getattr(act, "answer", ""))

    def _put(self, one: Stored, put: Put) -> None:
        shown = self._shown(one, put.shown)
        proposal = self._proposal(one, put)
        if put.act:
            row = Tabling(proposal=proposal, letter=one.letter, kind=put.act, terms=put.act_terms, **shown)
            self._keep(row, self.words.joined(proposal.audience, one.audience, *self._audience_of(shown)))
        for answer in put.confirmed:
            self._confirmed(one, proposal, answer)
        self.touched.add(proposal.pk)

    def _confirmed(self, one: Stored, proposal: Proposal, answer: Answered) -> None:
        """Keep a silence or a lapse that somebody confirmed: no letter says it."""
        to = self._addressee(proposal, answer, one.audience)
        row = Response(addressee=to, answer=answer.answer, basis=answer.basis, confirmed_on=day_of(answer.confirmed_on),
                       grounds=answer.grounds, principal=answer.principal)  # fmt: skip
        if answer.key:
            row.pk = self._keys(Response, answer.key)[0]
        self._keep(row, to.audience)

    def _proposal(self, one: Stored, put: Put) -> Proposal:
        if held := self._row(Proposal, put.key):
            return held
        words = self.words
        replaces = self._of(Proposal, put.replaces, "replaces") if put.replaces else None
        level, desk = words.levels.get(put.level, one.letter.level), words.desks.get(put.desk, one.letter.desk)
        audience = words.audience(level, desk)
        row = Proposal(
            id=self._keys(Proposal, put.key)[0], title=put.title[:300], kind=put.kind, terms=put.terms,
            reply_rule=put.reply_rule, topic=words.topic(put.topic, audience),
            provision=words.framework(put.provision, audience),
            holds_until=short_date(put.holds_until), replaces=replaces, level=level, desk=desk,
        )  # fmt: skip
        self._keep(row, audience)
        for model, named in ((Proposer, put.proposers), (Addressee, put.addressees)):
            for party in {words.party(one_named, audience) for one_named in named}:
                self._keep(model(proposal=row, party=party), words.joined(audience, party.audience))
        return row

    def _answered(self, one: Stored, answer: Answered) -> None:
        proposal = self._of(Proposal, answer.proposal, "proposal")
        opens = self._of(Proposal, answer.opens, "opens") if answer.opens else None
        rival_of = self._of(Response, answer.reading_of, "reading_of") if answer.reading_of else None
        shown = self._shown(one, answer.shown)
        to = self._addressee(proposal, answer, one.audience)
        row = Response(
            addressee=to, letter=one.letter, answer=answer.answer, principal=answer.principal, grounds=answer.grounds,
            conditions=answer.conditions, until=short_date(answer.until), opens=opens, reading_of=rival_of,
            framework=self.words.framework(answer.framework, one.audience),
            by=self.words.party(answer.by, one.audience) if answer.by else None,
            characterised_by=(
                self.words.party(answer.characterised_by, one.audience) if answer.characterised_by else None
            ),
            **shown,
        )  # fmt: skip
        if answer.key:
            row.pk = self._keys(Response, answer.key)[0]
        self._keep(row, self.words.joined(to.audience, one.audience, *self._audience_of(shown)))
        self.touched.add(proposal.pk)

    def _addressee(self, proposal: Proposal, answer: Answered, audience: Audience) -> Addressee:
        party = self.words.party(answer.addressee, audience)
        rows = Addressee.objects.filter(proposal=proposal).select_related("audience__level", "party")
        found = next((row for row in rows if party.pk in {row.party_id, row.party.principal_id}), None)
        if found is None:
            raise Missing("addressee", str(party))
        return found

    def _held(self, one: Stored, held: Held) -> None:
        previous = self._of(Position, held.previous, "previous") if held.previous else None
        shown = self._shown(one, held.shown)
        topic = self.words.topic(held.topic, one.audience)
        row = Position(
            party=self.words.party(held.party, one.audience), topic=topic, statement=held.statement, letter=one.letter,
            change=held.change, previous=previous, claims_unchanged=held.claims_unchanged, **shown,
        )  # fmt: skip
        if held.key:
            row.pk = self._keys(Position, held.key)[0]
        self._keep(row, self.words.joined(one.audience, *self._audience_of(shown)))

    def _of(self, model: Any, key: str, name: str) -> Any:
        """Return the row that a key of the file names. Raises Missing."""
        row = self._row(model, key)
        if row is None:
            raise Missing(name, key)
        return row

    def _row(self, model: Any, key: str) -> Any:
        keys = self._keys(model, key)
        if held := next((self.known[pk] for pk in keys if pk in self.known), None):
            return held
        return self._seen(model).filter(pk__in=keys).select_related("audience__level").first()

    def _keys(self, model: Any, key: str) -> list[UUID]:
        """Return which rows a key of the file may mean; the first is the one that is made where there is none.

        A reader's own keys never meet those of rows that he may not know of.
        """
        place = (model, key)
        if place not in self.keys:
            self.keys[place] = [act_key(key)]
            if (reader := self.words.reader) is not None:
                own = uuid5(NAMESPACE_URL, f"{reader.pk} {key}")
                taken = model.objects.filter(pk=own).exists() and not self._seen(model).filter(pk=own).exists()
                self.keys[place].insert(0, uuid4() if taken else own)
        return self.keys[place]

    def _seen(self, model: Any) -> Any:
        reader = self.words.reader
        return model.objects.all() if reader is None else model.objects.visible_to(reader)

    def _shown(self, one: Stored, quoted: Quoted) -> dict[str, Any]:
        if not (quoted.quote or quoted.in_letter or quoted.role):
            return {}
        texts = one.texts if not quoted.in_letter else self._texts_of(quoted.in_letter)
        fitting = [
            text
            for text in texts
            if (not quoted.language or text.language == quoted.language)
            and (not quoted.role or text.role == quoted.role)
        ]
        if not fitting:
            raise Missing("text", quoted.in_letter or quoted.language)
        found = next(
            (t for t in fitting if not quoted.quote or t.find(quoted.quote, quoted.prefix, quoted.suffix)), None
        )
        if found is None:
            raise ValidationError({"quote": "These words are not in the text."})
        return {"evidence": found, "quote": quoted.quote, "prefix": quoted.prefix[:200], "suffix": quoted.suffix[:200]}

    def _texts_of(self, key: str) -> list[Text]:
        letters = letters_named([key], self.words.reader).get(key, [])
        return list(self._seen(Text).filter(letter__in=letters).select_related("audience__level"))

    def _audience_of(self, shown: dict[str, Any]) -> list[Audience]:
        return [shown["evidence"].audience] if shown else []

    def _keep(self, row: Any, audience: Audience) -> None:
        """Check a row like the form does, except what would ask the database once more, and write it."""
        row.audience, row.recorded_by = audience, self.words.by
        row.clean_fields(exclude=[one.name for one in row._meta.fields if one.is_relation])
        if hidden := row._keys_to_hidden(audience):
            raise ValidationError(dict.fromkeys(hidden, "Fewer people may see this than the record that names it."))
        with transaction.atomic():
            type(row).objects.bulk_create([row])
        self.known[row.pk] = row


WRITERS: dict[type[Any], Any] = {Put: Acts._put, Answered: Acts._answered, Held: Acts._held}


def act_key(key: str) -> UUID:
    """Return the primary key of an act: our own id, or one that always follows from the source's key."""
    return UUID(key) if is_id(key) else uuid5(NAMESPACE_URL, key)


def act_name(act: Any) -> str:
    return {Put: "proposal", Answered: "response", Held: "position"}[type(act)]


def said(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(str(message) for message in error.messages)
    return "It does not go together with what is on record."
