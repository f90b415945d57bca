"""The journal: an entry for every write, in the same transaction, and never more open than what it tells of."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from correspondence.models import JournalEntry, Letter, Link, Participation, Recorded, Topic
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(latvia, russia, officer):
    return make.letter("Note", sender=latvia, to=russia, dated="9 March 2017", by=officer)


def entries_about(row) -> list[JournalEntry]:
    return list(JournalEntry.objects.filter(object_id=row.pk).order_by("at"))


def test_logging_a_letter_is_entered_with_who_and_what(note, officer):
    [entry] = entries_about(note)

    assert (entry.by, entry.verb, entry.noun, entry.letter) == (officer, "recorded", "letter", note)
    assert entry.before is None
    assert entry.after["subject"] == "Note"
    assert entry.after["dated"] == "9 March 2017"


def test_who_recorded_a_row_first_stays_its_recorder(note, officer, registrar):
    note.summary = "Two inspections."
    note.save(by=registrar)

    assert Letter.objects.get(pk=note.pk).recorded_by == officer


def test_a_change_is_entered_with_the_changed_columns_before_and_after(note, registrar):
    note.subject = "Note verbale"
    note.save(by=registrar, reason="The register says so.")

    entry = entries_about(note)[-1]
    assert (entry.verb, entry.by, entry.reason) == ("changed", registrar, "The register says so.")
    assert (entry.before, entry.after) == ({"subject": "Note"}, {"subject": "Note verbale"})
    assert entry.changed == ["subject"]


def test_a_date_is_entered_with_its_words_and_its_bounds(note):
    note.dated = "10 March 2017"
    note.save()

    entry = entries_about(note)[-1]
    assert (entry.before["dated"], entry.after["dated"]) == ("9 March 2017", "10 March 2017")
    assert entry.after["dated_earliest"] == "2017-03-10"


def test_saving_without_a_change_leaves_no_entry(note):
    note.save()
    Letter.objects.get(pk=note.pk).save()

    assert len(entries_about(note)) == 1


def test_a_verb_is_entered_by_its_name(note, officer):
    note.void(by=officer, reason="Logged twice.")

    entry = entries_about(note)[-1]
    assert (entry.verb, entry.reason) == ("voided", "Logged twice.")
    assert entry.after == {"status": "void", "void_reason": "Logged twice."}


def test_what_is_removed_is_kept_in_the_journal(note, latvia, officer):
    part = note.participations.get(party=latvia)
    key = part.pk
    part.delete(by=officer, reason="It was the embassy.")

    entry = JournalEntry.objects.get(object_id=key, verb="removed")
    assert (entry.by, entry.reason, entry.letter, entry.after) == (officer, "It was the embassy.", note, None)
    assert entry.before["party_id"] == str(latvia.pk)
    assert not Participation.objects.filter(pk=key).exists()


def test_derived_columns_are_left_out(note):
    [entry] = entries_about(note)

    assert not {"audience_id", "sort_key", "version"} & set(entry.after)


def test_the_history_of_a_letter_tells_of_what_hangs_on_it(note, latvia):
    make.text(note, "We propose two inspections.")
    make.link(make.letter("Reply"), note)

    nouns = {entry.noun for entry in JournalEntry.objects.about(note)}
    assert nouns == {"letter", "participation", "datereading", "text"}


def test_a_link_stands_in_the_history_of_the_later_letter(note):
    reply = make.letter("Reply")
    link = make.link(reply, note)

    assert [entry.letter for entry in entries_about(link)] == [reply]


def test_a_write_that_fails_leaves_neither_row_nor_entry(note):
    before = JournalEntry.objects.count()

    with pytest.raises(ValidationError):
        Letter(subject="Hidden topic", form=note.form, topic=make.topic(level=make.level("secret"))).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Link(later=note, earlier=note).save()

    made_meanwhile = JournalEntry.objects.exclude(noun="topic").count()
    assert made_meanwhile == before
    assert not Letter.objects.filter(subject="Hidden topic").exists()


def test_every_noun_is_written_through_the_journal():
    """No record escapes by a save of its own."""
    nouns = [one for one in all_subclasses(Recorded) if not one._meta.abstract]

    assert len(nouns) >= 20
    assert [one.__name__ for one in nouns if "save" in vars(one) or "delete" in vars(one)] == []


def all_subclasses(of: type) -> list:
    return [one for direct in of.__subclasses__() for one in (direct, *all_subclasses(direct))]


# Who may read it ---------------------------------------------------------------------------------------------------


def seen_by(person, row) -> list[str]:
    return [e.verb for e in JournalEntry.objects.visible_to(person).filter(object_id=row.pk).order_by("at")]


def test_the_entries_about_a_hidden_record_are_hidden(reader, officer):
    secret = make.letter(level=make.level("secret"))

    assert seen_by(reader, secret) == []
    assert seen_by(officer, secret) == ["recorded"]


def test_the_journal_of_a_public_letter_is_silent_about_its_hidden_party(note, reader):
    part = Participation(letter=note, party=make.party("Service", level=make.level("secret")), role="copy")
    part.save()

    told = JournalEntry.objects.about(note).visible_to(reader)
    assert str(part.pk) not in {str(entry.object_id) for entry in told}


def test_what_was_entered_while_a_letter_was_public_is_hidden_with_it(note, reader, officer):
    note.summary = "Two inspections."
    note.save()
    assert seen_by(reader, note) == ["recorded", "changed"]

    note.reclassify(level=make.level("secret"), desk=None, reason="It was marked late.")

    assert seen_by(reader, note) == []
    assert seen_by(AnonymousUser(), note) == []
    assert seen_by(officer, note) == ["recorded", "changed", "reclassified"]
    assert not JournalEntry.objects.about(note).visible_to(reader).exists()


def test_what_was_removed_from_a_letter_is_hidden_with_the_letter(note, latvia, reader):
    note.participations.get(party=latvia).delete()

    note.reclassify(level=make.level("secret"), desk=None, reason="It was marked late.")

    assert not JournalEntry.objects.about(note).visible_to(reader).exists()


def test_what_was_entered_while_a_letter_was_secret_stays_hidden_when_it_is_released(reader, officer):
    letter = make.letter("Draft of a secret", level=make.level("secret"))
    letter.subject = "What may be known"
    letter.reclassify(level=make.level("public"), desk=None, reason="Released.")
    letter.summary = "Said in public."
    letter.save()

    assert seen_by(reader, letter) == ["changed"]
    assert seen_by(officer, letter) == ["recorded", "reclassified", "changed"]
    told = JournalEntry.objects.visible_to(reader).values_list("before", "after")
    assert "secret" not in str(list(told))


def test_what_was_entered_about_a_text_is_hidden_when_the_text_becomes_confidential(note, reader, officer):
    text = make.text(note, "We propose two inspections.")
    text.level = make.level("confidential")
    text.save()

    assert seen_by(reader, text) == []
    assert seen_by(officer, text) == ["recorded", "changed"]
    assert seen_by(reader, note) == ["recorded"]


def test_a_topic_that_becomes_secret_takes_its_entries_along(reader):
    topic = make.topic("Airspace")
    topic.level = make.level("secret")
    topic.save()

    assert seen_by(reader, topic) == []


def test_an_entry_moved_between_two_desks_is_read_by_who_sits_at_both(note):
    east, west = make.desk("east"), make.desk("west")
    note.reclassify(level=make.level("public"), desk=east, reason="The eastern desk has it.")
    note.reclassify(level=make.level("public"), desk=west, reason="The western desk has it.")
    note.summary = "At the western desk."
    note.save()

    assert seen_by(make.user(cleared="public", desks=(west,)), note) == ["changed"]
    assert len(seen_by(make.user(cleared="public", desks=(east, west)), note)) == 4


def test_an_entry_is_never_more_open_than_its_letter(note, reader):
    make.text(note, "Words.")
    note.reclassify(level=make.level("secret"), desk=None, reason="It was marked late.")

    for entry in JournalEntry.objects.select_related("audience__level", "letter__audience__level"):
        assert entry.letter is None or entry.audience.covers(entry.letter.audience)


def test_an_entry_names_the_noun_as_a_person_does(note):
    topic = make.topic("Airspace")
    [entry] = JournalEntry.objects.filter(object_id=topic.pk)

    assert entry.noun_name == str(Topic._meta.verbose_name)
