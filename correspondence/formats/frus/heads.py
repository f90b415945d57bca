"""What the head of a document says: its kind, who wrote, to whom. Marks of the encoding first, else its words.

"10. Letter From President Kennedy to Chairman Khrushchev", "The Consul General at Batavia (Livengood) to the Secretary of
State", "Memorandum Prepared in the Embassy for the Secretary of State". What could be read in two ways is read in none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from .words import LEFT_OUT, local

LONGEST = 4000  # characters; a longer head is a text
# How a marked party stands in the words: its place among the marked ones between two signs that no text has.
OPEN, SHUT, CLOSE = "\ue000", "\ue001", "\ue002"
SIGNS = re.compile(f"{OPEN}\\d+{SHUT}|{CLOSE}")
NUMBER = re.compile(r"(?:\[(\d+[A-Za-z]?)\]\.?|No\.\s*(\d+[A-Za-z]?)\.?(?=\s)|(\d+[A-Za-z]?)\.(?!\d))\s*")
LOOSE = re.compile(r"(?<=[(\[]) | (?=[)\],.;:])")
FROM = re.compile(r"(?:^|\s)[Ff]rom\s+")
TO = re.compile(r",?\s+to\s+")
BY = re.compile(r",?\s+(?:[Pp]repared |[Ss]ubmitted )?by\s+")
FOR = re.compile(r",?\s+(?:[Pp]repared )?for\s+(?!the (?:[Rr]ecord|[Ff]iles?)\b)")
RECORD = re.compile(r"\s+for the (?:record|files?)$", re.IGNORECASE)
# Where the words for an author end: what follows says before whom, or about what.
AFTER_AUTHOR = re.compile(r"\s+[Bb]efore\s|,\s+on\s")
BETWEEN = re.compile(r"\b(?:[Bb]etween|[Aa]mong)\s+")
NAMES = re.compile(r"[A-Z][\w’'-]+(?:, [A-Z][\w’'-]+)*,? and [A-Z][\w’'-]+")
KIND = re.compile(
    r"(?:[A-Z][\w-]*\s+){0,3}?(?:Telegram|Airgram|Letter|Memorandum|Message|Note|Nusup|Tosec|Secto|Cedto|Disto|Toec|Deptel|"
    r"Despatch|Cable|telegram|airgram|message)(?:\s+(?:No\. )?[A-Z]*[-–]?\d[\w/–-]*)?(?=\s)"
)
# An office that is itself "to" somewhere: the Ambassador to Japan, the Delegation to the Foreign Ministers Meeting.
OFFICE_TO = re.compile(
    r"(?:Ambassador|(?<!Prime )(?<!Foreign )Minister|Representatives?|Missions?|Delegat(?:ion|e)|Assistant|Advis[eo]r|"
    r"Counsel(?:or)?|Observer|Envoy|Commissioner|Liaison|Consultant|Aide|Chargé|Legation|Embassy|Chief|\bas)"
    rf"(?:{OPEN}\d+{SHUT}|{CLOSE})*$"
)
CONVERSATION = re.compile(r"conversation|conference|discussion|meeting|minutes|lunch|call\b", re.IGNORECASE)
REPORTING = re.compile(r"(?:Highlights|Notes|Record|Minutes|Summary|Transcript|Excerpts?)\b")


@dataclass(frozen=True, slots=True)
class Mark:
    """A party that the encoding marks in a head. ``person`` tells a person from an office."""

    role: str
    printed: str
    target: str
    person: bool


@dataclass(frozen=True, slots=True)
class Side:
    """The words for one side of a letter, and the marked parties within them."""

    words: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """A head that was read. ``kind`` are the words before the parties; ``doubt`` says why no party was read."""

    words: str
    number: str = ""
    kind: str = ""
    sender: Side = Side()
    addressee: Side = Side()
    present: tuple[str, ...] = ()
    doubt: str = ""
    misplaced: tuple[Mark, ...] = ()


def read_head(element: etree._Element | None) -> Head:
    """Read the head of a document, without its notes."""
    marks: list[Mark] = []
    marked = tidy(_words(element, marks)) if element is not None else ""
    return _read(marked, marks)


def read_words(words: str) -> Head:
    """Read a head of which there are only words."""
    return _read(tidy(words), [])


def tidy(words: str) -> str:
    """Return words with single spaces, and none inside brackets."""
    return LOOSE.sub("", " ".join(words.split()))


def plain(words: str) -> str:
    return tidy(SIGNS.sub("", words))


def _words(element: etree._Element, marks: list[Mark]) -> str:
    pieces = [_unsigned(element.text)]
    for one in element:
        name = local(one.tag)
        if name and name not in LEFT_OUT:
            pieces.append(_marked(one, name, marks))
        elif name == "lb":
            pieces.append(" ")
        pieces.append(_unsigned(one.tail))
    return "".join(pieces)


def _marked(one: etree._Element, name: str, marks: list[Mark]) -> str:
    role = {"from": "sender", "to": "addressee"}.get(one.get("type", ""), "")
    inner = _words(one, marks)
    # "the Secretary of State's Special Assistant": the office is part of the name of another.
    if not role or not inner.strip() or (one.tail or "").startswith(("'s", "’s")):
        return f" {inner}" if name == "lb" else inner
    marks.append(Mark(role, plain(inner), one.get("corresp", ""), name == "persName"))
    return f"{OPEN}{len(marks) - 1}{SHUT}{inner}{CLOSE}"


def _unsigned(text: str | None) -> str:
    return (text or "").replace(OPEN, "").replace(SHUT, "").replace(CLOSE, "")


def _read(marked: str, marks: list[Mark]) -> Head:
    if len(marked) > LONGEST:
        return Head(plain(marked), doubt=f"{plain(marked[:100])}…")
    number = NUMBER.match(marked)
    words = marked[number.end() :] if number else marked
    head = Head(plain(words) or plain(marked), next(filter(None, number.groups())) if number else "")
    kind, sender, addressee, doubt = _parted(words, marks)
    if not marks and is_conversation(kind):
        return replace(head, kind=kind, present=tuple(_people(words)))
    placed = {
        number: role for role, side in (("sender", sender), ("addressee", addressee)) for number in _numbers(side)
    }
    roles = [placed.get(place, mark.role) for place, mark in enumerate(marks)]
    return replace(
        head,
        kind=kind,
        sender=_side("sender", sender, marks, roles),
        addressee=_side("addressee", addressee, marks, roles),
        doubt=doubt,
        misplaced=tuple(mark for mark, role in zip(marks, roles, strict=True) if mark.role != role),
    )


def is_conversation(kind: str) -> bool:
    return bool(CONVERSATION.search(kind) or REPORTING.match(kind))


def _side(role: str, words: str, marks: list[Mark], roles: list[str]) -> Side:
    said = plain(words)
    own = [mark for mark, placed in zip(marks, roles, strict=True) if placed == role]
    # "by the Delegation to the General Assembly", the assembly marked as addressee: an office within another's name.
    return Side(said, tuple(mark for mark in own if mark.role == role or mark.person or mark.printed == said))


def _numbers(words: str) -> list[int]:
    return [int(number) for number in re.findall(f"{OPEN}(\\d+){SHUT}", words)]


def _parted(words: str, marks: list[Mark]) -> tuple[str, str, str, str]:
    """Return the kind, the words for the sender, those for the addressee, and what is in doubt."""
    opening = FROM.search(words)
    if opening and OPEN not in words[: opening.start()] and not TO.search(words, 0, opening.start()):
        kind, rest = words[: opening.start()], words[opening.end() :]
        if is_conversation(kind):
            return plain(words if not marks else kind), "", "", ""
        return plain(kind), *_cut(RECORD.sub("", rest), marks)
    called = KIND.match(words)
    addressed = TO.match(words, called.end()) if called else None
    if called and addressed:
        return plain(called[0]), "", words[addressed.end() :], ""
    between = BETWEEN.search(words) if OPEN in words else None
    if between:
        return plain(words[: between.start()]), "", "", ""
    free, by = _free(words), BY.search(words)
    if free and not (by and by.start() < free[0].start() and not marks) and (marks or not is_conversation(words)):
        return "", *_cut(words, marks)
    return _authored(words)


def _authored(words: str) -> tuple[str, str, str, str]:
    """Read "Paper Prepared by A for B", "Memorandum for B", "Memorandum Prepared for B by A"."""
    by, for_whom = BY.search(words), FOR.search(words)
    kind = words[: min(found.start() for found in (by, for_whom) if found)] if by or for_whom else words
    if is_conversation(kind) or (is_conversation(words) and not by):
        return plain(words), "", "", ""
    sender, addressee = (words[by.end() :] if by else ""), ""
    if for_whom and by and by.start() < for_whom.start():
        # "by the Special Assistant for Intelligence": only a person or body that is named so is written to.
        if words[for_whom.end() :].startswith(("the ", "President ")):
            sender, addressee = words[by.end() : for_whom.start()], words[for_whom.end() :]
    elif for_whom and (words[for_whom.end() :].startswith(("the ", "President ")) or " in " not in kind):
        addressee = words[for_whom.end() : by.start() if by else None]
    sender = AFTER_AUTHOR.split(sender, maxsplit=1)[0]
    if len(free := _free(sender)) == 1 and not addressee:
        sender, addressee = sender[: free[0].start()], sender[free[0].end() :]
    return plain(kind), sender, addressee, ""


def _cut(words: str, marks: list[Mark]) -> tuple[str, str, str]:
    """Part the words at the one "to" that can stand between sender and addressee."""
    places = list(TO.finditer(words))
    if not places:
        return (words, "", "") if _all(words, marks, "sender") else ("", "", "")
    agreeing = [place for place in places if _agrees(words, place, marks)]
    open_to = {place.start() for place in _free(words)}
    free = [place for place in agreeing if place.start() in open_to]
    if len(free) == 1 or (free and marks):
        return words[: free[0].start()], words[free[0].end() :], ""
    if not agreeing and marks:
        free = [place for place in places if place.start() in open_to]
        if len(free) == 1:
            return words[: free[0].start()], words[free[0].end() :], ""
    if len(agreeing) == 1 and {mark.role for mark in marks} == {"sender", "addressee"}:
        return words[: agreeing[0].start()], words[agreeing[0].end() :], ""
    return "", "", plain(words)


def _free(words: str) -> list[re.Match[str]]:
    """Return the places of "to" that belong to no office."""
    return [place for place in TO.finditer(words) if not OFFICE_TO.search(words, 0, place.start())]


def _agrees(words: str, place: re.Match[str], marks: list[Mark]) -> bool:
    """Whether every marked sender stands before the place and every marked addressee behind it."""
    before, after = _numbers(words[: place.start()]), _numbers(words[place.end() :])
    return all(marks[number].role == "sender" for number in before) and all(
        marks[number].role == "addressee" for number in after
    )


def _all(words: str, marks: list[Mark], role: str) -> bool:
    return all(marks[number].role == role for number in _numbers(words))


def _people(words: str) -> list[str]:
    """Return who spoke with whom, where the words part them without doubt."""
    between = BETWEEN.search(words)
    if not between:
        return []
    said: str = re.split(r",? (?:[A-Z][a-z]+ \d{1,2}, \d{4}|[A-Z][a-z]+ \d{1,2})\b", plain(words[between.end() :]))[0]
    if NAMES.fullmatch(said):
        return re.split(r",? and |, ", said)
    parts = re.split(r"(?<=\)),? and |, and |, (?=the )| and (?=the )", said)
    if len(parts) == 1:
        parts = said.split(" and ")
    if any("," in part and "(" not in part for part in parts):
        return []
    return [part.strip(" .,") for part in parts] if len(parts) == 2 or "," not in said else []
