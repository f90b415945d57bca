"""An installation that holds the demonstration and a file, its backup, and new ones to restore into."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.commands.installations import Installation, new_installation

ATTACH = """
from django.core.files.base import ContentFile
from correspondence.models import Attachment, Letter
Attachment(letter=Letter.objects.order_by("pk")[0], file=ContentFile(b"as received", name="note.pdf")).save()
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The demonstration and one attachment. Tests that change it use a copy: `working`."""
    with new_installation(tmp_path_factory.mktemp("loaded")) as installation:
        for command in (["migrate", "-v0"], ["load_demo"]):
            done = installation.run(*command)
            assert done.status == 0, done.err
        installation.python(ATTACH)
        yield installation


@pytest.fixture(scope="module")
def first_backup(loaded: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    done = loaded.run("backup", tmp_path_factory.mktemp("backups"))
    assert done.status == 0, done.err
    return Path(done.last["backup"])


@pytest.fixture
def backup(first_backup: Path, tmp_path: Path) -> Path:
    """A copy of the backup of `loaded`, for a test to spoil."""
    return Path(shutil.copytree(first_backup, tmp_path / "backups" / first_backup.name))


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Callable[[], Installation]]:
    """Make an installation with an empty database."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(new_installation(tmp_path))


@pytest.fixture
def working(new: Callable[[], Installation], first_backup: Path) -> Installation:
    """An installation with the demonstration, for a test to change."""
    installation = new()
    done = installation.run("restore", first_backup)
    assert done.status == 0, done.err
    return installation
