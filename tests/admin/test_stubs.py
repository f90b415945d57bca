"""Letters that we do not have: made on the way, and promoted when they arrive."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from correspondence.dates import read
from correspondence.models import DateReading, Letter, LetterForm
from tests import factories as make
from tests.admin.pages import Fields, address, fields_of, signed_in

TEXT = "The Ministry regards the proposal as premature."


@pytest.fixture
def stub(russia, latvia):
    return make.letter(
        "Refusal of the visit", sender=russia, to=latvia, dated="March 2017", knowledge="reported", language="ru"
    )


@pytest.fixture
def report(stub):
    return make.answer_to(stub, subject="Statement on the refusal", dated="14 March 2017")


@pytest.fixture
def bundle(russia, latvia):
    return make.letter(
        "Refusals since 2003", sender=russia, to=latvia, dated="since 2003", knowledge="reported", extent="bundle"
    )


def promote(letter):
    return reverse("admin:correspondence_letter_promote", args=(letter.pk,))


def arrived(client, letter, **values):
    """Send the page of a letter that has arrived back with what the document says."""
    return client.post(
        promote(letter), {**fields_of(client, promote(letter)), "body": TEXT, "language": "en", **values}
    )


# It is made -------------------------------------------------------------------------------------------------------


def logged(client, russia, latvia, **values):
    """Log Latvia's letter to Russia, in reply to one that we do not have."""
    where = reverse("admin:correspondence_letter_add")
    form = str(LetterForm.objects.get(code="note_verbale").pk)
    parties = {"participations-0-party": str(latvia.pk), "participations-1-party": str(russia.pk)}
    first = {"subject": "Our answer", "dated": "14 March 2017", "form": form, **parties}
    return client.post(where, {**fields_of(client, where), **first, **values})


def test_a_letter_that_we_do_not_have_is_made_with_the_reply_to_it(desk_officer, officer, russia, latvia):
    answer = logged(
        desk_officer,
        russia,
        latvia,
        **{
            "stubs-0-title": "Refusal of the visit",
            "stubs-0-known_date": "March 2017",
            "stubs-0-known_reference": "41/12",
        },
    )

    assert answer.status_code == 302
    link = Letter.objects.get(subject="Our answer").links_up.get()
    stub = link.earlier
    assert (link.relation, link.basis) == ("answers", "stated")
    assert (stub.subject, stub.knowledge, stub.dated.edtf) == ("Refusal of the visit", "reported", "2017-03")
    assert (stub.status, stub.their_reference, stub.recorded_by) == ("logged", "41/12", officer)
    assert {(part.role, part.party) for part in stub.participations.all()} == {
        ("sender", russia),
        ("addressee", latvia),
    }
    assert DateReading.objects.get(letter=stub).basis == "reported"


def test_a_date_and_a_reference_are_enough_to_name_it(desk_officer, russia, latvia):
    logged(desk_officer, russia, latvia, **{"stubs-0-known_date": "9 March 2017", "stubs-0-known_reference": "41/12"})

    assert Letter.objects.filter(subject="Letter of 9 March 2017, 41/12", knowledge="reported").exists()


def test_our_own_letter_that_is_not_on_file_keeps_our_number(desk_officer, russia, latvia, settings):
    settings.HOME_PARTY = latvia.slug
    logged(desk_officer, russia, latvia, **{"stubs-0-known_reference": "7/3", "stubs-0-known_from": [str(latvia.pk)]})

    assert Letter.objects.get(knowledge="reported").own_reference == "7/3"


def test_it_stands_on_the_file_of_the_letter_that_answers_it(desk_officer, russia, latvia):
    topic = make.topic()
    logged(desk_officer, russia, latvia, **{"topic": str(topic.pk), "stubs-0-title": "Refusal"})

    stub, letter = Letter.objects.get(subject="Refusal"), Letter.objects.get(subject="Our answer")
    assert (stub.topic, stub.level, stub.desk, stub.form) == (topic, letter.level, letter.desk, letter.form)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"stubs-0-known_date": "some day or other"}, "known_date"),
        ({"stubs-0-relation": "acknowledges", "stubs-0-known_from": "all"}, "title"),
        ({"stubs-0-title": "Refusal", "stubs-0-known_date": "03/04/2017"}, "known_date"),
    ],
)
def test_what_is_refused_of_it_is_said_at_its_field_and_nothing_is_stored(desk_officer, russia, latvia, values, field):
    if values.get("stubs-0-known_from"):
        values = {**values, "stubs-0-known_from": [str(russia.pk)]}

    answer = logged(desk_officer, russia, latvia, **values)

    [stubs] = [rows.formset for rows in answer.context["inline_admin_formsets"] if rows.formset.prefix == "stubs"]
    assert list(stubs.forms[0].errors) == [field]
    assert not Letter.objects.exists()


