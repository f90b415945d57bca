"""Records as an index in CMIF 1.1: what its schema and its documentation ask for, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from correspondence.formats.record import LetterRecord, NamedLink, NamedParty, Reading
from correspondence.formats.tei.dates import JULIAN
from correspondence.formats.tei.dates_out import as_stated, date_for_all
from correspondence.formats.tei.markup import NAMESPACE, element, text_of
from correspondence.formats.tei.names import UNKNOWN
from correspondence.formats.tei.origin import UUID, permalink
from correspondence.formats.tei.publication import LICENCES, Publication
from correspondence.formats.tei.surroundings import ANSWERING

ADDRESSES = ("http://", "https://")
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
DATES = {"sent": ("dated", "sent", "published"), "received": ("received",)}
ROLES = {"sent": ("sender", "on_behalf"), "received": ("addressee",), "cc": ("copy",)}


def write(records: Iterable[LetterRecord], publication: Publication) -> Iterator[str]:
    """Yield a CMIF file piece by piece, one piece for each letter.

    A letter of ours is known by its page, one that came from an edition by the address it had there. What CMIF has no place
    for is left out (docs/formats.md); the letter's page has it.
    """
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{NAMESPACE}">\n<teiHeader>\n'
    yield text_of(_file_description(publication), indented=True)
    yield "<profileDesc>\n"
    for record in records:
        yield text_of(letter(record, publication), indented=True)
    yield "</profileDesc>\n</teiHeader>\n<text><body><p/></body></text>\n</TEI>\n"


def letter(record: LetterRecord, publication: Publication) -> etree._Element:
    """Return one letter as a correspDesc."""
    actions = [_action(record, "sent", publication), _action(record, "received", publication)]
    if any(party.role == "copy" for party in record.parties):
        actions.append(_action(record, "received", publication, "cc"))
    refs = list(_replies(record, publication.site))
    context = [element("correspContext", *refs)] if refs else []
    ref, key = _identity(record, publication)
    return element("correspDesc", *actions, *context, ref=ref, key=key, source=f"#{publication.edition}")


def _replies(record: LetterRecord, site: str) -> Iterator[etree._Element]:
    """Yield what the letter answers and what answers it, where the other letter has an address; nothing else is a reply."""
    for kind, links in (("prev", record.links), ("next", record.later)):
        for link in links:
            address = _address_of(link, site)
            if link.relation in ANSWERING and address:
                yield element("ref", type=kind, subtype=link.relation, target=address)


def _address_of(link: NamedLink, site: str) -> str:
    if link.target.startswith(ADDRESSES) and URI.fullmatch(link.target):
        return link.target
    key = link.id or link.target
    return permalink(key, site) if UUID.fullmatch(key) else ""


def _identity(record: LetterRecord, publication: Publication) -> tuple[str, str]:
    """Return @ref and @key: its address and number in its edition; else its page here, and the key of its source."""
    if record.source_key.startswith(ADDRESSES) and URI.fullmatch(record.source_key):
        return record.source_key, record.locator
    return (permalink(record.id, publication.site) if record.id else ""), record.source_key


def _action(record: LetterRecord, kind: str, publication: Publication, subtype: str = "") -> etree._Element:
    names = [_named(party, publication.site) for party in record.parties if party.role in ROLES[subtype or kind]]
    content = names or [element("persName", UNKNOWN)]
    place = record.place if kind == "sent" else _place_of(record)
    if place and not subtype:
        content.append(element("placeName", place))
    date = _date(record, kind) if not subtype else None
    if date is not None:
        content.append(date)
    return element("correspAction", *content, type=kind, subtype=subtype)


def _named(party: NamedParty, site: str) -> etree._Element:
    tag = "persName" if party.kind == "person" else "orgName"
    page = [f"{site}parties/{party.slug}/"] if site and party.slug else []
    keys = [key for key in party.keys if URI.fullmatch(key)]
    return element(tag, party.name or UNKNOWN, ref=" ".join([*keys, *page]))


def _place_of(record: LetterRecord) -> str:
    """Return where the addressees were, where they were all in one place."""
    places = {party.place for party in record.parties if party.role == "addressee"}
    return places.pop() if len(places) == 1 else ""


def _date(record: LetterRecord, kind: str) -> etree._Element | None:
    """Return the likeliest date of an action: of sending, the one that the document bears before any other."""
    preferred = {one.which: one for one in map(as_stated, record.dates) if one.standing == "preferred" and one.value}
    reading = next((preferred[which] for which in DATES[kind] if which in preferred), None)
    if reading is None and kind == "received":
        reading = _receipt_of(record)
    if reading is None:
        return None
    date = date_for_all(reading.value, words=_words(reading))
    if date is not None and reading.basis == "inferred":
        date.set("evidence", "conjecture")
    return date


def _receipt_of(record: LetterRecord) -> Reading | None:
    """Return when the only addressee received it."""
    receipts = [party.received for party in record.parties if party.role == "addressee"]
    return Reading(receipts[0], "received") if len(receipts) == 1 and receipts[0] else None


def _words(reading: Reading) -> str:
    words = reading.value.text
    if reading.calendar == "julian" and not JULIAN.search(words):
        return f"{words or reading.value.edtf} (Julian calendar)"
    return words


def _file_description(publication: Publication) -> etree._Element:
    email = [element("email", publication.email)] if publication.email else []
    home: list[object] = [publication.title]
    if publication.site:
        home = [element("ref", publication.title, target=f"{publication.site}letters/")]
    return element(
        "fileDesc",
        element(
            "titleStmt",
            element("title", publication.title),
            element("editor", publication.editor or publication.publisher, *email),
        ),
        element(
            "publicationStmt",
            element("publisher", publication.publisher),
            element("idno", publication.address, type="url"),
            element("date", when=publication.moment),
            element(
                "availability",
                element("licence", LICENCES.get(publication.licence, ""), target=publication.licence),
            ),
        ),
        element("sourceDesc", element("bibl", *home, type="online", xml_id=publication.edition)),
    )
