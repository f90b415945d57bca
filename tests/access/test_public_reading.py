"""With PUBLIC_READING off, a visitor without an account learns nothing of the site, not even which addresses exist."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.access.places import Places, addresses, routes
from tests.access.twin import Answer, Asking, Request, frozen

pytestmark = pytest.mark.django_db

OPEN = ("/accounts/login/", "/language/", "/healthz", "/readyz", "/static/")
BESIDE_THE_ROUTES = (
    "/absent/",
    "/absent",
    "/letters",
    "/LETTERS/",
    "/letters//",
    "/letters/?topic=absent",
    "/admin",
    "/admin/absent",
    "/accounts/",
    "/accounts/login",
    "/accounts/login/absent/",
    "/%2e%2e/letters/",
    "/static",
    "/healthz/absent",
    "/api",
    "/apis/v1/letters/",
)
FOR_PROGRAMS = "/api/"


@pytest.fixture(autouse=True)
def public_reading_off(settings):
    settings.PUBLIC_READING = False


def masked(answer: Answer) -> Answer:
    """The answer without the one thing that may differ: where the login leads back to."""
    headers = tuple((name, re.sub(r"\?next=.+$", "?next=…", value)) for name, value in answer.headers)
    return Answer(answer.status, headers, answer.cookies, answer.body)


def every_address() -> list[str]:
    places = Places(AnonymousUser())
    found = [address for route in routes() for address in addresses(route, places) or []]
    found = [address for address in found if not address.startswith(FOR_PROGRAMS)]
    return [address for address in (*found, *BESIDE_THE_ROUTES) if not address.startswith(OPEN[:4])] + [
        address for address in BESIDE_THE_ROUTES if address in {"/accounts/login/absent/", "/healthz/absent"}
    ]


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE"])
def test_every_address_sends_the_anonymous_to_the_login_alike(world, method):
    asking = Asking(AnonymousUser())
    with frozen():
        answers = {address: masked(asking(Request(method, address))) for address in every_address()}

    [answer] = set(answers.values())
    assert answer.status == 302
    assert dict(answer.headers)["Location"] == "/accounts/login/?next=…"


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE"])
def test_every_address_for_programs_asks_the_anonymous_to_say_who_he_is_alike(world, method):
    asking, places = Asking(AnonymousUser()), Places(AnonymousUser())
    found = [address for route in routes() for address in addresses(route, places) or []]
    asked = [address for address in found if address.startswith(FOR_PROGRAMS)]
    beside = ["/api/v1/absent/", "/api/v1/letters", "/api/v1/LETTERS/", "/api/v1/letters/?topic=absent", "/api/v2/"]
    with frozen():
        answers = {asking(Request(method, address)) for address in [*asked, *beside]}

    [answer] = answers
    assert answer.status == 401
    assert dict(answer.headers)["WWW-Authenticate"] == 'Bearer realm="api"'


@pytest.mark.parametrize("address", ["/letters/?topic=absent", "/absent/", "/admin/correspondence/letter/"])
def test_the_login_leads_back_to_what_was_asked_for(world, address):
    answer = Asking(AnonymousUser())(Request("GET", address))

    assert dict(answer.headers)["Location"] == f"/accounts/login/?next={quote(address)}"


def test_the_login_itself_and_what_it_looks_like_are_open(world):
    asking = Asking(AnonymousUser())

    assert asking(Request("GET", "/accounts/login/")).status == 200
    assert asking(Request("GET", "/static/correspondence/favicon.svg")).status in {200, 404}


def test_the_login_tells_a_wrong_name_and_a_wrong_password_alike(world):
    asking = Asking(AnonymousUser())
    login = "/accounts/login/"
    answers = [
        asking(Request("POST", login, (("username", name), ("password", "wrong")))) for name in ("officer", "absent")
    ]

    bodies = {answer.text.replace("officer", "…").replace("absent", "…") for answer in answers}
    assert len(bodies) == 1
