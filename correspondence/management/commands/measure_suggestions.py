"""Measure the suggestions against what careful readers found."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from correspondence.management import exporting, measured
from correspondence.models import Audience
from correspondence.suggestions import measuring


class Command(BaseCommand):
    help = "Report precision and recall of the suggestions, as Markdown, for volumes that are imported and read."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--gold", nargs="+", type=Path, required=True, metavar="FILE", help="CSV, named as its volume"
        )
        parser.add_argument("--fit", action="store_true", help="print weights that fit these files, and nothing else")
        parser.add_argument("--fitted-on", default="", metavar="VOLUME", help="said in the report")
        parser.add_argument("--out", type=Path, metavar="FILE.md")
        parser.add_argument("--as", dest="reader", default="", metavar="USERNAME", help="with the eyes of this account")

    def handle(self, *args: Any, **options: Any) -> None:
        eyes = exporting.reader(options)
        Audience.objects.remembered_for(eyes)
        try:
            gold = {Path(path).stem: measuring.truths(Path(path)) for path in options["gold"]}
        except (OSError, KeyError) as error:
            raise CommandError(f"--gold: {error}", returncode=2) from error
        looked = measured.look_at(gold, eyes)
        if options["fit"]:
            self.stdout.write(measured.fit(looked))
            return
        exporting.save(measured.report(looked, options["fitted_on"], options["out"]), options["out"], self.stdout)
        counted, wanted = sum(map(len, looked.values())) // 2, sum(map(len, gold.values()))
        self.stderr.write(f"volumes={len(gold)} documents={counted} absent={wanted - counted}")
        sys.exit(0 if counted == wanted else 1)
