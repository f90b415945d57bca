"""`make test`: the suite on SQLite and PostgreSQL and in a browser, and what of that was skipped."""

import os
import subprocess
import sys

from tests.browser.chromium import find_chromium
from tests.with_postgres import find_binaries

WORKERS = str(max(2, os.cpu_count() or 2))
PYTEST = [sys.executable, "-m", "pytest", "-n", WORKERS]


def run(title: str, command: list[str]) -> bool:
    print(f"\n=== {title}", flush=True)
    return subprocess.run(command, check=False).returncode == 0


def main() -> int:
    os.environ.pop("DATABASE_URL", None)
    skipped = []
    without_browser = ["-m", "not browser"]
    asking_the_database = ["-m", "database and not browser and not alike"]  # the others would do the same again

    if find_chromium():
        passed = [run("SQLite and the browser", PYTEST)]
    else:
        skipped.append("the browser tests: chromium was not found")
        passed = [run("SQLite", PYTEST + without_browser)]

    if find_binaries():
        with_postgres = [sys.executable, "-m", "tests.with_postgres"]
        passed.append(run("PostgreSQL", with_postgres + PYTEST + asking_the_database))
    else:
        skipped.append("the suite on PostgreSQL: its binaries were not found")

    print()
    for what in skipped:
        print(f"Skipped {what}.")
    nothing_may_be_skipped = os.environ.get("CI") == "true"
    return 0 if all(passed) and not (skipped and nothing_may_be_skipped) else 1


if __name__ == "__main__":
    sys.exit(main())
