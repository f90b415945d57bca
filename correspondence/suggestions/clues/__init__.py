"""The clues: each looks at one letter that asks and one earlier letter, and says how far it speaks for an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from correspondence.suggestions.papers import Paper

from .clue import Clue, Question, strongest
from .dates import distance, named_date
from .footnotes import announced_by_note, cited_by_note
from .numbers import cited_number, their_reference
from .people import corresponds, direction, in_kind, says_it_replies, waits_for_answer, wrote_last
from .words import about_the_same, quotations, rare_words

Look = Callable[[Question, Paper], Iterator[Clue]]
# Known without the earlier letter's words; by these it is decided whose words are read.
AT_A_GLANCE: tuple[Look, ...] = (
    their_reference, cited_number, named_date, distance, direction, corresponds, wrote_last, says_it_replies, in_kind,
    about_the_same, cited_by_note, announced_by_note,
)  # fmt: skip
BY_READING: tuple[Look, ...] = (rare_words, quotations, waits_for_answer)

__all__ = ["AT_A_GLANCE", "BY_READING", "Clue", "Look", "Question", "strongest"]
