"""Steps with one letter say what will happen, in the words of what does happen, before they ask why."""

import re

import pytest
from django.urls import reverse

from correspondence.admin import party_merging
from correspondence.models import JournalEntry, Letter, Link, Standing
from tests import factories as make
from tests.admin.pages import fields_of


def step(letter, name, *others):
    return reverse(f"admin:correspondence_letter_{name}", args=(letter.pk, *(one.pk for one in others)))


def told(answer):
    """Return what a page says will happen, in one line."""
    html = answer.content.decode()
    found = re.search(r'<section class="effects".*?</section>', html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found.group()).split()) if found else ""


@pytest.fixture
def refusal(invitation, consultations):
    letter = make.answer_to(invitation, subject="Refusal", dated="9 August 2016")
    make.respond(consultations, letter, "rejected")
    return letter


def test_voiding_says_which_acts_stop_counting_and_which_offers_turn(desk_officer, refusal):
    make.answer_to(refusal, subject="Protest", dated="10 August 2016")

    page = told(desk_officer.get(step(refusal, "void")))

    assert "Consultations in Moscow: rejected" in page
    assert "“Consultations in Moscow”, Latvia: Declined → Open" in page
    assert "Protest (10 August 2016)" in page
    assert Standing.objects.get().state == "rejected"
    assert Letter.objects.get(pk=refusal.pk).status == "logged"


def test_voiding_betrays_nothing_hidden(low, invitation, consultations, russia, latvia):
    secret = make.answer_to(invitation, subject="Secret refusal", dated="9 August 2016", level=make.level("secret"))
    make.respond(consultations, secret, "rejected")

    page = told(low.get(step(invitation, "void")))

    assert "Consultations in Moscow: put" in page
    assert "Secret" not in page
    assert "Declined" not in page


def test_a_step_is_taken_with_the_letter_that_was_shown(desk_officer, invitation):
    fields = fields_of(desk_officer, step(invitation, "void"))
    invitation.save(verb="changed")

    answer = desk_officer.post(step(invitation, "void"), fields | {"reason": "Logged twice"})

    assert "Changed by someone else" in answer.content.decode()
    assert Letter.objects.get(pk=invitation.pk).status == "logged"


def test_reclassifying_says_who_will_see_it_what_moves_and_what_others_are_told_then(desk_officer, refusal):
    make.text(refusal, "No.")
    where = step(refusal, "reclassify")
    fields = fields_of(desk_officer, where) | {"level": str(make.level("secret").pk), "reason": "Sources named"}

    answer = desk_officer.post(where, fields)

    page = told(answer)
    assert "It is seen now by everybody who may read here." in page
    assert "seen by everybody cleared for “Secret” or higher" in page
    assert "1 text" in page
    assert "For those who see it now and will not see it then" in page
    assert "“Consultations in Moscow”, Latvia: Declined → Open" in page
    assert Letter.objects.get(pk=refusal.pk).level.code == "public"

    answer = desk_officer.post(where, fields_of(desk_officer, where) | fields | {"_confirmed": "Reclassify"})

    assert answer.status_code == 302
    assert Letter.objects.get(pk=refusal.pk).level.code == "secret"
    assert JournalEntry.objects.get(object_id=refusal.pk, verb="reclassified").reason == "Sources named"


def test_opening_a_letter_says_what_its_new_readers_will_be_told(desk_officer, refusal):
    refusal.reclassify(level=make.level("secret"), desk=None, reason="Sources named")
    where = step(refusal, "reclassify")

    page = told(desk_officer.post(where, fields_of(desk_officer, where) | {
        "level": str(make.level("public").pk), "reason": "Released"}))  # fmt: skip

    assert "For those who will see it" in page
    assert "“Consultations in Moscow”, Latvia: Open → Declined" in page


