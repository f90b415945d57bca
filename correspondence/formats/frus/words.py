"""The words of a document without the edition's notes, in readable paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

Element = etree._Element

BLOCKS = frozenset(
    {"p", "head", "item", "row", "lg", "l", "dateline", "salute", "signed", "seg", "quote", "list", "table", "opener"}
    | {"closer", "attachment", "div", "postscript", "ab", "figDesc", "note", "trailer", "byline", "epigraph"}
)
LEFT_OUT = frozenset(
    {
        "note",
        "pb",
        "facsimile",
        "surface",
        "graphic",
        "file",
        "pdf",
        "page-count-according-to-citation",
        "problem",
        "include",
    }
)
AFTER = {"cell": " | ", "label": " "}


@lru_cache(maxsize=1024)
def local(tag: object) -> str:
    """Return a tag's name without its namespace; "" for comments and processing instructions."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def paragraphs(element: Element, leave_out: frozenset[str] = LEFT_OUT) -> list[str]:
    """Return the words of an element, one paragraph for each block in it."""
    found: list[str] = []
    pieces: list[str] = []
    _gather(element, pieces, found, leave_out)
    _flush(pieces, found)
    return found


def body_of(document: Element) -> list[str]:
    """Return the words of a document, one paragraph for each block: no head, no notes, no enclosures."""
    left_out = LEFT_OUT | {"attachment"}
    parts = (one for one in document if local(one.tag) != "head" and local(one.tag) not in left_out)
    return [words for one in parts for words in paragraphs(one, left_out)]


def flat(element: Element, leave_out: frozenset[str] = LEFT_OUT) -> str:
    """Return the words of an element in one line."""
    return " ".join(paragraphs(element, leave_out))


def within(element: Element, name: str) -> Iterator[Element]:
    """Yield the elements of this name inside an element, in any namespace."""
    return element.iter(f"{{*}}{name}")


def first(element: Element, name: str) -> Element | None:
    return next(within(element, name), None)


def child(element: Element, name: str) -> Element | None:
    """Return the first child of this name."""
    return next((one for one in element if local(one.tag) == name), None)


def _gather(element: Element, pieces: list[str], found: list[str], leave_out: frozenset[str]) -> None:
    if element.text:
        pieces.append(element.text)
    previous = ""
    for one in element:
        name = local(one.tag)
        if name in BLOCKS and name not in leave_out:
            # A label stands in one line with its item: "(a) The letters are no request."
            if name != "item" or previous != "label":
                _flush(pieces, found)
            _gather(one, pieces, found, leave_out)
            _flush(pieces, found)
        elif name == "lb":
            _flush(pieces, found)
        elif name and name not in leave_out:
            _gather(one, pieces, found, leave_out)
            pieces.append(AFTER.get(name, ""))
        if one.tail:
            pieces.append(one.tail)
        previous = name


def _flush(pieces: list[str], found: list[str]) -> None:
    words = " ".join("".join(pieces).split()).rstrip("| ")
    if words:
        found.append(words.replace(" ,", ","))
    pieces.clear()
