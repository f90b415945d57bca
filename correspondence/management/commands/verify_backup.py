"""Prove that a backup can be restored."""

import sys
from pathlib import Path
from typing import Any

from correspondence import backup
from correspondence.management.keeping import KeepingCommand


class Command(KeepingCommand):
    help = (
        "Restore the backup in DIR, or the newest below it, into a throw-away database; compare the rows of every table "
        "and every file. Exit status 1 when something differs or lacks."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = backup.verify(Path(options["dir"]))
        held = verdict.manifest
        for problem in verdict.problems:
            self.stderr.write(problem)
        counts = f"tables={len(held.rows)} rows={sum(held.rows.values())} files={len(held.files)}"
        self.stdout.write(
            f"backup={verdict.folder} {counts} damaged={len(verdict.damage)} lacking={len(verdict.lacking)}"
        )
        sys.exit(1 if verdict.problems else 0)
