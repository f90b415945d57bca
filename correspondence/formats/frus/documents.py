"""One document of the edition becomes one record: a letter, or a note that stands beside the letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from lxml import etree

from correspondence.formats.record import (
    Enclosed,
    LetterRecord,
    NamedParty,
    NoteRecord,
    Problem,
    Reading,
    Words,
)
from correspondence.formats.xml import line_of

from .calendar import is_entry, read_entry
from .carried import carried
from .dating import dating_of, words_as_date
from .forms import form_of
from .heads import LONGEST, Head, read_head
from .notes import links, source_words, told
from .parties import doubts_of, listed, named_in, present_in
from .sources import marking_of, read_source
from .volume import XML_ID, Volume
from .words import LEFT_OUT, body_of, child, first, flat, local, paragraphs, within

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NOT_LETTERS = {"editorial-note", "referral", "index"}
EDITORIAL = re.compile(r"\bEditorial Note\b", re.IGNORECASE)
# The number of a telegram stands before its first words: "799. Reference: Embassy despatch No. 82."
OUTGOING = re.compile(r"(?:No\.\s*)?(?P<number>[A-Z]{0,5}-?\d{1,5})\.?\]?\.?(?=\s+\S|$)")
PLAIN_NUMBER = re.compile(r"(\d{1,5})\. ")
NUMBERED_KIND = re.compile(r"\b(?:No\. )?([A-Z]*-?\d[\w/-]*)$")
UNSAFE = re.compile(r"[^\w .,()'’–-]+")


def record_of(document: etree._Element, volume: Volume) -> LetterRecord | NoteRecord:
    """Return what a document says; an editorial note is context, never a letter."""
    head = read_head(child(document, "head"))
    if document.get("subtype") in NOT_LETTERS or EDITORIAL.search(head.words[:LONGEST]):
        return _note(document, head, volume)
    if is_entry(
        head.words[:LONGEST], has_pictures=first(document, "pdf") is not None or first(document, "file") is not None
    ):
        return _entry(document, head, volume)
    return _letter(document, head, volume)


def _note(document: etree._Element, head: Head, volume: Volume) -> NoteRecord:
    body = "\n\n".join(body_of(document))
    notes = told(document)
    return NoteRecord(
        _key(document, volume),
        head.words or "Editorial Note",
        note=f"{body}\n\n{notes}".strip(),
        citation=_citation(document, head, volume),
        line=line_of(document),
        element=document.get(XML_ID, ""),
        problems=_located(document, []),
    )


def _letter(document: etree._Element, head: Head, volume: Volume) -> LetterRecord:
    dating, source = dating_of(document), read_source(source_words(document))
    body = body_of(document)
    parties = _parties(document, head, volume)
    linked, problems = links(document, volume)
    form = form_of(head.kind or source.kind or head.words[:LONGEST])
    marking = source.marking or marking_of([flat(one) for one in within(document, "seg")])
    return replace(
        _plain(document, head, volume),
        subject=_subject(document, head),
        form=form,
        summary=_notes(document),
        knowledge="held" if body else "reported",
        dates=tuple(dating.readings),
        dated_in_doubt=any(one.basis == "inferred" and one.which == "dated" for one in dating.readings),
        place=dating.place,
        own_reference=_own_reference(document, head, form),
        marking=marking,
        archive_reference=source.reference,
        parties=tuple(parties),
        links=tuple(linked),
        texts=(Words("\n\n".join(body), _language(document)),) if body else (),
        files=tuple(_enclosures(document)),
        problems=_located(document, [*doubts_of(head, volume), *dating.problems, *problems, *_inner(form, body)]),
    )


def _entry(document: etree._Element, head: Head, volume: Volume) -> LetterRecord:
    """Return a document of which the file has only a calendar entry: it is reported, its words are not held."""
    entry = read_entry(head.words[:LONGEST])
    parties = [*named_in(entry.head, volume), *present_in(entry.head)]
    reading = Reading(words_as_date(entry.date)) if entry.date else None
    return replace(
        _plain(document, head, volume),
        subject=entry.title or _unnamed(document),
        summary=f"Calendar entry of the edition:\n{head.words}",
        form=form_of(entry.head.kind or entry.head.words),
        knowledge="reported",
        dates=(reading,) if reading else (),
        own_reference=_number_of(entry.head.kind),
        marking=entry.marking,
        archive_reference=entry.reference,
        parties=tuple(parties),
        problems=_located(document, doubts_of(entry.head, volume)),
    )


def _plain(document: etree._Element, head: Head, volume: Volume) -> LetterRecord:
    name = document.get(XML_ID, "")
    number = document.get("n") or head.number
    return LetterRecord(
        _key(document, volume),
        language="en",
        citation=_citation(document, head, volume),
        source_url=f"{volume.address}/{name}" if volume.address and name else "",
        locator=", ".join(
            part
            for part in (f"Document {number}" if number else "", f"page {volume.page}" if volume.page else "")
            if part
        )[:120],
        line=line_of(document),
        element=name,
    )


def _key(document: etree._Element, volume: Volume) -> str:
    name = document.get(XML_ID, "")
    return f"{volume.key}#{name}" if name else ""


def _citation(document: etree._Element, head: Head, volume: Volume) -> str:
    number = document.get("n") or head.number
    return f"{volume.title}, Document {number}" if number else volume.title


def _subject(document: etree._Element, head: Head) -> str:
    """Return the head as printed, and what the document itself names as its subject."""
    about = next((one for one in within(document, "list") if one.get("type") == "subject"), None)
    words = "; ".join(flat(one) for one in within(about, "item")) if about is not None else ""
    return ": ".join(part for part in (head.words, words) if part) or _unnamed(document)


def _unnamed(document: etree._Element) -> str:
    """Return what a document without a head is called by: its number."""
    return f"Document {document.get('n') or document.get(XML_ID, '')}".strip()


def _notes(document: etree._Element) -> str:
    notes = told(document)
    return f"Notes of the edition:\n{notes}" if notes else ""


def _parties(document: etree._Element, head: Head, volume: Volume) -> list[NamedParty]:
    found = [*named_in(head, volume), *listed(document, volume)]
    if not any(party.role == "participant" for party in found):
        found += present_in(head)
    unlike = {(party.role, party.keys or party.name): party for party in reversed(found)}
    return list(reversed(unlike.values()))


def _own_reference(document: etree._Element, head: Head, form: str) -> str:
    """Return the number that a telegram or note bears: in its head, in its opener, or before its first words."""
    if number := _number_of(head.kind):
        return number
    for one in within(document, "seg"):
        match = OUTGOING.fullmatch(flat(one))
        if match:
            return match["number"]
    own = [flat(one) for one in document if local(one.tag) == "p"]
    match = PLAIN_NUMBER.match(own[0]) if own and form == "telegram" else None
    if match is None or (match[1] == "1" or any(one.startswith(f"{int(match[1]) + 1}. ") for one in own[1:])):
        return ""
    return match[1]


def _number_of(kind: str) -> str:
    match = NUMBERED_KIND.search(kind) if form_of(kind) == "telegram" else None
    return match[1] if match else ""


def _language(document: etree._Element) -> str:
    return document.get(LANGUAGE) or document.getroottree().getroot().get(LANGUAGE) or "en"


def _enclosures(document: etree._Element) -> list[Enclosed]:
    """Return what the document encloses, each as a text of its own."""
    found = []
    for number, one in enumerate(within(document, "attachment"), 1):
        body = paragraphs(one, LEFT_OUT | {"attachment"})
        name = UNSAFE.sub(" ", " ".join(body[0].split())[:80]).strip(" .") if body else ""
        content = "\n\n".join(body).encode()
        found.append(
            Enclosed(f"{name or f'Enclosure {number}'}.txt", number=number, media_type="text/plain", content=content)
        )
    return found


def _inner(form: str, body: Sequence[str]) -> list[Problem]:
    letter = carried(body) if form == "telegram" else None
    message = _("Carries a letter with parties and a date of its own: log it too, and say that this transmits it.")
    return [Problem(message, "carried", str(letter), fatal=False)] if letter else []


def _located(document: etree._Element, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems with the place where they arose; a document that has no key is refused."""
    name, found = document.get(XML_ID, ""), list(problems)
    if not name:
        found.insert(0, Problem(_("A document without an xml:id cannot be told from others."), "source_key"))
    return tuple(replace(one, line=line_of(document), element=name) for one in found)
