"""Adding to a letter that is on record: a link to an earlier one, or an act."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from correspondence.api.refusals import Refused
from correspondence.models import Letter

from .acts import Acting
from .asked import part_in
from .naming import Naming
from .pen import Pen
from .receipt import receipt_for
from .rows import Rows


def add(part: str, letter: Letter, given: Mapping[str, Any], user: Any) -> dict[str, Any]:
    """Add one thing to a part of a letter, and return the receipt. Raises Refused and PermissionDenied."""
    pen = Pen(user)
    naming = Naming(pen)
    pen.need("change", letter)
    refuse_void(letter)
    one = part_in(part, given, pen)
    with transaction.atomic():
        acting = Acting(letter, naming)
        writers: dict[str, Any] = {
            "previous": Rows(letter, naming).link,
            "proposals": acting.put,
            "responses": acting.answer,
            "positions": acting.hold,
        }
        row = writers[part](one, "")
        pen.settle()
        receipt = receipt_for(row, letter)
    if part == "proposals":
        receipt["proposal"] = str(row.proposal_id)
    return receipt


def refuse_void(letter: Letter) -> None:
    """Raise Refused for a letter that is void: it stays as it is."""
    if letter.status == Letter.Status.VOID:
        raise Refused((), status=HTTPStatus.CONFLICT, detail=_("This letter is void: it stays as it is."))
