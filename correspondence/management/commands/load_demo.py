"""Load the founding record, once."""

from typing import Any

from django.core.management.base import BaseCommand

from correspondence import demonstration
from correspondence.models import Letter, Proposal


class Command(BaseCommand):
    help = "Load the founding record: what Latvia and Russia wrote to each other, as a public statement tells it."

    def handle(self, *args: Any, **options: Any) -> None:
        present = demonstration.is_loaded()
        if not present:
            demonstration.load()
        loaded = "present" if present else "loaded"
        self.stdout.write(f"demonstration={loaded} letters={Letter.objects.count()} offers={Proposal.objects.count()}")
