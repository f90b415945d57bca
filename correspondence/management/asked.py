"""The rows that a command line names."""

from typing import Any

from django.core.management.base import CommandError


def known(model: Any, option: str, column: str, asked: str) -> Any:
    """Return the row that an option names. Raises CommandError, which says what there is."""
    if row := model.objects.filter(**{column: asked}).first():
        return row
    there = ", ".join(model.objects.order_by(column).values_list(column, flat=True))
    words = f"there are: {there}" if there else "there is none yet; desks are made in the administration"
    raise CommandError(f"no account was made: --{option}: there is none called “{asked}”; {words}", returncode=2)
