"""From the tables to the fold: the acts that reach each addressee, as one audience or one reader knows them.

Pages call ``folds`` to fold again what they show, in a constant number of queries; ``results`` stores what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.apps import apps

from correspondence.dates import UncertainDate, column_names

from . import order
from .access import Reader
from .fold import AGREED, Fold, Move, fold

if TYPE_CHECKING:
    from .proposals import Proposal

ON_FILE = ("logged", "registered")  # the letters whose acts count

Narrow = Callable[[Any], Any]  # keeps, of a queryset, what an audience or a reader may know


@dataclass
class Acts:
    """What one audience knows of some proposals: rows by addressee, and the letters that hang together."""

    tablings: dict[Any, list[Any]] = field(default_factory=dict)
    responses: dict[Any, list[Any]] = field(default_factory=dict)
    addressees: list[Any] = field(default_factory=list)
    addressed: dict[Any, set[Any]] = field(default_factory=dict)
    received: dict[Any, UncertainDate] = field(default_factory=dict)
    answers: set[tuple[Any, Any]] = field(default_factory=set)
    duplicates: set[tuple[Any, Any]] = field(default_factory=set)
    outcomes: dict[Any, tuple[str, str]] = field(default_factory=dict)
    replaced: dict[Any, str] = field(default_factory=dict)
    withdrawn: set[Any] = field(default_factory=set)

    def fold_for(self, addressee: Any) -> Fold:
        return fold(self.moves(addressee), self.answers)

    def moves(self, addressee: Any) -> list[Move]:
        """Return every act that reaches this addressee, duplicates counted once (rule 8)."""
        tablings = [t for t in self.tablings.get(addressee.proposal_id, ()) if self._reaches(t, addressee)]
        responses = self.responses.get(addressee.pk, [])
        found = [self._tabled(t, addressee) for t in tablings] + [self._answered(r) for r in responses]
        said = {(move.letter, move.kind) for move in found}
        return [m for m in found if not self._said_before(m, said)] + self._following(addressee, responses)

    def _said_before(self, move: Move, said: Collection[tuple[Any, str]]) -> bool:
        """Whether a letter of which this is a copy says the same; of two copies of each other, one counts."""
        return any(
            (one, move.kind) in said and (move.letter not in self._copied(one) or str(one) < str(move.letter))
            for one in self._copied(move.letter)
        )

    def _copied(self, letter: Any) -> set[Any]:
        """Return the letters that one duplicates, directly or through other copies."""
        found: set[Any] = set()
        edge = {letter}
        while edge:
            edge = {earlier for later, earlier in self.duplicates if later in edge} - found
            found |= edge
        return found

    def _reaches(self, tabling: Any, addressee: Any) -> bool:
        """A tabling reaches those whom its letter addresses; all, if it names none of them."""
        named = self.addressed.get(tabling.letter_id, set())
        return not named & self._put_to[addressee.proposal_id] or bool(named & _keys(addressee))

    @cached_property
    def _put_to(self) -> dict[Any, set[Any]]:
        """Whom each proposal was put to."""
        everyone: dict[Any, set[Any]] = {}
        for addressee in self.addressees:
            everyone.setdefault(addressee.proposal_id, set()).update(_keys(addressee))
        return everyone

    def _tabled(self, tabling: Any, addressee: Any) -> Move:
        letter, at = tabling.letter, tabling.letter.sort_key
        if tabling.kind == "withdrawn":
            received = next((self.received[letter.pk, key] for key in _keys(addressee) if (letter.pk, key) in self.received),
                            letter.received)  # fmt: skip
            at = max(at, order.key(received.earliest)) if received.earliest else at
        flag = letter.pk in self.withdrawn
        return Move(tabling.pk, tabling.kind, at, letter=letter.pk, claim=letter.is_bundle, document_withdrawn=flag)

    def _answered(self, response: Any) -> Move:
        letter = response.letter
        return Move(
            response.pk,
            response.answer,
            _answer_key(response),
            letter=letter.pk if letter else None,
            claim=bool(letter and letter.is_bundle),
            principal=response.principal,
            rival_of=response.reading_of_id,
            document_withdrawn=bool(letter and letter.pk in self.withdrawn),
        )

    def _following(self, addressee: Any, responses: list[Any]) -> list[Move]:
        """What came of the offers that an answer opened, and of one that replaces this (rule 5)."""
        found = []
        for response in responses:
            state, since = self.outcomes.get(response.opens_id, ("", ""))
            if response.principal and state in {"accepted", "fulfilled", "rejected"}:
                kind = "counter_accepted" if state in AGREED else "counter_refused"
                found.append(Move((response.pk, kind), kind, max(since, _answer_key(response)), after=response.pk))
        if at := self.replaced.get(addressee.proposal_id):
            found.append(Move((addressee.pk, "replaced"), "replaced", at))
        return found


def rows_of(noun: str) -> Any:
    """Return the rows of a noun that stands above this module."""
    # Proposals set off the fold, and the fold reads what is built on proposals: the registry breaks that circle.
    return apps.get_model("correspondence", noun)._default_manager


def _keys(addressee: Any) -> set[Any]:
    return {addressee.party_id, addressee.party.principal_id}


def _answer_key(response: Any) -> str:
    """An answer stands with its letter; a claim about an interval at its end; confirmed silence on its day."""
    letter = response.letter
    if letter is None:
        return order.key(response.confirmed_on)
    if letter.is_bundle and letter.date.latest:
        return max(letter.sort_key, order.key(letter.date.latest, open_start=letter.date.open_start))
    return letter.sort_key


def collect(proposals: Collection[Any], narrow: Narrow, effective: Narrow) -> Acts:
    """Load what may be known about some proposals, in a number of queries that does not depend on their number."""
    keys = [proposal.pk for proposal in proposals]
    acts = Acts(addressees=list(narrow(rows_of("Addressee").filter(proposal__in=keys)).select_related("party")))
    counted = {"letter__status__in": ON_FILE}
    for row in narrow(rows_of("Tabling").filter(proposal__in=keys, **counted)).select_related("letter"):
        acts.tablings.setdefault(row.proposal_id, []).append(row)
    found = narrow(rows_of("Response").filter(addressee__in=[a.pk for a in acts.addressees]))
    for row in found.select_related("letter"):
        if row.letter is None or row.letter.counts:
            acts.responses.setdefault(row.addressee_id, []).append(row)
    letters = {row.letter_id for rows in (*acts.tablings.values(), *acts.responses.values()) for row in rows} - {None}
    _collect_letters(acts, letters, narrow)
    opened = {row.opens_id for rows in acts.responses.values() for row in rows if row.opens_id}
    for standing in effective(rows_of("Standing").filter(addressee__proposal__in=opened)).select_related("addressee"):
        _note_outcome(acts.outcomes, standing)
    for row in narrow(rows_of("Tabling").filter(proposal__replaces__in=keys, kind="put", **counted)).select_related(
        "letter", "proposal"
    ):
        old = row.proposal.replaces_id
        acts.replaced[old] = min(acts.replaced.get(old, row.letter.sort_key), row.letter.sort_key)
    return acts


def _collect_letters(acts: Acts, letters: Collection[Any], narrow: Narrow) -> None:
    parts = narrow(rows_of("Participation").filter(letter__in=letters, role__in=("addressee", "copy")))
    names = ("letter", "party", "party__principal", *column_names("received"))
    for letter, party, principal, words, *meant in parts.values_list(*names):
        received = UncertainDate(words, *meant)
        for key in (party, principal):
            acts.addressed.setdefault(letter, set()).add(key)
            first = acts.received.get((letter, key), received).earliest
            if received.earliest and first and received.earliest <= first:
                acts.received[letter, key] = received  # by fax, then by bag: it is there with the first
    links = rows_of("Link").answering() | rows_of("Link").filter(relation="duplicates")
    for relation, later, earlier in narrow(links.filter(later__in=letters)).values_list("relation", "later", "earlier"):
        if earlier in letters:
            (acts.duplicates if relation == "duplicates" else acts.answers).add((later, earlier))
    withdrawing = rows_of("Link").filter(relation="withdraws", earlier__in=letters, later__status__in=ON_FILE)
    acts.withdrawn = set(narrow(withdrawing).values_list("earlier", flat=True))


def _note_outcome(outcomes: dict[Any, tuple[str, str]], standing: Any) -> None:
    """Of several addressees, one acceptance decides; a refusal decides only when nobody accepted or still has it open."""
    proposal = standing.addressee.proposal_id
    rank = {"accepted": 2, "fulfilled": 2, "rejected": 0}
    known = outcomes.get(proposal)
    if known is None or rank.get(standing.state, 1) > rank.get(known[0], 1):
        outcomes[proposal] = (standing.state, standing.since_key)


def folds(proposals: Collection[Proposal], reader: Reader) -> dict[Any, Fold]:
    """Fold some proposals as this reader knows them; by the key of each addressee row that he may see."""
    acts = collect_for(proposals, reader)
    return {addressee.pk: acts.fold_for(addressee) for addressee in acts.addressees}


def collect_for(proposals: Collection[Proposal], reader: Reader) -> Acts:
    """Load what this reader may know about some proposals."""
    return collect(proposals, lambda rows: rows.visible_to(reader), lambda rows: rows.effective_for(reader))
