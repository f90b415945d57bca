"""What holds for every test."""

from pathlib import Path

import pytest
from hypothesis import settings

from tests.world import latvia, latvian_mod, officer, osce, outsider, reader, registrar, russia, russian_mod  # noqa: F401

# The machine may be busy with other workers: a slow example is no failure.
settings.register_profile("tracker", deadline=None)
settings.load_profile("tracker")

BROWSER = Path(__file__).parent / "browser"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser. What empties the database runs last, whatever the order drew, and first gets back
    the levels, forms and groups that the migrations made: all such tests alike, or one would find half of another's."""
    for item in items:
        if item.path.is_relative_to(BROWSER):
            item.add_marker(pytest.mark.browser)
        if _empties_the_database(item):
            item.fixturenames.append("django_db_serialized_rollback")
    items.sort(key=_empties_the_database)


def _empties_the_database(item: pytest.Item) -> bool:
    asked = {"transactional_db", "live_server", "django_db_reset_sequences"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or any(mark.kwargs.get("transaction") for mark in item.iter_markers("django_db"))
