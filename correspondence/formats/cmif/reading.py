"""An index of letters in CMIF as records: one for each correspDesc."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from correspondence.formats.record import LetterRecord, Problem, Unreadable
from correspondence.formats.tei.description import described
from correspondence.formats.tei.markup import TEI, XML_ID, found
from correspondence.formats.tei.origin import Origin, web_address
from correspondence.formats.xml import elements, line_of, words_of

LONGEST_LOCATOR = 120


def read(path: Path, options: Mapping[str, Any]) -> Iterator[LetterRecord]:  # noqa: ARG001  every reader's shape
    """Yield the letters of an index. Raises Unreadable for what is not CMIF, and where the file breaks off."""
    index = None
    for element in elements(path, f"{TEI}fileDesc", f"{TEI}correspDesc"):
        if element.tag == f"{TEI}fileDesc":
            index = index or Index(_origin(element), path.stem)
        else:
            index = index or Index(Origin(), path.stem)
            yield index.letter(element)
    if index is None:
        raise Unreadable(Problem(_("This is not CMIF: there is neither a fileDesc nor a correspDesc of TEI."), line=1))


def _origin(file_description: etree._Element) -> Origin:
    """Return what the header says: the file's address, and each edition's words by its id."""
    numbers = found(file_description, "publicationStmt/idno")
    url = next((words_of(one) for one in numbers if one.get("type", "").lower() == "url"), "")
    sources = found(file_description, "sourceDesc/bibl")
    pages = [ref.get("target", "") for bibl in sources for ref in bibl.findall(f"{TEI}ref")]
    site = next((page.removesuffix("letters/") for page in pages if page.endswith("/letters/")), "")
    return Origin(
        url=web_address(url),
        site=site,
        own=bool(site) or url.startswith("urn:correspondence:"),
        editions={bibl.get(XML_ID, ""): words_of(bibl) for bibl in sources},
    )


class Index:
    """A file that is being read: its editions, and the keys that it has given so far."""

    def __init__(self, origin: Origin, name: str) -> None:
        self.origin, self.name = origin, name
        self.number = 0
        self.given: set[str] = set()

    def letter(self, desc: etree._Element) -> LetterRecord:
        """Return the letter that an element describes."""
        self.number += 1
        said = described(desc, self.origin)
        edition = self._edition(desc)
        number = desc.get("key", "").strip()
        refs = desc.get("ref", "").split()
        id_ = next((key for key in map(self.origin.id_in, refs) if key), "")
        key = (number if id_ else self._key(desc, refs, number, edition)) or ""
        record = LetterRecord(
            source_key=key,
            id=id_,
            subject=said.who_to_whom or key or id_,
            summary="\n\n".join(words for _kind, words in said.notes),
            form="letter",
            knowledge="seen",
            dates=tuple(said.dates),
            place=said.place,
            citation=self.origin.editions.get(edition, ""),
            source_url="" if id_ else next(filter(None, map(web_address, refs)), ""),
            locator=number if not id_ and len(number) <= LONGEST_LOCATOR else "",
            parties=tuple(said.parties),
            links=tuple(dict.fromkeys(said.links)),
            later=tuple(dict.fromkeys(said.later)),
            line=line_of(desc),
            element=f"correspDesc {number or self.number}",
        )
        problems = [*said.problems, *self._missing(desc, edition)]
        return replace(record, problems=tuple(replace(one, element=record.element) for one in problems))

    def _edition(self, desc: etree._Element) -> str:
        """Return the id of the edition that describes the letter: the only one where the letter names none."""
        named = desc.get("source", "").strip().removeprefix("#")
        return named or (next(iter(self.origin.editions)) if len(self.origin.editions) == 1 else "")

    def _key(self, desc: etree._Element, refs: list[str], number: str, edition: str) -> str:
        """Return the address; else edition and number; else edition and xml:id, or the letter's place in the file.

        What the file has given before gets its number, its xml:id or a count behind it, so that no two letters are one.
        """
        within = edition or self.origin.url or self.name
        own_name = number or desc.get(XML_ID, "") or str(self.number)
        key = refs[0] if refs else f"{within}#{own_name}"
        if key in self.given and refs:
            key = f"{key}#{own_name}"
        count, distinct = 1, key
        while distinct in self.given:
            count += 1
            distinct = f"{key} ({count})"
        self.given.add(distinct)
        return distinct

    def _missing(self, desc: etree._Element, edition: str) -> Iterator[Problem]:
        kinds = {action.get("type", "").strip().lower() for action in desc.findall(f"{TEI}correspAction")}
        for kind in ("sent", "received"):
            if kind not in kinds:
                yield _warning(desc, "correspAction", kind, _("There is no such action: nothing is known of it."))
        if edition and edition not in self.origin.editions:
            yield _warning(desc, "source", edition, _("The header does not list this edition."))


def _warning(desc: etree._Element, field: str, value: str, message: str) -> Problem:
    return Problem(message, field, value, line_of(desc), fatal=False)
