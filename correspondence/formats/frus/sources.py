"""The edition's source note: where the original lies, and the marking that it bears, word for word."""

from __future__ import annotations

import re
from dataclasses import dataclass

MARKINGS = (
    r"Top Secret|Secret|Confidential|Restricted|Limited Official Use|Official Use Only|Unclassified|Strictly Confidential|"
    r"Personal|Eyes Only|Sensitive|Plain|Limdis|Limited Distribution|Private|Administratively Confidential"
)
UNMARKED = r"No classification marking"
MARKING = re.compile(rf"(?:^|[.!?][”\"’]?\s+|;\s+)((?:{MARKINGS})\b[^.]{{0,100}}?)(?:\.(?=\s|$)|$)")
NO_MARKING = re.compile(rf"[.!?]\s+{UNMARKED}\b")
SENTENCE = re.compile(r"\.[”\"’]?\s+(?=[A-Z“])")
OPENING = re.compile(r"^\[?Source:\s*", re.IGNORECASE)
FILED_AS = re.compile(r":\s*([A-Z][A-Za-z ]{2,40})\.?$")
MARKED_LINE = re.compile(
    r"(?:top secret|secret|confidential|restricted|strictly confidential|personal|unclassified|us urgent|urgent|priority|"
    r"niact|most immediate|operational immediate|rush|plain|eyes only|official use only|limited official use|\s|[.;,\[\]—-])+",
    re.IGNORECASE,
)
LONGEST_MARKING, LONGEST_REFERENCE = 80, 120


@dataclass(frozen=True, slots=True)
class SourceNote:
    """What a source note says. ``kind`` is what old volumes put behind the file number: "Telegram"."""

    reference: str = ""
    marking: str = ""
    kind: str = ""


def read_source(words: str) -> SourceNote:
    """Read a source note: "Source: archive, file. Secret; Niact. Drafted by ..." or "501.BC/1-1749: Telegram"."""
    words = OPENING.sub("", words)
    marking = MARKING.search(words)
    none = NO_MARKING.search(words)
    if marking and (none is None or marking.start(1) < none.start()):
        return SourceNote(shortened(words[: marking.start()]), _fitting(marking[1]))
    if none:
        return SourceNote(shortened(words[: none.start()]))
    reference = SENTENCE.split(words, maxsplit=1)[0]
    filed = FILED_AS.search(reference)
    if filed and len(words) < LONGEST_REFERENCE:
        return SourceNote(shortened(reference[: filed.start()]), kind=filed[1])
    return SourceNote(shortened(reference))


def marking_of(lines: list[str]) -> str:
    """Return the marking that old volumes print in lines of their own above the text."""
    return _fitting(
        "; ".join(line for line in lines if 0 < len(line) < LONGEST_REFERENCE and MARKED_LINE.fullmatch(line))
    )


def shortened(reference: str) -> str:
    """Return a reference that fits its column: what is left out, down to a comma, stands in the edition's notes."""
    reference = reference.strip(" .;,")
    if len(reference) <= LONGEST_REFERENCE:
        return reference
    kept = reference[: LONGEST_REFERENCE - 1]
    return f"{kept[: max(kept.rfind(', '), kept.rfind(' '))].rstrip(' ,')}…"


def _fitting(marking: str) -> str:
    marking = marking.strip(" .;,")
    return marking if len(marking) <= LONGEST_MARKING else f"{marking[: LONGEST_MARKING - 1].rsplit(' ', 1)[0]}…"
