"""The words of a letter as its edition prints them, and back.

Read are the paragraphs of the body, as the editor reads them: of a choice the resolved, corrected, deciphered form; added and
supplied words; not what is struck out, nor notes, which are the editor's. A `div` that says it is a transcription or a
translation is a text of its own. What this program writes with `xml:space="preserve"` comes back to the letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from correspondence.formats.record import Words
from correspondence.formats.xml import name_of

from .markup import XML_LANG, XML_SPACE, element, exact_words

ROLE_OF = {
    "original": "original", "transcription": "original", "edition": "original", "transcript": "original",
    "translation": "translation", "summary": "summary",
}  # fmt: skip
BLOCKS = {
    "p", "ab", "head", "opener", "closer", "salute", "signed", "dateline", "byline", "address", "addrLine", "lg", "l", "item",
    "label", "list", "row", "cell", "table", "postscript", "trailer", "div", "quote", "argument", "epigraph", "text", "body",
    "front", "back", "group", "floatingText", "metamark", "abstract",
}  # fmt: skip
SKIPPED = {"note", "del", "surplus", "fw", "facsimile", "figure", "noteGrp", "certainty", "index"}
UNRESOLVED, RESOLVED = {"orig", "abbr", "sic"}, {"reg", "expan", "corr"}
BREAKS = {"lb", "pb", "cb", "gb", "milestone"}
PARAGRAPH = "\n\n"


@dataclass(slots=True)
class _Page:
    """The paragraphs of one text, as they are gathered."""

    role: str
    language: str
    is_excerpt: bool = False
    paragraphs: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def turn(self) -> None:
        """End the paragraph."""
        words = " ".join("".join(self.pieces).split())
        if words:
            self.paragraphs.append(words)
        self.pieces.clear()


def texts_in(text: etree._Element | None, *, own: bool) -> tuple[Words, ...]:
    """Return each text of a letter; transcriptions in several pieces are one text, unless this program wrote them."""
    if text is None:
        return ()
    pages = [_Page("original", text.get(XML_LANG, ""))]
    _walk(text, pages[0], pages, own=own)
    return tuple(
        Words(PARAGRAPH.join(page.paragraphs), page.language, page.role, page.is_excerpt)
        for page in pages
        if page.paragraphs
    )


def paragraphs_in(element: etree._Element) -> str:
    """Return the paragraphs of an element as one text."""
    return PARAGRAPH.join(words.body for words in texts_in(element, own=False))


def _walk(parent: etree._Element, page: _Page, pages: list[_Page], *, own: bool) -> None:
    tag = name_of(parent)
    if tag in BREAKS:
        page.pieces.append("" if parent.get("break") == "no" else " ")
    elif tag == "gap":
        page.pieces.append("[…]")
    elif tag in SKIPPED or (tag in UNRESOLVED and _is_resolved(parent)):
        return
    elif parent.get(XML_SPACE) == "preserve":
        page.turn()
        if kept := exact_words(parent):
            page.paragraphs.append(kept)
    else:
        _walk_within(parent, tag, _page_of(parent, tag, page, pages, own=own), pages, own=own)


def _walk_within(parent: etree._Element, tag: str, page: _Page, pages: list[_Page], *, own: bool) -> None:
    if tag in BLOCKS:
        page.turn()
    page.pieces.append(parent.text or "")
    for child in parent:
        if name_of(child):
            _walk(child, page, pages, own=own)
        page.pieces.append(child.tail or "")
    if tag in BLOCKS:
        page.turn()


def _page_of(parent: etree._Element, tag: str, page: _Page, pages: list[_Page], *, own: bool) -> _Page:
    """Return where the words of an element belong: a div that is a text of its own begins a page, or takes one up again."""
    role = ROLE_OF.get(parent.get("type", "").lower()) if tag == "div" else None
    if role is None:
        return page
    page.turn()
    new = _Page(role, parent.get(XML_LANG, "") or (page.language if role == "original" else ""),
                parent.get("subtype") == "excerpt")  # fmt: skip
    if not own:
        for known in pages:
            if (known.role, known.language) == (new.role, new.language) and known.paragraphs:
                return known
    pages.append(new)
    return new


def _is_resolved(parent: etree._Element) -> bool:
    choice = parent.getparent()
    return choice is not None and any(name_of(child) in RESOLVED for child in choice)


def body_of(texts: Iterable[Words]) -> etree._Element:
    """Return the body of a letter: one div for each text, or an empty paragraph, since TEI wants something there."""
    divs = [
        element("div", *_paragraphs(text.body), type=text.role, subtype="excerpt" if text.is_excerpt else "",
                xml_lang=text.language)
        for text in texts
    ]  # fmt: skip
    return element("body", *(divs or [element("p")]))


def kept(words: str) -> etree._Element:
    """Return a block that keeps every space and line of its words."""
    return element("ab", words, xml_space="preserve")


def _paragraphs(body: str) -> Iterator[etree._Element]:
    paragraphs = body.split(PARAGRAPH)
    if all(paragraph and paragraph == " ".join(paragraph.split()) for paragraph in paragraphs):
        yield from (element("p", paragraph) for paragraph in paragraphs)
    else:
        yield kept(body)
