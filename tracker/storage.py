"""How each database is opened so that saved work survives crashes and concurrent editors."""

from pathlib import Path
from typing import Any

SQLITE = "django.db.backends.sqlite3"

# The defaults of SQLite lost most of the concurrent saves in measurements ("database is locked", since a
# transaction that begins by reading cannot always write later), and may lose the last ones at a power cut.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA busy_timeout=20000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON"
    ),
}


def database_settings(address: dict[str, Any], *, base: Path, statement_timeout: int) -> dict[str, Any]:
    """Complete a parsed DATABASE_URL; `statement_timeout` in seconds, 0 for none (PostgreSQL only)."""
    if address["ENGINE"] == SQLITE:
        return _sqlite(address, base=base)
    return _postgresql(address, statement_timeout=statement_timeout)


def _sqlite(address: dict[str, Any], *, base: Path) -> dict[str, Any]:
    name = address["NAME"]
    if name != ":memory:":
        name = base / name
        name.parent.mkdir(parents=True, exist_ok=True)
    return address | {"NAME": name, "ATOMIC_REQUESTS": True, "OPTIONS": SQLITE_OPTIONS}


def _postgresql(address: dict[str, Any], *, statement_timeout: int) -> dict[str, Any]:
    options = dict(address.get("OPTIONS", {}))
    timeouts = (
        f"-c statement_timeout={statement_timeout}s -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s"
    )
    options["options"] = f"{timeouts} {options.get('options', '')}".strip()
    return address | {
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
