"""Where the dialogue itself was begun, suspended, resumed or ended: bands across both lanes, and where it stands now."""

from __future__ import annotations

from collections.abc import Sequence

from correspondence.models import DialogueChange

from .pages import FIRST, LAST, Page


def bands_on(page: Page, changes: Sequence[DialogueChange], *, within: tuple[str, str] | None) -> list[DialogueChange]:
    """Return the changes around a page's rows, as events are: each stands on the page of the exchange that follows it.

    One that has no date, and whose letter has none, stands with its letter among the undated.
    """
    first, last = within or (FIRST, LAST)
    after = page.earlier.sort_key if page.earlier else first
    until = page.later.sort_key if page.later else last
    return [change for change in changes if after < change.place <= until]
