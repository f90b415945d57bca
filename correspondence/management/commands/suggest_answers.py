"""Say of every letter of a source which earlier letters it may answer."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error

from correspondence.management import exporting, suggesting
from correspondence.models import Audience
from correspondence.suggestions.sources import Progress, answered


class Command(BaseCommand):
    help = (
        "Write, as CSV, which earlier letters each letter may answer, with the reason. Nothing is linked. Sees what everybody "
        "may read, or all that one account may (--as)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--source", default="", metavar="PREFIX", help="letters whose source key begins so")
        parser.add_argument("--without-footnotes", action="store_true", help="as if the edition had no notes")
        parser.add_argument("--out", type=Path, metavar="FILE.csv", help="instead of standard output")
        parser.add_argument(
            "--as", dest="reader", default="", metavar="USERNAME", help="all that this account may read"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        progress, eyes = Progress(), exporting.reader(options)
        Audience.objects.remembered_for(eyes)
        found = answered(options["source"], eyes, progress, footnotes=not options["without_footnotes"])
        try:
            exporting.save(suggesting.lines(found), options["out"], self.stdout)
        except (OSError, Error) as error:
            raise CommandError(f"could not run: {error}", returncode=2) from error
        told = self.stdout if options["out"] else self.stderr
        told.write(f"letters={progress.letters} answering={progress.answering} suggestions={progress.suggestions}")
