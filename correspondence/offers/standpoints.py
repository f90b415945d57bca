"""Where an offer stands for one of those it was put to: the state, since when, who says so, what speaks against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from correspondence.models import Addressee, Deadline, Party, Proposal, Response, Tabling
from correspondence.models.deadlines import deadline_of
from correspondence.models.fold import Fold

from .entries import PUTTING
from .record import Record
from .words import according_to, called, claimed, confirmed, date_of_key, delay, lasts, open_for


@dataclass(frozen=True)
class Standpoint:
    """``word`` replaces the word of the state, "" when it does not; ``notes`` are the lines below it.

    ``deadline`` is what there was to answer by. ``basis`` says what moved the state: a letter, or confirmed silence or lapse.
    """

    addressee: Addressee
    party: Party
    state: str
    deadline: Deadline
    basis: str = ""
    word: str = ""
    notes: tuple[str, ...] = ()
    contested: tuple[str, ...] = ()
    anomalies: tuple[tuple[Any, str], ...] = ()
    times_tabled: int = 0
    times_rejected: int = 0
    claims_tabled: tuple[str, ...] = ()
    claims_rejected: tuple[str, ...] = ()


def standpoints_of(offer: Proposal, record: Record, today: dt.date) -> tuple[Standpoint, ...]:
    """Return where an offer stands, on one day, for each of its addressees that the reader may see."""
    return tuple(_standpoint(offer, addressee, record, today) for addressee in record.addressees.get(offer.pk, ()))


def _standpoint(offer: Proposal, addressee: Addressee, record: Record, today: dt.date) -> Standpoint:
    fold = record.acts.fold_for(addressee)
    moved = record.act(fold.moved_by)
    each_time, teller = _each_time(fold, record)
    return Standpoint(
        addressee=addressee,
        party=addressee.party,
        state=fold.state,
        deadline=deadline_of(offer, addressee, record.acts, today, known=fold),
        basis=getattr(moved, "basis", ""),
        word=_word(offer) if each_time else "",
        notes=_notes(fold, moved, teller, record),
        contested=_contested(fold, record),
        anomalies=tuple((one.key, one.reason) for one in fold.anomalies),
        times_tabled=fold.times_tabled,
        times_rejected=fold.times_rejected,
        claims_tabled=_claims(fold.claimed_tablings, record),
        claims_rejected=_claims(fold.claimed_rejections, record, throughout=_("consistently %(when)s")),
    )


def _word(offer: Proposal) -> str:
    return _("Declined each time") if offer.kind == Proposal.Kind.INVITATION else _("Rejected each time")


def _each_time(fold: Fold, record: Record) -> tuple[bool, str]:
    """Rule 9: every round was closed by a rejection, at least two; or somebody claims so, and then who.

    A round that only a claim closed is no rejection on record: the attribution stays.
    """
    if not fold.outcomes or any(outcome != "rejected" for outcome in fold.outcomes):
        return False, ""
    if len(fold.outcomes) > 1 and fold.times_rejected >= len(fold.outcomes):
        return True, ""
    claims = [record.responses[key] for key in fold.claimed_rejections if key in record.responses]
    many = [row for row in claims if lasts(row.date) or (row.letter and (row.letter.at_least or 0) > 1)]
    if fold.rejected_each_time:
        many = many or claims
    return (True, according_to(record.claimed_by(many[-1]))) if many else (False, "")


def _notes(fold: Fold, moved: Any, teller: str, record: Record) -> tuple[str, ...]:
    """Return since when and how long, according to whom, and where it was redirected in the same breath."""
    if teller == "" and moved is not None and moved.letter is not None and moved.letter.is_bundle and fold.is_closed:
        teller = according_to(record.claimed_by(moved))
    if fold.state == "open":
        return _only(_open(moved), teller)
    first = _first_put(fold, record)
    since = moved.date if moved is not None else date_of_key(fold.since)
    settled = ", ".join(_only(since.in_words(), _after(fold, moved, record)))
    time = "" if fold.is_closed or first is None else open_for(first.date)
    ago = _("first put %(time)s ago") % {"time": time} if time else ""
    return _only(teller, settled, confirmed(moved), _redirected(fold, moved, record), ago)


def _open(moved: Any) -> str:
    """Return how long it has been open, since it was put in this round."""
    if moved is None:
        return _("not put in any letter that you can see")
    time = open_for(moved.date)
    return _("open for %(time)s") % {"time": time} if time else _("date not known")


def _first_put(fold: Fold, record: Record) -> Tabling | None:
    rows = [record.tablings[key] for key in fold.order if key in record.tablings]
    return next((row for row in rows if row.kind in PUTTING), None)


def _after(fold: Fold, moved: Any, record: Record) -> str:
    """Return how long the answer took since the tabling that it answers."""
    if not isinstance(moved, Response):
        return ""
    before = fold.order[: fold.order.index(moved.pk)]
    puts = [record.tablings[key] for key in before if key in record.tablings and record.tablings[key].kind in PUTTING]
    answered = record.answered_in(moved) or puts
    return delay(answered[-1].date, moved.date) if answered else ""


def _redirected(fold: Fold, moved: Any, record: Record) -> str:
    """Return the forums that the same letter names besides, or that the redirection itself names."""
    if not isinstance(moved, Response):
        return ""
    rows = [row for row in record.responses.values() if row.pk in fold.order]
    forums = [row.framework for row in rows if row.framework is not None and row.answer == "redirected"
              and row.letter_id == moved.letter_id and row.reading_of_id is None]  # fmt: skip
    if not forums:
        return ""
    return _("redirected to %(forums)s") % {"forums": _listed([str(forum) for forum in dict.fromkeys(forums)])}


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _contested(fold: Fold, record: Record) -> tuple[str, ...]:
    rows = [row for row in record.responses.values() if row.reading_of_id in fold.contested and row.pk in fold.order]
    return tuple(dict.fromkeys(called(row) for row in rows))


def _claims(keys: Sequence[Any], record: Record, *, throughout: str = "") -> tuple[str, ...]:
    rows = [row for key in keys if (row := record.act(key)) is not None]
    return tuple(dict.fromkeys(claimed(row, record.claimed_by(row), throughout=throughout) for row in rows))


def _only(*notes: str) -> tuple[str, ...]:
    return tuple(note for note in notes if note)
