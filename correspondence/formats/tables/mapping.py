"""Which column of a table means which of ours: by the mapping that is given, else by its headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from correspondence.formats.record import Problem, Unreadable

from .columns import NAMES, OF_CSV2CMI, is_our_own, proposed_mapping
from .letter import Table
from .rows import Row

SEVERAL_COLUMNS = {
    "from",
    "to",
    "copy_to",
    "via",
    "on_behalf_of",
    "present",
    "concerns",
    "from_keys",
    "to_keys",
    "answers",
}
UNREAD = "unread"  # what a foreign column is mapped to that shall be left out, whatever its heading means
NOT_READ = {"side"}  # our own, but it only says how a page was laid out
OURS = {*NAMES, UNREAD}
SAYS_NO = {"no", "none", "absent", "false", "0"}


@dataclass(frozen=True, slots=True)
class Found:
    """The columns of a table, whether its first row names them, and what there is to say of them."""

    table: Table
    has_header: bool
    problems: tuple[Problem, ...] = ()


def table_of(first: Row, options: Mapping[str, Any], name: str) -> Found:
    """Return what the columns mean. Raises Unreadable where a mapping does not fit the table, or nothing is known of it."""
    given = {str(one).strip(): str(other).strip() for one, other in dict(options.get("map") or {}).items()}
    headings = [cell.strip() for cell in first.cells]
    has_header = _has_header(options.get("header"), headings, given)
    mapped = _mapped(given, headings if has_header else [], len(headings))
    if has_header:
        taken = set(mapped.values())
        proposed = proposed_mapping(headings)
        known = {headings.index(heading): ours for heading, ours in proposed.items() if ours not in taken}
        mapped = {**{place: ours for place, ours in known.items() if place not in mapped}, **mapped}
    mapped = {place: ours for place, ours in mapped.items() if ours != UNREAD}
    if not mapped:
        raise Unreadable(
            Problem(_("no column of this table is known: say which is which by a mapping"), line=first.line)
        )
    own = has_header and not given and is_our_own(headings)
    separator = "|" if has_header and not OF_CSV2CMI.isdisjoint(headings) else ""
    edition = str(options.get("edition") or name)
    table = Table(mapped, own=own, separator=separator, edition=edition)
    return Found(table, has_header, tuple(_remarks(headings if has_header else [], mapped, first.line)))


def _has_header(said: Any, headings: list[str], given: Mapping[str, str]) -> bool:
    """Whether the first row names the columns: as said, else unless all are mapped by number and no heading is known."""
    if said is not None and said != "":
        return str(said).strip().lower() not in SAYS_NO
    numbers = bool(given) and all(one.isdecimal() or other.isdecimal() for one, other in given.items())
    return not numbers or bool(proposed_mapping(headings))


def _mapped(given: Mapping[str, str], headings: list[str], width: int) -> dict[int, str]:
    """Return the place of each mapped column. A pair is theirs and ours, or ours and theirs."""
    found: dict[int, str] = {}
    for one, other in given.items():
        place, ours = _pair(one, other, headings, width)
        if ours in found.values() and ours not in {*SEVERAL_COLUMNS, UNREAD}:
            raise Unreadable(Problem(_("two columns are mapped to one of ours"), "map", ours))
        found[place] = ours
    return found


def _pair(one: str, other: str, headings: list[str], width: int) -> tuple[int, str]:
    for theirs, ours in ((one, other), (other, one)):
        place = _place(theirs, headings, width)
        if ours in OURS and place is not None:
            return place, ours
    if one not in OURS and other not in OURS:
        ours = other if _place(one, headings, width) is not None else one
        raise Unreadable(Problem(_("there is no column of ours that is called so"), "map", ours[:80]))
    theirs = one if other in OURS and one not in OURS else other
    raise Unreadable(Problem(_("the table has no such column"), "map", theirs[:80]))


def _place(theirs: str, headings: list[str], width: int) -> int | None:
    if theirs in headings:
        return headings.index(theirs)
    if theirs.isdecimal() and len(theirs) < 6 and 1 <= int(theirs) <= width:
        return int(theirs) - 1
    return None


def _remarks(headings: list[str], mapped: Mapping[int, str], line: int) -> list[Problem]:
    unread = [one for place, one in enumerate(headings) if one and place not in mapped and one not in NOT_READ]
    remarks = []
    if unread:
        remarks.append(Problem(_("these columns are not read"), "map", ", ".join(unread)[:300], line, fatal=False))
    if not {"key", "source_key", "id"} & set(mapped.values()):
        message = _("no column holds a key: a row that is changed later is taken for another letter")
        remarks.append(Problem(message, "map", "", line, fatal=False))
    return remarks
