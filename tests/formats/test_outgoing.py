"""From the tables to records: everything that a reader may know of letters is in them, and nothing else."""

import json
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence import demonstration
from correspondence.dates import UncertainDate
from correspondence.formats.json import from_json, to_json
from correspondence.formats.named import FrameworkRecord, PartyRecord, TopicRecord
from correspondence.formats.outgoing import letter_records, records
from correspondence.formats.record import LetterRecord, NamedLink, Quoted
from correspondence.models import (
    Attachment,
    AwaitedLink,
    DateReading,
    Letter,
    Participation,
    PartyKey,
    Position,
    Response,
    Tabling,
)
from tests import factories as make


def everything(reader, **options):
    return list(records(Letter.objects.all(), reader, **options))


def letters_of(reader, **options) -> dict[str, LetterRecord]:
    return {record.subject: record for record in everything(reader, **options) if isinstance(record, LetterRecord)}


def the_letter(reader, **options) -> LetterRecord:
    (found,) = letters_of(reader, **options).values()
    return found


@pytest.fixture
def note(latvian_mod, russia):
    return make.letter("Note", sender=latvian_mod, to=russia, dated="12 May 2016", topic=make.topic())


def test_the_founding_record_comes_back_from_json_equal(db, officer):
    demonstration.load()
    found = everything(officer)

    assert [from_json(json.loads(json.dumps(to_json(record)))) for record in found] == found
    assert len(letters_of(officer)) == Letter.objects.count()


def test_every_act_of_the_founding_record_is_in_the_record_of_its_letter(db, officer):
    demonstration.load()
    found = letters_of(officer).values()

    assert sum(len(one.puts) for one in found) == Tabling.objects.count()
    assert sum(len(one.answers) for one in found) == Response.objects.count()
    assert sum(len(one.positions) for one in found) == Position.objects.count()
    assert sum(len(one.links) for one in found) == sum(len(one.later) for one in found)


def test_what_letters_name_stands_before_the_first_letter_that_does(note, officer):
    party = Participation.objects.get(role="sender").party
    PartyKey(party=party, key="https://authority.example/1").save()
    state, ministry = [one for one in everything(officer) if isinstance(one, PartyRecord)][:2]

    assert (state.slug, state.kind, state.code, state.parent) == ("latvia", "state", "LV", "")
    assert (ministry.slug, ministry.parent, ministry.level) == (party.slug, "latvia", "public")
    assert ministry.keys == ("https://authority.example/1",)
    assert isinstance(everything(officer)[-1], LetterRecord)


def test_nothing_is_named_twice_in_a_file(note, latvia, russia, officer):
    make.letter("Second", sender=latvia, to=russia, topic=make.topic())
    named = [one for one in everything(officer, size=1) if not isinstance(one, LetterRecord)]

    assert len(named) == len(set(named))


def test_a_format_of_cooperation_names_its_party_and_what_it_is_part_of(note, osce, latvia, russia, officer):
    forum = make.framework("OSCE forum", party=osce)
    make.offer(
        "Visits", by=latvia, to=russia, put_in=note, provision=make.framework("Vienna", "instrument", parent=forum)
    )
    named = everything(officer)
    upper, lower = [one for one in named if isinstance(one, FrameworkRecord)]

    assert (upper.party, lower.parent) == ("osce", upper.slug)
    assert "osce" in [one.slug for one in named[: named.index(upper)] if isinstance(one, PartyRecord)]
    assert [one.slug for one in named if isinstance(one, TopicRecord)] == ["inspections"]


def test_parties_are_told_by_name_slug_and_kind_in_their_roles(note, officer, osce):
    Participation(letter=note, party=osce, role="copy", as_named="the Organisation", reference="A/1").save()
    sender, addressee, copy = the_letter(officer).parties

    assert (sender.name, sender.slug, sender.kind) == (
        "Ministry of Defence of Latvia",
        "ministry-of-defence",
        "ministry",
    )
    assert (addressee.role, addressee.name) == ("addressee", "Russia")
    assert (copy.role, copy.as_named, copy.reference) == ("copy", "the Organisation", "A/1")


def test_rival_readings_and_bounds_are_told_with_the_date_that_follows(note, officer):
    earlier = make.letter("Earlier")
    DateReading(letter=earlier, bounded_by=note, bound="before", basis="inferred", source="its text").save()
    DateReading(letter=note, value=UncertainDate.from_edtf("2015"), standing="alternative").save()
    found = letters_of(officer)

    (bounded,) = found["Earlier"].dates
    assert (bounded.bounded_by, bounded.bound, bounded.closed.edtf) == (str(note.pk), "before", "[..2016-05-11]")
    assert [(one.standing, one.value.edtf) for one in found["Note"].dates] == [
        ("preferred", "2016-05-12"), ("alternative", "2015")]  # fmt: skip
    assert to_json(found["Earlier"])["dated"]["latest"] == "2016-05-11"


def test_links_name_letters_by_the_key_of_their_source_and_by_id(note, officer):
    Letter.objects.filter(pk=note.pk).update(source_key="frus#d1")
    reply = make.answer_to(note, subject="Reply")
    AwaitedLink(letter=reply, target="frus#d0", relation="refers_to", basis="edition").save()
    found = letters_of(officer)

    assert found["Reply"].links == (
        NamedLink("frus#d1", "answers", "stated", id=str(note.pk)), NamedLink("frus#d0", "refers_to", "edition"))  # fmt: skip
    assert found["Note"].later == (NamedLink(str(reply.pk), "answers", "stated", id=str(reply.pk)),)


