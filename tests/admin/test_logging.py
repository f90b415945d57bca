"""Logging a letter: one page, saved all or nothing."""

from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from correspondence.models import (
    JournalEntry,
    Letter,
    LetterForm,
    Link,
    Participation,
    Proposal,
    Response,
    Standing,
    Text,
)
from tests import factories as make
from tests.admin.pages import added, address, fields_of, problems

WORDS = "Latvia sees no possibility of renewing the dialogue. Russia is asked to give notice of exercises."
SEEN = "sees no possibility of renewing the dialogue"
ASKED = "give notice of exercises"


def reply_to(letter):
    return f"{address(letter, 'add')}?reply_to={letter.pk}"


def form_of(code="letter"):
    return str(LetterForm.objects.get(code=code).pk)


def latvian_reply(client, parent):
    """Return the filled-in form: a text, a request of Latvia's own, and a refusal of what was put to it."""
    fields = fields_of(client, reply_to(parent))
    refusal = {"responses-0-answer": "rejected", "responses-0-quote": SEEN} if fields["responses-0-addressee"] else {}
    return {
        **fields,
        **refusal,
        "subject": "Reply to the invitation",
        "dated": "22 November 2016",
        "form": form_of(),
        "texts-0-body": WORDS,
        "puts-0-title": "Notice of exercises",
        "puts-0-proposal_kind": "request",
        "puts-0-quote": ASKED,
    }


def test_a_reply_starts_with_sender_and_addressee_mirrored_and_the_rest_taken_over(
    desk_officer, invitation, consultations, latvia, russia
):
    fields = fields_of(desk_officer, reply_to(invitation))

    parts = [(fields[f"participations-{n}-role"], fields[f"participations-{n}-party"]) for n in (0, 1)]
    assert parts == [("sender", str(latvia.pk)), ("addressee", str(russia.pk))]
    assert fields["links_up-0-earlier"] == str(invitation.pk)
    assert fields["links_up-0-relation"] == "answers"
    assert fields["topic"] == str(invitation.topic_id)
    assert fields["language"] == "en"
    assert fields["level"] == str(invitation.level_id)
    assert fields["responses-0-addressee"] == str(consultations.addressees.get().pk)


def test_a_reply_shows_what_it_replies_to_and_where_its_proposals_stand(desk_officer, invitation, consultations):
    page = desk_officer.get(reply_to(invitation)).content.decode()

    assert "Replying to" in page
    assert invitation.get_absolute_url() in page
    assert consultations.get_absolute_url() in page
    assert "invitation, to Latvia" in page


def test_a_settled_proposal_is_listed_but_no_answer_to_it_is_asked_for(desk_officer, invitation, consultations, russia):
    make.respond(consultations, make.answer_to(invitation), "rejected")

    page = desk_officer.get(reply_to(invitation))
    answers = next(rows.formset for rows in page.context["inline_admin_formsets"] if rows.formset.prefix == "responses")

    assert [asked.state for asked in page.context["reply"].asked] == ["rejected"]
    assert answers.forms[0].initial == {}


def test_one_save_logs_the_reply_with_its_text_its_answer_and_its_own_proposal(
    desk_officer, invitation, consultations, latvia, russia
):
    answer = desk_officer.post(reply_to(invitation), latvian_reply(desk_officer, invitation))

    assert answer.status_code == 302, problems(answer)
    letter = Letter.objects.get(subject="Reply to the invitation")
    assert letter.dated.edtf == "2016-11-22"
    assert {(p.role, p.party) for p in letter.participations.all()} == {("sender", latvia), ("addressee", russia)}
    assert letter.links_up.get().earlier == invitation
    refusal = letter.responses.get()
    assert (refusal.answer, refusal.addressee.proposal, refusal.quote) == ("rejected", consultations, SEEN)
    assert refusal.evidence == letter.texts.get()
    put = letter.tablings.get()
    assert (put.kind, put.proposal.title, put.proposal.kind, put.quote) == (
        "put",
        "Notice of exercises",
        "request",
        ASKED,
    )
    assert put.proposal.proposers.get().party == latvia
    assert put.proposal.addressees.get().party == russia
    assert put.proposal.topic == invitation.topic


