"""How a language says dates and which words it reads."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

Cases = Mapping[str, str]
Phrase = tuple[tuple[str, ...], str, int]  # its words, what they mean, and which month or season they name


@dataclass(frozen=True)
class Language:
    """The dates of one language: names by grammatical case, patterns, and the words that are read.

    Cases are named freely by each language; "" is the form that stands alone and stands in for a case not listed.
    In `points` every kind of date has a pattern by case with {day}, {month}, {season}, {year}; "day begins" and "day ends"
    are the two halves of what shares its month, "1 to 10 November 2018", and likewise for months of one year. In `marks` the
    EDTF marks have one with {date} (the date in the same case) or {plain} (the date alone). `phrases` name the case they
    want: "{date:gen}".
    """

    code: str
    months: Mapping[str, Sequence[str]]
    seasons: Sequence[str]
    points: Mapping[str, Cases]
    marks: Mapping[str, Cases]
    phrases: Mapping[str, str]
    words: Mapping[str, Sequence[str]]
    month_words: Sequence[Sequence[str]]
    season_words: Sequence[Sequence[str]]
    days: str = "{day}"
    irregular_days: Mapping[int, str] = field(default_factory=dict)
    sounds: Mapping[str, str] = field(default_factory=dict)

    def pattern(self, kind: str, case: str) -> str:
        cases = self.points.get(kind) or self.points[kind.partition(" ")[0]]
        return in_case(cases, case)

    def phrase(self, name: str, **dates: object) -> str:
        """Fill a phrase; `sounds` are its beginnings that are said otherwise, as "со 2 мая"."""
        said = self.phrases[name].format(**dates)
        for start, better in self.sounds.items():
            if said.startswith(start):
                return better + said[len(start) :]
        return said

    def month(self, number: int, case: str) -> str:
        return (self.months.get(case) or self.months[""])[number - 1]

    def day(self, number: int) -> str:
        return self.irregular_days.get(number) or self.days.format(day=number)

    @cached_property
    def lexicon(self) -> dict[str, list[Phrase]]:
        """The phrases that are read, by their first word, the longest first; also without the marks on their letters."""
        found: dict[tuple[str, ...], tuple[str, int]] = {}
        listed = [*self._listed()]
        for text, meaning, number in listed:
            found[tuple(text.split())] = (meaning, number)
        for text, meaning, number in listed:
            found.setdefault(tuple(unmarked(text).split()), (meaning, number))
        by_first: dict[str, list[Phrase]] = defaultdict(list)
        for words, (meaning, number) in found.items():
            by_first[words[0]].append((words, meaning, number))
        for phrases in by_first.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
        return dict(by_first)

    def _listed(self) -> list[tuple[str, str, int]]:
        months = [(text, "month", number) for number, texts in enumerate(self.month_words, start=1) for text in texts]
        seasons = [
            (text, "season", number) for number, texts in enumerate(self.season_words, start=21) for text in texts
        ]
        others = [(text, meaning, 0) for meaning, texts in self.words.items() for text in texts]
        return [*months, *seasons, *others]


def in_case(cases: Cases, case: str) -> str:
    return cases.get(case, cases[""])


def unmarked(text: str) -> str:
    """Return the text without accents, as hurried people and old telegraphs write it."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
