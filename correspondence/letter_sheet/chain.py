"""What came before a letter and what came after it, each with how it is known.

The earlier exchange comes in three tiers: what the letter says it answers; another explicit link; and, computed and never
stored, the latest earlier exchange of the same two principals on the same topic.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, Subquery, UUIDField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from correspondence.models import Letter, LetterPair, Link, Participation, Reader

from .routes import Route, route_of

ANSWERED, LINKED, COMPUTED = 1, 2, 3

# How a link reads from the earlier letter; read from the later one it has its own words.
READ_BACKWARDS = {
    "answers": _("Answered by"),
    "answers_in_part": _("Answered in part by"),
    "acknowledges": _("Acknowledged by"),
    "denies_receipt": _("Receipt denied by"),
    "rejects": _("Rejected by"),
    "reminds": _("Recalled by"),
    "follows_up": _("Followed up by"),
    "corrects": _("Corrected by"),
    "supersedes": _("Superseded by"),
    "withdraws": _("Withdrawn by"),
    "transmits": _("Transmitted by"),
    "reports": _("Reported by"),
    "part_of": _("Includes"),
    "refers_to": _("Referred to by"),
    "same_text": _("Same text as"),
    "duplicates": _("Duplicated by"),
}


@dataclass(frozen=True)
class Exchange:
    """Another letter, and how it is tied to this one: ``tier`` 1 to 3, and the link (None when computed)."""

    letter: Letter
    route: Route
    tier: int
    link: Link | None = None
    words: str | Promise = ""

    @property
    def side(self) -> str:
        return self.route.speaker.side if self.route.speaker else ""

    @property
    def is_only_reported(self) -> bool:
        return self.letter.knowledge in {Letter.Knowledge.REPORTED, Letter.Knowledge.INFERRED}


@dataclass(frozen=True)
class Chain:
    before: tuple[Exchange, ...]
    after: tuple[Exchange, ...]

    @property
    def reported_by(self) -> tuple[Exchange, ...]:
        return tuple(one for one in self.after if one.link and one.link.relation == Link.Relation.REPORTS)

    @property
    def withdrawn_by(self) -> tuple[Exchange, ...]:
        """The exchanges by which its sender took the document back."""
        links = (one for one in self.after if one.link and one.link.relation == Link.Relation.WITHDRAWS)
        return tuple(one for one in links if one.letter.counts)

    @property
    def duplicate_of(self) -> tuple[Exchange, ...]:
        """The letters that this one is a duplicate of: where what it held is now, when it is void."""
        return tuple(one for one in self.before if one.link and one.link.relation == Link.Relation.DUPLICATES)


def chain_of(letter: Letter, reader: Reader) -> Chain:
    """Return what a letter is tied to, as this reader may see it, each side in the order of the file."""
    up = list(letter.links_up.visible_to(reader))  # type: ignore[attr-defined]
    down = list(letter.links_down.visible_to(reader))  # type: ignore[attr-defined]
    latest = latest_before(letter, reader)
    keys = {link.earlier_id for link in up} | {link.later_id for link in down}
    known = _letters(keys if latest is None else keys | {latest}, reader)
    for link in (*up, *down):
        # Both ends are at hand: a link that asks for their dates needs no query.
        link.later, link.earlier = known.get(link.later_id, letter), known.get(link.earlier_id, letter)
    before = [_exchange(link.earlier, link, link.get_relation_display()) for link in up]
    after = [_exchange(link.later, link, READ_BACKWARDS[link.relation]) for link in down]
    if latest is not None and latest not in keys:
        before.append(Exchange(known[latest], route_of(known[latest].parts), COMPUTED))  # type: ignore[attr-defined]
    return Chain(_in_order(before), _in_order(after))


def latest_before(letter: Letter, reader: Reader) -> Any:
    """Return the key of the latest earlier exchange of the same two principals on the same topic, None without one."""
    return latest_before_each([letter], reader).get(letter.pk)


def latest_before_each(letters: Iterable[Letter], reader: Reader) -> dict[Any, Any]:
    """Return the keys of the latest earlier exchanges by the keys of some letters; one query for all of them."""
    with_topic = [letter.pk for letter in letters if letter.topic_id is not None]
    if not with_topic:
        return {}
    earlier = Q(sort_key__lt=OuterRef("sort_key")) | Q(sort_key=OuterRef("sort_key"), letter__lt=OuterRef("letter"))
    # The last one is said once more for the index: databases find the place by it.
    same = {**{name: OuterRef(name) for name in ("low", "high", "topic")}, "sort_key__lte": OuterRef("sort_key")}
    rows = LetterPair.objects.visible_to(reader).filter(
        earlier, **same, letter__status__in=(Letter.Status.LOGGED, Letter.Status.REGISTERED)
    )
    latest = rows.order_by("-sort_key", "-letter")
    pairs = LetterPair.objects.visible_to(reader).filter(letter__in=with_topic)
    found: dict[Any, tuple[str, Any]] = {}
    for key, *place in pairs.values_list(
        "letter",
        Subquery(latest.values("sort_key")[:1]),
        Subquery(latest.values("letter")[:1], output_field=UUIDField()),
    ):
        if place[0] is not None:
            found[key] = max(found.get(key, ("", key)), (place[0], place[1]))
    return {key: letter for key, (_place, letter) in found.items()}


def _letters(keys: Iterable[Any], reader: Reader) -> dict[Any, Letter]:
    parts = Participation.objects.visible_to(reader).for_listing()
    found = Letter.objects.visible_to(reader).filter(pk__in=keys)
    return {one.pk: one for one in found.prefetch_related(Prefetch("participations", parts, to_attr="parts"))}


def _exchange(letter: Letter, link: Link, words: str | Promise) -> Exchange:
    route = route_of(letter.parts)  # type: ignore[attr-defined]
    return Exchange(letter, route, ANSWERED if link.answers else LINKED, link, words)


def _in_order(exchanges: list[Exchange]) -> tuple[Exchange, ...]:
    return tuple(sorted(exchanges, key=lambda one: (one.letter.sort_key, str(one.letter.pk), one.tier)))
