"""From the tables to the fold and back: what reaches each addressee, and what is stored for each audience."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.dates import read
from correspondence.models import (
    Audience,
    Letter,
    LetterPair,
    Participation,
    Party,
    Proposal,
    Response,
    Standing,
    ledger,
)
from correspondence.models.fold import Fold
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


def folded(offer: Proposal) -> Fold:
    return next(iter(ledger.folds([offer], make.user(cleared="secret")).values()))


def odd(offer: Proposal) -> list[str]:
    return [anomaly.reason for anomaly in folded(offer).anomalies]


def receive(letter: Letter, party: Party, day: str, **fields) -> None:
    part = Participation(letter=letter, party=party, role="addressee", received=read(day), **fields)
    part.full_clean()
    part.save()


# Whom a tabling reaches ----------------------------------------------------------------------------------------------


def test_a_tabling_reaches_those_whom_its_letter_addresses(latvia, russia, osce):
    offer = make.offer(by=latvia, to=[russia, osce])
    make.table(offer, make.letter(sender=latvia, to=osce, dated="1 March 2017"))

    assert [standing(offer, one).times_tabled for one in (russia, osce)] == [0, 1]


def test_a_tabling_reaches_everybody_when_its_letter_names_none_of_them(latvia, russia, osce):
    offer = make.offer(by=latvia, to=[russia, osce])
    make.table(offer, make.letter(sender=latvia, form="press_statement", dated="1 March 2017"))

    assert [standing(offer, one).times_tabled for one in (russia, osce)] == [1, 1]


def test_a_tabling_to_a_ministry_reaches_the_state_that_it_speaks_for(latvia, russia, russian_mod, osce):
    offer = make.offer(by=latvia, to=[russia, osce])
    make.table(offer, make.letter(sender=latvia, to=russian_mod, dated="1 March 2017"))

    assert [standing(offer, one).times_tabled for one in (russia, osce)] == [1, 0]


def test_who_gets_a_copy_is_reached_too(latvia, russia, osce):
    offer = make.offer(by=latvia, to=[russia, osce])
    letter = make.letter(sender=latvia, to=russia, dated="1 March 2017")
    Participation(letter=letter, party=osce, role="copy").save()
    make.table(offer, letter)

    assert [standing(offer, one).times_tabled for one in (russia, osce)] == [1, 1]


def test_a_letter_addressed_anew_reaches_whom_it_now_addresses(offer, note, latvia, russia, osce):
    make.offer("For two", by=latvia, to=[russia, osce], put_in=note)
    note.participations.get(role="addressee").delete()
    Participation(letter=note, party=osce, role="addressee").save()

    for_two = Proposal.objects.get(title="For two")
    assert [standing(for_two, one).times_tabled for one in (russia, osce)] == [0, 1]


# What counts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["draft", "void"])
def test_the_acts_of_a_draft_or_void_letter_count_for_nothing(offer, note, status):
    reply = make.answer_to(note, dated="9 March 2017")
    make.respond(offer, reply, "rejected")
    assert standing(offer).state == "rejected"

    reply.status, reply.void_reason = status, "A mistake." if status == "void" else ""
    reply.save()

    public = Standing.objects.effective_for(make.user(cleared="public")).get()
    assert (public.state, public.times_rejected) == ("open", 0)


def test_what_a_duplicate_says_counts_once(offer, note):
    reply = make.answer_to(note, dated="9 March 2017")
    copy = make.answer_to(note, dated="9 March 2017")
    for one in (reply, copy):
        make.respond(offer, one, "rejected")
    assert standing(offer).times_rejected == 2

    make.link(copy, reply, "duplicates")

    assert (standing(offer).times_rejected, odd(offer)) == (1, [])


def test_what_only_the_duplicate_says_counts(offer, note, latvia, russia):
    copy = make.letter(sender=latvia, to=russia, dated="1 March 2017")
    make.link(copy, note, "duplicates")
    make.table(offer, copy, "amended")

    assert standing(offer).times_tabled == 2


def test_two_letters_that_are_each_called_a_duplicate_of_the_other_count_once(offer, note, latvia, russia):
    copy = make.letter(sender=latvia, to=russia, dated="1 March 2017")
    make.table(offer, copy)
    make.link(copy, note, "duplicates")
    make.link(note, copy, "duplicates")

    assert standing(offer).times_tabled == 1


def test_three_copies_of_one_letter_count_once(offer, note, latvia, russia):
    before = note
    for _copy in range(2):
        copy = make.letter(sender=latvia, to=russia, dated="1 March 2017")
        make.table(offer, copy)
        make.link(copy, before, "duplicates")
        before = copy

    assert standing(offer).times_tabled == 1


def test_the_acts_of_a_withdrawn_document_count_and_are_flagged(offer, note, latvia, russia):
    make.respond(offer, make.answer_to(note, dated="9 March 2017"), "rejected")
    make.link(make.letter(sender=latvia, to=russia, dated="20 March 2017"), note, "withdraws")

    assert (standing(offer).state, standing(offer).times_tabled) == ("rejected", 1)
    assert odd(offer) == ["document_withdrawn"]
    assert standing(offer).anomalies == 1


def test_a_claim_about_many_is_counted_beside_the_instances(offer, note):
    make.respond(offer, make.answer_to(note, knowledge="reported", extent="bundle", dated="2018"), "rejected")

    row = standing(offer)
    assert (row.state, row.times_rejected, row.claims_rejected) == ("rejected", 0, 1)


def test_a_claimed_answer_about_an_interval_stands_at_its_end(offer, note, latvia, russia):
    claim = make.answer_to(note, knowledge="reported", extent="bundle", dated="2017 to 2019")
    make.respond(offer, claim, "rejected")
    make.respond(offer, make.answer_to(note, dated="1 May 2018"), "deferred")

    assert [move.state for move in (folded(offer),)] == ["deferred"], "the claim never overrules an answer on record"
    assert folded(offer).order[-1] == claim.responses.get().pk


# When a withdrawal works -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("received", "state"), [("12 March 2017", "accepted"), ("6 March 2017", "withdrawn")])
def test_a_withdrawal_works_when_the_addressee_received_it(offer, note, latvia, russia, received, state):
    withdrawal = make.letter(sender=latvia, dated="5 March 2017")
    receive(withdrawal, russia, received)
    make.table(offer, withdrawal, "withdrawn")
    reply = make.answer_to(note, dated="9 March 2017")
    make.respond(offer, reply, "accepted" if state == "accepted" else "acknowledged")

    assert standing(offer).state == state


def test_a_withdrawal_received_by_fax_and_by_bag_works_from_the_first_receipt(offer, note, latvia, russia):
    withdrawal = make.letter(sender=latvia, dated="5 March 2017")
    receive(withdrawal, russia, "6 March 2017", channel="fax")
    receive(withdrawal, russia, "20 March 2017", channel="bag", position=1)
    make.table(offer, withdrawal, "withdrawn")

    assert standing(offer).since_key[:8] == "20170306"


def test_each_addressee_has_a_date_of_receipt_of_its_own(latvia, russia, osce):
    note = make.letter(sender=latvia, to=[russia, osce], dated="1 March 2017")
    offer = make.offer(by=latvia, to=[russia, osce], put_in=note)
    withdrawal = make.letter(sender=latvia, dated="5 March 2017")
    receive(withdrawal, russia, "6 March 2017")
    receive(withdrawal, osce, "20 March 2017")
    make.table(offer, withdrawal, "withdrawn")
    for one in (russia, osce):
        make.respond(offer, make.letter(sender=one, to=latvia, dated="9 March 2017"), "accepted", addressee=one)

    assert standing(offer, osce).anomalies == 1, "accepted in good faith: the withdrawal is the anomaly"
    assert [standing(offer, one).state for one in (russia, osce)] == ["accepted", "accepted"]
    reasons = [a.reason for f in ledger.folds([offer], make.user(cleared="secret")).values() for a in f.anomalies]
    assert sorted(reasons) == ["answered_after_close", "withdrawn_after_acceptance"]


# What another offer decides --------------------------------------------------------------------------------------------


def redirected_or_countered(offer: Proposal, note: Letter, answer: str, **fields) -> Proposal:
    reply = make.answer_to(note, dated="9 March 2017")
    other = make.offer("Instead", by=make.party("Russia"), to=make.party("Latvia"), put_in=reply)
    framework = make.framework() if answer == "redirected" else None
    make.respond(offer, reply, answer, opens=other, framework=framework, **fields)
    return other


@pytest.mark.parametrize("answer", ["countered", "redirected"])
@pytest.mark.parametrize(("outcome", "state"), [("accepted", "superseded"), ("rejected", "open"), ("deferred", None)])
def test_what_an_answer_opened_decides_about_the_offer_it_answered(offer, note, latvia, russia, answer, outcome, state):
    other = redirected_or_countered(offer, note, answer)
    assert standing(offer).state == answer

    make.respond(other, make.letter(sender=latvia, to=russia, dated="1 May 2017"), outcome)

    assert standing(offer).state == (state or answer)


def test_what_an_answer_beside_the_principal_one_opened_decides_nothing(offer, note, latvia, russia):
    other = redirected_or_countered(offer, note, "redirected", principal=False)
    make.respond(offer, note.links_down.get().later, "rejected")
    make.respond(other, make.letter(sender=latvia, to=russia, dated="1 May 2017"), "accepted")

    assert standing(offer).state == "rejected"


def test_only_what_the_counter_itself_opened_decides_and_not_what_that_led_to(offer, note, latvia, russia):
    second = redirected_or_countered(offer, note, "countered")
    reply = make.letter(sender=latvia, to=russia, dated="1 May 2017")
    third = make.offer("Third", by=latvia, to=russia, put_in=reply)
    make.respond(second, reply, "countered", opens=third)
    make.respond(third, make.letter(sender=russia, to=latvia, dated="1 June 2017"), "accepted")

    assert [standing(one).state for one in (third, second, offer)] == ["accepted", "superseded", "countered"]


def test_two_offers_that_counter_each_other_still_fold(offer, note, latvia, russia):
    other = redirected_or_countered(offer, note, "countered")
    make.respond(other, make.letter(sender=latvia, to=russia, dated="1 May 2017"), "countered", opens=offer)

    assert {standing(one).state for one in (offer, other)} == {"countered"}


def test_an_offer_is_superseded_by_the_one_that_replaces_it_once_that_is_put(offer, latvia, russia):
    new = make.offer("More inspections", by=latvia, to=russia, replaces=offer)
    assert standing(offer).state == "open"

    make.table(new, make.letter(sender=latvia, to=russia, dated="1 May 2017"))

    assert (standing(offer).state, standing(offer).since_key[:8]) == ("superseded", "20170501")
    assert standing(new).state == "open"


def test_an_offer_that_was_settled_stays_settled_when_another_replaces_it(offer, note, latvia, russia):
    make.respond(offer, make.answer_to(note, dated="9 March 2017"), "rejected")
    later = make.letter(sender=latvia, to=russia, dated="1 May 2017")
    make.offer("More inspections", by=latvia, to=russia, put_in=later, replaces=offer)

    assert standing(offer).state == "rejected"


# What each audience knows ------------------------------------------------------------------------------------------------


def known_to(person, offer: Proposal) -> str:
    """Return the one state that is stored for a reader, after seeing that it is what is folded for him."""
    stored = [row.state for row in Standing.objects.effective_for(person).filter(addressee__proposal=offer)]
    assert stored == [found.state for found in ledger.folds([offer], person).values()]
    assert len(stored) == 1
    return stored[0]


@pytest.fixture
def seated(db):
    """Return a reader who sits at some desks."""

    def seat(*codes: str):
        return make.user(cleared="public", desks=tuple(make.desk(code) for code in codes))

    return seat


@pytest.mark.parametrize(
    ("east", "west"), [("rejected", "accepted"), ("accepted", "rejected"), ("deferred", "deferred")]
)
def test_two_desks_know_two_states_and_who_sits_at_both_knows_the_last(offer, note, seated, east, west):
    make.respond(offer, make.answer_to(note, dated="9 March 2017", desk=make.desk("east")), east)
    make.respond(offer, make.answer_to(note, dated="10 March 2017", desk=make.desk("west")), west)

    assert known_to(seated(), offer) == "open"
    assert known_to(seated("east"), offer) == east
    assert known_to(seated("west"), offer) == west
    assert known_to(seated("east", "west"), offer) == west


def test_who_sits_at_three_desks_knows_one_state(offer, note, seated):
    for day, code in enumerate(("east", "north", "west"), start=9):
        make.respond(offer, make.answer_to(note, dated=f"{day} March 2017", desk=make.desk(code)), "deferred")

    for codes in ((), ("east",), ("east", "west"), ("east", "north", "west")):
        assert known_to(seated(*codes), offer) == ("deferred" if codes else "open")


def test_nothing_is_stored_for_an_audience_that_knows_no_more(offer, note):
    make.respond(offer, make.answer_to(note, dated="9 March 2017"), "rejected")
    make.respond(offer, make.answer_to(note, dated="8 March 2017", level=make.level("secret")), "acknowledged")

    assert [row.state for row in Standing.objects.all()] == ["rejected"]


def test_a_secret_offer_that_replaces_a_public_one_supersedes_it_for_those_who_know(
    offer, latvia, russia, reader, officer
):
    secret = make.level("secret")
    new = make.offer("Other", by=latvia, to=russia, replaces=offer, level=secret)
    make.table(new, make.letter(sender=latvia, to=russia, dated="1 May 2017", level=secret))

    assert (known_to(reader, offer), known_to(officer, offer)) == ("open", "superseded")


def test_a_secret_addressee_changes_whom_a_letter_reaches_for_those_who_know_of_it(latvia, russia, reader, officer):
    service = make.party("Service", level=make.level("secret"))
    letter = make.letter(sender=latvia, to=service, dated="1 March 2017")
    offer = make.offer(by=latvia, to=[russia, service], put_in=letter)

    def tabled(person) -> int:
        stored = Standing.objects.effective_for(person).get(addressee__party=russia)
        acts = ledger.collect_for([offer], person)
        assert acts.fold_for(stored.addressee).times_tabled == stored.times_tabled
        return stored.times_tabled

    assert (tabled(reader), tabled(officer)) == (1, 0)


def test_a_secret_withdrawal_of_a_document_is_flagged_for_those_who_know_of_it(offer, note, latvia, reader, officer):
    withdrawal = make.letter(sender=latvia, dated="20 March 2017", level=make.level("secret"))
    make.link(withdrawal, note, "withdraws")

    flagged = [Standing.objects.effective_for(person).get().anomalies for person in (reader, officer)]
    assert flagged == [0, 1]


def test_a_withdrawal_of_a_document_that_is_void_flags_nothing(offer, note, latvia):
    withdrawal = make.letter(sender=latvia, dated="20 March 2017")
    make.link(withdrawal, note, "withdraws")
    assert standing(offer).anomalies == 1

    withdrawal.void(reason="Logged by mistake.")

    assert standing(offer).anomalies == 0


def test_the_outcome_of_a_counter_is_known_to_those_who_know_the_answer(offer, note, latvia, russia, reader, officer):
    other = redirected_or_countered(offer, note, "countered")
    secret = make.letter(sender=latvia, to=russia, dated="1 May 2017", level=make.level("secret"))
    make.respond(other, secret, "accepted")

    assert [known_to(reader, one) for one in (other, offer)] == ["open", "countered"]
    assert [known_to(officer, one) for one in (other, offer)] == ["accepted", "superseded"]


def test_folding_many_offers_costs_as_many_queries_as_one(offer, note, latvia, russia, reader):
    make.respond(offer, make.answer_to(note, dated="9 March 2017"), "rejected")
    many = [offer]
    for day in range(1, 6):
        letter = make.letter(sender=latvia, to=russia, dated=f"{day} April 2017")
        many.append(make.offer(by=latvia, to=russia, put_in=letter))
        make.respond(many[-1], make.answer_to(letter, dated=f"{day} May 2017"), "rejected")

    with CaptureQueriesContext(connection) as for_one:
        ledger.folds([offer], reader)
    with CaptureQueriesContext(connection) as for_six:
        ledger.folds(many, reader)
    assert len(for_six) == len(for_one)


# The commands that prove it ----------------------------------------------------------------------------------------------


def run(command: str) -> int:
    with pytest.raises(SystemExit) as ended:
        call_command(command)
    return ended.value.code


@pytest.fixture
def answered(offer, note) -> Proposal:
    make.respond(offer, make.answer_to(note, dated="9 March 2017"), "rejected")
    return offer


def test_check_offers_is_content_with_what_the_verbs_wrote(answered, capsys):
    assert run("check_offers") == 0
    assert "offers=1 wrong=0" in capsys.readouterr().out


@pytest.mark.parametrize(
    "tampered", [{"state": "accepted"}, {"times_rejected": 9}, {"since_key": "0"}, {"width": 7}, {"last_act": None}]
)
def test_check_offers_finds_a_standing_that_was_tampered_with(answered, capsys, tampered):
    Standing.objects.update(**tampered)

    assert run("check_offers") == 1
    assert next(iter(tampered)) in capsys.readouterr().err


def test_check_offers_finds_a_standing_that_is_missing(answered, capsys):
    Standing.objects.all().delete()

    assert run("check_offers") == 1
    assert "missing" in capsys.readouterr().err


def test_check_offers_finds_a_standing_that_should_not_be_there(answered, capsys):
    secret = Audience.objects.of(make.level("secret"))
    row = Standing.objects.get()
    row.pk, row.audience = uuid4(), secret
    row.save(force_insert=True)

    assert run("check_offers") == 1
    assert "should not exist" in capsys.readouterr().err


def test_check_offers_finds_an_act_that_was_removed_around_the_verbs(answered):
    Response.objects.all().delete()

    assert run("check_offers") == 1


def test_check_pairs_is_content_with_what_the_verbs_wrote(answered, capsys):
    assert run("check_pairs") == 0
    assert "letters=2 wrong=0" in capsys.readouterr().out


def test_check_pairs_finds_a_place_that_was_tampered_with(answered, note, capsys):
    LetterPair.objects.filter(letter=note).update(sort_key="0")

    assert run("check_pairs") == 1
    assert str(note.pk) in capsys.readouterr().err


def test_check_pairs_finds_a_letter_that_stands_in_the_wrong_place(answered, note):
    Letter.objects.filter(pk=note.pk).update(sort_key="0")

    assert run("check_pairs") == 1


def test_check_pairs_finds_a_pair_that_is_missing(answered, note):
    LetterPair.objects.filter(letter=note).delete()

    assert run("check_pairs") == 1


def test_check_pairs_finds_a_pair_that_too_many_may_see(answered, note):
    LetterPair.objects.filter(letter=note).update(audience=Audience.objects.of(make.level("secret")))

    assert run("check_pairs") == 1


def test_check_pairs_finds_a_pair_of_parties_that_did_not_write(answered, note, osce):
    row = LetterPair.objects.filter(letter=note).get()
    low, high = sorted((row.low_id, osce.pk))
    LetterPair.objects.create(letter=note, low_id=low, high_id=high, sort_key=row.sort_key, audience=row.audience)

    assert run("check_pairs") == 1
