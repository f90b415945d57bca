"""An upload read once to be looked at, or once more to be stored: each letter of it with what becomes of it and what is wrong.

The check is a dry run of the same import, so that its rows say what the import will do.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from correspondence.models import Desk, Letter, Level

from .loading import Became, Found, Loading, Report, Wanted
from .loading.report import shortened
from .reading import FORMATS, records
from .record import LetterRecord, Problem, Record, Unreadable
from .uploaded import Upload

MOST_LETTERS = 5_000
MOST_SECONDS = 15.0  # a page is answered within 30
MOST_PROBLEMS = 20  # of one letter


@dataclass
class Row:
    """A letter of the upload as a page shows it, ``number`` in the order of its files.

    ``problems`` are pairs: whether it is fatal, and the words.
    """

    file: str
    place: str
    number: int
    key: str
    subject: str
    date: str
    senders: str
    addressees: str
    what: str
    waits: bool = False
    letter: str = ""
    problems: list[tuple[bool, str]] = field(default_factory=list)


@dataclass
class Reviewed:
    """What an import did or would do: its counts, its letters, and the problems that belong to no letter."""

    rows: list[Row]
    problems: list[tuple[bool, str]]
    counts: dict[str, int]
    holds: bool
    unread: bool

    @property
    def can_be_stored(self) -> bool:
        return bool(self.counts["new"]) and not self.unread

    def written(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_written(cls, said: dict[str, Any]) -> Reviewed:
        return cls(**said | {"rows": [Row(**row) for row in said["rows"]]})


def check(upload: Upload, user: Any) -> Reviewed:
    """Say what taking an upload over would do, and store nothing."""
    return _run(upload, user, dry_run=True, skip_bad=True)


def take_over(upload: Upload, user: Any, *, skip_bad: bool) -> Reviewed:
    """Store what was uploaded: all of it, or what is good."""
    return _run(upload, user, dry_run=False, skip_bad=skip_bad)


def wanted(upload: Upload, user: Any, **how: bool) -> Wanted:
    of = FORMATS[upload.format]
    desk = Desk.objects.filter(code=upload.desk).first() if upload.desk else None
    level = Level.objects.get(code=upload.level)
    return Wanted(level=level, format=upload.format, desk=desk, by=user, reader=user, tray=of.tray, **how)


def _run(upload: Upload, user: Any, **how: bool) -> Reviewed:
    rows = Rows()
    loading = Loading(wanted(upload, user, **how), tell=rows.tell, each=rows.add)
    limit, of = Limit(), FORMATS[upload.format]
    files = (
        (path.name, limit.applied(rows.met(path.name, records(of, path, upload.options)))) for path in upload.paths()
    )
    report = loading.run(files)
    if not (how["dry_run"] or how["skip_bad"] or report.holds):
        rows.nothing_was_stored()
    return rows.reviewed(report, keep_letters=not how["dry_run"])


@dataclass
class Limit:
    """How much one upload may hold: a worker that reads for minutes answers nobody else."""

    began: float = field(default_factory=time.monotonic)
    letters: int = 0

    def applied(self, found: Iterator[Record]) -> Iterator[Record]:
        for record in found:
            self.letters += isinstance(record, LetterRecord)
            if self.letters > MOST_LETTERS:
                raise Unreadable(Problem(_("More than %s letters: use the command import_letters.") % MOST_LETTERS))
            if time.monotonic() - self.began > MOST_SECONDS:
                raise Unreadable(Problem(_("This takes too long for a page: use the command import_letters.")))
            yield record


class Rows:
    """Gathers what an import tells of: problems come before the letter that they belong to, some after it."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.waiting: dict[tuple[str, str], list[tuple[bool, str]]] = defaultdict(list)
        self.by_key: dict[tuple[str, str], Row] = {}
        self.numbers: dict[tuple[Any, ...], int] = {}

    def met(self, file: str, found: Iterator[Record]) -> Iterator[Record]:
        """Remember in which order letters stand in their file: what becomes of them is told in another one."""
        for record in found:
            if isinstance(record, LetterRecord):
                self.numbers.setdefault(_place(file, record), len(self.numbers))
            yield record

    def tell(self, found: Found) -> None:
        self.waiting[found.file, found.source_key].append((found.problem.fatal, _words(found)))

    def add(self, became: Became) -> None:
        record = became.record
        problems = self.waiting.pop((became.file, record.source_key or record.id), [])
        place = _("line %s") % record.line if record.line else record.element
        row = Row(
            file=became.file, place=place, number=self.numbers.get(_place(became.file, record), 0),
            key=shortened(record.source_key or record.id), subject=shortened(record.subject, 200), date=_date(record),
            senders=_parties(record, "sender"), addressees=_parties(record, "addressee"), what=became.what,
            waits=became.what == "new" and record.status == Letter.Status.DRAFT, letter=str(became.letter or ""),
            problems=[(fatal, words.removeprefix(f"{place}: ")) for fatal, words in problems[:MOST_PROBLEMS]],
        )  # fmt: skip
        self.rows.append(row)
        self.by_key[became.file, record.source_key or record.id] = row

    def nothing_was_stored(self) -> None:
        """One bad letter kept all of them out."""
        for row in self.rows:
            if row.what == "new":
                row.what, row.letter, row.waits = "kept out", "", False

    def reviewed(self, report: Report, *, keep_letters: bool) -> Reviewed:
        loose: list[tuple[bool, str]] = []
        for place, problems in self.waiting.items():
            (self.by_key[place].problems if place[1] and place in self.by_key else loose).extend(problems)
        for row in self.rows:
            row.letter = row.letter if keep_letters or row.what != "new" else ""
        self.rows.sort(key=lambda row: row.number)
        counts = {
            what: sum(row.what == what for row in self.rows) for what in ("new", "present", "differs", "rejected")
        }
        counts |= {"read": report.read, "warned": sum(bool(row.problems) for row in self.rows),
                   "waits": sum(row.waits for row in self.rows)}  # fmt: skip
        return Reviewed(self.rows, loose, counts, report.holds, bool(report.unread))


def _words(found: Found) -> str:
    """Say what is wrong with which field and value; file and line stand beside it, unless they are the problem's own."""
    problem = found.problem
    value = f" “{shortened(problem.value)}”" if problem.value else ""
    said = f"{problem.field}{value}: {problem.message}" if problem.field else problem.message
    place = _("line %s") % problem.line if problem.line else problem.element
    return ", ".join(filter(None, ("" if found.source_key else found.file, place))) + f": {said}" if place else said


def _place(file: str, record: LetterRecord) -> tuple[Any, ...]:
    return (file, record.line, record.element, record.source_key or record.id)


def _date(record: LetterRecord) -> str:
    preferred = {reading.which: reading for reading in record.dates if reading.standing == "preferred"}
    first = next((preferred[which] for which in Letter.DATES if which in preferred), None)
    return shortened(str(first.value)) if first else ""


def _parties(record: LetterRecord, role: str) -> str:
    named = [party.name or party.as_named or party.slug for party in record.parties if party.role == role]
    return shortened("; ".join(filter(None, named)), 160)
