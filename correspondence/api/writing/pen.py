"""Writes rows in the name of one account, and keeps what was refused under the names that the request used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from correspondence.api.refusals import Refused, Wrong
from correspondence.formats.record import Problem

# What columns are called in JSON where it is not the same.
CALLED = {
    "source_url": "source.url",
    "citation": "source.citation",
    "archive_reference": "source.archive_reference",
    "locator": "source.locator",
    "captured_on": "source.captured_on",
    "earlier": "id",
    "party": "slug",
    "quote": "evidence.quote",
    "prefix": "evidence.prefix",
    "suffix": "evidence.suffix",
    "evidence": "evidence.letter",
    "body": "body",
    "__all__": "",
}


class Pen:
    """Stores what passes the models' own checks; everything else waits in ``problems`` until ``settle``."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.problems: list[Wrong] = []

    def keep(self, row: Any, where: str, *, verb: str = "", reason: str = "") -> bool:
        """Check and store a row; say whether that was possible. Raises PermissionDenied."""
        self.need("add" if row._state.adding else "change", row)

        def store() -> None:
            row.full_clean()
            row.save(by=self.user, verb=verb, reason=reason)

        return self.attempt(store, where)

    def attempt(self, write: Callable[[], Any], where: str) -> bool:
        """Do what may be refused; say whether it was done."""
        try:
            with transaction.atomic():
                write()
        except ValidationError as error:
            self.problems += _told(error, where)
        except IntegrityError:
            # The database's own words stay inside: they may be about what this account cannot see.
            self.refuse(where, _("This cannot be recorded: it contradicts what is on record."))
        else:
            return True
        return False

    def need(self, function: str, row: Any) -> None:
        """Raise PermissionDenied unless the account may add, or change, rows of this kind."""
        noun = row._meta
        if not self.user.has_perm(f"{noun.app_label}.{function}_{noun.model_name}"):
            raise PermissionDenied(_("Your account may not write this: %(noun)s.") % {"noun": noun.verbose_name})

    def refuse(self, where: str, message: str, value: object = "") -> None:
        self.problems.append(Wrong(where, message, str(value)[:80]))

    def refuse_all(self, problems: Iterable[Problem], within: str = "") -> None:
        """Refuse what could not be read, a name that nobody knows too: misspelt, it would be lost."""
        for problem in problems:
            self.refuse(joined(within, problem.field), problem.message, problem.value)

    def settle(self) -> None:
        """Raise Refused when anything was refused."""
        if self.problems:
            raise Refused(self.problems)


def joined(where: str, name: str) -> str:
    return f"{where}.{name}" if where and name and not name.startswith("[") else f"{where}{name}"


def _told(error: ValidationError, where: str) -> Iterable[Wrong]:
    by_field = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
    for name, messages in by_field.items():
        at = joined(where, CALLED.get(name, name))
        yield from (Wrong(at, message) for message in messages)
