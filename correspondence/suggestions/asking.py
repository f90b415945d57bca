"""What is asked: the letter whose earlier exchange is looked for, stored or still being typed; and what is suggested."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from correspondence.dates import UncertainDate
from correspondence.models import Letter


@dataclass(frozen=True, slots=True)
class Asking:
    """A letter as far as it is known. Only the first eight are there while it is being typed; any of them may be empty.

    ``sender_principals`` and ``addressee_principals`` are keys of parties (or parties) in whose name is written. ``exclude`` is
    the letter's own key where it is stored. ``sender_names`` and ``addressee_names`` are names as written; ``sort_key`` is its
    place in the file; ``source_key`` its key in an edition, whose other letters are looked through too.
    """

    sender_principals: tuple[Any, ...] = ()
    addressee_principals: tuple[Any, ...] = ()
    dated: UncertainDate = field(default_factory=UncertainDate)
    own_reference: str = ""
    their_reference: str = ""
    text: str = ""
    topic: Any = None
    exclude: UUID | None = None
    form: str = ""
    subject: str = ""
    sender_names: tuple[str, ...] = ()
    addressee_names: tuple[str, ...] = ()
    present_names: tuple[str, ...] = ()
    sort_key: str = ""
    source_key: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An earlier letter that may be answered: how likely, from 0 to 1, and why, in the reader's language."""

    letter: Letter
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassageSuggestion:
    """A passage that looks like an act. ``quote`` are its exact words in the text, ``start`` and ``end`` where they stand."""

    kind: str
    quote: str
    reason: str
    start: int = 0
    end: int = 0
