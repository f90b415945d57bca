"""The export command: what it writes, for whom, and that nothing half-written is taken for whole."""

import io
import json

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from correspondence.formats import writing
from correspondence.formats.json import read
from correspondence.formats.record import LetterRecord
from correspondence.models import Attachment
from tests import factories as make


@pytest.fixture
def file(latvia, russia, osce):
    make.letter("Open note", sender=latvia, to=russia, dated="2016")
    make.letter("To the organisation", sender=latvia, to=osce, dated="2017")
    make.letter("Secret note", sender=latvia, to=russia, dated="2018", level=make.level("secret"))
    make.letter("Desk note", sender=latvia, to=russia, dated="2019", desk=make.desk("east"))


def export(**options) -> tuple[str, str, int]:
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("export_letters", stdout=out, stderr=err, **{"format": "json"} | options)
    return out.getvalue(), err.getvalue(), ended.value.code


def subjects(text: str) -> list[str]:
    return [page["subject"] for page in json.loads(text) if "record" not in page]


def test_without_an_account_what_everybody_may_read_is_written(file):
    assert subjects(export()[0]) == ["Open note", "To the organisation"]


def test_it_is_the_same_whether_visitors_may_read_or_not(file, settings):
    settings.PUBLIC_READING = not settings.PUBLIC_READING

    assert subjects(export()[0]) == ["Open note", "To the organisation"]


def test_a_draft_of_nobody_is_not_what_everybody_may_read(latvia):
    make.letter("Draft", sender=latvia, status="draft")

    assert subjects(export()[0]) == []


def test_with_an_account_all_that_it_may_read_is_written(file):
    make.user("chief", cleared="secret", desks=(make.desk("east"),))

    assert subjects(export(reader="chief")[0]) == ["Open note", "To the organisation", "Secret note", "Desk note"]


def test_an_account_that_is_unknown_or_closed_writes_nothing(file):
    make.user("gone", cleared="secret", is_active=False)
    for name in ("nobody", "gone"):
        with pytest.raises(CommandError) as refused:
            call_command("export_letters", format="json", reader=name)
        assert refused.value.returncode == 2


def test_between_two_parties_their_timeline_alone_is_written(file):
    assert subjects(export(between=["russia", "latvia"])[0]) == ["Open note"]
    with pytest.raises(CommandError, match="atlantis"):
        call_command("export_letters", format="json", between=["latvia", "atlantis"])


def test_the_last_line_counts_and_keeps_out_of_what_is_written(file, tmp_path):
    text, told, status = export()
    to_file = export(out=tmp_path / "letters.json")

    assert (told, status) == ("letters=2 acts=0 named=4 files_left_out=0\n", 0)
    assert to_file == (told, "", 0)
    assert (tmp_path / "letters.json").read_text() == text


@pytest.mark.parametrize("form", sorted(writing.FORMATS))
def test_every_format_can_be_written(file, form):
    assert "2016" in export(format=form, publisher="A ministry", site="https://tracker.example")[0]


def test_a_file_is_readable_by_its_owner_alone_and_can_be_read_again(file, tmp_path):
    path = tmp_path / "letters.json"
    export(out=path)

    assert path.stat().st_mode & 0o077 == 0
    assert [one.subject for one in read(path, {}) if isinstance(one, LetterRecord)] == [
        "Open note",
        "To the organisation",
    ]


def test_an_export_that_breaks_off_leaves_what_was_there(file, tmp_path, monkeypatch):
    path = tmp_path / "letters.json"
    path.write_text("of yesterday")

    def breaking(records, _publication):
        yield from map(str, list(records)[:1])
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(writing.FORMATS, "json", breaking)
    with pytest.raises(CommandError, match="No space left") as refused:
        call_command("export_letters", format="json", out=path)

    assert refused.value.returncode == 2
    assert path.read_text() == "of yesterday"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_no_file_is_never_replaced(file, tmp_path):
    with pytest.raises(CommandError, match="is no file"):
        call_command("export_letters", format="json", out=tmp_path)
    assert tmp_path.is_dir()


def test_files_that_were_asked_for_and_are_lost_end_with_1(latvia, russia, settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    note = make.letter("Note", sender=latvia, to=russia)
    Attachment(letter=note, file=ContentFile(b"%PDF", "a.pdf")).save()
    lost = Attachment(letter=note, file=ContentFile(b"lost", "b.pdf"))
    lost.save()
    lost.file.storage.delete(lost.file.name)

    assert export(with_files=True)[1:] == ("letters=1 acts=0 named=3 files_left_out=1\n", 1)
    assert export()[1:] == ("letters=1 acts=0 named=3 files_left_out=2\n", 0)
    with pytest.raises(CommandError, match="csv holds no files"):
        call_command("export_letters", format="csv", with_files=True)
