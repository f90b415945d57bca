"""Letters named in a text by kind and date or number: "your note No. 12/5 of 3 March", "Jūsu vakardienas vēstule"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest

from .days import NamedDay, day_alone, named_days
from .languages import Phrases
from .mentions import LONGEST_TEXT, SENTENCE, Mention, is_answered

BEFORE, AFTER = 48, 90  # characters around the word for a letter in which its number, date and owner stand
NEARBY, FURTHER = 34, 70  # characters between a letter and its date; more where it is said to be answered
NUMBER = r"(?P<number>[^\W\d_]{0,6}[-/ ]?\d[\w/.\-–]*\w|\d)"


@cache
def _patterns(language: Phrases) -> dict[str, re.Pattern[str]]:
    kinds = "|".join(f"(?P<{kind}>{words})" for kind, words in language.kinds.items())
    flags = re.IGNORECASE
    return {
        "kind": re.compile(rf"(?<!\w)(?:{kinds})(?!\w)", flags),
        "yours": re.compile(rf"(?<!\w)(?:{language.yours})(?!\w)(?:\s+[^\s;]+){{0,4}}?\s*$", flags),
        "ours": re.compile(rf"(?<!\w)(?:{language.ours})(?!\w)(?:\s+[^\s;]+){{0,4}}?\s*$", flags),
        "number": re.compile(rf"^[\s,(]*(?:[^\s.;]+\s+){{0,2}}?{language.number}(?![^\W\d_])\s*{NUMBER}", flags),
        "of": re.compile(rf"^{language.of_day}\s+", flags),
    }


@cache
def _relative(language: Phrases) -> tuple[tuple[tuple[int, int], re.Pattern[str]], ...]:
    return tuple(
        (span, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)) for span, words in language.relative.items()
    )


def named(text: str, language: Phrases, before: dt.date | None) -> Iterator[Mention]:
    """Yield the letters that a text names with a date or a number; ``before`` is the day of the letter itself."""
    text = text[:LONGEST_TEXT]
    days = list(named_days(text, language, before))
    patterns = _patterns(language)
    words_for_letters = list(patterns["kind"].finditer(text))
    for match, following in zip_longest(words_for_letters, words_for_letters[1:]):
        kind = next(name for name, words in match.groupdict().items() if words)
        left = SENTENCE.split(text[max(0, match.start() - BEFORE) : match.start()])[-1]
        # What stands behind the next word for a letter is that one's: "in reply to your note of 3 March".
        right = text[match.end() : min(match.end() + AFTER, following.start() if following else len(text))]
        whose = "theirs" if patterns["yours"].search(left) else "ours" if patterns["ours"].search(left) else ""
        number = patterns["number"].match(right)
        span = _span(match, days, left, right, language, before)
        if number is None and span is None:
            continue
        earliest, latest = span or (None, None)
        words = " ".join(f"{left[-30:].split(' ', 1)[-1]}{match[0]}{_until(right)}".split())
        if kind == "instruction":  # nobody instructs himself
            whose = "theirs"
        answering = is_answered(text, match.start(), language)
        said = number["number"] if number else ""
        yield Mention(words, match.start(), whose, kind, said, "", earliest, latest, answering)


def _span(
    match: re.Match[str], days: list[NamedDay], left: str, right: str, language: Phrases, before: dt.date | None
) -> tuple[dt.date, dt.date] | None:
    """Return the days on which a named letter may have been written, by the words right behind or before it."""
    nearby = FURTHER if is_answered(match.string, match.start(), language) else NEARBY
    behind = [one for one in days if 0 <= one.start - match.end() <= min(nearby, len(right))]
    if behind and not SENTENCE.search(right[: behind[0].start - match.end()]):
        return behind[0].day, behind[0].day
    ahead = [one for one in days if 0 <= match.start() - one.end <= 16]
    if ahead and not re.search(r"[,;]", left[len(left) - (match.start() - ahead[-1].end) :]):
        return ahead[-1].day, ahead[-1].day
    of = _patterns(language)["of"].match(right)
    alone = day_alone(right[of.end() :], before) if of else None
    if alone:
        return alone, alone
    return _relative_span(left, right, language, before) if before else None


def _relative_span(left: str, right: str, language: Phrases, before: dt.date) -> tuple[dt.date, dt.date] | None:
    near = f"{left[-24:]} ~ {_until(right)[:30]}"
    for (nearest, furthest), pattern in _relative(language):
        if pattern.search(near):
            return before - dt.timedelta(days=furthest), before - dt.timedelta(days=nearest)
    return None


def _until(right: str) -> str:
    """Return the words up to where the sentence ends, at most a line."""
    return re.split(r"[;:\n]|[.!?](?=\s+[A-ZА-ЯĀ-Ž“]|$)|,(?!\s*\d)", right, maxsplit=1)[0][:60]