def test_with_a_draft_it_is_a_draft_and_is_logged_with_it(desk_officer, officer, russia, latvia):
    logged(desk_officer, russia, latvia, **{"status": "draft", "stubs-0-title": "Refusal"})
    stub, draft = Letter.objects.get(subject="Refusal"), Letter.objects.get(subject="Our answer")
    assert (stub.status, stub.audience) == ("draft", draft.audience)

    draft.status = "logged"
    draft.save(by=officer)

    assert Letter.objects.get(pk=stub.pk).status == "logged"
    assert draft.links_up.get().audience == Letter.objects.get(pk=stub.pk).audience


# It arrives -------------------------------------------------------------------------------------------------------


def test_the_page_of_a_stub_offers_to_promote_it(desk_officer, stub):
    assert f'href="{promote(stub)}"' in desk_officer.get(address(stub)).content.decode()
    assert f'href="{promote(stub)}"' in desk_officer.get(stub.get_absolute_url()).content.decode()


def test_what_was_reported_stands_beside_fields_that_hold_it_already(desk_officer, stub):
    fields = fields_of(desk_officer, promote(stub))

    assert (fields["subject"], fields["dated"], fields["language"]) == ("Refusal of the visit", "March 2017", "ru")
    assert fields["form"] == str(stub.form_id)


def test_promoting_keeps_the_letter_and_its_links_and_adds_the_text(desk_officer, officer, stub, report):
    answer = arrived(desk_officer, stub, subject="Reply on the evaluation visit", dated="9 March 2017")

    letter = Letter.objects.get(pk=stub.pk)
    assert answer.url == address(letter)
    assert (letter.subject, letter.knowledge, letter.dated.edtf) == (
        "Reply on the evaluation visit",
        "held",
        "2017-03-09",
    )
    assert (letter.texts.get().body, letter.texts.get().recorded_by) == (TEXT, officer)
    assert letter.links_down.get().later == report


def test_the_page_of_the_letter_shows_what_the_report_said_against_what_the_text_says(desk_officer, stub, report):
    arrived(desk_officer, stub, subject="Reply on the evaluation visit", dated="9 March 2017")

    reported = desk_officer.get(stub.get_absolute_url()).context["sheet"].reported
    told = {row.name: (row.before, row.after) for row in reported.rows}
    assert told["Subject"] == ("Refusal of the visit", "Reply on the evaluation visit")
    assert told["Date on the document"] == ("March 2017", "9 March 2017")
    assert DateReading.objects.get(letter=stub, standing="alternative").value == read("March 2017")


def test_what_the_report_claimed_is_shown_before_and_after(desk_officer, stub, report, latvia, russia):
    text = make.text(report, "Russia refused the visit.")
    offer = make.offer("Evaluation visit", by=latvia, to=russia, put_in=make.letter(sender=latvia, to=russia))
    make.respond(offer, stub, "rejected", evidence=text, quote="refused the visit")

    before = desk_officer.get(promote(stub)).content.decode()
    arrived(desk_officer, stub)
    after = desk_officer.get(stub.get_absolute_url()).content.decode()

    assert "What was said of it" in before
    assert "Evaluation visit: rejected" in before
    assert "Still shown by the words of the report" in after


def test_a_letter_that_was_held_from_the_first_has_no_report_to_compare_with(desk_officer, note):
    assert "What the report said" not in desk_officer.get(note.get_absolute_url()).content.decode()


@pytest.fixture
def note(russia, latvia):
    return make.letter("A note", sender=russia, to=latvia, dated="9 March 2017", their_reference="41/12")


