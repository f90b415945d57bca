"""A write that is sent twice under one key happens once: the second time it is answered as the first was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from correspondence.models import GivenAnswer

from .door import asker_of, tagged
from .refusals import Refused, Wrong

HEADER = "Idempotency-Key"
LONGEST = 200


def once(request: Request, write: Callable[[], dict[str, Any]]) -> Response:
    """Write, unless the request's key says that this was done; answer with what was made. Raises Refused."""
    with transaction.atomic():
        if not (key := request.headers.get(HEADER, "")):
            return _made(write())
        if len(key) > LONGEST or not (key.isascii() and key.isprintable()):
            message = _("A key is at most %(most)d printable characters of ASCII.") % {"most": LONGEST}
            raise Refused([Wrong(HEADER, message)])
        given, is_new = GivenAnswer.objects.keep(asker_of(request), key, _digest(request))
        if is_new:
            given.answer = write()
            given.save(update_fields=["answer"])
            return _made(given.answer)
    if given.request_digest != _digest(request):
        message = _("Another request came with this key: a key stands for one request.")
        raise Refused([Wrong(HEADER, message, key)], status=HTTPStatus.UNPROCESSABLE_ENTITY)
    response = _made(given.answer)
    response["Idempotency-Replayed"] = "true"
    return response


def _made(receipt: dict[str, Any]) -> Response:
    # In one order, whichever a database kept the names in: the same answer is the same bytes.
    response = tagged(Response(dict(sorted(receipt.items())), status=HTTPStatus.CREATED), receipt["version"])
    response["Location"] = receipt["url"]
    return response


def _digest(request: Request) -> str:
    said = json.dumps(request.data, sort_keys=True, default=repr)
    return hashlib.sha256(f"{request.method} {request.path}\n{said}".encode()).hexdigest()
