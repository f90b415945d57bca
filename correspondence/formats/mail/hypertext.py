"""The words of a page in HTML; its scripts, styles and addresses are left behind and nothing is ever fetched."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

LONGEST = 2 * 1024 * 1024
UNSEEN = {"script", "style", "head", "title", "template", "noscript", "object", "svg", "math"}
LINES = {
    "p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "pre", "hr", "section",
    "article", "header", "footer", "dt", "dd",
}  # fmt: skip


BREAK = "\0"  # no page holds one: the parser has replaced it


class Words:
    """Gathers words as the parser comes upon them, so that no tree is built, however deep the page is."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.unseen = 0

    def start(self, tag: str | bytes, _attributes: Any) -> None:
        if tag in UNSEEN:
            self.unseen += 1
        elif tag in LINES:
            self.found.append(BREAK)

    def end(self, tag: str | bytes) -> None:
        if tag in UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in LINES and tag != "br":
            self.found.append(BREAK)
        elif tag in {"td", "th"}:
            self.found.append(" ")

    def data(self, data: str | bytes) -> None:
        if not self.unseen:
            self.found.append(str(data))

    def comment(self, data: str | bytes) -> None:
        """Leave a comment where it is."""

    def close(self) -> str:
        lines = re.sub(r"\s+", " ", "".join(self.found)).split(BREAK)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip()


def plain(page: str) -> str:
    """Return what a page says, paragraph by paragraph; one that cannot be read, or is no letter's, stays as it is."""
    if len(page) > LONGEST:
        return page
    parser = etree.HTMLParser(target=Words(), encoding="utf-8", no_network=True, huge_tree=False)
    try:
        parser.feed(page.encode("utf-8", "replace"))
        return str(parser.close())
    except etree.LxmlError:
        return page
