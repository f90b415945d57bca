"""Which database this is, and how each is copied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from . import postgresql, sqlite
from .contents import Contents
from .refusals import Refused


@dataclass(frozen=True)
class Engine:
    """A database's four verbs: copy it, try a copy, bring a copy back, and name its tables."""

    name: str
    dump_name: str
    dump: Callable[[Path], Contents]
    drill: Callable[[Path], Contents]
    restore: Callable[[Path], None]
    tables: Callable[[], list[str]]


SQLITE = Engine("sqlite", "database.sqlite3", sqlite.dump, sqlite.drill, sqlite.restore, sqlite.tables)
POSTGRESQL = Engine(
    "postgresql", "database.dump", postgresql.dump, postgresql.drill, postgresql.restore, postgresql.tables
)
ENGINES = {engine.name: engine for engine in (SQLITE, POSTGRESQL)}


def configured() -> Engine:
    """Return the engine of the database that the settings name."""
    return ENGINES[connection.vendor]


def of_backup(name: str) -> Engine:
    """Return the engine a backup was made on, to try it; raises Refused where that cannot be done here."""
    engine = ENGINES.get(name)
    if engine is None:
        raise Refused(f"The backup was made on {name}, which this version does not know.")
    if engine not in {SQLITE, configured()}:
        raise Refused(f"The backup was made on {name}: try it where DATABASE_URL names such a server.")
    return engine
