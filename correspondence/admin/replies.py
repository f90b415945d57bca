"""What does a reply to this letter start with? Sender and addressee mirrored, its proposals listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from correspondence.models import Addressee, Letter, Link, Participation, Standing, Tabling

MIRRORED = {"sender": "addressee", "addressee": "sender"}
SETTLED = frozenset({"accepted", "fulfilled", "rejected", "withdrawn", "lapsed", "superseded"})
MOST_OFFERED = 20


@dataclass(frozen=True)
class Asked:
    """A proposal that the letter puts, to one addressee, and where it stands."""

    addressee: Addressee
    state: str

    @property
    def is_open(self) -> bool:
        return self.state not in SETTLED

    @property
    def word(self) -> str:
        return str(Standing.State(self.state).label)


@dataclass(frozen=True)
class Reply:
    """What is known of a reply before anything of it is typed."""

    parent: Letter
    parts: tuple[Participation, ...]
    asked: tuple[Asked, ...]

    @property
    def senders(self) -> list[Participation]:
        return [part for part in self.parts if part.role == Participation.Role.SENDER]

    @property
    def addressees(self) -> list[Participation]:
        return [part for part in self.parts if part.role == Participation.Role.ADDRESSEE]

    @property
    def letter(self) -> dict[str, Any]:
        """The fields of the letter itself."""
        names = ("topic", "framework", "language", "desk", "level")
        return {name: getattr(self.parent, name) for name in names}

    def rows(self, prefix: str) -> list[dict[str, Any]]:
        """The first rows of each list on the page."""
        if prefix == "links_up":
            return [{"earlier": self.parent, "relation": Link.Relation.ANSWERS, "basis": Link.Basis.STATED}]
        if prefix == "participations":
            seen: dict[tuple[str, Any], dict[str, Any]] = {}
            for part in (*self.addressees, *self.senders):
                role = MIRRORED[part.role]
                seen.setdefault((role, part.party_id), {"role": role, "party": part.party})
            return list(seen.values())
        if prefix == "responses":
            open_ones = [asked for asked in self.asked if asked.is_open][:MOST_OFFERED]
            return [
                {"addressee": asked.addressee, "offered": asked.addressee.pk, "stands": asked.word}
                for asked in open_ones
            ]
        return []


def asked_for(request: HttpRequest) -> bool:
    return "reply_to" in request.GET


def reply_for(request: HttpRequest) -> Reply | None:
    """Return the reply that the address asks for; None for a letter that is not there, or not for this user."""
    try:
        key = UUID(request.GET.get("reply_to", ""))
    except ValueError:
        return None
    parent = Letter.objects.visible_to(request.user).select_related("topic", "framework", "form").filter(pk=key).first()
    return reply_to(parent, request.user) if parent else None


def reply_to(parent: Letter, reader: Any) -> Reply:
    parts = Participation.objects.visible_to(reader).filter(letter=parent).for_listing()
    return Reply(parent, tuple(parts), tuple(asked_in(parent, reader)))


def asked_in(letter: Letter, reader: Any) -> list[Asked]:
    """Return what a letter puts to each addressee, and where it stands as far as this reader knows."""
    kinds = (Tabling.Kind.PUT, Tabling.Kind.AMENDED)
    put = Tabling.objects.visible_to(reader).filter(letter=letter, kind__in=kinds).values("proposal")
    rows = Addressee.objects.visible_to(reader).filter(proposal__in=put)
    rows = rows.select_related("proposal", "party__principal").order_by("proposal__title", "party__name", "id")
    states = dict(Standing.objects.effective_for(reader).filter(addressee__in=rows).values_list("addressee", "state"))
    return [Asked(row, states.get(row.pk, Standing.State.OPEN)) for row in rows]
