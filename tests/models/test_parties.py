"""Parties: in whose name they speak, by which names they go, and what follows when that changes."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from correspondence.models import LetterPair, Party, PartyName, Succession
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_state_and_an_organisation_speak_for_themselves(latvia, osce):
    assert latvia.principal == latvia
    assert osce.principal == osce


def test_a_ministry_speaks_for_its_state(latvian_mod, latvia):
    assert latvian_mod.principal == latvia


def test_an_office_of_a_ministry_speaks_for_the_state(latvian_mod, latvia):
    office = make.party("Arms Control Section", "office", parent=latvian_mod)

    assert office.principal == latvia


def test_an_organ_of_which_nothing_more_is_known_speaks_for_itself():
    person = make.party("A delegate", "person")

    assert person.principal == person


def test_an_organisation_within_another_speaks_for_itself(osce):
    council = make.party("Forum for Security Co-operation", "organisation", parent=osce)

    assert council.principal == council


def test_an_organ_is_named_with_its_principal(latvian_mod, latvia):
    assert latvian_mod.full_name == "Ministry of Defence, Latvia"
    assert latvia.full_name == "Latvia"


def test_a_letter_of_a_ministry_stands_on_the_timeline_of_its_state(latvian_mod, russian_mod, latvia, russia):
    letter = make.letter(sender=latvian_mod, to=russian_mod)

    assert [pair.letter for pair in LetterPair.objects.of(latvia, russia)] == [letter]
    assert not LetterPair.objects.of(latvian_mod, russian_mod).exists()


def test_a_letter_of_an_embassy_to_its_own_ministry_stands_on_the_timeline_of_its_state_with_itself(
    russia, russian_mod
):
    embassy = make.party("Embassy of Russia in Latvia", "mission", parent=russia)
    letter = make.letter(sender=embassy, to=russian_mod)

    assert [pair.letter for pair in LetterPair.objects.of(russia, russia)] == [letter]


def test_a_public_statement_about_a_party_stands_on_its_timeline(latvia, russia):
    letter = make.letter(sender=latvia, form="press_statement")
    letter.participations.model(letter=letter, party=russia, role="concerns").save()

    assert LetterPair.objects.of(latvia, russia).count() == 1


def test_a_joint_letter_stands_on_the_timeline_of_each_of_its_senders(latvia, russia):
    others = [make.party(name) for name in ("Estonia", "Lithuania", "Poland", "Finland")]
    make.letter(sender=[latvia, *others], to=russia)

    assert all(LetterPair.objects.of(one, russia).count() == 1 for one in (latvia, *others))
    assert not LetterPair.objects.of(latvia, others[0]).exists()


def test_those_present_at_a_meeting_stand_with_each_other(latvia, russia, osce):
    make.meeting("Talks", latvia, russia, osce)

    assert LetterPair.objects.count() == 3


def test_moving_a_ministry_to_another_state_moves_its_offices_and_their_letters(latvian_mod, latvia, russia):
    office = make.party("Arms Control Section", "office", parent=latvian_mod)
    make.letter(sender=office, to=russia)
    other = make.party("Livonia")

    latvian_mod.parent = other
    latvian_mod.save()

    assert Party.objects.get(pk=office.pk).principal == other
    assert LetterPair.objects.of(other, russia).count() == 1
    assert not LetterPair.objects.of(latvia, russia).exists()


def test_a_party_is_not_part_of_itself_through_others(latvian_mod, latvia):
    office = make.party("Arms Control Section", "office", parent=latvian_mod)
    latvian_mod.parent = office

    with pytest.raises(ValidationError, match="part of itself"):
        latvian_mod.full_clean()


def test_a_party_is_found_by_each_of_its_names(russia, latvia):
    PartyName(party=russia, name="Russian Federation", kind="official").save()
    PartyName(party=russia, name="Россия", kind="short", language="ru").save()

    assert list(Party.objects.named("federation")) == [russia]
    assert list(Party.objects.named("Россия")) == [russia]
    assert list(Party.objects.named("Latvia")) == [latvia]


def test_a_renamed_ministry_keeps_its_letters(latvian_mod, russia, latvia):
    letter = make.letter(sender=latvian_mod, to=russia)
    PartyName(party=latvian_mod, name="Ministry of War", kind="former", period="1918 to 1940").save()

    assert [part.letter for part in latvian_mod.participations.all()] == [letter]
    assert list(Party.objects.named("War")) == [latvian_mod]


def test_a_succession_leaves_old_letters_where_they_are(russia, latvia):
    soviet_union = make.party("Soviet Union", existed="1922 to 1991")
    make.letter(sender=soviet_union, to=latvia, dated="1939")
    Succession(older=soviet_union, newer=russia, kind="continues", date="December 1991").save()

    assert LetterPair.objects.of(soviet_union, latvia).count() == 1
    assert not LetterPair.objects.of(russia, latvia).exists()
    assert [row.older for row in russia.predecessions.all()] == [soviet_union]


def test_an_organ_is_not_more_public_than_what_it_is_part_of(russia):
    service = make.party("Service", "body", parent=russia, level=make.level("secret"))

    with pytest.raises(ValidationError) as refused:
        Party(name="Unit of the service", kind="office", parent=service).full_clean()
    assert "parent" in refused.value.message_dict


def test_the_address_of_a_party_is_made_of_its_short_name():
    assert make.party("Republic of Estonia", short_name="Estonia").slug == "estonia"


def test_a_name_without_letters_of_the_alphabet_still_has_an_address():
    assert make.party("Россия").slug == "unnamed"
