"""The record in shapes that other programs read; docs/formats.md describes each.

What a reader takes away is what a page shows: the same rows, by the same filters, for the same eyes. Everything is written
piece by piece, so that a file costs no more memory than a page, and a constant number of queries for every 500 rows.
"""

from .atom import CONTENT_TYPE as ATOM
from .atom import feed_as_atom
from .icalendar import CONTENT_TYPE as CALENDAR
from .icalendar import deadlines_as_calendar
from .letters import exchanges_as_csv, letters_as_csv
from .offers import offers_as_csv

__all__ = [
    "ATOM",
    "CALENDAR",
    "deadlines_as_calendar",
    "exchanges_as_csv",
    "feed_as_atom",
    "letters_as_csv",
    "offers_as_csv",
]
