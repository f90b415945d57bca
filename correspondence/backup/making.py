"""Make a backup: the database as it is at one moment, then the files, all under one name or not at all."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from . import engines, files, manifest
from .refusals import Refused


@dataclass(frozen=True)
class Made:
    """Where the backup lies and what it holds."""

    folder: Path
    manifest: manifest.Manifest


def make(parent: Path) -> Made:
    """Write a backup into a new directory below ``parent``.

    The database is copied first: files are only ever added, so every file that its rows name is there afterwards.
    Raises Refused when it cannot be written; what was written until then is removed.
    """
    kept = Path(settings.FILES_DIR).resolve()
    if parent.resolve().is_relative_to(kept):
        raise Refused(f"{parent} lies within FILES_DIR: backups would contain each other.")
    now = datetime.now(UTC)
    parent.mkdir(parents=True, exist_ok=True)
    making = parent / f".making-{now:%Y%m%dT%H%M%S}-{os.getpid()}"
    making.mkdir(mode=0o700)
    try:
        written = _fill(making, kept, now)
        folder = _free_name(parent, now)
        making.rename(folder)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    files.write_through(parent, deep=False)
    return Made(folder, written)


def _fill(making: Path, kept: Path, now: datetime) -> manifest.Manifest:
    engine = engines.configured()
    dump = making / engine.dump_name
    contents = engine.dump(dump)
    copied = files.copy_all(kept, making / "files")
    written = manifest.Manifest(
        made=now.isoformat(timespec="seconds"),
        engine=engine.name,
        dump=dump.name,
        database=files.stored(dump),
        migrations=contents.migrations,
        rows=contents.rows,
        files=copied,
        lacking=files.lacking(contents.attachments, copied),
    )
    (making / manifest.NAME).write_text(written.words(), encoding="utf-8")
    files.write_through(making)
    return written


def _free_name(parent: Path, now: datetime) -> Path:
    """Return a directory name that sorts by time and is not taken."""
    stamp = f"{now:%Y-%m-%dT%H-%M-%S}Z"
    numbered = (parent / (f"{stamp}-{number}" if number else stamp) for number in range(1000))
    return next(path for path in numbered if not path.exists())
