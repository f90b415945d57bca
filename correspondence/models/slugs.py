"""Names in addresses: unique, citable, and silent about what is hidden."""

from __future__ import annotations

import re
from uuid import uuid4

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from .access import Scoped

TAIL = re.compile(r"-[0-9a-f]{8}$")


class Named(Scoped):
    """A record with a name and an address of its own.

    A slug is unique over everything, the hidden included; so that a refused slug never betrays a hidden record, the slug
    of a restricted one always carries a random tail.
    """

    slug = models.SlugField(
        _("name in addresses"),
        max_length=120,
        unique=True,
        blank=True,
        help_text=_(
            "Made from the name when left empty. Addresses are cited for decades: change it only when it is wrong."
        ),
    )

    class Meta(Scoped.Meta):
        abstract = True

    def settle(self) -> None:
        super().settle()
        wanted = self.slug or slugify(getattr(self, "short_name", "") or getattr(self, "name", "")) or "unnamed"
        self.slug = self._free_slug(wanted[:100] if self._state.adding else wanted)

    def _free_slug(self, wanted: str) -> str:
        restricted = self.audience.width > 0
        if not self._state.adding:
            return with_tail(wanted) if restricted and not TAIL.search(wanted) else wanted
        taken = not self.slug and type(self)._base_manager.filter(slug=wanted).exists()
        return with_tail(wanted) if restricted or taken else wanted


def with_tail(wanted: str) -> str:
    """Return a slug that says nothing about whether the plain one is taken."""
    return f"{wanted[:100]}-{uuid4().hex[:8]}"
