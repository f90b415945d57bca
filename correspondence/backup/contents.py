"""What a database holds, told alike for both engines: rows by table, migrations, and the files its rows name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from correspondence.models import Attachment

ATTACHMENTS = Attachment._meta.db_table
MIGRATIONS = "django_migrations"


@dataclass(frozen=True)
class Contents:
    """Rows by table, applied migrations as "app.name", and the recorded SHA-256 of each file by its name."""

    rows: dict[str, int]
    migrations: list[str]
    attachments: dict[str, str]


def contents_of(cursor: Any, tables: Iterable[str]) -> Contents:
    """Count and read through an open cursor; raises the driver's errors where the tables are not ours."""
    quoted = connection.ops.quote_name
    rows = {}
    for table in sorted(tables):
        # The database's own names of its tables, quoted.
        cursor.execute(f"SELECT count(*) FROM {quoted(table)}")  # noqa: S608  # nosec B608
        rows[table] = cursor.fetchone()[0]
    migrations, attachments = [], {}
    if MIGRATIONS in rows:
        cursor.execute("SELECT app, name FROM django_migrations")
        migrations = sorted(f"{app}.{name}" for app, name in cursor.fetchall())
    if ATTACHMENTS in rows:
        cursor.execute("SELECT file, sha256 FROM correspondence_attachment WHERE file <> ''")
        attachments = dict(cursor.fetchall())
    return Contents(rows, migrations, attachments)


def differences(expected: dict[str, int], found: dict[str, int]) -> list[str]:
    """Say where the rows of two databases differ, table by table."""
    return [
        f"table {table}: {found.get(table, 'absent')} rows, expected {expected.get(table, 'none')}"
        for table in sorted(expected.keys() | found.keys())
        if expected.get(table) != found.get(table)
    ]
