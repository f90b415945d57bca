"""Write letters out, as somebody may read them."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error

from correspondence.formats.outgoing import records
from correspondence.formats.writing import FORMATS, Tally
from correspondence.management import exporting
from correspondence.models import Audience


class Command(BaseCommand):
    help = (
        "Write letters to standard output or a file: what everybody may read, or all that one account may (--as). Exit "
        "status 1 when files were asked for and not all could be taken along."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        exporting.declare(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        tally, eyes = Tally(), exporting.reader(options)
        Audience.objects.remembered_for(eyes)
        letters = exporting.letters(options, eyes)
        found = tally.counting(records(letters, eyes, with_files=options["with_files"]))
        try:
            pieces = FORMATS[options["format"]](found, exporting.publication(options))
            exporting.save(pieces, options["out"], self.stdout)
        except (OSError, Error) as error:
            raise CommandError(f"could not run: {error}", returncode=2) from error
        told = self.stdout if options["out"] else self.stderr
        told.write(
            f"letters={tally.letters} acts={tally.acts} named={tally.named} files_left_out={tally.files_left_out}"
        )
        sys.exit(1 if options["with_files"] and tally.files_left_out else 0)
