"""One page of a filtered list: its rows, where it goes on, what is applied, and what each filter hides.

Every list of the product pages by keyset, counts at most to a thousand, and answers what it cannot read with a message
and no rows. It knows nothing of letters or offers: a list hands over its filterset and the columns it is sorted by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

MOST_COUNTED = 1000
PAGE = 50
LONGEST_CURSOR = 400
# A part is empty where the row has nothing in that column: an offer that was never put stands first in the ledger.
CURSOR = re.compile(r"[0-9A-Za-z_-]*(?:\.[0-9A-Za-z_-]*)*")
ORDERS = ("newest", "oldest")
CHUNK = 500


class UnreadableAddressError(ValueError):
    """A query parameter that is no filter, such as a cursor, does not say anything."""


@dataclass(frozen=True)
class Chip:
    """A filter that is applied: its name in the address, its label, its value as a person says it."""

    name: str
    label: str
    value: str


@dataclass(frozen=True)
class Without:
    """How many rows would show if one filter were taken away."""

    chip: Chip
    count: Count


@dataclass(frozen=True)
class Count:
    """A number of rows, counted at most to a thousand."""

    number: int

    @property
    def is_exact(self) -> bool:
        return self.number <= MOST_COUNTED

    def __str__(self) -> str:
        if self.is_exact:
            return str(self.number)
        return _("more than %(number)s") % {"number": number_format(MOST_COUNTED, force_grouping=True)}


@dataclass(frozen=True)
class Listing:
    """What a list page shows. ``before`` and ``after`` are cursors, "" where there is no further page."""

    filterset: Any
    rows: tuple[Any, ...] = ()
    count: Count = Count(0)
    chips: tuple[Chip, ...] = ()
    hidden_by: tuple[Without, ...] = ()
    before: str = ""
    after: str = ""
    newest_first: bool = True
    order_chosen: str = ""
    is_further_page: bool = False
    problem: str = ""

    @property
    def carried(self) -> tuple[tuple[str, str], ...]:
        """What the form of the filters keeps of the address besides them."""
        return (("order", self.order_chosen),) if self.order_chosen else ()

    @property
    def is_readable(self) -> bool:
        return not self.problem and self.filterset.form.is_valid()

    @property
    def status(self) -> int:
        """The status of the answer: a value that cannot be read is the reader's mistake."""
        return 200 if self.is_readable else 400


def listed(
    filterset: Any,
    address: Mapping[str, Any],
    *,
    keys: Sequence[str] = ("sort_key", "id"),
    newest_first: bool = True,
    size: int = PAGE,
) -> Listing:
    """Return the page of a list that an address asks for.

    ``keys`` are the columns that sort the rows, the last one unique. ``address`` may hold ``after`` or ``before`` (a
    cursor) and ``order`` (newest or oldest); everything else in it belongs to the filterset.
    """
    chosen = address.get("order", "")
    if not filterset.form.is_valid():
        return Listing(filterset, newest_first=newest_first)
    chips = applied(filterset)
    try:
        refuse_formats_but(address, "csv")
        newest_first = _order(chosen, newest_first=newest_first)
        cursor = Cursor.asked_for(address, keys)
    except UnreadableAddressError as error:
        return Listing(filterset, chips=chips, newest_first=newest_first, problem=str(error))
    rows, before, after = page_of(filterset.qs, cursor, keys, newest_first=newest_first, size=size)
    nothing = not rows and cursor is None
    return Listing(
        filterset,
        tuple(rows),
        counted(filterset.qs),
        chips,
        hidden_by=tuple(Without(chip, counted(wider.qs)) for chip, wider in without_each(filterset)) if nothing else (),
        before=before,
        after=after,
        newest_first=newest_first,
        order_chosen=chosen,
        is_further_page=cursor is not None,
    )


def in_chunks(
    rows: QuerySet[Any], keys: Sequence[str], *, newest_first: bool, size: int = CHUNK
) -> Iterator[list[Any]]:
    """Yield all rows of a list in its order, so many at a time, each chunk found by its place as a page is."""
    order = [f"-{key}" if newest_first else key for key in keys]
    found = list(rows.order_by(*order)[:size])
    while found:
        yield found
        if len(found) < size:
            return
        place = Cursor(tuple(_value(found[-1], key) for key in keys), forward=True)
        found = list(rows.filter(place.beside(keys, descending=newest_first)).order_by(*order)[:size])


