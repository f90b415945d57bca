"""Letters: the list, one letter, a new one, a change, and what is added to one."""

from typing import Any
from uuid import UUID

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from correspondence.api.description import (
    CHANGE,
    LETTER,
    LETTER_LIST,
    LINK_ADDED,
    LOG,
    POSITION_ADDED,
    PROPOSAL_ADDED,
    RESPONSE_ADDED,
    described,
)
from correspondence.api.door import Door, given_object, tagged
from correspondence.api.lists import listed_as_json, readable, refuse_unknown
from correspondence.api.once import once
from correspondence.api.reading import letters_as_json
from correspondence.api.writing import add, change, log, version_named
from correspondence.filters import LetterFilter
from correspondence.letter_sheet import letter_for
from correspondence.listing import listed
from correspondence.models import Letter


class Letters(Door):
    @described(LETTER_LIST)
    def get(self, request: Request) -> Response:
        letters = Letter.objects.visible_to(request.user)
        filterset = LetterFilter(request.query_params, queryset=letters, request=request)
        refuse_unknown(request, filterset.form)
        listing = readable(request, filterset, listed(filterset, request.query_params))
        return Response(listed_as_json(request, listing, letters_as_json(listing.rows, request.user)))

    @described(LOG)
    def post(self, request: Request) -> Response:
        return once(request, lambda: log(given_object(request), request.user))


class OneLetter(Door):
    @described(LETTER)
    def get(self, request: Request, key: UUID) -> Response:
        return whole(request, seen(request, key))

    @described(CHANGE)
    def patch(self, request: Request, key: UUID) -> Response:
        letter = seen(request, key)
        version = version_named(request.headers.get("If-Match", ""))
        return whole(request, change(letter, version, given_object(request), request.user))


class Addition(Door):
    """Something that is added to a letter: a link to an earlier one, or an act."""

    part = ""

    def post(self, request: Request, key: UUID) -> Response:
        letter = seen(request, key)
        return once(request, lambda: add(self.part, letter, given_object(request), request.user))


class Links(Addition):
    part = "previous"
    post = described(LINK_ADDED)(Addition.post)


class Proposals(Addition):
    part = "proposals"
    post = described(PROPOSAL_ADDED)(Addition.post)


class Responses(Addition):
    part = "responses"
    post = described(RESPONSE_ADDED)(Addition.post)


class Positions(Addition):
    part = "positions"
    post = described(POSITION_ADDED)(Addition.post)


def seen(request: Request, key: UUID) -> Letter:
    """Return a letter that whoever asks may see. Raises Http404."""
    letter = letter_for(request.user, key)
    if letter is None:
        raise Http404
    return letter


def whole(request: Request, letter: Letter) -> Response:
    [page] = letters_as_json([letter], request.user, whole=True)
    found: Any = tagged(Response(page), letter.version)
    return found
