"""Letters carried inside other documents: the true author, addressee and date of what a telegram or memorandum transmits.

"Please deliver following message from the President to the King", "Following is aide-memoire handed me today", "October 24,
1962. Dear Mr. President ... Sincerely": what is announced, how it begins, how it is signed.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from .days import first_day

LEAD = 1500  # characters in which a letter is announced
FURTHEST = 60  # days between a telegram and the letter that it carries
KINDS = (
    ("aide_memoire", r"aides?[- ]m[ée]moires?"),
    ("note", r"(?:formal |protest |diplomatic )?notes?(?: verbale)?"),
    ("memorandum", r"memorandum|memo"),
    ("statement", r"oral (?:statement|message|note)|statement"),
    ("letter", r"letters?"),
    ("message", r"messages?|repl(?:y|ies)|communications?|answer|response"),
)
KIND = "|".join(f"(?P<{name}>{words})" for name, words in KINDS)
OFFICE = (
    r"(?:Acting |Deputy |Foreign |Prime |First |Under ?|Vice )?(?:[Pp]resident|[Cc]hairman|[Pp]remier|[Mm]inister|[Ss]ecretary|"
    r"[Cc]hancellor|[Kk]ing|[Qq]ueen|[Aa]mbassador|[Gg]eneral|Archbishop|[Mm]arshal|Chargé|FonMin|PriMin|FonSec|PM|Mr\.|Sir|Lord)"
    r"(?: of State| of Defense| General)?"
)
NAME = rf"(?:(?:the |His Excellency )?(?:[A-Z][a-z]+ )?{OFFICE}(?: [A-Z][\w’'é-]+){{0,2}}|[A-Z][\w’'é.-]+(?: [A-Z][\w’'é-]+){{0,2}}|me|you|us)"
ANNOUNCED = re.compile(
    r"\b(?:[Ff]ollow(?:ing|s)|[Tt]ranslation|[Tt]ext of|[Dd]eliver|[Cc]onvey|[Tt]ransmit\w*|[Hh]and(?:ed)?|[Pp]ass|[Rr]eads?|[Qq]uote)\b"
    rf"(?:(?!\.\s)[^:\n]){{0,90}}?\b(?:{KIND})\b(?P<rest>(?:(?!\.\s)[^:\n]){{0,200}})"
)
RETOLD = re.compile(
    r"\b(?:summary|highlights|account|reports?|memcon|conversations?|discussions?|analysis|assessment|comments?|"
    r"talking points|press|Congress|following telegrams?|next telegrams?|septels?)\b",
    re.IGNORECASE,
)
ENTRUSTED = re.compile(
    r"^(?:following (?:is )?(?:the )?(?:\w+ ){0,3}?(?:text|message|letter|note|aide|reply|memorandum)|text of|"
    r"(?:deliver|convey|hand|pass|transmit)\b[^.]{0,40}\bfollowing\b)",
    re.IGNORECASE,
)
BY = re.compile(
    rf"\b(?:from|signed(?: by)?|by|handed (?:to )?(?:me|us|him) (?:\w+ )?by|received from|of) (?P<name>{NAME})"
)
TO = re.compile(rf"\b(?:to|for|addressed to) (?P<name>{NAME})")
NOBODY = re.compile(
    r"\b(?:Embassy|Department|Government|Consul\w*|here|Washington|Moscow|Begin|Text)\b|^[a-z]+$|^\w{1,2}$"
)
SALUTATION = re.compile(
    r"(?:^|\n|“)\s*[“\"‘']*(?:My )?(?:[Dd]ear|DEAR|[Ee]steemed|[Rr]espected|[Уу]важаемый|[Гг]осподин|[Mm]onsieur|[Cc]her|"
    r"[Ss]ehr geehrte\w*|[Gg]od[āa]t\w+) (?P<name>[^\n,:;]{2,50})[,:;.—–-]"
)
CLOSING = re.compile(
    r"(?:[Ss]incerely|[Rr]espectfully|[Ff]aithfully|[Ww]ith (?:warm|best|kind|high)\w* (?:personal )?(?:regards|wishes|esteem)|"
    r"С уважением|[Aa]r cieņu|[Hh]ochachtungsvoll)[^\n]{0,40}[\n,.”\"]+\s*[“\"]?(?P<name>[A-ZА-Я][\w.’' -]{1,40}?)[.”\"]*(?:\n|$)"
)
OPENS = re.compile(
    r"\n\s*(?:[“\"‘]|Begin [Tt]ext|Quote\b|Verbatim [Tt]ext)|\b(?:Begin [Tt]ext|Quote:|[Vv]erbatim text)"
)
# An enclosure with a heading of its own: "Tab A", "Letter From the President to the Chairman".
ENCLOSED = re.compile(
    r"(?:^|\n)(?:Tab \w+|Attachment(?: \w+)?|Enclosure(?: \w+)?)\s*\n+\s*(?P<head>(?:Draft |Personal |Oral |Text of (?:a )?|\w+ )?"
    r"(?P<kind>Letter|Message|Note|Aide[- ]M[ée]moire|Statement|Reply)\b[^\n]{0,30}?\b(?:[Ff]rom|[Bb]y)\s+(?P<from>[^\n]{3,100}?)"
    r"(?:\s+to\s+(?P<to>[^\n]{3,100}))?)(?=\n)"
)
# "1181. For the Ambassador. Aide-Memoire." and then its words.
HEADED = re.compile(
    r"(?:^|[.\s])(?P<kind>Aide[- ]M[ée]moire|Note [Vv]erbale|Oral [Ss]tatement|Verbatim [Tt]ext)[.:]?\s*\n"
)
GENERIC = re.compile(
    r"^(?:the |his excellency )?(?:mr\.? |mrs\.? |acting )?(?:president|chairman|prime minister|foreign minister|foreign secretary|secretary(?: of state)?|"
    r"ambassador|minister|premier|chancellor|friend|excellency|king|queen)$",
    re.IGNORECASE,
)
CARRIERS = frozenset({"telegram", "memorandum", "notification"})


@dataclass(frozen=True, slots=True)
class Inner:
    """A letter within another document; author and addressee as written, "" where it is not said."""

    kind: str
    author: str = ""
    addressee: str = ""
    day: dt.date | None = None
    start: int = 0


def inner_letter(text: str, form: str, before: dt.date | None) -> Inner | None:
    """Return the letter that a document carries, None when it carries none."""
    if form not in CARRIERS:
        return None
    if form == "memorandum":
        return _enclosed(text, before)
    announced = next((one for one in ANNOUNCED.finditer(text[:LEAD]) if not RETOLD.search(one[0])), None)
    salutation = SALUTATION.search(text[: 2 * LEAD])
    opens = OPENS.search(text, announced.end(), 3 * LEAD) if announced else None
    if salutation is None and (announced is None or not (opens or ENTRUSTED.search(announced[0]))):
        headed = HEADED.search(text[:LEAD])
        return Inner(_kind_of(headed["kind"]), start=headed.end()) if headed else None
    begins = salutation or opens
    start = begins.start() if begins else announced.end() if announced else 0
    author, addressee = _parties(announced, salutation, text)
    kind = next((name for name, _words in KINDS if announced and announced[name]), "letter")
    return Inner(kind, author, addressee, _day(announced["rest"] if announced else "", text, start, before), start)


def _enclosed(text: str, before: dt.date | None) -> Inner | None:
    """Return the letter that is enclosed under a heading of its own."""
    found = ENCLOSED.search(text)
    if found is None:
        return None
    day = _day("", text, found.end(), before)
    return Inner(_kind_of(found["kind"]), _named(found["from"]), _named(found["to"] or ""), day, found.end())


def _kind_of(words: str) -> str:
    """Return the kind that a heading names."""
    said = words.lower()
    return next((name for name, pattern in KINDS if re.fullmatch(pattern, said)), "message")


def _parties(announced: re.Match[str] | None, salutation: re.Match[str] | None, text: str) -> tuple[str, str]:
    said = announced[0] if announced else ""
    writers = [one["name"] for one in BY.finditer(said) if not NOBODY.search(one["name"])]
    readers = [one["name"] for one in TO.finditer(said) if not NOBODY.search(one["name"])]
    signed = CLOSING.search(text[-900:])
    writer = writers[0] if writers else signed["name"] if signed else ""
    greeted = salutation["name"].strip(" .,") if salutation else ""
    reader = readers[-1] if readers else greeted
    return _named(writer), _named(reader)


def _named(name: str) -> str:
    return "" if name in {"me", "you", "us"} else " ".join(name.split()).strip(" .,”“")


def _day(rest: str, text: str, start: int, before: dt.date | None) -> dt.date | None:
    """Return the day that stands at the head of the inner letter, or in the words that announce it."""
    for words in (text[max(0, start - 60) : start], rest, text[start : start + 70]):
        found = first_day(words, before)
        if found and (before is None or abs((before - found.day).days) <= FURTHEST):
            return found.day
    return None


def is_generic(name: str) -> bool:
    """Whether a name is only a title: "Mr. President"."""
    return bool(GENERIC.match(name.strip()))
