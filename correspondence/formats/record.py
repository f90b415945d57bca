"""The one record between the formats and the tables: every format reads to it and writes from it (docs/formats.md).

A reader turns a file into these, one letter after the other, and says of each what it did not understand. It looks
nothing up and refuses nothing that the record can hold; `loading` checks, matches and stores.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from correspondence.dates import UncertainDate

from .named import Named


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a source that could not be taken over as it stands.

    ``line`` counts from 1, 0 is not known; ``element`` is the source's own name of the place ("d21", "row 7"). A problem that
    is not ``fatal`` is a warning: the letter is stored, and the words are kept where the record can hold them.
    """

    message: str
    field: str = ""
    value: str = ""
    line: int = 0
    element: str = ""
    fatal: bool = True


class Unreadable(Exception):  # noqa: N818  it names what the file is
    """The file as a whole cannot be read, or not from here on."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A party as the source gives it. ``keys`` and ``slug`` say which one it is; else its name does.

    ``keys`` are addresses of an authority file, or keys of the source itself (``frus1961-63v05#p_KJF2``). ``name`` is the
    source's own heading for the party, or the words of the document; ``as_named`` the words of the document. ``place`` is where
    an addressee was; where a sender was is the place of the letter.
    """

    name: str
    role: str = "sender"
    as_named: str = ""
    keys: tuple[str, ...] = ()
    slug: str = ""
    kind: str = ""
    person: str = ""
    channel: str = ""
    reference: str = ""
    received: UncertainDate = field(default_factory=UncertainDate)
    place: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of one of the four dates. ``time`` is ISO ("14:05"), ``zone`` as given ("Z", "+02:00").

    ``closed`` is the date that follows where another letter bounds this one: for those who read what we write. Whoever stores
    the record works it out again.
    """

    value: UncertainDate
    which: str = "dated"
    time: str = ""
    zone: str = ""
    calendar: str = "gregorian"
    basis: str = "as_printed"
    source: str = ""
    standing: str = "preferred"
    bounded_by: str = ""
    bound: str = ""
    closed: UncertainDate = field(default_factory=UncertainDate)


@dataclass(frozen=True, slots=True)
class NamedLink:
    """The letter does something to an earlier one, which ``target`` names by source key, or by our own ``id``.

    ``id`` is the other letter's key here, "" where it is not known to us: for those who read what we write.
    """

    target: str
    relation: str = "refers_to"
    basis: str = "edition"
    note: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the letter in one language."""

    body: str
    language: str = ""
    role: str = "original"
    is_excerpt: bool = False
    level: str = ""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file of the letter: its bytes, or the record that it is missing here.

    ``sha256`` and ``size`` say which bytes they are where ``content`` is left out.
    """

    name: str
    role: str = "enclosure"
    number: int | None = None
    language: str = ""
    media_type: str = ""
    content: bytes | None = None
    missing: bool = False
    level: str = ""
    sha256: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words that show an act, and the text they stand in: ``role`` is "" when there is none.

    ``in_letter`` is the key of another letter whose text it is, "" the letter's own.
    """

    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    language: str = ""
    role: str = ""
    in_letter: str = ""


