"""SQLite: copied while others write, through its own backup interface."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from django.db import connection

from .contents import Contents, contents_of
from .refusals import Damaged, Refused

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
SECONDS_TO_WAIT = 60


def dump(target: Path) -> Contents:
    """Copy the database as it is at one moment, WAL included, into one file; return what the copy holds."""
    place = _place()
    if not place.exists():
        raise Refused(f"There is no database at {place}.")
    with closing(_open(place)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    return _sound(target)


def drill(source: Path) -> Contents:
    """Restore into a throw-away file and return what it holds."""
    with tempfile.TemporaryDirectory(prefix="tracker-drill-") as folder:
        target = Path(folder) / "drill.sqlite3"
        _sound(source)
        _copy(source, target)
        return _sound(target)


def restore(source: Path) -> None:
    """Replace the database by the backup, in one transaction of SQLite: others see the old one or the new one."""
    _sound(source)
    connection.close()
    _place().parent.mkdir(parents=True, exist_ok=True)
    _copy(source, _place())
    connection.close()


def tables() -> list[str]:
    """Return the tables of the database that the settings name; none where there is no database."""
    place = _place()
    if not place.exists():
        return []
    with closing(_open(place)) as database:
        return [name for (name,) in database.execute(TABLES)]


def _place() -> Path:
    name = str(connection.settings_dict["NAME"])
    if ":memory:" in name or "mode=memory" in name:
        raise Refused("The database lies in memory only.")
    return Path(name)


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=SECONDS_TO_WAIT)


def _copy(source: Path, target: Path) -> None:
    with closing(_read_only(source)) as backup, closing(sqlite3.connect(target, timeout=SECONDS_TO_WAIT)) as database:
        backup.backup(database)
        database.execute("PRAGMA journal_mode=WAL")


def _read_only(path: Path) -> sqlite3.Connection:
    """Open a file that nobody writes, without leaving anything beside it."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _sound(path: Path) -> Contents:
    """Check pages, indexes and foreign keys, and return what a database file holds; raises Damaged."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            cursor = database.cursor()
            found = cursor.execute("PRAGMA integrity_check").fetchall()
            if found != [("ok",)]:
                raise Damaged(f"{path.name} is damaged: {found[0][0]}")
            if broken := cursor.execute("PRAGMA foreign_key_check").fetchone():
                raise Damaged(f"{path.name}: a row of {broken[0]} points to a row of {broken[2]} that is not there.")
            return contents_of(cursor, [name for (name,) in cursor.execute(TABLES).fetchall()])
    except sqlite3.DatabaseError as error:
        raise Damaged(f"{path.name} is damaged: {error}") from error
