"""Letters in TEI with a correspDesc: scholarly editions read, and the whole correspondence written (docs/formats.md, "TEI")."""

from .letters import read
from .publication import Publication
from .writing import write

__all__ = ["Publication", "read", "write"]
