"""A page of a list as JSON: `count`, `next`, `results`; what cannot be read in its address is named, with no rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.request import Request

from correspondence.listing import ORDERS, Count, Listing
from correspondence.offers.lists import MOST_REJECTED

from .refusals import Refused, Wrong

PLACES = ("order", "after", "before")


def refuse_unknown(request: Request, *forms: Any, names: Sequence[str] = PLACES) -> None:
    """Refuse a parameter that the list does not have: misspelt, it would give everything. Raises Refused."""
    known = {*names, *(name for form in forms for name in form.fields)}
    refuse(Wrong(name, _("This list has no such parameter.")) for name in request.query_params if name not in known)


def readable(request: Request, filterset: Any, listing: Listing) -> Listing:
    """Return a listing that an address could ask for. Raises Refused, naming each parameter that cannot be read."""
    refuse(in_form(filterset.form, request.query_params))
    if listing.problem:
        name = parameter_at_fault(request.query_params)
        raise Refused([Wrong(name, listing.problem, request.query_params.get(name, ""))])
    return listing


def listed_as_json(request: Request, listing: Listing, results: Sequence[Any]) -> dict[str, Any]:
    return {
        "count": count_of(listing.count),
        "next": next_address(request, listing.after),
        "results": results,
    }


def count_of(count: Count) -> int | None:
    """Return a number of rows; None where counting them all would cost too much."""
    return count.number if count.is_exact else None


def next_address(request: Request, cursor: str) -> str | None:
    """Return the address of the next page on this site, None where there is none."""
    if not cursor:
        return None
    asked = request.query_params.copy()
    asked.pop("before", None)
    asked["after"] = cursor
    return f"{request.path}?{asked.urlencode()}"


def in_form(form: Any, given: Mapping[str, Any]) -> Iterable[Wrong]:
    """Yield what a form refuses, by the name of the parameter."""
    for name, errors in form.errors.items():
        at = parameter_at_fault(given) if name == "__all__" else name
        yield from (Wrong(at, str(error), str(given.get(at, ""))[:80]) for error in errors)


def parameter_at_fault(given: Mapping[str, Any]) -> str:
    """Return which of the parameters that say where a page begins cannot be read."""
    if given.get("order", "") not in {"", *ORDERS, MOST_REJECTED}:
        return "order"
    return next((name for name in ("after", "before") if given.get(name)), "order")


def refuse(problems: Iterable[Wrong]) -> None:
    """Raise Refused when there is anything wrong."""
    if found := tuple(problems):
        raise Refused(found)
