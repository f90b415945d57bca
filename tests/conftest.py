"""What holds for every test."""

import re
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.world import latvia, latvian_mod, officer, osce, outsider, reader, registrar, russia, russian_mod  # noqa: F401

# The machine may be busy with other workers: a slow example is no failure.
settings.register_profile("tracker", deadline=None)
settings.load_profile("tracker")

BROWSER = Path(__file__).parent / "browser"
COMMANDS = Path(__file__).parent / "commands"  # many run in installations of their own, on the suite's engine
COUNTING = re.compile("costs?_the_same")  # how many statements a page takes is decided above the engines
DATABASE = {"db", "transactional_db", "live_server", "client", "admin_client", "django_user_model"}


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, None, None]:
    """Mark what drives a browser and what asks a database, before anything is chosen by its marks.

    What empties the database runs last, whatever the order drew, and first gets back the levels, forms and groups that the
    migrations made: all such tests alike, or one would find half of another's.
    """
    for item in items:
        if item.path.is_relative_to(BROWSER):
            item.add_marker(pytest.mark.browser)
        asks = DATABASE & set(getattr(item, "fixturenames", ())) or any(item.iter_markers("django_db"))
        if COUNTING.search(item.name):
            item.add_marker(pytest.mark.alike)
        if asks or item.path.is_relative_to(COMMANDS):
            item.add_marker(pytest.mark.database)
        if _empties_the_database(item):
            item.fixturenames.append("django_db_serialized_rollback")
    yield
    items.sort(key=_empties_the_database)


def _empties_the_database(item: pytest.Item) -> bool:
    asked = {"transactional_db", "live_server", "django_db_reset_sequences"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or any(mark.kwargs.get("transaction") for mark in item.iter_markers("django_db"))