def test_the_words_that_show_an_act_name_the_text_they_stand_in(note, latvia, russia, officer):
    report = make.letter("Report")
    make.link(report, note, "reports")
    text = make.text(report, "It offered visits.")
    offer = make.offer("Visits", by=latvia, to=russia)
    make.table(offer, note, evidence=text, quote="offered visits")

    (put,) = letters_of(officer)["Note"].puts
    assert put.shown == Quoted("offered visits", language="en", role="original", in_letter=str(report.pk))
    assert (put.key, put.act, [one.slug for one in put.addressees]) == (str(offer.pk), "put", ["russia"])


def test_silence_stands_once_with_the_first_letter_that_puts_the_offer(note, latvia, russia, officer):
    offer = make.offer("Visits", by=latvia, to=russia, put_in=note)
    make.table(offer, make.letter("Again", sender=latvia, to=russia, dated="2017"))
    make.respond(offer, None, "rejected", basis="silence", confirmed_on=date(2018, 1, 1))
    found = letters_of(officer, size=1)

    (confirmed,) = found["Note"].puts[0].confirmed
    assert (confirmed.basis, confirmed.answer, confirmed.confirmed_on) == ("silence", "rejected", "2018-01-01")
    assert found["Again"].puts[0].confirmed == ()


def test_an_offer_that_no_letter_puts_is_told_by_the_first_that_answers_it(note, latvia, russia, officer):
    offer, instead = make.offer("Visits", by=latvia, to=russia), make.offer("Talks", by=russia, to=latvia)
    make.respond(offer, note, "countered", opens=instead)
    make.respond(offer, make.letter("Again", dated="2017"), "rejected")
    found = letters_of(officer, size=1)

    assert {(put.title, put.act) for put in found["Note"].puts} == {("Visits", ""), ("Talks", "")}
    assert found["Again"].puts == ()


def test_the_bytes_of_files_come_along_when_asked_for(note, officer, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    Attachment(letter=note, file=ContentFile(b"%PDF", "note.pdf")).save()
    Attachment(letter=note, name="map", missing=True).save()

    missing, there = sorted(the_letter(officer, with_files=True).files, key=lambda one: one.name)
    assert (there.name, there.content, there.size) == ("note.pdf", b"%PDF", 4)
    assert (missing.missing, missing.content) == (True, None)
    assert {one.content for one in the_letter(officer).files} == {None}


@pytest.fixture
def offer(note, latvia, russia):
    """What everybody may see: a note with words, and the offer that it puts."""
    make.text(note, "Open words.")
    return make.offer("Visits", by=latvia, to=russia, put_in=note)


def hide(offer):
    """Add to a public note what fewer people may see: an answer, a text, a party, a file, an offer, a position."""
    secret, note = {"level": make.level("secret")}, Letter.objects.get(subject="Note")
    latvia, russia = make.party("Latvia"), make.party("Russia")
    make.text(note, "SECRET words.", language="lv", **secret)
    agent = make.party("SECRET agent", "person", parent=latvia, **secret)
    Participation(letter=note, party=agent, role="via").save()
    Attachment(letter=note, name="SECRET map", missing=True, **secret).save()
    reply = make.answer_to(
        note, subject="SECRET reply", topic=make.topic("SECRET topic", **secret), dated="2017", **secret
    )
    make.respond(offer, reply, "rejected", grounds="SECRET grounds")
    make.offer("SECRET offer", by=russia, to=latvia, put_in=note, **secret)
    make.position(latvia, make.topic("SECRET topic"), "SECRET position", reply)
    DateReading(letter=reply, value=UncertainDate.from_edtf("2018"), standing="alternative").save()


def test_what_a_reader_may_not_see_leaves_no_trace(offer, reader, officer):
    before = everything(reader)
    hide(offer)

    assert everything(reader) == before
    assert json.dumps([to_json(one) for one in before]).lower().count("secret") == 0
    assert json.dumps([to_json(one) for one in everything(officer)]).count("SECRET") > 6


def test_a_draft_is_its_authors_alone(latvia, officer, registrar):
    make.letter("Draft", sender=latvia, by=officer, status="draft")

    assert the_letter(officer).status == "draft"
    assert everything(registrar) == []


def test_the_number_of_queries_does_not_depend_on_how_much_there_is(db, officer):
    demonstration.load()
    some = list(Letter.objects.visible_to(officer).order_by("sort_key"))
    with CaptureQueriesContext(
        connection,
    ) as one:
        letter_records(some[:1], officer)
    with CaptureQueriesContext(connection) as many:
        letter_records(some, officer)

    assert len(many) <= len(one) + 4


def test_letters_in_chunks_are_the_letters_in_one(db, officer):
    demonstration.load()

    assert letters_of(officer, size=3) == letters_of(officer)
    assert list(letters_of(officer).values()) == [
        replace(one) for one in letter_records(list(Letter.objects.in_order()), officer)]  # fmt: skip
