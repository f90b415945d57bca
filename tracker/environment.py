"""Reads settings from the environment; what it cannot read stops the start and names itself."""

import os
import zoneinfo
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.core.validators import slug_re

ON = {"on", "true", "yes", "1"}
OFF = {"off", "false", "no", "0"}
SHORTEST_SECRET = 50
FEWEST_DIFFERENT = 5
ENGINES = {
    "sqlite": "django.db.backends.sqlite3",
    "postgres": "django.db.backends.postgresql",
    "postgresql": "django.db.backends.postgresql",
}


class Environment:
    """The variables of one process, read by name.

    `NAME_FILE` gives the path of a file that holds the value of `NAME`, so that secrets need not
    stand in a unit file; naming both is refused, since nobody could say which one holds.
    """

    def __init__(self, variables: Mapping[str, str] = os.environ) -> None:
        self.variables = variables

    def text(self, name: str, default: str = "") -> str:
        value = self.variables.get(name, "").strip()
        path = self.variables.get(f"{name}_FILE", "").strip()
        if value and path:
            raise ImproperlyConfigured(f"{name} and {name}_FILE are both set: keep one of them.")
        if path:
            value = self._read_secret(f"{name}_FILE", Path(path))
        return value or default

    def secret_key(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise ImproperlyConfigured(f"{name} is not set: give it, or {name}_FILE with the path of a file.")
        if len(value) < SHORTEST_SECRET or len(set(value)) < FEWEST_DIFFERENT:
            raise ImproperlyConfigured(f"{name} can be guessed: write at least {SHORTEST_SECRET} random characters.")
        return value

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not (value.isascii() and value.isdigit()):
            raise ImproperlyConfigured(f"{name} is {value!r}: write a whole number.")
        return int(value)

    def switch(self, name: str, *, default: bool) -> bool:
        value = self.text(name).lower()
        if value and value not in ON | OFF:
            raise ImproperlyConfigured(f"{name} is {value!r}: write on or off.")
        return value in ON if value else default

    def words(self, name: str, default: str) -> list[str]:
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def choice(self, name: str, default: str, choices: Collection[str]) -> str:
        value = self.text(name, default)
        if value not in choices:
            raise ImproperlyConfigured(f"{name} is {value!r}: choose among {', '.join(sorted(choices))}.")
        return value

    def slug(self, name: str) -> str:
        value = self.text(name)
        if value and not slug_re.match(value):
            raise ImproperlyConfigured(f"{name} is {value!r}: write the slug of a party, like latvia.")
        return value

    def time_zone(self, name: str, default: str) -> str:
        value = self.text(name, default)
        try:
            zoneinfo.ZoneInfo(value)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ImproperlyConfigured(f"{name} is {value!r}: write a time zone like Europe/Riga.") from error
        return value

    def database(self, name: str, default: str) -> dict[str, Any]:
        url = self.text(name, default)
        if not url:
            return {}
        scheme = url.partition("://")[0]
        if scheme not in ENGINES:
            raise ImproperlyConfigured(f"{name} has the scheme {scheme!r}: write sqlite:///path or postgresql://...")
        return dict(dj_database_url.parse(url, engine=ENGINES[scheme]))

    @staticmethod
    def _read_secret(name: str, path: Path) -> str:
        try:
            return path.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name} names {str(path)!r}: {error.strerror}.") from error
