"""What a record says, as a digest: a second import of the same knows by it that nothing has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from correspondence.dates import UncertainDate
from correspondence.formats.record import LetterRecord

UNIMPORTED = frozenset({"line", "element", "problems", "id", "later", "closed"})


def digest_of(record: LetterRecord, name: str) -> str:
    """Return a digest of what a record says, whatever file and line it stands on, after the name of its format.

    Two formats say different things of one letter, so only digests of one format can differ. Only what is said counts,
    so that a field which a later version adds changes no digest.
    """
    digest = hashlib.sha256(repr(_said(record)).encode(errors="backslashreplace")).hexdigest()
    return f"{name}:{digest}"[:64]


def _said(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, UncertainDate):
        return (value.text, value.edtf)
    if isinstance(value, tuple):
        return [_said(one) for one in value]
    if is_dataclass(value):
        kind: Any = type(value)
        names, values = _fields(kind)
        said = zip(names, values(value), strict=True)
        return [(name, _said(held)) for name, held in said if held or held is False or held == 0]
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value


@cache
def _fields(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """Return the names of the fields that are taken over, and what reads them all."""
    names = tuple(one.name for one in fields(kind) if one.name not in UNIMPORTED)
    return names, attrgetter(*names)