def test_the_answer_moves_the_state_of_the_proposal(desk_officer, invitation, consultations):
    desk_officer.post(reply_to(invitation), latvian_reply(desk_officer, invitation))

    assert Standing.objects.get(addressee__proposal=consultations).state == "rejected"
    assert Standing.objects.get(addressee__proposal__title="Notice of exercises").state == "open"


def test_every_row_is_in_the_journal_under_the_name_of_who_saved_it(desk_officer, officer, invitation, consultations):
    before = set(JournalEntry.objects.values_list("pk", flat=True))

    desk_officer.post(reply_to(invitation), latvian_reply(desk_officer, invitation))

    written = JournalEntry.objects.exclude(pk__in=before)
    assert {entry.by for entry in written} == {officer}
    assert {entry.noun for entry in written} >= {
        "letter", "participation", "link", "text", "response", "proposal", "proposer", "addressee", "tabling",
        "datereading",
    }  # fmt: skip


def test_the_text_takes_the_letters_language_when_none_is_given(desk_officer, invitation):
    desk_officer.post(reply_to(invitation), latvian_reply(desk_officer, invitation))

    assert Text.objects.get(letter__subject="Reply to the invitation").language == "en"


def test_words_that_are_not_in_the_text_save_nothing_and_keep_everything_typed(desk_officer, invitation, consultations):
    letters = Letter.objects.count()
    fields = latvian_reply(desk_officer, invitation) | {"puts-0-quote": "words that nobody wrote"}

    answer = desk_officer.post(reply_to(invitation), fields)

    assert answer.status_code == 200
    assert list(problems(answer)) == ["puts-0-quote"]
    assert Letter.objects.count() == letters
    assert not Proposal.objects.filter(title="Notice of exercises").exists()
    assert not Text.objects.exists()
    page = answer.content.decode()
    for typed in (
        "Reply to the invitation",
        "22 November 2016",
        WORDS,
        "words that nobody wrote",
        "Notice of exercises",
    ):
        assert typed in page


def test_what_was_refused_can_be_put_right_and_saved(desk_officer, invitation, consultations):
    fields = latvian_reply(desk_officer, invitation)
    desk_officer.post(reply_to(invitation), fields | {"responses-0-quote": "not there"})

    answer = desk_officer.post(reply_to(invitation), fields)

    assert answer.status_code == 302
    assert Letter.objects.filter(subject="Reply to the invitation").count() == 1


def test_a_wrong_row_of_one_kind_stops_the_others(desk_officer, invitation):
    fields = latvian_reply(desk_officer, invitation) | {"links_up-0-relation": "nonsense"}

    answer = desk_officer.post(reply_to(invitation), fields)

    assert list(problems(answer)) == ["links_up-0-relation"]
    assert not Letter.objects.filter(subject="Reply to the invitation").exists()


def test_an_offered_proposal_without_an_answer_makes_no_row(desk_officer, invitation, consultations):
    fields = latvian_reply(desk_officer, invitation) | {"responses-0-answer": "", "responses-0-quote": ""}

    answer = desk_officer.post(reply_to(invitation), fields)

    assert answer.status_code == 302, problems(answer)
    assert not Response.objects.exists()


def test_a_proposal_chosen_without_an_answer_is_asked_about(desk_officer, invitation, consultations):
    fields = latvian_reply(desk_officer, invitation)
    fields |= {"responses-0-offered": "", "responses-0-answer": "", "responses-0-quote": ""}

    answer = desk_officer.post(reply_to(invitation), fields)

    assert list(problems(answer)) == ["responses-0-answer"]


def test_a_letter_may_be_logged_with_nothing_but_subject_and_form(desk_officer):
    where = address(Letter(), "add")
    fields = fields_of(desk_officer, where) | {"subject": "A note", "form": form_of("note_verbale")}

    answer = desk_officer.post(where, fields)

    assert answer.status_code == 302, problems(answer)
    assert not Participation.objects.exists()


