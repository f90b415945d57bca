"""Two people at one record: the second sees what it was, what the first made of it and what he typed, and chooses."""

import pytest

from correspondence.models import JournalEntry, Letter
from tests import factories as make
from tests.admin.pages import Fields, address, fields_of, problems, signed_in

BODY = "The first paragraph.\nThe second paragraph."


@pytest.fixture
def colleague(db):
    return signed_in(make.user("colleague", group="desk officer", cleared="secret", is_staff=True))


def differences(answer):
    return {one.name: one for part in answer.context["parts"] for one in part.differences}


def settled(answer, **choices):
    """Return what the page of a conflict sends back: its fields, the choices that it came with, and those made."""
    page = Fields(answer.content.decode())
    given = {name: one.choice for name, one in differences(answer).items()} | choices
    asked = list(differences(answer))
    return {**page.values, "_asked": asked, **{f"_choice:{name}": choice for name, choice in given.items()}}


def in_conflict(mine, theirs, row, *, by_them, by_me):
    """Open a record twice, save theirs, send mine; return the address and the answer."""
    where = address(row)
    opened, also_opened = fields_of(mine, where), fields_of(theirs, where)
    saved = theirs.post(where, also_opened | by_them)
    assert saved.status_code == 302, problems(saved)
    return where, mine.post(where, opened | by_me)


def test_each_difference_shows_what_it_was_theirs_and_yours(desk_officer, colleague, invitation):
    _where, answer = in_conflict(
        desk_officer, colleague, invitation,
        by_them={"subject": "Invitation to talks", "place": "Moscow"},
        by_me={"subject": "Invitation to Moscow", "summary": "An invitation"},
    )  # fmt: skip

    shown = {name: (one.was, one.theirs, one.yours, one.default) for name, one in differences(answer).items()}
    assert shown == {
        "subject": ("Invitation to consultations", "Invitation to talks", "Invitation to Moscow", ""),
        "place": ("", "Moscow", "", "theirs"),
        "summary": ("", "", "An invitation", "yours"),
    }


def test_who_changed_it_is_told_with_the_day_and_the_reason(desk_officer, colleague, invitation):
    _where, answer = in_conflict(
        desk_officer, colleague, invitation,
        by_them={"dated": "5 August 2016", "reason": "Misread"}, by_me={"summary": "Mine"},
    )  # fmt: skip
    page = answer.content.decode()

    assert "colleague" in page
    assert "date on the document" in page
    assert "<q>Misread</q>" in page


def test_what_is_chosen_is_saved_and_everything_else_as_each_left_it(desk_officer, colleague, invitation):
    where, answer = in_conflict(
        desk_officer, colleague, invitation,
        by_them={"subject": "Theirs", "place": "Moscow"},
        by_me={"subject": "Mine", "summary": "My summary", "own_reference": "41/1"},
    )  # fmt: skip

    saved = desk_officer.post(where, settled(answer, subject="yours"))

    assert saved.status_code == 302
    letter = Letter.objects.get(pk=invitation.pk)
    assert (letter.subject, letter.place, letter.summary, letter.own_reference) == (
        "Mine", "Moscow", "My summary", "41/1",
    )  # fmt: skip


def test_without_a_choice_nothing_is_saved_and_the_choices_made_stand(desk_officer, colleague, invitation):
    where, answer = in_conflict(
        desk_officer, colleague, invitation,
        by_them={"subject": "Theirs", "place": "Moscow"}, by_me={"subject": "Mine", "place": "Riga"},
    )  # fmt: skip
    sent = settled(answer, subject="yours")
    del sent["_choice:place"]

    again = desk_officer.post(where, sent)

    assert "Choose in every place" in again.content.decode()
    assert {name: one.choice for name, one in differences(again).items()} == {"subject": "yours", "place": ""}
    assert Letter.objects.get(pk=invitation.pk).subject == "Theirs"


def test_a_third_change_meanwhile_is_asked_about_again(desk_officer, colleague, invitation):
    where, answer = in_conflict(
        desk_officer, colleague, invitation, by_them={"subject": "Theirs"}, by_me={"subject": "Mine"}
    )
    sent = settled(answer, subject="yours")
    colleague.post(where, fields_of(colleague, where) | {"subject": "Theirs again"})

    again = desk_officer.post(where, sent)

    shown = differences(again)["subject"]
    assert (shown.was, shown.theirs, shown.yours) == ("Theirs", "Theirs again", "Mine")


