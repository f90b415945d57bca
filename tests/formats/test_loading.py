"""Records become rows: all or nothing, known again by their keys, linked, placed, folded, and as hidden as they must be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction

from correspondence.dates import UncertainDate
from correspondence.formats.loading import Found, Loading, Report, Wanted
from correspondence.formats.loading.keeping import Files
from correspondence.formats.loading.matching import Vocabulary
from correspondence.formats.named import FrameworkRecord, PartyRecord, TopicRecord
from correspondence.formats.record import (
    Answered,
    Enclosed,
    Held,
    LetterRecord,
    NamedLink,
    NamedParty,
    NoteRecord,
    Problem,
    Put,
    Quoted,
    Reading,
    Unreadable,
    Words,
)
from correspondence.models import (
    Attachment,
    AwaitedLink,
    ContextEvent,
    JournalEntry,
    Letter,
    Link,
    Party,
    Position,
    Proposal,
    Standing,
)
from tests import factories as make

pytestmark = pytest.mark.django_db

LATVIA, RUSSIA = NamedParty("Latvia", kind="state"), NamedParty("Russia", "addressee", kind="state")


def record(key: str = "book#1", day: str = "2016-09-22", **fields: Any) -> LetterRecord:
    fields.setdefault("subject", f"Letter {key}")
    fields.setdefault("parties", (LATVIA, RUSSIA))
    dates = (Reading(UncertainDate.from_edtf(day)),) if day else ()
    return LetterRecord(key, form=fields.pop("form", "letter"), dates=fields.pop("dates", dates), **fields)


def load(*records: Any, found: list[Found] | None = None, **wanted: Any) -> Report:
    wanted.setdefault("level", make.level())
    wanted.setdefault("format", "json")
    tell = found.append if found is not None else lambda _found: None
    return Loading(Wanted(**wanted), tell=tell).run([("book.json", records)])


def messages(found: Iterable[Found]) -> str:
    return "\n".join(map(str, found))


def stored(key: str = "book#1") -> Letter:
    return Letter.objects.get(source_key=key)


def proved(command: str) -> None:
    """Prove that what is stored is what follows from the record."""
    with pytest.raises(SystemExit) as ended:
        call_command(command)
    assert ended.value.code == 0


def test_a_record_becomes_a_letter_with_parties_date_and_text() -> None:
    report = load(record(texts=(Words("We invite you.", "en"),), place="Riga", own_reference="1/44"))
    letter = stored()
    assert str(report) == "read=1 stored=1 present=0 rejected=0 warnings=0"
    assert (letter.dated.edtf, letter.place, letter.own_reference) == ("2016-09-22", "Riga", "1/44")
    assert [(part.role, str(part.party)) for part in letter.participations.order_by("position")] == [
        ("sender", "Latvia"),
        ("addressee", "Russia"),
    ]
    assert letter.texts.get().body == "We invite you."
    assert letter.readings.get().standing == "preferred"


def test_what_an_import_derives_is_what_saving_would_have_derived() -> None:
    load(
        record("book#1", "2016-09-22"),
        record("book#2", "2016-09-22", links=(NamedLink("book#1", "answers"),), parties=(RUSSIA_WRITES, TO_LATVIA)),
        record("book#3", "", links=(NamedLink("book#2", "answers"),)),
        record("book#4", "[..2016-09-30]"),
        record("book#5", "2016-09-25", links=(NamedLink("book#4", "answers"),)),
    )
    proved("check_pairs")
    assert [letter.source_key for letter in Letter.objects.in_order()] == [
        "book#1",
        "book#2",
        "book#3",
        "book#4",
        "book#5",
    ]


RUSSIA_WRITES, TO_LATVIA = NamedParty("Russia", kind="state"), NamedParty("Latvia", "addressee", kind="state")


def test_our_own_table_is_not_told_as_another_reading_of_what_came_from_a_foreign_one() -> None:
    load(record("book#1", place="Riga"), format="csv")
    ours = record("book#1", id=str(stored().pk), place="Riga", summary="As our table has it.")
    assert str(load(ours, format="csv")) == "read=1 stored=0 present=1 rejected=0 warnings=0"
    load(ours, format="csv", update=True)
    assert stored().summary == "As our table has it."
    assert load(replace(ours, summary="Otherwise."), format="csv").warnings == 1


def test_a_second_import_stores_nothing() -> None:
    letters = [record(f"book#{n}", texts=(Words(f"Words {n}"),)) for n in range(3)]
    load(*letters)
    before = JournalEntry.objects.count()
    assert str(load(*letters)) == "read=3 stored=0 present=3 rejected=0 warnings=0"
    assert (Letter.objects.count(), JournalEntry.objects.count()) == (3, before)


def test_one_bad_letter_keeps_all_out_and_every_problem_is_told() -> None:
    found: list[Found] = []
    bad = record("book#2", subject="", knowledge="guessed", line=7)
    report = load(record("book#1"), bad, record("book#3"), found=found)
    assert str(report) == "read=3 stored=0 present=0 rejected=3 warnings=0"
    assert not Letter.objects.exists()
    assert "book.json, line 7: subject: A letter needs a subject." in messages(found)
    assert "book.json, line 7: knowledge “guessed”: Not one of: held, inferred, reported, seen." in messages(found)


def test_bad_letters_can_be_left_out() -> None:
    report = load(record("book#1"), record("book#2", subject=""), record("book#3"), skip_bad=True)
    assert str(report) == "read=3 stored=2 present=0 rejected=1 warnings=0"
    assert not report.holds
    assert Letter.objects.count() == 2


def test_a_dry_run_reports_the_same_and_stores_nothing() -> None:
    letters = [record("book#1"), record("book#2", links=(NamedLink("book#1", "answers"),), form="sonnet")]
    tried: list[Found] = []
    done: list[Found] = []
    dry = load(*letters, found=tried, dry_run=True)
    assert not Letter.objects.exists()
    assert not Party.objects.exists()
    assert str(load(*letters, found=done)) == str(dry)
    assert messages(tried) == messages(done)


def test_a_file_that_breaks_off_is_refused_with_its_line() -> None:
    def breaking() -> Iterable[LetterRecord]:
        yield record()
        raise Unreadable(Problem("The file is not well-formed XML.", line=19))

    found: list[Found] = []
    loading = Loading(Wanted(make.level(), "tei"), tell=found.append)
    report = loading.run([("vipa.xml", breaking())])
    assert not report.holds
    assert not Letter.objects.exists()
    assert messages(found) == "vipa.xml, line 19: The file is not well-formed XML."


def test_the_same_key_with_other_content_is_told_and_stored_only_on_request() -> None:
    load(record(texts=(Words("Old words", "en"),)))
    changed = record(day="2016-09-23", subject="Another subject", texts=(Words("New words", "en"),))
    found: list[Found] = []
    assert str(load(changed, found=found)) == "read=1 stored=0 present=1 rejected=0 warnings=1"
    assert "On record with other content" in messages(found)
    assert stored().subject == "Letter book#1"
    assert load(changed, update=True).stored == 1
    letter = stored()
    assert (letter.subject, letter.dated.edtf, letter.texts.get().body) == (
        "Another subject",
        "2016-09-23",
        "New words",
    )
    assert load(changed, update=True).present == 1
    assert letter.journal.filter(verb="updated from its source").exists()
    proved("check_pairs")


def test_another_format_of_the_same_letter_is_no_difference() -> None:
    load(record(), format="cmif")
    assert str(load(record(subject="As our own file has it"))) == "read=1 stored=0 present=1 rejected=0 warnings=0"


def test_two_letters_with_one_key_are_refused_the_same_letter_twice_is_not() -> None:
    assert load(record(), record()).stored == 1
    found: list[Found] = []
    assert load(record("book#2"), record("book#2", subject="Other"), found=found).stored == 0
    assert "Two letters of this file have this key." in messages(found)


def test_a_link_to_a_letter_further_on_is_made_when_that_is_stored() -> None:
    load(record("book#1", links=(NamedLink("book#2", "refers_to", note="See below."),)), record("book#2"))
    link = Link.objects.get()
    assert (link.later.source_key, link.earlier.source_key, link.note) == ("book#1", "book#2", "See below.")
    assert not AwaitedLink.objects.exists()


def test_a_link_to_another_volume_waits_for_it() -> None:
    load(record("book#1", links=(NamedLink("other#9"),)))
    assert AwaitedLink.objects.get().target == "other#9"
    load(record("other#9"))
    assert Link.objects.get().earlier.source_key == "other#9"
    assert not AwaitedLink.objects.exists()


def test_a_circle_of_answers_is_told_and_one_link_is_left_out() -> None:
    found: list[Found] = []
    report = load(
        record("book#1", links=(NamedLink("book#2", "answers"),)),
        record("book#2", links=(NamedLink("book#1", "answers"),)),
        found=found,
    )
    assert (report.stored, Link.objects.count()) == (2, 1)
    assert "already answers this one" in messages(found)


def test_a_party_is_known_again_by_its_key_whatever_it_is_called() -> None:
    first, second = (replace(LATVIA, name=name, keys=("https://a.example/7",)) for name in ("Latvia", "Lettonie"))
    load(record("book#1", parties=(first, RUSSIA)), record("book#2", parties=(second, RUSSIA)))
    assert Party.objects.count() == 2
    assert stored("book#2").participations.get(role="sender").party.name == "Latvia"


def test_namesakes_with_two_keys_of_one_authority_are_two_parties() -> None:
    one, other = (replace(LATVIA, name="John Smith", keys=(f"https://a.example/{n}",)) for n in (1, 2))
    load(record("book#1", parties=(one, RUSSIA)), record("book#2", parties=(other, RUSSIA)))
    assert Party.objects.filter(name="John Smith").count() == 2


def test_the_name_as_written_is_kept() -> None:
    load(record(parties=(replace(LATVIA, as_named="the Latvian side"), RUSSIA)))
    assert stored().participations.get(role="sender").as_named == "the Latvian side"


def test_parties_known_only_from_hidden_letters_are_hidden_and_hidden_ones_are_never_matched() -> None:
    load(record("book#1", parties=(NamedParty("The service"), RUSSIA)), level=make.level("secret"))
    hidden = Party.objects.get(name="The service")
    assert hidden.level.code == "secret"
    load(record("book#2", parties=(NamedParty("The service"), NamedParty("Russia", "addressee"))))
    parties = {part.party for part in stored("book#2").participations.all()}
    assert hidden not in parties
    assert {party.level.code for party in parties} == {"public"}


def test_a_subject_that_is_too_long_is_cut_and_kept_whole_in_the_summary() -> None:
    long = "A calendar entry of the edition, " * 20
    report = load(record(subject=long))
    assert report.warnings == 1
    assert len(stored().subject) <= 300
    assert long.strip() in stored().summary


def test_files_are_kept_and_missing_ones_are_on_record() -> None:
    load(record(files=(Enclosed("map.txt", content=b"a map", media_type="text/plain"), Enclosed("list", missing=True))))
    held, missing = Attachment.objects.order_by("missing")
    with held.file.open() as file:
        assert (file.read(), held.media_type, missing.missing) == (b"a map", "text/plain", True)


def next_of(key: str) -> dict[str, Any]:
    return {"later": (NamedLink(key, "refers_to", "edition", "Next letter of the envoy"),)}


def test_what_an_edition_gives_as_the_next_letter_refers_to_the_one_before() -> None:
    load(record("book#1", "2016-09-22", **next_of("book#2")), record("book#2", "2016-09-29"))
    link = Link.objects.get()
    assert (link.later, link.earlier, link.relation) == (stored("book#2"), stored("book#1"), "refers_to")
    assert link.note == "Next letter of the envoy"


@pytest.mark.parametrize("day", ["2016-09-29", "2016-08-01"], ids=["mirrored", "of an earlier day"])
def test_a_next_letter_is_not_linked_again_and_not_against_the_dates(day: str) -> None:
    back = (NamedLink("book#1", "refers_to", "edition"),) if day > "2016-09-22" else ()
    load(record("book#1", "2016-09-22", **next_of("book#2")), record("book#2", day, links=back))
    assert Link.objects.count() == len(back)


def enclosed(content: bytes) -> dict[str, Any]:
    return {"files": (Enclosed("map.txt", content=content),)}


def files_on_disk() -> set[bytes]:
    return {path.read_bytes() for path in settings.FILES_DIR.rglob("*") if path.is_file()}


def test_an_import_that_is_refused_leaves_no_file_behind() -> None:
    load(record("book#1", **enclosed(b"kept before")))
    report = load(
        record("book#2", **enclosed(b"kept before")), record("book#3", **enclosed(b"refused")), record(subject="")
    )
    assert (report.stored, Attachment.objects.count()) == (0, 1)
    assert b"kept before" in files_on_disk()
    assert b"refused" not in files_on_disk()


def test_a_file_that_somebody_keeps_while_an_import_is_refused_stays() -> None:
    files, letter = Files(), make.letter()

    def imported() -> None:
        with files.kept_or_taken_back(), transaction.atomic():
            files.store(
                letter.pk,
                Enclosed("map.txt", content=b"the same bytes"),
                Vocabulary(level=make.level(), desk=None, by=None),
            )
            again = Attachment(
                letter=letter, role="main", name="map.txt", file=ContentFile(b"the same bytes", name="map.txt")
            )
            again.save()
            raise InterruptedError

    with pytest.raises(InterruptedError):
        imported()
    assert b"the same bytes" in files_on_disk()


def test_an_editorial_note_is_context_and_never_a_letter() -> None:
    note = NoteRecord("book#n1", "Editorial note", "On 7 May they met.", UncertainDate.from_edtf("1961-05-07"))
    for _twice in range(2):
        assert str(load(note)) == "read=0 stored=0 present=0 rejected=0 warnings=0"
    assert ContextEvent.objects.get().note == "On 7 May they met."


def put(**fields: Any) -> Put:
    fields = {"proposers": (LATVIA,), "addressees": (RUSSIA,), "shown": Quoted("two more inspections")} | fields
    return Put("book#p1", "Inspections", **fields)


OFFERS = (Words("We offer two more inspections.", "en"),)
REFUSES = (Words("We do not need them.", "en"),)


def refusal(**fields: Any) -> Answered:
    return Answered("book#p1", "rejected", addressee=RUSSIA, shown=Quoted("do not need"), **fields)


def test_what_is_offered_and_refused_is_folded() -> None:
    load(
        record("book#1", puts=(put(),), texts=OFFERS),
        record("book#2", "2016-10-01", answers=(refusal(),), texts=REFUSES, parties=(RUSSIA_WRITES, TO_LATVIA)),
        record("book#3", "2016-11-01", puts=(put(),), texts=OFFERS),
    )
    standing = Standing.objects.get()
    assert (standing.state, standing.times_tabled, standing.times_rejected) == ("open", 2, 1)
    assert Proposal.objects.count() == 1
    proved("check_offers")


def test_an_answer_may_stand_before_its_offer_in_the_file() -> None:
    load(
        record("book#2", "2016-10-01", answers=(refusal(),), texts=REFUSES),
        record("book#1", puts=(put(),), texts=OFFERS),
    )
    assert Standing.objects.get().state == "rejected"
    proved("check_offers")


def test_the_words_of_a_later_report_can_show_an_act() -> None:
    report_of = record("book#9", "2018-11-28", texts=OFFERS, links=(NamedLink("book#1", "reports"),))
    load(record("book#1", knowledge="reported", puts=(put(shown=Quoted("two more", in_letter="book#9")),)), report_of)
    assert Proposal.objects.get().tablings.get().evidence.letter == stored("book#9")


def test_words_that_are_not_in_the_text_are_refused() -> None:
    found: list[Found] = []
    report = load(record(puts=(put(shown=Quoted("three inspections")),), texts=OFFERS), found=found)
    assert (report.stored, report.rejected) == (0, 1)
    assert "These words are not in the text." in messages(found)


def test_an_answer_to_an_offer_that_nobody_knows_is_refused() -> None:
    found: list[Found] = []
    assert load(record(answers=(refusal(),), texts=REFUSES), found=found).stored == 0
    assert "proposal “book#p1”: Nothing on record" in messages(found)


def test_confirmed_silence_comes_with_the_offer() -> None:
    silence = Answered("book#p1", "rejected", addressee=RUSSIA, basis="silence", confirmed_on="2017-01-01")
    load(record(puts=(put(confirmed=(silence,)),), texts=OFFERS))
    assert (Standing.objects.get().state, Standing.objects.get().since.edtf) == ("rejected", "2017-01-01")
    proved("check_offers")


def test_positions_follow_each_other() -> None:
    first = Held(LATVIA, "Dialogue", "It is suspended.", key="book#h1")
    again = Held(LATVIA, "Dialogue", "It stays suspended.", change="reaffirmed", previous="book#h1")
    load(record("book#2", "2018-01-01", positions=(again,)), record("book#1", positions=(first,)))
    assert Position.objects.get(change="reaffirmed").previous == Position.objects.get(change="first_stated")


def test_what_letters_name_is_made_as_the_file_says() -> None:
    load(
        PartyRecord("latvia", "Republic of Latvia", "state", "Latvia", code="LV", keys=("https://a.example/lv",)),
        PartyRecord("latvia-mod", "Ministry of Defence", "ministry", parent="latvia"),
        TopicRecord("inspections", "Inspections"),
        FrameworkRecord("vd11", "Vienna Document", "instrument", symbol="VD11", established_by="book#1"),
        record(topic="inspections", framework="vd11", parties=(NamedParty("", slug="latvia-mod"), RUSSIA)),
    )
    letter, sender = stored(), stored().participations.get(role="sender").party
    assert (sender.principal.code, letter.topic.name) == ("LV", "Inspections")
    assert (letter.framework.symbol, letter.framework.established_by) == ("VD11", letter)


def test_a_date_that_another_letter_bounds_is_tied_to_it() -> None:
    bounded = Reading(UncertainDate(), bounded_by="book#9", bound="before")
    load(record("book#1", dates=(bounded,)), record("book#9", "2018-11-28"))
    assert stored().readings.get().bounded_by == stored("book#9")
    assert stored().dated.edtf == "[..2018-11-27]"
    proved("check_pairs")


def test_a_link_may_name_a_letter_further_on_by_its_id() -> None:
    other = replace(record(""), id="7d0a6a52-5c0c-4c38-9d1e-2f0f5a3f2003")
    load(record("book#1", links=(NamedLink(other.id, "refers_to"),)), other)
    assert str(Link.objects.get().earlier_id) == other.id


def test_a_registered_letter_comes_in_as_logged_and_a_void_one_keeps_its_reason() -> None:
    found: list[Found] = []
    void = record("book#2", status="void", void_reason="Logged twice.")
    load(record("book#1", status="registered"), void, found=found)
    assert (stored().status, stored("book#2").status, stored("book#2").void_reason) == (
        "logged",
        "void",
        "Logged twice.",
    )
    assert "another register" in messages(found)


def test_an_import_goes_on_where_the_number_of_letters_exceeds_a_batch() -> None:
    report = load(*(record(f"book#{n}", links=(NamedLink(f"book#{n - 1}", "answers"),)) for n in range(501)))
    assert (report.stored, Link.objects.count(), AwaitedLink.objects.count()) == (501, 500, 1)
    proved("check_pairs")
    assert stored("book#500").links_up.get().earlier == stored("book#499")


def test_statements_grow_with_batches_not_with_letters(django_assert_max_num_queries: Any) -> None:
    load(record("book#0"))
    with django_assert_max_num_queries(100):
        load(*(record(f"book#{n}", texts=(Words("Words"),)) for n in range(1, 401)))


def test_the_journal_tells_of_every_imported_letter_and_in_whose_name() -> None:
    officer = make.user("officer")
    load(record(), by=officer)
    entry = stored().journal.get()
    assert (entry.verb, entry.by, entry.reason) == ("imported", officer, "book#1")
    assert entry.after["subject"] == "Letter book#1"


def test_what_no_database_holds_is_refused() -> None:
    found: list[Found] = []
    load(record("book#1", subject="A\x00B"), record("book#2", texts=(Words("\ud800"),)), found=found)
    assert "null character" in messages(found)
    assert "lone surrogate" in messages(found)


def test_a_second_import_of_another_day_finds_the_same_letters_by_id() -> None:
    one = replace(record(""), id="7d0a6a52-5c0c-4c38-9d1e-2f0f5a3f2003")
    load(one)
    assert str(Letter.objects.get().pk) == one.id
    assert load(one).present == 1
    assert Letter.objects.get().recorded_at.date() <= dt.datetime.now(dt.UTC).date()
