"""What a letter carries: each act as a note, beside the passage that shows it where there is one.

Noted are the acts performed in the letter, and those of other letters that its texts show: a public statement is often
the only evidence of the reply that it reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet

from correspondence.models import DialogueChange, Letter, Party, Position, Proposal, Reader, Response, Tabling, Text
from correspondence.models.fold import MOVES
from correspondence.models.ledger import Acts, collect_for

from .passages import Marked

ASKING = frozenset({"request", "demand", "question", "call"})
WAITING = frozenset({"open", "acknowledged"})


@dataclass(frozen=True)
class Standpoint:
    """Where an offer stands for one of those it was put to, as the reader knows it."""

    party: Party
    state: str


@dataclass(frozen=True)
class Told:
    """One act, and how the page tells it.

    ``performed_in`` is the letter it was performed in, when that is another one.
    """

    act: Any
    noun: str
    kind: str
    offer: Proposal | None = None
    standpoints: tuple[Standpoint, ...] = ()
    again: bool = False
    rivals: tuple[Response, ...] = ()
    performed_in: Letter | None = None

    @property
    def now(self) -> tuple[Standpoint, ...]:
        """Where its offer stands, unless that is just what the act itself says."""
        says = MOVES.get(self.act.answer) if self.noun == "response" and self.act.principal else None
        return () if [one.state for one in self.standpoints] == [says] else self.standpoints


@dataclass(frozen=True)
class Note:
    """The acts that the same words show; without words, one act.

    ``place`` is where the words stand in the text on show; ``shown_by`` the letter whose text shows them, when that is
    another one, ``other_text`` the text, when it is another one of this letter.
    """

    told: tuple[Told, ...]
    place: Marked | None = None
    number: int = 0
    shown_by: Letter | None = None
    other_text: Text | None = None
    lost: bool = False

    @property
    def act(self) -> Any:
        """The act whose words stand for all of them."""
        return self.told[0].act

    @property
    def is_marked(self) -> bool:
        return self.place is not None


@dataclass(frozen=True)
class Noted:
    """The notes of a page, numbered: first those beside the text, in its order, then the others."""

    notes: tuple[Note, ...] = ()

    @property
    def marked(self) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.is_marked)

    @property
    def beside(self) -> tuple[Note, ...]:
        """What stands in no passage of the text on show."""
        return tuple(note for note in self.notes if not note.is_marked)

    @property
    def lost(self) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.lost)

    @property
    def waiting(self) -> int:
        """How many of the letter's own proposals somebody has yet to answer."""
        own = [told for note in self.notes for told in note.told if told.noun == "tabling" and not told.performed_in]
        waits = {told.offer for told in own if any(one.state in WAITING for one in told.standpoints)}
        return len(waits)


def notes_of(letter: Letter, on_show: Text | None, reader: Reader) -> Noted:
    """Return the notes of a letter as this reader may see them, in a constant number of queries."""
    tablings = list(_shown_here(Tabling.objects.visible_to(reader), letter).select_related("proposal", "letter"))
    responses = list(_shown_here(Response.objects.visible_to(reader), letter).select_related(
        "addressee__proposal", "addressee__party", "letter", "by__principal", "framework", "opens",
        "characterised_by__principal", "confirmed_by"))  # fmt: skip
    positions = list(_shown_here(Position.objects.visible_to(reader), letter).select_related(
        "party__principal", "topic", "letter", "previous__letter"))  # fmt: skip
    dialogues = list(_shown_here(DialogueChange.objects.visible_to(reader), letter).select_related(
        "low", "high", "declared_by__principal", "topic", "framework", "letter"))  # fmt: skip
    acts = [*tablings, *responses, *positions, *dialogues]
    _give_evidence(acts, on_show, reader)
    offers = {row.proposal for row in tablings} | {row.addressee.proposal for row in responses}
    known = collect_for(sorted(offers, key=lambda offer: str(offer.pk)), reader)
    standpoints = _standpoints(known)
    told = [_tabled(row, known, standpoints) for row in tablings]
    told += [_answered(row, rivals, standpoints) for row, rivals in _with_rivals(responses, on_show, reader)]
    told += [Told(row, "position", "position") for row in positions]
    told += [Told(row, "dialogue", "position") for row in dialogues]
    told = [replace(one, performed_in=one.act.letter if one.act.letter_id != letter.pk else None) for one in told]
    return _numbered(_noted(group, letter, on_show) for group in _by_words(told))