@dataclass(frozen=True, slots=True)
class Put:
    """A tabling in this letter, and the proposal that it puts. ``key`` names the proposal in the whole file.

    ``act`` is "" where the letter only answers or opens the proposal, and no letter of the file puts it: then there is the
    proposal and no tabling. ``confirmed`` are silence and lapse, which no letter says: they stand here once in a file.
    """

    key: str
    title: str
    kind: str = "offer"
    act: str = "put"
    terms: str = ""
    act_terms: str = ""
    topic: str = ""
    provision: str = ""
    reply_rule: str = "express"
    holds_until: UncertainDate = field(default_factory=UncertainDate)
    replaces: str = ""
    level: str = ""
    desk: str = ""
    proposers: tuple[NamedParty, ...] = ()
    addressees: tuple[NamedParty, ...] = ()
    shown: Quoted = field(default_factory=Quoted)
    confirmed: tuple[Answered, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer in this letter to a proposal. A rival reading names the ``key`` of the answer that it reads otherwise.

    ``basis`` is "letter", or "silence" or "lapse" of what was confirmed for the day ``confirmed_on`` (``Put.confirmed``).
    """

    proposal: str
    answer: str
    addressee: NamedParty
    key: str = ""
    by: NamedParty | None = None
    principal: bool = True
    grounds: str = ""
    conditions: str = ""
    until: UncertainDate = field(default_factory=UncertainDate)
    framework: str = ""
    opens: str = ""
    characterised_by: NamedParty | None = None
    reading_of: str = ""
    shown: Quoted = field(default_factory=Quoted)
    basis: str = "letter"
    confirmed_on: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A position stated in this letter. ``previous`` is the key of the earlier statement."""

    party: NamedParty
    topic: str
    statement: str
    key: str = ""
    change: str = "first_stated"
    previous: str = ""
    claims_unchanged: bool = False
    shown: Quoted = field(default_factory=Quoted)


@dataclass(frozen=True, slots=True)
class LetterRecord:
    """One letter with everything that hangs on it. Codes are those of the models; "" leaves a thing unsaid.

    ``source_key`` is unique per letter and makes a second import find the first (contract: "Source keys"). ``topic``,
    ``framework``, ``level`` and ``desk`` are codes or slugs, or a name where there is none. ``dates`` holds at most one
    preferred reading of each date. ``later`` is what later letters do to this one: they say so themselves; nothing is stored
    from it but what an edition gives as the next letter. ``line`` and ``element`` say where in the file it stands.
    """

    source_key: str
    id: str = ""
    subject: str = ""
    summary: str = ""
    form: str = ""
    topic: str = ""
    framework: str = ""
    knowledge: str = "held"
    extent: str = "item"
    at_least: int | None = None
    extent_note: str = ""
    dates: tuple[Reading, ...] = ()
    dated_in_doubt: bool = False
    reply_expected: bool = False
    reply_due: str = ""
    own_reference: str = ""
    their_reference: str = ""
    channel: str = ""
    place: str = ""
    language: str = ""
    marking: str = ""
    level: str = ""
    desk: str = ""
    citation: str = ""
    source_url: str = ""
    archive_reference: str = ""
    locator: str = ""
    captured_on: str = ""
    status: str = "logged"
    parties: tuple[NamedParty, ...] = ()
    links: tuple[NamedLink, ...] = ()
    texts: tuple[Words, ...] = ()
    files: tuple[Enclosed, ...] = ()
    puts: tuple[Put, ...] = ()
    answers: tuple[Answered, ...] = ()
    positions: tuple[Held, ...] = ()
    void_reason: str = ""
    later: tuple[NamedLink, ...] = ()
    line: int = 0
    element: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether a problem of its own keeps it from being stored."""
        return any(problem.fatal for problem in self.problems)


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """What an edition says beside the letters: an editorial note. It is stored as context, never as a letter."""

    source_key: str
    title: str
    note: str = ""
    occurred: UncertainDate = field(default_factory=UncertainDate)
    citation: str = ""
    line: int = 0
    element: str = ""
    problems: tuple[Problem, ...] = ()


Record = LetterRecord | NoteRecord | Named


class Reader(Protocol):
    """What each format offers: the letters (and notes) of a file, one by one, in memory that does not grow with the file.

    Our own JSON alone also yields what letters name (``Named``), each before the first letter that does.

    ``options`` are the format's own (a mapping of columns, an encoding). A row that cannot be read is a ``LetterRecord`` with a
    fatal problem, so that the rest of the file is still looked at. Raises ``Unreadable``.
    """

    def __call__(self, path: Path, options: Mapping[str, Any]) -> Iterator[Record]: ...
