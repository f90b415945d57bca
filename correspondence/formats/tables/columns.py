"""Our columns, what people call them, and which heading of a foreign table means which of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

# How a party's role is called in a table: the column of names, and the code of the role.
ROLES = (
    ("from", "sender"),
    ("on_behalf_of", "on_behalf"),
    ("to", "addressee"),
    ("copy_to", "copy"),
    ("via", "via"),
    ("present", "participant"),
    ("concerns", "concerns"),
)
DATES = ("dated", "sent", "received", "published")
FROM_DATES = tuple(name for which in DATES for name in (which, f"{which}_edtf"))
# Columns that hold one text, flag or number of the letter, by the name that they have there.
PLAIN = (
    "id", "source_key", "subject", "summary", "form", "knowledge", "extent", "extent_note", "status", "topic", "framework",
    "own_reference", "their_reference", "channel", "place", "language", "level", "desk", "marking", "citation", "source_url",
    "archive_reference", "locator", "reply_due", "captured_on", "void_reason",
)  # fmt: skip
FLAGS = {"date_in_doubt": "dated_in_doubt", "reply_expected": "reply_expected"}
# What no single cell can say for a person to read stands in these as JSON; empty where the other columns say it all.
DETAILS = ("parties", "dates", "links", "texts", "files", "proposals", "responses", "positions")

WRITTEN = (
    "id", "date", "date_edtf", "date_in_doubt", "subject", "summary", "form", "knowledge", "extent", "at_least", "status",
    "topic", *(name for role, _code in ROLES for name in (role, f"{role}_slugs")), "answers", "own_reference",
    "their_reference", "language", "level", "marking", "citation", "source_url",
    "source_key", *FROM_DATES, "reply_expected", "reply_due", "framework", "desk", "channel", "place", "extent_note",
    "archive_reference", "locator", "captured_on", "void_reason", "text", "text_language", *DETAILS,
)  # fmt: skip
# By these a table is known to be one of ours: nobody else has them.
OUR_OWN = frozenset({"date_edtf", "from_slugs", "to_slugs", "dated_edtf"})
# And by these one in the way of csv2cmi, which has "|" between the values of a cell.
OF_CSV2CMI = frozenset({"senderID", "addresseeID", "senderDate", "senderDateText", "addresseeDate", "addresseePlace"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of ours that a foreign one can be taken for; ``headings`` are what others call it."""

    name: str
    label: Any
    headings: tuple[str, ...] = ()


