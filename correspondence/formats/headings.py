"""What the printed heading of a published document says: its kind, and who wrote to whom.

"Mr A, Minister, to Mr B, Prime Minister", "CABLEGRAM, RENOUF TO FOREIGN AFFAIRS", "Letter from Upton and Loomes to
Barwick", "Curtin to Forde". A heading that names nobody ("Cabinet Minute", "54") gives nobody: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .record import NamedParty

LONGEST = 2000  # characters; a longer heading is a text
HONORIFICS = (
    r"Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Prof(?:essor)?|Senator|Hon|Baron|Count|Viscount|Prince|President|Monsieur|"
    r"(?:Field Marshal|Lt Gen|Maj Gen|Brig(?:adier)?(?: Gen)?|General|Lt Col|Colonel|Col|Major|Captain|Capt|Lt|"
    r"(?:Rear |Vice )?Admiral|Air Marshal|Commander|Cdr)"
)
PERSON = re.compile(rf"(?:the )?(?:{HONORIFICS})\b\.?", re.IGNORECASE)
KINDS = {
    "circular cablegram": "telegram",
    "cablegram": "telegram",
    "cable": "telegram",
    "telegram": "telegram",
    "savingram": "telegram",
    "teleprinter message": "telegram",
    "telex": "telegram",
    "inward cablegram": "telegram",
    "outward cablegram": "telegram",
    "letter": "letter",
    "personal letter": "personal_letter",
    "note verbale": "note_verbale",
    "memorandum": "memorandum",
    "minute": "memorandum",
    "aide-mémoire": "aide_memoire",
    "aide-memoire": "aide_memoire",
    "aide memoire": "aide_memoire",
}
OTHERS = (
    "message|submission|cabinet submission|war cabinet submission|full cabinet submission|despatch|dispatch|note|notes|"
    "file note|brief|paper|report|record|memo|facsimile|fax|statement|speech|broadcast message|broadcast speech|"
    "draft letter|draft cablegram"
)
_KIND = "|".join(sorted((*KINDS, *OTHERS.split("|")), key=len, reverse=True))
LEADING_KIND = re.compile(
    rf"(?P<kind>(?:{_KIND})s?)(?P<number>\s+(?:no\.?\s*)?[\w/.-]*\d[\w/.-]*)?"
    rf"(?:\s*\([^()]*\))?(?P<joint>\s*[,;:]\s*|\s+(?=(?:from|to|by|for)\b)|$)",
    re.IGNORECASE,
)
# A paper of some kind that says neither from nor to whom at once: "Memorandum prepared for Delegation to the Conference".
PAPER = re.compile(rf"(?:{_KIND}|minutes|summary|notes?|record|agend\w+)\b(?!['’])", re.IGNORECASE)
FROM = re.compile(r"\bfrom\s+", re.IGNORECASE)
# A kind with nothing between it and the name: "LETTER BUNTING TO CHARTERIS", "Memorandum Hay (Port Moresby) To Warwick Smith".
BARE_KIND = re.compile(
    rf"(?P<kind>(?i:{_KIND}))\s+(?P<number>(?i:no\.?\s*)\d+\s+)?(?=[A-Z][\w'’.-]*(?:\s\([^()]*\)|\s[A-Z][\w'’.-]*)?\s(?i:to)\s)"
)
LEADING_NUMBER = re.compile(r"^\[?\d+[A-Z]?\]?\.?(?:\s+|$)")
MARKS = re.compile(r"\s*\[\d+\]")
SITE = re.compile(r"\s+[-–]\s+Historical Documents\b.*$")
OPENING = re.compile(r"(from|to|for|by)\s+", re.IGNORECASE)
# What a paper is about, behind its author: "Note by A, of Conversation with B".
CONTENT = re.compile(r",?\s+(?:of|on|for)\s+(?:conversation|meeting|discussion|mr|sir|dr)\b", re.IGNORECASE)
PARENTHESIS = re.compile(r"\([^()]*\)")
TO = re.compile(r",?\s+to\s+", re.IGNORECASE)
# An office or a way that is itself "to" somewhere: Minister to Japan, Private Secretary to the Premier, en route to Cairo.
OFFICE_TO = re.compile(
    r"\b(?:minister|ambassador|commissioner|secretary|adviser|advisor|representative|envoy|delegation|delegate|mission|consul|"
    r"attach[ée]|counsellor|assistant|aide|visit|route|legate|nuncio|observer)$",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    rf",?\s+and\s+to\s+|,\s+to\s+(?=\S)|,?\s+and\s+(?=(?:{HONORIFICS})\b)|,\s+(?=(?:{HONORIFICS})\s)", re.IGNORECASE
)
NOT_A_NAME = re.compile(
    r"\b(?:minister|secretary|treasurer|ambassador|commissioner|president|department|ministry|government|office|embassy|"
    r"council|committee|commission|board|trade|defence|affairs|supply|customs|navy|army|air|prime)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says. ``form`` is a code of ours or ""; ``kind`` the words; names are as printed."""

    words: str
    kind: str = ""
    form: str = ""
    number: str = ""
    senders: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()

    @property
    def parties(self) -> tuple[NamedParty, ...]:
        return (
            *(party(name, "sender") for name in self.senders),
            *(party(name, "addressee") for name in self.addressees),
        )


