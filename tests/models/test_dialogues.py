"""The state of a dialogue: what letters say of it, and what follows."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from correspondence.dates import read
from correspondence.models import DialogueChange, JournalEntry, Party
from correspondence.models.dialogues import fold, folds
from tests import factories as make
from tests.models.raw_rows import insert_copy

LATVIA, RUSSIA = (Party(name=name, kind="state", level=None) for name in ("Latvia", "Russia"))
for one in (LATVIA, RUSSIA):
    one.principal = one
SPEAKERS = {"latvia": LATVIA, "russia": RUSSIA, "both": None}


def changes(course: str) -> list[DialogueChange]:
    """Read "suspended 2014 latvia, resumed 2016 both because of talks": what, from when, who says so, and why."""
    found = []
    for number, words in enumerate(part.strip() for part in course.split(",")):
        said, _, grounds = words.partition(" because ")
        change, date, speaker = said.split()
        row = DialogueChange(change=change, date=read(date), declared_by=SPEAKERS[speaker], grounds=grounds)
        row.recorded_at = timezone.now() + timedelta(seconds=number)
        found.append(row)
    return found


@pytest.mark.parametrize(
    ("course", "state", "since"),
    [
        ("begun 2001 both", "active", "2001"),
        ("suspended 2014 latvia", "suspended", "2014"),
        ("suspended 2014 latvia, resumed 2016 both", "active", "2016"),
        ("resumed 2016 both, suspended 2014 latvia", "active", "2016"),
        ("suspended 2014 latvia, suspended 2018 latvia", "suspended", "2014"),
        ("suspended 2008 latvia, resumed 2009 both, suspended 2014 latvia", "suspended", "2014"),
        ("begun 2001 both, resumed 2009 both", "active", "2001"),
        ("suspended 2014 latvia, ended 2020 russia", "ended", "2020"),
    ],
)
def test_the_last_word_counts_and_holds_since_it_was_first_said(course, state, since):
    stands = fold(changes(course))

    assert (stands.state, stands.began.date.edtf) == (state, since)


def test_nothing_said_is_no_state():
    assert fold([]) is None


def test_the_reason_is_the_first_that_is_stated():
    stands = fold(
        changes("suspended 2014 latvia, suspended 2015 latvia because of Crimea, suspended 2018 latvia because again")
    )

    assert stands.because == "of Crimea"


@pytest.mark.parametrize(
    ("course", "claimed_by"),
    [
        ("suspended 2014 latvia", (LATVIA,)),
        ("suspended 2014 both", ()),
        ("suspended 2014 latvia, suspended 2015 russia", (LATVIA, RUSSIA)),
        ("suspended 2014 latvia, suspended 2015 both", ()),
    ],
)
def test_it_is_a_claim_as_long_as_the_sides_have_not_said_it_together(course, claimed_by):
    assert fold(changes(course)).claimed_by == claimed_by


@pytest.mark.parametrize(
    ("course", "against"),
    [
        ("suspended 2014 latvia, resumed 2016 russia", ["suspended"]),
        ("suspended 2014 latvia, resumed 2016 both", []),
        ("suspended 2014 latvia, resumed 2016 both, suspended 2018 russia", []),
        ("suspended 2014 latvia, resumed 2016 russia, resumed 2017 latvia", []),
    ],
)
def test_another_party_that_last_said_otherwise_is_named(course, against):
    assert [one.change for one in fold(changes(course)).against] == against


def test_a_change_without_a_date_stands_with_its_letter(latvia, russia):
    note = make.letter(sender=latvia, to=russia, dated="3 March 2016")

    change = make.dialogue("suspended", note, latvia, russia)

    assert (change.place, str(change.when)) == (note.sort_key, "3 March 2016")


def test_each_topic_and_each_format_has_a_dialogue_of_its_own(latvia, russia):
    note = make.letter(sender=latvia, to=russia, dated="2014")
    make.dialogue("suspended", note, latvia, russia)
    make.dialogue("resumed", note, latvia, russia, topic=make.topic(), date="2016")
    make.dialogue("suspended", note, latvia, russia, framework=make.framework(), date="2015")

    stands = folds(DialogueChange.objects.all())

    assert [(one.state, [str(part) for part in one.began.subject]) for one in stands] == [
        ("active", ["Inspections"]),
        ("suspended", ["OSCE"]),
        ("suspended", []),
    ]


def test_a_pair_has_no_order_and_ministries_count_for_their_states(latvian_mod, russian_mod, latvia, russia):
    note = make.letter(sender=latvian_mod, to=russian_mod)

    one = make.dialogue("suspended", note, latvian_mod, russian_mod)
    other = make.dialogue("resumed", note, russia, latvia)

    assert (one.low, one.high) == (other.low, other.high)
    assert {one.low, one.high} == {latvia, russia}
    assert set(DialogueChange.objects.between([russia.pk], [latvia.pk])) == {one, other}


def test_a_dialogue_with_oneself_is_refused(latvian_mod, latvia, russia):
    note = make.letter(sender=latvia, to=russia)

    with pytest.raises(ValidationError) as refused:
        make.dialogue("suspended", note, latvian_mod, latvia)

    assert list(refused.value.message_dict) == ["high"]


def test_the_database_refuses_sides_out_of_order(latvia, russia):
    change = make.dialogue("suspended", make.letter(sender=latvia, to=russia), latvia, russia)

    with pytest.raises(IntegrityError):
        insert_copy(change, low_id=change.high, high_id=change.low)


def test_the_database_refuses_what_cannot_happen_to_a_dialogue(latvia, russia):
    change = make.dialogue("suspended", make.letter(sender=latvia, to=russia), latvia, russia)

    with pytest.raises(IntegrityError):
        insert_copy(change, change="denied")


def test_the_same_letter_says_the_same_only_once(latvia, russia):
    note = make.letter(sender=latvia, to=russia)
    make.dialogue("suspended", note, latvia, russia)

    with pytest.raises(ValidationError, match="already says that"):
        make.dialogue("suspended", note, russia, latvia)


def test_drafts_and_voided_letters_say_nothing(latvia, russia):
    note = make.letter(sender=latvia, to=russia)
    make.dialogue("suspended", note, latvia, russia)

    note.void(reason="Logged twice.")

    assert not DialogueChange.objects.counting().exists()


def test_who_may_know_of_it_follows_from_the_letter_and_the_text_that_shows_it(reader, latvia, russia):
    note = make.letter(sender=latvia, to=russia)
    text = make.text(note, "The dialogue is suspended.", level=make.level("secret"))
    shown = make.dialogue("suspended", note, latvia, russia)
    make.dialogue("resumed", note, latvia, russia, evidence=text, quote="dialogue is suspended")

    assert list(DialogueChange.objects.visible_to(reader)) == [shown]


def test_a_topic_that_fewer_may_see_is_refused(latvia, russia):
    note = make.letter(sender=latvia, to=russia)

    with pytest.raises(ValidationError) as refused:
        make.dialogue("suspended", note, latvia, russia, topic=make.topic("Secret", level=make.level("secret")))

    assert list(refused.value.message_dict) == ["topic"]


def test_it_moves_with_its_letter(reader, latvia, russia):
    note = make.letter(sender=latvia, to=russia)
    make.dialogue("suspended", note, latvia, russia)

    note.reclassify(level=make.level("secret"), desk=None, reason="Sources named.")

    assert not DialogueChange.objects.visible_to(reader).exists()


def test_a_change_stands_in_the_history_of_its_letter(officer, latvia, russia):
    note = make.letter(sender=latvia, to=russia)
    change = make.dialogue("suspended", note, latvia, russia)

    entry = JournalEntry.objects.get(object_id=change.pk)

    assert (entry.letter, entry.noun, entry.verb) == (note, "dialoguechange", "recorded")


def test_when_a_party_gets_another_principal_its_dialogues_follow(latvia, russia):
    mission = make.party("Mission", "mission")
    change = make.dialogue("suspended", make.letter(sender=mission, to=latvia), mission, latvia)

    mission.parent = russia
    mission.save()

    change.refresh_from_db()
    assert {change.low, change.high} == {latvia, russia}
