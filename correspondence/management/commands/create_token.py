"""Make a token with which one system acts for one account; the secret is printed this once."""

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from correspondence.models import ApiToken


class Command(BaseCommand):
    help = "Make a token with which one system acts for one account; it is printed once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="the account that it acts for")
        parser.add_argument("--name", required=True, help="the system that uses it")
        parser.add_argument("--scope", choices=ApiToken.Scope.values, default=ApiToken.Scope.READ)
        parser.add_argument("--days", type=int, default=365, help="for how long it is valid")

    def handle(self, *args: Any, **options: Any) -> None:
        user = get_user_model().objects.filter(username=options["username"], is_active=True).first()
        if user is None:
            raise CommandError(f"no open account is called “{options['username']}”", returncode=2)
        if not 1 <= options["days"] <= 3650:
            raise CommandError("--days: between 1 and 3650", returncode=2)
        expires = timezone.now() + dt.timedelta(days=options["days"])
        token = ApiToken(name=options["name"], user=user, scope=options["scope"], expires_at=expires)
        secret = token.give_secret()
        try:
            token.full_clean()
        except ValidationError as error:
            raise CommandError(f"no token was made: {'; '.join(error.messages)}", returncode=2) from error
        token.save()
        self.stdout.write(f"Token, shown this once: {secret}")
        self.stdout.write(f"token={token.begins} account={user} scope={token.scope} expires={expires:%Y-%m-%d}")