def read_heading(title: str, number: str = "") -> Heading:
    """Return what a title says; ``number`` is the document's own, which stray print may have left within the words."""
    words = " ".join(title[:LONGEST].split())
    plain = LEADING_NUMBER.sub("", SITE.sub("", MARKS.sub("", words)), count=1).strip()
    if number and f" {number} " in plain:
        plain = re.sub(rf"(?<=\w)(,?) {re.escape(number)}(?= [A-Za-z])", r"\1", plain)
    kind, form, serial, rest = _without_kind(plain)
    senders, addressees = _parted(rest, named_kind=bool(kind))
    return Heading(words, kind, form, serial, tuple(_people(senders)), tuple(_people(addressees)))


def party(name: str, role: str) -> NamedParty:
    """Return a party as a heading prints it."""
    return NamedParty(name, role, as_named=name, kind="person" if PERSON.match(name) else "")


def form_of(kind: str) -> str:
    """Return our code of a kind of document, "" when there is none."""
    return KINDS.get(kind.lower(), "")


def _without_kind(plain: str) -> tuple[str, str, str, str]:
    match = LEADING_KIND.match(plain) or BARE_KIND.match(plain)
    if match is None:
        named = FROM.search(plain) if PAPER.match(plain) else None
        return "", "", "", (plain[named.start() :] if named else "" if PAPER.match(plain) else plain)
    kind = match["kind"]
    return kind, form_of(kind), (match["number"] or "").strip(), plain[match.end() :]


def _parted(rest: str, *, named_kind: bool) -> tuple[str, str]:
    """Return the words for the senders and those for the addressees."""
    opening = OPENING.match(rest)
    word = opening[1].lower() if opening else ""
    if word and (named_kind or word == "from"):
        rest = rest[opening.end() :] if opening else rest
        if word in {"to", "for"}:
            addressees, _by, senders = _cut_by(rest)
            return senders, addressees
        if word == "by":
            return _author(CONTENT.split(rest, maxsplit=1)[0])
    place = _place_of_to(rest)
    if place is None:
        return (rest, "") if word and named_kind else ("", "")
    return rest[: place[0]].strip(" ,"), rest[place[1] :].strip(" ,")


def _cut_by(rest: str) -> tuple[str, str, str]:
    match = re.search(r"\s+by\s+", rest, re.IGNORECASE)
    return (rest[: match.start()], "by", rest[match.end() :]) if match else (rest, "", "")


def _author(rest: str) -> tuple[str, str]:
    """Part "Hodgson to the Commission": the author, and to whom, unless the "to" is part of an office."""
    match = TO.search(rest)
    if match is None or (not match[0].startswith(",") and OFFICE_TO.search(rest[: match.start()])):
        return rest, ""
    return rest[: match.start()], rest[match.end() :]


def _place_of_to(rest: str) -> tuple[int, int] | None:
    """Return where the "to" between senders and addressees stands; what is in brackets is passed over."""
    masked = PARENTHESIS.sub(lambda found: "_" * len(found[0]), rest)
    every = list(TO.finditer(masked))
    if not every:
        return None
    for match, following in zip(every, [*every[1:], None], strict=True):
        if match[0].lstrip().startswith(","):
            return match.span()
        if _belongs_to_an_office(masked, match, following):
            continue
        return match.span()
    return every[-1].span() if len(every) == 1 else None


def _belongs_to_an_office(masked: str, match: re.Match[str], following: re.Match[str] | None) -> bool:
    """Whether this "to" is part of what somebody is, with another one still to come for the addressee."""
    if following is None or not OFFICE_TO.search(masked[: match.start()]):
        return False
    return "," not in masked[match.end() : following.start()]


def _people(words: str) -> Iterator[str]:
    """Yield each of several people or offices: "A, Minister, and to B, Treasurer", "Evatt, Chifley and Beasley"."""
    masked = PARENTHESIS.sub(lambda found: "\0" * len(found[0]), words)
    start = 0
    for match in [*BETWEEN.finditer(masked), None]:
        end = match.start() if match else len(words)
        yield from _listed(words[start:end].strip(" ,.;:"))
        start = match.end() if match else end


def _listed(words: str) -> Iterator[str]:
    """Yield the names of a list of bare names that ends in "and"; anything else is one name."""
    names = [name.strip() for name in re.split(r",\s*(?:and\s+)?|\s+and\s+", words, flags=re.IGNORECASE)]
    is_list = re.search(r"\sand\s+\S+(?:\s\S+)?$", words, re.IGNORECASE) is not None and len(names) > 1
    if is_list and all(0 < len(name.split()) <= 2 and not NOT_A_NAME.search(name) for name in names):
        yield from names
    elif words:
        yield words


__all__ = ["Heading", "form_of", "party", "read_heading"]
