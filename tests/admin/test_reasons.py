"""What others rely on changes with a reason only, and the reason stands in the journal beside what changed."""

import pytest

from correspondence.models import JournalEntry, Letter, Participation
from tests import factories as make
from tests.admin.pages import address, fields_of, problems

WORDS = "Latvia sees no possibility of renewing the dialogue."


@pytest.fixture
def refusal(invitation, consultations):
    """Latvia's reply on file: its text, and its answer to what was put."""
    letter = make.answer_to(invitation, subject="Reply", dated="22 November 2016", language="en")
    make.text(letter, WORDS)
    make.respond(consultations, letter, "rejected")
    return letter


def asked_why(client, letter, **changes):
    """Return the question that a change without a reason is answered with; None when it was saved."""
    where = address(letter)
    answer = client.post(where, fields_of(client, where) | changes)
    return None if answer.status_code == 302 else problems(answer)["reason"][0]


def why(row):
    return JournalEntry.objects.filter(object_id=row.pk).latest("at").reason


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"dated": "23 November 2016"}, "date on the document"),
        ({"received": "24 November 2016"}, "received"),
        ({"participations-0-role": "on_behalf"}, "part in a letter: role"),
        ({"participations-0-DELETE": "on"}, "removed: sender: Latvia"),
        ({"texts-0-body": f"{WORDS} It regrets this."}, "text: text"),
        ({"responses-0-answer": "deferred"}, "response: answer"),
        ({"responses-0-DELETE": "on"}, "removed: Consultations in Moscow: rejected"),
    ],
)  # fmt: skip
def test_a_change_that_others_rely_on_is_refused_without_a_reason_and_named(desk_officer, refusal, changes, named):
    before = list(JournalEntry.objects.order_by("pk").values_list("pk"))

    assert asked_why(desk_officer, refusal, **changes) == (f"Say why: others rely on what changes here ({named}).")
    assert list(JournalEntry.objects.order_by("pk").values_list("pk")) == before


def test_the_refusal_names_all_that_changed_at_once(desk_officer, refusal):
    changes = {"dated": "23 November 2016", "responses-0-answer": "deferred"}

    assert asked_why(desk_officer, refusal, **changes).endswith("(date on the document; response: answer).")


def test_the_reason_stands_in_the_journal_with_every_row_that_changed(desk_officer, refusal):
    changes = {"dated": "23 November 2016", "responses-0-answer": "deferred", "reason": "Misread in the copy"}
    text = refusal.texts.get()

    assert asked_why(desk_officer, refusal, **changes) is None

    assert why(refusal) == why(refusal.responses.get()) == "Misread in the copy"
    assert why(text) == ""


def test_a_row_that_is_removed_keeps_the_reason(desk_officer, refusal):
    part = refusal.participations.get(role="addressee")

    assert asked_why(desk_officer, refusal, **{"participations-1-DELETE": "on", "reason": "It was a copy"}) is None

    assert not Participation.objects.filter(pk=part.pk).exists()
    assert why(part) == "It was a copy"


@pytest.mark.parametrize("changes", [{"subject": "Reply to the invitation"}, {"summary": "A refusal"},
                                     {"participations-0-reference": "41/1"}])  # fmt: skip
def test_a_slip_of_the_pen_needs_no_reason(desk_officer, refusal, changes):
    assert asked_why(desk_officer, refusal, **changes) is None


def test_a_draft_changes_without_a_reason_until_it_is_logged(desk_officer, officer, latvia):
    draft = make.letter("Draft", sender=latvia, dated="1 May 2016", status="draft", by=officer)

    assert asked_why(desk_officer, draft, dated="2 May 2016", status="logged") is None
    assert Letter.objects.get(pk=draft.pk).status == "logged"
    assert asked_why(desk_officer, draft, dated="3 May 2016").endswith("(date on the document).")


def test_a_new_row_needs_no_reason(desk_officer, refusal, russian_mod):
    where = address(refusal)
    fields = fields_of(desk_officer, where)
    new = {"participations-TOTAL_FORMS": "3", "participations-2-role": "copy",
           "participations-2-party": str(russian_mod.pk)}  # fmt: skip

    assert desk_officer.post(where, fields | new).status_code == 302
    assert refusal.participations.filter(role="copy").exists()
