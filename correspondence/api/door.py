"""Who may come in, what is taken and given: JSON alone, in and out, of bounded size, at a bounded rate."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import IO, Any

from django.core.exceptions import PermissionDenied
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAuthenticated, ParseError
from rest_framework.parsers import BaseParser
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from correspondence.formats.json.files import DECODER

from .bearer import AsArrived
from .refusals import Refused, answered

LARGEST = 20 * 1024 * 1024  # bytes of a request: a letter with its files


class Json(JSONRenderer):
    charset = None


class OneValue(BaseParser):
    """One value of JSON in UTF-8, no longer than a letter with its files, read as files of ours are."""

    media_type = "application/json"

    def parse(self, stream: IO[bytes], media_type: str | None = None, parser_context: Any = None) -> Any:  # noqa: ARG002
        sent = stream.read(LARGEST + 1)
        if len(sent) > LARGEST:
            detail = _("A request may hold %(most)d megabytes.") % {"most": LARGEST // 1024**2}
            raise Refused((), status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail=detail)
        try:
            return DECODER.decode(sent.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise ParseError(_("This is not written in UTF-8.")) from None
        except RecursionError:
            raise ParseError(_("This is nested too deep.")) from None
        except json.JSONDecodeError as error:
            words = {"mistake": error.msg, "line": error.lineno}
            raise ParseError(_("This is not JSON: %(mistake)s, line %(line)d.") % words) from None


class MayWrite(BasePermission):
    """Reading is for everybody who got this far; writing for accounts, with a token only where its scope says so."""

    def has_permission(self, request: Request, view: Any) -> bool:  # noqa: ARG002  the framework's signature
        if request.method in SAFE_METHODS:
            return True
        if not request.user.is_authenticated:
            raise NotAuthenticated(_("Say who asks: send a token, or sign in."))
        token: Any = request.auth
        if token is not None and not token.may_write:
            raise PermissionDenied(_("This token reads only."))
        return True


class Pace(SimpleRateThrottle):
    """So many requests a minute for each token or account, or for each address of somebody without one."""

    methods: frozenset[str]

    def allow_request(self, request: Request, view: Any) -> bool:
        return request.method not in self.methods or super().allow_request(request, view)

    def get_cache_key(self, request: Request, view: Any) -> str:  # noqa: ARG002  the framework's signature
        return f"api:{self.scope}:{asker_of(request) or self.get_ident(request)}"


class ReadingPace(Pace):
    scope, rate, methods = "reading", "600/min", frozenset(SAFE_METHODS)


class WritingPace(Pace):
    scope, rate, methods = "writing", "300/min", frozenset({"POST", "PATCH", "PUT", "DELETE"})


def asker_of(request: Request) -> str:
    """Return a name for who asks, "" for nobody known."""
    if request.auth is not None:
        return f"token-{request.auth.pk}"
    return f"account-{request.user.pk}" if request.user.is_authenticated else ""


class Door(APIView):
    """What every address of the API has in common."""

    authentication_classes = (AsArrived,)
    permission_classes = (MayWrite,)
    throttle_classes = (ReadingPace, WritingPace)
    parser_classes = (OneValue,)
    renderer_classes = (Json,)
    metadata_class = None

    def get_exception_handler(self) -> Any:
        return answered

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        patch_vary_headers(response, ["Authorization"])
        return super().finalize_response(request, response, *args, **kwargs)


def given_object(request: Request) -> Mapping[str, Any]:
    """Return the object of a request. Raises Refused when it holds something else."""
    if type(request.data) is not dict:
        raise Refused((), detail=_("This must be an object."))
    return request.data


def tagged(response: Response, version: int) -> Response:
    """Say which version of a letter was given: what a change must name."""
    response["ETag"] = f'"{version}"'
    return response
