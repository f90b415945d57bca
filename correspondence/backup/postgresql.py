"""PostgreSQL: pg_dump's custom format, from one snapshot in which the rows are counted too."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess  # nosec B404
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from django.db import connection

from .contents import Contents, contents_of
from .refusals import Damaged, Refused

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
# Only what is ours: the schema itself may belong to somebody else, and so may an extension's functions.
FUNCTIONS = """
    SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""


def dump(target: Path) -> Contents:
    """Write the database as it is at one moment; return what it held at that moment."""
    with connected(str(connection.settings_dict["NAME"])) as cursor:
        cursor.execute("SET SESSION idle_in_transaction_session_timeout = 0")
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        contents = _contents(cursor)
        arguments = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        _run("pg_dump", [*arguments, f"--file={target}"])
        cursor.execute("COMMIT")
    return contents


def drill(source: Path) -> Contents:
    """Restore into a throw-away database on the same server and return what it holds."""
    name = f"tracker_drill_{secrets.token_hex(6)}"
    with connected(str(connection.settings_dict["NAME"])) as cursor:
        try:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        except cast(Any, connection).Database.Error as error:
            raise Refused(f"No throw-away database can be made; the role needs CREATEDB: {error}") from error
        try:
            _load(source, name, before="")
            with connected(name) as inside:
                return _contents(inside)
        finally:
            cursor.execute(f"DROP DATABASE {name}")


def restore(source: Path) -> None:
    """Replace every table of the database by the backup's, in one transaction."""
    connection.close()
    with connected(str(connection.settings_dict["NAME"])) as cursor:
        quoted = connection.ops.quote_name
        drops = [f"DROP TABLE {quoted(table)} CASCADE;" for table in _listed(cursor, TABLES)]
        drops += [f"DROP FUNCTION {function} CASCADE;" for function in _listed(cursor, FUNCTIONS)]
    _load(source, str(connection.settings_dict["NAME"]), before="\n".join(drops))


def tables() -> list[str]:
    """Return the tables of the database that the settings name."""
    with connected(str(connection.settings_dict["NAME"])) as cursor:
        return _listed(cursor, TABLES)


@contextmanager
def connected(name: str) -> Iterator[Any]:
    """Open a database of the configured server, outside transactions, and yield a cursor."""
    own = cast(Any, connection)
    try:
        opened = own.get_new_connection(own.get_connection_params() | {"dbname": name})
    except own.Database.Error as error:
        raise Refused(f"The database does not answer: {error}") from error
    try:
        opened.autocommit = True
        with opened.cursor() as cursor:
            yield cursor
    finally:
        opened.close()


def _listed(cursor: Any, query: str) -> list[str]:
    cursor.execute(query)
    return [row[0] for row in cursor.fetchall()]


def _contents(cursor: Any) -> Contents:
    return contents_of(cursor, _listed(cursor, TABLES))


def _load(source: Path, name: str, *, before: str) -> None:
    """Run a dump against a database, committing only after the last of it was read and written."""
    arguments, environment = _address(name)
    quiet = ["-X", "-q", "-o", os.devnull, "-v", "ON_ERROR_STOP=1"]
    with tempfile.TemporaryFile() as said:
        reading = subprocess.Popen(  # noqa: S603  # nosec B603
            [_program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(source)],
            stdout=subprocess.PIPE, stderr=said, env=environment,
        )  # fmt: skip
        writing = subprocess.Popen(  # noqa: S603  # nosec B603
            [_program("psql"), *quiet, *arguments], stdin=subprocess.PIPE, stdout=said, stderr=said, env=environment
        )
        failed = _pass_on(reading, writing, before)
        said.seek(0)
        if failed:
            raise Damaged(f"The dump cannot be restored: {said.read().decode(errors='replace').strip()}")


def _pass_on(reading: subprocess.Popen[bytes], writing: subprocess.Popen[bytes], before: str) -> bool:
    """Pipe one program into the other inside a transaction; say whether either failed."""
    assert reading.stdout is not None
    assert writing.stdin is not None
    with reading, writing:
        try:
            writing.stdin.write(f"BEGIN;\n{before}\n".encode())
            shutil.copyfileobj(reading.stdout, writing.stdin)
            if reading.wait() == 0:
                writing.stdin.write(b"\nCOMMIT;\n")
            writing.stdin.close()
        except BrokenPipeError:
            reading.kill()
    return bool(reading.returncode or writing.returncode)


def _run(program: str, arguments: list[str]) -> None:
    address, environment = _address(str(connection.settings_dict["NAME"]))
    done = subprocess.run(  # noqa: S603  # nosec B603
        [_program(program), *arguments, *address], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Refused(f"{program} failed: {done.stderr.strip()}")


def _address(name: str) -> tuple[list[str], dict[str, str]]:
    """Return arguments and environment that lead PostgreSQL's programs to a database; secrets only in the latter."""
    settings = {**connection.settings_dict, "NAME": name}
    arguments, environment = connection.client.settings_to_cmd_args_env(settings, [])
    return list(arguments[1:]), {**os.environ, **(environment or {})}


def _program(name: str) -> str:
    """Return the path of one of PostgreSQL's programs: where Debian keeps them, the newest first, or on the path."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: -float(path.parts[-3]))
    found = shutil.which(name) or next((str(path) for path in kept), None)
    if found is None:
        raise Refused(f"{name} was not found: install PostgreSQL's client programs.")
    return found
