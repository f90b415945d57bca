"""How the commands that keep, prove and restore end: what could not be done is said, with the contract's exit status."""

from typing import Any, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connection

from correspondence.backup import Refused


class KeepingCommand(BaseCommand):
    requires_system_checks = ()  # a site that is not well must still be copied

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except Refused as refused:
            raise CommandError(str(refused), returncode=refused.status) from refused
        except (OSError, Error, cast(Any, connection).Database.Error) as error:
            raise CommandError(f"could not run: {error}", returncode=2) from error

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dir", metavar="DIR", help="the directory of the backups, or of one of them")
