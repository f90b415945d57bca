"""What was put before is tabled again instead of put as new: the form asks once, and remembers the answer."""

import pytest

from correspondence.models import Letter, Proposal, Standing, Tabling
from correspondence.offers.put_before import likeness
from tests import factories as make
from tests.admin.pages import Fields, address, fields_of, problems

WORDS = "We propose once more that observers be notified of exercises near the border forty-two days ahead."


@pytest.fixture
def notice(latvia, russia):
    """Latvia has asked for notice of exercises, and was refused."""
    asked = make.letter("Notice is asked for", sender=latvia, to=russia, dated="2 May 2016")
    body = "Latvia proposes that observers be notified of exercises near the border forty-two days ahead."
    offer = make.offer("Notice of major exercises", by=latvia, to=russia)
    make.table(offer, asked, evidence=make.text(asked, body), quote=body)
    make.respond(offer, make.answer_to(asked, dated="1 June 2016"), "rejected")
    return offer


def logged(client, latvia, russia, **changes):
    """Post the form of a letter of Latvia's that puts one proposal; return the page that answers."""
    fields = fields_of(client, address(Letter(), "add"))
    form = next(row for row in make.LetterForm.objects.filter(code="letter"))
    fields |= {
        "subject": "Notice again", "dated": "3 May 2018", "form": str(form.pk), "language": "en",
        "participations-0-party": str(latvia.pk), "participations-1-party": str(russia.pk), "texts-0-body": WORDS,
        "puts-0-title": "Notification", "puts-0-quote": "observers be notified of exercises near the border",
    }  # fmt: skip
    return client.post(address(Letter(), "add"), fields | changes)


def first_row(answer):
    rows = {rows.formset.prefix: rows.formset for rows in answer.context["inline_admin_formsets"]}
    return rows["puts"].forms[0]


def sent_again(client, answer, **changes):
    """Send a refused page back as a browser would, with what was changed in it."""
    return client.post(address(Letter(), "add"), Fields(answer.content.decode()).values | changes)


def test_a_proposal_with_the_title_of_a_standing_one_is_asked_about(desk_officer, notice, latvia, russia):
    answer = logged(desk_officer, latvia, russia, **{"puts-0-title": "Notice of exercises", "puts-0-quote": ""})

    assert list(problems(answer)) == ["puts-0-put_before"]
    labels = [label for _value, label in first_row(answer).fields["put_before"].widget.choices]
    assert labels == ["tabled again: “Notice of major exercises” (rejected, put 1 time)", "a new proposal"]
    assert not Letter.objects.filter(subject="Notice again").exists()


def test_so_is_one_in_the_words_in_which_another_was_put(desk_officer, notice, latvia, russia):
    answer = logged(desk_officer, latvia, russia)

    assert list(problems(answer)) == ["puts-0-put_before"]
    assert first_row(answer)["put_before"].value() == str(notice.pk)


def test_the_same_offer_is_tabled_again_with_its_words(desk_officer, notice, latvia, russia):
    again = sent_again(desk_officer, logged(desk_officer, latvia, russia))

    assert again.status_code == 302, problems(again)
    tabled = Tabling.objects.get(letter__subject="Notice again")
    assert (tabled.proposal, tabled.kind) == (notice, "put")
    assert tabled.quote == "observers be notified of exercises near the border"
    assert tabled.passage is not None
    assert Proposal.objects.count() == 1
    standing = Standing.objects.get(addressee__proposal=notice)
    assert (standing.state, standing.times_tabled) == ("open", 2)


def test_a_new_one_goes_through(desk_officer, notice, latvia, russia):
    again = sent_again(desk_officer, logged(desk_officer, latvia, russia), **{"puts-0-put_before": "new"})

    assert again.status_code == 302, problems(again)
    assert Tabling.objects.get(letter__subject="Notice again").proposal.title == "Notification"


def test_the_question_and_its_answer_stay_while_something_else_is_put_right(desk_officer, notice, latvia, russia):
    first = logged(desk_officer, latvia, russia)
    second = sent_again(desk_officer, first, **{"puts-0-put_before": "new", "dated": "no such day"})

    assert list(problems(second)) == ["dated"]
    assert first_row(second)["put_before"].value() == "new"
    assert len(first_row(second).fields["put_before"].widget.choices) == 2


@pytest.mark.parametrize("key", ["nonsense", "00000000-0000-4000-8000-000000000000"])
def test_an_answer_that_was_not_offered_is_refused(desk_officer, notice, latvia, russia, key):
    answer = logged(desk_officer, latvia, russia, **{"puts-0-put_before": key, "puts-0-offers_alike": key})

    assert list(problems(answer)) == ["puts-0-put_before"]


def test_what_is_unlike_is_put_without_a_question(desk_officer, notice, latvia, russia):
    answer = logged(desk_officer, latvia, russia, **{"puts-0-quote": "", "puts-0-title": "Visits to barracks"})

    assert answer.status_code == 302, problems(answer)


def test_what_the_other_side_put_is_another_offer(desk_officer, notice, latvia, russia):
    sides = {"participations-0-party": str(russia.pk), "participations-1-party": str(latvia.pk)}

    assert logged(desk_officer, latvia, russia, **sides).status_code == 302


def test_an_offer_of_the_ministry_is_an_offer_of_its_state(desk_officer, notice, latvia, russia):
    ministry = make.party("Ministry of Defence of Latvia", "ministry", parent=latvia)

    assert "puts-0-put_before" in problems(
        logged(desk_officer, latvia, russia, **{"participations-0-party": str(ministry.pk)})
    )


def test_two_new_proposals_of_one_letter_are_not_held_against_each_other(desk_officer, latvia, russia):
    two = {"puts-TOTAL_FORMS": "2", "puts-1-title": "Notification of all", "puts-1-proposal_kind": "offer"}

    answer = logged(desk_officer, latvia, russia, **two, **{"puts-0-title": "Notification of all units"})

    assert answer.status_code == 302, problems(answer)
    assert Proposal.objects.count() == 2


def test_nobody_is_asked_about_an_offer_that_he_may_not_see(low, desk_officer, notice, latvia, russia):
    notice.level = make.level("secret")
    notice.save()

    assert logged(low, latvia, russia).status_code == 302


def test_a_hidden_offer_is_not_tabled_by_its_key(low, notice, latvia, russia):
    notice.level = make.level("secret")
    notice.save()
    key = str(notice.pk)

    hidden = logged(low, latvia, russia, **{"puts-0-put_before": key, "puts-0-offers_alike": key})

    assert list(problems(hidden)) == ["puts-0-put_before"]
    assert "Notice of major exercises" not in hidden.content.decode()


@pytest.mark.parametrize(
    ("title", "other", "alike"),
    [
        ("Notice of exercises", "Notice of major exercises", True),
        ("Militāro mācību paziņošana", "Militārās mācības: paziņojumi", True),
        ("Consultations in Moscow", "Consultations in Riga", False),
        ("Consultations", "Consultations in Moscow", False),
        ("Inspection", "Inspections", True),
        ("", "Inspections", False),
    ],
)
def test_titles_are_alike_in_their_words_without_the_endings(title, other, alike):
    assert bool(likeness(title, "", other, ())) is alike


def test_a_few_common_words_make_no_passage_alike():
    assert likeness("", "we propose talks", "", ["we propose talks"]) == 0
