"""A client for programs, and the world that they ask about."""

import json
import logging

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from correspondence.models import ApiToken
from tests import factories as make

API = "/api/v1"


@pytest.fixture(autouse=True)
def quiet():
    """What is refused on purpose fills the log, and how often somebody asked is remembered from test to test."""
    cache.clear()
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


class Program:
    """Asks as a system does: JSON in, JSON out, with a token or without."""

    def __init__(self, secret: str = "") -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}

    def get(self, address: str, **headers: str):
        return self.client.get(f"{API}{address}", headers={**self.headers, **headers})

    def post(self, address: str, sent, **headers: str):
        return self._send("post", address, sent, headers)

    def patch(self, address: str, sent, **headers: str):
        return self._send("patch", address, sent, headers)

    def _send(self, method: str, address: str, sent, headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        body = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
        send = getattr(self.client, method)
        return send(f"{API}{address}", body, content_type="application/json", headers={**self.headers, **named})


def token_for(user, scope="write", **more):
    """Make a token and return its secret."""
    more.setdefault("expires_at", timezone.now() + timezone.timedelta(days=30))
    token = ApiToken(name="register", user=user, scope=scope, **more)
    secret = token.give_secret()
    token.save()
    return secret


@pytest.fixture
def program(officer):
    """A system that writes as a desk officer, cleared for everything and on no desk."""
    return Program(token_for(officer))


@pytest.fixture
def anybody(db):
    return Program()


@pytest.fixture
def note(latvia, russia):
    topic = make.topic("Inspections")
    return make.letter("Note on inspections", sender=latvia, to=russia, dated="2 March 2015", topic=topic)


@pytest.fixture
def reply(note):
    return make.answer_to(note, subject="Reply on inspections", dated="20 March 2015", topic=note.topic)


def problems(answer) -> dict[str, str]:
    return {one["field"]: one["message"] for one in answer.json()["problems"]}
