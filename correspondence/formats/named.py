"""What letters name: parties, topics, formats of cooperation and forms. Our own JSON says each before the first letter
that names it, so that a file can be read into an empty installation (docs/formats.md, "JSON").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from correspondence.dates import UncertainDate

if TYPE_CHECKING:
    from .record import Problem


@dataclass(frozen=True, slots=True)
class PartyRecord:
    """A party that letters further on name by its slug. ``parent`` and ``seat`` are slugs of parties before it."""

    slug: str
    name: str
    kind: str
    short_name: str = ""
    parent: str = ""
    seat: str = ""
    code: str = ""
    existed: UncertainDate = field(default_factory=UncertainDate)
    keys: tuple[str, ...] = ()
    level: str = ""
    desk: str = ""
    line: int = 0
    element: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicRecord:
    """A topic that letters further on name by its slug. ``parent`` is the slug of one before it."""

    slug: str
    name: str
    parent: str = ""
    level: str = ""
    desk: str = ""
    line: int = 0
    element: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameworkRecord:
    """A format of cooperation that letters further on name by its slug. ``parent`` and ``party`` are slugs before it.

    ``established_by`` is the key of a letter, which may stand anywhere in the file or not in it.
    """

    slug: str
    name: str
    kind: str
    symbol: str = ""
    note: str = ""
    parent: str = ""
    party: str = ""
    established_by: str = ""
    level: str = ""
    desk: str = ""
    line: int = 0
    element: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class FormRecord:
    """A form of letter that a ministry has added to those that every installation has."""

    code: str
    label: str
    oral: bool = False
    line: int = 0
    element: str = ""
    problems: tuple[Problem, ...] = ()


Named = PartyRecord | TopicRecord | FrameworkRecord | FormRecord
