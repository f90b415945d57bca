"""How alike are two letters, and in which words is that said? Pure: no database."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from correspondence.dates import UncertainDate

NEAR = 7  # days between two letters that may be one
VAGUE = 31  # a date that leaves more days open than that says nothing by overlapping another
SIMILAR = 0.6  # of the groups of three letters in two titles
NOT_A_LETTER = re.compile(r"[\W_]+")

APART = {
    0: gettext_lazy("the same day"),
    1: gettext_lazy("one day apart"),
    2: gettext_lazy("two days apart"),
    3: gettext_lazy("three days apart"),
    4: gettext_lazy("four days apart"),
    5: gettext_lazy("five days apart"),
    6: gettext_lazy("six days apart"),
    7: gettext_lazy("seven days apart"),
}


@dataclass(frozen=True)
class Traits:
    """What two letters are compared by. Parties stand for whom they speak for: an embassy for its state."""

    senders: frozenset[Any] = frozenset()
    addressees: frozenset[Any] = frozenset()
    dates: tuple[UncertainDate, ...] = ()
    title: str = ""
    references: frozenset[str] = frozenset()
    is_reported: bool = False


@dataclass(frozen=True)
class Likeness:
    """Why two letters may be one, the weightiest reason first; ``score`` orders several of them."""

    reasons: tuple[str, ...]
    score: int
    is_likely: bool

    @property
    def words(self) -> str:
        said = ", ".join(self.reasons)
        return said[:1].upper() + said[1:]


def likeness(one: Traits, other: Traits, *, same_text: bool = False, same_file: bool = False) -> Likeness | None:
    """Return how alike two letters are; None when nothing speaks for their being one."""
    reasons: list[tuple[int, str | Promise]] = []
    if same_text:
        reasons.append((100, _("the same text")))
    if same_file:
        reasons.append((90, _("the same file")))
    reasons += _by_record(one, other)
    if not reasons:
        return None
    score = sum(weight for weight, _words in reasons)
    return Likeness(tuple(str(words) for _weight, words in reasons), score, is_likely=score >= 50)


def _by_record(one: Traits, other: Traits) -> Iterator[tuple[int, str | Promise]]:
    """Yield what speaks for two letters being one by what is recorded of them; nothing when somebody else wrote."""
    if _contradict(one.senders, other.senders):
        return
    for reference in sorted(one.references & other.references):
        yield 80, _("same reference %(reference)s") % {"reference": reference}
    if not one.senders & other.senders or _contradict(one.addressees, other.addressees):
        return
    days, similar = days_between(one.dates, other.dates), similarity(one.title, other.title) >= SIMILAR
    if not (days is not None and days <= NEAR) and not (similar and days is None):
        return
    yield 20, _("same sender")
    if days is not None:
        yield (40 if other.is_reported and days <= 0 else 10), (_("dates that overlap") if days < 0 else APART[days])
    if similar:
        yield 40, _("similar title")


def _contradict(one: frozenset[Any], other: frozenset[Any]) -> bool:
    return bool(one and other) and not one & other


def days_between(ones: Iterable[UncertainDate], others: Iterable[UncertainDate]) -> int | None:
    """Return the fewest days between two letters by any reading of their dates; None when nothing is known.

    -1 stands for dates that overlap without both being days: they may be the same one, or not.
    """
    known = [_days(one, other) for one in ones for other in others if one.is_known and other.is_known]
    return min((days for days in known if days is not None), key=lambda days: days if days >= 0 else 0.5, default=None)


def _days(one: UncertainDate, other: UncertainDate) -> int | None:
    if one.is_day and other.is_day and one.earliest and other.earliest:
        return abs((one.earliest - other.earliest).days)
    if one.overlaps(other.earliest, other.latest):
        return -1 if min(_span(one), _span(other)) <= VAGUE and max(_span(one), _span(other)) <= 400 else None
    first, last = sorted((one, other), key=lambda date: (date.latest or dt.date.max, date.earliest or dt.date.max))
    return (last.earliest - first.latest).days if last.earliest and first.latest else None


def _span(date: UncertainDate) -> int:
    """Return how many days a date leaves open; a bound that is not known leaves open more than any other."""
    return (date.latest - date.earliest).days if date.latest and date.earliest else 10_000


def similarity(one: str, other: str) -> float:
    """Return how much of two titles is the same, between 0 and 1, by their groups of three letters."""
    left, right = _threes(one), _threes(other)
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def _threes(title: str) -> set[str]:
    words = NOT_A_LETTER.sub(" ", title.casefold()).split()
    return {f"  {word} "[place : place + 3] for word in words for place in range(len(word) + 1)}
