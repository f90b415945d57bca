"""Letters that a text names: "your message of October 24", "nota Nr. 41/1234", "Ваше письмо от 3 марта", "Deptel 840"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .languages import Phrases

MOST = 60  # mentions that are looked at; a text that names more is a list
LONGEST_TEXT = 60_000
BEFORE = 70  # characters before a mention in which it is said that it is answered
SENTENCE = re.compile(r"[.!?][”\"’)]?\s+(?=[A-ZĀ-ŽА-Я“])|\n")


@dataclass(frozen=True, slots=True)
class Mention:
    """A letter that a text names. ``whose`` is theirs, ours or "" where it is not said; ``words`` are those of the text.

    ``series`` says which series of numbers is meant, where the text does: department, mission, or the name of a place.
    ``answering`` says that the words before it speak of
    a reply. ``earliest`` and ``latest`` are the days that the text allows, None where it names none.
    """

    words: str
    start: int
    whose: str = ""
    kind: str = ""
    number: str = ""
    series: str = ""
    earliest: dt.date | None = None
    latest: dt.date | None = None
    answering: bool = False

    @property
    def dated(self) -> bool:
        return self.earliest is not None


def is_answered(text: str, start: int, language: Phrases) -> bool:
    """Whether the words before a place speak of a reply: "in response to", "thank you for", "re"."""
    return bool(_answering(language).search(SENTENCE.split(text[max(0, start - BEFORE) : start])[-1]))


@cache
def _answering(language: Phrases) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{language.answering})(?!\w)", re.IGNORECASE)


def plain_number(reference: str) -> str:
    """Return a reference as it is compared: without spaces, "No." and case."""
    found = re.sub(r"^(?:no|nr|n|№)[.°º]*\s*|\s+", "", reference.strip().casefold())
    return found.strip(".,;:()[]№")


def digits(number: str) -> str:
    """Return the last run of digits of a number, without leading zeros: what "Secto 51" and "51" share."""
    runs = re.findall(r"\d+", number)
    return runs[-1].lstrip("0") if runs else ""


def first_mentions(found: Iterator[Mention]) -> tuple[Mention, ...]:
    """Return the first mentions in the order of the text, each once."""
    unlike: dict[tuple[object, ...], Mention] = {}
    for one in sorted(found, key=lambda mention: mention.start):
        unlike.setdefault((one.whose, one.kind, one.number, one.series, one.earliest, one.latest), one)
        if len(unlike) >= MOST:
            break
    return tuple(unlike.values())
