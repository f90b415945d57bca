"""The form of a document, by the words that its head, its number or its source note call it."""

from __future__ import annotations

import re

# The first that is found decides. What is called otherwise has no code: "other", and its words stay in the subject.
FORMS = (
    ("telephone_call", re.compile(r"tele(?:phone )?con(?:versation)?s?\b|telephone call", re.IGNORECASE)),
    ("meeting", re.compile(
        r"memorand(?:um|a) (?:of|on the substance of) (?:an? |the )?(?:conversation|conference|discussion|meeting)|"
        r"(?:minutes|record|notes|memorandum|highlights|summary)\b.*\b(?:meeting|discussion|conversation|conference|lunch|actions?)\b",
        re.IGNORECASE)),
    ("aide_memoire", re.compile(r"\baide[- ]m[ée]moire\b", re.IGNORECASE)),
    ("note_verbale", re.compile(r"\bnote verbale\b", re.IGNORECASE)),
    ("non_paper", re.compile(r"\bnon-?paper\b", re.IGNORECASE)),
    ("joint_statement", re.compile(r"\bjoint (?:statement|declaration)\b", re.IGNORECASE)),
    ("communique", re.compile(r"\bcommuniqu[ée]\b", re.IGNORECASE)),
    ("press_statement", re.compile(r"\bpress (?:statement|release)\b", re.IGNORECASE)),
    ("oral_message", re.compile(r"\boral (?:message|statement)", re.IGNORECASE)),
    ("memorandum", re.compile(r"\bmemorandum\b", re.IGNORECASE)),
    ("telegram", re.compile(
        r"\btele(?:gram|type)|\bcable\b|^(?:Nusup|Supnu|Tosec|Secto|Cedto|Tocec|Disto|Todis|Ecbus|Busec|Deptel|Embtel)\b",
        re.IGNORECASE)),
    ("personal_letter", re.compile(r"\bpersonal letter\b", re.IGNORECASE)),
    ("letter", re.compile(r"\bletter\b", re.IGNORECASE)),
)  # fmt: skip


def form_of(kind: str) -> str:
    """Return our code for what a document is called, "other" where there is none."""
    return next((code for code, pattern in FORMS if pattern.search(kind)), "other")
