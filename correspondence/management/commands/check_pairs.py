"""Prove that the rows of the bilateral timelines equal what the participations of each letter say."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from correspondence.models import Letter, filing


class Command(BaseCommand):
    help = "Prove that every pair row equals its letter's participations and place. Exit status 1 when one does not."

    def handle(self, *args: Any, **options: Any) -> None:
        checked = wrong = 0
        for letter in Letter.objects.iterator():
            checked += 1
            if difference := filing.difference(letter):
                wrong += 1
                self.stderr.write(f"letter {letter.pk}: {difference}")
        self.stdout.write(f"letters={checked} wrong={wrong}")
        sys.exit(1 if wrong else 0)
