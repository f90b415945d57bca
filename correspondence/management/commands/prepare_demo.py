"""`make run` calls this before it serves."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from .demo_account import ACCOUNT


class Command(BaseCommand):
    help = "Bring the database up to date and, the first time, load the demonstration and its account."

    def handle(self, *args: Any, **options: Any) -> None:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if pending:
            call_command("migrate", verbosity=0, interactive=False)
        # The account is made last: where it exists, everything before it was done, and a letter that
        # somebody has removed since does not come back.
        first_time = not get_user_model().objects.filter(username=ACCOUNT).exists()
        if first_time:
            call_command("load_demo", stdout=self.stdout)
            call_command("demo_account", stdout=self.stdout)
        self.stdout.write(f"migrations={len(pending)} demonstration={'loaded' if first_time else 'present'}")
