"""What a request may name: parties, topics, letters, offers that its account sees, levels and desks that it is cleared for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from correspondence.formats.record import NamedParty
from correspondence.models import (
    Desk,
    Framework,
    Letter,
    LetterForm,
    Level,
    Party,
    PartyKey,
    Topic,
)
from correspondence.models.access import clearance_of

from .pen import Pen, joined


class Naming:
    """Looks rows up for one account. What is not found is refused at the place that named it; then there is None."""

    def __init__(self, pen: Pen) -> None:
        self.pen, self.user = pen, pen.user
        self.rank, self.desks = clearance_of(self.user)

    def seen(self, noun: Any) -> Any:
        return noun.objects.visible_to(self.user)

    def party(self, named: NamedParty | None, where: str) -> Party | None:
        """Return the party of this slug, else of this key of an authority, else of this very name."""
        if named is None:
            return None
        for name, value in (("slug", named.slug), ("keys", named.keys), ("name", named.name.strip())):
            if value:
                found = list(self._parties(name, value)[:2])
                if len(found) == 1:
                    return found[0]
                message = _("Several parties: give its slug.") if found else _("No party on record is called this.")
                self.pen.refuse(joined(where, name), message, value)
                return None
        self.pen.refuse(joined(where, "slug"), _("Say which party."))
        return None

    def _parties(self, name: str, value: Any) -> Any:
        parties = self.seen(Party).select_related("principal", "audience__level")
        if name == "slug":
            return parties.filter(slug=value)
        if name == "keys":
            return parties.filter(pk__in=self.seen(PartyKey).filter(key__in=value).values("party"))
        return parties.filter(Q(name=value) | Q(short_name=value))

    def topic(self, slug: str, where: str) -> Topic | None:
        return self._by_slug(Topic, slug, where, _("No topic on record has this slug."))

    def framework(self, slug: str, where: str) -> Framework | None:
        return self._by_slug(Framework, slug, where, _("No format of cooperation on record has this slug."))

    def form(self, code: str, where: str) -> LetterForm | None:
        found = LetterForm.objects.filter(code=code).first()
        if found is None:
            self.pen.refuse(where, _("No form of letter has this code.") if code else _("Say which form it has."), code)
        return found

    def level(self, code: str, where: str) -> Level | None:
        """Return a level no higher than the account is cleared for: it would lose the record from its own sight."""
        levels = Level.objects.filter(rank__lte=self.rank).order_by("rank")
        found = levels.filter(code=code).first() if code else levels.first()
        if found is None:
            self.pen.refuse(where, _("Not a level that you are cleared for."), code)
        return found

    def desk(self, code: str, where: str) -> Desk | None:
        if not code:
            return None
        found = next((desk for desk in Desk.objects.filter(code=code) if str(desk.pk) in self.desks), None)
        if found is None:
            self.pen.refuse(where, _("Not a desk of yours."), code)
        return found

    def letter(self, key: str, where: str) -> Letter | None:
        """Return the letter of this id, or of this key of a source."""
        letters = self.seen(Letter).select_related("audience__level")
        pk = id_in(key)
        found = letters.filter(pk=pk).first() if pk else letters.filter(source_key=key).first() if key else None
        if found is None:
            self.pen.refuse(where, _("No letter on record has this id or key."), key)
        return found

    def row(self, noun: Any, key: str, where: str) -> Any:
        """Return the row of this id."""
        pk = id_in(key)
        found = self.seen(noun).filter(pk=pk).first() if pk else None
        if found is None:
            self.pen.refuse(where, _("Nothing on record has this id."), key)
        return found

    def _by_slug(self, noun: Any, slug: str, where: str, message: str) -> Any:
        found = self.seen(noun).filter(slug=slug).first() if slug else None
        if slug and found is None:
            self.pen.refuse(where, message, slug)
        return found


def id_in(key: str) -> UUID | None:
    """Return the id that a text is, None when it is none."""
    try:
        return UUID(key)
    except ValueError:
        return None
