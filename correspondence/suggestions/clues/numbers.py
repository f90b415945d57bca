"""Reference numbers: what the letter gives as "yours", and the numbers that its text cites."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from correspondence.suggestions.mentions import Mention, digits, plain_number
from correspondence.suggestions.papers import LEAD, Paper

from .clue import Clue, Question

OLDEST = 400  # days: series of numbers begin again each year
SERIES_WORDS = ("department", "mission")


def their_reference(question: Question, earlier: Paper) -> Iterator[Clue]:
    """The letter gives the earlier one's number as its reference."""
    given, own = plain_number(question.paper.their_reference), plain_number(earlier.own_reference)
    if given and own and given == own and question.mirrored[earlier.pk] > 0:
        reason = _("Gives its number as “your reference”: %(number)s.") % {"number": earlier.own_reference}
        yield Clue("their_reference", 1.0, reason)
    back = plain_number(earlier.their_reference)
    if back and back == plain_number(question.paper.own_reference):
        yield Clue("same_reference", 1.0, _("That one cites this letter's number."))


def cited_number(question: Question, earlier: Paper) -> Iterator[Clue]:
    """The text cites the earlier letter's number."""
    if not earlier.own_reference or _too_old(question.paper, earlier):
        return
    for place, mention in enumerate(question.paper.mentions):
        if not mention.number or not _same(mention, earlier):
            continue
        name = _role(mention, question, earlier)
        if not name:
            continue
        value = 1.0 if mention.start < LEAD else 0.6
        reason = _("Cites its number: “%(words)s”.") % {"words": mention.words}
        yield Clue(name, value if len(digits(mention.number)) > 1 else 0.5 * value, reason)
        if mention.answering and name in {"number_theirs", "number_others"}:
            yield Clue("number_answering", value)
        if name == "number_theirs" and mention.start < LEAD:
            yield Clue("number_first", 1.0 / (1 + _before(question, place)))


def _before(question: Question, place: int) -> int:
    return sum(1 for one in question.paper.mentions[:place] if one.number and one.whose != "ours")


def _same(mention: Mention, earlier: Paper) -> bool:
    """Whether a number and the series that the text names can be the earlier letter's."""
    own, cited = plain_number(earlier.own_reference), plain_number(mention.number)
    if own == cited:
        prefix = ""
    elif mention.kind == "telegram" and digits(own) == digits(cited) and not cited.strip("0123456789"):
        prefix = own.rstrip("0123456789").strip(" -–")
    else:
        return False
    if mention.series and mention.series not in SERIES_WORDS:
        return mention.series == prefix or (not prefix and _at_place(mention.series, earlier))
    return not prefix or not mention.series


def _at_place(place: str, earlier: Paper) -> bool:
    """Whether the earlier letter was written at a place: its text begins with it, or it is where the mission is."""
    if earlier.text[:60].lower().startswith(place):
        return True
    return (
        any(place in where for _kind, where in earlier.outer_senders.houses)
        or earlier.subject.lower().find(f"from {place}") >= 0
    )


def _role(mention: Mention, question: Question, earlier: Paper) -> str:
    """Say what a citation means: a letter that came to us, one of our own, or one between others."""
    mirrored = question.mirrored[earlier.pk]
    ministry = ("ministry", "") in earlier.outer_senders.houses
    if mention.series == "department" and not ministry and earlier.outer_senders.houses:
        return ""
    if mention.series == "mission" and ministry:
        return ""
    own = question.paper.outer_senders.meets(earlier.outer_senders) >= 1
    if mention.whose == "ours" or (own and mirrored < 0.5):
        return "number_ours" if own else ""
    if mirrored >= 0.9:
        return "number_theirs"
    return "number_others" if mention.whose != "theirs" else ""


def _too_old(asked: Paper, earlier: Paper) -> bool:
    return bool(asked.day and earlier.day and (asked.day - earlier.day).days > OLDEST)
