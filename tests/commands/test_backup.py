"""The drill: what was saved comes back whole, or the backup says that it cannot."""

from __future__ import annotations

import hashlib
import re
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest

from correspondence.backup import Damaged, manifest, verify
from correspondence.backup.manifest import Stored

ADD_A_TOPIC = "from correspondence.models import Topic; Topic(name='After the backup').save()"
KEEP_ADDING_TOPICS = """
import itertools
from correspondence.models import Topic
for number in itertools.count():
    Topic(name=f"Topic {number}").save()
    print(number, flush=True)
"""


def attached(folder: Path) -> Path:
    """The one file of the demonstration's attachment, in a backup or in FILES_DIR."""
    [path] = [path for path in folder.rglob("*") if re.fullmatch(r"[0-9a-f]{64}", path.name)]
    return path


def dump_of(backup: Path) -> Path:
    return backup / manifest.read(backup).dump


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def reseal(backup: Path, **changed: object) -> None:
    """Write the manifest anew, as somebody would who knows how it is sealed."""
    told = replace(manifest.read(backup), **changed)
    (backup / manifest.NAME).write_text(told.words(), encoding="utf-8")


def test_a_backup_restored_into_an_empty_database_has_the_same_rows_states_and_files(loaded, first_backup, new):
    restored = new()
    done = restored.run("restore", first_backup)

    assert done.status == 0, done.err
    assert done.last["wrong"] == "0"
    assert "offers=7 wrong=0" in done.out
    assert "letters=11 wrong=0" in done.out
    assert restored.state() == loaded.state()


def test_a_backup_is_proved_on_a_throw_away_database_whatever_happened_since(working, first_backup):
    working.python(ADD_A_TOPIC)
    before = working.state()
    done = working.run("verify_backup", first_backup)

    assert done.status == 0, done.err
    assert (done.last["damaged"], done.last["lacking"]) == ("0", "0")
    assert working.state() == before


def test_a_database_that_holds_records_is_only_replaced_on_demand(loaded, working, first_backup):
    working.python(ADD_A_TOPIC)
    changed = working.state()

    refused = working.run("restore", first_backup)
    assert refused.status == 2
    assert "--replace" in refused.err
    assert working.state() == changed

    assert working.run("restore", first_backup, "--replace").status == 0
    assert working.state() == loaded.state()


def test_of_several_backups_below_a_directory_the_newest_is_restored(working, backup, new):
    working.python(ADD_A_TOPIC)
    done = working.run("backup", backup.parent)
    restored = new()

    assert restored.run("restore", backup.parent).last["restored"] == done.last["backup"]
    assert restored.state() == working.state()


