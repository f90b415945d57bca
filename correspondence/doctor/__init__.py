"""Is this installation well? Each finding is one line that says what was looked at and what was seen."""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import checks
from django.db import DEFAULT_DB_ALIAS, Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from correspondence.backup.files import files_under
from correspondence.models import (
    Attachment,
    Clearance,
    JournalEntry,
    Letter,
    Party,
    Proposal,
    Standing,
    filing,
    results,
)

from .finding import FAIL, OK, WARN, Finding
from .grants import grants

GROUPS = {"reader", "desk officer", "registrar", "administrator"}
TRIGGERS = {
    "sqlite": {"correspondence_link_no_circle_insert", "correspondence_link_no_circle_update"},
    "postgresql": {"correspondence_link_no_circle"},
}
TRIGGERS_OF = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}
NOW = {"sqlite": "SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')", "postgresql": "SELECT clock_timestamp()"}
LITTLE, TOO_LITTLE = 2 * 1024**3, 200 * 1024**2
SKEW, TOO_MUCH_SKEW = timedelta(seconds=2), timedelta(minutes=1)
SAMPLE = 50  # letters and offers: the two commands that check them all take longer
NAMED = 5  # of many alike, so many are named


def examine() -> Iterator[Finding]:
    """Look at everything, in an order in which nothing is asked that an earlier finding has shown to be impossible."""
    yield from _settings()
    yield _driver()
    yield from _files_directory()
    yield from _disk()
    reached = _database()
    yield reached
    if reached.grade == FAIL:
        return
    migrated = _migrations()
    yield migrated
    yield _clock()
    yield from grants()
    if migrated.grade == OK:
        for look in LOOKS:
            yield look()


def _settings() -> Iterator[Finding]:
    told = checks.run_checks(include_deployment_checks=True, databases=[DEFAULT_DB_ALIAS])
    found = [message for message in told if not message.is_silenced()]
    for message in found:
        grade = FAIL if message.is_serious() else WARN
        yield Finding(grade, "settings", f"{message.id}: {message.msg}")
    if not found:
        yield Finding(OK, "settings", "nothing to complain of")


def _driver() -> Finding:
    if importlib.util.find_spec("psycopg") is not None:
        return Finding(FAIL, "driver", "psycopg 3 is installed, and Django silently prefers it to psycopg2")
    return Finding(OK, "driver", "psycopg 3 is absent")


def _files_directory() -> Iterator[Finding]:
    place = _there(Path(settings.FILES_DIR))
    try:
        with tempfile.TemporaryFile(dir=place) as trial:
            trial.write(b"trial")
    except OSError as error:
        yield Finding(FAIL, "files", f"{place} cannot be written: {error.strerror}")
    else:
        yield Finding(OK, "files", f"{place} can be written")


def _disk() -> Iterator[Finding]:
    places = [Path(settings.FILES_DIR)]
    if connection.vendor == "sqlite":
        places.append(Path(connection.settings_dict["NAME"]).parent)
    for place in places:
        free = shutil.disk_usage(_there(place)).free
        grade = FAIL if free < TOO_LITTLE else WARN if free < LITTLE else OK
        yield Finding(grade, "disk", f"{free // 1024**2} MB free at {place}")


def _there(place: Path) -> Path:
    """Return the directory, or the closest above it that exists: the first file makes the rest."""
    return next(path for path in (place, *place.parents) if path.exists())


def _database() -> Finding:
    try:
        connection.ensure_connection()
        version = ".".join(str(part) for part in connection.get_database_version())
    except Error as error:
        return Finding(FAIL, "database", f"does not answer: {error}")
    return Finding(OK, "database", f"{connection.vendor} {version} answers")


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        return Finding(FAIL, "migrations", f"{len(pending)} to be applied, first {pending[0][0]}")
    return Finding(OK, "migrations", "all applied")


