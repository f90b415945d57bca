"""The columns of a letter from what a request says, in the same way for a new letter and for one that is changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from correspondence.formats.loading.checking import day_of
from correspondence.models import Letter

from .naming import Naming
from .pen import CALLED

PLAIN = (
    "summary", "knowledge", "extent", "at_least", "extent_note", "dated_in_doubt", "reply_expected", "own_reference",
    "their_reference", "channel", "place", "language", "marking", "citation", "source_url", "archive_reference", "locator",
)  # fmt: skip
DAYS = ("reply_due", "captured_on")
STATUSES = (Letter.Status.DRAFT, Letter.Status.LOGGED)  # registering and voiding are steps of their own


def give(letter: Letter, said: Mapping[str, Any], naming: Naming) -> None:
    """Set the columns that are said; what names nothing on record is refused."""
    for name in PLAIN:
        if name in said:
            setattr(letter, name, said[name])
    if "subject" in said:
        letter.subject = " ".join(said["subject"].split())
    if "form" in said and (form := naming.form(said["form"], "form")):
        letter.form = form
    for name, found in (("topic", naming.topic), ("framework", naming.framework), ("desk", naming.desk)):
        if name in said:
            setattr(letter, name, found(said[name], name))
    if "level" in said and (level := naming.level(said["level"], "level")):
        letter.level = level
    for name in DAYS:
        if name in said:
            setattr(letter, name, _day(said[name], name, naming))
    if "status" in said:
        _give_status(letter, said["status"], naming)


def _day(words: str, name: str, naming: Naming) -> dt.date | None:
    day = day_of(words) if words else None
    if words and day is None:
        naming.pen.refuse(CALLED.get(name, name), _("Not a day as 2018-11-28."), words)
    return day


def _give_status(letter: Letter, status: str, naming: Naming) -> None:
    if status != letter.status and not {status, letter.status} <= set(STATUSES):
        naming.pen.refuse(
            "status", _("A letter is a draft or logged; it is registered and voided in the admin."), status
        )
    else:
        letter.status = status
