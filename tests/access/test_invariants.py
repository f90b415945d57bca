"""What must hold between the rows of any world: no key leads from what more people see to what fewer may see."""

from __future__ import annotations

import random

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ForeignKey

from correspondence.models import (
    Addressee,
    Audience,
    Desk,
    Letter,
    Level,
    Party,
    Proposal,
    Standing,
    Text,
    Topic,
    ledger,
    results,
)
from tests.access.rich_world import scoped_models

pytestmark = pytest.mark.django_db

SCOPED = tuple(scoped_models()) if apps.ready else ()
KEYS = [
    (model, column.name)
    for model in SCOPED
    for column in model._meta.concrete_fields
    if isinstance(column, ForeignKey) and column.related_model in SCOPED
]


def keys_to_hidden(model: type[models.Model], name: str) -> list[str]:
    """Return the rows whose key leads to a row that not everybody may see who sees them."""
    rows = model._base_manager.exclude(**{name: None}).exclude(audience=None)
    rows = rows.select_related("audience__level", f"{name}__audience__level")
    return [f"{row.pk} {row}" for row in rows if not row.audience.covers(getattr(row, name).audience)]


def broken() -> dict[str, list[str]]:
    found = {f"{model.__name__}.{name}": keys_to_hidden(model, name) for model, name in KEYS}
    return {name: rows for name, rows in found.items() if rows}


def standings_differ() -> list[str]:
    proposals = Proposal.objects.all()
    stored = {one: list(Standing.objects.filter(addressee__proposal=one)) for one in proposals}
    return [said for one, rows in stored.items() if (said := results.difference(one, rows))]


def test_every_kind_of_key_is_there(world):
    empty = [
        f"{model.__name__}.{name}" for model, name in KEYS if not model._base_manager.exclude(**{name: None}).exists()
    ]

    assert empty == []


@pytest.mark.parametrize(("model", "name"), KEYS, ids=lambda one: getattr(one, "__name__", one))
def test_no_key_leads_to_what_fewer_may_see(world, model, name):
    assert keys_to_hidden(model, name) == []


@pytest.mark.parametrize("role", ["no clearance", "reader low", "officer of another desk", "cleared officer"])
def test_the_stored_state_of_an_offer_is_what_its_reader_would_fold(world, role):
    reader = world.people[role]
    stored = {row.addressee_id: row.state for row in Standing.objects.effective_for(reader)}
    folded = ledger.folds(list(Proposal.objects.visible_to(reader)), reader)

    assert stored == {key: fold.state for key, fold in folded.items()}
    assert set(stored) == set(Addressee.objects.visible_to(reader).values_list("pk", flat=True))


@pytest.mark.parametrize("seed", range(3))
def test_after_any_moves_no_key_leads_to_what_fewer_may_see(world, seed):
    """Letters, texts, parties, topics and offers are moved about at random; a refused move leaves no trace."""
    chance, moved = random.Random(seed), 0
    levels, desks = list(Level.objects.all()), [None, None, *Desk.objects.order_by("code")]
    for _ in range(8):
        noun = chance.choice((Letter, Letter, Text, Party, Topic, Proposal))
        row = chance.choice(list(noun._base_manager.order_by("recorded_at", "pk")))
        level, desk = chance.choice(levels), chance.choice(desks)
        try:
            with transaction.atomic():
                _move(row, level, desk)
            moved += 1
        except ValidationError:
            continue

    assert moved
    assert broken() == {}
    assert standings_differ() == []


def _move(row, level: Level, desk: Desk | None) -> None:
    if isinstance(row, Letter):
        row.reclassify(level=level, desk=desk, reason="Moved.")
        return
    row.level = level
    if hasattr(row, "desk_id"):
        row.desk = desk
    row.save()


def test_the_audience_of_every_row_is_what_it_requires(world):
    wrong = [
        f"{model.__name__} {row.pk}"
        for model in SCOPED
        if hasattr(model, "needed_audience")
        for row in model._base_manager.all()
        if row.needed_audience().pk != row.audience_id
    ]

    assert wrong == []
    assert Audience.objects.count() >= 8
