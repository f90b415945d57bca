"""From a record to a value of JSON and back, whatever kind of record it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from reprlib import repr as shortened
from typing import Any

from django.utils.translation import gettext as _

from correspondence.formats.record import LetterRecord, Problem, Record

from .letters import LETTER, letter_as_json, letter_from_json
from .parts import SHAPES
from .shapes import Problems, mistaken

UNWRITABLE = re.compile("[\ud800-\udfff\x00]")  # halves of characters, and what no database takes
MOST_PROBLEMS = 100  # that are told of one record
NAMES = {shape.of: name for name, shape in SHAPES.items()}


def to_json(record: Record) -> dict[str, Any]:
    """Return a record as JSON holds it. What is no letter says under `record` what it is."""
    if isinstance(record, LetterRecord):
        return letter_as_json(record)
    name = NAMES[type(record)]
    return {"record": name, **SHAPES[name].written(record)}


def from_json(given: Any, *, line: int = 0, element: str = "", escaped: bool = True) -> Record:
    """Return the record that a value of JSON stands for; one that cannot be is a letter with all its fatal problems.

    ``escaped`` is False where the source is known to hold no character that only an escape can write.
    """
    problems: Problems = []
    if type(given) is not dict:
        problems.append(mistaken(given, dict))
        return _refused(given, problems, line, element)
    if escaped:
        problems += unwritable(given)
    name = given.get("record", "letter")
    if name == "letter":
        shape, kept = LETTER, letter_from_json(given, problems)
    elif type(name) is str and name in SHAPES:
        shape = SHAPES[name]
        kept = shape.gathered(given, problems)
    else:
        problems.append(Problem(_("No kind of record is called this."), "record", shortened(name)))
        return _refused(given, problems, line, element)
    if not any(problem.fatal for problem in problems):
        kept["line"], kept["element"], kept["problems"] = line, element, tuple(problems)
        found: Record | None = shape.made(kept, problems)
        if found is not None:
            return found
    return _refused(given, problems, line, element)


def _refused(given: Any, problems: Problems, line: int, element: str) -> LetterRecord:
    key = given.get("source_key") if isinstance(given, dict) else ""
    known = key if isinstance(key, str) and not UNWRITABLE.search(key) else ""
    if len(problems) > MOST_PROBLEMS:
        more = Problem(_("There are %(number)d more mistakes.") % {"number": len(problems) - MOST_PROBLEMS})
        problems = [*sorted(problems, key=lambda problem: not problem.fatal)[:MOST_PROBLEMS], more]
    return LetterRecord(source_key=known, line=line, element=element, problems=tuple(problems))


def unwritable(given: Any) -> Iterator[Problem]:
    """Tell every text that holds half a character or a null character."""
    waiting = [("", given)]
    for where, value in waiting:  # grows while it is walked
        if isinstance(value, str):
            if UNWRITABLE.search(value):
                yield Problem(_("This holds a character that cannot be stored."), where, ascii(value)[:80])
        elif isinstance(value, dict):
            waiting += ((f"{where}.{name}" if where else name, one) for name, one in value.items())
            waiting += ((f"{where}.{name!a}".lstrip("."), name) for name in value if UNWRITABLE.search(name))
        elif isinstance(value, list):
            waiting += ((f"{where}[{place}]", one) for place, one in enumerate(value))
