"""Bring a backup back: checked to the last byte before anything is touched."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from correspondence.models import JournalEntry

from . import engines, files
from .contents import MIGRATIONS, contents_of, differences
from .manifest import Manifest
from .refusals import Damaged, Refused
from .verifying import Verdict, inspect


def restore(folder: Path, *, replace: bool) -> Verdict:
    """Restore database and files; return what the restored database shows against the manifest.

    Raises Refused or Damaged before anything is touched. Files are added under their own names and none is removed; the
    database is replaced last, as a whole.
    """
    verdict = inspect(folder)
    told = verdict.manifest
    if verdict.damage:
        raise Damaged("\n".join([f"{verdict.folder} is damaged; nothing was touched.", *verdict.damage]))
    engine = engines.configured()
    _refuse_foreign(told, engine)
    if not replace and (reason := occupied(engine)):
        raise Refused(f"The database is not empty: {reason}. Give --replace to lose what it holds.")
    _add_files(verdict, replace=replace)
    engine.restore(verdict.folder / told.dump)
    verdict.damage = differences(told.rows, counted(engine))
    return verdict


def occupied(engine: engines.Engine) -> str:
    """Say what the database holds beyond what its migrations put there; "" where it is as good as new."""
    tables = set(engine.tables())
    ours = {*connection.introspection.django_table_names(), MIGRATIONS}
    if strange := sorted(tables - ours):
        return f"the table {strange[0]} is not ours"
    for model, what in ((get_user_model(), "accounts"), (JournalEntry, "records")):
        if model._meta.db_table in tables and model._default_manager.exists():
            return f"it holds {what}"
    return ""


def counted(engine: engines.Engine) -> dict[str, int]:
    """Return the rows of every table of the configured database."""
    with connection.cursor() as cursor:
        return contents_of(cursor, engine.tables()).rows


def _refuse_foreign(told: Manifest, engine: engines.Engine) -> None:
    if told.engine != engine.name:
        raise Refused(f"The backup was made on {told.engine}, DATABASE_URL names {engine.name}.")
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if newer := sorted(set(told.migrations) - known):
        raise Refused(f"The backup was made by another or a newer version: it has the migration {newer[0]}.")


def _add_files(verdict: Verdict, *, replace: bool) -> None:
    """Bring every file to its place; one that has other bytes there is only replaced when that was asked for."""
    place = Path(settings.FILES_DIR)
    told = verdict.manifest.files
    present = {name: path for name, path in files.files_under(place) if name in told}
    differing = {name for name, path in present.items() if files.stored(path) != told[name]}
    if differing and not replace:
        raise Refused(f"FILES_DIR holds another file at {min(differing)}. Give --replace to lose it.")
    for name in told:
        if name not in present or name in differing:
            files.copy(verdict.folder / "files" / name, place / name)
    if told:
        files.write_through(place)
