"""What a volume says before its documents: its name, its list of persons, and which documents it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from .words import flat, within

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
VOLUME_ID = re.compile(r"frus\d[\w-]*", re.IGNORECASE)
ADDRESS = "https://history.state.gov/historicaldocuments"
# One look at the bytes tells which documents there are, so that a reference into the void can be told from one further on.
DOCUMENT = re.compile(
    rb"<div\b(?=[^<>]*\btype\s*=\s*[\"']document[\"'])(?=[^<>]*\bxml:id\s*=\s*[\"']([^\"']{1,100})[\"'])[^<>]*>"
    rb"(?:\s|<pb\b[^<>]*>)*(?:<head\b[^<>]*>\s*(?:\[?\d+\w?\]?\.?\s*)?(Editorial\s+Note))?"
)
CHUNK, OVERLAP = 1024 * 1024, 4096
MOST_DOCUMENTS = 200_000


@dataclass
class Volume:
    """A volume of the edition. ``documents`` tells of each whether it is an editorial note."""

    key: str
    title: str = ""
    persons: dict[str, str] = field(default_factory=dict)
    documents: dict[str, bool] = field(default_factory=dict)
    page: str = ""

    @property
    def address(self) -> str:
        """Where the volume stands in the web, "" for what does not belong to the series."""
        return f"{ADDRESS}/{self.key}" if VOLUME_ID.fullmatch(self.key) else ""

    def learn_header(self, header: etree._Element) -> None:
        """Take the name of the volume from its header; its key too, where the text itself has none."""
        root = header.getroottree().getroot()
        own = root.get(XML_ID) or next((flat(one) for one in within(header, "idno") if one.get("type") == "frus"), "")
        self.key = own or self.key
        titles = {one.get("type", ""): flat(one) for one in within(header, "title")}
        self.title = titles.get("complete") or ", ".join(title for title in titles.values() if title)

    def learn_persons(self, section: etree._Element) -> None:
        """Take the list of persons: what each is called there, by the id that documents refer to."""
        for one in within(section, "persName"):
            if key := one.get(XML_ID):
                self.persons[key] = flat(one).strip(" ,;:")

    def key_of(self, target: str) -> str:
        """Return the key of a person or document that a target names, here or in another volume; "" for neither."""
        volume, mark, name = target.strip().partition("#")
        return f"{volume or self.key}#{name}" if mark and name else ""


def documents_in(path: Path) -> dict[str, bool]:
    """Return the ids of a file's documents in their order, each with whether it is an editorial note."""
    found: dict[str, bool] = {}
    for piece in _pieces(path):
        for match in DOCUMENT.finditer(piece):
            key = match[1].decode("utf-8", "replace")
            found[key] = found.get(key, False) or bool(match[2])
        if len(found) > MOST_DOCUMENTS:
            return {}
    return found


def is_persons(element: etree._Element) -> bool:
    return element.get(XML_ID) == "persons"


def is_document(element: etree._Element) -> bool:
    return element.get("type") == "document"


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        tail = b""
        while chunk := file.read(CHUNK):
            yield tail + chunk
            tail = (tail + chunk)[-OVERLAP:]
