"""The doctor sees what is ill, and says so."""

from __future__ import annotations

import io
import os
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from correspondence import doctor
from correspondence.models import Attachment, JournalEntry, Letter, Standing
from tests import factories as make


@pytest.fixture(autouse=True)
def files_of_its_own(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    settings.FILES_DIR.mkdir(mode=0o700)


def grades(subject: str) -> list[str]:
    return [finding.grade for finding in doctor.examine() if finding.subject == subject]


def words(subject: str) -> str:
    return " ".join(finding.words for finding in doctor.examine() if finding.subject == subject)


@contextmanager
def trigger_dropped():
    """Without the guard against circles of answers. The test's transaction brings it back."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER correspondence_link_no_circle_insert")
        else:
            cursor.execute("DROP TRIGGER correspondence_link_no_circle ON correspondence_link")
    yield


@contextmanager
def role_of_the_site(*statements: str):
    """The tests' own role in PostgreSQL is a superuser: step down to one that an installation should have.

    The statements are said before. The test's transaction takes the role away again.
    """
    if connection.vendor != "postgresql":
        yield
        return
    role = f"site_{os.getpid()}"  # roles belong to the server, which several runs of the suite share
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {role}")
        cursor.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}")
        for statement in statements:
            cursor.execute(statement.format(role=role))
        cursor.execute(f"SET ROLE {role}")
        yield
        cursor.execute("RESET ROLE")


def test_a_new_installation_with_an_administrator_fails_in_nothing(db, latvia):
    make.user("chief", group="administrator", cleared="public")
    with role_of_the_site():
        findings = list(doctor.examine())

    assert [finding for finding in findings if finding.grade == "fail"] == []
    assert {finding.subject for finding in findings if finding.grade == "ok"} >= {
        "driver", "files", "disk", "database", "migrations", "clock", "triggers", "journal", "attachments", "orphans",
        "standings", "pairs", "groups", "people", "home", "grants",
    }  # fmt: skip


def test_the_command_counts_and_its_exit_status_tells_a_failure(db):
    out = io.StringIO()
    with role_of_the_site(), pytest.raises(SystemExit) as ended:
        call_command("doctor", stdout=out)
    *lines, last = out.getvalue().splitlines()
    counted = {grade: sum(line.split()[0] == grade for line in lines) for grade in ("ok", "warn", "fail")}

    assert ended.value.code == 0
    assert last == "ok={ok} warn={warn} fail={fail}".format(**counted)

    with trigger_dropped(), pytest.raises(SystemExit) as ended:
        call_command("doctor", stdout=io.StringIO())
    assert ended.value.code == 1


def test_a_missing_guard_against_circles_is_a_failure(db):
    with trigger_dropped():
        assert grades("triggers") == ["fail"]


def test_a_file_without_its_row_and_a_row_without_its_file_are_named(db, settings, latvia, russia):
    letter = make.letter("With a file", sender=latvia, to=russia)
    Attachment(letter=letter, file="ab/absent", sha256="0" * 64, size=3).save()
    (settings.FILES_DIR / "stray").write_text("stray")

    assert grades("attachments") == ["fail"]
    assert "ab/absent" in words("attachments")
    assert grades("orphans") == ["warn"]
    assert "stray" in words("orphans")


def test_a_file_of_another_size_than_was_received_is_named(db, settings, latvia, russia):
    letter = make.letter("With a file", sender=latvia, to=russia)
    attachment = Attachment(letter=letter, file="ab/kept", sha256="0" * 64, size=3)
    attachment.save()
    (settings.FILES_DIR / "ab").mkdir()
    kept = settings.FILES_DIR / "ab" / "kept"
    kept.write_bytes(b"123")
    assert grades("attachments") == ["ok"]

    kept.write_bytes(b"1234")
    assert grades("attachments") == ["fail"]


def test_a_standing_that_its_acts_do_not_bear_out_is_a_failure(db, latvia, russia):
    offer = make.offer(by=latvia, to=russia, put_in=make.letter(sender=latvia, to=russia))
    assert grades("standings") == ["ok"]

    Standing.objects.filter(addressee__proposal=offer).update(state="rejected")
    assert grades("standings") == ["fail"]


def test_a_pair_that_its_letter_does_not_bear_out_is_a_failure(db, latvia, russia):
    letter = make.letter(sender=latvia, to=russia)
    assert grades("pairs") == ["ok"]

    Letter.objects.get(pk=letter.pk).pairs.all().delete()
    assert grades("pairs") == ["fail"]


def test_an_entry_of_the_journal_from_the_future_is_a_warning(db, latvia):
    JournalEntry.objects.update(at=timezone.now() + timedelta(hours=1))

    assert grades("journal") == ["warn"]


def test_nobody_with_a_clearance_and_nobody_who_administers_are_warnings(db):
    assert "clearance" in words("people")

    make.user("reading", group="reader", cleared="public")
    assert "administrator" in words("people")


def test_a_group_that_was_renamed_is_a_warning(db):
    Group.objects.filter(name="registrar").update(name="registry")

    assert grades("groups") == ["warn"]
    assert "registrar" in words("groups")


def test_a_home_party_that_is_not_there_is_a_warning(db, settings):
    settings.HOME_PARTY = "atlantis"

    assert grades("home") == ["warn"]


def test_a_place_for_files_that_is_a_file_is_a_failure(db, settings, tmp_path):
    (tmp_path / "occupied").write_text("")
    settings.FILES_DIR = tmp_path / "occupied"

    assert grades("files") == ["fail"]


def test_an_uploaded_file_is_no_orphan(db, settings, latvia, russia):
    letter = make.letter("With a file", sender=latvia, to=russia)
    attachment = Attachment(letter=letter, file=ContentFile(b"as received", name="note.pdf"))
    attachment.save()
    settings.FILES_DIR = Path(attachment.file.storage.location)

    assert attachment.file.name not in words("orphans")
    assert attachment.file.name not in words("attachments")


def test_a_database_that_anybody_can_change_fails_and_one_that_anybody_can_read_warns(db, settings, tmp_path):
    place = settings.FILES_DIR
    graded = {}
    for mode in (0o700, 0o750, 0o755, 0o777):
        place.chmod(mode)
        [graded[mode]] = [found.grade for found in doctor.examine() if f"{place}, has mode" in found.words]

    assert graded == {0o700: "ok", 0o750: "ok", 0o755: "warn", 0o777: "fail"}


def test_a_secret_key_that_anybody_can_read_is_a_warning(db, monkeypatch, tmp_path):
    secret = tmp_path / "secret_key"
    secret.write_text("secret")
    monkeypatch.setenv("SECRET_KEY_FILE", str(secret))
    secret.chmod(0o644)
    assert f"{secret}, has mode 644: anybody on this machine can read it" in words("grants")

    secret.chmod(0o600)
    assert f"{secret}, has mode 600" in words("grants")


on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows no roles")


@on_postgresql
def test_a_superuser_is_a_failure(db):
    assert "is a superuser" in words("grants")
    assert "fail" in grades("grants")


@on_postgresql
def test_a_role_that_may_use_the_tables_and_nothing_else_is_well(db):
    with role_of_the_site():
        assert "has no right over the server" in words("grants")
        assert "every table can be read and written" in words("grants")


@on_postgresql
def test_a_table_that_the_role_may_not_change_is_a_failure(db):
    with role_of_the_site("REVOKE UPDATE ON correspondence_letter FROM {role}"):
        assert "may not read and write correspondence_letter" in words("grants")
        assert "fail" in grades("grants")


@on_postgresql
def test_a_table_given_to_everybody_is_a_warning(db):
    with role_of_the_site("GRANT SELECT ON correspondence_letter TO PUBLIC"):
        assert "PUBLIC SELECT on correspondence_letter" in words("grants")
        assert "warn" in grades("grants")
