"""What OpenAPI says of each operation, and the whole description, made once for a process."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from correspondence.filters import LetterFilter, OfferFilter, PartyListFilter, PositionFilter
from correspondence.formats.json import parts
from correspondence.listing import LONGEST_CURSOR

from . import shapes
from .writing.changing import CHANGEABLE

JSON = "application/json"
Operation = dict[str, Any]


def described(operation: Operation) -> Callable[[Any], Any]:
    """Return what puts the description of an operation on its method."""
    return extend_schema(**operation)


@cache
def openapi() -> dict[str, Any]:
    """Return the description of the whole API, in English like the names in it."""
    with override("en"):
        found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return found


def _said(name: str, title: str = "") -> OpenApiResponse:
    return OpenApiResponse({"$ref": f"#/components/schemas/{name}"}, description=title or name)


def _listed(of: str) -> OpenApiResponse:
    properties = {
        "count": {"type": ["integer", "null"], "description": "Null where counting would be costly."},
        "next": {"type": ["string", "null"], "description": "The address of the next page on this site."},
        "results": {"type": "array", "items": {"$ref": f"#/components/schemas/{of}"}},
    }
    schema = {"type": "object", "properties": properties, "required": ["count", "next", "results"]}
    return OpenApiResponse(schema, description=f"A page of a list: {of}.")


def _filters(filterset: Any, orders: tuple[str, ...] = ("newest", "oldest")) -> list[OpenApiParameter]:
    found = [_parameter(name, one) for name, one in filterset.base_filters.items()]
    place = {"type": "string", "maxLength": LONGEST_CURSOR}
    return [
        *found,
        OpenApiParameter("order", {"type": "string", "enum": ["", *orders]}),
        *(OpenApiParameter(name, place, description="A cursor, from `next`.") for name in ("after", "before")),
    ]


def _parameter(name: str, one: Any) -> OpenApiParameter:
    """Describe a filter by what its field takes; which parties and topics there are depends on who asks.

    Like on the pages, an empty one asks for nothing.
    """
    said = one.extra
    schema: dict[str, Any] = {"type": "string"}
    if issubclass(one.field_class, forms.IntegerField):
        number = {"type": "integer", "minimum": said["min_value"], "maximum": said["max_value"]}
        schema = {"anyOf": [number, {"type": "string", "maxLength": 0}]}
    elif choices := said.get("choices"):
        schema = {"type": "string", "enum": ["", *(code for code, _label in choices if code)]}
    elif most := said.get("max_length"):
        schema = {"type": "string", "maxLength": most}
    return OpenApiParameter(name, schema, description=str(one.label))


def _read(
    name: str, summary: str, given: OpenApiResponse, parameters: Any = (), *, may_lack: bool = False
) -> Operation:
    refused = {401: PROBLEM, 406: PROBLEM, 429: PROBLEM}
    refused |= {404: PROBLEM} if may_lack else {}
    refused |= {400: PROBLEM} if parameters else {}
    return {
        "operation_id": name, "summary": summary, "parameters": list(parameters), "responses": {200: given, **refused},
    }  # fmt: skip


def _write(name: str, summary: str, body: str, given: dict[int, Any], parameters: Any) -> Operation:
    codes = (400, 401, 403, 404, 406, 409, 413, 415, 429)
    return {
        "operation_id": name, "summary": summary, "request": {JSON: {"$ref": f"#/components/schemas/{body}"}},
        "parameters": list(parameters), "responses": given | dict.fromkeys(codes, PROBLEM),
    }  # fmt: skip


def _added(name: str, summary: str, body: str) -> Operation:
    """Describe what may be sent twice under one key."""
    key = OpenApiParameter(
        "Idempotency-Key", {"type": "string", "maxLength": 200, "pattern": "^[!-~]+$"}, OpenApiParameter.HEADER,
        description="Yours, for one request: sent again within two days, it is answered as the first time.",
    )  # fmt: skip
    return _write(name, summary, body, {201: _said("Receipt"), 422: PROBLEM}, [key])


PROBLEM = _said("Problem", "What is wrong, by parameter or field.")
LETTERS = _filters(LetterFilter)
IN_TIME = [
    OpenApiParameter("year", {"type": "integer", "minimum": 1, "maximum": 9999}),
    OpenApiParameter("decade", {"type": "integer", "minimum": 0, "maximum": 9990, "multipleOf": 10}),
    OpenApiParameter("predecessors", {"type": "string", "enum": ["", "on"]}),
]
TAG = OpenApiParameter(
    "If-Match", {"type": "string", "pattern": '^"[0-9]{1,9}"$'}, OpenApiParameter.HEADER, required=True,
    description="The ETag of the letter as it was read.",
)  # fmt: skip

LETTER_LIST = _read("list_letters", "Letters, the latest first; without their texts", _listed("Letter"), LETTERS)
LETTER = _read("read_letter", "One letter with everything on it", _said("Letter"), may_lack=True)
TIMELINE = _read(
    "read_timeline", "What two parties said to each other", _said("Timeline"), [*LETTERS, *IN_TIME], may_lack=True
)
OFFER_LIST = _read(
    "list_offers", "The ledger: offers and where they stand", _listed("Offer"),
    _filters(OfferFilter, ("newest", "oldest", "most_rejected")),
)  # fmt: skip
OFFER = _read("read_offer", "One offer with every act on it", _said("Offer"), may_lack=True)
POSITION_LIST = _read("list_positions", "Positions as stated", _listed("Position"), _filters(PositionFilter))
PARTY_LIST = _read("list_parties", "Parties", _listed("Party"), _filters(PartyListFilter))
SCHEMA = _read("read_schema", "This description", OpenApiResponse({"type": "object"}, description="OpenAPI 3.1"))
LOG = _added("log_letter", "Log a letter with everything that comes with it, all or nothing", "LetterSent")
CHANGE = _write(
    "change_letter", "Change a letter's own columns", "LetterChange",
    {200: _said("Letter"), 412: PROBLEM, 428: PROBLEM}, [TAG],
)  # fmt: skip
LINK_ADDED = _added("add_link", "Link a letter to an earlier one", "LinkSent")
PROPOSAL_ADDED = _added("add_proposal", "Put a proposal, a new one or one on record", "ProposalSent")
RESPONSE_ADDED = _added("add_response", "Answer a proposal", "ResponseSent")
POSITION_ADDED = _added("add_position", "State a position", "PositionSent")


class Description(AutoSchema):
    """What drf-spectacular makes of our views: nothing is guessed, for everything is said."""

    def get_tags(self) -> list[str]:
        return [self.path.removeprefix("/api/v1/").split("/")[0]]

    def get_auth(self) -> list[dict[str, list[str]]]:
        return [{"token": []}, {}] if self.method == "GET" else [{"token": []}]


def components(result: dict[str, Any], **_kept: Any) -> dict[str, Any]:
    """Add what the operations refer to: the shapes, and how a token is sent."""
    token = {"type": "http", "scheme": "bearer", "description": "A token of a system, from an administrator."}
    result.setdefault("components", {}).update(
        schemas={**_letters(), **_others(), **_sent()}, securitySchemes={"token": token}
    )
    return result


def _letters() -> dict[str, Any]:
    letter, listed = shapes.letter_answered(), _listed("Exchange").response
    sides = {"properties": listed["properties"] | {"a": shapes.NAMED, "b": shapes.NAMED}}
    return {
        "Letter": letter,
        "Exchange": letter | {"properties": letter["properties"] | {"side": {"enum": ["a", "b", None]}}},
        "Timeline": listed | sides | {"required": ["a", "b", *listed["required"]]},
    }


def _others() -> dict[str, Any]:
    dated, words = {"anyOf": [shapes.DATE, {"type": "null"}]}, {"type": ["string", "null"]}
    act = _object("id letter date", id=shapes.KEY, letter=words, date=dated)
    return {
        "Offer": _object(
            "id title kind proposer topic addressees tablings responses", id=shapes.KEY, url=shapes.ADDRESS,
            title=shapes.TEXT, kind=shapes.answered(parts.PROPOSAL)["properties"]["kind"],
            proposer={"anyOf": [shapes.NAMED, {"type": "null"}]}, proposers=_several(shapes.NAMED),
            topic=words, provision=words, terms=shapes.TEXT, reply_rule=shapes.TEXT, holds_until=dated, replaces=words,
            addressees=_several(shapes.standing()), tablings=_several(act), responses=_several(act),
        ),
        "Position": _object(
            "id letter date party topic statement change previous", id=shapes.KEY, url=shapes.ADDRESS,
            letter=shapes.KEY, date=dated, party=shapes.NAMED, topic=shapes.TEXT, statement=shapes.TEXT,
            change=shapes.TEXT, previous=words, claims_unchanged=shapes.TRUTH, unchanged_since=dated, quote=shapes.TEXT,
        ),
        "Party": _object(
            "slug name kind principal", slug=shapes.TEXT, url=shapes.ADDRESS, name=shapes.TEXT, short_name=shapes.TEXT,
            full_name=shapes.TEXT, kind=shapes.TEXT, code=shapes.TEXT, principal=shapes.TEXT, parent=words, seat=words,
            existed=dated,
        ),
        "Problem": _object(
            "detail problems", detail=shapes.TEXT, problems=_several(
                _object("field message value", field=shapes.TEXT, message=shapes.TEXT, value=shapes.TEXT)),
        ),
    }  # fmt: skip


def _sent() -> dict[str, Any]:
    return {
        "LetterSent": shapes.letter_sent(),
        "LetterChange": shapes.letter_changed(CHANGEABLE),
        "LinkSent": shapes.sent(parts.LINK),
        "ProposalSent": shapes.sent(parts.PROPOSAL),
        "ResponseSent": shapes.sent(parts.RESPONSE),
        "PositionSent": shapes.sent(parts.POSITION),
        "Receipt": _object(
            "id letter url version warnings", id=shapes.KEY, letter=shapes.KEY, proposal=shapes.KEY, url=shapes.ADDRESS,
            version=shapes.WHOLE, warnings=_several(shapes.TEXT),
        ),
    }  # fmt: skip


def _several(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": schema}


def _object(required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required.split()}
