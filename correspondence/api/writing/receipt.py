"""What whoever wrote something is given: the keys of what was made, and what a person should look at."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from correspondence.models import Letter, Link


def receipt_for(row: Any, letter: Letter) -> dict[str, Any]:
    """Return the receipt of a new row of a letter, or of the letter itself."""
    letter.refresh_from_db(fields=["version"])
    return {
        "id": str(row.pk),
        "letter": str(letter.pk),
        "url": reverse("correspondence:api:letter", args=(letter.pk,)),
        "version": letter.version,
        "warnings": [*_warnings(letter, row.actor)],
    }


def _warnings(letter: Letter, user: Any) -> Any:
    """Yield what is stored all the same: dates that contradict a link, in either direction."""
    links = Link.objects.visible_to(user).select_related("later", "earlier")
    for link in (*links.filter(later=letter), *links.filter(earlier=letter)):
        if link.out_of_order:
            names = {"later": link.later, "earlier": link.earlier}
            yield _("“%(later)s” is dated before “%(earlier)s”, which it answers. Please check the dates.") % names
