"""What follows from a letter when it is written: its place in the order, its pairs, its readings, its offers.

These are the consequences that ``Letter`` sets off, in the transaction of the verb that caused them. They reach the
other nouns through the letter's own relations, so that letters need not import what is built on them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from . import order
from .access import Audience

if TYPE_CHECKING:
    from .letters import Letter

WRITERS = ("sender", "on_behalf")
READERS = ("addressee", "copy", "concerns")
PRESENT = ("participant",)
MOST_MOVES = 100_000  # no graph of links is that deep: a bound for one that should not exist


def sort_key_of(letter: Letter) -> str:
    """Return where the letter stands, from its dates and the links of its own audience."""
    if letter._state.adding:  # nothing is linked to it yet
        return order.placed(order.own_key(letter.dates, None), letter.date, (), ())
    own = order.own_key(letter.dates, _time_of(letter))
    above = letter.links_up.answering().filter(audience=letter.audience)
    below = letter.links_down.answering().filter(audience=letter.audience)
    return order.placed(
        own,
        letter.date,
        above.values_list("earlier__sort_key", flat=True),
        (order.own_key(link.later.dates) for link in below.select_related("later")),
    )


def _time_of(letter: Letter) -> Any:
    readings = letter.readings.filter(standing="preferred").exclude(time=None)
    return next((reading.time for reading in readings if getattr(letter, reading.which) == letter.date), None)


def refresh_order(letter: Letter) -> None:
    """Place the letter again, and everything whose place depends on it."""
    waiting, placed = [letter], 0
    while waiting and placed < MOST_MOVES:
        one, placed = waiting.pop(), placed + 1
        found = sort_key_of(one)
        if found == one.sort_key and one is not letter:
            continue
        if found != one.sort_key:
            one.sort_key = found
            type(one).objects.filter(pk=one.pk).update(sort_key=found)
            one.pairs.update(sort_key=found)
            refresh_offers(one)
        waiting += [link.later for link in one.links_down.answering().select_related("later")]
        waiting += [link.earlier for link in one.links_up.answering().select_related("earlier")
                    if link.earlier.date.open_start]  # fmt: skip


def expected_pairs(letter: Letter) -> dict[tuple[Any, Any], Audience]:
    """Return low and high principal of each pair that a letter stands between, with who may know of it."""
    return pairs_between(
        letter.participations.select_related("party", "audience__level"),
        lambda *audiences: Audience.objects.joined(audiences),
    )


def pairs_between(parts: Iterable[Any], joined: Callable[..., Audience]) -> dict[tuple[Any, Any], Audience]:
    """Return the pairs of some parts in one letter; ``joined`` says who may see what requires several audiences."""
    found: dict[tuple[Any, Any], Audience] = {}
    for one, other in _pairs(list(parts)):
        low, high = sorted((one.party.principal_id, other.party.principal_id))
        audience = joined(one.audience, other.audience)
        known = found.get((low, high))
        if known is None or known.covers(audience):
            found[low, high] = audience
    return found


def _pairs(rows: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Writers stand with those written to or present, those present with each other."""
    writers, readers, present = ([p for p in rows if p.role in roles] for roles in (WRITERS, READERS, PRESENT))
    yield from product(writers, readers + present)
    yield from combinations(present, 2)


def refresh_pairs(letter: Letter) -> None:
    """Make the pair rows of a letter what its participations say."""
    expected = expected_pairs(letter)
    for row in letter.pairs.all():
        if (row.low_id, row.high_id) not in expected:
            row.delete()
    for (low, high), audience in expected.items():
        values = {"sort_key": letter.sort_key, "audience": audience, "topic_id": letter.topic_id}
        letter.pairs.update_or_create(low_id=low, high_id=high, defaults=values)


def refresh_offers(letter: Letter) -> None:
    """Fold again the offers that something in this letter puts, changes or answers."""
    touched = set()
    for one in (letter, *(link.earlier for link in letter.links_up.filter(relation="withdraws"))):
        touched |= {row.proposal for row in one.tablings.select_related("proposal")}
        touched |= {row.addressee.proposal for row in one.responses.select_related("addressee__proposal")}
    for proposal in touched:
        proposal.refresh_standings()


def after_saving(letter: Letter, was: dict[str, Any] | None) -> None:
    """Bring everything up to date that rests on a letter's own columns."""
    for which in letter.DATES:
        if was is not None or getattr(letter, which):
            letter.readings.keep(letter, which)
    if was is None:
        return
    now = letter.columns()
    moved = any(
        was[f"{which}_{end}"] != now[f"{which}_{end}"] for which in letter.DATES for end in ("earliest", "latest")
    )
    if moved:
        letter.bounds.close_again()
    refresh_order(letter)
    refresh_pairs(letter)
    if moved or any(was[name] != now[name] for name in ("status", "extent", "at_least", "audience_id")):
        refresh_offers(letter)


def reclassify_own_offers(letter: Letter, *, by: Any, reason: str) -> None:
    """Move along the offers that stand in no other letter."""
    for proposal in {row.proposal for row in letter.tablings.select_related("proposal")}:
        if not proposal.tablings.exclude(letter=letter).exists():
            proposal.level, proposal.desk = letter.level, letter.desk
            proposal.moved_together = letter.moved_together
            proposal.save(by=by, verb="reclassified", reason=reason)


def difference(letter: Letter) -> str:
    """Say how the stored place and pairs of a letter differ from what follows from its record; "" when they do not."""
    if letter.sort_key != (place := sort_key_of(letter)):
        return f"stands at {letter.sort_key}, should at {place}"
    expected = {(*pair, audience.pk) for pair, audience in expected_pairs(letter).items()}
    rows = list(letter.pairs.all())
    if {(row.low_id, row.high_id, row.audience_id) for row in rows} != expected:
        return "its pairs are not those of its participations"
    if any((row.sort_key, row.topic_id) != (letter.sort_key, letter.topic_id) for row in rows):
        return "a pair stands elsewhere than its letter"
    return ""
