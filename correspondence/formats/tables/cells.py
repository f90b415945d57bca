"""What a cell holds: one value or several, a flag, a number, a date."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from correspondence.dates import UncertainDate, UnreadableDate, read
from correspondence.formats.record import Problem, Reading

TOKEN = re.compile(r"\\([\\;])|(; ?)|([^\\;]+|\\)")
BAR = "|"
MOST_VALUES = 10_000
YES, NO = (
    {"yes", "true", "1", "y", "x", "jā", "да", "oui", "ja"},
    {"no", "false", "0", "n", "", "nē", "нет", "non", "nein"},
)
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s?(Z|[+-]\d\d:?\d\d)?")
# "Until when is not known" is written `a/?` in letter editions; our subset of EDTF has `a/` for it.
UNKNOWN_END = re.compile(r"/\?$")


def parted(cell: str) -> list[str]:
    """Return the values of a cell that `formats.csv.joined` wrote, "" none."""
    if not cell:
        return []
    pieces: list[list[str]] = [[]]
    for match in TOKEN.finditer(cell):
        escaped, separator, plain = match.groups()
        if separator:
            pieces.append([])
        else:
            pieces[-1].append(escaped or plain)
    return ["".join(value) for value in pieces]


def several(cell: str, separator: str) -> list[str]:
    """Return the values of a cell of a foreign table: at bars where there are any (or only there), else at semicolons."""
    values = cell.split(BAR) if separator == BAR or BAR in cell else parted(cell)
    values = [value.strip() for value in values]
    return values if any(values) else []


def flag(cell: str, name: str, problems: list[Problem]) -> bool:
    word = cell.strip().casefold()
    if word not in YES | NO:
        problems.append(Problem(_("this is neither yes nor no"), name, cell[:80]))
    return word in YES


def number(cell: str, name: str, problems: list[Problem]) -> int | None:
    word = cell.strip()
    if not word:
        return None
    if not (word.isascii() and word.isdigit() and len(word) < 10):
        problems.append(Problem(_("this is not a whole number"), name, cell[:80]))
        return None
    return int(word)


def reading(which: str, words: str, edtf: str, problems: list[Problem]) -> Reading | None:
    """Return the reading that a foreign table gives of a date; words that nobody understands are kept and told."""
    moment = MOMENT.fullmatch(edtf.strip() or words.strip())
    if moment:
        day, time, zone = moment.groups()
        value = _from_edtf(day, words if edtf.strip() else "")
        return Reading(value, which, time=time, zone=zone or "") if value else _unread(which, words, edtf, problems)
    if not (words.strip() or edtf.strip()):
        return None
    value = (edtf.strip() and _from_edtf(edtf, words)) or (words.strip() and _from_words(words)) or None
    return Reading(value, which) if value else _unread(which, words, edtf, problems)


def own_reading(which: str, words: str, edtf: str, problems: list[Problem]) -> Reading | None:
    """Return the reading that our own table gives of a date: words without EDTF had none."""
    if not (words or edtf):
        return None
    if not edtf:
        return Reading(UncertainDate.unread(words), which)
    value = _from_edtf(edtf, words)
    return Reading(value, which) if value else _unread(which, words, edtf, problems)


def _unread(which: str, words: str, edtf: str, problems: list[Problem]) -> Reading:
    kept = words.strip() or edtf.strip()
    message = _("this is not understood as a date: the words are kept")
    problems.append(Problem(message, which, edtf.strip()[:120] or words.strip()[:120], fatal=False))
    return Reading(UncertainDate.unread(kept), which)


def _from_edtf(edtf: str, words: str) -> UncertainDate | None:
    try:
        return UncertainDate.from_edtf(UNKNOWN_END.sub("/", edtf.strip()), words)
    except UnreadableDate:
        return None


def _from_words(words: str) -> UncertainDate | None:
    try:
        value = read(words)
    except UnreadableDate:
        return None
    return value or None
