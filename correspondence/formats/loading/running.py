"""One import from its first file to its last: batches are read, checked, stored, linked and folded in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from correspondence.formats.record import LetterRecord, NoteRecord, Problem, Record, Unreadable
from correspondence.models import Desk, Letter, Level
from correspondence.models.rows import room_for_many

from .checking import checked
from .digests import digest_of
from .keeping import Files
from .linking import Known, Links, is_id, letters_named
from .matching import NOT_GIVEN, Vocabulary
from .naming import Names
from .ordering import settle_order
from .performing import Acts
from .report import Became, Found, Report
from .storing import Batch, store_notes
from .updating import update

BATCH = 500
Records = Iterable[Record]


@dataclass(frozen=True)
class Wanted:
    """How to import. ``skip_bad`` stores what is good; without it one bad letter keeps everything out.

    ``reader`` is who uploads: what he may not know of is not there, and he gives no level or desk beyond his own. None is the
    operator at the command. With ``tray``, a letter of parties whom nobody has filed yet waits as a draft.
    """

    level: Level
    format: str
    desk: Desk | None = None
    by: Any = None
    dry_run: bool = False
    skip_bad: bool = False
    update: bool = False
    reader: Any = None
    tray: bool = False


class Refused(Exception):  # noqa: N818  the import was refused: its transaction is taken back
    """Something was bad, or the run was only to try."""


class Loading:
    """An import under way. Each file is one transaction where bad letters are skipped, else all of them are."""

    def __init__(
        self,
        wanted: Wanted,
        *,
        tell: Callable[[Found], None] = lambda _found: None,
        progress: Callable[[Report], None] = lambda _report: None,
        each: Callable[[Became], None] = lambda _became: None,
    ) -> None:
        self.wanted, self.progress, self.each = wanted, progress, each
        self.report = Report(tell)
        self.began = timezone.now()
        self.words, self.files = self._vocabulary(), Files()

    def run(self, files: Iterable[tuple[str, Records]]) -> Report:
        """Import the records of some files, each given with the name by which problems call it."""
        groups = [[one] for one in files] if self.wanted.skip_bad and not self.wanted.dry_run else [files]
        for group in groups:
            before = self.report.stored
            try:
                with room_for_many(), self.files.kept_or_taken_back(), transaction.atomic():
                    self._store(group)
            except Refused:
                self.words = self._vocabulary()  # what it made is gone again
                if not (self.report.holds or self.wanted.skip_bad):
                    # Nothing is stored because something was bad: the counts say so, in a dry run too.
                    self.report.rejected += self.report.stored - before
                    self.report.stored = before
        return self.report

    def _vocabulary(self) -> Vocabulary:
        wanted = self.wanted
        return Vocabulary(level=wanted.level, desk=wanted.desk, by=wanted.by, reader=wanted.reader)

    def _store(self, group: Iterable[tuple[str, Records]]) -> None:
        words = self.words
        self.names, self.links, self.acts = Names(words), Links(words), Acts(words)
        for name, records in group:
            self.file = name
            for batch in self._batches(records):
                self._store_batch(batch)
                self.progress(self.report)
        self.names.settle()
        for key, problem in self.links.settle():
            self.report.note(self.file, key, problem)
        settle_order(self.began)
        self._after_acts(self.acts.settle())
        if self.wanted.dry_run or not (self.report.holds or self.wanted.skip_bad):
            raise Refused

    def _batches(self, records: Records) -> Iterator[list[Record]]:
        """Yield a file's records in batches; where it cannot be read further, that is told and what was read stands."""
        walk = iter(records)
        while True:
            batch: list[Record] = []
            try:
                for record in islice(walk, BATCH):
                    batch.append(record)  # noqa: PERF402  what was read before the file breaks off is kept
            except Unreadable as unreadable:
                self._unread(unreadable.problem)
                walk = iter(())
            if not batch:
                return
            yield batch

    def _unread(self, problem: Problem) -> None:
        self.report.broken = True
        self.report.unread += 1
        self.report.note(self.file, "", problem)

    def _store_batch(self, batch: list[Record]) -> None:
        letters: list[LetterRecord] = []
        notes: list[NoteRecord] = []
        for record in batch:
            if isinstance(record, LetterRecord):
                letters += self._good(record)
            elif isinstance(record, NoteRecord):
                self._told(record.source_key, *record.problems)
                notes += [] if any(problem.fatal for problem in record.problems) else [record]
            else:
                self._told(getattr(record, "slug", ""), *self.names.add(record))
        store_notes(notes, self.words)
        self._store_new(letters)

    def _good(self, record: LetterRecord) -> list[LetterRecord]:
        """Return the record as it can be stored; nothing when something fatal is wrong with it."""
        self.report.read += 1
        fitted, problems = checked(record)
        problems += (*self._beyond(record), *self._unknown_codes(fitted))
        self._told(record.source_key or record.id, *problems)
        if any(problem.fatal for problem in problems):
            self._rejected(record)
            return []
        return [fitted]

    def _beyond(self, record: LetterRecord) -> Iterator[Problem]:
        """Refuse what a reader cannot give: left out, it would stand where more people see it than its file says."""
        places = [(record.level, record.desk), *((text.level, "") for text in record.texts)]
        places += ((file.level, "") for file in record.files)
        for level, desk in dict.fromkeys((*places, *((put.level, put.desk) for put in record.puts))):
            if name := self.words.beyond(level, desk):
                yield Problem(str(NOT_GIVEN), name, level if name == "level" else desk, record.line, record.element)

    def _told(self, key: str, *problems: Problem) -> None:
        for problem in problems:
            self.report.note(self.file, key, problem)

    def _unknown_codes(self, record: LetterRecord) -> Iterator[Problem]:
        def warned(message: str, field: str) -> Problem:
            return Problem(message, field, getattr(record, field), record.line, record.element, fatal=False)

        if not self.words.knows_form(record.form):
            yield warned(_("No form has this code: logged as “other”."), "form")
        if self.wanted.reader is not None:
            return
        if record.level and record.level not in self.words.levels:
            yield warned(_("No level has this code: the import's own is used."), "level")
        if record.desk and record.desk not in self.words.desks:
            yield warned(_("No desk has this code: the import's own is used."), "desk")

    def _store_new(self, records: list[LetterRecord]) -> None:
        known = letters_named({record.source_key or record.id for record in records}, self.words)
        taken = letters_named({record.id for record in records if record.id and record.source_key}, self.words)
        batch = Batch(self.words)
        batch.expect(record for record in records if (record.source_key or record.id) not in known)
        fresh: dict[str, str] = {}
        for record in records:
            key, digest = record.source_key or record.id, digest_of(record, self._dialect(record))
            if found := known.get(key) or taken.get(record.id):
                self._present(found[0], record, digest)
            elif key in fresh:
                self._twice(record, same=fresh[key] == digest)
            elif record.id and not is_id(record.id):
                self._reject(record, Problem(_("Not an id of ours (a UUID)."), "id", record.id))
            else:
                fresh[key] = digest
                batch.add(self._to_store(record), digest)
        written = batch.write()
        if not self.wanted.dry_run:  # else each would be written and removed again
            for one in written:
                for file in one.record.files:
                    self.files.store(one.pk, file, self.words)
        self.report.stored += len(written)
        for one in written:
            self.each(Became(self.file, one.record, "new", one.pk))
        for one, problem in self.links.add(written):
            self._note(one.record, problem)
        self._after_acts(self.acts.add(written))

    def _dialect(self, record: LetterRecord) -> str:
        """Return what a record is written in: our own table, which has ids, says other things than a foreign one."""
        return "csv table" if self.wanted.format == "csv" and record.id else self.wanted.format

    def _to_store(self, record: LetterRecord) -> LetterRecord:
        """Return a new record with the status and the keys under which it is stored."""
        words, writers = self.words, {"sender", "addressee"}
        if self.wanted.tray:
            audience, roles = words.audience(words.level, words.desk), {party.role for party in record.parties}
            parties = [party for party in record.parties if party.role in writers]
            if not (writers <= roles and all(words.knows(party, audience) for party in parties)):
                record = replace(record, status=Letter.Status.DRAFT)
        if self.wanted.reader is not None:
            # Keys of rows are never chosen by an upload: whether one is taken would tell of hidden letters.
            record = replace(record, source_key=record.source_key or record.id, id="")
        return record

    def _present(self, letter: Known, record: LetterRecord, digest: str) -> None:
        what, alike = "present", letter.digest.startswith(f"{self._dialect(record)}:")
        akin = letter.digest.startswith(self.wanted.format)
        if letter.digest == digest or not (alike or (akin and self.wanted.update)):
            self.report.present += 1
        elif self.wanted.update:
            update(Letter.objects.get(pk=letter.pk), record, digest, self.words)
            self.report.stored += 1
            what = "updated"
        else:
            self.report.present += 1
            message = _("On record with other content: import with --update to take it over.")
            self._note(record, Problem(message, "content", fatal=False))
            what = "differs"
        self.each(Became(self.file, record, what, letter.pk))

    def _twice(self, record: LetterRecord, *, same: bool) -> None:
        if same:
            self.report.present += 1
            self._note(record, Problem(_("The file has this letter twice: it is stored once."), fatal=False))
            self.each(Became(self.file, record, "present"))
        else:
            self._reject(record, Problem(_("Two letters of this file have this key."), "source_key", record.source_key))

    def _after_acts(self, found: Iterable[tuple[Any, Problem]]) -> None:
        """Tell of acts that could not be written; each counts its letter as rejected, once."""
        for one, problem in found:
            self._note(one.record, problem)
            self.report.broken |= problem.fatal

    def _reject(self, record: LetterRecord, problem: Problem) -> None:
        self._note(record, problem)
        self._rejected(record)

    def _rejected(self, record: LetterRecord) -> None:
        self.report.rejected += 1
        self.each(Became(self.file, record, "rejected"))

    def _note(self, record: LetterRecord, problem: Problem) -> None:
        place = Problem(problem.message, problem.field, problem.value, problem.line or record.line,
                        problem.element or record.element, problem.fatal)  # fmt: skip
        self.report.note(self.file, record.source_key or record.id, place)
