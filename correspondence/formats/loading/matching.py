"""Which row of ours a source means: parties, topics, frameworks, forms, levels and desks by key, slug or name.

Only rows that everybody who will see the letter may know of are matched: a letter that many may read never points to a
party that few may know, and an import never tells that one exists.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.text import slugify

from correspondence.formats.record import NamedParty
from correspondence.models import Audience, Desk, Framework, LetterForm, Level, Party, PartyKey, PartyName, Topic

from .checking import KEY, NAME, cut

UNSAID = "office"  # what a party is taken for of which a source says nothing but the name


class Vocabulary:
    """The rows that records name, looked up once and made where they are new; one for each import."""

    def __init__(self, *, level: Level, desk: Desk | None, by: Any) -> None:
        self.level, self.desk, self.by = level, desk, by
        self.levels = {row.code: row for row in Level.objects.all()}
        self.desks = {row.code: row for row in Desk.objects.all()}
        self.forms = {row.code: row for row in LetterForm.objects.all()}
        self._audiences: dict[tuple[Any, Any], Audience] = {}
        self._joined: dict[tuple[Any, ...], Audience] = {}
        self._parties: dict[tuple[Any, ...], Party] = {}
        self._named: dict[tuple[Any, ...], Any] = {}

    def audience(self, level: Level, desk: Desk | None) -> Audience:
        place = (level.pk, desk.pk if desk else None)
        if place not in self._audiences:
            self._audiences[place] = Audience.objects.of(level, [desk.pk] if desk else [])
        return self._audiences[place]

    def joined(self, *audiences: Audience) -> Audience:
        """Return who may see what requires all of these."""
        if all(one is audiences[0] or one.pk == audiences[0].pk for one in audiences):
            return audiences[0]
        place = tuple(sorted({one.pk for one in audiences}))
        if place not in self._joined:
            self._joined[place] = Audience.objects.joined(audiences)
        return self._joined[place]

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
        name = cut(" ".join((named.name or named.as_named).split()), NAME)
        place = (named.slug, named.keys, name, named.kind if named.keys else "", audience.pk)
        if place not in self._parties:
            keys = [key for key in named.keys if 0 < len(key) <= KEY]
            party = self._known(named, name, keys, audience)
            if party is None:
                kind = named.kind or UNSAID
                party = self._made(Party(kind=kind, name=name or named.slug or keys[0], slug=named.slug), audience)
            self._learn(party, keys)
            self._parties[place] = party
        return self._parties[place]

    def _known(self, named: NamedParty, name: str, keys: list[str], audience: Audience) -> Party | None:
        known = Party.objects.known_to(audience).select_related("audience__level")
        if named.slug and (found := known.filter(slug=named.slug).first()):
            return found
        if keys and (found := known.filter(keys__key__in=keys).order_by("recorded_at").first()):
            return found
        if not name or named.slug:
            return None
        namesakes = known.filter(Q(name=name) | Q(short_name=name) | Q(pk__in=_once_named(name, audience)))
        same = list(namesakes.order_by("recorded_at")[:20])
        if keys:
            # A namesake that the same authority gives another key is somebody else.
            hosts = {authority(key) for key in keys}
            others = PartyKey.objects.filter(party__in=same).values_list("party", "key")
            strangers = {party for party, key in others if authority(key) in hosts}
            same = [party for party in same if party.pk not in strangers]
        return same[0] if same else None

    def _learn(self, party: Party, keys: list[str]) -> None:
        held = set(PartyKey.objects.filter(party=party, key__in=keys).values_list("key", flat=True)) if keys else set()
        for key in keys:
            if key not in held:
                PartyKey(party=party, key=key).save(by=self.by, verb="imported")

    def _made(self, row: Any, audience: Audience) -> Any:
        """Store a new row that exactly those may know who may see what named it."""
        row.level = audience.level
        desks = [desk for desk in self.desks.values() if str(desk.pk) in audience.desk_keys]
        row.desk = desks[0] if desks else None
        row.save(by=self.by, verb="imported")
        return row


def _once_named(name: str, audience: Audience) -> Any:
    return PartyName.objects.known_to(audience).filter(name=name).values("party")


def authority(key: str) -> str:
    """Return which file a key belongs to: the host of an address, or the source before its own key."""
    if "://" in key:
        return key.split("/")[2].removeprefix("www.")
    return key.rsplit("#", 1)[0] if "#" in key else key.split(":", maxsplit=1)[0]
