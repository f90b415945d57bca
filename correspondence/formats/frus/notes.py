"""The edition's own notes: kept apart from the document's words, and followed where they refer to other documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from lxml import etree

from correspondence.formats.record import NamedLink, Problem

from .heads import tidy
from .volume import XML_ID, Volume
from .words import LEFT_OUT, flat, local, within

FOOTNOTE = re.compile(r"fn[\w-]*$")
# A note that cites another volume, though its reference points into its own.
ELSEWHERE = re.compile(r"\b(?:vol(?:ume|s)?\.?|Foreign Relations,)\s*(?:[\w–—-]+,\s*)?[^.;]{0,60}$", re.IGNORECASE)
LEMMA = 5  # words before a note by which its place in the text is found
FURTHEST, WIDTH = 8, 200  # how many elements and characters they are looked for in
LONGEST_NOTE, SHORT_NOTE = 10_000, 300
WITH_NOTES = LEFT_OUT - {"note"}


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference of the edition. ``kind`` is document, dead, note, volume, self, page or other; ``words`` stand around it."""

    target: str
    kind: str
    key: str = ""
    words: str = ""
    suspicious: bool = False


def is_source(note: etree._Element) -> bool:
    return note.get("type") == "source"


def source_words(document: etree._Element) -> str:
    """Return the words of the source note, wherever the encoding puts it; in some volumes only its words tell it."""
    notes = [one for one in within(document, "note") if not _is_carried(one, document)]
    found = next((one for one in notes if is_source(one)), None)
    if found is None:
        found = next((one for one in notes if one.get("n") == "0" or flat(one).startswith("Source:")), None)
    return tidy(flat(found)) if found is not None else ""


def told(document: etree._Element) -> str:
    """Return all notes of the edition to a document, each in a line, with its number and the words that it stands at."""
    lines: list[str] = []
    for one in within(document, "note"):
        words = tidy(flat(one))
        if not words:
            continue
        if is_source(one) or words.startswith("Source:"):
            lines.insert(0, words if words.startswith("Source:") else f"Source: {words}")
            continue
        number, lemma = one.get("n", "*"), _lemma(one, document)
        lines.append(f"{number}, at “{lemma}”: {words}" if lemma else f"{number}: {words}")
    return "\n".join(lines)


def references(document: etree._Element, volume: Volume) -> Iterator[Reference]:
    """Yield every reference in a document and its notes, once for each time that it stands there."""
    own = document.get(XML_ID, "")
    said: dict[etree._Element, str] = {}
    for one in within(document, "ref"):
        target = (one.get("target") or "").strip()
        if target and "://" not in target:
            yield _reference(target, one, own, volume, said)


def links(document: etree._Element, volume: Volume) -> tuple[list[NamedLink], list[Problem]]:
    """Return the links that the references make, one for each document referred to, and what cannot be relied on."""
    found: dict[str, NamedLink] = {}
    problems: list[Problem] = []
    for one in references(document, volume):
        if one.kind == "dead":
            message = _("The edition refers to what this volume does not have: the words are kept in its notes.")
            problems.append(Problem(message, "link", one.target, fatal=False))
        if one.kind == "document":
            found.setdefault(one.key, NamedLink(one.key, note=one.words))
            if one.suspicious:
                message = _("The words cite another volume, the reference points into this one: check it.")
                problems.append(Problem(message, "link", f"{one.target}: {one.words}"[:300], fatal=False))
    return list(found.values()), problems


def _reference(
    target: str, element: etree._Element, own: str, volume: Volume, said: dict[etree._Element, str]
) -> Reference:
    name, mark, place = target.partition("#")
    if not mark:
        return Reference(target, "volume")
    if place.startswith(("pg_", "ch", "comp", "p_", "t_", "pressrelease")):
        return Reference(target, "page" if place.startswith("pg_") else "other")
    document = _document_of(place, volume)
    here = not name or name == volume.key
    if here and document == own:
        return Reference(target, "self")
    if here and volume.documents and document not in volume.documents:
        return Reference(target, "dead")
    if here and volume.documents.get(document):
        return Reference(target, "note")
    before, words = _around(element, said)
    return Reference(
        target, "document", f"{name or volume.key}#{document}", words, here and bool(ELSEWHERE.search(before))
    )


def _document_of(place: str, volume: Volume) -> str:
    """Return the document that a place belongs to: d16fn2 is a note to d16."""
    return place if place in volume.documents else FOOTNOTE.sub("", place)


def _around(element: etree._Element, said: dict[etree._Element, str]) -> tuple[str, str]:
    """Return the words before a reference in its note or paragraph, and those of the note, or its own."""
    around = next((one for one in element.iterancestors() if local(one.tag) in {"note", "p", "item", "head"}), element)
    is_note = local(around.tag) == "note"
    if around not in said:
        said[around] = tidy(flat(around, WITH_NOTES if is_note else LEFT_OUT))
    words, own = said[around], tidy(flat(element))
    if len(words) > LONGEST_NOTE:
        return "", own
    before = words[: max(words.find(own), 0)]
    return before, _sentence(words, len(before), len(own)) if is_note else own


def _sentence(words: str, place: int, length: int) -> str:
    """Return a short note whole, and of a long one the sentence around a reference."""
    if len(words) <= SHORT_NOTE:
        return words
    begins, ends = words.rfind(". ", 0, place), words.find(". ", place + length)
    return words[begins + 2 if begins >= 0 else 0 : ends + 1 if ends >= 0 else None]


def _lemma(note: etree._Element, document: etree._Element) -> str:
    """Return the last words before a note."""
    pieces: list[str] = []
    one = note
    for _step in range(FURTHEST):
        if len(" ".join(pieces).split()) >= LEMMA:
            break
        previous = one.getprevious()
        if previous is not None:
            name = local(previous.tag)
            inside = "" if not name or name in LEFT_OUT else "".join(str(text) for text in previous.itertext("*"))
            pieces.insert(0, inside[-WIDTH:] + (previous.tail or "")[-WIDTH:])
            one = previous
            continue
        parent = one.getparent()
        if parent is None or parent is document:
            break
        pieces.insert(0, (parent.text or "")[-WIDTH:])
        if local(parent.tag) in {"p", "item", "head", "cell", "signed"}:
            break
        one = parent
    return " ".join(tidy("".join(pieces)).split()[-LEMMA:])


def _is_carried(element: etree._Element, document: etree._Element) -> bool:
    for one in element.iterancestors():
        if one is document:
            return False
        if local(one.tag) == "attachment":
            return True
    return False
