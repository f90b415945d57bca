"""Letters that the text names by their date, and how much time lies between."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from correspondence.suggestions.mentions import Mention
from correspondence.suggestions.papers import LEAD, Paper

from .clue import Clue, Question

# A word for an exchange, and the forms of ours that it may mean.
NOTES = frozenset(
    {
        "first_person_note",
        "note_verbale",
        "collective_note",
        "identic_note",
        "circular_note",
        "exchange_of_notes",
        "note",
    }
)
FORMS: dict[str, frozenset[str]] = {
    "note": NOTES,
    "letter": frozenset({"letter", "personal_letter"}),
    "telegram": frozenset({"telegram"}),
    "memorandum": frozenset({"memorandum", "aide_memoire", "non_paper", "bout_de_papier"}),
    "aide_memoire": frozenset({"aide_memoire", "memorandum", "bout_de_papier"}),
    "instruction": frozenset({"telegram", "letter", "memorandum"}),
    "meeting": frozenset({"meeting", "telephone_call", "oral_message"}),
    "statement": frozenset({"demarche", "oral_message", "press_statement", "joint_statement", "communique"}),
}
WRITTEN = NOTES | {"letter", "personal_letter", "memorandum", "aide_memoire", "telegram", "non_paper", "notification"}


def named_date(question: Question, earlier: Paper) -> Iterator[Clue]:
    """The text names a letter of the earlier one's date and kind."""
    days = [day for day in (earlier.inner.day if earlier.inner else None, earlier.day) if day]
    mirrored = question.mirrored[earlier.pk]
    for mention in question.paper.mentions:
        if not mention.dated or not days:
            continue
        close = max(_closeness(mention, day) for day in days)
        kind = _kind(mention, earlier)
        if (
            not close
            or not kind
            or (mention.number and earlier.own_reference and mention.number not in earlier.own_reference)
        ):
            continue
        reason = _("Names a letter of %(date)s: “%(words)s”.") % {
            "date": date_format(earlier.day) if earlier.day else "", "words": mention.words,
        }  # fmt: skip
        lead = 1.0 if mention.start < LEAD else 0.7
        if mention.answering and (mention.whose != "ours") and (mirrored > 0 or mention.start < LEAD):
            yield Clue("date_answering", close * kind * lead)
        if mention.whose == "theirs" and mirrored >= 0.5:
            yield Clue("date_theirs", close * kind * lead, reason)
        elif mention.whose != "ours" and mirrored >= 0.5:
            yield Clue("date_named", close * kind * lead, reason)
        elif mention.whose != "theirs":
            yield Clue("date_others", close * kind * lead, reason)


def distance(question: Question, earlier: Paper) -> Iterator[Clue]:
    """How long ago: most letters are answered within weeks."""
    asked = question.paper.day
    if asked and earlier.day:
        yield Clue("distance", math.log1p(max(0, (asked - earlier.day).days)) / 6)
    elif asked or earlier.day:
        yield Clue("undated", 1.0)


def _closeness(mention: Mention, day: dt.date) -> float:
    """Return 1 for a day that is named, less for the one beside it: clocks and registers differ by a day."""
    assert mention.earliest is not None
    assert mention.latest is not None
    if mention.earliest <= day <= mention.latest:
        return 1.0 if mention.earliest == mention.latest else 0.6
    off = min(abs((day - mention.earliest).days), abs((day - mention.latest).days))
    return 0.45 if off == 1 else 0.0


def _kind(mention: Mention, earlier: Paper) -> float:
    """Return how well the word for a letter fits the earlier one's form."""
    if mention.kind in {"", "message"}:
        return 0.9
    forms = FORMS.get(mention.kind, frozenset({mention.kind}))
    if earlier.form in forms or (earlier.inner is not None and earlier.inner.kind in (mention.kind, "message")):
        return 1.0
    if earlier.inner is not None or earlier.form == "other":
        return 0.7
    return 0.5 if mention.kind in WRITTEN and earlier.form in WRITTEN else 0.0
