"""Everything that a record holds, as JSON: what we write, what the interface for programs answers, and what we read again.

``read`` and ``write`` are for files, ``to_json`` and ``from_json`` for one record. The names: docs/formats.md, "JSON".
"""

from .files import read, write
from .letters import letter_as_json
from .records import from_json, to_json

__all__ = ["from_json", "letter_as_json", "read", "to_json", "write"]
