"""The formats that can be read, by the name that the command and the upload call them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import afp, cmif, frus, json, mail, tables, tei
from .record import Problem, Reader, Record, Unreadable


@dataclass(frozen=True)
class Format:
    """A format: how it is read, and the endings of the files that a folder is searched for.

    With ``tray``, letters of parties whom nobody has filed yet wait as drafts: mail comes from anybody.
    """

    read: Reader
    endings: tuple[str, ...]
    tray: bool = False


FORMATS: dict[str, Format] = {
    "afp": Format(afp.read, (".md",)),
    "cmif": Format(cmif.read, (".xml",)),
    "csv": Format(tables.read, (".csv", ".tsv", ".xlsx")),
    "eml": Format(mail.read, (".eml", ".mbox"), tray=True),
    "frus": Format(frus.read, (".xml",)),
    "json": Format(json.read, (".json", ".jsonl")),
    "tei": Format(tei.read, (".xml",)),
}


def files_in(paths: Iterable[Path], endings: tuple[str, ...]) -> Iterator[Path]:
    """Yield the files themselves, and those of a folder and below it that end as the format does, in their names' order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.suffix.lower() in endings and one.is_file())
        else:
            yield path


def records(of: Format, path: Path, options: Mapping[str, Any]) -> Iterator[Record]:
    """Yield what a file holds; a file that cannot be opened is told like one that cannot be read."""
    try:
        yield from of.read(path, options)
    except OSError as error:
        raise Unreadable(Problem(f"The file cannot be read: {error.strerror or error}.")) from error
