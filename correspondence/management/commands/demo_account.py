"""The account with which a newcomer looks round."""

import os
import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction

from correspondence.models import Clearance, Desk, Level

ACCOUNT = "demo"


class Command(BaseCommand):
    help = "Make the account `demo` with every function and the highest clearance; an existing one is left alone."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        account, made = get_user_model().objects.get_or_create(username=ACCOUNT, defaults={"is_staff": True})
        if made:
            given = os.environ.get("DEMO_PASSWORD", "")
            password = given or secrets.token_urlsafe(12)
            account.set_password(password)
            account.save()
            account.groups.set(Group.objects.all())
            clearance = Clearance.objects.create(user=account, level=Level.objects.order_by("-rank")[0])
            clearance.desks.set(Desk.objects.all())
            told = "from DEMO_PASSWORD" if given else f"{password} (shown this once)"
            self.stdout.write(f"Log in at /accounts/login/ as {ACCOUNT}, password {told}.")
        self.stdout.write(f"account={ACCOUNT} made={int(made)}")
