"""Loading records into the tables: everything is checked, all problems are told, and all of it is stored or nothing.

A letter is known again by its source key, or by its id where it has none: a second import stores nothing. The same key with
other content is told as a difference, and stored only on request. A dry run is the real run, taken back at its end.
"""

from .report import Became, Found, Report
from .running import Loading, Wanted

__all__ = ["Became", "Found", "Loading", "Report", "Wanted"]
