"""The judge of access: what a person may not see changes nothing that he is answered, on any address of the site."""

from __future__ import annotations

import difflib

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from correspondence import listing
from correspondence.models.access import ScopedQuerySet
from tests.access import rich_world
from tests.access.asking import everything
from tests.access.places import Places, addresses, routes
from tests.access.rich_world import CANARY, RichWorld
from tests.access.twin import Answer, Request, ask_in_both, frozen

pytestmark = pytest.mark.django_db

UNCLEARED = (
    "anonymous",
    "no clearance",
    "reader low",
    "officer of another desk",
    "registrar",
    "superuser without clearance",
)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for all tests of this file; each of them undoes what it writes."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield rich_world.build()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def small_pages(monkeypatch):
    """Pages so small that this world fills several."""
    monkeypatch.setitem(listing.listed.__kwdefaults__, "size", 4)
    for one in admin.site._registry.values():
        monkeypatch.setattr(one, "list_per_page", 4, raising=False)


def person(world: RichWorld, role: str):
    return world.people.get(role, AnonymousUser())


def difference(request: Request, one: Answer, other: Answer) -> str:
    for part in ("status", "headers", "cookies"):
        if getattr(one, part) != getattr(other, part):
            return f"{request}: {part} {getattr(one, part)!r} != {getattr(other, part)!r}"
    lines = difflib.unified_diff(one.text.splitlines(), other.text.splitlines(), "with", "without", lineterm="", n=1)
    return f"{request}\n" + "\n".join(line[:300] for line in list(lines)[:14])


def test_every_route_is_asked(world):
    unknown = [route for route in routes() if addresses(route, Places(person(world, "anonymous"))) is None]

    assert unknown == [], "say in tests/access/places.py which addresses of a new route are to be asked"


@pytest.mark.parametrize("role", UNCLEARED)
def test_what_is_hidden_changes_no_answer(world, role):
    who = person(world, role)
    with frozen():
        requests = everything(who, world.people["cleared officer"])
        answers = ask_in_both(who, requests)

    different = [difference(request, *both) for request, both in answers.items() if both[0] != both[1]]
    failed = [str(request) for request, (answer, _) in answers.items() if answer.status >= 500]
    assert not different, f"{len(different)} of {len(answers)} differ:\n\n" + "\n\n".join(different[:12])
    assert failed == []


