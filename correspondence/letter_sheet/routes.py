"""Who wrote to whom, as a line on the page: each party with its principal and the side it stands on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from correspondence.models import Participation, Party


@dataclass(frozen=True)
class Stop:
    """A party on the route: its principal, the organ that speaks for it (or ""), and the side, "a" or "b"."""

    part: Participation
    side: str

    @property
    def principal(self) -> Party:
        return self.part.party.principal

    @property
    def organ(self) -> str:
        party = self.part.party
        return "" if party.pk == party.principal_id else str(party)


@dataclass(frozen=True)
class Leg:
    """A part of the route in words: what sets it off from the one before, what leads in, and the parties."""

    set_off: str
    lead: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Route:
    senders: tuple[Stop, ...] = ()
    addressees: tuple[Stop, ...] = ()
    present: tuple[Stop, ...] = ()
    concerned: tuple[Stop, ...] = ()
    copied: tuple[Stop, ...] = ()
    via: tuple[Stop, ...] = ()

    @property
    def speaker(self) -> Stop | None:
        """The one by whose side the letter is coloured: its first sender."""
        return next(iter(self.senders or self.present), None)

    @property
    def legs(self) -> tuple[Leg, ...]:
        legs = (
            Leg("", "", self.senders),
            Leg("", pgettext("from one party to another", "to"), self.addressees),
            Leg("", _("with"), self.present),
            Leg(",", _("concerning"), self.concerned),
            Leg(";", _("copy to"), self.copied),
            Leg(";", _("via"), self.via),
        )
        return tuple(leg for leg in legs if leg.stops)


def route_of(parts: Iterable[Participation]) -> Route:
    """Return the route of a letter from those of its parts that the reader may see."""
    rows = list(parts)
    left = left_side(part.party.principal for part in rows)

    def stops(*roles: str) -> tuple[Stop, ...]:
        return tuple(Stop(part, "a" if part.party.principal_id == left else "b") for part in rows if part.role in roles)

    return Route(
        senders=stops("sender", "on_behalf"),
        addressees=stops("addressee"),
        present=stops("participant"),
        concerned=stops("concerns"),
        copied=stops("copy"),
        via=stops("via"),
    )


def left_side(principals: Iterable[Party]) -> Any:
    """Return the key of the principal on the left: the home party, else the first by its name in addresses."""
    found = {principal.slug: principal.pk for principal in principals}
    if settings.HOME_PARTY in found:
        return found[settings.HOME_PARTY]
    return found[min(found)] if found else None
