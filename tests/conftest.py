"""What holds for every test."""

from pathlib import Path

import pytest
from hypothesis import settings

from tests.world import latvia, latvian_mod, officer, osce, outsider, reader, registrar, russia, russian_mod  # noqa: F401

# The machine may be busy with other workers: a slow example is no failure.
settings.register_profile("tracker", deadline=None)
settings.load_profile("tracker")

BROWSER = Path(__file__).parent / "browser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in tests/browser drives a browser, without every file saying so."""
    for item in items:
        if item.path.is_relative_to(BROWSER):
            item.add_marker(pytest.mark.browser)
