"""Two people at one record: the second is told, and nothing is lost."""

import pytest

from correspondence.models import Party, Proposal
from tests import factories as make
from tests.admin.pages import address, fields_of, problems


def test_the_second_of_two_saves_is_refused_with_both_versions_and_its_text_kept(desk_officer, invitation):
    where = address(invitation)
    mine = theirs = fields_of(desk_officer, where)

    desk_officer.post(where, theirs | {"subject": "Theirs"})
    answer = desk_officer.post(where, mine | {"summary": "My long summary"})

    assert problems(answer)["__all__"] == [
        "Changed by someone else after you opened it (you have version 1, now version 2). Nothing was saved."
    ]
    assert "My long summary" in answer.content.decode()
    invitation.refresh_from_db()
    assert (invitation.subject, invitation.summary) == ("Theirs", "")


@pytest.mark.parametrize("forged", [None, "", "2", "-1", "1.0", "１", "x" * 10_000, "\0"])
def test_a_version_that_is_missing_or_made_up_saves_nothing(desk_officer, invitation, forged):
    where = address(invitation)
    fields = fields_of(desk_officer, where) | {"subject": "Mine"}
    del fields["version"]

    answer = desk_officer.post(where, fields if forged is None else fields | {"version": forged})

    assert "Nothing was saved." in problems(answer)["__all__"][0]
    invitation.refresh_from_db()
    assert invitation.subject == "Invitation to consultations"


@pytest.mark.parametrize("noun", ["party", "topic", "proposal", "framework", "event"])
def test_every_record_is_locked_in_the_same_way(desk_officer, noun, latvia, consultations):
    record = {
        "party": lambda: latvia,
        "topic": lambda: make.topic("Airspace"),
        "proposal": lambda: consultations,
        "framework": make.framework,
        "event": make.event,
    }[noun]()
    name = "title" if hasattr(record, "title") else "name"
    where = address(record)
    fields = fields_of(desk_officer, where)
    first = desk_officer.post(where, fields | {name: "Theirs"})
    assert first.status_code == 302, problems(first)

    answer = desk_officer.post(where, fields | {name: "Mine"})

    assert problems(answer)["__all__"] == ["Changed by someone else after you opened it. Nothing was saved."]
    record.refresh_from_db()
    assert getattr(record, name) == "Theirs"


def test_a_row_that_was_changed_meanwhile_is_not_overwritten(desk_officer, consultations, invitation):
    tabling = consultations.tablings.get()
    where = address(consultations)
    fields = fields_of(desk_officer, where)
    tabling.terms = "Theirs"
    tabling.save()

    answer = desk_officer.post(where, fields)

    assert "Nothing was saved." in problems(answer)["tablings-0-__all__"][0]
    tabling.refresh_from_db()
    assert tabling.terms == "Theirs"


def test_a_row_that_was_changed_meanwhile_is_not_removed(desk_officer, invitation):
    link = make.link(make.letter("Later"), invitation)
    where = address(link.later)
    fields = fields_of(desk_officer, where) | {"links_up-0-DELETE": "on"}
    link.note = "Theirs"
    link.save()

    answer = desk_officer.post(where, fields)

    assert "Nothing was saved." in problems(answer)["links_up"][0]
    link.refresh_from_db()


def test_a_row_that_was_removed_meanwhile_says_so(desk_officer, invitation):
    link = make.link(make.letter("Later"), invitation)
    where = address(link.later)
    fields = fields_of(desk_officer, where) | {"links_up-0-note": "Mine"}
    link.delete()

    answer = desk_officer.post(where, fields)

    assert "This row is no longer there. Nothing was saved." in str(problems(answer))


def test_the_second_save_after_opening_again_works(desk_officer, latvia):
    where = address(latvia)
    for name in ("Latvija", "Latvia"):
        answer = desk_officer.post(where, fields_of(desk_officer, where) | {"name": name})
        assert answer.status_code == 302, problems(answer)

    assert Party.objects.get(pk=latvia.pk).name == "Latvia"


def test_a_letter_reclassified_while_its_page_is_open_does_not_come_down_again(low, invitation):
    where = address(invitation)
    fields = fields_of(low, where) | {"subject": "Mine"}
    invitation.reclassify(level=make.level("secret"), desk=None, reason="sensitive")

    answer = low.post(where, fields)

    assert answer.status_code == 302
    invitation.refresh_from_db()
    assert (invitation.level.code, invitation.subject) == ("secret", "Invitation to consultations")


def test_no_record_can_be_saved_as_a_new_one(desk_officer, consultations):
    where = address(consultations)

    answer = desk_officer.post(where, fields_of(desk_officer, where) | {"_saveasnew": "1"})

    assert answer.status_code == 400
    assert Proposal.objects.count() == 1
