"""What a program is told when it is refused: always JSON, in one shape, with the name of whatever was wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.views import set_rollback

CHALLENGE = 'Bearer realm="api"'


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong: the parameter or the field, what stood there, and why it cannot be."""

    field: str
    message: str
    value: str = ""

    def as_json(self) -> dict[str, str]:
        return {"field": writable(self.field), "message": writable(self.message), "value": writable(self.value)}


def writable(words: str) -> str:
    """Return words as an answer can hold them: half a character that was sent is written as its number."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")


class Refused(APIException):
    """A request that is answered with what is wrong with it."""

    def __init__(self, problems: Iterable[Wrong], *, status: int = HTTPStatus.BAD_REQUEST, detail: str = "") -> None:
        super().__init__(detail or _("This cannot be taken as it stands."))
        self.problems, self.status_code = tuple(problems), int(status)


def answered(error: Exception, _context: Any = None) -> Response | None:
    """Return the answer to an error; None for one that nobody foresaw."""
    if isinstance(error, Http404):
        status, said = HTTPStatus.NOT_FOUND, _("Nothing on record here that you may see.")
    elif isinstance(error, PermissionDenied):
        status, said = HTTPStatus.FORBIDDEN, str(error) or _("Your account, or your token, is not allowed to do that.")
    elif isinstance(error, APIException):
        status, said = HTTPStatus(error.status_code), str(error.detail)
    else:
        return None
    set_rollback()
    response = Response(body(said, getattr(error, "problems", ())), status=status)
    for header, value in _headers(error):
        response[header] = value
    return response


def not_signed_in() -> JsonResponse:
    """Return what every address of the API answers whoever does not say who he is, where nothing is public."""
    return _to_nobody(_("Say who asks: send a token, or sign in."))


def unknown_token() -> JsonResponse:
    """Return what a token is answered that is unknown, expired or revoked: which of these is not told."""
    return _to_nobody(_("This token is not valid, or not any more."))


def body(said: str, problems: Iterable[Wrong] = ()) -> dict[str, Any]:
    return {"detail": said, "problems": [problem.as_json() for problem in problems]}


def _to_nobody(said: str) -> JsonResponse:
    headers = {"WWW-Authenticate": CHALLENGE, "Cache-Control": "no-store"}
    return JsonResponse(body(said), status=HTTPStatus.UNAUTHORIZED, headers=headers)


def _headers(error: Any) -> Iterable[tuple[str, str]]:
    if getattr(error, "auth_header", None):
        yield "WWW-Authenticate", error.auth_header
    if getattr(error, "wait", None):
        yield "Retry-After", str(int(error.wait) + 1)