def _clock() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute(NOW[connection.vendor])
        told: Any = cursor.fetchone()[0]
    theirs = datetime.fromisoformat(told) if isinstance(told, str) else told
    skew = abs(datetime.now(UTC) - theirs)
    grade = FAIL if skew > TOO_MUCH_SKEW else WARN if skew > SKEW else OK
    return Finding(grade, "clock", f"{skew.total_seconds():.1f} s from the database's")


def _journal_in_time() -> Finding:
    ahead = JournalEntry.objects.filter(at__gt=timezone.now() + TOO_MUCH_SKEW).count()
    return _counted("journal", ahead, "entries are dated in the future", "no entry is dated in the future", grade=WARN)


def _triggers() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS_OF[connection.vendor])
        absent = sorted(TRIGGERS[connection.vendor] - {name for (name,) in cursor.fetchall()})
    if absent:
        return Finding(FAIL, "triggers", f"{absent[0]} is absent or disabled: circles of answers would be stored")
    return Finding(OK, "triggers", "present")


def _files_of_rows() -> Finding:
    """Every attachment has its file, of the recorded size; verify_backup compares the bytes."""
    place = Path(settings.FILES_DIR)
    rows = Attachment.objects.exclude(file="").values_list("file", "size").iterator()
    wrong = [name for name, size in rows if not _has_size(place / name, size)]
    return _listed("attachments", wrong, "without their file", "each has its file")


def _has_size(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def _rows_of_files() -> Finding:
    named = set(Attachment.objects.exclude(file="").values_list("file", flat=True))
    stray = [name for name, _path in files_under(Path(settings.FILES_DIR)) if name not in named]
    return _listed(
        "orphans", stray, "files that no attachment names", "every file belongs to an attachment", grade=WARN
    )


def _standings() -> Finding:
    sample = Proposal.objects.order_by("?")[:SAMPLE]
    wrong = [str(one.pk) for one in sample if results.difference(one, Standing.objects.filter(addressee__proposal=one))]
    return _listed("standings", wrong, "not what their acts amount to: run check_offers", "hold, in a sample")


def _pairs() -> Finding:
    sample = Letter.objects.order_by("?")[:SAMPLE]
    wrong = [str(one.pk) for one in sample if filing.difference(one)]
    return _listed("pairs", wrong, "not what their letters say: run check_pairs", "hold, in a sample")


def _groups() -> Finding:
    absent = sorted(GROUPS - set(Group.objects.values_list("name", flat=True)))
    return _listed("groups", absent, "absent", "all present", grade=WARN)


def _people() -> Finding:
    active = get_user_model().objects.filter(is_active=True)
    if not Clearance.objects.filter(user__in=active).exists():
        return Finding(WARN, "people", "nobody holds a clearance: see create_account")
    if not active.filter(groups__name="administrator").exists():
        return Finding(WARN, "people", "nobody is in the group administrator")
    return Finding(OK, "people", f"{active.count()} accounts, {Clearance.objects.count()} clearances")


def _home_party() -> Finding:
    if not settings.HOME_PARTY:
        return Finding(WARN, "home", "HOME_PARTY is not set: nobody is “we”")
    if not Party.objects.filter(slug=settings.HOME_PARTY).exists():
        return Finding(WARN, "home", f"HOME_PARTY is {settings.HOME_PARTY!r}, and no party has that slug")
    return Finding(OK, "home", settings.HOME_PARTY)


def _counted(subject: str, number: int, bad: str, good: str, *, grade: str = FAIL) -> Finding:
    return Finding(grade, subject, f"{number} {bad}") if number else Finding(OK, subject, good)


def _listed(subject: str, wrong: list[str], bad: str, good: str, *, grade: str = FAIL) -> Finding:
    named = f"{bad}: {', '.join(wrong[:NAMED])}{' ...' if len(wrong) > NAMED else ''}"
    return _counted(subject, len(wrong), named, good, grade=grade)


LOOKS: tuple[Callable[[], Finding], ...] = (
    _triggers,
    _journal_in_time,
    _files_of_rows,
    _rows_of_files,
    _standings,
    _pairs,
    _groups,
    _people,
    _home_party,
)
