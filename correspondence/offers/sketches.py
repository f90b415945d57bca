"""The row of an offer on the shared axis: what to draw, and the sentence that says the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from correspondence.axis import Act, Kind
from correspondence.dates import UncertainDate
from correspondence.models import Proposal, Response, Tabling

from .entries import Entry
from .words import confirmed, lasts, since

MOST_SAID = 12
ANSWERS: dict[str, tuple[Kind, str]] = {  # answer -> what is drawn, and the class of its colour
    "acknowledged": ("waiting", "waiting"),
    "specifics_requested": ("waiting", "waiting"),
    "deferred": ("waiting", "waiting"),
    "redirected": ("moved", "moved"),
    "countered": ("moved", "moved"),
    "accepted_in_part": ("accepted", "accepted"),
    "accepted_with_conditions": ("accepted", "accepted"),
    "accepted": ("accepted", "accepted"),
    "fulfilled": ("accepted", "accepted"),
    "rejected": ("rejected", "rejected"),
    "acceptance_withdrawn": ("rejected", "rejected"),
    "lapsed": ("closed", "quiet"),
}


def sketched(offer: Proposal, entries: Iterable[Entry], side: str) -> tuple[Act, ...]:
    """Return what to draw of a ledger; an answer that only stands beside another is left to the words."""
    found = []
    expects = offer.reply_rule != Proposal.ReplyRule.NONE_EXPECTED
    for entry in entries:
        if entry.tabling is not None:
            if entry.unanswered and expects:
                found.append(_act("none", "waiting", entry))
            kinds: dict[str, Kind] = {Tabling.Kind.RECALLED: "recalled", Tabling.Kind.WITHDRAWN: "withdrawn"}
            found.append(_act(kinds.get(entry.tabling.kind, "put"), side, entry))
        elif entry.answers:
            shown = entry.principal or entry.answers[0].response
            found.append(_act(*ANSWERS[shown.answer], entry))
    return tuple(found)


def _act(kind: Kind, colour: str, entry: Entry) -> Act:
    return Act(kind, colour, entry.date.earliest, entry.date.latest, lasts=entry.is_claim and lasts(entry.date))


def told(offer: Proposal, entries: Sequence[Entry], proposers: str, addressees: str) -> str:
    """Return the row of an offer as one sentence, for those who do not see the drawing."""
    if not entries:
        return _("Not put in any letter that you can see.")
    clauses = [_clause(offer, entry, proposers, addressees) for entry in entries[:MOST_SAID]]
    if len(entries) > MOST_SAID:
        clauses.append(_("and %(number)d more") % {"number": len(entries) - MOST_SAID})
    if not any(entry.answers for entry in entries):
        clauses.append(_("no answer recorded"))
    return capfirst("; ".join(clauses)) + "."


def _clause(offer: Proposal, entry: Entry, proposers: str, addressees: str) -> str:
    if entry.tabling is not None:
        what = _("%(how)s by %(party)s") % {"how": entry.how.lower(), "party": proposers}
    else:
        who = entry.by or entry.for_whom or addressees
        said = ", ".join(dict.fromkeys(_said(offer, one.response) for one in entry.answers))
        what = _("%(answer)s by %(party)s") % {"answer": said, "party": who}
    if entry.is_claim:
        return f"{what} {entry.said_by}"
    return ", ".join(part for part in (what, _when(entry.date), entry.delay) if part)


def _said(offer: Proposal, response: Response) -> str:
    """Return the word of an answer: a refused invitation is declined, and a redirection names its forum."""
    word = _word(offer, response)
    return f"{word} ({confirmed(response)})" if response.is_confirmed else word


def _word(offer: Proposal, response: Response) -> str:
    if response.answer == "rejected" and offer.kind == Proposal.Kind.INVITATION:
        return _("declined")
    if response.framework is not None and response.answer == "redirected":
        return _("redirected to %(forums)s") % {"forums": response.framework}
    return str(response.get_answer_display())


def _when(date: UncertainDate) -> str:
    return since(date) or _("date not known")
