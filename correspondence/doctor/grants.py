"""Who else can read or change the register, past the site? Rights in PostgreSQL, modes of files on the disk."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from .finding import FAIL, OK, WARN, Finding

# Rights of the role that the site itself connects as. Our migrations are run by the same role, so it owns its tables.
ROLE = """
    SELECT current_user, rolsuper, rolbypassrls, rolcreaterole, rolreplication FROM pg_roles WHERE rolname = current_user
"""
TOO_MUCH = {
    "is a superuser": FAIL,
    "bypasses row security": FAIL,
    "may make roles": WARN,
    "may replicate": WARN,
}
# A table without the right to read or write it fails in the middle of somebody's work; a stranger's right is a leak.
MISSING = """
    SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND NOT (
        has_table_privilege(quote_ident(schemaname) || '.' || quote_ident(tablename), 'SELECT')
        AND has_table_privilege(quote_ident(schemaname) || '.' || quote_ident(tablename), 'INSERT')
        AND has_table_privilege(quote_ident(schemaname) || '.' || quote_ident(tablename), 'UPDATE')
    ) ORDER BY 1
"""
OTHERS = """
    SELECT DISTINCT CASE WHEN granted.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(granted.grantee)::text END
        || ' ' || granted.privilege_type || ' on ' || one.relname
    FROM pg_class one CROSS JOIN LATERAL aclexplode(one.relacl) granted
    WHERE one.relnamespace = current_schema()::regnamespace AND one.relkind IN ('r', 'p', 'v', 'm')
        AND granted.grantee <> one.relowner AND pg_get_userbyid(granted.grantee) <> current_user
    ORDER BY 1
"""
NAMED = 3  # of many alike, so many are named


def grants() -> Iterator[Finding]:
    """Look at the database's rights, and at the modes of what lies on the disk."""
    if connection.vendor == "postgresql":
        yield from _role()
        yield _tables()
        yield _strangers()
    else:
        yield _closed(Path(connection.settings_dict["NAME"]), "the database")
    if secret := os.environ.get("SECRET_KEY_FILE"):
        yield _closed(Path(secret), "the secret key")
    yield _closed(Path(settings.FILES_DIR), "the directory of files")


def _role() -> Iterator[Finding]:
    [(name, *rights)] = _asked(ROLE)
    held = [(grade, words) for (words, grade), has in zip(TOO_MUCH.items(), rights, strict=True) if has]
    for grade, words in held:
        yield Finding(grade, "grants", f"the role {name} {words}: the site needs no such right")
    if not held:
        yield Finding(OK, "grants", f"the role {name} has no right over the server")


def _tables() -> Finding:
    absent = [name for (name,) in _asked(MISSING)]
    if absent:
        return Finding(FAIL, "grants", f"the role may not read and write {_some(absent)}")
    return Finding(OK, "grants", "every table can be read and written")


def _strangers() -> Finding:
    others = [words for (words,) in _asked(OTHERS)]
    if others:
        return Finding(WARN, "grants", f"other roles have rights of their own: {_some(others)}")
    return Finding(OK, "grants", "no other role was given a table")


def _closed(path: Path, what: str) -> Finding:
    """Open to everybody fails; to a group warns, for it may be the backup's."""
    if not path.exists():
        return Finding(OK, "grants", f"{what} is not there yet")
    mode = stat.S_IMODE(path.stat().st_mode)
    seen = f"{what}, {path}, has mode {mode:03o}"
    if mode & stat.S_IWOTH:
        return Finding(FAIL, "grants", f"{seen}: anybody on this machine can change it")
    if mode & stat.S_IROTH:
        return Finding(WARN, "grants", f"{seen}: anybody on this machine can read it")
    return Finding(OK, "grants", seen)


def _asked(question: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def _some(names: list[object]) -> str:
    return ", ".join(str(name) for name in names[:NAMED]) + (" ..." if len(names) > NAMED else "")
