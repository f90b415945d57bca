"""Which letters are there? One page of them, each with who wrote to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from correspondence.letter_sheet.routes import Route, route_of
from correspondence.listing import Listing, listed
from correspondence.models import Letter, Participation, Reader


@dataclass(frozen=True)
class LetterRow:
    letter: Letter
    route: Route

    @property
    def extent(self) -> str:
        """Say that the row stands for several exchanges, and how many there are at least; "" for one."""
        if self.letter.is_bundle and self.letter.at_least:
            return _("several, at least %(number)d") % {"number": self.letter.at_least}
        return self.letter.get_extent_display() if self.letter.is_bundle else ""


def listed_letters(filterset: Any, address: Mapping[str, Any], reader: Reader) -> Listing:
    """Return the page of letters that an address asks for, in a constant number of queries."""
    parts = Participation.objects.visible_to(reader).for_listing()
    filterset.queryset = filterset.queryset.select_related("form", "topic").prefetch_related(
        Prefetch("participations", parts, to_attr="parts")
    )
    listing = listed(filterset, address)
    return replace(listing, rows=tuple(LetterRow(letter, route_of(letter.parts)) for letter in listing.rows))
