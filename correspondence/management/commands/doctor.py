"""Say whether this installation is well."""

import sys
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from correspondence import doctor


class Command(BaseCommand):
    help = "Look at settings, database, grants, triggers, files, disk, clock, orphans, people. Exit status 1 when one fails."
    requires_system_checks = ()  # what they find is reported like everything else

    def handle(self, *args: Any, **options: Any) -> None:
        grades: Counter[str] = Counter()
        for finding in doctor.examine():
            grades[finding.grade] += 1
            self.stdout.write(f"{finding.grade:4} {finding.subject}: {finding.words}")
        self.stdout.write(f"ok={grades['ok']} warn={grades['warn']} fail={grades['fail']}")
        sys.exit(1 if grades["fail"] else 0)
