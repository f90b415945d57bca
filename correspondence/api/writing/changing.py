"""Changing a letter's own columns, against the version that whoever changes it has seen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from correspondence.api.refusals import Refused
from correspondence.dates import UncertainDate
from correspondence.formats.json.letters import DATES, LETTER
from correspondence.formats.json.records import unwritable
from correspondence.models import Letter

from .adding import refuse_void
from .asked import attributes_in
from .columns import DAYS, PLAIN, give
from .naming import Naming
from .pen import Pen

TAG = re.compile(r'(?:W/)?"[^"]*"')
SOURCE = frozenset({"citation", "source_url", "archive_reference", "locator", "captured_on"})
CHANGEABLE = (
    frozenset({"subject", "form", "topic", "framework", "level", "desk", "status", "source", *PLAIN, *DATES, *DAYS})
    - SOURCE
)
EMPTY: dict[type, Any] = {str: "", bool: False, int: None}
LONGEST_REASON = 500


def version_named(header: str) -> frozenset[str]:
    """Return the versions that a request was made for. Raises Refused when it names none."""
    if not header or header.strip() == "*":
        detail = _("Name the version that you change: send its ETag as If-Match.")
        raise Refused((), status=HTTPStatus.PRECONDITION_REQUIRED, detail=detail)
    return frozenset(TAG.findall(header))


def change(letter: Letter, versions: frozenset[str], given: Mapping[str, Any], user: Any) -> Letter:
    """Change what is given of a letter, and return it. Raises Refused and PermissionDenied."""
    pen = Pen(user)
    naming = Naming(pen)
    pen.need("change", letter)
    said, reason = _said(given, pen)
    with transaction.atomic():
        stored = Letter.objects.visible_to(user).select_for_update(of=("self",)).get(pk=letter.pk)
        refuse_void(stored)
        if f'"{stored.version}"' not in versions:
            detail = _("Changed by someone else after you read it: it is version %(now)d now. Nothing was saved.")
            raise Refused((), status=HTTPStatus.PRECONDITION_FAILED, detail=detail % {"now": stored.version})
        level, desk = stored.level, stored.desk
        give(stored, said, naming)
        for which in DATES:
            if which in said:
                setattr(stored, which, said[which])
        moved = (stored.level, stored.desk) != (level, desk)
        if moved and not reason:
            pen.refuse("reason", _("Say why the level or desk changes."))
        pen.settle()
        _store(stored, said, (level, desk) if moved else None, reason, pen)
        pen.settle()
    return Letter.objects.visible_to(user).select_related("form", "topic", "framework").get(pk=letter.pk)


def _store(letter: Letter, said: Mapping[str, Any], before: Any, reason: str, pen: Pen) -> None:
    """Store the columns; a new level or desk moves everything that hangs on the letter, as a step of its own."""
    if before is None:
        if said:
            pen.keep(letter, "", reason=reason)
        return
    level, desk = letter.level, letter.desk
    letter.level, letter.desk = before
    if set(said) - {"level", "desk"}:
        pen.keep(letter, "")
    pen.settle()
    pen.attempt(lambda: letter.reclassify(level=level, desk=desk, by=pen.user, reason=reason), "level")


def _said(given: Mapping[str, Any], pen: Pen) -> tuple[dict[str, Any], str]:
    """Return the columns that a request gives, emptied where it gives null, and its reason. Raises Refused."""
    pen.refuse_all(unwritable(given))
    pen.settle()
    given = dict(given)
    reason = given.pop("reason", None) or ""
    if type(reason) is not str or len(reason) > LONGEST_REASON:
        pen.refuse("reason", _("A reason is text, at most %(most)d characters.") % {"most": LONGEST_REASON})
    for name in given.keys() - CHANGEABLE:
        known = name in LETTER.reads or name in LETTER.ignored
        ours = _("Lists are changed by adding to them; this cannot be changed here.")
        pen.refuse(name, ours if known else _("Not a name that is known here."))
    if given.get("level", "") is None:
        pen.refuse("level", _("Say which level."))
    said = attributes_in(given, pen)
    for name, value in given.items():
        if value is None:
            said[name] = UncertainDate() if name in DATES else EMPTY.get(LETTER.reads[name][1])
    source = said.pop("source", None) or {}
    for name, value in (given.get("source") or {}).items():
        if value is None and name in LETTER_SOURCE:
            source[LETTER_SOURCE[name]] = ""
    return said | source, reason


LETTER_SOURCE = {
    "citation": "citation",
    "url": "source_url",
    "archive_reference": "archive_reference",
    "locator": "locator",
    "captured_on": "captured_on",
}
