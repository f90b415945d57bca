"""From whom to whom: the line under a card's title, and the side on which the card stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from correspondence.models import Letter, Participation, Party
from correspondence.rails import Side

from .lanes import Lanes

Role = Participation.Role
WRITERS = (Role.SENDER, Role.ON_BEHALF)


def writers_of(parts: Sequence[Participation]) -> list[Party]:
    """Return who speaks in a letter: its senders and those on whose behalf they write; of a meeting, who was there."""
    written = [part.party for part in parts if part.role in WRITERS]
    return written or [part.party for part in parts if part.role == Role.PARTICIPANT]


def side_of(parts: Sequence[Participation], lanes: Lanes) -> Side:
    """Return "a" or "b", the lane in which a letter stands; None when neither of the two wrote it."""
    writers = writers_of(parts)
    for writer in writers:
        if writer.pk in lanes.a.keys:
            return "a"
        if writer.pk in lanes.b.keys:
            return "b"
    for writer in writers:
        if writer.principal_id in lanes.a.principals:
            return "a"
        if writer.principal_id in lanes.b.principals:
            return "b"
    return None


def route_of(letter: Letter, parts: Sequence[Participation], sides: frozenset[Any]) -> str:
    """Say who wrote to whom; organs of the two sides go by their own name alone, for their lane says whose they are."""
    roles = {part.role for part in parts}
    named = {role: _joined([_listed(part.party, sides) for part in parts if part.role == role]) for role in roles}
    route = _meeting(letter, parts) if Role.PARTICIPANT in named else _written(letter, named)
    if Role.COPY in named:
        route = _("%(route)s, copy to %(parties)s") % {"route": route, "parties": named[Role.COPY]}
    if Role.VIA in named:
        route = _("%(route)s, via %(parties)s") % {"route": route, "parties": named[Role.VIA]}
    return route


def extent_of(letter: Letter) -> str:
    """Say that a row stands for several exchanges; "" for one."""
    if not letter.is_bundle:
        return ""
    if letter.at_least is None:
        return _("Exchanges, number not known") if letter.form.oral else _("Letters, number not known")
    if letter.form.oral:
        return ngettext("Exchanges, at least %(count)d", "Exchanges, at least %(count)d", letter.at_least) % {
            "count": letter.at_least
        }
    return ngettext("Letters, at least %(count)d", "Letters, at least %(count)d", letter.at_least) % {
        "count": letter.at_least
    }


def _written(letter: Letter, named: dict[str, str]) -> str:
    senders = named.get(Role.SENDER, "")
    if Role.ON_BEHALF in named:
        behalf = {"senders": senders or letter.form, "parties": named[Role.ON_BEHALF]}
        senders = _("%(senders)s on behalf of %(parties)s") % behalf
    words = {"senders": senders, "parties": named.get(Role.ADDRESSEE) or named.get(Role.CONCERNS, ""),
             "form": letter.form}  # fmt: skip
    if Role.ADDRESSEE in named:
        return (_("%(senders)s to %(parties)s") if senders else _("%(form)s to %(parties)s")) % words
    if Role.CONCERNS in named and letter.form.code in {"press_statement", "communique", "joint_statement"}:
        return _("Public statement about %(parties)s, by %(senders)s") % words if senders else (
            _("Public statement about %(parties)s") % words
        )  # fmt: skip
    if Role.CONCERNS in named:
        return _("%(form)s of %(senders)s, concerning %(parties)s") % words
    return senders or str(letter.form)


def _meeting(letter: Letter, parts: Sequence[Participation]) -> str:
    present = _joined([_with_principal(part.party) for part in parts if part.role == Role.PARTICIPANT])
    if letter.form.code == "meeting":
        return _("Meeting of %(parties)s") % {"parties": present}
    return _("%(form)s of %(parties)s") % {"form": capfirst(str(letter.form)), "parties": present}


def _listed(party: Party, sides: frozenset[Any]) -> str:
    return str(party) if party.principal_id in sides else _with_principal(party)


def _with_principal(party: Party) -> str:
    if party.principal_id == party.pk:
        return str(party)
    return _("%(party)s (%(principal)s)") % {"party": party, "principal": party.principal}


def _joined(names: Sequence[str]) -> str:
    """Return "a, b and c"."""
    *first, last = dict.fromkeys(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last
