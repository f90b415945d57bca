"""Letters carried inside telegrams: the true author, addressee and date of what a telegram transmits.

"Please deliver following message from the President to the King", "Following is aide-memoire handed me today", "October 24, 1962.
Dear Mr. President ... Sincerely": what is announced, how it begins, how it is signed.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from .days import first_day
from .languages import Phrases

LEAD = 1500  # characters in which a letter is announced
KINDS = (
    ("aide_memoire", r"aides?[- ]m[ée]moires?"),
    ("note", r"(?:formal |protest |diplomatic )?notes?(?: verbale)?"),
    ("memorandum", r"memorandum|memo"),
    ("statement", r"oral (?:statement|message|note)|statement"),
    ("letter", r"letters?"),
    ("message", r"messages?|repl(?:y|ies)|communications?|answer|response"),
)
KIND = "|".join(f"(?P<{name}>{words})" for name, words in KINDS)
NAME = (
    r"(?:(?:the )?(?:Acting |Deputy |Foreign |Prime |First |Under ?)?(?:[Pp]resident|[Cc]hairman|[Pp]remier|[Mm]inister|[Ss]ecretary|[Cc]hancellor|"
    r"[Kk]ing|[Qq]ueen|[Aa]mbassador|[Gg]eneral|Archbishop|[Mm]arshal|FonMin|Mr\.|Sir|Lord|Government)(?: of State| of Defense| General)?"
    r"(?: [A-Z][\w’'é-]+){0,2}|[A-Z][\w’'é.-]+(?: [A-Z][\w’'é-]+){0,2}|me|you|us)"
)
ANNOUNCED = re.compile(
    rf"\b(?:[Ff]ollowing|[Tt]ext of|[Dd]eliver|[Cc]onvey|[Tt]ransmit\w*|[Hh]and(?:ed)?|[Pp]ass|[Rr]eads?|[Qq]uote)\b(?:(?!\.\s)[^:\n]){{0,90}}?\b(?:{KIND})\b"
    r"(?P<rest>(?:(?!\.\s)[^:\n]){0,200})",
)
RETOLD = re.compile(
    r"\b(?:summary|highlights|account|report|memcon|conversation|discussion|analysis|assessment|comments?)\b",
    re.IGNORECASE,
)
BY = re.compile(
    rf"\b(?:from|signed(?: by)?|by|handed (?:to )?(?:me|us|him) (?:\w+ )?by|received from) (?P<name>{NAME})"
)
TO = re.compile(rf"\b(?:to|for) (?P<name>{NAME})")
SALUTATION = re.compile(
    r"(?:^|\n)\s*[“\"‘']*(?:My )?(?:[Dd]ear|DEAR|[Ee]steemed|[Rr]espected|[Уу]важаемый|[Гг]осподин|[Mm]onsieur|[Cc]her|[Ss]ehr geehrte\w*|[Gg]od[āa]t\w+) "
    r"(?P<name>[^\n,:;]{2,50})[,:;.—–-]"
)
CLOSING = re.compile(
    r"(?:[Ss]incerely|[Rr]espectfully|[Ww]ith (?:warm|best|kind)\w* (?:personal )?(?:regards|wishes)|[Yy]ours \w+|С уважением|[Aa]r cieņu|[Hh]ochachtungsvoll)[^\n]{0,40}[\n,.”\"]+\s*"
    r"(?:[“\"]?)(?P<name>[A-ZА-Я][\w.’' -]{1,40}?)[.”\"]*(?:\n|$)"
)
OPENS = re.compile(
    r"\n\s*(?:[“\"‘]|Begin [Tt]ext|Quote\b|Verbatim [Tt]ext)|\b(?:Begin [Tt]ext|Quote:|[Vv]erbatim text)"
)
GENERIC = re.compile(
    r"^(?:the )?(?:mr\.? |mrs\.? )?(?:president|chairman|prime minister|secretary|ambassador|minister|premier|friend|excellency)$",
    re.IGNORECASE,
)
CARRIERS = frozenset({"telegram", "memorandum", "circular_note", "other", "notification"})


@dataclass(frozen=True, slots=True)
class Inner:
    """A letter within another document; author and addressee as written, "" where it is not said."""

    kind: str
    author: str = ""
    addressee: str = ""
    day: dt.date | None = None
    start: int = 0


def inner_letter(text: str, form: str, before: dt.date | None, language: Phrases | None = None) -> Inner | None:  # noqa: ARG001
    """Return the letter that a telegram carries, None when it carries none."""
    if form not in CARRIERS:
        return None
    lead = text[:LEAD]
    announced = next((one for one in ANNOUNCED.finditer(lead) if not RETOLD.search(one[0])), None)
    salutation = SALUTATION.search(text[: 2 * LEAD])
    if announced is None and salutation is None:
        return None
    opens = OPENS.search(text, announced.end() if announced else 0, 3 * LEAD) if announced else None
    if salutation is None and opens is None and not _entrusted(announced):
        return None
    start = salutation.start() if salutation else opens.start() if opens else announced.end() if announced else 0
    return Inner(_kind(announced), *_parties(announced, salutation, text), _day(announced, text, start, before), start)


def _entrusted(announced: re.Match[str] | None) -> bool:
    """Whether words say that a whole text follows: "deliver following message", "following is note"."""
    if announced is None:
        return False
    said = announced[0].lower()
    return bool(
        re.match(
            r"(?:following (?:is )?(?:the )?(?:\w+ ){0,3}?(?:text|message|letter|note|aide|reply|memorandum)|deliver|text of)",
            said,
        )
    ) or bool(re.search(r"\bfollowing\b", said) and re.search(r"deliver|convey|hand|transmit|pass", said))


def _kind(announced: re.Match[str] | None) -> str:
    return next((name for name, _words in KINDS if announced and announced[name]), "letter")


def _parties(announced: re.Match[str] | None, salutation: re.Match[str] | None, text: str) -> tuple[str, str]:
    said = announced[0] if announced else ""
    author, addressee = BY.search(said), TO.search(said)
    signed = CLOSING.search(text[-900:])
    writer = author["name"] if author else signed["name"] if signed else ""
    reader = addressee["name"] if addressee else ""
    greeted = salutation["name"].strip(" .,") if salutation else ""
    if greeted and (not reader or reader in {"me", "you", "us"}):
        reader = greeted
    return _named(writer), _named(reader)


def _named(name: str) -> str:
    return "" if name in {"me", "you", "us"} else " ".join(name.split()).strip(" .,”“")


def _day(announced: re.Match[str] | None, text: str, start: int, before: dt.date | None) -> dt.date | None:
    """Return the day that stands at the head of the inner letter, or in the words that announce it."""
    head = text[start : start + 160]
    for words in (text[max(0, start - 60) : start], announced["rest"] if announced else "", head[:70]):
        found = first_day(words, before)
        if (
            found
            and (before is None or -30 <= (before - found.day).days <= 60)
            and abs(((before or found.day) - found.day).days) <= 60
        ):
            return found.day
    return None


def is_generic(name: str) -> bool:
    """Whether a name is only a title: "Mr. President"."""
    return bool(GENERIC.match(name.strip()))
