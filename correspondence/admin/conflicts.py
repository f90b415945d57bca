"""Two people changed one record: what it was, what the other made of it, what you typed, field by field.

What only one of the two changed stands as he left it; what both changed waits for a choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django import forms
from django.forms.models import model_to_dict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from correspondence.models import JournalEntry
from correspondence.stances.wording import Piece

from .earlier import Earlier, earlier, entries_about
from .field_values import as_sent, said
from .locks import same_lines, version_of
from .two_wordings import difference
from .typed import Typed

THEIRS, YOURS = "theirs", "yours"
ACCOMPANYING = frozenset({"id", "version", "reason", "DELETE"})
REMOVED, GONE = "DELETE", "GONE"  # a row that you remove and the other changed; a row that the other removed


@dataclass(frozen=True)
class Difference:
    """A field that is not what you typed. ``default`` is "" where both changed it; ``sent`` is theirs, to be sent back."""

    name: str
    label: str
    was: str | None
    theirs: str
    yours: str
    default: str
    sent: Typed
    chosen: str
    is_text: bool = False

    @property
    def choice(self) -> str:
        return self.chosen or self.default

    @property
    def is_both(self) -> bool:
        """Whether somebody has to choose."""
        return not self.default

    @cached_property
    def theirs_compared(self) -> tuple[Piece, ...]:
        return difference(self.was, self.theirs) if self.was and self.is_text else ()

    @cached_property
    def yours_compared(self) -> tuple[Piece, ...]:
        return difference(self.was, self.yours) if self.was and self.is_text else ()


@dataclass(frozen=True)
class Part:
    """A record in conflict: the one of the page, or a row of one of its lists."""

    title: str
    prefix: str
    version: str
    differences: tuple[Difference, ...]
    since: tuple[JournalEntry, ...]


def parts_in_conflict(form: Any, formsets: Iterable[Any], reader: Any, choices: Any) -> list[Part]:
    """Return what is in conflict on a page that was sent; none when nobody else has changed anything."""
    rows = [(formset, row) for formset in formsets for row in formset.initial_forms if _in_conflict(formset, row)]
    if not rows and not form.has_conflict:
        return []
    keys = [key for one in (form, *(row for _formset, row in rows)) if (key := _key(one))]
    entries = entries_about(keys, reader)
    parts = [_part(form, str(form.instance._meta.verbose_name), entries, choices)] if form.has_conflict else []
    return parts + [_row_part(formset, row, entries, choices) for formset, row in rows]


def _in_conflict(formset: Any, row: Any) -> bool:
    return row.has_conflict or (not row.is_stored and not _is_removed(formset, row))


def _is_removed(formset: Any, row: Any) -> bool:
    return formset.can_delete and formset._should_delete_form(row)


def _key(form: Any) -> Any:
    if form.is_stored:
        return form.instance.pk
    try:
        return form.instance._meta.pk.to_python(form.data.get(form.add_prefix("id")))
    except forms.ValidationError:
        return None


def _part(form: Any, title: str, entries: Any, choices: Any) -> Part:
    model, key = type(form.instance), form.instance.pk
    now = model._base_manager.get(pk=key)
    before = earlier(model, key, now, entries[key], form.opened_at)
    found = sorted(_differences(form, now, before, choices), key=lambda one: one.default)  # questions first
    return Part(title, form.add_prefix("version"), version_of(now), tuple(found), before.since)


def _row_part(formset: Any, row: Any, entries: Any, choices: Any) -> Part:
    noun = str(row.instance._meta.verbose_name)
    if row.is_stored and not _is_removed(formset, row):
        return _part(row, noun, entries, choices)
    model, key = type(row.instance), _key(row)
    now = model._base_manager.get(pk=key) if row.is_stored else None
    before = earlier(model, key, now, entries[key] if key else [], row.opened_at)
    made = _removed(row, now, before, choices) if row.is_stored else _gone(row, before, choices)
    return Part(noun, row.add_prefix("version"), version_of(now) if row.is_stored else "", (made,), before.since)


def _differences(form: Any, now: Any, before: Earlier, choices: Any) -> Iterator[Difference]:
    theirs = _initial(form, now)
    base = _initial(form, before.row) if before.row is not None else None
    for name, field in _compared(form, theirs):
        bound = form[name]
        if not differs(field, theirs[name], bound.data):
            continue
        yield Difference(
            name=bound.html_name,
            label=str(field.label),
            was=None if base is None else said(field, base[name]),
            theirs=said(field, theirs[name]),
            yours=said(field, bound.data),
            default="" if base is None else _default(field, base[name], theirs[name], bound.data),
            sent=as_sent(bound.html_name, field, theirs[name]),
            chosen=choices.get(bound.html_name, ""),
            is_text=isinstance(field, forms.CharField),
        )


def _compared(form: Any, theirs: dict[str, Any]) -> Iterator[tuple[str, forms.Field]]:
    for name, field in form.fields.items():
        if name in theirs and name not in ACCOMPANYING and not field.disabled:
            yield name, field


def _initial(form: Any, row: Any) -> dict[str, Any]:
    return model_to_dict(row, fields=[name for name in form.fields if name not in ACCOMPANYING])


def differs(field: forms.Field, stored: Any, typed: Any) -> bool:
    return field.has_changed(stored, typed) and not same_lines(stored, typed)


def _default(field: forms.Field, base: Any, theirs: Any, yours: Any) -> str:
    """Return whose wording stands unless somebody chooses: that of the one who changed the field."""
    if not differs(field, base, yours):
        return THEIRS
    return YOURS if base == theirs else ""


def _removed(row: Any, now: Any, before: Earlier, choices: Any) -> Difference:
    """You remove a row that the other has changed."""
    stored = _initial(row, now)
    sent = [one for name in stored for one in as_sent(row.add_prefix(name), row.fields[name], stored[name])]
    asked = _about_row(row, REMOVED, before, choices, default="", theirs=_told(row, now), yours=_("removed"))
    return replace(asked, sent=sent)


def _gone(row: Any, before: Earlier, choices: Any) -> Difference:
    """The other has removed a row that stands on your page."""
    yours = {name: row[name].data for name in row.fields if name not in ACCOMPANYING}
    base = _initial(row, before.row) if before.row is not None else {}
    untouched = base and not any(differs(row.fields[name], base[name], yours[name]) for name in base)
    told = "; ".join(text for name in yours if (text := said(row.fields[name], yours[name])))
    default = THEIRS if untouched else ""
    return _about_row(row, GONE, before, choices, default=default, theirs=_("removed"), yours=told)


def _about_row(
    row: Any, what: str, before: Earlier, choices: Any, *, default: str, theirs: str, yours: str
) -> Difference:
    name = row.add_prefix(what)
    was = None if before.row is None else _told(row, before.row)
    label = str(capfirst(_("the whole row")))
    return Difference(name, label, was, theirs, yours, default, [], choices.get(name, ""))


def _told(row: Any, stored: Any) -> str:
    values = _initial(row, stored)
    return "; ".join(text for name, value in values.items() if (text := said(row.fields[name], value)))
