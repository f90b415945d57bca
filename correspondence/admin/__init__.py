"""Where the record is kept: one file a noun. ``base`` holds who sees what, what may be asked and how a page is saved."""

from . import accounts, dialogues, journal, labels, letters, parties, proposals, tokens, topics, vocabulary

__all__ = [
    "accounts",
    "dialogues",
    "journal",
    "labels",
    "letters",
    "parties",
    "proposals",
    "tokens",
    "topics",
    "vocabulary",
]
