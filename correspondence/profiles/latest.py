"""The newest letters, offers and positions of a file, as many as fit on its page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from correspondence.letter_list import LetterRow
from correspondence.letter_sheet.routes import route_of
from correspondence.models import Letter, Participation, Party, Position, Proposer, Reader, Standing

MOST_LETTERS = 8
MOST_OFFERS = 12
MOST_POSITIONS = 8
POSITIONS_READ = 200


@dataclass(frozen=True)
class Some:
    """The first rows of a list, and whether there are more."""

    rows: tuple[Any, ...]
    goes_on: bool

    @classmethod
    def of(cls, rows: Iterable[Any], most: int) -> Some:
        found = list(islice(rows, most + 1))
        return cls(tuple(found[:most]), len(found) > most)

    def __bool__(self) -> bool:
        return bool(self.rows)


def speaking_for(party: Party, path: str = "party") -> Q:
    """The party itself; of a state or an organisation also everything that speaks for it."""
    return Q(**{f"{path}__in": Party.objects.filter(Q(pk=party.pk) | Q(principal=party))})


def written_by_or_to(party: Party, reader: Reader) -> QuerySet[Letter]:
    """Return the letters on file in which a party, or what speaks for it, has a part."""
    parts = Participation.objects.visible_to(reader).filter(speaking_for(party))
    return Letter.objects.visible_to(reader).filter(pk__in=parts.values("letter"))


def latest_letters(letters: QuerySet[Letter], reader: Reader) -> Some:
    """Return the newest of these letters, each with who wrote to whom."""
    parts = Participation.objects.visible_to(reader).for_listing()
    found = letters.on_file().select_related("form", "topic")  # type: ignore[attr-defined]
    found = found.prefetch_related(Prefetch("participations", parts, to_attr="parts"))
    rows = Some.of(found.order_by("-sort_key", "-id")[: MOST_LETTERS + 1], MOST_LETTERS)
    return Some(tuple(LetterRow(letter, route_of(letter.parts)) for letter in rows.rows), rows.goes_on)


def latest_standings(standings: QuerySet[Standing], reader: Reader) -> Some:
    """Return the newest of these standings with their offers; each offer carries its ``proposers_seen``."""
    proposers = Proposer.objects.visible_to(reader).select_related("party__principal").order_by("recorded_at", "id")
    found = standings.select_related("addressee__proposal__provision", "addressee__party__principal").prefetch_related(
        Prefetch("addressee__proposal__proposers", proposers, to_attr="proposers_seen")
    )
    return Some.of(found.order_by("-first_tabled", "addressee_id")[: MOST_OFFERS + 1], MOST_OFFERS)


def put_by(party: Party, reader: Reader) -> QuerySet[Standing]:
    """Return where the offers of a party, or of what speaks for it, stand."""
    proposers = Proposer.objects.visible_to(reader).filter(
        speaking_for(party), proposal=OuterRef("addressee__proposal")
    )
    return Standing.objects.effective_for(reader).filter(Exists(proposers))


def put_to(party: Party, reader: Reader) -> QuerySet[Standing]:
    """Return where the offers stand that were put to a party, or to what speaks for it."""
    return Standing.objects.effective_for(reader).filter(speaking_for(party, "addressee__party"))


def latest_positions(positions: QuerySet[Position], by: str) -> Some:
    """Return the newest statement for each topic, or for each principal: ``by`` names the key of the column."""
    known = positions.filter(letter__in=Letter.objects.on_file()).select_related("topic", "party__principal", "letter")
    rows = list(known.order_by("-letter__sort_key", "-letter_id", "-id")[:POSITIONS_READ])
    return Some.of(_first_of_each(rows, by), MOST_POSITIONS)


def _first_of_each(rows: Sequence[Position], by: str) -> Iterable[Position]:
    seen = set()
    for row in rows:
        key = row.topic_id if by == "topic" else row.party.principal_id
        if key not in seen:
            seen.add(key)
            yield row
