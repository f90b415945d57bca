"""What somebody typed, as the fields that his browser sent: carried from page to page until it is saved."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

# The token is drawn anew for each page, and a password is typed anew.
NOT_CARRIED = re.compile(r"csrfmiddlewaretoken\Z|.*password", re.IGNORECASE)

Typed = list[tuple[str, str]]


def typed_in(posted: Any) -> Typed:
    """Return every field that may be carried, in the order in which it was sent."""
    return [(name, value) for name, values in posted.lists() if is_carried(name) for value in values]


def is_carried(name: str) -> bool:
    return not NOT_CARRIED.match(name)


def as_posted(typed: Iterable[tuple[str, str]]) -> QueryDict:
    """Return fields in the shape in which a form reads them."""
    posted = QueryDict(mutable=True)
    for name, value in typed:
        posted.appendlist(name, value)
    return posted
