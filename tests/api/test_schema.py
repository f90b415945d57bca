"""The description of the API, and what it is worth: a program that believes it meets no surprise."""

import functools
import os

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CHECKS, load_all_checks

from correspondence.api.description import openapi
from correspondence.api.urls import urlpatterns
from tests import factories as make
from tests.api.conftest import token_for
from tracker.wsgi import application

pytestmark = pytest.mark.django_db
EXAMPLES = 8  # of each operation: enough to meet every parameter, few enough to be quick

load_all_checks()
BELIEVED = [
    CHECKS.get_one(name)
    for name in (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
        "negative_data_rejection",
        "unsupported_method",
    )
]


@pytest.fixture
def world(officer, note, reply, latvia, russia):
    offer = make.offer("Two inspections", by=latvia, to=russia, put_in=note)
    make.text(reply, "The proposal is premature.")
    make.respond(offer, reply, "rejected")
    make.position(russia, note.topic, "No more than three.", reply)
    return token_for(officer)


@pytest.fixture
def one_connection():
    """A request through the server's own door would close the connection in which the test's world exists."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def described(world, one_connection):
    found = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
    # Hundreds of further cases for each operation, always the same: what is drawn below is enough, and other each time.
    found.config.phases.coverage.enabled = False
    return found


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=os.environ.get("CI") == "true",  # a change is not refused for what it did not touch
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_answers_as_it_is_described(case, world, one_connection):
    case.call_and_validate(headers={"Authorization": f"Bearer {world}"}, checks=BELIEVED)


@functools.cache
def operations():
    return {(path, method): one for path, methods in openapi()["paths"].items() for method, one in methods.items()}


def test_it_is_openapi_3_1_and_leaves_no_address_out(client):
    answer = client.get("/api/v1/schema/")

    assert answer.status_code == 200
    assert answer.json()["openapi"] == "3.1.0"
    addresses = {
        f"/api/{one.pattern}".replace("<uuid:", "{").replace("<slug:", "{").replace(">", "}") for one in urlpatterns
    }
    assert {path for path, _method in operations()} == addresses - {"/api/"}


def test_every_write_needs_a_token_and_says_what_it_takes():
    writes = [one for (_path, method), one in operations().items() if method in {"post", "patch"}]

    assert len(writes) == 6
    assert all(one["security"] == [{"token": []}] and one["requestBody"] for one in writes)


def test_every_reference_in_it_leads_somewhere():
    known = openapi()["components"]["schemas"]
    named = {part.split('"')[0] for part in str(openapi()).replace("'", '"').split("#/components/schemas/")[1:]}

    assert named <= known.keys()
