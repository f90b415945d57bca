"""What stands in a party's column: each statement against the one before it, and runs of repetitions as one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from correspondence.dates import UncertainDate
from correspondence.models import DateReading, Position

from .chain import Chain, begun_in, unchanged_since, worded_in
from .wording import Piece, compared, same_words

CHANGED = (Position.Change.MODIFIED, Position.Change.REVERSED)


@dataclass(frozen=True)
class Entry:
    """A statement as a card. ``pieces`` compare a changed wording with the one before; ``doubts`` ask to check the order."""

    position: Position
    organ: str = ""
    unchanged_since: UncertainDate | None = None
    pieces: tuple[Piece, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Run:
    """Statements that say the same in the same words, one after the other, the newest first."""

    entries: tuple[Entry, ...]

    @property
    def sentence(self) -> str:
        number = len(self.entries)
        told = ngettext("Reaffirmed %(number)d time", "Reaffirmed %(number)d times", number) % {"number": number}
        years = [year for entry in self.entries if (year := _year(entry.position.letter.date))]
        if not years:
            return told
        first, last = min(years), max(years)
        return f"{told}, {first}" if first == last else f"{told}, {first}–{last}"


def entries_of(
    positions: Sequence[Position], chain: Chain, rivals: Mapping[Any, Sequence[DateReading]]
) -> tuple[Entry, ...]:
    """Return the statements of one party, given in the order of the file, as entries in that order.

    ``rivals`` are the readings that stand against the date of a letter in doubt, by the letter's key.
    """
    latest: dict[Any, Position] = {}
    found = []
    for position in positions:
        root = begun_in(position, chain).pk
        doubts = (
            *_claim(position, latest.get(root), chain),
            *_out_of_order(position),
            *_date_in_doubt(position, rivals.get(position.letter_id, ())),
        )
        before = position.previous
        found.append(
            Entry(
                position,
                organ="" if position.party_id == position.party.principal_id else str(position.party),
                unchanged_since=unchanged_since(position, chain),
                pieces=compared(before.statement, position.statement) if before and position.change in CHANGED else (),
                doubts=doubts,
            )
        )
        latest[root] = position
    return tuple(found)


def folded(entries: Iterable[Entry]) -> tuple[Entry | Run, ...]:
    """Fold entries in the order of the file and return them newest first; what raises a doubt is never folded."""
    found: list[Entry | Run] = []
    run: list[Entry] = []
    for entry in entries:
        if _repeats(entry):
            run.append(entry)
            continue
        found += [*_as_run(run), entry]
        run = []
    return tuple(reversed([*found, *_as_run(run)]))


def _as_run(entries: Sequence[Entry]) -> list[Entry | Run]:
    return [Run(tuple(reversed(entries)))] if len(entries) > 1 else list(entries)


def _repeats(entry: Entry) -> bool:
    position = entry.position
    if position.change != Position.Change.REAFFIRMED or position.previous is None or entry.doubts:
        return False
    return same_words(position.statement, position.previous.statement)


def _claim(position: Position, before: Position | None, chain: Chain) -> Iterable[str]:
    """Say that a letter claims to change nothing although the wording before it, or its own, is another one."""
    if not position.claims_unchanged:
        return
    if position.change in CHANGED:
        yield _("This statement says that nothing has changed; the wording on record has.")
    elif before is not None and worded_in(before, chain).pk != worded_in(position, chain).pk:
        yield _("This statement says “unchanged”, yet the wording before it, of %(date)s, differs.") % {
            "date": _said(before.letter.date)
        }


def _out_of_order(position: Position) -> Iterable[str]:
    before = position.previous
    if before is not None and before.letter.sort_key > position.letter.sort_key:
        yield _("It is said to follow the statement of %(date)s, which stands later on file.") % {
            "date": _said(before.letter.date)
        }


def _date_in_doubt(position: Position, rivals: Sequence[DateReading]) -> Iterable[str]:
    """Say that the date is in doubt, and where a rival date would put it against the statement before."""
    if not position.letter.dated_in_doubt:
        return
    yield _("The date of this letter is in doubt, so its place here is too.")
    for rival in rivals:
        words = {"date": _said(rival.value)}
        before = position.previous
        if before is not None and _comes_before(rival.value, before):
            words["other"] = _said(before.letter.date)
            yield _("If it dates from %(date)s, it comes before the statement of %(other)s that it follows.") % words
        else:
            yield _("Another reading is %(date)s.") % words


def _comes_before(value: UncertainDate, before: Position | None) -> bool:
    if before is None or before.letter.date.earliest is None or value.latest is None:
        return False
    return value.latest < before.letter.date.earliest


def _said(value: UncertainDate) -> str:
    return str(value) or _("date not known")


def _year(value: UncertainDate) -> int | None:
    day = value.earliest or value.latest
    return day.year if day else None
