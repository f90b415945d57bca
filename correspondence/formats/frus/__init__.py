"""FRUS: the documents of the series "Foreign Relations of the United States", in its TEI of 2015 and of today.

What is read into which field, and what is not: docs/formats.md, "FRUS".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from correspondence.formats.record import LetterRecord, NoteRecord, Problem, Unreadable
from correspondence.formats.xml import elements

from .documents import record_of
from .volume import Volume, documents_in, is_document, is_persons
from .words import local

NAMES = ("{*}teiHeader", "{*}div", "{*}pb")


def read(path: Path, options: Mapping[str, Any] | None = None) -> Iterator[LetterRecord | NoteRecord]:  # noqa: ARG001
    """Yield the documents of a volume in its order. Raises Unreadable."""
    volume: Volume | None = None
    seen: set[str] = set()
    for element in elements(path, *NAMES, where=_is_read):
        if volume is None:
            volume = _volume(path)
        name = local(element.tag)
        if name == "teiHeader":
            volume.learn_header(element)
        elif name == "pb":
            volume.page = element.get("n", "")
        elif is_document(element):
            yield from (_once(record, seen) for record in _document(element, volume))
        else:
            volume.learn_persons(element)
    if volume is None:
        raise Unreadable(Problem(_("This is no TEI document.")))


def _volume(path: Path) -> Volume:
    return Volume(path.stem, documents=documents_in(path))


def _document(element: etree._Element, volume: Volume) -> Iterator[LetterRecord | NoteRecord]:
    pages = [one.get("n", "") for one in element.iter("{*}pb")]
    if pages and local(element[0].tag) == "pb":
        volume.page = pages[0]
    yield record_of(element, volume)
    volume.page = pages[-1] if pages else volume.page


def _once(record: LetterRecord | NoteRecord, seen: set[str]) -> LetterRecord | NoteRecord:
    """Refuse a document whose id another of its volume had before it: nothing could tell them apart."""
    if record.source_key and record.source_key in seen:
        message = _("Another document of this volume has this id: the second is left out.")
        problem = Problem(message, "source_key", record.source_key, record.line, record.element)
        return replace(record, problems=(*record.problems, problem))
    seen.add(record.source_key)
    return record


def _is_read(element: etree._Element) -> bool:
    return local(element.tag) != "div" or is_document(element) or is_persons(element)
