"""A letter known from others only has arrived: key, links and what was reported stay."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from correspondence.dates import read
from correspondence.models import DateReading, JournalEntry, Letter, LetterForm, Link, Text
from correspondence.models.promoting import Arrived
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def stub(russia, latvia):
    return make.letter("A refusal", sender=russia, to=latvia, dated="March 2017", knowledge="reported")


@pytest.fixture
def report(stub):
    return make.answer_to(stub, subject="Statement on the refusal", dated="14 March 2017")


def arrived(**columns):
    columns.setdefault("dated", read("9 March 2017"))
    return Arrived(columns, texts=[Text(language="en", body="The proposal is premature.")])


def test_the_letter_keeps_its_key_and_its_links_and_holds_its_text(stub, report):
    stub.promote(arrived(subject="Reply on the visit"))

    letter = Letter.objects.get(pk=stub.pk)
    assert (letter.subject, letter.knowledge) == ("Reply on the visit", "held")
    assert Link.objects.get(earlier=letter).later == report
    assert letter.texts.get().body == "The proposal is premature."


def test_a_date_that_was_reported_otherwise_stays_as_a_rival_that_names_the_report(stub, report):
    stub.promote(arrived())

    letter = Letter.objects.get(pk=stub.pk)
    assert letter.dated == read("9 March 2017")
    preferred, rival = (DateReading.objects.get(letter=stub, standing=one) for one in ("preferred", "alternative"))
    assert (preferred.value.edtf, preferred.basis) == ("2017-03-09", "as_printed")
    assert (rival.value.edtf, rival.basis) == ("2017-03", "reported")
    assert rival.source == "Statement on the refusal (14 March 2017)"


def test_a_date_that_the_document_bears_out_is_known_as_printed(stub):
    stub.promote(arrived(dated=read("March 2017")))

    reading = DateReading.objects.get(letter=stub)
    assert (reading.standing, reading.basis) == ("preferred", "as_printed")


def test_a_report_that_fewer_may_see_is_not_named(stub, report):
    report.reclassify(level=make.level("secret"), desk=None, reason="Marked later.")

    stub.promote(arrived())

    assert DateReading.objects.get(letter=stub, standing="alternative").source == ""


def test_the_journal_holds_what_was_reported_and_what_it_says(stub, officer):
    stub.promote(arrived(subject="Reply on the visit", their_reference="41/12"), by=officer)

    entry = JournalEntry.objects.get(letter=stub, verb="promoted")
    assert entry.by == officer
    assert (entry.before["subject"], entry.after["subject"]) == ("A refusal", "Reply on the visit")
    assert (entry.before["knowledge"], entry.after["knowledge"]) == ("reported", "held")


def test_what_was_claimed_of_it_stays_with_the_words_of_the_report(stub, report, latvia, russia):
    text = make.text(report, "Russia refused the visit.")
    offer = make.offer("Evaluation visit", by=latvia, to=russia, put_in=make.letter(sender=latvia, to=russia))
    claim = make.respond(offer, stub, "rejected", evidence=text, quote="refused the visit")

    stub.promote(arrived())

    claim.refresh_from_db()
    assert (claim.letter, claim.evidence) == (stub, text)
    assert claim.passage is not None


def test_what_fails_leaves_the_stub_as_it_was(stub):
    with pytest.raises(ValidationError):
        stub.promote(Arrived({"subject": "Reply"}, texts=[Text(language="en", body="")]))

    assert Letter.objects.get(pk=stub.pk).knowledge == "reported"
    assert not JournalEntry.objects.filter(verb="promoted").exists()


@pytest.mark.parametrize("fields", [{"knowledge": "held"}, {"knowledge": "reported", "extent": "bundle"}])
def test_a_letter_that_is_held_and_several_letters_are_not_promoted(russia, latvia, fields):
    letter = make.letter(sender=russia, to=latvia, **fields)

    with pytest.raises(ValidationError):
        letter.promote(arrived())


def test_a_void_letter_is_not_promoted(stub):
    stub.void(reason="Never sent.")

    with pytest.raises(ValidationError, match="void"):
        stub.promote(arrived())


def test_one_letter_of_several_is_a_letter_of_its_own_and_part_of_them(russia, latvia, officer):
    bundle = make.letter(
        "Refusals since 2003", sender=russia, to=latvia, dated="since 2003", knowledge="reported", extent="bundle",
        topic=make.topic(),
    )  # fmt: skip
    note = LetterForm.objects.get(code="note_verbale")

    letter = bundle.log_one_of(arrived(subject="Refusal of 2009", form=note), by=officer)

    assert letter.recorded_by == officer
    assert (letter.knowledge, letter.topic, letter.form) == ("held", bundle.topic, note)
    assert {(part.role, part.party) for part in letter.participations.all()} == {
        ("sender", russia),
        ("addressee", latvia),
    }
    assert (letter.links_up.get().earlier, letter.links_up.get().relation) == (bundle, "part_of")
    assert letter.texts.get().body == "The proposal is premature."
    bundle.refresh_from_db()
    assert bundle.knowledge == "reported"


def test_one_letter_of_several_brings_no_party_along_that_fewer_may_see(russia, latvia):
    bundle = make.letter("Notes", sender=russia, to=latvia, knowledge="reported", extent="bundle")
    service = make.party("A service", "body", level=make.level("secret"))
    bundle.participations.model(letter=bundle, party=service, role="copy").save()

    letter = bundle.log_one_of(arrived(subject="Note", form=bundle.form))

    assert not letter.participations.filter(party=service).exists()


def test_a_letter_that_is_one_is_not_logged_as_one_of_several(stub):
    with pytest.raises(ValidationError):
        stub.log_one_of(arrived(subject="Note", form=stub.form))
