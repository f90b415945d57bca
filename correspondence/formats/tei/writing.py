"""A teiCorpus with one TEI for each letter: its description in full, what it answers, and its texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from lxml import etree

from correspondence.dates import UncertainDate
from correspondence.formats.record import LetterRecord, NamedParty, Reading

from .dates import BASES as DATE_BASES
from .dates import EDTF, STANDINGS, UNREAD
from .dates_out import as_stated, date_in_full
from .description import RECEIPT
from .fields import notes_of
from .markup import NAMESPACE, PROGRAM, element, text_of
from .names import named_in_full
from .publication import LICENCES, Publication
from .surroundings import BASES as LINK_BASES
from .surroundings import reference
from .texts import body_of, kept

ACTION_OF = {"sender": "sent", "on_behalf": "sent", "addressee": "received", "copy": "received", "via": "transmitted"}


def write(records: Iterable[LetterRecord], publication: Publication) -> Iterator[str]:
    """Yield a TEI file piece by piece, one piece for each letter; our reader reads the same records again.

    It has no place for acts, files, topics' levels and desks: docs/formats.md says what is left out.
    """
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus xmlns="{NAMESPACE}">\n'
    yield text_of(_corpus_header(publication))
    for record in records:
        yield text_of(letter(record, publication))
    yield "</teiCorpus>\n"


def letter(record: LetterRecord, publication: Publication) -> etree._Element:
    """Return one letter as a TEI element."""
    header = element("teiHeader", _file_description(record, publication), _profile(record))
    text = element("text", body_of(record.texts), type=record.form)
    return element("TEI", header, text)


def _corpus_header(publication: Publication) -> etree._Element:
    return element(
        "teiHeader",
        element(
            "fileDesc",
            element("titleStmt", element("title", publication.title)),
            element(
                "publicationStmt",
                element("publisher", publication.publisher),
                element("idno", publication.address, type="url"),
                element("date", when=publication.moment),
                element("availability", _licence(publication)),
            ),
            element("sourceDesc", element("p")),
        ),
        _encoding(publication),
        element(
            "profileDesc",
            element("calendarDesc", element("calendar", element("p", "Julian calendar"), xml_id="julian")),
        ),
    )


def _encoding(publication: Publication) -> etree._Element:
    """Return what the file's own marks mean: what wrote it, EDTF, and each code that @ana points to."""
    program = element("application", element("label", publication.title), ident=PROGRAM, version="1.0")
    codes = sorted({*STANDINGS, *DATE_BASES, *LINK_BASES, UNREAD.removeprefix("#")})
    categories = [element("category", element("catDesc", code.replace("_", " ")), xml_id=code) for code in codes]
    return element(
        "encodingDesc",
        element("appInfo", program),
        element("editorialDecl", element("p", "Extended Date/Time Format, ISO 8601-2", xml_id=EDTF.removeprefix("#"))),
        element("classDecl", element("taxonomy", *categories)),
    )


def _licence(publication: Publication) -> etree._Element:
    return element("licence", LICENCES.get(publication.licence, ""), target=publication.licence)


def _file_description(record: LetterRecord, publication: Publication) -> etree._Element:
    numbers = (
        ("PID", record.source_key), ("UUID", record.id), ("url", record.source_url),
        ("own_reference", record.own_reference), ("their_reference", record.their_reference),
    )  # fmt: skip
    source = [element("bibl", record.citation)] if record.citation else []
    if record.archive_reference:
        held = element("msIdentifier", element("idno", record.archive_reference))
        source.append(element("msDesc", held))
    return element(
        "fileDesc",
        element("titleStmt", element("title", record.subject)),
        element(
            "publicationStmt",
            element("publisher", publication.publisher),
            *(element("idno", value, type=kind) for kind, value in numbers if value),
        ),
        element("sourceDesc", *(source or [element("p")])),
    )


def _profile(record: LetterRecord) -> etree._Element:
    schemes = (("topic", record.topic), ("framework", record.framework))
    keywords = [element("keywords", element("term", words), scheme=f"#{name}") for name, words in schemes if words]
    parts = [_description(record)]
    if record.summary:
        parts.append(element("abstract", kept(record.summary)))
    if record.language:
        parts.append(element("langUsage", element("language", record.language, ident=record.language)))
    if keywords:
        parts.append(element("textClass", *keywords))
    return element("profileDesc", *parts)


def _description(record: LetterRecord) -> etree._Element:
    actions = list(_actions(record))
    refs = [reference(link, "prev") for link in record.links] + [reference(link, "next") for link in record.later]
    context = [element("correspContext", *refs)] if refs else []
    return element("correspDesc", *actions, *context, *notes_of(record))


def _actions(record: LetterRecord) -> Iterator[etree._Element]:
    """Yield an action for each run of parties that did the same; the letter's own dates and place stand in the first sent."""
    own = [date_in_full(reading, reading.which) for reading in map(as_stated, record.dates) if reading.value]
    place = [element("placeName", record.place)] if record.place else []
    runs = [list(run) for _same, run in groupby(record.parties, key=_deed)]
    sent = next((run for run in runs if ACTION_OF.get(run[0].role) == "sent"), None)
    if sent is None and (own or place):
        yield element("correspAction", *place, *own, type="sent")
    for run in runs:
        yield _action(run, [*place, *own] if run is sent else [])


def _deed(party: NamedParty) -> tuple[object, ...]:
    """Return what makes one action of several parties: addressees who each received it in their own way are each alone."""
    return (ACTION_OF.get(party.role, party.role), party.role == "copy", party.place, party.channel, party.reference,
            party.received)  # fmt: skip


def _action(run: list[NamedParty], own: list[etree._Element]) -> etree._Element:
    first = run[0]
    content = [named_in_full(party) for party in run]
    if first.place:
        content.append(element("placeName", first.place))
    content += own
    if first.received:
        content.append(date_in_full(_receipt(first.received), RECEIPT))
    for kind in ("channel", "reference"):
        if words := getattr(first, kind):
            content.append(element("note", words, type=kind))
    kind = ACTION_OF.get(first.role, first.role)
    return element("correspAction", *content, type=kind, subtype="cc" if first.role == "copy" else "")


def _receipt(value: UncertainDate) -> Reading:
    return Reading(value, which="received")
