"""Where the editors point to other documents: "See Documents 5 and 9, note 2", "vol. IV, Document 64"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from correspondence.formats.record import NamedLink

LONGEST_NOTE = 300
WIDEST_RANGE = 30  # documents that "Documents 23-40" may stand for
MOST_REFERENCES = 2000  # in one document
BEFORE = 400  # characters in which the volume of a reference may be named
REFERENCE = re.compile(r"\bDocuments?\s+(\d{1,4}(?:\s*(?:,\s*and|,|and|-|–|to)\s*\d{1,4})*)(?!\d)")
RANGE = re.compile(r"(\d+)\s*(?:-|–|to)\s*(\d+)|(\d+)")
VOLUME = re.compile(r"\bvol\.\s*([IVXL]{1,6}|\d{1,2}),\s*(?:ibid\.,?\s*)?$")
VOLUME_AFTER = re.compile(
    r"\s+in\s+Documents on Australian Foreign Policy[^.\n]{0,12}, vol\.\s*([IVXL]{1,6}|\d{1,2})\b"
)
SERIES = re.compile(r"Documents on (\w+) (?:Foreign|External)|Foreign Relations of the United States")
# Where a note or a sentence begins: what is named before it is not meant any more.
BEGINS = re.compile(r"\n\d{1,3} (?=\S)|\.\s+(?=(?:See|For|Document|Documents \d|The|This|It|An?)\b)")
IBID = re.compile(r"\bibid\.?,?\s*$", re.IGNORECASE)
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def references(text: str, volume: str) -> Iterator[tuple[str, str, str]]:
    """Yield volume, number and the words around each document that a text of a volume points to, in its order.

    What stands in another series, or in a volume that only "ibid." names, is passed over.
    """
    for match in islice(REFERENCE.finditer(text), MOST_REFERENCES):
        where = _volume_of(text, match, volume)
        if where:
            for number in _numbers(match[1]):
                yield where, number, _around(text, match)


def links(text: str, volume: str, number: str) -> tuple[NamedLink, ...]:
    """Return one link for each document that this one refers to, with the words of the first reference."""
    found: dict[str, NamedLink] = {}
    for where, other, note in references(text, volume):
        if (where, other) != (volume, number):
            target = key(where, other)
            found.setdefault(target, NamedLink(target, "refers_to", "edition", note))
    return tuple(found.values())


def key(volume: str, number: str) -> str:
    """Return the source key of a document: `afp2#103`."""
    return f"afp{volume}#{number}"


def _volume_of(text: str, match: re.Match[str], volume: str) -> str:
    before = BEGINS.split(text[max(0, match.start() - BEFORE) : match.start()])[-1]
    series = [found[1] for found in SERIES.finditer(before)]
    if (series and series[-1] != "Australian") or IBID.search(before):
        return ""
    if named := VOLUME.search(before):
        return _number_of(named[1])
    after = VOLUME_AFTER.match(text, match.end())
    return _number_of(after[1]) if after else volume


def _numbers(words: str) -> Iterator[str]:
    for match in RANGE.finditer(words):
        if match[3]:
            yield match[3]
            continue
        first, last = int(match[1]), int(match[2])
        if first < last <= first + WIDEST_RANGE:
            yield from map(str, range(first, last + 1))
        else:
            yield from (match[1], match[2])


def _number_of(numeral: str) -> str:
    if numeral.isdigit():
        return str(int(numeral))
    values = [ROMAN[letter] for letter in numeral]
    return str(sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True)))


def _around(text: str, match: re.Match[str]) -> str:
    """Return the line of the reference, or the part of it around the reference where it is long."""
    earliest, latest = max(0, match.start() - LONGEST_NOTE), match.end() + LONGEST_NOTE
    start, end = text.rfind("\n", earliest, match.start()) + 1, text.find("\n", match.end(), latest)
    start, end = start or earliest, latest if end < 0 else end
    if end - start > LONGEST_NOTE:
        start, end = max(start, match.start() - 150), min(end, match.end() + 100)
    return " ".join(text[start:end].split())
