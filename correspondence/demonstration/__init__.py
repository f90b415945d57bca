"""The founding record: a public statement of Latvia's Ministry of Defence, and what it says was exchanged.

Every sentence of the statement is in a row below, shown by a short quotation; what its source only claims is kept as a
claim. The sequels are those that the press reported, each with its source.
"""

from django.db import transaction

from correspondence.models import Letter
from correspondence.models.results import refreshed_at_the_end

from .record import Record
from .words import STATEMENT
from .writing import key

__all__ = ["is_loaded", "key", "load"]


def is_loaded() -> bool:
    return Letter.objects.filter(pk=key(STATEMENT)).exists()


@transaction.atomic
def load() -> None:
    """Write the founding record, all or nothing."""
    record = Record()
    with refreshed_at_the_end():
        record.context()
        record.statement()
        record.exchange()
        record.inspections()
        record.sequels()
