"""Make an account that can work at once: in a group, cleared, at its desks."""

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from correspondence.management.asked import known
from correspondence.models import Clearance, Desk, Level


class Command(BaseCommand):
    help = "Make an account with a group, a clearance and desks; its password is generated and printed once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--group", required=True, help="reader, desk officer, registrar or administrator")
        parser.add_argument("--level", required=True, help="code of the highest level that it may read")
        parser.add_argument("--desk", action="append", default=[], help="code of a desk; may be repeated")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        password = secrets.token_urlsafe(15)
        account = get_user_model()(username=options["username"], is_staff=options["group"] != "reader")
        account.set_password(password)
        try:
            account.full_clean()
            account.save()
        except ValidationError as error:
            raise CommandError(f"no account was made: {'; '.join(error.messages)}", returncode=2) from error
        account.groups.add(known(Group, "group", "name", options["group"]))
        clearance = Clearance.objects.create(user=account, level=known(Level, "level", "code", options["level"]))
        clearance.desks.set([known(Desk, "desk", "code", code) for code in options["desk"]])
        self.stdout.write(f"Password, shown this once: {password}")
        desks = ",".join(options["desk"]) or "none"
        self.stdout.write(f"account={account} group={options['group']!r} level={options['level']} desks={desks}")
