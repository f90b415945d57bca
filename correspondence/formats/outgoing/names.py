"""What letters name: parties, topics, formats of cooperation, forms and other letters, as a file calls them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from correspondence.dates import UncertainDate
from correspondence.formats.named import FormRecord, FrameworkRecord, Named, PartyRecord, TopicRecord
from correspondence.formats.record import NamedParty
from correspondence.models import Desk, Framework, Letter, LetterForm, Level, Party, PartyKey, Reader, Topic

from .hanging import Hanging, Performed, by, known


@dataclass
class Names:
    """The names that some letters and their acts use, for one reader. A forward key of what he sees leads to what he sees."""

    parties: dict[UUID, Party]
    keys: dict[UUID, tuple[str, ...]]
    topics: dict[UUID, Topic]
    frameworks: dict[UUID, Framework]
    letters: dict[UUID, str]
    forms: dict[UUID, LetterForm]
    levels: dict[UUID, str]
    desks: dict[UUID, str]

    def party(self, key: UUID, **part: Any) -> NamedParty:
        party = self.parties[key]
        return NamedParty(party.name, slug=party.slug, kind=party.kind, keys=self.keys.get(key, ()), **part)

    def party_or_none(self, key: UUID | None) -> NamedParty | None:
        return None if key is None else self.party(key)

    def slug(self, key: UUID | None) -> str:
        return "" if key is None else self.parties[key].slug

    def topic(self, key: UUID | None) -> str:
        return "" if key is None else self.topics[key].slug

    def framework(self, key: UUID | None) -> str:
        return "" if key is None else self.frameworks[key].slug

    def letter(self, key: UUID | None) -> str:
        """Return what a letter is called in a file: the key of its source, else its own."""
        return "" if key is None else self.letters[key] or str(key)

    def own(self, letter: Letter) -> str:
        return letter.source_key or str(letter.pk)

    def level(self, key: UUID | None) -> str:
        return "" if key is None else self.levels[key]

    def desk(self, key: UUID | None) -> str:
        return "" if key is None else self.desks[key]


@dataclass
class Naming:
    """Looks names up for one reader, and remembers which of them a file has already said."""

    reader: Reader
    told: set[UUID] = field(default_factory=set)
    forms: dict[UUID, LetterForm] = field(default_factory=lambda: {row.pk: row for row in LetterForm.objects.all()})
    levels: dict[UUID, str] = field(default_factory=lambda: dict(Level.objects.values_list("pk", "code")))
    desks: dict[UUID, str] = field(default_factory=lambda: dict(Desk.objects.values_list("pk", "code")))

    def names(self, letters: Sequence[Letter], hanging: Hanging, acts: Performed) -> Names:
        topics = self._with_parents(Topic, known((*(one.topic_id for one in letters), *acts.topics_named)))
        frameworks = self._with_parents(
            Framework, known((*(one.framework_id for one in letters), *acts.frameworks_named))
        )
        behind = (one.party_id for one in frameworks.values())
        parties = self._with_parents(
            Party, known((*hanging.parties_named, *acts.parties_named, *behind)), "parent", "seat"
        )
        established = (one.established_by_id for one in frameworks.values())
        others = known((*hanging.letters_named, *acts.letters_named, *established))
        keys = by(self._seen(PartyKey).filter(party__in=parties).order_by("key"), "party_id")
        return Names(
            parties=parties,
            keys={key: tuple(row.key for row in rows) for key, rows in keys.items()},
            topics=topics,
            frameworks=frameworks,
            letters=dict(self._seen(Letter).filter(pk__in=others).order_by().values_list("pk", "source_key")),
            forms=self.forms,
            levels=self.levels,
            desks=self.desks,
        )

    def not_yet_told(self, letters: Iterable[Letter], names: Names) -> Iterator[Named]:
        """Yield what these letters name and no letter before them did, each after what it is part of."""
        forms = {letter.form_id: self.forms[letter.form_id] for letter in letters}
        for kind, rows in (
            (_form, forms),
            (_topic, names.topics),
            (_party, names.parties),
            (_framework, names.frameworks),
        ):
            for row in sorted(rows.values(), key=_called):
                yield from self._tell(row.pk, rows, kind, names)

    def _tell(self, key: UUID | None, rows: Any, kind: Any, names: Names) -> Iterator[Named]:
        if key is None or key in self.told:
            return
        self.told.add(key)
        for name in ("parent_id", "seat_id"):
            yield from self._tell(getattr(rows[key], name, None), rows, kind, names)
        yield kind(rows[key], names)

    def _with_parents(self, noun: Any, keys: set[UUID], *above: str) -> dict[UUID, Any]:
        """Return rows by their keys, with those that they are part of where a file has not yet said them."""
        rows: dict[UUID, Any] = {}
        above = above or ("parent",)
        while keys:
            found = {row.pk: row for row in self._seen(noun).filter(pk__in=keys).order_by()}
            rows |= found
            keys = known(getattr(row, f"{name}_id") for row in found.values() for name in above) - rows.keys()
        return rows

    def _seen(self, noun: Any) -> Any:
        return noun.objects.visible_to(self.reader)


def _called(row: Any) -> str:
    return str(getattr(row, "slug", "") or getattr(row, "code", ""))


def _form(row: LetterForm, _names: Names) -> FormRecord:
    return FormRecord(row.code, row.label, row.oral)


def _topic(row: Topic, names: Names) -> TopicRecord:
    return TopicRecord(
        row.slug, row.name, names.topic(row.parent_id), level=names.level(row.level_id), desk=names.desk(row.desk_id)
    )


def _party(row: Party, names: Names) -> PartyRecord:
    existed: UncertainDate = row.existed
    return PartyRecord(
        row.slug,
        row.name,
        row.kind,
        short_name=row.short_name,
        parent=names.slug(row.parent_id),
        seat=names.slug(row.seat_id),
        code=row.code,
        existed=existed,
        keys=names.keys.get(row.pk, ()),
        level=names.level(row.level_id),
        desk=names.desk(row.desk_id),
    )


def _framework(row: Framework, names: Names) -> FrameworkRecord:
    return FrameworkRecord(
        row.slug,
        row.name,
        row.kind,
        symbol=row.symbol,
        note=row.note,
        parent=names.framework(row.parent_id),
        party=names.slug(row.party_id),
        established_by=names.letter(row.established_by_id),
        level=names.level(row.level_id),
        desk=names.desk(row.desk_id),
    )
