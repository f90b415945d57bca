"""Prove that every stored standing of an offer equals the fold of its acts."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from correspondence.models import Proposal, Standing, results


class Command(BaseCommand):
    help = "Prove that every stored standing of an offer equals the fold of its acts. Exit status 1 when one does not."

    def handle(self, *args: Any, **options: Any) -> None:
        checked = wrong = 0
        for proposal in Proposal.objects.iterator():
            checked += 1
            if difference := results.difference(proposal, Standing.objects.filter(addressee__proposal=proposal)):
                wrong += 1
                self.stderr.write(f"offer {proposal.pk}: {difference}")
        self.stdout.write(f"offers={checked} wrong={wrong}")
        sys.exit(1 if wrong else 0)
