"""What others rely on changes with a reason only: when a letter was written, by whom and to whom, in which words, to what end.

It holds for letters on file: a draft is nobody's evidence yet, and what is logged for the first time changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from correspondence.models import DialogueChange, Letter, Participation, Position, Response, Tabling, Text

from .saving import Refused

ON_FILE = {Letter.Status.LOGGED, Letter.Status.REGISTERED}
# The columns that others rely on, and the rows that are not removed without a word.
RELIED_ON: dict[Any, frozenset[str]] = {
    Letter: frozenset({*Letter.DATES, "level", "desk"}),
    Participation: frozenset({"role", "party", "as_named", "person"}),
    Text: frozenset({"body", "level"}),
    Response: frozenset({"addressee", "answer", "principal"}),
}
MISSED_IF_REMOVED = (Participation, Tabling, Response, Position, DialogueChange)
LONGEST_NAME = 80


def refuse_without_reason(form: Any, formsets: Iterable[Any]) -> None:
    """Raise Refused when a letter on file is changed in what others rely on and nobody says why."""
    given = form.cleaned_data.get("reason", "")
    if given or not isinstance(form.instance, Letter) or form.initial.get("status") not in ON_FILE:
        return
    changed = list(dict.fromkeys(_changes(form, formsets)))
    if changed:
        message = _("Say why: others rely on what changes here (%(changes)s).") % {"changes": "; ".join(changed)}
        raise Refused({"": ValidationError({"reason": message})})


def _changes(form: Any, formsets: Iterable[Any]) -> Iterator[str]:
    """Yield in words what is changed or removed."""
    yield from _columns(form)
    for formset in formsets:
        removed = formset.deleted_forms if formset.can_delete else []
        for row in formset.initial_forms:
            if row in removed:
                if isinstance(row.instance, MISSED_IF_REMOVED):
                    yield _("removed: %(row)s") % {"row": _named(row.instance)}
            elif columns := list(_columns(row)):
                yield f"{row.instance._meta.verbose_name}: {', '.join(columns)}"


def _columns(form: Any) -> list[str]:
    relied_on = RELIED_ON.get(type(form.instance), frozenset()) if form.is_stored else frozenset()
    return [str(form.fields[name].label).lower() for name in form.edited if name in relied_on]


def _named(row: Any) -> str:
    name = str(row)
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"
