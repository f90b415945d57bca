"""What a request holds, with what it may leave out filled in: then the shapes of the JSON read it as they read a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from correspondence.formats.json import from_json
from correspondence.formats.json.letters import LETTER
from correspondence.formats.json.records import unwritable
from correspondence.formats.json.shapes import Problems
from correspondence.formats.record import LetterRecord

from .pen import Pen

# A party may be named by its slug alone, and is nobody where nothing is said.
NOBODY = {"name": ""}
PARTIES = (
    "senders", "addressees", "others", "proposers", "addressee", "by", "characterised_by", "party",
)  # fmt: skip
UNSAID: dict[str, dict[str, Any]] = {
    **dict.fromkeys(PARTIES, NOBODY),
    "previous": {"relation": "answers", "basis": "stated"},
    "proposals": {"id": "", "title": ""},
    "responses": {"proposal": "", "answer": "", "addressee": NOBODY},
    "positions": {"party": NOBODY, "topic": "", "statement": ""},
}
# What the register itself says of a letter.
OURS = ("id", "void_reason")


def record_in(given: Mapping[str, Any], pen: Pen) -> LetterRecord:
    """Return the letter that a request holds. Raises Refused with everything that cannot be read."""
    for name in OURS:
        if given.get(name):
            pen.refuse(name, _("The register says this itself: leave it out."), given[name])
    if given.get("record", "letter") != "letter":
        pen.refuse("record", _("Only letters are taken here."), given["record"])
    record = from_json(completed(given))
    pen.refuse_all(record.problems)
    pen.settle()
    assert isinstance(record, LetterRecord)
    return record


def part_in(part: str, given: Mapping[str, Any], pen: Pen) -> Any:
    """Return what is to be added to a part of a letter: a link or an act. Raises Refused."""
    kept = attributes_in({part: [given]}, pen, within=f"{part}[0]")
    found = kept[LETTER.reads[part][0]]
    if not found or found[0] is None:
        pen.refuse("", _("There is nothing here that could be added."))
        pen.settle()
    return found[0]


def attributes_in(given: Mapping[str, Any], pen: Pen, *, within: str = "") -> dict[str, Any]:
    """Return the attributes of a letter that a request gives. Raises Refused, with places within ``within``."""
    problems: Problems = [*unwritable(given)]
    kept = LETTER.gathered(completed(given), problems)
    for problem in problems:
        pen.refuse(problem.field.removeprefix(within).lstrip("."), problem.message, problem.value)
    pen.settle()
    return kept


def completed(given: Any, name: str = "") -> Any:
    """Return a value with what its objects leave unsaid."""
    if type(given) is list:
        return [completed(one, name) for one in given]
    if type(given) is not dict:
        return given
    return {key: completed(value, key) for key, value in (UNSAID.get(name, {}) | given).items()}
