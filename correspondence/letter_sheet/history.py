"""What was done to a letter and to what hangs on it, from the journal: what, when, by whom, why, old and new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db.models import Field, Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from correspondence.dates import UncertainDate, UncertainDateField, UnreadableDate
from correspondence.models import JournalEntry, Letter, Reader, Scoped

MOST_ENTRIES = 60
LONGEST_VALUE = 160

VERBS = {
    "recorded": gettext_noop("%(noun)s recorded"),
    "changed": gettext_noop("%(noun)s changed"),
    "removed": gettext_noop("%(noun)s removed"),
    "voided": gettext_noop("%(noun)s voided"),
    "reclassified": gettext_noop("%(noun)s reclassified"),
    "silence confirmed": gettext_noop("Silence confirmed"),
    "lapse confirmed": gettext_noop("Lapse confirmed"),
    "preferred": gettext_noop("%(noun)s preferred"),
    "promoted": gettext_noop("%(noun)s has arrived"),
    "bound moved": gettext_noop("Date moved with the letter that bounds it"),
    "date chosen": gettext_noop("Date taken over from the preferred reading"),
}


@dataclass(frozen=True)
class Change:
    """A column that changed, in words: its name, its value before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    """One entry of the journal, or several that recorded things in the same minute."""

    words: str
    at: dt.datetime
    by: str
    reason: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class History:
    steps: tuple[Step, ...]
    goes_on: bool


def history_of(letter: Letter, reader: Reader) -> History:
    """Return the latest steps of a letter's history that this reader may know of, newest first.

    Who did it is told to readers with an account only: the names of accounts are not for the public.
    """
    rows = list(JournalEntry.objects.visible_to(reader).about(letter.pk)[: MOST_ENTRIES + 1])
    entries = rows[:MOST_ENTRIES]
    names = _names(entries, reader)
    by_name = reader.is_authenticated
    steps = []
    for (_noun, _at, by), group in groupby(entries, key=_sitting):
        together = list(group)
        who = str(by) if by is not None and by_name else ""
        steps += [_recorded(together, who)] if together[0].verb == "recorded" else [_step(together[0], who, names)]
    return History(tuple(steps), len(rows) > MOST_ENTRIES)


def changes_in(entry: JournalEntry, reader: Reader) -> tuple[Change, ...]:
    """Return what an entry changed, in words, as far as this reader may see what it points to."""
    return _changes(entry, _names([entry], reader))


def _sitting(entry: JournalEntry) -> tuple[Any, ...]:
    """What was recorded by the same person in the same minute is one step; everything else stands alone."""
    one = "recorded" if entry.verb == "recorded" else entry.pk
    return one, entry.at.replace(second=0, microsecond=0) if one == "recorded" else entry.at, entry.by


def _recorded(entries: Sequence[JournalEntry], who: str) -> Step:
    if any(entry.noun == "letter" for entry in entries):
        words = _("Logged")
    else:
        nouns = dict.fromkeys(entry.noun_name for entry in entries)
        words = _("%(noun)s recorded") % {"noun": capfirst(", ".join(nouns))}
    return Step(words, entries[0].at, who, entries[0].reason)


def _step(entry: JournalEntry, who: str, names: Mapping[tuple[type[Model], str], str]) -> Step:
    noun = capfirst(entry.noun_name)
    if (entry.noun, entry.verb) == ("letter", "changed") and _only_dates(entry):
        words = _("Date changed")
    elif entry.verb in VERBS:
        words = _(VERBS[entry.verb]) % {"noun": noun}
    else:
        words = f"{noun}: {entry.verb}"
    changes = _changes(entry, names) if entry.before is not None and entry.after is not None else ()
    return Step(words, entry.at, who, entry.reason, changes)


def _only_dates(entry: JournalEntry) -> bool:
    fields = [_fields(entry).get(name) for name in entry.after or {}]
    return all(isinstance(field, UncertainDateField) or (field and not field.editable) for field in fields)


def _fields(entry: JournalEntry) -> dict[str, Field[Any, Any]]:
    model = apps.get_model("correspondence", entry.noun)
    return {field.attname: field for field in model._meta.concrete_fields}


def _changes(entry: JournalEntry, names: Mapping[tuple[type[Model], str], str]) -> tuple[Change, ...]:
    before, after = entry.before or {}, entry.after or {}
    found = []
    for name, field in _fields(entry).items():
        dated = isinstance(field, UncertainDateField)
        if not field.editable or not (name in after or (dated and f"{name}_edtf" in after)):
            continue
        sides = (_said(field, side, names) for side in (before, after))
        found.append(Change(capfirst(str(field.verbose_name)), *sides))
    return tuple(found)


def _said(field: Field[Any, Any], side: Mapping[str, Any], names: Mapping[tuple[type[Model], str], str]) -> str:
    """Return a value of the journal as a person says it; "" for none."""
    value = side.get(field.attname)
    if isinstance(field, UncertainDateField):
        return _date(side.get(f"{field.attname}_edtf") or "", value or "")
    if value in (None, ""):
        return ""
    if field.is_relation:
        return names.get((field.related_model, str(value)), _("(not shown)"))  # type: ignore[arg-type]
    if field.get_internal_type() == "BooleanField":
        return _("yes") if str(value) == "True" else _("no")
    words = str(dict(field.flatchoices).get(value, value))
    return words if len(words) <= LONGEST_VALUE else _("(a long text)")


def _date(edtf: str, words: str) -> str:
    try:
        return UncertainDate.from_edtf(edtf).in_words() if edtf else words
    except UnreadableDate:
        return words


def _names(entries: Iterable[JournalEntry], reader: Reader) -> dict[tuple[type[Model], str], str]:
    """Return the names of the records that changes point to, as far as the reader may see them: a query for each kind."""
    wanted: dict[type[Model], set[str]] = {}
    for entry in entries:
        if entry.before is None or entry.after is None:
            continue
        for name, field in _fields(entry).items():
            if field.is_relation and field.editable and name in entry.after:
                values = {entry.before.get(name), entry.after.get(name)} - {None, ""}
                wanted.setdefault(field.related_model, set()).update(values)  # type: ignore[arg-type]
    found = {}
    for model, keys in wanted.items():
        rows = model._default_manager.filter(pk__in=keys)
        for row in rows.visible_to(reader) if issubclass(model, Scoped) else rows:  # type: ignore[attr-defined]
            found[model, str(row.pk)] = str(row)
    return found
