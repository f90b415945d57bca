"""A letter that was logged twice becomes one: every fact is kept, every state is right, nobody sees more or less."""

import pytest
from django.core.exceptions import ValidationError

from correspondence.dates import read
from correspondence.models import (
    Attachment,
    DateReading,
    JournalEntry,
    Letter,
    Link,
    Participation,
    Proposal,
    Standing,
    results,
)
from correspondence.models.filing import difference
from tests import factories as make

WHY = "The same note, logged at two desks."


@pytest.fixture
def kept(latvia, russia):
    return make.letter("Note on inspections", sender=latvia, to=russia, dated="2 March 2015", own_reference="12/7")


@pytest.fixture
def duplicate(latvia, russia):
    return make.letter(
        "Note of 2 March", sender=latvia, to=russia, dated="2 March 2015", their_reference="N-41", channel="bag"
    )


def fresh(row):
    return type(row)._base_manager.get(pk=row.pk)


def merged(duplicate, kept, reason=WHY, by=None):
    done = fresh(duplicate).merge_into(fresh(kept), by=by, reason=reason)
    for letter in Letter.objects.all():
        assert difference(letter) == ""
    for offer in Proposal.objects.all():
        assert results.difference(offer, Standing.objects.filter(addressee__proposal=offer)) == ""
    return done


def test_the_duplicate_stays_on_record_void_and_leads_to_the_kept_one(kept, duplicate, officer):
    merged(duplicate, kept, by=officer)

    duplicate = fresh(duplicate)
    assert (duplicate.status, duplicate.void_reason) == ("void", WHY)
    assert Link.objects.get(later=duplicate, earlier=kept).relation == "duplicates"
    assert JournalEntry.objects.get(object_id=kept.pk, verb="merged").reason == WHY
    assert JournalEntry.objects.get(object_id=duplicate.pk, verb="voided").by == officer


def test_what_only_the_duplicate_says_of_itself_is_taken_over_and_nothing_is_overwritten(kept, duplicate):
    duplicate.own_reference, duplicate.summary = "13/9", "Two more inspections."
    duplicate.save()

    merged(duplicate, kept)

    kept = fresh(kept)
    assert (kept.own_reference, kept.their_reference, kept.summary) == ("12/7", "N-41", "Two more inspections.")
    assert fresh(duplicate).own_reference == "13/9"


def test_acts_of_the_duplicate_go_over_with_their_keys_and_the_state_stays_right(kept, duplicate, latvia, russia):
    offer = make.offer("Additional inspections", by=latvia, to=russia)
    put = make.table(offer, duplicate)
    make.respond(offer, make.answer_to(duplicate, dated="9 March 2015"), "rejected")

    merged(duplicate, kept)

    assert fresh(put).letter == kept
    standing = Standing.objects.get(addressee__proposal=offer)
    assert (standing.state, standing.times_tabled, standing.times_rejected) == ("rejected", 1, 1)
    assert JournalEntry.objects.get(object_id=put.pk, verb="moved").reason == WHY


def test_what_both_say_counts_once_and_stays_with_the_duplicate(kept, duplicate, latvia, russia):
    offer = make.offer("Additional inspections", by=latvia, to=russia, put_in=kept)
    twice = make.table(offer, duplicate)

    done = merged(duplicate, kept)

    assert fresh(twice).letter == duplicate
    assert twice.pk in {row.pk for row in done.stayed}
    assert Standing.objects.get().times_tabled == 1


def test_an_answer_that_contradicts_the_kept_one_stays_behind(kept, duplicate, latvia, russia):
    offer = make.offer("Talks", by=russia, to=latvia)
    make.respond(offer, kept, "deferred")
    other = make.respond(offer, duplicate, "rejected")

    merged(duplicate, kept)

    assert fresh(other).letter == duplicate
    assert Standing.objects.get().state == "deferred"


def test_rival_readings_and_later_statements_name_the_act_of_the_kept_letter(kept, duplicate, latvia, russia):
    offer, topic = make.offer("Talks", by=russia, to=latvia), make.topic()
    own, same = make.respond(offer, kept, "deferred"), make.respond(offer, duplicate, "deferred")
    rival = make.respond(offer, duplicate, "rejected", principal=False, reading_of=same)
    first, again = make.position(latvia, topic, "No.", kept), make.position(latvia, topic, "No.", duplicate)
    later = make.position(latvia, topic, "No.", make.letter(), change="reaffirmed", previous=again)

    merged(duplicate, kept)

    assert (fresh(rival).reading_of, fresh(rival).letter) == (own, kept)
    assert fresh(later).previous == first


def test_links_lead_to_the_kept_letter_and_none_twice_or_to_itself(kept, duplicate):
    earlier, later = make.letter("Earlier"), make.letter("Later")
    make.link(kept, earlier)
    stays = make.link(duplicate, earlier)
    goes = make.link(later, duplicate)
    make.link(duplicate, kept, "refers_to")

    merged(duplicate, kept)

    assert fresh(goes).earlier == kept
    assert fresh(stays).later == duplicate
    assert not Link.objects.filter(later=kept, earlier=kept).exists()


def test_a_link_that_would_close_a_circle_stays_where_it_is(kept, duplicate):
    reply = make.answer_to(kept, dated="9 March 2015")
    stays = make.link(duplicate, reply)

    merged(duplicate, kept)

    assert fresh(stays).later == duplicate


