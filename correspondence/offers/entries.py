"""The ledger of one offer: each time it was put, and each thing that came back, in the order of the fold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from correspondence.dates import UncertainDate
from correspondence.models import Letter, Proposal, Response, Tabling
from correspondence.models.fold import Move

from .record import Record
from .words import ANOMALIES, according_to, called, claimed, delay

PUTTING = (Tabling.Kind.PUT, Tabling.Kind.AMENDED)


@dataclass(frozen=True)
class Answer:
    """One way in which a letter answers. ``state_opened`` is where that stands which it opens, "" when not settled."""

    response: Response
    state_opened: str = ""
    rivals: tuple[Response, ...] = ()

    @property
    def contested(self) -> tuple[str, ...]:
        return tuple(called(rival) for rival in self.rivals)


@dataclass(frozen=True)
class Entry:
    """One line of the ledger: a tabling, or everything that one letter answers for one addressee.

    ``said_by`` attributes it: a claim about many, or one exchange as somebody characterises it. ``for_whom`` is the
    addressee, where there are several. ``delay`` is the time since what it answers was put.
    """

    date: UncertainDate
    letter: Letter | None
    said_by: str = ""
    is_claim: bool = False
    how: str = ""
    tabling: Tabling | None = None
    unanswered: bool = False
    answers: tuple[Answer, ...] = ()
    by: str = ""
    for_whom: str = ""
    delay: str = ""
    anomalies: tuple[str, ...] = ()

    @property
    def principal(self) -> Response | None:
        """The answer that moves the state, None for a tabling or when all only stand beside."""
        return next((one.response for one in self.answers if one.response.principal), None)

    @property
    def confirmed(self) -> Response | None:
        """The act by which a person confirmed silence or lapse, where no letter answers."""
        return next((one.response for one in self.answers if one.response.letter_id is None), None)


def entries_of(offer: Proposal, record: Record, anomalies: Mapping[Any, Sequence[str]]) -> tuple[Entry, ...]:
    """Return the lines of an offer's ledger; ``anomalies`` are the reasons why some acts do not fit, by their keys."""
    moves = record.moves(offer)
    several = len(record.addressees.get(offer.pk, ())) > 1
    found: list[Entry] = []
    last_put: Tabling | None = None
    done: set[Any] = set()
    for place, move in enumerate(moves):
        if move.key in record.tablings:
            row = record.tablings[move.key]
            again = last_put is not None
            last_put = row if row.kind in PUTTING else last_put
            unanswered = row.kind in PUTTING and not _comes_back(moves[place + 1 :], record)
            found.append(_tabled(row, record, anomalies, again=again, unanswered=unanswered))
        elif move.key not in done:
            group = _with_it(move, moves, record)
            done |= {response.pk for response in group}
            found += _answered(group, record, anomalies, last_put, several=several)
    return tuple(found)


def _comes_back(later: Sequence[Move], record: Record) -> bool:
    """Whether an answer follows, or the offer is taken back: then it waits no longer."""
    return any(move.key in record.responses or move.kind == Tabling.Kind.WITHDRAWN for move in later)


def _tabled(
    row: Tabling, record: Record, anomalies: Mapping[Any, Sequence[str]], *, again: bool, unanswered: bool
) -> Entry:
    return Entry(
        date=row.letter.date,
        letter=row.letter,
        said_by=claimed(row, record.claimed_by(row)) if row.letter.is_bundle else "",
        is_claim=row.letter.is_bundle,
        how=_how(row, again=again),
        tabling=row,
        unanswered=unanswered,
        anomalies=_reasons([row], anomalies),
    )


def _how(row: Tabling, *, again: bool) -> str:
    return {
        Tabling.Kind.PUT: _("Put again") if again else _("Put"),
        Tabling.Kind.AMENDED: _("Amended"),
        Tabling.Kind.WITHDRAWN: _("Withdrawn"),
        Tabling.Kind.RECALLED: _("Recalled, not put again"),
    }[Tabling.Kind(row.kind)]


def _with_it(move: Move, moves: Sequence[Move], record: Record) -> list[Response]:
    """Return the answers that one letter gives for one addressee, the one that moves the state first."""
    first = record.responses[move.key]
    rows = [record.responses[other.key] for other in moves if other.key in record.responses]
    same = [row for row in rows if row.pk == first.pk or (
        row.letter_id is not None and (row.letter_id, row.addressee_id) == (first.letter_id, first.addressee_id))]  # fmt: skip
    return sorted(same, key=lambda row: (not row.principal, row.recorded_at, str(row.pk)))


def _answered(
    group: Sequence[Response],
    record: Record,
    anomalies: Mapping[Any, Sequence[str]],
    last_put: Tabling | None,
    *,
    several: bool,
) -> list[Entry]:
    first, here = group[0], {row.pk for row in group}
    rivals: dict[Any, list[Response]] = {}
    for row in group:
        if row.reading_of_id in here:
            rivals.setdefault(row.reading_of_id, []).append(row)
    own = [row for row in group if row.reading_of_id not in here]
    put = max(record.answered_in(first), key=lambda row: row.letter.sort_key, default=last_put)
    date, party = first.date, first.addressee.party
    bundle = first.letter is not None and first.letter.is_bundle
    teller = claimed(first, record.claimed_by(first), throughout=_("consistently %(when)s")) if bundle else (
        according_to([first.characterised_by]) if first.characterised_by else "")  # fmt: skip
    return [Entry(
        date=date,
        letter=first.letter,
        said_by=teller,
        is_claim=bundle,
        answers=tuple(Answer(row, record.acts.outcomes.get(row.opens_id, ("", ""))[0], tuple(rivals.get(row.pk, ())))
                      for row in own),
        by=first.by.full_name if first.by and first.by_id != party.pk else "",
        for_whom=party.full_name if several else "",
        delay=delay(put.letter.date, date) if put is not None else "",
        anomalies=_reasons(group, anomalies),
    )]  # fmt: skip


def _reasons(acts: Sequence[Any], anomalies: Mapping[Any, Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(ANOMALIES[reason]) for act in acts for reason in anomalies.get(act.pk, ())))
