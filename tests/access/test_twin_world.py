"""The judge of access: what a person may not see changes nothing that he is answered, on any address of the site."""

from __future__ import annotations

import difflib

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from correspondence.models.access import ScopedQuerySet
from correspondence.models.journal import JournalQuerySet
from tests.access.asking import at_random, everything
from tests.access.places import Places, addresses, routes
from tests.access.rich_world import RichWorld, canaries_in, scoped_models
from tests.access.twin import Answer, Asking, Request, ask_in_both, frozen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_pages")]

UNCLEARED = (
    "anonymous",
    "no clearance",
    "reader low",
    "officer of another desk",
    "registrar",
    "superuser without clearance",
)
# The others belong to the same audiences as the first of these: of the lists they are asked the plain pages.
ASKED_WITH_FILTERS = ("anonymous", "reader low", "officer of another desk")
# On PostgreSQL two that differ in what they may do are asked: who may see what is decided above the engines.
ASKED = UNCLEARED if connection.vendor == "sqlite" else ("anonymous", "officer of another desk")
# These have no words of their own, or no page that shows them.
WITHOUT_WORDS = {
    "LetterPair",
    "Proposer",
    "Addressee",
    "Standing",
    "EventParty",
    "EventTopic",
    "EventLink",
    "Succession",
    "NotTheSame",
    "LetterLabel",
    "FormerAddress",
}
# What each of these pages shows would change if it forgot to ask who reads.
SCOPED_PAGES = (
    "correspondence:today",
    "correspondence:deadlines",
    "correspondence:timeline_list",
    "correspondence:timeline",
    "correspondence:timeline_feed",
    "correspondence:letter_list",
    "correspondence:letter_detail",
    "correspondence:attachment",
    "correspondence:offer_list",
    "correspondence:offer_detail",
    "correspondence:position_list",
)
SCOPED_ADMIN_PAGES = (
    "admin:correspondence_letter_changelist",
    "admin:correspondence_letter_change",
    "admin:correspondence_letter_history",
    "admin:correspondence_letter_void",
    "admin:correspondence_letter_merge",
    "admin:correspondence_letter_compare",
    "admin:correspondence_letter_promote",
    "admin:correspondence_proposal_changelist",
    "admin:correspondence_party_change",
    "admin:correspondence_journalentry_changelist",
)


def person(world: RichWorld, role: str):
    return world.people.get(role, AnonymousUser())


def difference(request: Request, one: Answer, other: Answer) -> str:
    for part in ("status", "headers", "cookies"):
        if getattr(one, part) != getattr(other, part):
            return f"{request}: {part} {getattr(one, part)!r} != {getattr(other, part)!r}"
    lines = difflib.unified_diff(one.text.splitlines(), other.text.splitlines(), "with", "without", lineterm="", n=1)
    return f"{request}\n" + "\n".join(line[:300] for line in list(lines)[:14])


def assert_alike(answers: dict[Request, tuple[Answer, Answer]]) -> None:
    """Fail with what differs between the worlds, and with what fails in either."""
    different = [difference(request, *both) for request, both in answers.items() if both[0] != both[1]]
    failed = [f"{request}: {answer.error}" for request, (answer, _) in answers.items() if answer.status >= 500]
    assert not failed, f"{len(failed)} of {len(answers)} fail:\n\n" + "\n".join(failed[:12])
    assert not different, f"{len(different)} of {len(answers)} differ:\n\n" + "\n\n".join(different[:12])


def test_every_route_is_asked(world):
    """A new route is unknown until somebody says, in tests/access/places.py, which of its addresses to ask for."""
    unknown = [route for route in routes() if addresses(route, Places(AnonymousUser())) is None]

    assert unknown == []


@pytest.mark.parametrize("role", ASKED)
def test_what_is_hidden_changes_no_answer(world, role):
    with frozen():
        asking = Asking(person(world, role))
        cleared = Asking(world.people["cleared officer"]) if role in ASKED_WITH_FILTERS else None
        answers = ask_in_both(asking, everything(asking, cleared))

    assert_alike(answers)


@pytest.mark.parametrize("role", ["anonymous", "officer of another desk"])
def test_what_is_hidden_changes_no_list_whatever_it_is_asked(world, role):
    with frozen():
        asking = Asking(person(world, role))
        assert_alike(ask_in_both(asking, at_random(Places(asking.person), 60, seed=1)))


def test_the_cleared_see_what_the_others_do_not(world):
    """The control: were the canaries nowhere to be seen, the twins would be alike for no reason."""
    cleared = world.people["cleared officer"]
    with frozen():
        asking = Asking(cleared)
        places = Places(cleared, each=40)
        shown_in = [route for route in routes() if route.name.startswith("correspondence:")]
        pages = [Request("GET", one) for route in shown_in for one in addresses(route, places) or []]
        shown = " ".join(asking(page).everything for page in pages).lower()

    unseen = {
        model.__name__
        for model in scoped_models()
        if model.__name__ not in WITHOUT_WORDS
        and not any(one in shown for one in canaries_in(model._default_manager.visible_to(cleared)))
    }
    assert unseen == set()


@pytest.mark.alike
@pytest.mark.parametrize(
    ("role", "name"),
    [("anonymous", name) for name in SCOPED_PAGES] + [("officer of another desk", name) for name in SCOPED_ADMIN_PAGES],
)
def test_a_page_that_forgot_to_ask_who_reads_would_be_found(world, role, name, monkeypatch):
    """The test of the test: without scoping, the twins of each page differ."""
    with frozen():
        asking = Asking(person(world, role))
        [route] = [route for route in routes() if route.name == name]
        requests = [Request("GET", address) for address in addresses(route, Places(asking.person)) or []]
        for scoped in (ScopedQuerySet, JournalQuerySet):
            monkeypatch.setattr(scoped, "visible_to", lambda rows, reader: rows.all())
        answers = ask_in_both(asking, requests)

    assert any(one != other for one, other in answers.values())