def refuse_formats_but(address: Mapping[str, Any], *formats: str) -> None:
    """Raise UnreadableAddressError when an address asks for a list in some other format."""
    if address.get("format", "") not in {"", *formats}:
        raise UnreadableAddressError(_("This list is not written in that format; it can be had as “csv”."))


def counted(rows: QuerySet[Any]) -> Count:
    """Count rows, at most one beyond a thousand."""
    return Count(rows.order_by()[: MOST_COUNTED + 1].count())


def applied(filterset: Any) -> tuple[Chip, ...]:
    """Return the filters of a valid filterset that narrow the list."""
    given = filterset.form.cleaned_data
    return tuple(
        Chip(name, str(field.label), _said(field, given[name]))
        for name, field in filterset.form.fields.items()
        if given.get(name) not in (None, "", [])
    )


def _said(field: Any, value: Any) -> str:
    if isinstance(value, Model):
        return str(field.label_from_instance(value))
    return str(dict(getattr(field, "choices", ())).get(value, value))


def without_each(filterset: Any) -> Iterator[tuple[Chip, Any]]:
    """Yield each applied filter with the filterset as it would be without it."""
    for chip in applied(filterset):
        data = filterset.data.copy()
        data.pop(chip.name, None)
        wider = type(filterset)(data, queryset=filterset.queryset, request=filterset.request)
        if wider.form.is_valid():
            yield chip, wider


def _order(chosen: str, *, newest_first: bool) -> bool:
    if chosen and chosen not in ORDERS:
        raise UnreadableAddressError(_("The order is “newest” or “oldest”."))
    return chosen == "newest" if chosen else newest_first


@dataclass(frozen=True)
class Cursor:
    """A place in a list: the sorting columns of the row beside which the page begins or ends."""

    values: tuple[Any, ...]
    forward: bool

    @classmethod
    def asked_for(cls, address: Mapping[str, Any], keys: Sequence[str], *, ids: int = 1) -> Cursor | None:
        """Read the cursor of an address, None when it has none: words, and at its end so many keys of rows.

        Raises UnreadableAddressError.
        """
        asked = [(name, address[name]) for name in ("after", "before") if address.get(name)]
        if not asked:
            return None
        (name, text), *more = asked
        parts = text.split(".")
        if more or len(text) > LONGEST_CURSOR or not CURSOR.fullmatch(text) or len(parts) != len(keys):
            raise UnreadableAddressError(_("This address does not name a page of the list. Start from its first page."))
        return cls((*parts[:-ids], *(_uuid(part) for part in parts[-ids:])), name == "after")

    @staticmethod
    def of(row: Any, keys: Sequence[str]) -> str:
        return ".".join(str(_value(row, key)) for key in keys)

    def beside(self, keys: Sequence[str], *, descending: bool) -> Q:
        """Return the condition that keeps the rows on the far side of this place."""
        side = "lt" if descending == self.forward else "gt"
        found = Q()
        for key, value in reversed(list(zip(keys, self.values, strict=True))):
            beyond = Q(**{f"{key}__{side}": value})
            found = beyond | (Q(**{key: value}) & found) if found else beyond
        # Said once more for the first column alone: databases find the place in the index by this.
        return Q(**{f"{keys[0]}__{side}e": self.values[0]}) & found


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise UnreadableAddressError(
            _("This address does not name a page of the list. Start from its first page.")
        ) from None


def _value(row: Any, key: str) -> Any:
    for name in key.split("__"):
        row = getattr(row, name)
    return row


def page_of(
    rows: QuerySet[Any], cursor: Cursor | None, keys: Sequence[str], *, newest_first: bool, size: int
) -> tuple[list[Any], str, str]:
    """Return the rows of a page and the cursors to the pages before and after it."""
    forward = cursor is None or cursor.forward
    if cursor is not None:
        rows = rows.filter(cursor.beside(keys, descending=newest_first))
    sign = "-" if newest_first == forward else ""
    found = list(rows.order_by(*(f"{sign}{key}" for key in keys))[: size + 1])
    goes_on, found = len(found) > size, found[:size]
    if not forward:
        found.reverse()
    if not found:
        return [], "", ""
    before, after = (cursor is not None, goes_on) if forward else (goes_on, True)
    return found, Cursor.of(found[0], keys) if before else "", Cursor.of(found[-1], keys) if after else ""
