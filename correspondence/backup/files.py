"""Files, copied so that they survive a power cut, and compared by their hashes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from correspondence.formats.uploaded import FOLDER as UPLOADS

from .manifest import Stored

PIECE = 1 << 20


def files_under(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield each regular file below a folder with its name relative to it, in order; what was only uploaded is none yet."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not path.is_symlink() and name.parts[0] != UPLOADS:
            yield name.as_posix(), path


def stored(path: Path) -> Stored:
    """Return size and SHA-256 of a file."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            size += len(piece)
    return Stored(size, digest.hexdigest())


def copy(source: Path, target: Path) -> Stored:
    """Copy a file under a temporary name, write it through to the disk, rename it; return what was read."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    digest, size = hashlib.sha256(), 0
    try:
        with source.open("rb") as read, part.open("wb") as written:
            while piece := read.read(PIECE):
                digest.update(piece)
                written.write(piece)
                size += len(piece)
            written.flush()
            os.fsync(written.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return Stored(size, digest.hexdigest())


def write_through(folder: Path, *, deep: bool = True) -> None:
    """Write a directory, and all that is below it unless it is not deep, through to the disk."""
    for path in (folder, *(folder.rglob("*") if deep else ())):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def copy_all(source: Path, target: Path) -> dict[str, Stored]:
    """Copy every file below a folder; return size and hash of each by its name."""
    return {name: copy(path, target / name) for name, path in files_under(source)}


def lacking(attachments: dict[str, str], found: dict[str, Stored]) -> dict[str, str]:
    """Say of each attachment whether its file is missing, or is not the one that was received."""
    told = {}
    for name, recorded in sorted(attachments.items()):
        if name not in found:
            told[name] = f"missing; recorded SHA-256 {recorded}"
        elif found[name].sha256 != recorded:
            told[name] = f"changed: its SHA-256 is {found[name].sha256}, recorded {recorded}"
    return told
