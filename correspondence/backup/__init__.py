"""Not to be lost: database and files together, copied while others write, proved and brought back.

A backup is a directory: ``manifest.json`` (what it holds, with the SHA-256 of every file and of its own words), the
database (SQLite: a database file; PostgreSQL: pg_dump's custom format) and ``files/``.
"""

from .making import Made, make
from .refusals import Damaged, Refused
from .restoring import restore
from .verifying import Verdict, verify

__all__ = ["Damaged", "Made", "Refused", "Verdict", "make", "restore", "verify"]
