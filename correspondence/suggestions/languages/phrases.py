"""What the rules need to know of a language; every entry is a regular expression, matched without regard to case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Phrases:
    """The words of one language for months, kinds of letters, "your", and what acts are done with.

    ``kinds`` maps a kind of exchange to the words for it, ``months`` are twelve, ``yours`` and ``ours`` say whose letter is
    meant, ``of_day`` stands between a letter and its date. ``relative`` maps days before the letter, as a range, to words.
    ``answering`` are words that
    govern a letter that is answered, ``replying`` says that this is an answer, ``asking`` that one is waited for. ``acts`` maps a kind of act to its phrases.
    """

    code: str
    months: tuple[str, ...]
    kinds: Mapping[str, str]
    yours: str
    ours: str
    of_day: str
    number: str
    relative: Mapping[tuple[int, int], str]
    answering: str
    replying: tuple[str, ...]
    asking: tuple[str, ...]
    acts: Mapping[str, tuple[str, ...]]
