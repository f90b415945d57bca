"""The list of parties, and the page of one: its names, its organs, what it succeeds, and everything it had to do with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, F, Max, Q
from django.utils.translation import gettext_lazy as _

from correspondence.listing import Count as Counted
from correspondence.listing import Listing, listed
from correspondence.models import (
    FormerAddress,
    Framework,
    LetterPair,
    Party,
    PartyKey,
    PartyName,
    Position,
    Reader,
    Succession,
    order,
)

from .latest import (
    Some,
    latest_letters,
    latest_positions,
    latest_standings,
    put_by,
    put_to,
    speaking_for,
    written_by_or_to,
)

PARTIES_ON_A_PAGE = 300
MOST_ORGANS = 60
MOST_OTHERS = 20
MOST_KEYS = 20

# States and organisations first, then what speaks for them.
KINDS = {
    Party.Kind.STATE: _("States"),
    Party.Kind.ORGANISATION: _("Organisations"),
    Party.Kind.BODY: _("Bodies of organisations"),
    Party.Kind.MINISTRY: _("Ministries"),
    Party.Kind.MISSION: _("Missions"),
    Party.Kind.OFFICE: _("Offices"),
    Party.Kind.PERSON: _("Persons"),
}


@dataclass(frozen=True)
class PartyGroup:
    """The parties of one kind, by name."""

    kind: str
    label: str
    parties: tuple[Party, ...]


@dataclass(frozen=True)
class Correspondent:
    """Another principal, how many exchanges there are with it, and the year of the latest."""

    other: Party
    count: Counted
    latest: str


@dataclass(frozen=True)
class PartyProfile:
    party: Party
    names: tuple[PartyName, ...]
    keys: tuple[PartyKey, ...]
    older: tuple[Succession, ...]
    newer: tuple[Succession, ...]
    organs: Some
    missions_hosted: Some
    frameworks: tuple[Framework, ...]
    timelines: Some
    letters: Some
    put_by: Some
    put_to: Some
    positions: Some


def led_on(reader: Reader, *slugs: str) -> tuple[str, ...] | None:
    """Return where some names in addresses lead that parties had before they were merged; None when they lead nowhere."""
    formerly = FormerAddress.objects.visible_to(reader).filter(slug__in=slugs).order_by("recorded_at", "pk")
    now = dict(formerly.values_list("slug", "party__slug"))
    now |= {
        slug: slug for slug in Party.objects.visible_to(reader).filter(slug__in=slugs).values_list("slug", flat=True)
    }
    found = tuple(now.get(slug, "") for slug in slugs)
    return found if all(found) and found != slugs else None


def listed_parties(filterset: Any, address: Mapping[str, Any]) -> Listing:
    """Return one page of the parties that the filterset keeps, in the order of their names in addresses: those are
    written in one alphabet, whatever the parties call themselves. Its rows are groups, states and organisations first.
    """
    listing = listed(filterset, address, keys=("slug", "id"), newest_first=False, size=PARTIES_ON_A_PAGE)
    return replace(listing, rows=_groups(listing.rows))


def read_party(slug: str, reader: Reader) -> PartyProfile | None:
    """Return everything about a party; None when the reader may not see it."""
    known = Party.objects.visible_to(reader)
    party = known.filter(slug=slug).select_related("principal", "parent__principal", "seat").first()
    if party is None:
        return None
    successions = Succession.objects.visible_to(reader).select_related("older", "newer")
    in_time = successions.order_by("date_earliest", "recorded_at", "id")
    return PartyProfile(
        party=party,
        names=tuple(_names(party, reader)),
        keys=tuple(PartyKey.objects.visible_to(reader).filter(party=party).order_by("key", "id")[:MOST_KEYS]),
        older=tuple(in_time.filter(newer=party)),
        newer=tuple(in_time.filter(older=party)),
        organs=Some.of(known.filter(parent=party).select_related("seat").order_by("name", "id"), MOST_ORGANS),
        missions_hosted=Some.of(
            known.filter(seat=party).select_related("principal").order_by("name", "id"), MOST_ORGANS
        ),
        frameworks=tuple(Framework.objects.visible_to(reader).filter(party=party).order_by("name", "id")),
        timelines=_timelines(party, reader),
        letters=latest_letters(written_by_or_to(party, reader), reader),
        put_by=latest_standings(put_by(party, reader), reader),
        put_to=latest_standings(put_to(party, reader), reader),
        positions=latest_positions(Position.objects.visible_to(reader).filter(speaking_for(party)), "topic"),
    )


def _groups(parties: Iterable[Party]) -> tuple[PartyGroup, ...]:
    by_kind: dict[str, list[Party]] = {}
    for party in parties:
        by_kind.setdefault(party.kind, []).append(party)
    return tuple(
        PartyGroup(kind.value, str(label), tuple(by_kind[kind.value]))
        for kind, label in KINDS.items()
        if kind in by_kind
    )


def _names(party: Party, reader: Reader) -> Iterable[PartyName]:
    """Return its names in the order of their periods; those without one at the end."""
    names = PartyName.objects.visible_to(reader).filter(party=party)
    return names.order_by(
        F("period_latest").asc(nulls_last=True), F("period_earliest").asc(nulls_last=True), "name", "id"
    )


def _timelines(party: Party, reader: Reader) -> Some:
    """Return with whom a principal had exchanges, the latest first; organs stand in the timelines of their principal."""
    if party.principal_id != party.pk:
        return Some((), goes_on=False)
    pairs = LetterPair.objects.visible_to(reader).filter(Q(low=party) | Q(high=party)).values("low", "high")
    summed = pairs.annotate(number=Count("pk"), last=Max("sort_key", filter=Q(sort_key__lt=order.UNDATED)))
    rows = list(summed.order_by(F("last").desc(nulls_last=True), "low", "high")[: MOST_OTHERS + 1])
    others = Party.objects.visible_to(reader).in_bulk([_other(row, party) for row in rows])
    return Some.of((_correspondent(row, others[_other(row, party)]) for row in rows), MOST_OTHERS)


def _other(row: dict[str, Any], party: Party) -> Any:
    return row["high"] if row["low"] == party.pk else row["low"]


def _correspondent(row: dict[str, Any], other: Party) -> Correspondent:
    return Correspondent(other, Counted(row["number"]), row["last"][:4].lstrip("0") if row["last"] else "")
