"""What does a reply to this letter start with? Sender and addressee mirrored, its proposals listed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from correspondence.models import Addressee, Letter, Link, Participation, Standing, Tabling

from .choices import is_key

MIRRORED = {"sender": "addressee", "addressee": "sender"}
SETTLED = frozenset({"accepted", "fulfilled", "rejected", "withdrawn", "lapsed", "superseded"})
MOST_OFFERED = 20
MOST_ANSWERED = 10
# What is answered by the like of it: a note verbale by a note verbale.
ANSWERED_IN_KIND = frozenset(
    {"first_person_note", "note_verbale", "aide_memoire", "memorandum", "letter", "personal_letter", "telegram"}
)


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
    """What is known of a reply before anything of it is typed. One reply may answer several letters."""

    parents: tuple[Letter, ...]
    parts: tuple[Participation, ...]
    asked: tuple[Asked, ...]

    @property
    def parent(self) -> Letter:
        """The letter that the rest is taken over from."""
        return self.parents[0]

    @property
    def letter(self) -> dict[str, Any]:
        """The fields of the letter itself."""
        taken = {name: getattr(self.parent, name) for name in ("topic", "framework", "language", "desk", "level")}
        return taken | ({"form": self.parent.form} if self.parent.form.code in ANSWERED_IN_KIND else {})

    def rows(self, prefix: str) -> list[dict[str, Any]]:
        """The first rows of each list on the page."""
        if prefix == "links_up":
            stated = {"relation": Link.Relation.ANSWERS, "basis": Link.Basis.STATED}
            return [{"earlier": parent, **stated} for parent in self.parents]
        if prefix == "participations":
            return self._mirrored()
        if prefix == "responses":
            open_ones = [asked for asked in self.asked if asked.is_open][:MOST_OFFERED]
            return [
                {"addressee": asked.addressee, "offered": asked.addressee.pk, "asked": asked} for asked in open_ones
            ]
        return []

    def _mirrored(self) -> list[dict[str, Any]]:
        seen: dict[tuple[str, Any], dict[str, Any]] = {}
        for role in (Participation.Role.ADDRESSEE, Participation.Role.SENDER):
            for part in self.parts:
                if part.role == role:
                    place = (MIRRORED[role], part.party_id)
                    seen.setdefault(place, {"role": MIRRORED[role], "party": part.party})
        return list(seen.values())

    @property
    def answered(self) -> list[tuple[Letter, str]]:
        """Each letter that is answered, with the way that it went."""
        return [(parent, _way(part for part in self.parts if part.letter_id == parent.pk)) for parent in self.parents]


def _way(parts: Iterable[Participation]) -> str:
    sides: dict[str, list[str]] = {"sender": [], "addressee": []}
    for part in parts:
        sides.get(part.role, []).append(part.party.full_name)
    return " → ".join(", ".join(dict.fromkeys(side)) for side in sides.values() if side)


def asked_for(request: HttpRequest) -> bool:
    return "reply_to" in request.GET


def reply_for(request: HttpRequest) -> Reply | None:
    """Return the reply that the address asks for; None for a letter that is not there, or not for this user.

    ``?reply_to=`` may stand several times: one reply to several letters.
    """
    keys = [UUID(key) for key in request.GET.getlist("reply_to")[:MOST_ANSWERED] if is_key(key)]
    found = Letter.objects.visible_to(request.user).select_related("topic", "framework", "form").in_bulk(keys)
    parents = tuple(found[key] for key in dict.fromkeys(keys) if key in found)
    return reply_to(parents, request.user) if parents else None


def reply_to(parents: tuple[Letter, ...], reader: Any) -> Reply:
    parts = Participation.objects.visible_to(reader).filter(letter__in=parents).for_listing()
    return Reply(parents, tuple(parts), tuple(asked_in(parents, reader)))


def asked_in(letters: Iterable[Letter], reader: Any) -> list[Asked]:
    """Return what letters put to each addressee, and where it stands as far as this reader knows."""
    kinds = (Tabling.Kind.PUT, Tabling.Kind.AMENDED)
    put = Tabling.objects.visible_to(reader).filter(letter__in=letters, kind__in=kinds).values("proposal")
    return _asked(Addressee.objects.filter(proposal__in=put), reader)


def asked_again(keys: Iterable[UUID], reader: Any) -> dict[UUID, Asked]:
    """Return what a form that comes back was filled in with, by the key of the addressee."""
    return {asked.addressee.pk: asked for asked in _asked(Addressee.objects.filter(pk__in=keys), reader)}


def _asked(rows: Any, reader: Any) -> list[Asked]:
    rows = rows.visible_to(reader).select_related("proposal", "party__principal")
    rows = list(rows.order_by("proposal__title", "party__name", "id"))
    states = dict(Standing.objects.effective_for(reader).filter(addressee__in=rows).values_list("addressee", "state"))
    return [Asked(row, states.get(row.pk, Standing.State.OPEN)) for row in rows]
