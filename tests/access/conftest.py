"""One rich world for all tests of access that run one after the other: each of them undoes what it writes."""

import logging

import pytest
from django.contrib import admin
from django.db import transaction

from correspondence import listing
from tests.access import rich_world


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield rich_world.build()
        transaction.set_rollback(True)


@pytest.fixture
def small_pages(monkeypatch):
    """Pages so small that this world fills several."""
    monkeypatch.setitem(listing.listed.__kwdefaults__, "size", 4)
    monkeypatch.setattr("correspondence.timeline.pages.SIZE", 4)
    monkeypatch.setattr("correspondence.timeline.pairs.SIZE", 2)
    for one in admin.site._registry.values():
        monkeypatch.setattr(one, "list_per_page", 4, raising=False)


@pytest.fixture(autouse=True)
def quiet():
    """Thousands of requests, many of them refused on purpose: their log would bury a failure."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
