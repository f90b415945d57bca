"""Many letters at once: what will happen is shown letter by letter, and each is changed by its own verb."""

import re
from dataclasses import replace

import pytest

from correspondence.admin import bulk
from correspondence.models import JournalEntry, Letter, Participation
from tests import factories as make
from tests.admin.pages import address, fields_of, signed_in

LIST = "/admin/correspondence/letter/"


@pytest.fixture
def letters(latvia, russia):
    return [make.letter(f"Note {n}", sender=latvia, to=russia, dated=str(2010 + n)) for n in range(3)]


@pytest.fixture
def on_a_desk(db):
    """May do what a desk officer does, and sits at the eastern desk."""
    desks = (make.desk("east"),)
    return signed_in(make.user("east", group="desk officer", cleared="public", desks=desks, is_staff=True))


def chosen(action, *letters, **fields):
    return {"action": action, "_selected_action": [str(one.pk) for one in letters], **fields}


def stamp_of(answer):
    return re.search(r'name="_stamp" value="([0-9a-f]+)"', answer.content.decode()).group(1)


def carried_out(client, action, *letters, where=LIST, **fields):
    """Choose, look at what will happen, confirm; return that page and the answer."""
    shown = client.post(where, chosen(action, *letters, _step="show", **fields))
    done = client.post(where, chosen(action, *letters, _step="do", _stamp=stamp_of(shown), **fields), follow=True)
    return shown.content.decode(), done.content.decode()


def test_the_list_offers_what_is_done_with_many(desk_officer, letters):
    page = desk_officer.get(LIST).content.decode()

    assert all(f'value="{one.__name__}"' in page for one in bulk.BULK_ACTIONS)
    assert "delete_selected" not in page


def test_a_desk_is_assigned_row_by_row_with_the_reason(on_a_desk, letters):
    desk = make.desk("east")
    asked = on_a_desk.post(LIST, chosen("assign_desk", *letters[:2])).content.decode()
    assert "East desk" in asked
    assert "Note 0" in asked

    shown, done = carried_out(on_a_desk, "assign_desk", *letters[:2], desk=str(desk.pk), reason="New division of work")

    assert "2 letters will be changed." in " ".join(shown.split())
    assert "2 letters are changed." in done
    assert [Letter.objects.get(pk=one.pk).desk for one in letters] == [desk, desk, None]
    entries = JournalEntry.objects.filter(noun="letter", verb="reclassified")
    assert {entry.object_id for entry in entries} == {one.pk for one in letters[:2]}
    assert {entry.reason for entry in entries} == {"New division of work"}


def test_a_desk_needs_a_reason_and_is_one_of_ones_own(on_a_desk, letters):
    other = make.desk("arctic")

    no_reason = on_a_desk.post(LIST, chosen("assign_desk", letters[0], _step="show", desk="", reason=""))
    no_desk = on_a_desk.post(LIST, chosen("assign_desk", letters[0], _step="show", desk=str(other.pk), reason="x"))

    assert "This field is required." in no_reason.content.decode()
    assert "Select a valid choice" in no_desk.content.decode()


def test_a_topic_is_assigned_and_what_has_it_already_is_left_alone(desk_officer, letters):
    topic = make.topic("Inspections")
    letters[0].topic = topic
    letters[0].save()

    shown, done = carried_out(desk_officer, "assign_topic", *letters, topic=str(topic.pk), reason="")

    assert "as it is" in shown
    assert "2 letters are changed." in done
    assert Letter.objects.filter(topic=topic).count() == 3


def test_a_label_is_put_on_and_taken_off(desk_officer, letters):
    label = make.label("State visit")

    carried_out(desk_officer, "put_label", *letters, label=str(label.pk), reason="")
    assert label.labelled.count() == 3

    carried_out(desk_officer, "take_label", letters[0], label=str(label.pk), reason="Not part of it")
    assert set(label.labelled.values_list("letter", flat=True)) == {one.pk for one in letters[1:]}
    assert JournalEntry.objects.get(noun="letterlabel", verb="removed").reason == "Not part of it"


def test_a_participant_is_added_to_each_that_lacks_him(desk_officer, letters, osce):
    make._saved(Participation(letter=letters[0], party=osce, role="copy"))

    carried_out(desk_officer, "add_participant", *letters, party=str(osce.pk), role="copy", reason="Copied to all")

    assert Participation.objects.filter(party=osce, role="copy").count() == 3
    assert letters[1].pairs.count() == 2


def test_what_is_refused_is_named_with_the_reason_and_the_rest_is_done(on_a_desk, letters, latvia):
    letters[0].void(reason="Logged twice")
    make.framework("Agreement", established_by=letters[1])

    shown, done = carried_out(on_a_desk, "assign_desk", *letters, desk=str(make.desk("east").pk), reason="New division")

    for page in (shown, done):
        assert "It is void: it stays as it is." in page
        assert "cannot be restricted further" in page
    assert "1 letter is changed." in done
    assert Letter.objects.get(pk=letters[2].pk).desk is not None


def test_looking_changes_nothing_and_what_changed_meanwhile_is_shown_again(desk_officer, letters):
    topic = str(make.topic("Inspections").pk)
    shown = desk_officer.post(LIST, chosen("assign_topic", *letters, _step="show", topic=topic))
    assert not Letter.objects.exclude(topic=None).exists()
    letters[0].subject = "Another"
    letters[0].save()

    again = desk_officer.post(LIST, chosen("assign_topic", *letters, _step="do", _stamp=stamp_of(shown), topic=topic))

    assert "Changed by someone else" in again.content.decode()
    assert not Letter.objects.exclude(topic=None).exists()


def test_all_that_match_a_filter_are_chosen_with_one_click(desk_officer, letters):
    make.letter("Held elsewhere", knowledge="seen")
    everything = {"select_across": "1", "_selected_action": [str(letters[0].pk)], "action": "assign_topic"}

    page = desk_officer.post(f"{LIST}?knowledge__exact=held", everything).content.decode()

    assert page.count('type="hidden" name="_selected_action"') == 3
    assert "Held elsewhere" not in page


def test_more_than_the_limit_is_refused(desk_officer, letters, monkeypatch):
    monkeypatch.setitem(bulk.CHANGES, "assign_topic", replace(bulk.CHANGES["assign_topic"], most=2))

    answer = desk_officer.post(LIST, chosen("assign_topic", *letters), follow=True)

    assert "At most 2 letters are changed in this way at once" in answer.content.decode()


def test_a_hidden_letter_is_not_among_the_chosen(low, letters):
    secret = make.letter("Secret", level=make.level("secret"))
    topic = str(make.topic("Inspections").pk)

    shown, _done = carried_out(low, "assign_topic", letters[0], secret, topic=topic)

    assert "Secret" not in shown
    assert Letter.objects.get(pk=secret.pk).topic is None


def test_who_may_only_read_is_offered_nothing(letters):
    staff = signed_in(make.user("staff", group="reader", cleared="secret", is_staff=True))

    assert "assign_desk" not in staff.get(LIST).content.decode()
    staff.post(LIST, chosen("assign_topic", letters[0], _step="show", topic=str(make.topic().pk)))
    assert Letter.objects.get(pk=letters[0].pk).topic is None


def test_a_label_is_made_like_every_noun(desk_officer):
    where = address(make.Label(), "add")

    assert desk_officer.post(where, fields_of(desk_officer, where) | {"name": "State visit"}).status_code == 302
    assert make.Label.objects.get().slug == "state-visit"