DAMAGE = {
    "a truncated dump": lambda backup: dump_of(backup).write_bytes(dump_of(backup).read_bytes()[:-200]),
    "a flipped bit in the dump": lambda backup: flip(dump_of(backup)),
    "no dump": lambda backup: dump_of(backup).unlink(),
    "a flipped bit in a file": lambda backup: flip(attached(backup)),
    "a file gone": lambda backup: attached(backup).unlink(),
    "a file more": lambda backup: (backup / "files" / "stray").write_text("stray"),
    "a changed manifest": lambda backup: (backup / manifest.NAME).write_text(
        (backup / manifest.NAME).read_text().replace('"correspondence_letter": 11', '"correspondence_letter": 12')
    ),
    "half a manifest": lambda backup: (backup / manifest.NAME).write_text((backup / manifest.NAME).read_text()[:300]),
}
FOREIGN = {
    "no manifest": lambda backup: (backup / manifest.NAME).unlink(),
    "another product's manifest": lambda backup: (backup / manifest.NAME).write_text('{"product": "other"}'),
    "another engine": lambda backup: reseal(backup, engine="oracle"),
    "a newer version": lambda backup: reseal(backup, migrations=["correspondence.9999_later"]),
    "a file outside": lambda backup: reseal(backup, files={"../outside": Stored(1, "0" * 64)}),
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_backup_is_refused_and_nothing_is_touched(backup, new, how):
    DAMAGE[how](backup)
    target = new()
    done = target.run("restore", backup)

    assert done.status == 1, done.out + done.err
    assert not target.has_tables()
    assert not target.files.exists()


@pytest.mark.parametrize("how", [how for how in DAMAGE if "manifest" not in how])
def test_a_damaged_backup_does_not_pass_for_sound(backup, how):
    DAMAGE[how](backup)

    assert len(verify(backup).damage) == 1


@pytest.mark.parametrize("how", [how for how in DAMAGE if "manifest" in how])
def test_a_manifest_that_was_changed_is_not_read(backup, how):
    DAMAGE[how](backup)

    with pytest.raises(Damaged):
        verify(backup)


@pytest.mark.parametrize("how", FOREIGN)
def test_what_is_no_backup_of_this_product_engine_and_version_is_refused(backup, new, how):
    FOREIGN[how](backup)
    target = new()
    done = target.run("restore", backup)

    assert done.status == 2, done.err
    assert not target.has_tables()
    assert not target.files.exists()


def test_a_dump_that_cannot_be_read_to_its_end_leaves_the_database_as_it_was(working, backup):
    """Even where its hash is right: it was bad from the start."""
    path = dump_of(backup)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    content = manifest.read(backup)
    reseal(backup, database=Stored(path.stat().st_size, _sha256(path)))
    assert manifest.read(backup).rows == content.rows
    before = working.state()
    done = working.run("restore", backup, "--replace")

    assert done.status == 1, done.out + done.err
    assert working.state() == before
    assert working.run("verify_backup", backup).status == 1


def test_every_backup_taken_while_another_connection_writes_is_complete(working, tmp_path):
    """A topic and its journal entry are saved in one transaction: no backup has one without the other."""
    extra = set()
    with subprocess.Popen(
        working.command("shell", "-v", "0", "-c", KEEP_ADDING_TOPICS),
        cwd=Path(__file__).parents[2], env=working.environment(), stdout=subprocess.PIPE, text=True,
    ) as writer:  # fmt: skip
        try:
            writer.stdout.readline()
            taken = []
            for _ in range(4):
                done = working.run("backup", tmp_path / "backups")
                assert done.status == 0, done.err
                taken.append(Path(done.last["backup"]))
                time.sleep(0.05)
        finally:
            writer.kill()
    for folder in taken:
        rows = manifest.read(folder).rows
        extra.add(rows["correspondence_journalentry"] - rows["correspondence_topic"])
    topics = [manifest.read(folder).rows["correspondence_topic"] for folder in taken]

    assert len(extra) == 1
    assert topics == sorted(set(topics))
    assert [working.run("verify_backup", folder).status for folder in taken] == [0] * 4


def test_a_missing_or_changed_attachment_is_named_and_the_rest_is_kept(working, new, tmp_path):
    path = attached(working.files)
    name = path.relative_to(working.files).as_posix()
    path.write_bytes(b"not as received")
    changed = working.run("backup", tmp_path / "one")
    path.unlink()
    missing = working.run("backup", tmp_path / "two")
    restored = new()
    done = restored.run("restore", tmp_path / "two")

    assert (changed.status, changed.last["lacking"]) == (1, "1")
    assert f"file {name}: changed" in changed.err
    assert (missing.status, missing.last["lacking"]) == (1, "1")
    assert f"file {name}: missing; recorded SHA-256 {path.name}" in missing.err
    assert restored.run("verify_backup", tmp_path / "two").status == 1
    assert (done.status, done.last["wrong"], done.last["lacking"]) == (1, "0", "1")
    assert restored.state()["rows"] == working.state()["rows"]


def test_an_older_backup_is_migrated_when_it_is_restored(working, new, tmp_path):
    assert working.run("migrate", "sessions", "zero").status == 0
    assert working.run("backup", tmp_path / "backups").status == 0
    restored = new()

    assert restored.run("restore", tmp_path / "backups").status == 0
    assert restored.run("migrate", "--check").status == 0


def test_a_backup_that_cannot_be_made_leaves_nothing_behind(new, tmp_path):
    nowhere = new()
    url = re.sub(r"[^/]+$", "absent_database", nowhere.url)
    done = replace(nowhere, url=url).run("backup", tmp_path / "backups")

    assert done.status == 2
    assert list((tmp_path / "backups").iterdir()) == []


def test_backups_do_not_lie_among_the_files_that_they_copy(working):
    done = working.run("backup", working.files / "backups")

    assert done.status == 2
    assert "FILES_DIR" in done.err
    assert not (working.files / "backups").exists()


def test_only_the_account_that_made_a_backup_can_open_it(loaded, first_backup):
    assert first_backup.stat().st_mode & 0o077 == 0


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
