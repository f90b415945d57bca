"""The cases that the model must survive, each with its own words as its name."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.base import ContentFile

from correspondence.dates import UncertainDate, read
from correspondence.models import (
    Attachment,
    DateReading,
    Letter,
    LetterPair,
    Link,
    Participation,
    Party,
    PartyName,
    Proposal,
    Proposer,
    Response,
    Standing,
    Succession,
    Tabling,
    ledger,
)
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(latvia, russia) -> Letter:
    return make.letter("Note", sender=latvia, to=russia, dated="1 March 2017")


@pytest.fixture
def offer(note, latvia, russia) -> Proposal:
    return make.offer("Inspections", by=latvia, to=russia, put_in=note)


def standing(offer: Proposal, addressee: Party | None = None) -> Standing:
    rows = Standing.objects.filter(addressee__proposal=offer)
    return (rows.filter(addressee__party=addressee) if addressee else rows).get()


def in_order(*letters: Letter) -> list[str]:
    return [one.subject for one in Letter.objects.filter(pk__in=[one.pk for one in letters]).in_order()]


def baltic_five() -> list[Party]:
    return [make.party(name) for name in ("Denmark", "Estonia", "Finland", "Lithuania", "Poland")]


def test_one_letter_answers_three(latvia, russia):
    notes = [make.letter(sender=latvia, to=russia, dated=f"{day} March 2017") for day in (1, 2, 3)]
    offers = [make.offer(by=latvia, to=russia, put_in=one) for one in notes]
    reply = make.answer_to(*notes, dated="9 March 2017")
    for one, answer in zip(offers, ("accepted", "rejected", "deferred"), strict=True):
        make.respond(one, reply, answer)

    assert reply.links_up.answering().count() == 3
    assert [standing(one).state for one in offers] == ["accepted", "rejected", "deferred"]


def test_the_answer_is_logged_before_the_letter_it_answers(latvia, russia):
    reply = make.letter("Reply", sender=russia, to=latvia, dated="March 2017")
    offer = make.offer(by=latvia, to=russia)
    make.respond(offer, reply, "rejected")
    note = make.letter("Note", sender=latvia, to=russia, dated="March 2017")
    make.link(reply, note)
    make.table(offer, note)

    assert in_order(reply, note) == ["Note", "Reply"]
    assert (standing(offer).state, standing(offer).anomalies) == ("rejected", 0)


def test_a_joint_letter_of_five_states(russia):
    letter = make.letter(sender=baltic_five(), to=russia)

    assert letter.participations.filter(role="sender").count() == 5
    assert all(LetterPair.objects.of(one, russia).filter(letter=letter).exists() for one in baltic_five())
    assert LetterPair.objects.filter(letter=letter).count() == 5


def test_a_joint_offer_of_five_states(russia):
    five = baltic_five()
    letter = make.letter(sender=five, to=russia)
    offer = make.offer("A joint offer", by=five, to=russia, put_in=letter)

    assert Proposer.objects.filter(proposal=offer).count() == 5
    assert standing(offer).times_tabled == 1


def test_a_reply_by_another_ministry_or_the_embassy(note, offer, latvia, russia, russian_mod):
    embassy = make.party("Embassy of Russia", "mission", parent=russia, seat=latvia)
    from_ministry = make.answer_to(note, sender=russian_mod, dated="5 March 2017")
    from_embassy = make.answer_to(note, sender=embassy, dated="6 March 2017")
    make.respond(offer, from_ministry, "acknowledged", by=russian_mod)
    make.respond(offer, from_embassy, "rejected", by=embassy)

    assert standing(offer).state == "rejected"
    pairs = LetterPair.objects.of(latvia, russia)
    assert {row.letter for row in pairs} == {note, from_ministry, from_embassy}


def test_an_offer_withdrawn(note, offer, latvia, russia):
    make.table(offer, make.letter(sender=latvia, to=russia, dated="5 March 2017"), "withdrawn")

    assert (standing(offer).state, standing(offer).anomalies) == ("withdrawn", 0)


def test_an_offer_accepted_before_the_withdrawal_arrived(note, offer, latvia, russia):
    withdrawal = make.letter(sender=latvia, to=russia, dated="5 March 2017", received="12 March 2017")
    make.table(offer, withdrawal, "withdrawn")
    make.respond(offer, make.answer_to(note, dated="9 March 2017"), "accepted")

    found = next(iter(ledger.folds([offer], make.user(cleared="public")).values()))
    assert found.state == "accepted"
    assert [odd.reason for odd in found.anomalies] == ["withdrawn_after_acceptance"]


def test_a_corrected_date_re_sorts_the_file(note, latvia, russia):
    second = make.letter("Second", sender=russia, to=latvia, dated="5 March 2017")
    assert in_order(note, second) == ["Note", "Second"]

    second.dated = read("5 February 2017")
    second.save()

    assert in_order(note, second) == ["Second", "Note"]
    pairs = LetterPair.objects.of(latvia, russia).order_by("sort_key")
    assert [row.letter.subject for row in pairs] == ["Second", "Note"]


def test_the_same_letter_received_twice_by_fax_then_by_bag(latvia, russia):
    letter = make.letter(sender=latvia, dated="1 March 2017")
    for channel, day in (("fax", "1 March 2017"), ("bag", "20 March 2017")):
        receipt = Participation(letter=letter, party=russia, role="addressee", channel=channel, received=read(day))
        receipt.full_clean()
        receipt.save()

    assert letter.participations.filter(role="addressee").count() == 2
    assert LetterPair.objects.of(latvia, russia).count() == 1


def test_a_document_withdrawn(note, offer, latvia, russia):
    letter = make.letter(sender=latvia, to=russia, dated="20 March 2017")
    make.link(letter, note, "withdraws")
    note.refresh_from_db()

    assert note.counts
    assert standing(offer).times_tabled == 1


def test_an_oral_demarche_with_a_non_paper_left_behind(latvia, russia):
    demarche = make.letter("Demarche", sender=latvia, to=russia, form="demarche", knowledge="seen", dated="1 May 2017")
    non_paper = make.letter("Non-paper", sender=latvia, to=russia, form="non_paper", dated="1 May 2017")
    make.link(demarche, non_paper, "transmits")
    text = make.text(non_paper, "We ask that the flights cease.")
    request = make.offer("Cease the flights", by=latvia, to=russia, kind="request")
    make.table(request, demarche, evidence=text, quote="the flights cease")

    assert demarche.form.oral
    assert not non_paper.form.oral
    assert request.tablings.get().passage is not None


def test_state_succession_of_the_ussr_and_russia(latvia, russia):
    soviet_union = make.party("Soviet Union", existed="1922 to 1991")
    topic = make.topic("Border")
    old = make.letter(sender=soviet_union, to=latvia, dated="1940")
    first = make.position(soviet_union, topic, "The border stands.", old)
    Succession(older=soviet_union, newer=russia, kind="continues", date="December 1991").save()
    new = make.letter(sender=russia, to=latvia, dated="1997")
    again = make.position(russia, topic, "The border stands.", new, change="reaffirmed", previous=first)

    assert again.previous == first
    assert {row.letter for row in LetterPair.objects.of(soviet_union, latvia)} == {old}
    assert {row.letter for row in LetterPair.objects.of(russia, latvia)} == {new}


def test_a_renamed_ministry(latvian_mod, russia):
    PartyName(party=latvian_mod, name="Ministry of War", kind="former", period="1918 to 1940").save()
    letter = make.letter()
    part = Participation(letter=letter, party=latvian_mod, role="sender", as_named="Ministry of War of Latvia")
    part.full_clean()
    part.save()

    assert part.as_named == "Ministry of War of Latvia"
    assert list(Party.objects.named("Ministry of War")) == [latvian_mod]


def test_original_and_translations_that_differ(note, offer, latvia, russia):
    reply = make.answer_to(note, dated="9 March 2017")
    original = make.text(reply, "Это предложение преждевременно.", language="ru")
    translation = make.text(reply, "This offer is rejected.", language="en", role="translation")
    answer = make.respond(offer, reply, "deferred", evidence=original, quote="преждевременно")
    rival = make.respond(
        offer, reply, "rejected", evidence=translation, quote="is rejected", principal=False, reading_of=answer
    )

    assert reply.texts.count() == 2
    assert answer.passage is not None
    assert rival.passage is not None
    assert (standing(offer).state, standing(offer).contested) == ("deferred", True)


def test_a_position_reaffirmed_in_words_that_changed(note, latvia, russia):
    topic = make.topic("Dialogue")
    first = make.position(latvia, topic, "No dialogue.", note)
    later = make.letter(sender=latvia, to=russia, dated="1 May 2017")
    text = make.text(later, "Our position has not changed: no dialogue for now.")
    claims = {"change": "modified", "previous": first, "claims_unchanged": True, "evidence": text}
    held = make.position(latvia, topic, "No dialogue for now.", later, quote="has not changed", **claims)

    assert held.claims_unchanged, "what the letter says of itself"
    assert (held.change, held.previous) == ("modified", first), "what the register finds"
    assert held.passage is not None


def test_a_text_that_turns_up_later_and_says_something_else_than_reported(latvia, russia):
    press = make.letter("Press", sender=latvia, form="press_statement", dated="28 November 2018")
    stub = make.letter("Refusal", sender=russia, to=latvia, knowledge="reported", dated="October 2018")
    link = make.link(press, stub, "reports")
    offer = make.offer(by=latvia, to=russia, put_in=make.letter(sender=latvia, to=russia, dated="1 May 2018"))
    reported = make.respond(offer, stub, "rejected", characterised_by=latvia)
    key = stub.pk

    stub.knowledge, stub.dated = "held", read("3 October 2018")
    stub.full_clean()
    stub.save()
    text = make.text(stub, "The proposal is premature.")
    reported.principal = False
    reported.save()
    told = make.respond(offer, stub, "deferred", evidence=text, quote="premature")
    reported.reading_of = told
    reported.full_clean()
    reported.save()

    assert Letter.objects.get(pk=key).knowledge == "held"
    assert Link.objects.get(pk=link.pk).earlier_id == key
    assert {(row.standing, str(row.value)) for row in stub.readings.all()} == {
        ("preferred", "3 October 2018"),
        ("alternative", "October 2018"),
    }
    assert (standing(offer).state, standing(offer).contested) == ("deferred", True)


def test_silence(note, offer, officer):
    confirmed = {"basis": "silence", "confirmed_on": dt.date(2018, 3, 1), "confirmed_by": officer}
    make.respond(offer, None, "rejected", **confirmed)

    assert (standing(offer).state, standing(offer).since_key[:8]) == ("rejected", "20180301")


def test_silence_as_consent(note, latvia, russia, officer):
    offer = make.offer(by=latvia, to=russia, put_in=note, reply_rule="silence_is_consent")
    assert standing(offer).state == "open"

    confirmed = {"basis": "silence", "confirmed_on": dt.date(2018, 3, 1), "confirmed_by": officer}
    make.respond(offer, None, "accepted", **confirmed)

    assert standing(offer).state == "accepted"


def test_partly_accepted_and_partly_countered(note, offer, latvia, russia):
    reply = make.answer_to(note, dated="9 March 2017")
    instead = make.offer("A visit instead", by=russia, to=latvia, put_in=reply)
    make.respond(offer, reply, "accepted_in_part", conditions="One inspection a year.")
    make.respond(offer, reply, "countered", principal=False, opens=instead)

    assert (standing(offer).state, standing(instead).state) == ("partly_accepted", "open")


def test_different_answers_from_several_addressees(latvia, russia, osce):
    estonia = make.party("Estonia")
    note = make.letter(sender=latvia, to=[russia, osce, estonia], dated="1 March 2017")
    offer = make.offer(by=latvia, to=[russia, osce, estonia], put_in=note)
    make.respond(offer, make.letter(sender=russia, to=latvia, dated="2 March 2017"), "rejected", addressee=russia)
    make.respond(offer, make.letter(sender=osce, to=latvia, dated="3 March 2017"), "accepted", addressee=osce)

    assert [standing(offer, one).state for one in (russia, osce, estonia)] == ["rejected", "accepted", "open"]


def test_an_offer_to_several_put_again_to_one_of_them_only(latvia, russia, osce):
    note = make.letter(sender=latvia, to=[russia, osce], dated="1 March 2017")
    offer = make.offer(by=latvia, to=[russia, osce], put_in=note)
    for one in (russia, osce):
        make.respond(offer, make.letter(sender=one, to=latvia, dated="2 March 2017"), "rejected", addressee=one)
    make.table(offer, make.letter(sender=latvia, to=russia, dated="1 May 2017"))

    assert (standing(offer, russia).state, standing(offer, russia).times_tabled) == ("open", 2)
    assert (standing(offer, osce).state, standing(offer, osce).times_tabled) == ("rejected", 1)


def test_a_protest_and_its_rejection_with_no_proposal_at_all(latvia, russia):
    protest = make.letter("Protest", sender=latvia, to=russia, dated="1 March 2017")
    rejection = make.answer_to(protest, relation="rejects", subject="Rejection", dated="2 March 2017")

    assert rejection.links_up.answering().get().earlier == protest
    assert in_order(protest, rejection) == ["Protest", "Rejection"]
    assert not Proposal.objects.exists()


def test_two_dates_on_one_page(latvia, russia):
    letter = make.letter(sender=latvia, to=russia, dated="28 November 2018", dated_in_doubt=True)
    rival = DateReading(letter=letter, value=read("22 September 2016"), standing="alternative", basis="reported_press")
    rival.full_clean()
    rival.save()

    assert Letter.objects.get(pk=letter.pk).dated == read("28 November 2018")
    assert letter.readings.filter(which="dated").count() == 2


def test_a_julian_date(latvia, russia):
    letter = make.letter(sender=russia, to=latvia)
    value = UncertainDate.on(dt.date(1917, 11, 7), "25 October 1917")
    reading = DateReading(letter=letter, value=value, calendar="julian")
    reading.full_clean()
    reading.save()

    letter.refresh_from_db()
    assert (letter.dated.text, letter.dated.earliest) == ("25 October 1917", dt.date(1917, 11, 7))
    assert letter.sort_key.startswith("19171107")


def test_midnight_in_another_time_zone(latvia, russia):
    in_riga = make.letter("Riga", sender=latvia, to=russia, dated="28 November 2018")
    in_moscow = make.letter("Moscow", sender=russia, to=latvia, dated="29 November 2018")
    for letter, time, zone in ((in_riga, dt.time(23, 50), "Europe/Riga"), (in_moscow, dt.time(0, 30), "Europe/Moscow")):
        reading = letter.readings.get()
        reading.time, reading.zone = time, zone
        reading.save()

    assert in_order(in_riga, in_moscow) == ["Riga", "Moscow"], "each stands on the day that it is dated by itself"
    assert Letter.objects.get(pk=in_moscow.pk).dated.iso == "2018-11-29"


def test_an_enclosure_that_is_missing(note):
    enclosure = Attachment(letter=note, name="Annex 2", number=2, missing=True)
    enclosure.full_clean()
    enclosure.save()

    assert [(row.number, row.missing) for row in note.attachments.all()] == [(2, True)]


def test_an_enclosure_that_is_more_highly_marked(note, reader, officer):
    enclosure = Attachment(letter=note, file=ContentFile(b"map", name="map.txt"), level=make.level("confidential"))
    enclosure.full_clean()
    enclosure.save()

    assert not note.attachments.filter(pk__in=Attachment.objects.visible_to(reader)).exists()
    assert list(Attachment.objects.visible_to(officer)) == [enclosure]


def test_a_public_denial_of_having_received_it_by_one_ministry_and_confirmation_by_another(note, russian_mod, russia):
    foreign_ministry = make.party("Ministry of Foreign Affairs of Russia", "ministry", parent=russia)
    denial = make.letter("Denial", sender=foreign_ministry, form="press_statement", dated="5 March 2017")
    make.link(denial, note, "denies_receipt")
    confirmation = make.letter("Confirmation", sender=russian_mod, dated="6 March 2017")
    make.link(confirmation, note, "acknowledges")

    assert {row.relation for row in note.links_down.all()} == {"denies_receipt", "acknowledges"}
    assert in_order(note, denial, confirmation) == ["Note", "Denial", "Confirmation"]


def test_an_exchange_of_notes_that_constitutes_an_agreement(latvia, russia):
    note = make.letter("Note", sender=latvia, to=russia, form="note_verbale", dated="1 March 2017")
    offer = make.offer("Agreement on visits", by=latvia, to=russia, put_in=note)
    reply = make.answer_to(note, form="note_verbale", dated="9 March 2017")
    make.respond(offer, reply, "accepted")
    exchange = make.letter("Exchange of notes", sender=[latvia, russia], form="exchange_of_notes", dated="9 March 2017")
    for part in (note, reply):
        make.link(part, exchange, "part_of")
    agreement = make.framework("Agreement on visits", "instrument", established_by=exchange)

    assert agreement.established_by.form.code == "exchange_of_notes"
    assert exchange.links_down.filter(relation="part_of").count() == 2
    assert standing(offer).state == "accepted"


def test_a_duplicate_found_years_later(note, offer, latvia, russia):
    copy = make.letter("Copy", sender=latvia, to=russia, dated="1 March 2017", knowledge="reported")
    make.table(offer, copy)
    assert standing(offer).times_tabled == 2

    make.link(copy, note, "duplicates")

    assert standing(offer).times_tabled == 1
    assert Tabling.objects.filter(proposal=offer).count() == 2


def test_an_invitation_countered_with_another_place_and_accepted_by_turning_up(latvia, russia):
    invitation = make.letter(sender=russia, to=latvia, dated="August 2016")
    moscow = make.offer("Talks in Moscow", by=russia, to=latvia, kind="invitation", put_in=invitation)
    reply = make.answer_to(invitation, dated="22 November 2016")
    riga = make.offer("Talks in Riga", by=latvia, to=russia, kind="invitation", put_in=reply)
    make.respond(moscow, reply, "countered", opens=riga)
    assert standing(moscow).state == "countered"

    make.respond(riga, make.meeting("Talks", russia, latvia, dated="8 December 2016"), "accepted")

    assert (standing(riga).state, standing(moscow).state) == ("accepted", "superseded")


def test_a_public_offer_refused_in_a_secret_letter_and_deferred_in_public(note, offer, reader, officer):
    make.respond(offer, make.answer_to(note, dated="9 March 2017"), "deferred")
    make.respond(offer, make.answer_to(note, dated="10 March 2017", level=make.level("secret")), "rejected")

    for person, state in ((reader, "deferred"), (officer, "rejected")):
        assert [row.state for row in Standing.objects.effective_for(person)] == [state]
        assert [found.state for found in ledger.folds([offer], person).values()] == [state]
    assert Response.objects.visible_to(reader).count() == 1
