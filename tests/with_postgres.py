"""Runs a command against a throwaway PostgreSQL: `python -m tests.with_postgres COMMAND...`.

A program around the suite and not a fixture inside it, because pytest-django has read the settings before
any fixture runs. The server listens on a Unix socket only and leaves nothing behind.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from urllib.parse import quote

# The data are thrown away, so nothing needs to reach the disk.
HASTE = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
SECONDS_TO_START = 30


def find_binaries() -> Path | None:
    """Return the directory of initdb and postgres: on the path, or where Debian keeps them."""
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "postgres").exists()), None)


@contextmanager
def postgres(binaries: Path) -> Iterator[str]:
    """Start a server and yield the DATABASE_URL of its empty database."""
    # The path of a Unix socket may have about 100 characters: a short place, whatever TMPDIR says.
    home = tempfile.mkdtemp(prefix="pg-", dir="/tmp")
    account = owner()
    if account:
        shutil.chown(home, user=account)
    try:
        initdb = [binaries / "initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run([*initdb, "-D", f"{home}/data"], check=True, stdout=subprocess.DEVNULL, user=account, cwd=home)
        serve = [binaries / "postgres", "-D", f"{home}/data", "-k", home, "-c", "listen_addresses=", *HASTE]
        with Path(home, "log").open("wb") as log, subprocess.Popen(serve, stderr=log, user=account, cwd=home) as server:
            try:
                wait_until_ready(binaries, home)
                yield f"postgresql://postgres@{quote(home, safe='')}/postgres"
            finally:
                server.send_signal(signal.SIGINT)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def owner() -> str | None:
    """Return whose server it is: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    return pwd.getpwnam("postgres").pw_name


def wait_until_ready(binaries: Path, home: str) -> None:
    for _ in range(SECONDS_TO_START * 10):
        if subprocess.run([binaries / "pg_isready", "-q", "-h", home], check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise TimeoutError(Path(home, "log").read_text())


def stop(number: int, frame: FrameType | None) -> None:
    """Leave by the way on which the server is shut down."""
    sys.exit(128 + number)


def main() -> int:
    binaries = find_binaries()
    if binaries is None:
        print("PostgreSQL's binaries were not found.", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, stop)
    with postgres(binaries) as url:
        return subprocess.run(sys.argv[1:], check=False, env=os.environ | {"DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main())
