"""What did the report say of a letter, before it arrived, against what it says itself?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from correspondence.models import JournalEntry, Letter, Position, Reader, Response, Tabling
from correspondence.models.promoting import SAID, VERB

from .history import Change, changes_in


@dataclass(frozen=True)
class Claim:
    """An act of the letter that is shown by the words of another one."""

    words: str
    act: Any
    source: Letter


@dataclass(frozen=True)
class Reported:
    """What was known of a letter from others; ``rows`` holds both sides where the document says something else."""

    rows: tuple[Change, ...]
    claims: tuple[Claim, ...]


def what_was_reported(letter: Letter, reader: Reader) -> Reported | None:
    """Return what a letter that has arrived was said to be; None for one that was held from the first."""
    if letter.knowledge != Letter.Knowledge.HELD:
        return None
    entry = JournalEntry.objects.visible_to(reader).about(letter.pk).filter(noun="letter", verb=VERB).first()
    if entry is None:
        return None
    said = {capfirst(str(Letter._meta.get_field(name).verbose_name)) for name in SAID}  # type: ignore[union-attr]
    rows = tuple(change for change in changes_in(entry, reader) if change.name in said)
    return Reported(rows, claims_of(letter, reader))


def claims_of(letter: Letter, reader: Reader) -> tuple[Claim, ...]:
    """Return the acts of a letter that rest on what another one says of it."""
    return tuple(_claims(letter, reader))


def _claims(letter: Letter, reader: Reader) -> Iterator[Claim]:
    for noun, named_with in ((Tabling, "proposal"), (Response, "addressee__proposal"), (Position, "party")):
        acts: Any = noun._default_manager.visible_to(reader)  # type: ignore[attr-defined]
        rows = acts.filter(letter=letter).exclude(evidence=None).exclude(evidence__letter=letter)
        for act in rows.select_related("evidence__letter", named_with).order_by("recorded_at", "id"):
            yield Claim(str(act), act, act.evidence.letter)
