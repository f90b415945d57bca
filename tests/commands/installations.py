"""Installations of their own, run through manage.py as their operators run them, on the engine that the suite runs on."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg2
from django.conf import settings

from tracker.storage import SQLITE

ROOT = Path(__file__).resolve().parent.parent.parent
SECRET = "0123456789-abcdefghijklmnopqrstuvwxyz-0123456789-abcdefg"
ON_SQLITE = settings.DATABASES["default"]["ENGINE"] == SQLITE

# Everything that a restored database must have in common with the one it was copied from.
STATE = """
import hashlib, json, pathlib
from django.apps import apps
from django.conf import settings
from correspondence.models import Attachment, Standing
rows = {model._meta.label: model._base_manager.count() for model in apps.get_models()}
standings = sorted(
    [str(s.addressee_id), str(s.audience_id), s.state, s.times_tabled, s.times_rejected, str(s.last_act)]
    for s in Standing.objects.all()
)
files = {
    str(path.relative_to(settings.FILES_DIR)): hashlib.sha256(path.read_bytes()).hexdigest()
    for path in sorted(pathlib.Path(settings.FILES_DIR).rglob("*")) if path.is_file()
}
print(json.dumps({"rows": rows, "standings": standings, "files": files}))
"""


@dataclass(frozen=True)
class Done:
    """How a command ended, and the pairs of its last line."""

    status: int
    out: str
    err: str

    @property
    def last(self) -> dict[str, str]:
        line = self.out.strip().splitlines()[-1]
        return dict(pair.split("=", 1) for pair in line.split() if "=" in pair)


@dataclass(frozen=True)
class Installation:
    """A database and a place for files."""

    url: str
    files: Path

    def environment(self) -> dict[str, str]:
        own = {"SECRET_KEY": SECRET, "DATABASE_URL": self.url, "FILES_DIR": str(self.files), "HOME_PARTY": "latvia"}
        return {"PATH": os.environ["PATH"], "PYTHONWARNINGS": "ignore", **own}

    def command(self, *arguments: object) -> list[str]:
        return [sys.executable, "manage.py", *(str(argument) for argument in arguments)]

    def run(self, *arguments: object) -> Done:
        done = subprocess.run(
            self.command(*arguments), cwd=ROOT, env=self.environment(), capture_output=True, text=True, check=False
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def python(self, code: str) -> str:
        done = self.run("shell", "-v", "0", "-c", code)
        assert done.status == 0, done.err
        return done.out

    def state(self) -> dict[str, Any]:
        return json.loads(self.python(STATE))

    def has_tables(self) -> bool:
        if not ON_SQLITE:
            with closing(psycopg2.connect(self.url)) as database, database.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
                return cursor.fetchone() != (0,)
        place = Path(self.url.removeprefix("sqlite:///"))
        if not place.exists():
            return False
        with closing(sqlite3.connect(place)) as database:
            return database.execute("SELECT count(*) FROM sqlite_master").fetchone() != (0,)


@contextmanager
def new_installation(folder: Path) -> Iterator[Installation]:
    """Yield an installation whose database is empty, without a table."""
    name = f"tracker_{uuid4().hex[:12]}"
    files = folder / f"{name}-files"
    if ON_SQLITE:
        yield Installation(f"sqlite:///{folder / name}.sqlite3", files)
        return
    own = settings.DATABASES["default"]
    address = {"host": own["HOST"], "port": own["PORT"] or None, "user": own["USER"], "password": own["PASSWORD"]}
    server = psycopg2.connect(dbname="postgres", **address)
    server.autocommit = True
    try:
        with server.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
            login = quote(own["USER"], safe="") + (f":{quote(own['PASSWORD'], safe='')}" if own["PASSWORD"] else "")
            port = f":{own['PORT']}" if own["PORT"] else ""
            yield Installation(f"postgresql://{login}@{quote(own['HOST'], safe='')}{port}/{name}", files)
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        server.close()
