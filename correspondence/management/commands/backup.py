"""Copy database and files into a new directory below DIR."""

import sys
from pathlib import Path
from typing import Any

from correspondence import backup
from correspondence.management.keeping import KeepingCommand


class Command(KeepingCommand):
    help = (
        "Copy database and files, while the site runs, into a new directory below DIR. Exit status 1 when a file lacks."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        made = backup.make(Path(options["dir"]))
        held = made.manifest
        for name, what in held.lacking.items():
            self.stderr.write(f"file {name}: {what}")
        counts = f"tables={len(held.rows)} rows={sum(held.rows.values())} files={len(held.files)}"
        self.stdout.write(f"backup={made.folder} engine={held.engine} {counts} lacking={len(held.lacking)}")
        sys.exit(1 if held.lacking else 0)
