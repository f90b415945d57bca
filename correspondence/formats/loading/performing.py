"""The acts of imported letters: what was put, answered and held, with the words that show it.

An act may rest on what stands further on in the file: the words of a later report, an offer that is opened by an answer. Such
acts wait until every letter is stored; one that still names something nobody knows is told as a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from correspondence.formats.record import Answered, Held, Problem, Put
from correspondence.models import Addressee, Audience, Position, Proposal, Proposer, Response, Tabling
from correspondence.models.results import refresh_many

from .checking import day_of
from .linking import is_id
from .matching import Vocabulary
from .showing import Evidence, Missing, audiences_of
from .storing import Stored, short_date

MOST_ROUNDS = 50  # chains of acts that rest on each other are short; a circle ends here
MOST_KNOWN = 20_000  # rows that are remembered from one batch to the next
IN_ORDER = (Proposal, Proposer, Addressee, Tabling, Response, Position)


@dataclass
class Acts:
    """The acts of one import: put together as soon as what they rest on is on record, and written batch by batch."""

    words: Vocabulary
    waiting: list[tuple[Stored, Any]] = field(default_factory=list)
    touched: set[UUID] = field(default_factory=set)
    known: dict[UUID, Any] = field(default_factory=dict)
    asked: set[UUID] = field(default_factory=set)
    reached: dict[UUID, list[Addressee]] = field(default_factory=dict)
    keys: dict[tuple[Any, str], list[UUID]] = field(default_factory=dict)
    unwritten: list[tuple[Stored, Any, Any]] = field(default_factory=list)
    fresh: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.evidence = Evidence(self.words)

    def add(self, batch: Iterable[Stored]) -> Iterator[tuple[Stored, Problem]]:
        acts = [(one, act) for one in batch for act in (*one.record.puts, *one.record.answers, *one.record.positions)]
        self._look_up(acts)
        for one, act in acts:
            yield from self._try(one, act)
        yield from self._write()
        if len(self.known) > MOST_KNOWN:
            for remembered in (self.known, self.asked, self.reached, self.keys):
                remembered.clear()

    def _look_up(self, acts: list[tuple[Stored, Any]]) -> None:
        """Fetch together the offers that some acts name, with those they were put to."""
        named = {act.key for _one, act in acts if isinstance(act, Put)}
        named |= {key for _one, act in acts if isinstance(act, Answered) for key in (act.proposal, act.opens) if key}
        wanted = {pk for key in named for pk in self._keys(Proposal, key)} - self.asked
        found = self.words.seen(Proposal).filter(pk__in=wanted).select_related("audience__level")
        self.known |= {row.pk: row for row in found}
        self.asked |= wanted
        rows = Addressee.objects.filter(proposal__in=[pk for pk in wanted if pk in self.known])
        for row in rows.select_related("audience__level", "party"):
            self.reached.setdefault(row.proposal_id, []).append(row)

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
        write: Callable[[Stored, Any], list[Any]] = WRITERS[type(act)].__get__(self)
        self.fresh.clear()
        try:
            self.unwritten += [(one, act, row) for row in write(one, act)]
        except Missing as missing:
            if last:
                yield (
                    one,
                    Problem(
                        _("Nothing on record, and nothing in this file, has this key."), missing.field, missing.value
                    ),
                )
            else:
                self.waiting.append((one, act))
            self._forget()
        except ValidationError as error:
            self._forget()
            yield one, refused(act, error)

    def _write(self) -> Iterator[tuple[Stored, Problem]]:
        """Write the rows that were put together; where the database refuses some, one by one to find them."""
        rows, self.unwritten = self.unwritten, []
        rows.sort(key=lambda row: IN_ORDER.index(type(row[2])))
        try:
            with transaction.atomic():
                for model, some in groupby(rows, key=lambda row: type(row[2])):
                    model.objects.bulk_create([row for _one, _act, row in some], batch_size=500)
        except IntegrityError:
            for one, act, row in rows:
                try:
                    with transaction.atomic():
                        type(row).objects.bulk_create([row])
                except IntegrityError as error:
                    yield one, refused(act, error)

    def _put(self, one: Stored, put: Put) -> list[Any]:
        shown = self.evidence.of(one, put.shown)
        proposal = self._row(Proposal, put.key)
        rows = [] if proposal else self._proposal(one, put)
        proposal = proposal or rows[0]
        if put.act:
            row = Tabling(proposal=proposal, letter=one.letter, kind=put.act, terms=put.act_terms, **shown)
            rows.append(self._checked(row, self.words.joined(proposal.audience, one.audience, *audiences_of(shown))))
        rows += [self._confirmed(one, proposal, answer) for answer in put.confirmed]
        self.touched.add(proposal.pk)
        return rows

    def _remember(self, row: Any) -> None:
        """Let what follows find a row before it is written."""
        self.fresh.append(row)
        self.known[row.pk] = row
        if isinstance(row, Addressee) and row not in self.reached.setdefault(row.proposal_id, []):
            self.reached[row.proposal_id].append(row)

    def _forget(self) -> None:
        """Take back the rows of an act that is not written after all."""
        for row in self.fresh:
            self.known.pop(row.pk, None)
            if isinstance(row, Addressee):
                self.reached.pop(row.proposal_id, None)

    def _confirmed(self, one: Stored, proposal: Proposal, answer: Answered) -> Response:
        """Keep a silence or a lapse that somebody confirmed: no letter says it."""
        to = self._addressee(proposal, answer, one.audience)
        row = Response(addressee=to, answer=answer.answer, basis=answer.basis, confirmed_on=day_of(answer.confirmed_on),
                       grounds=answer.grounds, principal=answer.principal)  # fmt: skip
        if answer.key:
            row.pk = self._keys(Response, answer.key)[0]
        return self._checked(row, to.audience)

    def _proposal(self, one: Stored, put: Put) -> list[Any]:
        """Return the rows of a new proposal: itself, those who put it, those it is put to."""
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
        rows = [self._checked(row, audience)]
        for model, named in ((Proposer, put.proposers), (Addressee, put.addressees)):
            parties = dict.fromkeys(words.party(one_named, audience) for one_named in named)
            rows += [self._checked(model(proposal=row, party=p), words.joined(audience, p.audience)) for p in parties]
        for made in rows:
            self._remember(made)
        return rows

    def _answered(self, one: Stored, answer: Answered) -> list[Any]:
        proposal = self._of(Proposal, answer.proposal, "proposal")
        opens = self._of(Proposal, answer.opens, "opens") if answer.opens else None
        rival_of = self._of(Response, answer.reading_of, "reading_of") if answer.reading_of else None
        shown = self.evidence.of(one, answer.shown)
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
        self._checked(row, self.words.joined(to.audience, one.audience, *audiences_of(shown)))
        self._remember(row)
        self.touched.add(proposal.pk)
        return [row]

    def _addressee(self, proposal: Proposal, answer: Answered, audience: Audience) -> Addressee:
        party = self.words.party(answer.addressee, audience)
        if proposal.pk not in self.reached:
            rows = Addressee.objects.filter(proposal=proposal).select_related("audience__level", "party")
            self.reached[proposal.pk] = list(rows)
        found = next(
            (row for row in self.reached[proposal.pk] if party.pk in {row.party_id, row.party.principal_id}), None
        )
        if found is None:
            raise Missing("addressee", str(party))
        return found

    def _held(self, one: Stored, held: Held) -> list[Any]:
        previous = self._of(Position, held.previous, "previous") if held.previous else None
        shown = self.evidence.of(one, held.shown)
        topic = self.words.topic(held.topic, one.audience)
        row = Position(
            party=self.words.party(held.party, one.audience), topic=topic, statement=held.statement, letter=one.letter,
            change=held.change, previous=previous, claims_unchanged=held.claims_unchanged, **shown,
        )  # fmt: skip
        if held.key:
            row.pk = self._keys(Position, held.key)[0]
        self._checked(row, self.words.joined(one.audience, *audiences_of(shown)))
        self._remember(row)
        return [row]

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
        if self.asked.issuperset(keys):
            return None
        return self.words.seen(model).filter(pk__in=keys).select_related("audience__level").first()

    def _keys(self, model: Any, key: str) -> list[UUID]:
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

    def _checked(self, row: Any, audience: Audience) -> Any:
        """Check a row like the form does, except what would ask the database once more."""
        row.audience, row.recorded_by = audience, self.words.by
        row.clean_fields(exclude=[one.name for one in row._meta.fields if one.is_relation])
        if hidden := row._keys_to_hidden(audience):
            raise ValidationError(
                dict.fromkeys(hidden, _("Fewer people may see this than the record that names it. Choose another one."))
            )
        return row


WRITERS: dict[type[Any], Any] = {Put: Acts._put, Answered: Acts._answered, Held: Acts._held}


def act_key(key: str) -> UUID:
    """Return the primary key of an act: our own id, or one that always follows from the source's key."""
    return UUID(key) if is_id(key) else uuid5(NAMESPACE_URL, key)


def refused(act: Any, error: Exception) -> Problem:
    return Problem(said(error), act_name(act), getattr(act, "title", "") or getattr(act, "answer", ""))


def act_name(act: Any) -> str:
    return {Put: "proposal", Answered: "response", Held: "position"}[type(act)]


def said(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(str(message) for message in error.messages)
    return _("It does not go together with what is on record.")