def test_reclassifying_to_where_it_is_says_so(desk_officer, invitation):
    where = step(invitation, "reclassify")

    answer = desk_officer.post(where, fields_of(desk_officer, where) | {"reason": "Sources named"})

    assert "That is where it is now" in answer.content.decode()


def test_a_letter_cannot_be_put_where_its_user_would_lose_it(low, invitation):
    where = step(invitation, "reclassify")

    answer = low.post(where, {"level": str(make.level("secret").pk), "reason": "x", "version": str(invitation.version)})

    assert "Select a valid choice" in answer.content.decode()


def test_a_refused_reclassification_says_why_and_offers_no_button(desk_officer, invitation):
    make.framework("Agreement", established_by=invitation)
    where = step(invitation, "reclassify")
    fields = fields_of(desk_officer, where) | {"level": str(make.level("secret").pk), "reason": "Sources named"}

    answer = desk_officer.post(where, fields)

    assert "cannot be restricted further" in answer.content.decode()
    assert "_confirmed" not in answer.content.decode()


def test_merging_says_what_goes_over_what_stays_and_then_does_it(
    desk_officer, invitation, consultations, latvia, russia
):
    other = make.letter("Invitation, by bag", sender=russia, to=latvia, dated="4 August 2016")
    make.text(other, "Приглашаем.", language="ru")
    make.table(consultations, other)
    where = step(invitation, "merge", other)

    page = told(desk_officer.get(where))

    assert "This goes over to the letter that is kept: Text: original (ru)" in page
    assert "Tabling: Consultations in Moscow: put" in page.partition("This stays")[2]

    answer = desk_officer.post(where, fields_of(desk_officer, where) | {"reason": "Same number"})

    assert answer.status_code == 302
    assert Letter.objects.get(pk=other.pk).status == "void"
    assert Link.objects.get(later=other).earlier == invitation


def test_the_other_letter_is_chosen_among_those_that_can_be_seen(low, invitation, latvia, russia):
    other = make.letter("The same", sender=russia, to=latvia)
    secret = make.letter("Secret", sender=russia, to=latvia, level=make.level("secret"))
    where = step(invitation, "merge_choose")

    assert low.post(where, {"other": str(other.pk)}).url == step(invitation, "merge", other)
    assert "Select a valid choice" in low.post(where, {"other": str(secret.pk)}).content.decode()
    hidden, absent = low.get(step(invitation, "merge", secret)), low.get(step(invitation, "merge", Letter()))
    assert (hidden.status_code, hidden.url) == (absent.status_code, absent.url)


def test_letters_for_different_readers_are_not_merged_and_the_page_says_so(desk_officer, invitation, latvia, russia):
    secret = make.letter("The same", sender=russia, to=latvia, level=make.level("secret"))

    answer = desk_officer.get(step(invitation, "merge", secret))

    assert "Reclassify one of them first" in answer.content.decode()
    assert "Merge them" not in answer.content.decode()


def test_a_recall_that_no_exchange_says_is_put_on_record_with_one(
    desk_officer, invitation, consultations, latvia, russia
):
    where = step(invitation, "recall")
    assert "Consultations in Moscow: put" in told(desk_officer.get(where))
    fields = fields_of(desk_officer, where) | {"on": "9 August 2016", "reason": "The ambassador said so."}

    answer = desk_officer.post(where, fields)

    assert answer.status_code == 302, answer.content.decode()
    made = Link.objects.get(earlier=invitation, relation="withdraws").later
    assert (made.form.code, made.knowledge, made.dated.edtf) == ("oral_message", "reported", "2016-08-09")
    assert set(made.participations.values_list("role", "party")) == {("sender", russia.pk), ("addressee", latvia.pk)}


