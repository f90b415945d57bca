"""The named world of the tests, as fixtures: two states with their ministries, an organisation, and people at their desks."""

import pytest

from correspondence.models import Party
from tests import factories as make


@pytest.fixture
def latvia(db: None) -> Party:
    return make.party("Latvia", code="LV")


@pytest.fixture
def russia(db: None) -> Party:
    return make.party("Russia", code="RU")


@pytest.fixture
def osce(db: None) -> Party:
    return make.party("OSCE", "organisation")


@pytest.fixture
def latvian_mod(latvia: Party) -> Party:
    return make.party("Ministry of Defence of Latvia", "ministry", parent=latvia, short_name="Ministry of Defence")


@pytest.fixture
def russian_mod(russia: Party) -> Party:
    return make.party("Ministry of Defence of Russia", "ministry", parent=russia, short_name="Ministry of Defence")


@pytest.fixture
def reader(db: None):
    return make.user("reader", group="reader", cleared="public")


@pytest.fixture
def officer(db: None):
    return make.user("officer", group="desk officer", cleared="secret", is_staff=True)


@pytest.fixture
def registrar(db: None):
    return make.user("registrar", group="registrar", cleared="secret", is_staff=True)


@pytest.fixture
def outsider(db: None):
    """Cleared high, but on no desk."""
    return make.user("outsider", group="reader", cleared="confidential")
