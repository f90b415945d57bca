"""Which row of ours a source means: parties, topics, frameworks, forms, levels and desks by key, slug or name.

Only rows that everybody who will see the letter may know of are matched: a letter that many may read never points to a
party that few may know, and an import never tells that one exists.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from correspondence.formats.record import NamedParty
from correspondence.models import (
    Audience,
    Desk,
    Framework,
    Letter,
    LetterForm,
    Level,
    Participation,
    Party,
    PartyKey,
    Topic,
)
from correspondence.models.access import Reader, clearance_of

from .checking import cut
from .introducing import Place, introduce, keys_of, place_of

MOST_PARTIES = 5_000  # that are remembered from one batch to the next
NOT_GIVEN = _("You cannot give this: no level or desk of yours has this code.")


class Vocabulary:
    """The rows that records name, looked up once and made where they are new; one for each import."""

    def __init__(self, *, level: Level, desk: Desk | None, by: Any, reader: Reader | None = None) -> None:
        self.level, self.desk, self.by, self.reader = level, desk, by, reader
        self.levels = {row.code: row for row in Level.objects.all()}
        self.desks = {row.code: row for row in Desk.objects.all()}
        if reader is not None:
            self.rank, self.own = clearance_of(reader)
            self.levels = {code: row for code, row in self.levels.items() if row.rank <= self.rank}
            self.desks = {code: row for code, row in self.desks.items() if str(row.pk) in self.own}
        self.made: set[Any] = set()
        self._with_letters: dict[Any, bool] = {}
        self.forms = {row.code: row for row in LetterForm.objects.all()}
        self._audiences: dict[tuple[Any, Any], Audience] = {}
        self._by_key: dict[Any, Audience] = {}
        self._joined: dict[tuple[Any, ...], Audience] = {}
        self._parties: dict[tuple[Any, ...], Party] = {}
        self._named: dict[tuple[Any, ...], Any] = {}

    def audience(self, level: Level, desk: Desk | None) -> Audience:
        place = (level.pk, desk.pk if desk else None)
        if place not in self._audiences:
            self._audiences[place] = Audience.objects.of(level, [desk.pk] if desk else [])
        return self._audiences[place]

    def audience_of(self, key: Any) -> Audience:
        """Return the audience that a row on record names."""
        if key not in self._by_key:
            self._by_key[key] = Audience.objects.select_related("level").get(pk=key)
        return self._by_key[key]

    def joined(self, *audiences: Audience) -> Audience:
        """Return who may see what requires all of these."""
        if all(one is audiences[0] or one.pk == audiences[0].pk for one in audiences):
            return audiences[0]
        place = tuple(sorted({one.pk for one in audiences}))
        if place not in self._joined:
            self._joined[place] = Audience.objects.joined(audiences)
        return self._joined[place]

    def may_know(self, audience: Audience) -> bool:
        """Whether the reader of this import belongs to an audience; the operator does to all."""
        return self.reader is None or (audience.level.rank <= self.rank and audience.desk_keys <= self.own)

    def seen(self, model: Any) -> Any:
        """Return the rows that the reader of this import may know of; the operator knows all."""
        return model.objects.all() if self.reader is None else model.objects.visible_to(self.reader)

    def beyond(self, level: str, desk: str) -> str:
        """Return what a reader cannot give, "level" or "desk": a file of his marks nothing beyond his own sight."""
        if self.reader is None:
            return ""
        return "level" if level and level not in self.levels else "desk" if desk and desk not in self.desks else ""

    def knows(self, named: NamedParty, audience: Audience) -> bool:
        """Whether somebody has filed letters of the party that a source means: not of one that only drafts have."""
        party = self.party(named, audience)
        if party.pk in self.made:
            return False
        if party.pk not in self._with_letters:
            parts = Participation.objects.filter(party=party, letter__in=Letter.objects.on_file())
            parts = parts if self.reader is None else parts.visible_to(self.reader)
            self._with_letters[party.pk] = parts.exists() or not PartyKey.objects.filter(party=party).exists()
        return self._with_letters[party.pk]

    def form(self, code: str) -> LetterForm:
        """Return the form with this code or label; what is not known is "other"."""
        return self.forms.get(slugify(code).replace("-", "_")) or self.forms["other"]

    def knows_form(self, code: str) -> bool:
        return not code or slugify(code).replace("-", "_") in self.forms

    def topic(self, named: str, audience: Audience) -> Topic | None:
        return self._of(Topic, named, audience, {})

    def framework(self, named: str, audience: Audience) -> Framework | None:
        return self._of(Framework, named, audience, {"kind": Framework.Kind.INSTRUMENT})

    def _of(self, model: Any, named: str, audience: Audience, fields: dict[str, Any]) -> Any:
        if not named:
            return None
        place = (model, named, audience.pk)
        if place not in self._named:
            known = model.objects.known_to(audience)
            found = known.filter(Q(slug=named) | Q(name=named)).order_by("recorded_at").first()
            self._named[place] = found or self._made(model(name=cut(named, 160), **fields), audience)
        return self._named[place]

    def party(self, named: NamedParty, audience: Audience) -> Party:
        """Return the party that a source means; one that nobody has heard of is made, with its keys."""
        place = place_of(named, audience)
        if place not in self._parties:
            self.introduce([(named, audience)])
        return self._parties[place]

    def introduce(self, named: Iterable[tuple[NamedParty, Audience]]) -> None:
        """Look up, or make, the parties of many letters together: what ``party`` is asked for afterwards is known."""
        if len(self._parties) > MOST_PARTIES:
            self._parties.clear()
        wanted: dict[Any, dict[Place, NamedParty]] = {}
        audiences = {}
        for one, audience in named:
            place = place_of(one, audience)
            if place not in self._parties and (one.name.strip() or one.as_named.strip() or one.slug or keys_of(one)):
                wanted.setdefault(audience.pk, {})[place] = one
                audiences[audience.pk] = audience
        for key, places in wanted.items():
            found, fresh = introduce(places, audiences[key], self._desk_of(audiences[key]), self.by)
            self._parties |= found
            self.made |= fresh

    def _desk_of(self, audience: Audience) -> Desk | None:
        return next((desk for desk in self.desks.values() if str(desk.pk) in audience.desk_keys), None)

    def _made(self, row: Any, audience: Audience) -> Any:
        """Store a new row that exactly those may know who may see what named it."""
        row.level, row.desk = audience.level, self._desk_of(audience)
        row.save(by=self.by, verb="imported")
        self.made.add(row.pk)
        return row