def test_a_text_is_compared_word_by_word(desk_officer, colleague, invitation):
    make.text(invitation, BODY)
    where, answer = in_conflict(
        desk_officer, colleague, invitation,
        by_them={"texts-0-body": BODY.replace("first", "opening"), "reason": "Copied wrongly"},
        by_me={"texts-0-body": BODY.replace("second", "closing"), "reason": "Copied wrongly"},
    )  # fmt: skip
    page = answer.content.decode()

    assert "<del>first</del>" in page
    assert "<ins>opening</ins>" in page
    assert "<ins>closing</ins>" in page
    assert desk_officer.post(where, settled(answer, **{"texts-0-body": "yours"})).status_code == 302
    assert invitation.texts.get().body.splitlines()[1] == "The closing paragraph."


def test_a_row_that_only_they_changed_stands_as_they_left_it(desk_officer, colleague, invitation):
    where, answer = in_conflict(
        desk_officer, colleague, invitation,
        by_them={"participations-0-reference": "41/1"}, by_me={"summary": "Mine"},
    )  # fmt: skip

    assert [one.default for one in differences(answer).values()] == ["theirs"]
    assert desk_officer.post(where, settled(answer)).status_code == 302
    assert invitation.participations.order_by("role").last().reference == "41/1"
    assert Letter.objects.get(pk=invitation.pk).summary == "Mine"


@pytest.mark.parametrize(("choice", "notes"), [("theirs", []), ("yours", ["Mine"])])
def test_a_row_that_they_removed_goes_or_comes_back_with_your_words(desk_officer, colleague, invitation, choice, notes):
    link = make.link(make.letter("Later"), invitation)
    where, answer = in_conflict(
        desk_officer, colleague, link.later, by_them={"links_up-0-DELETE": "on"}, by_me={"links_up-0-note": "Mine"}
    )
    [gone] = differences(answer)
    assert differences(answer)[gone].theirs == "removed"

    saved = desk_officer.post(where, settled(answer, **{gone: choice}))

    assert saved.status_code == 302
    assert [one.note for one in link.later.links_up.all()] == notes


@pytest.mark.parametrize(("choice", "left"), [("theirs", ["Theirs"]), ("yours", [])])
def test_a_row_that_you_remove_and_they_changed_asks_which(desk_officer, colleague, invitation, choice, left):
    link = make.link(make.letter("Later"), invitation)
    where, answer = in_conflict(
        desk_officer, colleague, link.later, by_them={"links_up-0-note": "Theirs"}, by_me={"links_up-0-DELETE": "on"}
    )
    [asked] = differences(answer)

    assert desk_officer.post(where, settled(answer, **{asked: choice})).status_code == 302
    assert [one.note for one in link.later.links_up.all()] == left


def test_rows_that_were_added_stay_in_the_form(desk_officer, colleague, invitation, latvian_mod):
    new = {"participations-TOTAL_FORMS": "3", "participations-2-role": "copy",
           "participations-2-party": str(latvian_mod.pk)}  # fmt: skip
    where, answer = in_conflict(
        desk_officer, colleague, invitation, by_them={"subject": "Theirs"}, by_me={"subject": "Mine", **new}
    )

    assert desk_officer.post(where, settled(answer, subject="theirs")).status_code == 302
    assert invitation.participations.filter(role="copy", party=latvian_mod).exists()


def test_what_a_record_was_is_not_guessed_for_a_version_that_never_was(desk_officer, colleague, invitation):
    where = address(invitation)
    fields = fields_of(desk_officer, where)

    answer = desk_officer.post(where, fields | {"version": "1-made-up", "subject": "Mine"})

    shown = differences(answer)["subject"]
    assert (shown.was, shown.theirs, shown.yours, shown.default) == (None, "Invitation to consultations", "Mine", "")


def test_a_change_that_its_reader_may_not_know_of_is_not_told(low, colleague, invitation):
    """While it was secret the letter was changed; now that it is public again, that is nobody's history."""
    where = address(invitation)
    opened = fields_of(low, where)
    levels = {"level": make.level("secret"), "desk": None, "reason": "CNRY"}
    invitation.reclassify(**levels)
    Letter.objects.get(pk=invitation.pk).reclassify(**(levels | {"level": make.level("public")}))

    answer = low.post(where, opened | {"subject": "Mine"})

    assert "CNRY" not in answer.content.decode()


def test_a_text_that_comes_back_with_other_line_ends_has_not_changed(desk_officer, invitation):
    text = make.text(invitation, BODY)
    where = address(invitation)
    fields = fields_of(desk_officer, where) | {"texts-0-body": BODY.replace("\n", "\r\n"), "subject": "Mine"}

    assert desk_officer.post(where, fields).status_code == 302

    assert JournalEntry.objects.filter(object_id=text.pk).count() == 1
