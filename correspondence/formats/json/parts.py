"""The parts of a letter in JSON: parties, links, texts, files, dates and acts; and what letters name (docs/formats.md)."""

from __future__ import annotations

from correspondence.dates import UncertainDate
from correspondence.formats.named import FormRecord, FrameworkRecord, PartyRecord, TopicRecord
from correspondence.formats.record import (
    Answered,
    Enclosed,
    Held,
    NamedLink,
    NamedParty,
    NoteRecord,
    Put,
    Quoted,
    Reading,
    Words,
)

from .shapes import BYTES, DATE, FLAG, NUMBER, TEXT, WORDS, Field, Shape, texts

KIND = ("record",)

IN_ANY_ROLE = (
    *texts("slug", "name", "as_named", always=True),
    *texts("kind"),
    Field("keys", WORDS),
    *texts("person", "place", "channel", "reference"),
    Field("received", DATE),
)
PARTY = Shape(NamedParty, *IN_ANY_ROLE)
ADDRESSEE = Shape(NamedParty, *IN_ANY_ROLE, unsaid={"role": "addressee"})
OTHER_PARTY = Shape(NamedParty, *texts("role", always=True), *IN_ANY_ROLE)
READING = Shape(
    Reading,
    *texts("which", "standing", always=True),
    Field("value", DATE),
    *texts("time", "zone", "calendar", "basis", "source", "bounded_by", "bound"),
    unsaid={"value": UncertainDate()},
)
LINK = Shape(
    NamedLink, *texts("id", "relation", "basis", always=True), *texts("target", "note"), ignored=("tier", "url")
)
TEXT_OF_LETTER = Shape(
    Words, *texts("language", "role", always=True), Field("is_excerpt", FLAG), *texts("level", "body", always=True)
)
FILE = Shape(
    Enclosed,
    *texts("name", "role", always=True),
    Field("number", NUMBER),
    *texts("language", "media_type", "level", "sha256"),
    Field("size", NUMBER),
    Field("missing", FLAG, always=True),
    Field("content", BYTES),
)
EVIDENCE = Shape(
    Quoted, *texts("quote", "prefix", "suffix", "language", "role"), Field("letter", TEXT, attribute="in_letter")
)
RESPONSE = Shape(
    Answered,
    Field("id", TEXT, attribute="key"),
    *texts("proposal", "answer", always=True),
    Field("addressee", PARTY.one, always=True),
    Field("principal", FLAG, always=True),
    Field("by", PARTY.one),
    *texts("grounds", "conditions"),
    Field("until", DATE),
    *texts("framework", "opens"),
    Field("characterised_by", PARTY.one),
    *texts("reading_of", "basis", "confirmed_on"),
    Field("evidence", EVIDENCE.one, attribute="shown"),
)
PROPOSAL = Shape(
    Put,
    Field("id", TEXT, attribute="key", always=True),
    *texts("title", "kind", "act", always=True),
    Field("proposers", PARTY.several, always=True),
    Field("addressees", PARTY.several, always=True),
    *texts("terms", "act_terms", "topic", "provision", "reply_rule"),
    Field("holds_until", DATE),
    *texts("replaces", "level", "desk"),
    Field("evidence", EVIDENCE.one, attribute="shown"),
    Field("confirmed", RESPONSE.several),
)
POSITION = Shape(
    Held,
    Field("id", TEXT, attribute="key"),
    Field("party", PARTY.one, always=True),
    *texts("topic", "statement", "change", always=True),
    *texts("previous"),
    Field("claims_unchanged", FLAG),
    Field("evidence", EVIDENCE.one, attribute="shown"),
)

# What is no letter says so under "record".
NOTE = Shape(
    NoteRecord,
    *texts("source_key", "title", always=True),
    *texts("note", "citation"),
    Field("occurred", DATE),
    ignored=KIND,
)
NAMED_PARTY = Shape(
    PartyRecord,
    *texts("slug", "name", "kind", always=True),
    *texts("short_name", "parent", "seat", "code"),
    Field("existed", DATE),
    Field("keys", WORDS),
    *texts("level", "desk"),
    ignored=KIND,
)
TOPIC = Shape(TopicRecord, *texts("slug", "name", always=True), *texts("parent", "level", "desk"), ignored=KIND)
FRAMEWORK = Shape(
    FrameworkRecord,
    *texts("slug", "name", "kind", always=True),
    *texts("symbol", "note", "parent", "party", "established_by", "level", "desk"),
    ignored=KIND,
)
FORM = Shape(FormRecord, *texts("code", "label", always=True), Field("oral", FLAG, always=True), ignored=KIND)

SHAPES = {"note": NOTE, "party": NAMED_PARTY, "topic": TOPIC, "framework": FRAMEWORK, "form": FORM}
