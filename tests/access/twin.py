"""Two worlds that differ by what a person may not see, and the same requests to both.

W1 is the database as it is. W2 is W1 without every hidden row; since every row that requires a hidden one is hidden
itself, that is all of them, and the database's own foreign keys prove it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from unittest import mock

import time_machine
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from correspondence.models import Audience
from tests.access.rich_world import scoped_models

NOW = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]+')
SECRETS = ("csrftoken", "__Host-csrf", "sessionid", "__Host-session")


@dataclass(frozen=True)
class Request:
    method: str
    address: str
    payload: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        said = ", ".join(f"{name}={value}" for name, value in self.payload)
        return f"{self.method} {self.address} {said[:300]}".strip()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[tuple[str, str], ...]
    body: bytes
    error: str = field(default="", compare=False)

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def everything(self) -> str:
        return f"{self.headers} {self.cookies} {self.text}"


class Asking:
    """Asks as one person, each time as if for the first time: what a request writes is undone, its answer remembered."""

    def __init__(self, person: Any) -> None:
        self.person = person
        self.known: dict[Request, Answer] = {}
        self.session = ""
        if person.is_authenticated:
            client = Client()
            client.force_login(person)
            self.session = client.cookies[settings.SESSION_COOKIE_NAME].value

    def __call__(self, request: Request) -> Answer:
        if request not in self.known:
            self.known[request] = self._ask(request)
        return self.known[request]

    def _ask(self, request: Request) -> Answer:
        with undone(), mock.patch("os.urandom", random.Random(0).randbytes):
            return self.stay(request)

    def stay(self, request: Request) -> Answer:
        """Ask, and let stay what the request writes."""
        client = Client(raise_request_exception=False)
        if self.session:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.session
        cache.clear()
        response = self._send(client, request)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        cookies = tuple(sorted((name, _cookie(name, value)) for name, value in response.cookies.items()))
        headers = tuple(sorted((name, value) for name, value in response.headers.items()))
        error = repr(response.exc_info[1]) if getattr(response, "exc_info", None) else ""
        return Answer(response.status_code, headers, cookies, TOKEN.sub(rb"\1", body), error)

    @staticmethod
    def _send(client: Client, request: Request) -> Any:
        if request.method == "POST":
            payload: dict[str, list[str]] = {}
            for name, value in request.payload:
                payload.setdefault(name, []).append(value)
            return client.post(request.address, payload)
        return getattr(client, request.method.lower())(request.address)


def _cookie(name: str, morsel: Any) -> str:
    return re.sub(r"=[^;]+", "=…", morsel.OutputString(), count=1) if name in SECRETS else morsel.OutputString()


@contextmanager
def undone() -> Iterator[None]:
    """Undo everything that is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def frozen() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def ask_in_both(asking: Asking, requests: Iterable[Request]) -> dict[Request, tuple[Answer, Answer]]:
    """Return what each request is answered in W1 and in W2."""
    first = {request: asking(request) for request in requests}
    asking.known.clear()
    with undone():
        remove_hidden(asking.person)
        second = {request: asking(request) for request in first}
    return {request: (first[request], second[request]) for request in first}


def remove_hidden(person: Any) -> None:
    """Make W2 of W1: delete every row that the person may not see, around the models."""
    readable = [audience.pk for audience in Audience.objects.readable_by(_fresh(person))]
    gone: list[str] = []
    for model in scoped_models():
        hidden = model._base_manager.exclude(audience__in=readable)
        gone += [str(key) for key in hidden.values_list("pk", flat=True)]
        hidden._raw_delete(hidden.db)
    LogEntry.objects.filter(object_id__in=gone)._raw_delete("default")
    unused = Audience.objects.exclude(pk__in=readable)
    unused._raw_delete(unused.db)
    connection.check_constraints()


def _fresh(person: Any) -> Any:
    return type(person)._base_manager.get(pk=person.pk) if person.is_authenticated else AnonymousUser()
