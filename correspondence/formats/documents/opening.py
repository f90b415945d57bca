"""What a letter says of itself where it opens: its number, its date, what it is about; and what it encloses.

Only words that stand there are returned, as they stand. What is said of another letter, the one that is answered, is kept
apart from what the letter says of itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from correspondence.dates import AmbiguousDate, UnreadableDate
from correspondence.dates import read as read_date

MOST_LINES = 40  # that can stand above the body
MOST_CLOSING = 12
SHORT = 100  # a longer line is the body of the letter
LONGEST_REFERENCE = 60
LONGEST_TITLE = 200

# A line of these is about the letter that is answered: its date and number are not this one's.
OF_ANOTHER = re.compile(
    r"^\W*(?:uz\b|jūsu\b|на\s*№|на\s+ваш|ваш|your\b|in\s+reply\s+to|re\s+your|votre|v/réf|ihr\b|atbild\w+\s+uz)",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"(?:\b(?:no|nr|nos|ref|our\s+ref|reference|исх|mūsu\s+nr|unser\s+zeichen|[nv]/réf)\s*[.:°º]{0,2}(?:\s*(?:no|nr)\.?)?|№|n[°º])"
    r"\s*(?P<number>[^\s,;:()]*\d[^\s,;()]*)",
    re.IGNORECASE,
)
# Numbers in a letterhead that are not the letter's.
NOT_A_REFERENCE = re.compile(r"(?:reģ|рег|reg|tālr|tel|тел|fax|fakss|konta|iban|room|kab)[\w.]*\s*$", re.IGNORECASE)
DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b\d{4}\.\s?gada\s+\d{1,2}\.\s?[^\W\d]{3,12}",
        r"[«“\"]?\d{1,2}(?:st|nd|rd|th|er)?[»”\"]?\.?\s+(?:of\s+|de\s+)?[^\W\d]{3,12}\.?,?\s+\d{4}(?!\d)(?:\.?\s?(?:gada|года|г\.))?",
        r"\b[^\W\d]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b",
        r"(?<![\w/.-])\d{1,2}[./]\d{1,2}[./]\d{4}\b",
        r"(?<![\w/.-])\d{4}-\d{2}-\d{2}(?![\w-])",
    )
)
TITLE = re.compile(
    r"^\s*(?:subject|re|temats|tēma|тема|objet|betreff|concerning)\s*:\s*(?P<title>\S.*)$", re.IGNORECASE
)
ABOUT = re.compile(
    r"^(?:par|о|об|обо)\s+\S", re.IGNORECASE
)  # "Par konsultācijām", "О консультациях": how a letter is headed
ENCLOSED = re.compile(
    r"^\W{0,3}(?:enclosures?|encl|enc|annex(?:es)?|attachments?|attached|pielikum(?:ā|os|i|s)|приложени[ея]|annexes?"
    r"|pièces?\s+jointes?|anlagen?)\s*(?:\(\w{1,3}\)|\d{1,2})?\s*\.?\s*(?::|\s[–—-]\s)\s*(?P<names>.*)$",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"(?:^|(?<=[\s;,.]))(?:\d{1,2}[.)]|[-–—•*])\s+(?=\S)")
MOST_ANNOUNCED = 20
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands at the head of a letter, "" where it says nothing."""

    title: str = ""
    date: str = ""
    references: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()


def opening_of(text: str) -> Opening:
    """Return what the head of a letter says; its date may also stand below the last lines, with the place."""
    head = list(_head(text))
    own = [line for line in head if not OF_ANOTHER.match(line)]
    others = [line for line in head if OF_ANOTHER.match(line)]
    date = next((found for line in own if (found := date_in(line))), "") or _closing_date(text)
    return Opening(_title(head), date, _numbers(own), _numbers(others))


def _head(text: str) -> Iterator[str]:
    """Yield the lines above the body: it begins with the first long line."""
    lines = (line.strip() for line in text[: MOST_LINES * 1000].split("\n"))
    for _count, line in zip(range(MOST_LINES), filter(None, lines), strict=False):
        if len(line) > SHORT:
            return
        yield line


def date_in(line: str) -> str:
    """Return the words of a line that are a day, as they stand there; "" when it names none or a longer time."""
    for pattern in DATES:
        for found in pattern.finditer(line):
            words = re.sub(r"[«»“”\"]", "", found[0]).strip(" ,")
            if _is_a_day(words):
                return words
    return ""


def _is_a_day(words: str) -> bool:
    try:
        return read_date(words).is_day
    except AmbiguousDate:
        return True  # the form asks which of two days is meant
    except UnreadableDate:
        return False


def _closing_date(text: str) -> str:
    """Return the date below a letter: alone on its line, or after the place."""
    lines = [line.strip() for line in text[-MOST_CLOSING * 1000 :].split("\n")]
    for line in [line for line in lines if line][-MOST_CLOSING:]:
        words = date_in(line) if len(line) <= SHORT and not OF_ANOTHER.match(line) else ""
        before = line.partition(words)[0] if words else " "
        if words and len(before.split()) <= 2 and len(line) <= len(words) + 30:
            return words
    return ""


def _numbers(lines: list[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for line in lines:
        for match in NUMBER.finditer(line):
            number = match["number"].strip(".,–-/")
            if any(map(str.isdigit, number)) and not NOT_A_REFERENCE.search(line[: match.start()]):
                found.setdefault(number[:LONGEST_REFERENCE])
    return tuple(found)


def _title(head: list[str]) -> str:
    said = next((match["title"] for line in head if (match := TITLE.match(line))), "")
    about = next((line for line in head if ABOUT.match(line) and not line.endswith((".", ":", ","))), "")
    return (said or about)[:LONGEST_TITLE].strip()


def announced_in(text: str) -> tuple[str, ...]:
    """Return the enclosures that a letter names on a line of their own, each once."""
    found: dict[str, None] = {}
    lines = [line.strip() for line in text.split("\n")]
    for place, line in enumerate(lines):
        if len(line) < 1000 and (match := ENCLOSED.match(line)):
            said = match["names"].strip()
            following = _list_below(lines[place + 1 : place + 1 + MOST_ANNOUNCED], said)
            for name in _apart(" ".join([said, *following]), line):
                found.setdefault(name)
    return tuple(found)[:MOST_ANNOUNCED]


def _list_below(lines: list[str], said: str) -> Iterator[str]:
    """Yield the lines that go on with the list: numbered ones, or all up to a gap when none began beside the word."""
    for line in lines:
        if not line or len(line) > LONGEST_NAME or (said and not NUMBERED.match(line)):
            return
        yield line if NUMBERED.match(line) else f"; {line}"


def _apart(said: str, line: str) -> Iterator[str]:
    names = [name.strip(" ;,.") for part in said.split(";") for name in NUMBERED.split(part)]
    names = [name[:LONGEST_NAME] for name in names if name]
    # “Приложение: на 3 л.” names nothing but how much there is: the whole line says more.
    yield from names if any(_names_something(name) for name in names) else [line[:LONGEST_NAME]]


def _names_something(name: str) -> bool:
    return not re.match(r"(?:на|uz)\s+\d+\b", name, re.IGNORECASE) and any(len(word) > 3 for word in name.split())
