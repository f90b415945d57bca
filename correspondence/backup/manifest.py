"""manifest.json: what a backup holds, sealed with the hash of its own words."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from .refusals import Damaged, Refused

NAME = "manifest.json"
FORMAT = 1
PRODUCT = "diplomatic-correspondence-tracker"


@dataclass(frozen=True)
class Stored:
    """A file of the backup: its size in bytes and SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What was in the database and the place for files when the backup was made.

    ``lacking`` tells of attachments that were missing or changed already then: what, by file name.
    """

    made: str
    engine: str
    dump: str
    database: Stored
    migrations: list[str]
    rows: dict[str, int]
    files: dict[str, Stored]
    lacking: dict[str, str]

    def words(self) -> str:
        """Return the text of manifest.json."""
        told = {"product": PRODUCT, "format": FORMAT, **asdict(self)}
        return json.dumps({**told, "seal": _seal(told)}, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def read(folder: Path) -> Manifest:
    """Read the manifest of a backup; raises Refused where there is none of ours, Damaged where it was changed."""
    try:
        told = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Refused(f"{folder} is no backup: it has no {NAME}.") from error
    except ValueError as error:
        raise Damaged(f"{folder}: {NAME} cannot be read: {error}") from error
    if not isinstance(told, dict) or told.pop("product", None) != PRODUCT:
        raise Refused(f"{folder} is not a backup of this product.")
    if (version := told.pop("format", None)) != FORMAT:
        raise Refused(f"{folder} has the format {version!r}; this version reads {FORMAT}.")
    if told.pop("seal", None) != _seal({"product": PRODUCT, "format": FORMAT, **told}):
        raise Damaged(f"{folder}: {NAME} was changed after it was written.")
    return _manifest(folder, told)


def _manifest(folder: Path, told: dict[str, Any]) -> Manifest:
    try:
        files = {name: Stored(**stored) for name, stored in told.pop("files").items()}
        manifest = Manifest(files=files, database=Stored(**told.pop("database")), **told)
    except (TypeError, KeyError, AttributeError) as error:
        raise Refused(f"{folder}: {NAME} does not say what it must: {error}") from error
    for name in (manifest.dump, *manifest.files):
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name:
            raise Refused(f"{folder}: {NAME} names {name!r}, which lies outside the backup.")
    return manifest


def _seal(told: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