COLUMNS = (
    Column("key", _("key within the edition"), ("key", "id", "number", "no", "nr", "numurs", "nummer", "номер", "numéro")),
    Column("edition", _("edition or collection"), ("edition", "collection", "volume", "source", "krājums", "издание")),
    Column("source_key", _("key in the source"), ("source key",)),
    Column("heading", _("heading that names the parties: A to B"), ("heading", "document title", "title of document")),
    Column("subject", _("subject"), ("subject", "title", "betreff", "temats", "temats un saturs", "тема", "objet", "titel")),
    Column("summary", _("summary"), ("summary", "abstract", "regest", "note", "notes", "kopsavilkums", "содержание", "résumé")),
    Column("form", _("form"), ("form", "type", "kind", "document type", "veids", "вид", "art")),
    Column("from", _("sender"), ("from", "sender", "author", "absender", "sūtītājs", "отправитель", "автор", "expéditeur")),
    Column("from_keys", _("sender: keys in authority files"), ("senderid", "sender id", "sender gnd", "sender viaf")),
    Column("to", _("addressee"),
           ("to", "addressee", "recipient", "receiver", "empfänger", "adressat", "adresāts", "saņēmējs", "адресат",
            "получатель", "destinataire")),
    Column("to_keys", _("addressee: keys in authority files"),
           ("addresseeid", "addressee id", "recipient id", "recipient gnd", "recipient viaf")),
    Column("to_place", _("place of the addressee"), ("addresseeplace", "addressee place", "recipient place", "place received")),
    Column("copy_to", _("copy to"), ("cc", "copy", "copy to", "kopija", "копия", "copie")),
    Column("via", _("via"), ("via", "through", "caur", "через")),
    Column("on_behalf_of", _("on behalf of"), ("on behalf of",)),
    Column("present", _("participants"), ("participants", "present", "dalībnieki", "участники")),
    Column("concerns", _("concerns"), ("mentioned",)),
    Column("date", _("date, as words or as EDTF"),
           ("date", "day", "datum", "datums", "дата", "date of letter", "letter date", "date du document")),
    Column("dated", _("date on the document, in words"), ("senderdatetext", "date text", "date as written")),
    Column("dated_edtf", _("date on the document, as EDTF"), ("senderdate", "date edtf", "edtf", "iso date", "date iso")),
    Column("sent", _("sent, in words"), ("sent", "date sent", "nosūtīts", "отправлено")),
    Column("sent_edtf", _("sent, as EDTF"), ()),
    Column("received", _("received, in words"), ("addresseedatetext", "received", "date received", "saņemts", "получено")),
    Column("received_edtf", _("received, as EDTF"), ("addresseedate",)),
    Column("published", _("published, in words"), ("published", "date published", "publicēts", "опубликовано")),
    Column("published_edtf", _("published, as EDTF"), ()),
    Column("place", _("place"), ("place", "senderplace", "sender place", "ort", "vieta", "место", "lieu", "place sent")),
    Column("topic", _("topic"), ("topic", "keyword")),
    Column("framework", _("framework"), ("framework",)),
    Column("own_reference", _("our reference"), ("our reference", "our ref", "mūsu nr")),
    Column("their_reference", _("their reference"), ("their reference", "reference", "your ref", "ref", "jūsu nr")),
    Column("answers", _("keys of the letters that it answers"), ("answers", "in reply to", "reply to", "atbilde uz")),
    Column("channel", _("channel"), ("channel", "sent by")),
    Column("language", _("language"), ("language", "lang", "sprache", "valoda", "язык", "langue")),
    Column("marking", _("marking as written"), ("marking", "classification", "slepenība", "гриф")),
    Column("level", _("level"), ("level",)),
    Column("desk", _("desk"), ("desk",)),
    Column("knowledge", _("evidence"), ("knowledge", "evidence")),
    Column("citation", _("citation"), ("citation", "printed in", "druck")),
    Column("locator", _("place in the source"), ("page", "pages", "locator", "seite", "lappuse", "страница")),
    Column("archive_reference", _("archive reference"),
           ("archive", "archive reference", "shelfmark", "signature", "signatur", "file no", "fonds")),
    Column("source_url", _("address of the source"), ("url", "link", "web address", "source url")),
    Column("text", _("text"), ("text", "full text", "body", "transcript", "transcription", "teksts", "текст", "texte")),
    Column("text_language", _("language of the text"), ()),
)  # fmt: skip
# What a foreign table may have too, called as we call it.
ALSO = {
    *PLAIN,
    *FLAGS,
    "at_least",
    *DETAILS,
    *(f"{name}_{part}" for name, _code in ROLES for part in ("slugs", "keys")),
}
NAMES = {column.name for column in COLUMNS} | ALSO | {"date_edtf"}


def columns() -> tuple[Column, ...]:
    """Return the columns that a foreign table can be mapped to, in the order in which they are offered."""
    return COLUMNS


def is_our_own(headings: Iterable[str]) -> bool:
    """Whether a table with these headings is one that we wrote."""
    return not OUR_OWN.isdisjoint(headings)


def proposed_mapping(headings: Iterable[str]) -> dict[str, str]:
    """Return which heading means which column of ours, for those that are well known; each column once."""
    headings = list(headings)
    if is_our_own(headings):
        return {heading: heading for heading in headings if heading in NAMES}
    found: dict[str, str] = {}
    for known in (_as_we_call_it, _as_others_call_it):
        for heading in headings:
            name = known(heading)
            if name and heading not in found and name not in found.values():
                found[heading] = name
    return found


def _as_we_call_it(heading: str) -> str:
    """Return our column of this name. Somebody else's "id" is no key of ours."""
    name = heading.strip()
    return name if name in NAMES and name not in {"id", *DETAILS} else ""


def _as_others_call_it(heading: str) -> str:
    return HEADINGS.get(_bare(heading), "")


def _bare(heading: str) -> str:
    """Return a heading in small letters, without signs: "Sender_ID " and "sender id" are the same."""
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", heading[:200]).casefold()).strip()


HEADINGS = {_bare(heading): column.name for column in reversed(COLUMNS) for heading in (column.name, *column.headings)}
