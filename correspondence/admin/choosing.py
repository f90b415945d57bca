"""What was chosen on the page of a conflict, put back into the fields that somebody typed."""

from __future__ import annotations

import re
from typing import Any

from django.http import QueryDict

from .conflicts import GONE, REMOVED, THEIRS, YOURS
from .typed import as_posted, typed_in

ASKED = "_asked"  # every field that waits for a choice
CHOICE, SENT, SEEN = "_choice:", "_theirs:", "_seen:"
# What some fields send along; it belongs to the words beside which it was typed.
COMPANIONS = ("_order", "_before", "_after", "_taken", "_0", "_1")
OURS = re.compile(rf"{ASKED}\Z|{CHOICE}|{SENT}|{SEEN}")


def choices_in(posted: Any) -> dict[str, str]:
    """Return what was chosen, by the name of the field."""
    given = {name: posted.get(f"{CHOICE}{name}") for name in posted.getlist(ASKED)}
    return {name: choice for name, choice in given.items() if choice in {THEIRS, YOURS}}


def is_answered(posted: Any) -> bool:
    """Whether every question was answered; without questions there is nothing to answer."""
    return len(choices_in(posted)) == len(set(posted.getlist(ASKED)))


def with_choices(posted: Any) -> QueryDict:
    """Return the fields as they are to be saved: theirs where that was chosen, and opened at the versions that were seen.

    While a question is open they are as they were typed, and so in conflict as before.
    """
    typed = as_posted([(name, value) for name, value in typed_in(posted) if not OURS.match(name)])
    if not is_answered(posted):
        return typed
    gone: dict[str, str] = {}
    for name, choice in choices_in(posted).items():
        row, _dash, what = name.rpartition("-")
        if what == GONE:
            gone[row] = choice
        elif choice == THEIRS and what == REMOVED:
            _replace_row(typed, row, posted)
        elif choice == THEIRS:
            _replace(typed, name, posted)
    for name, value in typed_in(posted):
        if name.startswith(SEEN) and value:
            typed[name.removeprefix(SEEN)] = value
    for prefix in {row.rpartition("-")[0] for row in gone}:
        _move_rows(typed, prefix, {row.rpartition("-")[2]: choice for row, choice in gone.items()
                                   if row.rpartition("-")[0] == prefix})  # fmt: skip
    return typed


def _replace(typed: QueryDict, name: str, posted: Any) -> None:
    """Put theirs, as the page carried it, in place of what was typed into one field."""
    for one in (name, *(f"{name}{suffix}" for suffix in COMPANIONS)):
        typed.pop(one, None)
        if theirs := posted.getlist(f"{SENT}{one}"):
            typed.setlist(one, theirs)


def _replace_row(typed: QueryDict, row: str, posted: Any) -> None:
    """Let a row that was to be removed stay as the other left it."""
    for name in [one for one in typed if one.startswith(f"{row}-") and one not in {f"{row}-id", f"{row}-version"}]:
        del typed[name]
    for name in posted:
        if name.startswith(f"{SENT}{row}-"):
            typed.setlist(name.removeprefix(SENT), posted.getlist(name))


def _move_rows(typed: QueryDict, prefix: str, gone: dict[str, str]) -> None:
    """Take the rows that are gone out of those that were stored; what you keep of them comes back as new rows."""
    pattern = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,6}})-(.+)\Z")
    rows: dict[str, dict[str, list[str]]] = {}
    for name in list(typed):
        if found := pattern.match(name):
            rows.setdefault(found.group(1), {})[found.group(2)] = typed.pop(name)
    told = typed.get(f"{prefix}-INITIAL_FORMS", "")
    first_new = int(told) if re.fullmatch("[0-9]{1,6}", told) else 0
    numbers = sorted(rows, key=int)
    stored = [number for number in numbers if int(number) < first_new and number not in gone]
    back = [number for number in gone if gone[number] == YOURS and number in rows]
    for number in back:
        rows[number] = {name: values for name, values in rows[number].items() if name not in {"id", "version"}}
    order = [*stored, *back, *(number for number in numbers if int(number) >= first_new)]
    for place, number in enumerate(order):
        for name, values in rows[number].items():
            typed.setlist(f"{prefix}-{place}-{name}", values)
    typed[f"{prefix}-INITIAL_FORMS"] = str(len(stored))
    typed[f"{prefix}-TOTAL_FORMS"] = str(len(order))
