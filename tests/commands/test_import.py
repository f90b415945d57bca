"""`import_letters`: what it prints, what it stores, how it ends, and what a second run finds."""

from __future__ import annotations

import csv
import json
import subprocess
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from correspondence.models import Letter, Participation
from tests import factories as make
from tests.commands.installations import ROOT, Installation, new_installation

pytestmark = pytest.mark.django_db


def imported(*arguments: Any, **options: Any) -> tuple[int, str, str]:
    """Run the command; return its exit status, its last line and what it told of."""
    out, errors = StringIO(), StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_letters", *map(str, arguments), stdout=out, stderr=errors, **options)
    return int(ended.value.code or 0), out.getvalue().splitlines()[-1], errors.getvalue()


def letter(number: int, **fields: Any) -> dict[str, Any]:
    sender, addressee = {"name": "Latvia", "kind": "state"}, {"name": "Russia", "kind": "state"}
    return {
        "source_key": f"book#{number}",
        "subject": f"Letter {number}",
        "form": "letter",
        "dated": {"edtf": f"2016-09-{number % 28 + 1:02}"},
        "senders": [sender],
        "addressees": [addressee],
    } | fields


@pytest.fixture
def book(tmp_path: Path) -> Any:
    def written(*letters: dict[str, Any], name: str = "book.json") -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(letters), encoding="utf-8")
        return path

    return written


def test_letters_are_stored_once(book: Any) -> None:
    path = book(letter(1), letter(2))
    assert imported("--format", "json", path) == (0, "read=2 stored=2 present=0 rejected=0 warnings=0", "")
    assert imported("--format", "json", path) == (0, "read=2 stored=0 present=2 rejected=0 warnings=0", "")
    assert Participation.objects.count() == 4


def test_a_bad_letter_keeps_all_out_and_is_named_with_its_place(book: Any) -> None:
    path = book(letter(1), letter(2, dated={"edtf": "2016-02-30"}))
    status, last, told = imported("--format", "json", path)
    assert (status, last) == (1, "read=2 stored=0 present=0 rejected=2 warnings=0")
    assert str(path) in told
    assert "2016-02-30" in told
    assert not Letter.objects.exists()


def test_bad_letters_go_to_a_table_of_rejects_that_no_spreadsheet_runs(book: Any, tmp_path: Path) -> None:
    path, rejects = book(letter(1), letter(2, knowledge="=1+1")), tmp_path / "rejects.csv"
    status, last, _told = imported("--format", "json", "--skip-bad", rejects, path)
    assert (status, last) == (1, "read=2 stored=1 present=0 rejected=1 warnings=0")
    with rejects.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["source_key"], row["letter_kept"]) for row in rows] == [("book#2", "no")]
    assert not any(cell.startswith("=") for row in rows for cell in row.values())


def test_a_dry_run_says_the_same_and_stores_nothing(book: Any) -> None:
    path = book(letter(1), letter(2, form="sonnet"))
    tried = imported("--format", "json", "--dry-run", path)
    assert not Letter.objects.exists()
    assert imported("--format", "json", path) == tried


def test_a_folder_is_read_file_by_file(book: Any, tmp_path: Path) -> None:
    book(letter(1), name="a.json")
    book(letter(2), name="b.json")
    (tmp_path / "notes.txt").write_text("not a letter")
    assert imported("--format", "json", tmp_path)[1] == "read=2 stored=2 present=0 rejected=0 warnings=0"


def test_level_desk_and_author_are_given_with_the_call(book: Any) -> None:
    desk, officer = make.desk("east"), make.user("officer")
    path = book(letter(1))
    assert imported("--format", "json", "--level", "restricted", "--desk", "east", "--by", "officer", path)[0] == 0
    found = Letter.objects.get()
    assert (found.level.code, found.desk, found.recorded_by) == ("restricted", desk, officer)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--level", "cosmic"], "--level: there is none called cosmic"),
        (["--desk", "north"], "--desk: there is none called north"),
        (["--by", "nobody"], "--by: there is none called nobody"),
    ],
)
def test_what_there_is_not_stops_the_command(book: Any, arguments: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said) as stopped:
        call_command("import_letters", "--format", "json", *arguments, str(book(letter(1))))
    assert stopped.value.returncode == 2


def test_a_file_that_is_not_there_stops_the_command(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="there is no such file") as stopped:
        call_command("import_letters", "--format", "json", str(tmp_path / "absent.json"))
    assert stopped.value.returncode == 2


def test_an_import_that_is_killed_and_run_again_ends_in_the_same_state(book: Any, tmp_path: Path) -> None:
    path = book(*(letter(number) for number in range(1_000)))
    with new_installation(tmp_path) as fresh:
        assert fresh.run("migrate", "-v0").status == 0
        importing = fresh.command("import_letters", "--format", "json", path)
        with subprocess.Popen(
            importing, cwd=ROOT, env=fresh.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as killed:
            assert killed.stderr is not None
            assert killed.stderr.readline().startswith("read=500 ")
            killed.kill()
        again = fresh.run("import_letters", "--format", "json", path)
        assert again.out.splitlines()[-1] == "read=1000 stored=1000 present=0 rejected=0 warnings=0"
        assert fresh.run("check_pairs").last == {"letters": "1000", "wrong": "0"}


def test_the_founding_record_goes_into_an_empty_installation_and_comes_out_the_same(
    working: Installation, new: Any, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert working.run("export_letters", "--format", "json", "--with-files", "--out", first).status == 0
    other = new()
    assert other.run("migrate", "-v0").status == 0
    assert other.run("import_letters", "--format", "json", first).last["rejected"] == "0"
    assert other.run("export_letters", "--format", "json", "--with-files", "--out", second).status == 0
    assert json.loads(second.read_text()) == json.loads(first.read_text())
    assert other.run("check_offers").last["wrong"] == "0"
