"""Saving a page: the record, then every row of its lists, all or nothing.

Each row is validated when all that it rests on is saved. What is refused is collected, the whole save is undone, and the
page comes back with every word that was typed and each message where it belongs.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from .locks import conflict

PART_OF_THE_RECORD = _("It cannot be deleted: it is part of the record.")
CONTRADICTION = _("This cannot be recorded: it contradicts what is on record.")


class Refused(Exception):  # noqa: N818  it is no error, it is an answer
    """What was refused, by the prefix of the form or list that it is about."""

    def __init__(self, refusals: dict[str, ValidationError]) -> None:
        super().__init__(refusals)
        self.refusals = refusals


def save_rows(formset: Any, parent: Any, by: Any, reason: str = "") -> None:
    """Remove, change and add the rows of one list; the reason is for what was there already.

    Raises Refused with all that was wrong with them.
    """
    refusals: dict[str, ValidationError] = {}
    removed = [form for form in formset.deleted_forms if form.is_stored] if formset.can_delete else []
    for form in removed:
        _remove(form, by, reason, refusals, formset.prefix)
    for form in formset.forms:
        if form not in removed and form.has_changed() and not _marked(formset, form):
            _save(form, formset.fk.name, parent, by, reason, refusals)
    if refusals:
        raise Refused(refusals)


def _marked(formset: Any, form: Any) -> bool:
    return formset.can_delete and formset._should_delete_form(form)


def _remove(form: Any, by: Any, reason: str, refusals: dict[str, ValidationError], prefix: str) -> None:
    if form.has_conflict:
        refusals[prefix] = conflict(form.instance, form.opened_at)
        return
    try:
        with transaction.atomic():
            form.instance.delete(by=by, reason=reason)
    except IntegrityError:
        # Whatever rests on it may be hidden from this user: the answer does not say what it is.
        refusals[prefix] = ValidationError(PART_OF_THE_RECORD)
    except ValidationError as error:
        refusals[prefix] = error


def _save(form: Any, key: str, parent: Any, by: Any, reason: str, refusals: dict[str, ValidationError]) -> None:
    row = form.instance
    setattr(row, key, parent)
    try:
        with transaction.atomic():
            form.complete(parent)
            row.full_clean()
            row.save(by=by, reason=reason if form.is_stored else "")
            form.accompany(by)
    except (ValidationError, IntegrityError) as error:
        refusals[form.prefix] = as_message(error)


def as_message(error: Exception) -> ValidationError:
    """Return what a person is told; the database's own words stay inside."""
    return error if isinstance(error, ValidationError) else ValidationError(CONTRADICTION)
