"""Rows written around the models, in plain SQL: what the database itself refuses."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import connection, models, transaction


def insert_copy(of: models.Model, **changes: Any) -> Any:
    """Insert a row like another one, under a key of its own and with some columns changed; return its key."""
    table, key = of._meta.db_table, uuid4()
    changes = _as_stored(of, {"id": key, **changes})
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE id = %s", [_as_stored(of, {"id": of.pk})["id"]])
        names = [column[0] for column in cursor.description]
        values = dict(zip(names, cursor.fetchone(), strict=True)) | changes
        places = ", ".join(["%s"] * len(names))
        quoted = ", ".join(f'"{name}"' for name in names)
        cursor.execute(f"INSERT INTO {table} ({quoted}) VALUES ({places})", [values[name] for name in names])
    return key


def change(row: models.Model, **changes: Any) -> None:
    """Update some columns of a row."""
    changes = _as_stored(row, changes)
    sets = ", ".join(f'"{name}" = %s' for name in changes)
    key = _as_stored(row, {"id": row.pk})["id"]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {sets} WHERE id = %s", [*changes.values(), key])


def _as_stored(row: models.Model, changes: dict[str, Any]) -> dict[str, Any]:
    """Return values as this engine stores them, by column; a row stands for its key."""
    fields = {field.column: field for field in row._meta.concrete_fields}
    keys = {name: value.pk if isinstance(value, models.Model) else value for name, value in changes.items()}
    return {name: fields[name].get_db_prep_value(value, connection) for name, value in keys.items()}
