"""What the import command asks for, and where it writes what it found."""

import csv
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError, OutputWrapper

from correspondence.formats.csv import neutral
from correspondence.formats.loading import Found, Report, Wanted
from correspondence.formats.reading import FORMATS
from correspondence.models import Desk, Level

REJECTS = ("file", "line", "element", "source_key", "field", "value", "message", "letter_kept")
OF_A_TABLE = ("encoding", "delimiter", "edition", "header")


def declare(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="files, or folders of them")
    parser.add_argument("--format", required=True, choices=sorted(FORMATS))
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, store nothing")
    parser.add_argument("--skip-bad", type=Path, metavar="REJECTS.csv", help="store what is good, write the rest here")
    parser.add_argument("--update", action="store_true", help="take over what a source now gives otherwise")
    parser.add_argument("--level", default="", help="code of the level that the letters get (the lowest)")
    parser.add_argument("--desk", default="", help="code of the desk that the letters get (none)")
    parser.add_argument("--by", default="", metavar="USERNAME", help="in whose name the journal tells of it (nobody's)")
    parser.add_argument(
        "--map", action="append", type=_heading, default=[], metavar="COLUMN=HEADING", help="of a table of letters"
    )
    for name in OF_A_TABLE:
        parser.add_argument(f"--{name}", default="", help="of a table of letters")


def wanted(options: dict[str, Any]) -> Wanted:
    """Return what the command line asks for. Raises CommandError for what there is not."""
    for path in options["files"]:
        if not path.exists():
            raise CommandError(f"{path}: there is no such file", returncode=2)
    in_a_name = bool(
        options["by"] or options["desk"]
    )  # else there is no tray to wait in: a draft has an author or a desk
    return Wanted(
        tray=in_a_name and FORMATS[options["format"]].tray,
        level=_row(Level, "level", code=options["level"]) if options["level"] else Level.lowest(),
        format=options["format"],
        desk=_row(Desk, "desk", code=options["desk"]) if options["desk"] else None,
        by=_row(get_user_model(), "by", username=options["by"]) if options["by"] else None,
        dry_run=options["dry_run"],
        skip_bad=bool(options["skip_bad"]),
        update=options["update"],
    )


def reader_options(options: dict[str, Any]) -> dict[str, Any]:
    return {name: options[name] for name in OF_A_TABLE if options[name]} | {"map": dict(options["map"])}


@contextmanager
def telling(rejects: Path | None, errors: OutputWrapper) -> Iterator[Callable[[Found], None]]:
    """Give what tells of a problem as it is found: a line, and a row of the table of rejects where one is asked for."""
    if rejects is None:
        yield lambda found: errors.write(str(found))
        return
    try:
        with rejects.open("w", encoding="utf-8", newline="", errors="backslashreplace") as file:
            table = csv.writer(file)
            table.writerow(REJECTS)
            yield lambda found: _both(found, errors, table)
    except OSError as error:
        raise CommandError(f"{rejects}: {error.strerror}", returncode=2) from error


def progress(report: Report) -> None:
    """Say how far it is: on one line of a terminal, batch by batch in a log."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{report}")
    else:
        sys.stderr.write(f"{report} …\n")
        sys.stderr.flush()


def _both(found: Found, errors: OutputWrapper, table: Any) -> None:
    errors.write(str(found))
    problem, place = found.problem, (found.file, found.problem.line or "", found.problem.element, found.source_key)
    row = (*place, problem.field, problem.value, problem.message, "no" if problem.fatal else "yes")
    table.writerow([neutral(str(cell)) for cell in row])


def _heading(text: str) -> tuple[str, str]:
    column, equals, theirs = text.partition("=")
    if not (column and equals):
        raise ArgumentTypeError("write our column, =, and their heading or its number: --map date=Sent")
    return column, theirs


def _row(model: Any, name: str, **named: str) -> Any:
    if (row := model.objects.filter(**named).first()) is None:
        raise CommandError(f"--{name}: there is none called {next(iter(named.values()))}", returncode=2)
    return row