def test_a_party_named_in_the_document_without_a_party_is_asked_about(desk_officer):
    where = address(Letter(), "add")
    fields = fields_of(desk_officer, where) | {"subject": "A note", "form": form_of()}

    answer = desk_officer.post(where, fields | {"participations-0-as_named": "The Ministry"})

    assert list(problems(answer)) == ["participations-0-party"]


def test_a_counter_offer_may_open_a_proposal_of_the_same_letter(desk_officer, invitation, consultations):
    fields = latvian_reply(desk_officer, invitation)
    fields |= {"responses-0-answer": "countered", "responses-0-opens_new": "notice of exercises"}

    answer = desk_officer.post(reply_to(invitation), fields)

    assert answer.status_code == 302, problems(answer)
    assert Response.objects.get().opens.title == "Notice of exercises"


def test_a_counter_offer_must_say_what_it_opens(desk_officer, invitation, consultations):
    fields = latvian_reply(desk_officer, invitation) | {"responses-0-answer": "countered"}

    answer = desk_officer.post(reply_to(invitation), fields)

    assert "Choose the proposal that the counter-offer opens." in str(problems(answer))


def test_an_answer_may_be_shown_by_the_letter_that_reports_it(desk_officer, invitation, consultations, latvia):
    statement = make.letter("Statement", sender=latvia)
    make.text(statement, WORDS)
    reply = make.answer_to(invitation, knowledge="reported")
    make.link(statement, reply, "reports")
    where = address(reply)
    row = {"addressee": str(consultations.addressees.get().pk), "answer": "rejected", "principal": "on", "quote": SEEN}
    fields = added(fields_of(desk_officer, where), "responses", **row)

    answer = desk_officer.post(where, fields)

    assert answer.status_code == 302, problems(answer)
    assert Response.objects.get().evidence.letter == statement


def test_a_position_takes_its_party_and_topic_from_the_letter(desk_officer, invitation, russia):
    where = address(invitation)
    row = {"statement": "The dialogue should be renewed.", "change": "first_stated"}
    fields = added(fields_of(desk_officer, where), "positions", **row)

    answer = desk_officer.post(where, fields)

    assert answer.status_code == 302, problems(answer)
    position = invitation.positions.get()
    assert (position.party, position.topic) == (russia, invitation.topic)


def test_a_draft_on_no_desk_cannot_put_a_proposal(desk_officer, invitation):
    fields = latvian_reply(desk_officer, invitation) | {"status": "draft"}

    answer = desk_officer.post(reply_to(invitation), fields)

    assert "A draft on no desk cannot put a proposal" in str(problems(answer))
    assert not Letter.objects.filter(status="draft").exists()


def test_a_draft_is_seen_by_its_author_only(desk_officer, registrar):
    where = address(Letter(), "add")
    fields = fields_of(desk_officer, where) | {"subject": "Half a note", "form": form_of(), "status": "draft"}

    answer = desk_officer.post(where, fields)

    assert answer.status_code == 302, problems(answer)
    assert not Letter.objects.visible_to(registrar).exists()


@pytest.mark.parametrize("key", ["", "nonsense", "00000000-0000-4000-8000-000000000000", "\0", "x" * 5000])
def test_a_reply_to_a_letter_that_is_not_there_is_an_empty_form_and_says_so(desk_officer, key):
    answer = desk_officer.get(address(Letter(), "add"), {"reply_to": key})

    assert answer.status_code == 200
    assert "That letter was not found." in answer.content.decode()
    assert "Replying to" not in answer.content.decode()


def test_an_answer_dated_before_its_letter_is_saved_with_a_warning(desk_officer, invitation):
    fields = latvian_reply(desk_officer, invitation) | {"dated": "1 May 2001"}

    answer = desk_officer.post(reply_to(invitation), fields, follow=True)

    assert Letter.objects.filter(subject="Reply to the invitation").exists()
    assert any("Please check the dates" in str(message) for message in answer.context["messages"])


