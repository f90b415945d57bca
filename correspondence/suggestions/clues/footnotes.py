"""What the edition says in its footnotes: on which earlier document this one rests, and which later one replied."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from correspondence.suggestions.mentions import is_answered
from correspondence.suggestions.papers import LEAD, Paper

from .clue import Clue, Question

REPLY = re.compile(
    r"\b(?:repl(?:y|ies|ied)|respon(?:se|ds?|ded)|answer(?:s|ed)?|in reply|acknowledg\w+)\b", re.IGNORECASE
)
FOR_REPLY = re.compile(
    r"\b(?:for|see|the|in)\b[^.]{0,60}\b(?:reply|response|answer|replied|responded|answered)\b|"
    r"\b(?:replied|responded|answered) (?:in|on|to|with)\b",
    re.IGNORECASE,
)
LINE = re.compile(r"^(?P<number>[\w*]+), at “(?P<lemma>.*?)”: (?P<words>.*)$", re.MULTILINE)
CITING = re.compile(
    r"(?:\b(?:tel(?:egram)?s?|deptels?|embtels?|urtel|reftels?|letters?|messages?|notes?|memorand\w+|communications?|cables?|"
    r"aide-m[eé]moire|despatch|your|yours|ref\w*|reply|tosec|secto|request(?:ed)?|instruct\w+|response)\b[^.]{0,30}|\b\d{2,5})$",
    re.IGNORECASE,
)
LONGEST_NOTE = 120


def cited_by_note(question: Question, earlier: Paper) -> Iterator[Clue]:
    """A footnote of this letter leads to the earlier one; where it stands and what it says tells how."""
    note = question.notes.back.get(earlier.pk)
    if note is None:
        return
    short = note if len(note) <= LONGEST_NOTE else f"{note[: LONGEST_NOTE - 1]}…"
    reason = _("A footnote of the edition leads to it: “%(note)s”.") % {"note": short}
    yield Clue("note", 1.0 / max(1.0, len(question.notes.back) ** 0.5), reason)
    if REPLY.search(note):
        yield Clue("note_reply", 1.0, reason)
    place = _place(question.paper, note)
    if place is None:
        return
    lemma, start = place
    lead = 0 <= start < LEAD
    if CITING.search(lemma):
        yield Clue("note_citing", 1.0 if lead else 0.6, reason)
        if lead and question.paper.form == earlier.form == "telegram":
            yield Clue("note_telegram", 1.0, reason)
    if start >= 0 and is_answered(question.paper.text, start + len(lemma), question.paper.language):
        yield Clue("note_answering", 1.0 if lead else 0.6, reason)


def announced_by_note(question: Question, earlier: Paper) -> Iterator[Clue]:
    """A footnote of the earlier letter leads on to this one: "For the reply, see Document 51"."""
    note = question.notes.forward.get(earlier.pk)
    if note is None:
        return
    reason = _("A footnote there leads on to this letter: “%(note)s”.") % {"note": note[:120]}
    yield Clue("forward_reply" if FOR_REPLY.search(note) else "forward", 1.0, reason)


def _place(paper: Paper, note: str) -> tuple[str, int] | None:
    """Return the words at which a footnote stands, and where these are in the text."""
    words = note[:80].rstrip("… ")
    for line in LINE.finditer(paper.notes):
        if words in line["words"] or line["words"] in note:
            lemma = line["lemma"].strip(" .,;:”“")
            return lemma, paper.text.find(lemma)
    return None
