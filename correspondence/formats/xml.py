"""XML that anybody may hand in: read piece by piece, without entities, without the network, and within limits.

A document type declaration is refused before the parser sees it, so no entity is ever declared, expanded or fetched. An
`xi:include` is an element like any other: nobody follows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _
from lxml import etree

from .record import Problem, Unreadable

CHUNK = 64 * 1024
# The parser itself stops at 256 levels and at 10 MB for one text, comment or attribute.
DEEPEST = 100  # levels within an element that is yielded
LONGEST_PROLOG = 1024 * 1024  # bytes before the first element
MOST_MARKUP = 150_000  # tags and attributes of an element that is yielded: they are what costs memory
MOST_SKIPPED = 1_500_000  # tags and attributes between two such elements: they cost time
MOST_BYTES = 24 * 1024 * 1024  # of such an element, or between two of them
LARGEST_FILE = 1024 * 1024 * 1024

ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin1", "latin-1"}
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
DECLARED_ENCODING = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"'>]*)[\"']")
FIRST_NAME = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
ASIDES = ((b"<?", b"?>"), (b"<!--", b"-->"))
POSITION = re.compile(r",? line \d+, column \d+\s*$")
TOO_LONG = re.compile(r"too (?:big|long)|size limit")

_too_deep = etree.XPath("boolean(" + "/".join(["*"] * DEEPEST) + ")")

Where = Callable[[etree._Element], bool]


def elements(path: Path, *tags: str, where: Where | None = None) -> Iterator[etree._Element]:
    """Yield, one after the other, the outermost elements with one of these names, and free the memory behind them.

    Names are as lxml writes them: `{http://www.tei-c.org/ns/1.0}div`; `{*}div` in any namespace. `where` is asked when an
    element begins, when only its attributes and its ancestors are known. An element is whole while it is the last one
    yielded, and empty afterwards; its ancestors keep their attributes. Raises Unreadable, which names the line.
    """
    try:
        with path.open("rb") as file:
            yield from _outermost(file, _root_name(file), tags, where)
    except OSError as error:
        raise _unreadable(error.strerror or str(error)) from None


def line_of(element: etree._Element) -> int:
    """Return the line on which the element begins, from 1; 0 when it is not known."""
    line: Any = element.sourceline
    return line or 0


def name_of(element: etree._Element) -> str:
    """Return the element's name without its namespace; "" for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def words_of(element: etree._Element | None) -> str:
    """Return all the words within an element, with single spaces between them."""
    return " ".join("".join(str(text) for text in element.itertext("*")).split()) if element is not None else ""


def _outermost(file: IO[bytes], root_name: str, tags: tuple[str, ...], where: Where | None) -> Iterator[etree._Element]:
    parser, budget, root, wanted = _parser((*tags, "{*}" + root_name)), _Budget(), None, None
    for chunk in iter(lambda: file.read(CHUNK), b""):
        _fed(parser, chunk)
        for event, element in _events(parser):
            root = element if root is None else root
            if wanted is None and event == "start" and _is_one_of(element, tags) and (where is None or where(element)):
                wanted = element
            elif event == "end" and element is wanted:
                yield _checked(element)
                _empty(element)
                wanted = None
                budget.renew()
        if wanted is None and root is not None:
            _forget(root)
            budget.skip()
        budget.spend(chunk)
    _fed(parser, None)


def _parser(tags: tuple[str, ...]) -> Any:
    # "internal" makes an entity that nobody declared an error with its line; none can be declared.
    safe: dict[str, Any] = {"resolve_entities": "internal", "load_dtd": False, "no_network": True, "huge_tree": False}
    # Two elements with one xml:id are for a format to judge; and a table of them would grow with the file.
    return etree.XMLPullParser(events=("start", "end"), tag=tags, collect_ids=False, **safe)


def _empty(element: Any) -> None:
    """Free what is in an element; the words behind it may still be on their way."""
    element.clear(keep_tail=True)


def _is_one_of(element: etree._Element, tags: tuple[str, ...]) -> bool:
    return element.tag in tags or "{*}" + name_of(element) in tags


def _checked(element: etree._Element) -> etree._Element:
    if _too_deep(element):
        raise _unreadable(_("elements are nested too deeply"), line_of(element))
    return element


