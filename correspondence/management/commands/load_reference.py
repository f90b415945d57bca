"""Load what every installation may start from."""

from typing import Any

from django.core.management.base import BaseCommand

from correspondence import reference
from correspondence.models import LetterForm, Level


class Command(BaseCommand):
    help = "Add the states with their ISO codes and names in four languages; what is there already stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        done = reference.load_states()
        given = f"levels={Level.objects.count()} forms={LetterForm.objects.count()}"
        self.stdout.write(
            f"states={done.states} stored={done.stored} present={done.present} names={done.names} {given}"
        )
