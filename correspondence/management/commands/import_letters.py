"""Take letters over from files: all or nothing, or what is good with the rest told in a table."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from correspondence.formats.loading import Loading
from correspondence.formats.reading import FORMATS, files_in, records
from correspondence.management import importing


class Command(BaseCommand):
    help = (
        "Take letters over from files or folders: all or nothing unless --skip-bad; a second run stores 0. Exit status 1 when "
        "something was rejected."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        importing.declare(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        wanted, told = importing.wanted(options), importing.reader_options(options)
        of = FORMATS[options["format"]]
        with importing.telling(options["skip_bad"], self.stderr) as tell:
            loading = Loading(wanted, tell=tell, progress=importing.progress)
            report = loading.run(
                (str(path), records(of, path, told)) for path in files_in(options["files"], of.endings)
            )
        self.stdout.write(str(report))
        sys.exit(0 if report.holds else 1)
