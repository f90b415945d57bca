"""Whose request it is: the account that a token acts for, known before anything can tell whether an address exists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request

from correspondence.models import ApiToken

from .refusals import CHALLENGE, unknown_token

ROOT = "/api/"
LONGEST = 200  # characters of a header that can be a token


class Bearer:
    """Middleware: below ``/api/``, the bearer of a token is the account that it acts for, whatever his cookies say."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(ROOT) or "Authorization" not in request.headers:
            return self.get_response(request)
        token = token_in(request.headers["Authorization"])
        if token is None:
            return unknown_token()
        token.note_use()
        request.user, request.api_token = token.user, token  # type: ignore[attr-defined]
        return self.get_response(request)


def token_in(header: str) -> ApiToken | None:
    """Return the token that a header names, None when there is none that may be used."""
    scheme, _space, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret.isascii() or len(secret) > LONGEST:
        return None
    return ApiToken.objects.of_secret(secret.strip())


class AsArrived(SessionAuthentication):
    """Whoever the middleware found. A session must prove that its own pages sent a write; a token need not."""

    def authenticate(self, request: Request) -> tuple[Any, Any]:
        arrived: Any = request._request
        token = getattr(arrived, "api_token", None)
        if token is None and arrived.user.is_authenticated:
            self.enforce_csrf(request)
        return arrived.user, token

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002  the framework's signature
        return CHALLENGE
