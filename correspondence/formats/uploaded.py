"""Files that were uploaded and wait to be taken over: in a private place for a day, nothing of them in a table.

Each upload has a directory of its own with its files and what was said of them; its name is known to its user only.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings

FOLDER = ".uploads"  # below FILES_DIR; backups and `doctor` leave it alone
KEPT = 24 * 60 * 60  # seconds
KEY = re.compile(r"[A-Za-z0-9_-]{32}")
ODD = re.compile(r"[^\w.,()+@#&=' -]|^\.")
LONGEST_NAME = 120


@dataclass(frozen=True)
class Kept:
    """A file of an upload: the name that its user gave it, and the digest of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True)
class Upload:
    """What somebody uploaded, and how it is to be read: codes of level and desk, options of the reader."""

    key: str
    user: str
    format: str
    level: str
    desk: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    files: tuple[Kept, ...] = ()

    @property
    def place(self) -> Path:
        return Path(settings.FILES_DIR) / FOLDER / self.key

    def paths(self) -> Iterator[Path]:
        """Yield the files, each in a directory of its own: two may have one name."""
        for number, file in enumerate(self.files):
            yield self.place / str(number) / file.name

    @property
    def is_whole(self) -> bool:
        """Whether every file is still what was uploaded."""
        return all(
            path.is_file() and _digest(path) == file.sha256 for path, file in zip(self.paths(), self.files, strict=True)
        )

    def keep(self, name: str, content: Any) -> None:
        """Write down something about the upload beside its files: `upload`, `check` or `done`."""
        path = self.place / f"{name}.json"
        part = path.with_suffix(".part")
        part.write_text(json.dumps(content, ensure_ascii=False, default=str), encoding="utf-8")
        part.replace(path)

    def kept(self, name: str) -> Any:
        """Return what was written down, None when nothing was."""
        try:
            return json.loads((self.place / f"{name}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def remove(self) -> None:
        shutil.rmtree(self.place, ignore_errors=True)

    def remove_files(self) -> None:
        """Remove what was uploaded and keep what was written down of it."""
        for number in range(len(self.files)):
            shutil.rmtree(self.place / str(number), ignore_errors=True)


def receive(files: Iterable[Any], **said: Any) -> Upload:
    """Keep uploaded files; what is older than a day goes."""
    remove_old()
    key = secrets.token_urlsafe(24)
    place = Path(settings.FILES_DIR) / FOLDER / key
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    place.mkdir(mode=0o700)
    kept = tuple(_received(place / str(number), file) for number, file in enumerate(files))
    upload = Upload(key=key, files=kept, **said)
    remember(upload)
    return upload


def remember(upload: Upload) -> None:
    """Write down what is said of an upload."""
    upload.keep("upload", asdict(upload))


def uploaded(key: str, user: Any) -> Upload | None:
    """Return an upload by its key; None when there is none, it is somebody else's or too old."""
    if not KEY.fullmatch(key):
        return None
    said = Upload(key, "", "", "").kept("upload")
    if said is None or said["user"] != str(user.pk):
        return None
    upload = Upload(**said | {"files": tuple(Kept(**file) for file in said["files"])})
    return None if _age(upload.place) > KEPT else upload


def remove_old() -> None:
    folder = Path(settings.FILES_DIR) / FOLDER
    for place in folder.iterdir() if folder.is_dir() else ():
        if _age(place) > KEPT:
            shutil.rmtree(place, ignore_errors=True)


def _age(place: Path) -> float:
    """Return how many seconds ago something was written down; of what is gone meanwhile, none."""
    try:
        return time.time() - place.stat().st_mtime
    except OSError:
        return 0


def _received(folder: Path, file: Any) -> Kept:
    folder.mkdir(mode=0o700)
    name = safe_name(file.name)
    digest = hashlib.sha256()
    with (folder / name).open("wb") as written:
        for chunk in file.chunks():
            digest.update(chunk)
            written.write(chunk)
    return Kept(name, digest.hexdigest())


def safe_name(name: str) -> str:
    """Return a file's name as it can be kept: letters in any script stay, for keys of letters may be made from it."""
    last = PurePosixPath(str(name).replace("\\", "/")).name
    clean = ODD.sub("_", last) or "file"
    while len(clean.encode()) > LONGEST_NAME:
        stem, dot, ending = clean.rpartition(".")
        clean = f"{stem[:-1]}{dot}{ending}" if stem and len(ending) < 12 else clean[:-1]
    return clean


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
