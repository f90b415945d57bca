"""What was done to a letter and to what hangs on it, from the journal: what, when, by whom, why, old and new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db.models import Field, Model
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from correspondence.dates import UncertainDate, UncertainDateField, UnreadableDate
from correspondence.models import JournalEntry, Letter, Reader, Scoped
from correspondence.stances.wording import Piece

from .differences import word_changes

MOST_ENTRIES = 60
LONGEST_VALUE = 160
LONGEST_BEGINNING = 60

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
    "moved": gettext_noop("%(noun)s taken over from a duplicate"),
    "merged": gettext_noop("Merged with a duplicate"),
    "recalled": gettext_noop("Recall by the sender recorded"),
    "principal moved": gettext_noop("%(noun)s follows another principal"),
    "bound moved": gettext_noop("Date moved with the letter that bounds it"),
    "date chosen": gettext_noop("Date taken over from the preferred reading"),
}


@dataclass(frozen=True)
class Change:
    """A column that changed, in words: its name, its value before and after; of long texts, the words that changed."""

    name: str
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()


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
    return History(steps_of(rows[:MOST_ENTRIES], reader), len(rows) > MOST_ENTRIES)


def steps_of(entries: Sequence[JournalEntry], reader: Reader, *, one_by_one: bool = False) -> tuple[Step, ...]:
    """Return some entries of the journal as a person reads them, in a number of queries that does not depend on them."""
    names = _names(entries, reader)
    steps = []
    for (*_noun, by), group in groupby(entries, key=_alone if one_by_one else _sitting):
        together = list(group)
        who = str(by) if by is not None and reader.is_authenticated else ""
        steps += [_recorded(together, who)] if together[0].verb == "recorded" else [_step(together[0], who, names)]
    return tuple(steps)


def changes_in(entry: JournalEntry, reader: Reader) -> tuple[Change, ...]:
    """Return what an entry changed, in words, as far as this reader may see what it points to."""
    return _changes(entry, _names([entry], reader))


def _sitting(entry: JournalEntry) -> tuple[Any, ...]:
    """What was recorded by the same person in the same minute is one step; everything else stands alone."""
    one = "recorded" if entry.verb == "recorded" else entry.pk
    return one, entry.at.replace(second=0, microsecond=0) if one == "recorded" else entry.at, entry.by


def _alone(entry: JournalEntry) -> tuple[Any, ...]:
    return entry.pk, entry.by


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
    return Step(words, entry.at, who, entry.reason, _changes(entry, names) if entry.before is not None else ())


def _only_dates(entry: JournalEntry) -> bool:
    fields = [_fields(entry).get(name) for name in entry.after or {}]
    return all(isinstance(field, UncertainDateField) or (field and not field.editable) for field in fields)


def _fields(entry: JournalEntry) -> dict[str, Field[Any, Any]]:
    model = apps.get_model("correspondence", entry.noun)
    return {field.attname: field for field in model._meta.concrete_fields}


def _changes(entry: JournalEntry, names: Mapping[tuple[type[Model], str], str]) -> tuple[Change, ...]:
    """Return each column that was changed, old and new; of a row that was removed, what it said."""
    before, after = entry.before or {}, entry.after or {}
    found = []
    for name, field in _fields(entry).items():
        if not field.editable or not _told(entry, field, name):
            continue
        old, new = (_said(field, side, names) for side in (before, after))
        if old or new:
            found.append(_change(capfirst(str(field.verbose_name)), old, new))
    return tuple(found)


def _told(entry: JournalEntry, field: Field[Any, Any], name: str) -> bool:
    """Whether an entry says something of a column; to which letter a removed row belonged, its page says."""
    if entry.after is None:
        return name != "letter_id"
    return name in entry.after or (isinstance(field, UncertainDateField) and f"{name}_edtf" in entry.after)


def _change(name: str, old: str, new: str) -> Change:
    if max(len(old), len(new)) <= LONGEST_VALUE:
        return Change(name, old, new)
    if pieces := word_changes(old, new) if old and new else ():
        return Change(name, "", "", pieces)
    return Change(name, _shortened(old), _shortened(new))


def _shortened(words: str) -> str:
    """Return a text too long to be shown by its beginning and its length."""
    if len(words) <= LONGEST_VALUE:
        return words
    number = len(words.split())
    names = {"beginning": words[:LONGEST_BEGINNING].rstrip(), "number": number}
    return ngettext("%(beginning)s … (%(number)d word)", "%(beginning)s … (%(number)d words)", number) % names


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
    if field.get_internal_type() == "DateField" and (day := parse_date(str(value))):
        return date_format(day)
    return str(dict(field.flatchoices).get(value, value))


def _date(edtf: str, words: str) -> str:
    try:
        return UncertainDate.from_edtf(edtf).in_words() if edtf else words
    except UnreadableDate:
        return words


def _names(entries: Iterable[JournalEntry], reader: Reader) -> dict[tuple[type[Model], str], str]:
    """Return the names of the records that changes point to, as far as the reader may see them: a query for each kind."""
    wanted: dict[type[Model], set[str]] = {}
    for entry in entries:
        if entry.before is None:
            continue
        for name, field in _fields(entry).items():
            if field.is_relation and field.editable and _told(entry, field, name):
                values = {entry.before.get(name), (entry.after or {}).get(name)} - {None, ""}
                wanted.setdefault(field.related_model, set()).update(values)  # type: ignore[arg-type]
    found = {}
    for model, keys in wanted.items():
        rows = model._default_manager.filter(pk__in=keys)
        for row in rows.visible_to(reader) if issubclass(model, Scoped) else rows:  # type: ignore[attr-defined]
            found[model, str(row.pk)] = str(row)
    return found
