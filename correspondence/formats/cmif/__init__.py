"""CMIF, the Correspondence Metadata Interchange Format 1.1: an index of letters, read and written (docs/formats.md, "CMIF")."""

from correspondence.formats.tei.publication import Publication

from .reading import read
from .writing import write

__all__ = ["Publication", "read", "write"]