def _forget(root: etree._Element) -> None:
    """Drop everything that is over: of the children on each level, all but the last."""
    element = root
    while len(element):
        if len(element) > 1:
            del element[:-1]
        element = element[0]


class _Budget:
    """What has been read since the last element that was freed, and in all."""

    def __init__(self) -> None:
        self.markup = self.skipped = self.held = self.read = self.lines = 0

    def spend(self, chunk: bytes) -> None:
        self.markup += chunk.count(b"<") + chunk.count(b"=")
        self.held += len(chunk)
        self.read += len(chunk)
        self.lines += chunk.count(b"\n")
        if self.markup > MOST_MARKUP or self.skipped > MOST_SKIPPED or self.held > MOST_BYTES:
            raise _unreadable(_("there is too much in one piece here to be a letter"), self.lines + 1)
        if self.read > LARGEST_FILE:
            raise _unreadable(_("the file is too large"), self.lines + 1)

    def skip(self) -> None:
        self.skipped += self.markup
        self.markup = 0

    def renew(self) -> None:
        self.markup = self.skipped = self.held = 0


def _fed(parser: Any, chunk: bytes | None) -> None:
    try:
        if chunk is None:
            parser.close()
        else:
            parser.feed(chunk)
    except etree.XMLSyntaxError as error:
        raise _refusal(parser, error) from None


def _events(parser: Any) -> Iterator[tuple[str, etree._Element]]:
    try:
        yield from parser.read_events()
    except etree.XMLSyntaxError as error:
        raise _refusal(parser, error) from None


def _refusal(parser: Any, error: etree.XMLSyntaxError) -> Unreadable:
    """Say what the parser found wrong first: what it raises in the end may be no more than the consequence."""
    first = next((entry for entry in parser.error_log if entry.level >= etree.ErrorLevels.ERROR), None)
    reason, line = (first.message, first.line) if first else (error.msg or "", error.lineno or 0)
    reason = POSITION.sub("", reason.strip())
    if "depth" in reason:
        return _unreadable(_("elements are nested too deeply"), line)
    if TOO_LONG.search(reason):
        return _unreadable(_("a single text, name, comment or attribute is too long"), line)
    return _unreadable(_("the file is not well-formed XML: %(reason)s") % {"reason": reason}, line)


def _root_name(file: IO[bytes]) -> str:
    """Return the name of the first element after a look at everything before it: no odd encoding, no document type."""
    prolog = file.read(LONGEST_PROLOG)
    file.seek(0)
    start = len(BYTE_ORDER_MARK) if prolog.startswith(BYTE_ORDER_MARK) else 0
    _check_encoding(prolog[start:])
    place = _start_of_markup(prolog, start)
    if prolog[place : place + 2] == b"<!":
        line = prolog.count(b"\n", 0, place) + 1
        raise _unreadable(_("document type declarations are not accepted"), line)
    name = FIRST_NAME.match(prolog, place)
    return name[1].decode("ascii") if name else "no_name"  # then the parser says what is wrong


def _check_encoding(prolog: bytes) -> None:
    if prolog[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in prolog[:4]:
        raise _unknown_encoding("UTF-16")
    declared = DECLARED_ENCODING.match(prolog)
    name = declared[1].decode("ascii", "replace") if declared else "utf-8"
    if name.lower() not in ENCODINGS:
        raise _unknown_encoding(name)


def _start_of_markup(prolog: bytes, place: int) -> int:
    """Return where the first thing stands that is neither space nor a comment nor a processing instruction."""
    while place < len(prolog):
        if prolog[place : place + 1].isspace():
            place += 1
            continue
        closing = next((close for opening, close in ASIDES if prolog.startswith(opening, place)), None)
        if closing is None:
            return place
        end = prolog.find(closing, place + len(closing))
        if end < 0:
            break
        place = end + len(closing)
    if len(prolog) == LONGEST_PROLOG:
        raise _unreadable(_("nothing begins within the first megabyte of the file"), 1)
    return place


def _unknown_encoding(name: str) -> Unreadable:
    message = _("the encoding %(name)s is not accepted: save the file as UTF-8")
    return Unreadable(Problem(message % {"name": name[:40]}, line=1))


def _unreadable(message: str, line: int = 0) -> Unreadable:
    return Unreadable(Problem(message, line=line))
