"""Prove that a backup can be restored: every byte is the one that was written, and a throw-away database takes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from . import engines, files, manifest
from .contents import differences
from .refusals import Damaged, Refused


@dataclass
class Verdict:
    """What was found: ``damage`` done to the backup since, ``lacking`` what it never held."""

    folder: Path
    manifest: manifest.Manifest
    damage: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        return [*self.damage, *self.lacking]


def chosen(folder: Path) -> Path:
    """Return the backup itself, or the newest of those below a directory; raises Refused where there is none."""
    if (folder / manifest.NAME).exists():
        return folder
    below = [path.parent for path in folder.glob(f"*/{manifest.NAME}") if not path.parent.name.startswith(".")]
    if not below:
        raise Refused(f"{folder} holds no backup.")
    return max(below, key=lambda path: path.name)


def inspect(folder: Path) -> Verdict:
    """Read a backup and compare every byte with its manifest; raises Refused or Damaged where it cannot be read."""
    backup = chosen(folder)
    told = manifest.read(backup)
    verdict = Verdict(backup, told)
    verdict.lacking = [f"file {name}: {what}" for name, what in told.lacking.items()]
    present = dict(files.files_under(backup / "files"))
    verdict.damage = _compared(told.dump, backup / told.dump, told.database)
    for name, expected in told.files.items():
        verdict.damage += _compared(name, present.pop(name, None), expected)
    verdict.damage += [f"file {name}: not in the manifest" for name in present]
    return verdict


def verify(folder: Path) -> Verdict:
    """Inspect a backup, restore its database into a throw-away one, and compare the rows of every table."""
    verdict = inspect(folder)
    told = verdict.manifest
    engine = engines.of_backup(told.engine)
    if verdict.damage:
        return verdict
    try:
        found = engine.drill(verdict.folder / told.dump)
    except Damaged as error:
        verdict.damage.append(str(error))
        return verdict
    verdict.damage += differences(told.rows, found.rows)
    if found.migrations != told.migrations:
        verdict.damage.append("the restored database has other migrations than the manifest says")
    unlike = files.lacking(found.attachments, told.files)
    verdict.damage += [f"file {name}: {what}" for name, what in unlike.items() if name not in told.lacking]
    return verdict


def _compared(name: str, path: Path | None, expected: manifest.Stored) -> list[str]:
    if path is None or not path.is_file():
        return [f"file {name}: missing from the backup"]
    if files.stored(path) != expected:
        return [f"file {name}: its bytes are not those that were written"]
    return []
