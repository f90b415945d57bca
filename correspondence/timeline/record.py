"""Everything that a reader may know of some letters, in a number of queries that does not depend on how many they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from correspondence.models import (
    DateReading,
    EventLink,
    Letter,
    LetterPair,
    Link,
    Participation,
    Party,
    Position,
    Reader,
    Response,
    Tabling,
    Text,
    ledger,
)

from .lanes import Lanes
from .pages import pairs_of_principals

Rows = dict[Any, list[Any]]


@dataclass(frozen=True)
class Record:
    """Rows by the key of their letter. ``links_up`` are those in which it is the later one.

    ``hidden`` are the exchanges of the same timeline that these name and that a filter hides.
    """

    parts: Rows
    links_up: Rows
    links_down: Rows
    tablings: Rows
    responses: Rows
    positions: Rows
    readings: Rows
    texts: Rows
    events: Rows
    acts: ledger.Acts
    claimants: dict[Any, Party]
    on_topic: Rows
    hidden: dict[Any, LetterPair]

    def earlier_on_topic(self, letter: Letter) -> Letter | None:
        """Return the latest earlier exchange on the letter's topic."""
        here = (letter.sort_key, letter.pk)
        before = [row for row in self.on_topic.get(letter.topic_id, ()) if (row.sort_key, row.pk) < here]
        return max(before, key=lambda row: (row.sort_key, row.pk), default=None)


def load(pairs: Sequence[LetterPair], lanes: Lanes, reader: Reader, hidden: QuerySet[LetterPair]) -> Record:
    """Load what stands on the cards of a page."""
    keys = [pair.letter_id for pair in pairs]
    known = {"letter__in": keys}
    tablings = _seen(Tabling, reader, "proposal", **known)
    acts = ledger.collect_for(list({row.proposal_id: row.proposal for row in tablings}.values()), reader)
    links = _links({*keys, *_claims(acts)}, reader)
    up = _by(links, "later_id")
    reporting = {link.later_id for link in links if link.relation == Link.Relation.REPORTS}
    lonely = [pair.pk for pair in pairs if pair.letter_id not in up and pair.topic_id and pair.letter.counts]
    responses = _seen(Response, reader, "addressee__proposal", "addressee__party", "framework", "by",
                      "characterised_by", **known)  # fmt: skip
    on_topic = _by(_earlier_on_topic(lonely, lanes, reader), "topic_id")
    named = {link.earlier_id for link in links} | {link.later_id for link in links}
    named |= {letter.pk for rows in on_topic.values() for letter in rows}
    unseen = {pair.letter_id: pair for pair in hidden.filter(letter__in=named).select_related("letter__form")}
    return Record(
        parts=_by(_parts({*keys, *reporting, *unseen}, reader)),
        links_up=up,
        links_down=_by(links, "earlier_id"),
        tablings=_by(tablings),
        responses=_by(responses),
        positions=_by(_seen(Position, reader, "party", **known)),
        readings=_by(_seen(DateReading, reader, **known, standing=DateReading.Standing.PREFERRED)),
        texts=_by(Text.objects.visible_to(reader).filter(**known).exclude(role=Text.Role.SUMMARY).defer("body")),
        events=_by(_seen(EventLink, reader, "event", **known)),
        acts=acts,
        claimants=Party.objects.visible_to(reader).in_bulk(_characterising(acts)),
        on_topic=on_topic,
        hidden=unseen,
    )


def _claims(acts: ledger.Acts) -> set[Any]:
    """Return the bundles in which some offers are put or answered."""
    rows = [row for found in (*acts.tablings.values(), *acts.responses.values()) for row in found]
    return {row.letter_id for row in rows if row.letter is not None and row.letter.is_bundle}


def _characterising(acts: ledger.Acts) -> set[Any]:
    rows = [row for found in acts.responses.values() for row in found]
    return {row.characterised_by_id for row in rows} - {None}


def _seen(model: Any, reader: Reader, *related: str, **conditions: Any) -> list[Any]:
    rows = model.objects.visible_to(reader).filter(**conditions).order_by("recorded_at", "pk")
    return list(rows.select_related(*related) if related else rows)


def _parts(letters: Iterable[Any], reader: Reader) -> list[Participation]:
    return list(Participation.objects.visible_to(reader).filter(letter__in=list(letters)).for_listing())


def _links(letters: Collection[Any], reader: Reader) -> list[Link]:
    rows = Link.objects.visible_to(reader).filter(Q(later__in=letters) | Q(earlier__in=letters))
    return list(rows.select_related("later", "earlier").order_by("later__sort_key", "earlier__sort_key", "pk"))


def _earlier_on_topic(pairs: Sequence[Any], lanes: Lanes, reader: Reader) -> list[Letter]:
    """Return the exchanges of the two principals that come right before these, each on its topic.

    Whichever is the latest before a letter is among them; void letters and drafts are nobody's earlier exchange.
    """
    between = pairs_of_principals(lanes, reader)
    same = between.filter(topic=OuterRef("topic"), sort_key__lte=OuterRef("sort_key")).filter(
        Q(sort_key__lt=OuterRef("sort_key")) | Q(letter__lt=OuterRef("letter"))
    )
    counting = same.exclude(letter__status__in=(Letter.Status.DRAFT, Letter.Status.VOID))
    nearest = counting.order_by("-sort_key", "-letter_id").values("letter")[:1]
    found = LetterPair.objects.filter(pk__in=list(pairs)).values_list(Subquery(nearest))
    # Through the pairs, whose unique index finds them; by its audience a database would read every letter there is.
    return [pair.letter for pair in between.filter(letter__in=found).select_related("letter")]


def _by(rows: Iterable[Any], key: str = "letter_id") -> Rows:
    found: Rows = {}
    for row in rows:
        found.setdefault(getattr(row, key), []).append(row)
    return found