def test_save_and_log_its_reply_goes_on_with_the_reply(desk_officer, invitation):
    fields = latvian_reply(desk_officer, invitation) | {"_reply": "Save and log its reply"}

    answer = desk_officer.post(reply_to(invitation), fields)

    letter = Letter.objects.get(subject="Reply to the invitation")
    assert answer.url == reply_to(letter)


def test_a_link_is_removed_by_its_own_box(desk_officer, invitation):
    reply = make.answer_to(invitation)
    where = address(reply)

    answer = desk_officer.post(where, fields_of(desk_officer, where) | {"links_up-0-DELETE": "on"})

    assert answer.status_code == 302, problems(answer)
    assert not Link.objects.exists()
    assert JournalEntry.objects.filter(noun="link", verb="removed").exists()


def test_a_row_and_its_exchange_are_changed_together(desk_officer, invitation, osce):
    where = address(invitation)
    fields = fields_of(desk_officer, where) | {"subject": "Invitation to talks"}
    fields = added(fields, "participations", role="copy", party=str(osce.pk))

    answer = desk_officer.post(where, fields)

    assert answer.status_code == 302, problems(answer)
    invitation.refresh_from_db()
    assert invitation.subject == "Invitation to talks"
    assert invitation.participations.filter(role="copy", party=osce).exists()


def test_saving_an_unchanged_page_writes_nothing(desk_officer, invitation, consultations):
    make.text(invitation, WORDS)
    where = address(invitation)
    entries, version = JournalEntry.objects.count(), invitation.version

    answer = desk_officer.post(where, fields_of(desk_officer, where))

    assert answer.status_code == 302, problems(answer)
    assert JournalEntry.objects.count() == entries
    invitation.refresh_from_db()
    assert invitation.version == version


def test_a_file_is_kept_under_its_hash_and_never_replaced(desk_officer, invitation):
    where = address(invitation)
    fields = added(fields_of(desk_officer, where), "attachments", role="scan")
    desk_officer.post(where, fields | {"attachments-0-file": SimpleUploadedFile("../note.pdf", b"as received")})
    kept = invitation.attachments.get()

    again = fields_of(desk_officer, where) | {"attachments-0-name": "The note"}
    answer = desk_officer.post(where, again | {"attachments-0-file": SimpleUploadedFile("other.pdf", b"forged")})

    assert answer.status_code == 302, problems(answer)
    stored = invitation.attachments.get()
    assert (stored.name, stored.sha256, stored.file.name) == ("The note", kept.sha256, kept.file.name)
    assert kept.sha256 == sha256(b"as received").hexdigest()


def test_an_enclosure_that_is_announced_but_absent_is_on_record(desk_officer, invitation):
    where = address(invitation)
    fields = added(fields_of(desk_officer, where), "attachments", role="enclosure", name="Map")

    refused = desk_officer.post(where, fields)
    answer = desk_officer.post(where, fields | {"attachments-0-missing": "on"})

    assert "Add the file, or say that it is missing." in str(problems(refused))
    assert answer.status_code == 302, problems(answer)
    assert invitation.attachments.get().missing


def test_a_circle_of_answers_is_refused_at_its_row(desk_officer, invitation):
    reply = make.answer_to(invitation)
    where = address(invitation)
    fields = added(
        fields_of(desk_officer, where), "links_up", relation="answers", earlier=str(reply.pk), basis="stated"
    )

    answer = desk_officer.post(where, fields)

    assert list(problems(answer)) == ["links_up-0-earlier"]
    assert Link.objects.count() == 1


def test_two_principal_answers_to_one_offer_are_refused_at_the_second(desk_officer, invitation, consultations):
    fields = latvian_reply(desk_officer, invitation)
    addressee = fields["responses-0-addressee"]

    answer = desk_officer.post(
        reply_to(invitation), added(fields, "responses", addressee=addressee, answer="deferred", principal="on")
    )

    assert list(problems(answer)) == ["responses-1-__all__"]
    assert not Response.objects.exists()