def test_one_letter_by_fax_and_by_bag_is_one_letter_with_two_receipts(kept, duplicate, russia):
    by_fax = Participation.objects.get(letter=kept, party=russia)
    by_fax.channel, by_fax.received = "fax", read("2 March 2015")
    by_fax.save()
    duplicate.received = read("9 March 2015")
    duplicate.save()

    merged(duplicate, kept)

    receipts = Participation.objects.filter(letter=kept, party=russia).order_by("received_earliest")
    assert [(row.channel, row.received.edtf) for row in receipts] == [("fax", "2015-03-02"), ("bag", "2015-03-09")]


def test_a_receipt_that_only_the_duplicate_knows_is_the_only_one(kept, duplicate):
    duplicate.received = read("9 March 2015")
    duplicate.save()

    merged(duplicate, kept)

    assert (fresh(kept).received.edtf, fresh(kept).channel) == ("2015-03-09", "bag")
    assert kept.participations.count() == 2


def test_the_day_on_which_one_addressee_received_it_is_taken_over(kept, duplicate, russia):
    part = duplicate.participations.get(party=russia)
    part.received = read("9 March 2015")
    part.save()

    merged(duplicate, kept)

    assert kept.participations.get(party=russia).received.edtf == "2015-03-09"


def test_another_language_goes_over_the_same_words_do_not(kept, duplicate, latvia, russia):
    own = make.text(kept, "We propose two additional inspections. We await your reply.")
    same = make.text(duplicate, "We propose  two additional inspections.")
    russian = make.text(duplicate, "Мы предлагаем.", language="ru", role="translation")
    offer = make.offer("Inspections", by=latvia, to=russia)
    act = make.table(offer, duplicate, evidence=same, quote="two additional inspections")

    merged(duplicate, kept)

    assert fresh(russian).letter == kept
    assert fresh(same).letter == duplicate
    assert (fresh(act).letter, fresh(act).evidence) == (kept, own)


def test_another_date_is_kept_as_a_rival_reading(kept, duplicate):
    duplicate.dated = read("3 March 2015")
    duplicate.save()

    merged(duplicate, kept)

    assert fresh(kept).dated.edtf == "2015-03-02"
    rivals = DateReading.objects.filter(letter=kept, standing="alternative")
    assert [row.value.edtf for row in rivals] == ["2015-03-03"]


def test_what_the_duplicate_bounds_the_kept_letter_bounds(kept, duplicate):
    bounded = make._saved(DateReading(letter=make.letter("Undated"), bounded_by=duplicate, bound="before"))

    merged(duplicate, kept)

    assert fresh(bounded).bounded_by == kept


def test_a_file_is_there_at_both_addresses(kept, duplicate):
    missing = make._saved(Attachment(letter=duplicate, name="Annex 2", number=2, missing=True))

    merged(duplicate, kept)

    assert fresh(missing).letter == duplicate
    assert Attachment.objects.get(letter=kept).name == "Annex 2"


def test_hidden_rows_come_along_by_the_same_rules(kept, duplicate, latvia, russia):
    secret = make.letter("Secret", sender=russia, to=latvia, level=make.level("secret"), dated="5 March 2015")
    hidden = make.link(secret, duplicate)
    audience = hidden.audience

    merged(duplicate, kept)

    assert (fresh(hidden).earlier, fresh(hidden).audience) == (kept, audience)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"level": "restricted"}, "same people may see both"),
        ({"extent": "bundle", "knowledge": "reported"}, "stands for several"),
        ({"status": "draft"}, "no draft"),
    ],
)
def test_what_is_not_the_same_for_the_same_readers_is_not_merged(kept, duplicate, changes, why):
    if code := changes.pop("level", None):
        changes["level"] = make.level(code)
    for name, value in changes.items():
        setattr(kept, name, value)
    kept.save()

    with pytest.raises(ValidationError, match=why):
        fresh(duplicate).merge_into(fresh(kept), reason=WHY)


def test_it_needs_a_reason_and_two_letters(kept, duplicate):
    with pytest.raises(ValidationError, match="how you know"):
        duplicate.merge_into(kept, reason=" ")
    with pytest.raises(ValidationError, match="into itself"):
        kept.merge_into(kept, reason=WHY)


def test_a_recalled_document_is_linked_to_what_took_it_back_and_its_acts_still_count(kept, latvia, russia):
    offer = make.offer("Additional inspections", by=latvia, to=russia, put_in=kept)
    back = make.letter("We take our note back", sender=latvia, to=russia, dated="9 March 2015")

    kept.recall(back, reason="Told to the embassy.")

    link = Link.objects.get(earlier=kept, later=back)
    assert (link.relation, JournalEntry.objects.get(object_id=link.pk).verb) == ("withdraws", "recalled")
    assert (Standing.objects.get(addressee__proposal=offer).state, Standing.objects.get().anomalies) == ("open", 1)


def test_a_recall_needs_a_reason_and_an_exchange_that_counts(kept):
    back = make.letter("Taken back")
    with pytest.raises(ValidationError, match="how it was taken back"):
        kept.recall(back, reason="")
    back.void(reason="A mistake.")
    with pytest.raises(ValidationError, match="counts for nothing"):
        kept.recall(back, reason="Told to the embassy.")
