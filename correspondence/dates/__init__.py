"""Uncertain dates: the words as written, an EDTF string (ISO 8601-2) and strict bounds. The only door to this package."""

from .errors import AmbiguousDate, UnreadableDate
from .fields import UncertainDateField, bounds_in_order, column_names, columns
from .forms import UncertainDateFormField, UncertainDateInput
from .value import UncertainDate
from .words import read

__all__ = [
    "AmbiguousDate",
    "UncertainDate",
    "UncertainDateField",
    "UncertainDateFormField",
    "UncertainDateInput",
    "UnreadableDate",
    "bounds_in_order",
    "column_names",
    "columns",
    "read",
]
