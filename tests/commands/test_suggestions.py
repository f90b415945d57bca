"""The commands for suggestions: what is written, for whose eyes, and how it is measured."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from tests import factories as make

GOLD = "document,author,addressee,answers,acts,note\nd1,LV,RU,,request,\nd2,RU,LV,d1,refusal,stated\nd3,LV,RU,,,\n"


@pytest.fixture
def volume(latvia, russia):
    """Two documents of a small edition of which the second answers the first."""
    asked = make.letter(
        "Note one", sender=latvia, to=russia, form="note_verbale", dated="3 March 2018", own_reference="41/1234",
        source_key="small01#d1",
    )  # fmt: skip
    make.text(asked, "The Ministry requests that the list of units be sent.")
    reply = make.letter(
        "Note two", sender=russia, to=latvia, form="note_verbale", dated="9 March 2018", source_key="small01#d2"
    )
    make.text(reply, "In reply to your note No. 41/1234 of 3 March the Ministry rejects the request.")
    return asked, reply


def suggested(**options) -> tuple[list[dict[str, str]], str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("suggest_answers", stdout=out, stderr=err, **options)
    return list(csv.DictReader(io.StringIO(out.getvalue()))), err.getvalue().strip()


def test_each_letter_stands_with_what_it_may_answer(volume):
    (row,), told = suggested(source="small01")

    assert list(row) == ["letter", "answers", "rank", "score", "reason", "author", "addressee"]
    assert (row["letter"], row["answers"], row["rank"]) == ("small01#d2", "small01#d1", "1")
    assert (row["author"], row["addressee"]) == ("Russia (RU)", "Latvia (LV)")
    assert "41/1234" in row["reason"]
    assert told == "letters=2 answering=1 suggestions=1"


def test_only_the_source_that_is_asked_for_is_gone_through(volume):
    assert suggested(source="other")[1] == "letters=0 answering=0 suggestions=0"


def test_nothing_that_not_everybody_may_read_is_written(volume, latvia, russia):
    make.letter(
        "Secret", sender=latvia, to=russia, dated="8 March 2018", source_key="small01#d9", level=make.level("secret")
    )

    rows, told = suggested(source="small01")

    assert {row["answers"] for row in rows} == {"small01#d1"}
    assert told.startswith("letters=2 ")


def test_a_footnote_counts_unless_it_is_left_out(volume, latvia, russia):
    first, _reply = volume
    last = make.letter("Note three", sender=russia, to=latvia, form="note_verbale", dated="1 June 2018", source_key="small01#d3",
                       summary="Notes of the edition:\n1, at “further reply to the note”: See Document 1.")  # fmt: skip
    make.text(last, "In further reply to the note about the units, the Ministry has counted them.")
    make.link(last, first, "refers_to", basis="edition", note="See Document 1.")

    with_notes, _told = suggested(source="small01#d3")
    without, _told = suggested(source="small01#d3", without_footnotes=True)

    assert with_notes[0]["answers"] == "small01#d1"
    assert "footnote" in with_notes[0]["reason"]
    assert not any("footnote" in row["reason"] for row in without)


def test_precision_and_recall_are_reported_below_what_is_kept(volume, tmp_path):
    gold, report = tmp_path / "small01.csv", tmp_path / "report.md"
    gold.write_text(GOLD)
    report.write_text("# Kept\n\n<!-- What follows is written by measure_suggestions. -->\n\nold numbers\n")
    err = io.StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("measure_suggestions", gold=[gold], out=report, stderr=err)

    written = report.read_text()
    assert written.startswith("# Kept\n")
    assert "old numbers" not in written
    assert "| small01 | 2 | 1 | with | 1.00 | 1.00 | 1.00 |" in written
    assert (ended.value.code, err.getvalue().strip()) == (1, "volumes=1 documents=2 absent=1")


def test_weights_are_fitted_in_plain_numbers(volume, tmp_path):
    gold, out = tmp_path / "small01.csv", io.StringIO()
    gold.write_text(GOLD)

    call_command("measure_suggestions", gold=[gold], fit=True, stdout=out)

    assert out.getvalue().splitlines()[-1].startswith("bias=")
    assert "number_theirs " in out.getvalue()


def test_gold_that_is_not_there_stops_the_command(db):
    with pytest.raises(CommandError, match="--gold"):
        call_command("measure_suggestions", gold=["nowhere.csv"])
