"""Words from a PDF or DOCX, taken out by a process of its own: what it had found when it was ended is kept."""

from __future__ import annotations

import json
import subprocess  # nosec B404
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from .document import MOST_PAGES, MOST_TEXT
from .kinds import LOCKED

PROGRAM = Path(__file__).with_name("taking_out.py")  # never imported: its libraries are large
PATIENCE = 10  # seconds on the clock, when other work leaves it little of the processor


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What the file says of itself, and its pages as far as they were read."""

    words: tuple[str, ...] = ()
    title: str = ""
    made: str = ""
    pages: int = 0
    problem: str = ""


def take_out(kind: str, path: Path) -> TakenOut:
    """Return the words of a file of this kind; never raises, whatever the file holds."""
    program = [sys.executable, "-I", str(PROGRAM), kind, str(path), str(MOST_PAGES), str(MOST_TEXT)]
    try:
        done = subprocess.run(  # noqa: S603  # nosec B603
            program, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False
        )
        printed, ended = done.stdout, done.returncode != 0
    except subprocess.TimeoutExpired as late:
        printed, ended = late.stdout or b"", True
    return _read(printed, "slow" if ended else "")


def _read(printed: bytes, problem: str) -> TakenOut:
    words: list[str] = []
    about: dict[str, Any] = {}
    for line in printed.splitlines(keepends=True):
        if not line.endswith(b"\n"):
            break  # the process was ended in the middle of it
        found = json.loads(line)
        if "words" in found:
            words.append(found["words"])
        about.update(found)
    return TakenOut(tuple(words), about.get("title", ""), about.get("made", ""), about.get("pages", 0),
                    about.get("problem", problem))  # fmt: skip


def told(problem: str, pages_read: int) -> str:
    """Return what a person is told of a problem; "" when there is none."""
    read = {"count": pages_read}
    return {
        "": "",
        "password": str(LOCKED),
        "broken": _("The file is broken: it was read as far as that was possible; look whether the text is whole."),
        "memory": _("Reading the file takes more memory than a letter needs; look whether the text is whole."),
        "pages": _("Only the first %(count)s pages were read.") % read,
        "text": _("The text is longer than a form can carry: only its beginning was read."),
        "slow": _("Reading the file took too long (pages read: %(count)s); look whether the text is whole.") % read,
    }[problem]
