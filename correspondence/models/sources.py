"""What a source calls things: its keys of parties, and the letters that it names before they are on record."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

from .access import Scoped
from .letters import Letter
from .links import Link
from .parties import Party


def web_address(words: str) -> str:
    """Return words that are an address of the web, which it is harmless to follow; "" for all others."""
    try:
        host = urlsplit(words).netloc
    except ValueError:
        return ""
    return words if host and words.casefold().startswith(("http://", "https://")) else ""


class PartyKey(Scoped):
    """The name of a party in an authority file, or in one source: a later import knows the party again by it."""

    requires = ("party",)

    party = models.ForeignKey(Party, models.CASCADE, related_name="keys", verbose_name=_("party"))
    key = models.CharField(
        _("key"), max_length=300, help_text=_("An address in an authority file, or the source and its own key.")
    )

    class Meta(Scoped.Meta):
        verbose_name = _("key of a party")
        verbose_name_plural = _("keys of parties")
        ordering = ("key",)
        constraints = (
            # The audience is part of it: a refused key must not betray a party that is hidden.
            models.UniqueConstraint(
                fields=("key", "audience"),
                name="party_key_once",
                violation_error_message=_("Another party has this key."),
            ),
        )

    def __str__(self) -> str:
        return self.key

    @property
    def address(self) -> str:
        """Where the authority file says more, "" for a key that is no address."""
        return web_address(self.key)


class AwaitedLink(Scoped):
    """A letter that this one names, and that is not on record yet: it becomes a link when that letter arrives."""

    requires = ("letter",)

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="awaits", verbose_name=_("letter"))
    target = models.CharField(_("key of the other letter"), max_length=200, db_index=True)
    relation = models.CharField(_("relation"), max_length=20, choices=Link.Relation, default=Link.Relation.REFERS_TO)
    basis = models.CharField(_("basis"), max_length=10, choices=Link.Basis, default=Link.Basis.EDITION)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Scoped.Meta):
        verbose_name = _("link that waits for its letter")
        verbose_name_plural = _("links that wait for their letters")
        ordering = ("target",)
        constraints = (models.UniqueConstraint(fields=("letter", "target", "relation"), name="awaited_link_once"),)

    def __str__(self) -> str:
        return f"{self.get_relation_display()}: {self.target}"
