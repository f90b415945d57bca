"""What was found in a file that may become a letter: its words, and what they say of themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_BYTES = 50 * 1024 * 1024  # of a file
MOST_TEXT = 1_500_000  # bytes of the words in UTF-8: a form carries 2.5 MB
MOST_PAGES = 200
UNWRITTEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the headers of an e-mail name: ``role`` as in a letter, ``key`` what a party may be known by."""

    role: str
    name: str
    address: str = ""

    @property
    def key(self) -> str:
        return f"mailto:{self.address}" if self.address else ""

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.address and self.address != self.name else self.name


@dataclass(frozen=True, slots=True)
class Inside:
    """A file within the file: an attachment of an e-mail."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says. Nothing is looked up and nothing supplied: what it does not say is empty.

    ``date`` are the words of the date on the document, ``sent`` those of an e-mail's header; ``made`` is what the file's
    metadata say of its making, which is not the date of the letter. ``answered`` are numbers of the letters that it says it
    answers, ``announced`` the enclosures that it names. ``messages`` are the identifiers of the e-mails that it answers.
    """

    kind: str
    media_type: str
    text: str = ""
    title: str = ""
    date: str = ""
    sent: str = ""
    made: str = ""
    people: tuple[Person, ...] = ()
    references: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    announced: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    inside: tuple[Inside, ...] = ()
    pages: int = 0
    problems: tuple[str, ...] = ()


def cleaned(words: str) -> str:
    """Return words as a database can hold them and a person can read them."""
    whole = words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    lines = whole.replace("\r\n", "\n").replace("\r", "\n").replace("\u00ad", "").split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(UNWRITTEN.sub("", line).rstrip() for line in lines)).strip("\n")


def shortened(words: str, most: int = MOST_TEXT) -> str:
    """Return as much of the words as may be kept, in whole characters."""
    return words if len(words) * 4 <= most else words.encode()[:most].decode(errors="ignore")
