"""Letters inside telegrams: the head says Department to Embassy, the letter that it carries is one leader's to another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

LEADER = (
    r"(?:(?:Prime |Foreign )?Minister|President|Chairman|Chancellor|Secretary|Premier|Mr\.|General|King|Ambassador)"
)
NAME = rf"(?:(?:the )?{LEADER}(?: [A-Z][\w’'-]+)?|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
DATE = r"(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}(?:, \d{4})?"
# "Following is the text of a letter from the President to Khrushchev", "text of message dated January 3 from A to B".
ANNOUNCED = re.compile(
    r"\b(?:[Ff]ollowing|[Tt]ext|[Dd]eliver|[Cc]onvey|[Tt]ransmit\w*|[Qq]uote|[Pp]ass|FYI)\b[^.:]{0,120}?\b(?:letter|message|note|reply)\b"
    r"(?P<rest>[^.]{0,160})"
)
# "Please deliver following message from the President to King Paul": no salutation is needed to know what follows.
ENTRUSTED = re.compile(
    r"\b[Ff]ollowing (?:\w+ ){0,2}?(?:letter|message|reply)\b(?! to be)[^.:(]{0,80}\b(?:[Ff]rom|[Tt]o|[Ff]or)\b"
)
FROM = re.compile(rf"\b(?:from|signed|addressed [^.:]{{0,40}}?by) (?P<from>{NAME})")
TO = re.compile(rf"\b(?:to|for) (?P<to>{NAME})")
DATED = re.compile(rf"\b(?:dated|of) (?P<date>{DATE})")
SALUTATION = re.compile(
    r"^[“\"‘]*(?:My )?[Dd]ear (?P<to>(?:Mr\.? |Mrs\.? |Dr\.? )?[A-Z][\w’'. -]{1,50}?)[,:.;—-]", re.MULTILINE
)
OPENING = 12  # paragraphs in which a letter is announced


@dataclass(frozen=True, slots=True)
class CarriedLetter:
    """What is said of a letter that stands within another document: each as printed, "" where it is not said."""

    author: str = ""
    addressee: str = ""
    date: str = ""
    salutation: str = ""

    def __str__(self) -> str:
        said = (("from", self.author), ("to", self.addressee), ("of", self.date), ("beginning “Dear", self.salutation))
        words = " ".join(f"{word} {value}" for word, value in said if value)
        return f"{words}”" if self.salutation else words


def carried(paragraphs: Sequence[str]) -> CarriedLetter | None:
    """Return the letter that a telegram carries, or None: it is announced and begins with a salutation, or in quotation."""
    words = "\n".join(paragraphs)
    salutation = SALUTATION.search(words)
    announced = next((match for match in map(_announcement, paragraphs[:OPENING]) if match), None)
    if announced is None and salutation is None:
        return None
    rest = announced[0] if announced else ""
    author, addressee, date = FROM.search(rest), TO.search(rest), DATED.search(rest)
    if salutation is None and not ENTRUSTED.search(rest) and not (author and _quotes(paragraphs)):
        return None
    return CarriedLetter(
        author["from"] if author else "",
        addressee["to"] if addressee else "",
        date["date"] if date else "",
        salutation["to"].strip() if salutation else "",
    )


def _announcement(paragraph: str) -> re.Match[str] | None:
    return ANNOUNCED.search(paragraph)


def _quotes(paragraphs: Sequence[str]) -> bool:
    return sum(1 for one in paragraphs if one.startswith(("“", '"', "‘"))) >= 2