def _shown_here(acts: QuerySet[Any], letter: Letter) -> QuerySet[Any]:
    return acts.filter(Q(letter=letter) | Q(evidence__letter=letter)).order_by("recorded_at", "id")


def _give_evidence(acts: Iterable[Any], on_show: Text | None, reader: Reader) -> None:
    """Hand every act its text from one query; the text on show is one object for all, however long it is."""
    keys = {act.evidence_id for act in acts if act.evidence_id}
    rows = Text.objects.visible_to(reader).filter(pk__in=keys).select_related("letter", "level")
    texts = {text.pk: text for text in rows}
    if on_show is not None:
        texts[on_show.pk] = on_show
    for act in acts:
        act.evidence = texts.get(act.evidence_id)


def _standpoints(known: Acts) -> dict[Any, tuple[Standpoint, ...]]:
    found: dict[Any, list[Standpoint]] = {}
    for addressee in sorted(known.addressees, key=lambda row: str(row.party)):
        state = known.fold_for(addressee).state
        found.setdefault(addressee.proposal_id, []).append(Standpoint(addressee.party, state))
    return {key: tuple(rows) for key, rows in found.items()}


def _tabled(row: Tabling, known: Acts, standpoints: dict[Any, tuple[Standpoint, ...]]) -> Told:
    own = (row.letter.sort_key, str(row.letter_id))
    before = [other for other in known.tablings.get(row.proposal_id, ()) if other.kind == "put"]
    again = row.kind == "put" and any((one.letter.sort_key, str(one.letter_id)) < own for one in before)
    kind = "recall" if row.kind == "recalled" else "request" if row.proposal.kind in ASKING else "proposal"
    return Told(row, "tabling", kind, row.proposal, standpoints.get(row.proposal_id, ()), again=again)


def _answered(row: Response, rivals: tuple[Response, ...], standpoints: dict[Any, tuple[Standpoint, ...]]) -> Told:
    offer = row.addressee.proposal
    stands = [one for one in standpoints.get(offer.pk, ()) if one.party.pk == row.addressee.party_id]
    return Told(row, "response", "response", offer, tuple(stands), rivals=rivals)


def _with_rivals(
    responses: Sequence[Response], on_show: Text | None, reader: Reader
) -> list[tuple[Response, tuple[Response, ...]]]:
    """Return each answer with the rival readings of it. One without a passage here is shown only under its answer."""
    here = {row.pk for row in responses}
    rows = Response.objects.visible_to(reader).filter(reading_of__in=here).select_related("characterised_by__principal")
    rivals: dict[Any, list[Response]] = {}
    for row in rows.order_by("recorded_at", "id"):
        rivals.setdefault(row.reading_of_id, []).append(row)
    beside = [row for row in responses if row.reading_of_id not in here or _passage(row, on_show)]
    return [(row, tuple(rivals.get(row.pk, ()))) for row in beside]


def _passage(act: Any, on_show: Text | None) -> Any:
    return act.passage if on_show is not None and act.evidence_id == on_show.pk else None


def _by_words(told: Iterable[Told]) -> list[tuple[Told, ...]]:
    """Put together what the same words show; an act without words stands alone."""
    groups: dict[Any, list[Told]] = {}
    for one in told:
        act = one.act
        words = (act.evidence_id, act.quote, act.prefix, act.suffix) if act.evidence_id and act.quote else act.pk
        groups.setdefault(words, []).append(one)
    return [tuple(group) for group in groups.values()]


def _noted(told: tuple[Told, ...], letter: Letter, on_show: Text | None) -> Note:
    """Say what shows these acts, and where their words stand in the text on show."""
    act = told[0].act
    if act.evidence is None:
        return Note(told)
    here = on_show is not None and act.evidence_id == on_show.pk
    own = act.evidence.letter_id == letter.pk
    passage = act.passage
    return Note(
        told,
        place=Marked(passage.start, passage.end, 0, told[0].kind) if passage and here else None,
        shown_by=None if own else act.evidence.letter,
        other_text=act.evidence if own and not here else None,
        lost=bool(act.quote) and passage is None,
    )


def _numbered(notes: Iterable[Note]) -> Noted:
    def place(note: Note) -> tuple[int, int, int]:
        return (0, note.place.start, -note.place.end) if note.place else (1, 0, 0)

    return Noted(
        tuple(
            replace(note, number=number, place=note.place and replace(note.place, number=number))
            for number, note in enumerate(sorted(notes, key=place), start=1)
        )
    )
