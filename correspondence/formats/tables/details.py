"""What a letter's parts say beyond what a cell can say for a person to read: JSON in a cell, of the same shapes as our JSON.

The cells for people come first: where somebody has changed one of them, the changed cell holds, and the details of what was
not changed are kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from correspondence.dates import UncertainDate
from correspondence.formats.json.parts import POSITION, PROPOSAL, RESPONSE
from correspondence.formats.json.shapes import DATE, FLAG, NUMBER, TEXT, WORDS, Field, Shape, each, place_within, texts
from correspondence.formats.record import Enclosed, NamedLink, NamedParty, Problem, Reading, Words

# Where these are broken the cells for people still say the most of it.
ALSO_IN_CELLS = {"parties", "dates", "links", "texts"}
SHAPES = {
    "parties": Shape(
        NamedParty,
        *texts("role", "name", always=True),
        *texts("slug", "as_named", "kind", "person", "channel", "reference", "place"),
        Field("keys", WORDS),
        Field("received", DATE),
    ),
    "dates": Shape(
        Reading,
        *texts("which", "standing", always=True),
        Field("value", DATE, always=True),
        *texts("time", "zone", "calendar", "basis", "source", "bounded_by", "bound"),
        Field("closed", DATE),
        unsaid={"value": UncertainDate()},
    ),
    "links": Shape(NamedLink, *texts("target", "relation", "basis", always=True), *texts("note", "id")),
    "texts": Shape(
        Words,
        *texts("language", "role", always=True),
        Field("is_excerpt", FLAG),
        *texts("level"),
        Field("body", TEXT, always=True),
    ),
    "files": Shape(
        Enclosed,
        *texts("name", "role", always=True),
        Field("number", NUMBER),
        *texts("language", "media_type", "level", "sha256"),
        Field("size", NUMBER),
        Field("missing", FLAG),
    ),
    "proposals": PROPOSAL,
    "responses": RESPONSE,
    "positions": POSITION,
}


def details(name: str, parts: Sequence[Any]) -> str:
    """Return the parts of one kind as a cell, "" for none."""
    shape = SHAPES[name]
    return json.dumps([shape.written(part) for part in parts], ensure_ascii=False) if parts else ""


def parts_of(name: str, cell: str, problems: list[Problem]) -> tuple[Any, ...]:
    """Return the parts that a cell of details holds; what is not JSON of this shape is told and left out."""
    if not cell.strip():
        return ()
    try:
        given = json.loads(cell)
    except (ValueError, RecursionError):
        given = None
    fatal = name not in ALSO_IN_CELLS
    if not isinstance(given, list):
        problems.append(Problem(_("these details are not as they were written"), name, cell[:80], fatal=fatal))
        return ()
    told: list[Problem] = []
    found = each(SHAPES[name].read)(given, told)
    place_within(name, told, 0)
    problems += (replace(problem, fatal=fatal) for problem in told)
    return tuple(part for part in found if part is not None)


def merged(
    shown: Sequence[Any], known: Sequence[Any], project: Callable[[Sequence[Any]], Sequence[Any]]
) -> tuple[Any, ...]:
    """Return the parts with their details: all of them where the cells for people are as they were written.

    Where a cell was changed, each part that it shows has the details of the part that would be shown alike, if there is one.
    """
    if not known or tuple(project(known)) == tuple(shown):
        return tuple(known or shown)
    left = list(known)
    return tuple(_taken(part, left, project) for part in shown)


def _taken(part: Any, left: list[Any], project: Callable[[Sequence[Any]], Sequence[Any]]) -> Any:
    for known in left:
        if tuple(project([known])) == (part,):
            left.remove(known)
            return known
    return part


def plain_parties(parties: Iterable[NamedParty], roles: Iterable[str]) -> list[NamedParty]:
    """Return the parties as their columns show them: by role, with name and slug alone, if they have either."""
    listed = [one for one in parties if one.name or one.slug]
    return [NamedParty(one.name, role, slug=one.slug) for role in roles for one in listed if one.role == role]
