"""What the export command asks for, whose eyes it sees with, and where it writes."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError, OutputWrapper
from django.db.models import QuerySet

from correspondence.formats.tei.publication import CC_BY, CC_ZERO
from correspondence.formats.writing import FORMATS, WITH_FILES, Publication, letters_between
from correspondence.models import Letter, Reader
from correspondence.timeline import read_parties

LICENCES = {"cc-by": CC_BY, "cc0": CC_ZERO}


def declare(parser: ArgumentParser) -> None:
    parser.add_argument("--format", required=True, choices=sorted(FORMATS))
    parser.add_argument("--between", nargs=2, metavar=("A", "B"), help="slugs of two parties: their timeline alone")
    parser.add_argument("--as", dest="reader", default="", metavar="USERNAME", help="all that this account may read")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="written under another name, and named so when it is whole"
    )
    parser.add_argument("--with-files", action="store_true", help="with the bytes of attachments (json)")
    of_xml = parser.add_argument_group("what the head of CMIF and TEI says")
    of_xml.add_argument("--title", default="Letters")
    of_xml.add_argument("--publisher", default="Not named")
    of_xml.add_argument("--editor", default="")
    of_xml.add_argument("--email", default="", help="of the editor")
    of_xml.add_argument("--site", default="", metavar="URL", help="address of this installation, for permanent links")
    of_xml.add_argument("--url", default="", help="address that the file will have")
    of_xml.add_argument("--licence", choices=sorted(LICENCES), default="cc-by")


def reader(options: dict[str, Any]) -> Reader:
    """Return with whose eyes the export sees. Raises CommandError for an account that cannot log in."""
    accounts = get_user_model()
    if not options["reader"]:
        # An account without clearance, which nobody has: it reads the lowest level, no desk, and no draft.
        return accounts(pk=0)
    found = accounts.objects.filter(username=options["reader"], is_active=True).first()
    if found is None:
        raise CommandError(f"--as: no active account is called {options['reader']}", returncode=2)
    return found


def letters(options: dict[str, Any], eyes: Reader) -> QuerySet[Letter]:
    """Return the letters that are asked for. Raises CommandError for parties that there are not, for these eyes."""
    if options["with_files"] and options["format"] not in WITH_FILES:
        raise CommandError(f"--with-files: {options['format']} holds no files", returncode=2)
    if not options["between"]:
        return Letter.objects.visible_to(eyes)
    a, b = options["between"]
    parties = read_parties(a, b, eyes)
    if parties is None:
        raise CommandError(f"--between: not both are parties: {a}, {b}", returncode=2)
    return letters_between(*parties, eyes)


def publication(options: dict[str, Any]) -> Publication:
    site = options["site"].rstrip("/")
    words = {name: options[name] for name in ("title", "publisher", "editor", "email", "url")}
    return Publication(**words, site=f"{site}/" if site else "", licence=LICENCES[options["licence"]])


def save(pieces: Iterable[str], out: Path | None, stdout: OutputWrapper) -> None:
    """Write to a file, which has its name only when it is whole, or else to standard output."""
    if out is None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8")
        for piece in pieces:
            stdout.write(piece, ending="")
        return
    with _whole(out.resolve()) as file:
        file.writelines(pieces)


@contextmanager
def _whole(path: Path) -> Iterator[Any]:
    """Give a new file beside the one that is asked for, readable by its owner alone; take its name when all is on the disk."""
    if path.exists() and not path.is_file():
        raise CommandError(f"--out: {path} is no file", returncode=2)
    with NamedTemporaryFile(
        "w", encoding="utf-8", newline="", dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".part", delete=False
    ) as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