@pytest.mark.parametrize(
    ("on", "withdrawing", "why"),
    [("", False, "Choose the exchange on record, or say when"), ("2016", True, "not both")],
)
def test_a_recall_names_one_exchange(desk_officer, invitation, russia, latvia, on, withdrawing, why):
    back = make.letter("Taken back", sender=russia, to=latvia)
    where = step(invitation, "recall")
    fields = fields_of(desk_officer, where) | {"on": on, "withdrawing": str(back.pk) if withdrawing else ""}

    answer = desk_officer.post(where, fields | {"reason": "The ambassador said so."})

    assert why in answer.content.decode()
    assert not Link.objects.filter(relation="withdraws").exists()


def test_who_may_not_change_letters_takes_no_step(client, invitation):
    client.force_login(make.user("staff", group="reader", cleared="secret", is_staff=True))

    names = ("void", "reclassify", "merge_choose", "recall")
    assert {client.get(step(invitation, name)).status_code for name in names} == {403}


def test_a_party_that_is_there_twice_is_chosen_shown_and_merged(desk_officer, russia, latvia):
    kept, other = make.party("Commissar Chicherin", "office", parent=russia), make.party("Chicherin", "person")
    make.letter("Note", sender=other, to=latvia)
    make.letter("Secret", sender=other, to=latvia, level=make.level("secret"))
    choose = reverse("admin:correspondence_party_merge_choose", args=(kept.pk,))
    assert choose in desk_officer.get(reverse("admin:correspondence_party_change", args=(kept.pk,))).content.decode()
    where = desk_officer.post(choose, {"other": str(other.pk)}).url

    page = told(desk_officer.get(where))

    assert "2 parts in letters" in page
    assert "The address /parties/chicherin/ leads to /parties/commissar-chicherin/." in page
    assert "on the timelines of “Russia”" in page

    answer = desk_officer.post(where, fields_of(desk_officer, where) | {"reason": "The edition says so."})

    assert answer.status_code == 302, told(answer)
    assert set(Letter.objects.values_list("participations__party", flat=True)) == {kept.pk, latvia.pk}


def test_merging_parties_counts_what_can_be_seen(low, russia, latvia):
    kept, other = make.party("Commissar Chicherin", "office", parent=russia), make.party("Chicherin", "person")
    make.letter("Note", sender=other, to=latvia)
    make.letter("Secret", sender=other, to=latvia, level=make.level("secret"))

    assert "1 part in a letter" in told(low.get(reverse("admin:correspondence_party_merge", args=(kept.pk, other.pk))))


def test_a_merged_duplicate_is_reclassified_like_the_letter_that_was_kept(desk_officer, invitation, latvia, russia):
    other = make.letter("The same", sender=russia, to=latvia)
    other.merge_into(Letter.objects.get(pk=invitation.pk), reason="Same number")
    to_secret = {"level": str(make.level("secret").pk), "reason": "Sources named"}
    where = step(invitation, "reclassify")

    assert "They stay where they are: reclassify each of them too. The same" in told(
        desk_officer.post(where, fields_of(desk_officer, where) | to_secret)
    )
    where = step(other, "reclassify")
    assert where in desk_officer.get(reverse("admin:correspondence_letter_change", args=(other.pk,))).content.decode()
    desk_officer.post(where, fields_of(desk_officer, where) | to_secret | {"_confirmed": "Reclassify"})
    assert Letter.objects.get(pk=other.pk).level.code == "secret"


def test_of_two_parties_the_one_that_is_named_less_goes(desk_officer, russia, latvia, monkeypatch):
    monkeypatch.setattr(party_merging, "MOST_ROWS", 1)
    kept, other = make.party("Commissar Chicherin", "office", parent=russia), make.party("Chicherin", "person")
    for subject in ("Note", "Another"):
        make.letter(subject, sender=other, to=latvia)
    where = reverse("admin:correspondence_party_merge", args=(kept.pk, other.pk))

    for answer in (desk_officer.get(where), desk_officer.post(where, fields_of(desk_officer, where) | {"reason": "x"})):
        assert "Keep it, and merge the other one into it." in answer.content.decode()
    assert type(other).objects.filter(pk=other.pk).exists()
