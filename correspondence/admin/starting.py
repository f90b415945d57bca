"""What a letter starts with: the reply mirrored, the next one like the last, a first one as it comes to us."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from correspondence.models import Letter, Participation, Party

from .replies import reply_for

AFTER = "after"
SELDOM_CHANGED = ("form", "topic", "framework", "language", "desk", "level")
SIDES = (Participation.Role.SENDER, Participation.Role.ADDRESSEE)


class Start(Protocol):
    """The first fields of a letter, and the first rows of each list of its page."""

    @property
    def letter(self) -> dict[str, Any]: ...

    def rows(self, prefix: str) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class NextOne:
    """Another letter of the same pile: what seldom changes is taken over from the one before."""

    before: Letter
    parts: tuple[Participation, ...]

    @property
    def letter(self) -> dict[str, Any]:
        return {name: getattr(self.before, name) for name in SELDOM_CHANGED}

    def rows(self, prefix: str) -> list[dict[str, Any]]:
        if prefix != "participations":
            return []
        return [{"role": part.role, "party": part.party} for part in self.parts]


@dataclass(frozen=True)
class Incoming:
    """A letter of which nothing is known: somebody writes to us."""

    home: Party | None
    letter: dict[str, Any]

    def rows(self, prefix: str) -> list[dict[str, Any]]:
        if prefix != "participations":
            return []
        addressee = {"party": self.home} if self.home else {}
        return [{"role": Participation.Role.SENDER}, {"role": Participation.Role.ADDRESSEE, **addressee}]


def start_for(request: HttpRequest) -> Start:
    """Return what the address asks to start with."""
    return reply_for(request) or _after(request) or _incoming(request)


def _after(request: HttpRequest) -> NextOne | None:
    try:
        key = UUID(request.GET.get(AFTER, ""))
    except ValueError:
        return None
    known = Letter.objects.visible_to(request.user).select_related("topic", "framework", "form")
    before = known.filter(pk=key).first()
    if before is None:
        return None
    parts = Participation.objects.visible_to(request.user).filter(letter=before, role__in=SIDES).for_listing()
    return NextOne(before, tuple(parts))


def _incoming(request: HttpRequest) -> Incoming:
    home = Party.objects.visible_to(request.user).select_related("principal").filter(slug=settings.HOME_PARTY).first()
    return Incoming(home if settings.HOME_PARTY else None, {})
