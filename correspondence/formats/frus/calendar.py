"""Microfiche volumes: a document is a picture, and its head a whole calendar entry.

"20. Telegram 308 from Moscow, July 28. Bilateral talks: request for guidance. Confidential. 1 p. Department of State, Central
Files, 600.0012/7-2861." The entry names no year: nothing is made of that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .heads import Head, read_words
from .sources import MARKINGS, UNMARKED, shortened

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf",?\s+(?P<date>(?:{MONTHS}) \d{{1,2}}(?:, \d{{4}})?|(?:{MONTHS}) \d{{4}}|[Uu]ndated)(?=[.,;\s]|$)")
PAGES = re.compile(r"\s\d+ pp?\.(?: of source text not declassified\.)?\s*")
MARKING = re.compile(rf"(?:^|[.”]\s+)(?P<marking>{MARKINGS}|{UNMARKED})[^.]{{0,60}}\.")
LONGEST_TITLE = 300
TALK = re.compile(r"\b(?:among|between)\s+(?:[^.]|\b[A-Z]\.)+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A calendar entry that was taken apart: what it is and about what, of when, marked how, where the original lies."""

    head: Head
    title: str
    date: str = ""
    marking: str = ""
    reference: str = ""


def is_entry(words: str, *, has_pictures: bool) -> bool:
    """Whether a head is a calendar entry."""
    return has_pictures or bool(PAGES.search(words) and MARKING.search(words))


def read_entry(words: str) -> Entry:
    """Take a calendar entry apart, by the date that follows what it is, and the number of pages."""
    dated, pages = DATE.search(words), PAGES.search(words)
    title = words[: dated.start()] if dated else words.split(". ", 2)[0]
    head = read_words(title)
    if not head.present and dated:
        talk = TALK.match(words[dated.end() :].lstrip(" ,"))
        head = read_words(f"{title} {talk[0]}") if talk else head
    before = words[: pages.start()] if pages else words
    marks = list(MARKING.finditer(before))
    marking = marks[-1]["marking"] if marks and marks[-1]["marking"] != UNMARKED else ""
    title = before[: marks[-1].start("marking")] if marks else before
    reference = shortened(words[pages.end() :]) if pages else ""
    return Entry(head, _short(title.strip(" .;")) or words, dated["date"] if dated else "", marking, reference)


def _short(title: str) -> str:
    """Return as many sentences of a title as a subject can hold; the whole entry stands in the summary."""
    while len(title) > LONGEST_TITLE and ". " in title:
        title = title.rsplit(". ", 1)[0]
    return title
