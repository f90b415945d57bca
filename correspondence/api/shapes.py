"""The shapes of the JSON as OpenAPI describes them, made from the tables by which records are read and written.

What is answered names what always stands there; what is sent may leave nearly everything out, and may hold null for it.
"""

from __future__ import annotations

from typing import Any

from correspondence.formats.json import parts
from correspondence.formats.json.letters import LETTER, SOURCE_OF_LETTER
from correspondence.formats.json.shapes import Shape
from correspondence.models import (
    DateReading,
    Letter,
    Link,
    Participation,
    Position,
    Proposal,
    Response,
    Standing,
    Tabling,
)

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
KEY: Schema = {"type": "string", "format": "uuid"}
WHOLE: Schema = {"type": "integer"}
TRUTH: Schema = {"type": "boolean"}
ADDRESS: Schema = {"type": "string", "description": "Within this site."}
DATE: Schema = {
    "type": "object",
    "description": "`earliest` and `latest` are days, null where the date is open or unknown; no day is ever invented.",
    "properties": {
        "text": TEXT,
        "edtf": TEXT,
        "earliest": {"type": ["string", "null"]},
        "latest": {"type": ["string", "null"]},
    },
    "required": ["text", "edtf", "earliest", "latest"],
}
NAMED: Schema = {"type": "object", "properties": {"slug": TEXT, "name": TEXT}, "required": ["slug", "name"]}
PLAIN = {str: "string", bool: "boolean", int: "integer", dict: "object", list: "array"}

# Where an object, or a list of objects, stands in a shape: which one it is.
INNER: dict[str, Shape] = {
    "source": SOURCE_OF_LETTER,
    "senders": parts.PARTY,
    "addressees": parts.ADDRESSEE,
    "others": parts.OTHER_PARTY,
    "proposers": parts.PARTY,
    "addressee": parts.PARTY,
    "by": parts.PARTY,
    "characterised_by": parts.PARTY,
    "party": parts.PARTY,
    "previous": parts.LINK,
    "next": parts.LINK,
    "proposals": parts.PROPOSAL,
    "responses": parts.RESPONSE,
    "confirmed": parts.RESPONSE,
    "positions": parts.POSITION,
    "readings": parts.READING,
    "texts": parts.TEXT_OF_LETTER,
    "files": parts.FILE,
    "evidence": parts.EVIDENCE,
}
CODES: dict[tuple[Shape, str], Any] = {
    (LETTER, "knowledge"): Letter.Knowledge,
    (LETTER, "extent"): Letter.Extent,
    (LETTER, "status"): Letter.Status,
    (LETTER, "dated_basis"): DateReading.Basis,
    (parts.OTHER_PARTY, "role"): Participation.Role,
    (parts.LINK, "relation"): Link.Relation,
    (parts.LINK, "basis"): Link.Basis,
    (parts.PROPOSAL, "kind"): Proposal.Kind,
    (parts.PROPOSAL, "act"): Tabling.Kind,
    (parts.PROPOSAL, "reply_rule"): Proposal.ReplyRule,
    (parts.RESPONSE, "answer"): Response.Answer,
    (parts.POSITION, "change"): Position.Change,
}
ALWAYS = (
    "id", "url", "source_key", "subject", "form", "dated", "sent", "received", "published", "dated_basis",
    "dated_in_doubt", "senders", "addressees", "knowledge", "extent", "language", "source", "previous", "next",
    "proposals", "responses", "positions",
)  # fmt: skip


def answered(shape: Shape) -> Schema:
    """Describe a record as it is answered."""
    always = [name for name, _attribute, always, _default, _encode in shape.writes if always]
    found: Schema = {"type": "object", "properties": {name: _field(shape, name, answered) for name in shape.reads}}
    return found | ({"required": always} if always else {})


def sent(shape: Shape) -> Schema:
    """Describe a record as it is sent: no name that is not known here."""
    properties = {name: _or_null(_field(shape, name, sent)) for name in (*shape.reads, *shape.ignored)}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def letter_answered() -> Schema:
    link = answered(parts.LINK)
    # An exchange that was computed says so by its tier, and has no relation.
    link["properties"] |= {"relation": _codes(Link.Relation, ""), "tier": {"enum": [1, 2, 3]}}
    link["required"] = ["id", "relation", "tier"]
    found = answered(LETTER)
    properties = found["properties"] | {"url": ADDRESS, "version": WHOLE}
    properties |= {which: _or_null(DATE) for which in Letter.DATES}
    properties |= {name: {"type": "array", "items": link} for name in ("previous", "next")}
    properties |= {"dated_basis": _codes(DateReading.Basis, "")}
    return found | {"properties": properties, "required": [*ALWAYS, "version"]}


def letter_sent() -> Schema:
    found = sent(LETTER)
    for ours in ("id", "void_reason"):
        found["properties"].pop(ours, None)
    return found | {"required": ["subject", "form"]}


def letter_changed(names: frozenset[str]) -> Schema:
    kept = {name: one for name, one in sent(LETTER)["properties"].items() if name in names}
    kept["reason"] = {"type": ["string", "null"], "maxLength": 500, "description": "Needed when level or desk change."}
    return {"type": "object", "properties": kept, "additionalProperties": False}


def standing() -> Schema:
    count, words = {"type": "integer", "minimum": 0}, {"type": "array", "items": TEXT}
    claims = {"type": "object", "properties": {"tabled": {"type": "array"}, "rejected": {"type": "array"}}}
    properties = {
        **NAMED["properties"], "state": _codes(Standing.State), "since": _or_null(DATE), "times_tabled": count,
        "times_rejected": count, "claims": claims, "said": words, "contested": {"type": "array"},
        "anomalies": {"type": "array", "items": {"type": "object"}},
    }  # fmt: skip
    required = ["slug", "name", "state", "since", "times_tabled", "times_rejected", "claims"]
    return {"type": "object", "properties": properties, "required": required}


def _field(shape: Shape, name: str, describe: Any) -> Schema:
    if (codes := CODES.get((shape, name))) is not None:
        return _codes(codes, "")
    of = shape.reads[name][1] if name in shape.reads else str
    if name in INNER and of is not str:
        inner = describe(INNER[name])
        return {"type": "array", "items": inner} if of is list else inner
    if of is dict:
        return DATE if describe is answered else {"type": "object", "properties": {"text": TEXT, "edtf": TEXT}}
    return {"type": "array", "items": TEXT} if of is list else {"type": PLAIN[of]}


def _codes(choices: Any, *more: str) -> Schema:
    return {"type": "string", "enum": [*choices.values, *more]}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}
