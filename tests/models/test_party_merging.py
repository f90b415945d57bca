"""A party that is on record twice becomes one: its letters, offers, names and keys go over, and its address leads on."""

import pytest
from django.core.exceptions import ValidationError

from correspondence.models import (
    Addressee,
    FormerAddress,
    JournalEntry,
    Letter,
    LetterPair,
    Participation,
    Party,
    PartyKey,
    PartyName,
    Proposal,
    Standing,
    Succession,
    results,
)
from correspondence.models.filing import difference
from tests import factories as make

WHY = "The edition names him by his surname alone."


@pytest.fixture
def commissar(russia):
    return make.party("People's Commissar Chicherin", "office", parent=russia)


@pytest.fixture
def surname(db):
    return make.party("Chicherin", "person")


def merged(party, kept, by=None):
    Party.objects.get(pk=party.pk).merge_into(Party.objects.get(pk=kept.pk), by=by, reason=WHY)
    for letter in Letter.objects.all():
        assert difference(letter) == ""
    for offer in Proposal.objects.all():
        assert results.difference(offer, Standing.objects.filter(addressee__proposal=offer)) == ""


def test_its_letters_stand_on_the_timelines_of_the_kept_one(commissar, surname, latvia, russia, officer):
    note = make.letter("Note", sender=surname, to=latvia)

    merged(surname, commissar, by=officer)

    assert note.participations.get(role="sender").party == commissar
    assert LetterPair.objects.of(latvia, russia).get().letter == note
    assert not Party.objects.filter(pk=surname.pk).exists()
    assert JournalEntry.objects.get(object_id=commissar.pk, verb="merged").by == officer
    assert JournalEntry.objects.get(object_id=surname.pk, verb="removed").before["name"] == "Chicherin"


def test_its_names_keys_and_address_stay_and_lead_to_the_kept_one(commissar, surname, client):
    make.key(surname, "edition#chicherin")
    slug = surname.slug

    merged(surname, commissar)

    assert PartyName.objects.get(party=commissar).name == "Chicherin"
    assert PartyKey.objects.get(key="edition#chicherin").party == commissar
    assert FormerAddress.objects.get(slug=slug).party == commissar
    answer = client.get(f"/parties/{slug}/")
    assert (answer.status_code, answer.url) == (301, commissar.get_absolute_url())


def test_an_address_of_two_merged_parties_leads_to_the_last(commissar, surname, latvia, client):
    first = make.party("Tchitcherin", "person")
    make.letter(sender=commissar, to=latvia)
    merged(first, surname)
    merged(surname, commissar)

    assert client.get("/parties/tchitcherin/").url == commissar.get_absolute_url()
    answer = client.get("/timelines/latvia/tchitcherin/?order=newest")
    assert answer.status_code == 301
    assert answer.url == f"/timelines/latvia/{commissar.slug}/?order=newest"


def test_what_would_stand_twice_goes_and_the_journal_keeps_what_it_said(commissar, surname, latvia):
    note = make.letter("Note", sender=[commissar, surname], to=latvia)
    part = Participation.objects.get(letter=note, party=surname)

    merged(surname, commissar)

    assert note.participations.filter(role="sender").count() == 1
    assert JournalEntry.objects.get(object_id=part.pk, verb="removed").reason == WHY


def test_an_offer_put_to_both_keeps_every_answer(commissar, surname, latvia):
    offer = make.offer("Talks", by=latvia, to=[commissar, surname], put_in=make.letter(sender=latvia, dated="1920"))
    make.respond(offer, make.letter(sender=surname, dated="1921"), "rejected", addressee=surname)

    merged(surname, commissar)

    assert Addressee.objects.get(proposal=offer).party == commissar
    assert Standing.objects.get().state == "rejected"


def test_its_organs_and_positions_go_over(commissar, russia, latvia):
    other = make.party("Soviet Russia")
    organ = make.party("Foreign commissariat", "ministry", parent=other)
    note = make.letter(sender=organ, to=latvia)
    position = make.position(other, make.topic(), "No.", note)

    merged(other, russia)

    assert Party.objects.get(pk=organ.pk).principal == russia
    assert type(position).objects.get(pk=position.pk).party == russia
    assert LetterPair.objects.of(latvia, russia).get().letter == note


@pytest.mark.parametrize("why", ["itself", "same people", "of its kind", "part of the other", "they are two"])
def test_two_are_not_merged_when_they_are_not_the_same(commissar, surname, russia, latvia, why):
    secret = make.party("Secret", "person", level=make.level("secret"))
    make._saved(Succession(older=latvia, newer=russia, kind="succeeds"))
    one, other = {
        "itself": (surname, surname), "same people": (secret, surname), "of its kind": (surname, latvia),
        "part of the other": (commissar, make.party("Office", "office", parent=commissar)),
        "they are two": (latvia, russia),
    }[why]  # fmt: skip

    with pytest.raises(ValidationError, match=why):
        one.merge_into(other, reason=WHY)


def test_it_needs_a_reason(commissar, surname):
    with pytest.raises(ValidationError, match="how you know"):
        surname.merge_into(commissar, reason=" ")
