"""Bring a backup back, and prove that what came back holds."""

import sys
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser

from correspondence import backup
from correspondence.management.keeping import KeepingCommand


class Command(KeepingCommand):
    help = "Restore the backup in DIR, or the newest below it, into the database and FILES_DIR of the settings."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--replace", action="store_true", help="lose what the database holds")

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = backup.restore(Path(options["dir"]), replace=options["replace"])
        call_command("migrate", verbosity=0, interactive=False)
        failed = [command for command in ("check_offers", "check_pairs") if not self.holds(command)]
        for problem in verdict.problems:
            self.stderr.write(problem)
        held = verdict.manifest
        counts = f"tables={len(held.rows)} rows={sum(held.rows.values())} files={len(held.files)}"
        wrong = len(verdict.damage) + len(failed)
        self.stdout.write(f"restored={verdict.folder} {counts} wrong={wrong} lacking={len(verdict.lacking)}")
        sys.exit(1 if verdict.problems or failed else 0)

    def holds(self, command: str) -> bool:
        try:
            call_command(command, stdout=self.stdout, stderr=self.stderr)
        except SystemExit as ended:
            return not ended.code
        return True
