"""The first lines of a printed document: "Cablegram 233 LONDON, 15 June 1939, 8.10 p.m.", then "MOST SECRET"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from correspondence.dates import UncertainDate, UnreadableDate, read
from correspondence.formats.headings import form_of

FAR = 300  # characters in which the opening must stand
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"\[?(?P<date>\d{{1,2}}\]? \[?(?:{MONTHS})\]? \[?\d{{4}})\]?")
TIME = re.compile(r"\]?,\s*(\d{1,2})(?:\.(\d\d))?\s*([ap])\.?\s?m\b", re.IGNORECASE)
KIND = re.compile(
    r"(?P<kind>(?:circular )?cablegram|(?:personal )?letter|memorandum|minute|dispatch|despatch|savingram|telegram|note)"
    r"(?:s)?(?=[\s(\[]|$)(?:\s*\((?P<about>[a-z ,]+)\))?",
    re.IGNORECASE,
)
MARKS = re.compile(r"\s*\[\d{1,2}\]")
PLACE = re.compile(r"(?:^|\s)\[?(?P<place>[A-Z][A-Z'’.-]{2,}(?: [A-Z][A-Z'’.-]+)*)\]?$")
MARKING = re.compile(
    r"\b(?:SECRET|CONFIDENTIAL|PERSONAL|PRIVATE|IMMEDIATE|IMPORTANT|URGENT|PRIORITY|RESTRICTED|UNCLASSIFIED|CYPHER)\b"
)
UNNUMBERED = re.compile(r"^unnumbered\b/?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first lines say; "" and an empty date where they say nothing. ``about`` holds "extract", "translation"."""

    kind: str = ""
    form: str = ""
    number: str = ""
    place: str = ""
    about: str = ""
    marking: str = ""
    date: UncertainDate = field(default_factory=UncertainDate)
    time: str = ""


def read_opening(text: str) -> Opening:
    """Return what the first lines of a text say; what they say otherwise stays in the text alone."""
    paragraphs = [part.strip() for part in text[: 4 * FAR].split("\n\n")]
    first = next((part for part in paragraphs if part), "")[:FAR]
    kind = KIND.match(first)
    date = DATE.search(first)
    before = MARKS.sub("", first[kind.end() if kind else 0 : date.start() if date else 0]).strip(" ,[")
    place = PLACE.search(before) if date and (kind or before.isupper()) else None
    number = (before[: place.start()] if place else before).partition("(")[0].strip(" ,[]")
    return Opening(
        kind["kind"] if kind else "",
        form_of(kind["kind"]) if kind else "",
        UNNUMBERED.sub("", number).strip() if kind and date and len(number) <= 40 else "",
        place["place"] if place else "",
        (kind["about"] or "") if kind else "",
        _marking(paragraphs),
        _day(date["date"]) if date else UncertainDate(),
        _time(first[date.end() :]) if date else "",
    )


def _day(words: str) -> UncertainDate:
    try:
        return read(re.sub(r"[\[\]]", "", words), "en")
    except UnreadableDate:
        return UncertainDate()


def _time(behind: str) -> str:
    """Return "20:10" for ", 8.10 p.m."; a span of times is left to the text."""
    match = TIME.match(behind)
    if match is None:
        return ""
    hour, minute = int(match[1]), int(match[2] or 0)
    if not 1 <= hour <= 12 or minute > 59:
        return ""
    return f"{hour % 12 + (12 if match[3].lower() == 'p' else 0):02}:{minute:02}"


def _marking(paragraphs: list[str]) -> str:
    """Return the markings that stand alone in capitals among the first paragraphs: "MOST SECRET", "IMMEDIATE"."""
    found = [MARKS.sub("", part) for part in paragraphs[:5] if len(part) <= 80 and not part.startswith("Cable")]
    return "; ".join(part for part in found if part.isupper() and MARKING.search(part))
