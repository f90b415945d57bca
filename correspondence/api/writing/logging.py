"""A new letter with everything that comes with it: all of it is stored, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from correspondence.formats.record import LetterRecord
from correspondence.models import Letter

from .acts import Acting
from .asked import record_in
from .columns import give
from .naming import Naming
from .pen import Pen
from .receipt import receipt_for
from .rows import Rows, plainly_dated


def log(given: Mapping[str, Any], user: Any) -> dict[str, Any]:
    """Log a letter and return the receipt. Raises Refused with all that is wrong, and PermissionDenied."""
    pen = Pen(user)
    naming = Naming(pen)
    pen.need("add", Letter())
    record = record_in(given, pen)
    with transaction.atomic():
        letter = _letter(record, naming)
        pen.settle()
        pen.keep(letter, "")
        pen.settle()
        told = {name for name in ("readings", "dated_basis") if given.get(name)}
        Rows(letter, naming).add(record, dates_told=bool(told))
        pen.settle()
        Acting(letter, naming).add(record)
        pen.settle()
        return receipt_for(letter, letter)


def _letter(record: LetterRecord, naming: Naming) -> Letter:
    # A draft is its author's alone, so who that is must be known before it is validated.
    letter = Letter(recorded_by=naming.user, source_key=record.source_key)
    give(letter, {one.name: getattr(record, one.name) for one in fields(record)}, naming)
    for reading in plainly_dated(record):
        setattr(letter, reading.which, reading.value)
    if record.source_key and naming.seen(Letter).filter(source_key=record.source_key).exists():
        naming.pen.refuse("source_key", _("A letter with this key is on record already."), record.source_key)
    return letter
