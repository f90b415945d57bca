"""The parties of many letters at once: who is on record already, who is somebody else of the same name, who is new.

A handful of statements for a batch of letters, however many parties it names. New parties are written with what `save` would
have derived for them: they speak for themselves until a person says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.text import slugify

from correspondence.formats.record import NamedParty
from correspondence.models import Audience, Desk, JournalEntry, Party, PartyKey, PartyName, rows
from correspondence.models.rows import Row
from correspondence.models.slugs import with_tail

from .checking import KEY, NAME, cut

UNSAID = "office"  # what a party is taken for of which a source says nothing but the name
CHUNK = 300
Place = tuple[Any, ...]


@dataclass
class Acquaintance:
    """What is on record of the parties that some letters name, for one audience."""

    by_slug: dict[str, Party] = field(default_factory=dict)
    by_key: dict[str, Party] = field(default_factory=dict)
    by_name: dict[str, list[Party]] = field(default_factory=dict)
    keys: dict[Any, set[str]] = field(default_factory=dict)

    def find(self, named: NamedParty, name: str, keys: list[str]) -> Party | None:
        """Return the party that is meant: by slug, by key, else the oldest of that name whom no key tells apart."""
        if named.slug and named.slug in self.by_slug:
            return self.by_slug[named.slug]
        if found := [self.by_key[key] for key in keys if key in self.by_key]:
            return min(found, key=lambda party: party.recorded_at)
        if not name or named.slug:
            return None
        # A namesake that the same authority gives another key is somebody else.
        hosts = {authority(key) for key in keys}
        same = (
            p for p in self.by_name.get(name, ()) if not hosts & {authority(key) for key in self.keys.get(p.pk, ())}
        )
        return next(same, None)

    def meet(self, party: Party, name: str, keys: Iterable[str]) -> None:
        """Know a party from now on by this name and these keys."""
        self.by_slug.setdefault(party.slug, party)
        if party not in self.by_name.setdefault(name, []):
            self.by_name[name].append(party)
        for key in keys:
            self.by_key.setdefault(key, party)
            self.keys.setdefault(party.pk, set()).add(key)


def place_of(named: NamedParty, audience: Audience) -> Place:
    """Return what tells one party of a source from another."""
    return (named.slug, named.keys, name_of(named), named.kind if named.keys else "", audience.pk)


def name_of(named: NamedParty) -> str:
    return cut(" ".join((named.name or named.as_named).split()), NAME)


def keys_of(named: NamedParty) -> list[str]:
    return [key for key in dict.fromkeys(named.keys) if 0 < len(key) <= KEY]


def introduce(
    wanted: dict[Place, NamedParty], audience: Audience, desk: Desk | None, by: Any
) -> tuple[dict[Place, Party], set[Any]]:
    """Return the party of each place, and the keys of those that are new. All have one audience, with this desk."""
    known = acquainted(wanted.values(), audience)
    found: dict[Place, Party] = {}
    fresh: list[Party] = []
    learnt: list[Row] = []
    for place, named in wanted.items():
        name, keys = name_of(named), keys_of(named)
        party = known.find(named, name, keys)
        if party is None:
            party = _new(named, name or named.slug or keys[0], audience, desk, by)
            fresh.append(party)
        learnt += [
            rows.new(PartyKey, party_id=party.pk, key=key, audience_id=party.audience_id, recorded_by_id=by and by.pk)
            for key in keys
            if key not in known.keys.get(party.pk, ())
        ]
        known.meet(party, name, keys)
        found[place] = party
    _write(fresh, learnt, by)
    return found, {party.pk for party in fresh}


def acquainted(named: Iterable[NamedParty], audience: Audience) -> Acquaintance:
    """Look up, among those whom everybody in an audience may know, the parties that go by what a source calls them."""
    slugs, keys, names = set(), set(), set()
    for one in named:
        slugs |= {one.slug} - {""}
        keys |= set(keys_of(one))
        names |= {name_of(one)} - {""}
    known = Acquaintance()
    parties = (
        Party.objects.known_to(audience).select_related("audience__level", "principal").order_by("recorded_at", "pk")
    )
    once = PartyName.objects.known_to(audience)
    for some in _chunks(slugs):
        known.by_slug |= {party.slug: party for party in parties.filter(slug__in=some)}
    of_keys = PartyKey.objects.known_to(audience).select_related("party__audience__level", "party__principal")
    for some in _chunks(keys):
        for row in of_keys.filter(key__in=some).order_by("party__recorded_at"):
            known.by_key.setdefault(row.key, row.party)
    for some in _chunks(names):
        formerly = dict(once.filter(name__in=some).values_list("party", "name"))
        for party in parties.filter(Q(name__in=some) | Q(short_name__in=some) | Q(pk__in=formerly)):
            for name in {party.name, party.short_name, formerly.get(party.pk, "")} & set(some):
                known.by_name.setdefault(name, []).append(party)
    met = {party.pk for some in known.by_name.values() for party in some} | {p.pk for p in known.by_key.values()}
    for some in _chunks(met | {party.pk for party in known.by_slug.values()}):
        for party, key in PartyKey.objects.filter(party__in=some).values_list("party", "key"):
            known.keys.setdefault(party, set()).add(key)
    return known


def _new(named: NamedParty, name: str, audience: Audience, desk: Desk | None, by: Any) -> Party:
    party = Party(
        kind=named.kind or UNSAID,
        name=name,
        slug=named.slug,
        level=audience.level,
        desk=desk,
        audience=audience,
        recorded_by=by,
    )
    party.principal = party
    return party


def _write(parties: list[Party], keys: list[Row], by: Any) -> None:
    """Write new parties, each under a name in addresses that nobody has, with their keys and journal entries."""
    wanted = {party.slug or slugify(party.name)[:100] or "unnamed" for party in parties}
    taken = {
        slug for some in _chunks(wanted) for slug in Party.objects.filter(slug__in=some).values_list("slug", flat=True)
    }
    for party in parties:
        slug = party.slug or slugify(party.name)[:100] or "unnamed"
        party.slug = with_tail(slug) if slug in taken or party.audience.width else slug
        taken.add(slug)
    Party.objects.bulk_create(parties, batch_size=CHUNK)
    rows.write(PartyKey, keys)
    told = [("party", party.pk, party.audience_id, str(party)) for party in parties]
    told += [("partykey", key["id"], key["audience_id"], key["key"]) for key in keys]
    rows.write(
        JournalEntry,
        [rows.new(JournalEntry, by_id=by and by.pk, noun=noun, object_id=pk, audience_id=audience, verb="imported",
                  after={"name": name}) for noun, pk, audience, name in told],
    )  # fmt: skip


def _chunks(values: Iterable[Any]) -> Iterable[list[Any]]:
    listed = list(values)
    return (listed[start : start + CHUNK] for start in range(0, len(listed), CHUNK))


def authority(key: str) -> str:
    """Return which file a key belongs to: the host of an address, or the source before its own key."""
    if "://" in key:
        return key.split("/")[2].removeprefix("www.")
    return key.rsplit("#", 1)[0] if "#" in key else key.split(":", maxsplit=1)[0]
