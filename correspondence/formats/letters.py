"""Letters and the exchanges of a timeline as a table: one row for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from correspondence.listing import in_chunks
from correspondence.models import Letter, LetterPair, Link, Participation, Reader
from correspondence.timeline.lanes import Lanes
from correspondence.timeline.routes import side_of

from .csv import joined, written

ROLES = (
    ("from", "sender"),
    ("on_behalf_of", "on_behalf"),
    ("to", "addressee"),
    ("copy_to", "copy"),
    ("via", "via"),
    ("present", "participant"),
    ("concerns", "concerns"),
)
COLUMNS = (
    "id", "date", "date_edtf", "date_in_doubt", "subject", "summary", "form", "knowledge", "extent", "at_least", "status",
    "topic", *(name for role, _code in ROLES for name in (role, f"{role}_slugs")), "answers", "own_reference",
    "their_reference", "language", "level", "marking", "citation", "source_url",
)  # fmt: skip


def letters_as_csv(letters: QuerySet[Letter], reader: Reader, *, newest_first: bool) -> Iterator[str]:
    """Yield every letter of a list, in its order."""
    rows = letters.select_related("form", "topic", "level")
    for_reader = Reading(reader)
    chunks = in_chunks(rows, ("sort_key", "id"), newest_first=newest_first)
    return written(COLUMNS, (for_reader.rows(chunk) for chunk in chunks))


def exchanges_as_csv(pairs: QuerySet[LetterPair], lanes: Lanes, reader: Reader, *, newest_first: bool) -> Iterator[str]:
    """Yield every exchange of a timeline, in its order; ``side`` is the party in whose lane it stands."""
    rows = pairs.select_related("letter__form", "letter__topic", "letter__level")
    for_reader = Reading(reader)
    chunks = in_chunks(rows, ("sort_key", "letter_id"), newest_first=newest_first)
    return written((*COLUMNS, "side"), (for_reader.sided([pair.letter for pair in chunk], lanes) for chunk in chunks))


class Reading:
    """What stands in the rows of some letters, as one reader knows them: two queries, however many they are."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def rows(self, letters: Sequence[Letter]) -> list[list[Any]]:
        parts, answers = self._parts(letters), self._answers(letters)
        return [_row(letter, parts.get(letter.pk, []), answers.get(letter.pk, [])) for letter in letters]

    def sided(self, letters: Sequence[Letter], lanes: Lanes) -> list[list[Any]]:
        parts, answers = self._parts(letters), self._answers(letters)
        slugs = {"a": lanes.a.party.slug, "b": lanes.b.party.slug}
        return [
            [
                *_row(letter, found := parts.get(letter.pk, []), answers.get(letter.pk, [])),
                slugs.get(side_of(found, lanes) or "", ""),
            ]
            for letter in letters
        ]

    def _parts(self, letters: Sequence[Letter]) -> dict[Any, list[Participation]]:
        found: dict[Any, list[Participation]] = {}
        for part in Participation.objects.visible_to(self.reader).filter(letter__in=letters).for_listing():
            found.setdefault(part.letter_id, []).append(part)
        return found

    def _answers(self, letters: Sequence[Letter]) -> dict[Any, list[Any]]:
        found: dict[Any, list[Any]] = {}
        links = Link.objects.visible_to(self.reader).filter(later__in=letters, relation__in=Link.ANSWERING)
        for later, earlier in links.order_by("earlier__sort_key", "earlier_id").values_list("later_id", "earlier_id"):
            found.setdefault(later, []).append(earlier)
        return found


def _row(letter: Letter, parts: Sequence[Participation], answers: Sequence[Any]) -> list[Any]:
    route: list[str] = []
    for _name, role in ROLES:
        named = {part.party_id: part.party for part in parts if part.role == role}.values()
        route += [joined(party.full_name for party in named), joined(party.slug for party in named)]
    return [
        letter.pk,
        letter.date,
        letter.date.edtf,
        letter.dated_in_doubt,
        letter.subject,
        letter.summary,
        letter.form.code,
        letter.knowledge,
        letter.extent,
        letter.at_least,
        letter.status,
        letter.topic.slug if letter.topic else "",
        *route,
        joined(dict.fromkeys(answers)),
        letter.own_reference,
        letter.their_reference,
        letter.language,
        letter.level.code,
        letter.marking,
        letter.citation,
        letter.source_url,
    ]