def test_a_file_alone_is_the_letter_too(desk_officer, stub):
    file = SimpleUploadedFile("note.txt", b"The note", content_type="text/plain")

    answer = arrived(desk_officer, stub, body="", file=file)

    assert answer.status_code == 302
    assert stub.attachments.get().role == "main"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"body": ""}, "body"),
        ({"language": ""}, "language"),
        ({"subject": ""}, "subject"),
        ({"dated": "some day or other"}, "dated"),
        ({"dated": "9 March 2017", "received": "1 March 2017"}, "received"),
    ],
)
def test_what_is_refused_is_said_at_its_field_and_nothing_typed_is_lost(desk_officer, stub, values, field):
    answer = arrived(desk_officer, stub, **{"their_reference": "41/12", **values})

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert Fields(answer.content.decode()).values["their_reference"] == "41/12"
    assert Letter.objects.get(pk=stub.pk).knowledge == "reported"


def test_a_stub_that_somebody_else_changed_meanwhile_is_not_promoted(desk_officer, stub):
    fields = {**fields_of(desk_officer, promote(stub)), "body": TEXT, "language": "en"}
    changed = Letter.objects.get(pk=stub.pk)
    changed.subject = "Refusal of the evaluation visit"
    changed.save()

    answer = desk_officer.post(promote(stub), fields)

    assert "Changed by someone else" in answer.content.decode()
    assert Letter.objects.get(pk=stub.pk).knowledge == "reported"


def test_a_letter_that_is_held_is_not_promoted(desk_officer, note):
    assert desk_officer.get(promote(note)).url == address(note)


def test_one_letter_of_several_that_has_arrived_is_part_of_them(desk_officer, bundle):
    answer = arrived(desk_officer, bundle, subject="Refusal of 2009", dated="2 June 2009")

    letter = Letter.objects.get(subject="Refusal of 2009")
    assert answer.url == address(letter)
    assert (letter.links_up.get().relation, letter.links_up.get().earlier) == ("part_of", bundle)
    assert Letter.objects.get(pk=bundle.pk).knowledge == "reported"


def test_a_hidden_stub_is_like_one_that_is_not_there(low, stub):
    stub.reclassify(level=make.level("secret"), desk=None, reason="Marked.")

    hidden, absent = (low.get(where) for where in (promote(stub), promote(type("Absent", (), {"pk": "0" * 32})())))
    assert hidden.status_code == absent.status_code == 302
    assert hidden.url == absent.url


def test_who_may_not_change_letters_promotes_none(reader, stub):
    reader.is_staff = True
    reader.save()

    assert signed_in(reader).get(promote(stub)).status_code == 403


# It is recognised -------------------------------------------------------------------------------------------------


def test_while_a_letter_is_typed_the_stub_that_it_may_be_is_offered_with_what_was_typed(
    desk_officer, stub, russia, latvia
):
    typed = {
        "subject": "On the evaluation visit",
        "dated": "9 March 2017",
        "form": str(LetterForm.objects.get(code="note_verbale").pk),
        "texts-0-body": TEXT,
        "texts-0-language": "en",
        "participations-0-role": "sender",
        "participations-0-party": str(russia.pk),
        "participations-1-role": "addressee",
        "participations-1-party": str(latvia.pk),
    }

    found = desk_officer.post(reverse("admin:correspondence_letter_possibly"), typed).content.decode()
    page = desk_officer.post(promote(stub), {**typed, "_carry": "1"})

    assert f'formaction="{promote(stub)}"' in found
    fields = Fields(page.content.decode()).values
    assert {name: fields[name] for name in ("subject", "dated", "form", "body")} == {
        "subject": typed["subject"],
        "dated": typed["dated"],
        "form": typed["form"],
        "body": TEXT,
    }
    assert Letter.objects.get(pk=stub.pk).knowledge == "reported"


def test_a_letter_that_was_logged_beside_its_stub_fills_it_in_and_is_merged_next(desk_officer, stub, note):
    assert f'href="{promote(stub)}?letter={note.pk}"' in desk_officer.get(address(note)).content.decode()

    fields = fields_of(desk_officer, f"{promote(stub)}?letter={note.pk}")
    answer = desk_officer.post(promote(stub), fields)

    assert fields["their_reference"] == "41/12"
    assert answer.url == reverse("admin:correspondence_letter_merge", args=(stub.pk, note.pk))
    assert Letter.objects.get(pk=stub.pk).subject == "A note"
