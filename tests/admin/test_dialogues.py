"""What a letter says of the dialogue itself is logged on its page; an invitation into a suspended one is noticed."""

import pytest
from django.contrib.messages import get_messages

from correspondence.models import DialogueChange, Proposal
from tests import factories as make
from tests.admin.pages import added, address, fields_of, problems

WORDS = "In view of the annexation of Crimea, the dialogue is suspended until further notice."


@pytest.fixture
def note(latvia, russia):
    made = make.letter(
        "Note on the dialogue", sender=latvia, to=russia, dated="3 March 2016", topic=make.topic("Dialogue")
    )
    make.text(made, WORDS)
    return made


def notices(answer):
    return [str(message) for message in get_messages(answer.wsgi_request) if message.level_tag == "warning"]


def saved(client, letter, **more):
    """Save the page of a letter and return what its user is told."""
    where = address(letter)
    answer = client.post(where, fields_of(client, where) | more)
    assert answer.status_code == 302, problems(answer)
    return notices(answer)


def test_a_letter_suspends_the_dialogue_between_its_own_parties(desk_officer, officer, note, latvia, russia):
    where = address(note)
    row = {"change": "suspended", "grounds": "The annexation of Crimea.", "quote": "the dialogue is suspended"}

    answer = desk_officer.post(where, added(fields_of(desk_officer, where), "dialogue_changes", **row))

    assert answer.status_code == 302, problems(answer)
    change = note.dialogue_changes.get()
    assert {change.low, change.high} == {latvia, russia}
    assert (change.declared_by, change.recorded_by) == (latvia, officer)
    assert (change.evidence, str(change.when)) == (note.texts.get(), "3 March 2016")


def test_the_preset_row_alone_says_nothing(desk_officer, note):
    where = address(note)

    answer = desk_officer.post(where, added(fields_of(desk_officer, where), "dialogue_changes", change="suspended"))

    assert answer.status_code == 302, problems(answer)
    assert not note.dialogue_changes.exists()


def test_words_that_are_not_in_the_text_are_refused_at_their_row(desk_officer, note):
    where = address(note)

    answer = desk_officer.post(
        where, added(fields_of(desk_officer, where), "dialogue_changes", change="suspended", quote="it is over")
    )

    assert list(problems(answer)) == ["dialogue_changes-0-quote"]


def test_a_meeting_of_both_speaks_for_both(desk_officer, latvia, russia):
    talks = make.meeting("Talks in Riga", latvia, russia, dated="2020")
    where = address(talks)

    answer = desk_officer.post(
        where,
        added(fields_of(desk_officer, where), "dialogue_changes", change="resumed", grounds="Agreed at the talks."),
    )

    assert answer.status_code == 302, problems(answer)
    assert talks.dialogue_changes.get().declared_by is None


def test_between_whom_must_be_said_where_the_letter_leaves_it_open(desk_officer, latvia, russia, osce):
    circular = make.letter(sender=latvia, to=[russia, osce])
    where = address(circular)
    fields = added(fields_of(desk_officer, where), "dialogue_changes", change="suspended", grounds="Crimea.")

    refused = desk_officer.post(where, fields)
    answer = desk_officer.post(
        where, fields | {"dialogue_changes-0-low": str(russia.pk), "dialogue_changes-0-high": str(latvia.pk)}
    )

    assert problems(refused) == {
        "dialogue_changes-0-low": ["Say between whom: the letter is not between two parties alone."]
    }
    assert answer.status_code == 302, problems(answer)
    assert {circular.dialogue_changes.get().low, circular.dialogue_changes.get().high} == {latvia, russia}


def test_one_side_alone_is_no_dialogue(desk_officer, note, latvia):
    where = address(note)
    row = {"change": "suspended", "low": str(latvia.pk)}

    answer = desk_officer.post(where, added(fields_of(desk_officer, where), "dialogue_changes", **row))

    assert list(problems(answer)) == ["dialogue_changes-0-high"]


def test_a_change_has_a_page_of_its_own_that_asks_for_its_letter(desk_officer, officer, note, latvia, russia):
    where = address(DialogueChange(), "add")
    fields = fields_of(desk_officer, where) | {"letter": str(note.pk), "change": "suspended", "date": "spring 2014"}

    answer = desk_officer.post(where, fields | {"quote": "the dialogue is suspended"})

    assert answer.status_code == 302, problems(answer)
    change = DialogueChange.objects.get()
    assert {change.low, change.high} == {latvia, russia}
    assert (change.declared_by, change.date.edtf, change.recorded_by) == (latvia, "2014-21", officer)
    assert change.passage is not None


def test_a_stored_change_is_corrected_on_its_page(desk_officer, note, latvia, russia):
    change = make.dialogue("suspended", note, latvia, russia, declared_by=latvia)
    where = address(change)

    answer = desk_officer.post(where, fields_of(desk_officer, where) | {"change": "ended", "grounds": "For good."})

    assert answer.status_code == 302, problems(answer)
    change.refresh_from_db()
    assert (change.change, change.grounds, change.declared_by) == ("ended", "For good.", latvia)


def test_words_that_are_not_in_the_text_are_refused_on_its_page_too(desk_officer, note, latvia, russia):
    where = address(make.dialogue("suspended", note, latvia, russia, declared_by=latvia))

    answer = desk_officer.post(where, fields_of(desk_officer, where) | {"quote": "it is over"})

    assert list(problems(answer)) == ["quote"]


def test_a_change_whose_words_stand_in_a_letter_no_longer_linked_is_refused_in_words(
    desk_officer, note, latvia, russia
):
    stub = make.letter("Suspension", sender=latvia, to=russia, knowledge="reported")
    link = make.link(note, stub, "reports")
    shown = {"evidence": note.texts.get(), "quote": "the dialogue is suspended"}
    where = address(make.dialogue("suspended", stub, latvia, russia, declared_by=latvia, **shown))
    link.delete()

    answer = desk_officer.post(where, fields_of(desk_officer, where) | {"grounds": "Crimea."})

    assert problems(answer) == {"__all__": ["This text belongs to a letter that is not linked to this one."]}


def test_every_field_of_its_page_says_what_belongs_there(desk_officer):
    form = desk_officer.get(address(DialogueChange(), "add")).context["adminform"].form

    assert [name for name, field in form.fields.items() if not field.help_text and name != "version"] == []


# --- The notice ------------------------------------------------------------------------------------------


def test_an_invitation_into_a_suspended_dialogue_is_saved_with_a_notice(
    desk_officer, note, invitation, consultations, latvia, russia
):
    make.dialogue("suspended", note, latvia, russia, declared_by=latvia)

    assert saved(desk_officer, invitation) == [
        (
            "“Consultations in Moscow” leads into a suspended dialogue. The dialogue in general: suspended since 3 March 2016, "
            "according to Latvia. It is recorded all the same."
        )
    ]


def test_an_invitation_that_a_letter_puts_for_the_first_time_is_noticed(desk_officer, note, latvia, russia):
    make.dialogue("suspended", note, latvia, russia, declared_by=latvia)
    letter = make.letter(sender=russia, to=latvia, dated="2017")
    where = address(letter)
    row = {"title": "Talks in Moscow", "proposal_kind": "invitation"}

    answer = desk_officer.post(where, added(fields_of(desk_officer, where), "puts", **row))

    assert Proposal.objects.get().title == "Talks in Moscow"
    assert len(notices(answer)) == 1


def test_the_page_of_the_invitation_says_so_too(desk_officer, note, consultations, latvia, russia):
    make.dialogue("suspended", note, latvia, russia, declared_by=latvia)

    assert len(saved(desk_officer, consultations)) == 1


def test_an_offer_is_no_invitation(desk_officer, note, invitation, latvia, russia):
    make.dialogue("suspended", note, latvia, russia, declared_by=latvia)
    make.offer(by=russia, to=latvia, put_in=invitation)

    assert saved(desk_officer, invitation) == []


@pytest.mark.parametrize(("change", "date"), [("resumed", "May 2016"), ("suspended", "2018"), ("ended", "2016")])
def test_only_what_was_suspended_when_it_was_put_is_noticed(
    desk_officer, note, invitation, consultations, latvia, russia, change, date
):
    if change == "resumed":
        make.dialogue("suspended", note, latvia, russia, date="2014")
    make.dialogue(change, note, latvia, russia, date=date)

    assert saved(desk_officer, invitation) == []


def test_a_dialogue_in_another_format_or_on_another_topic_is_not_noticed(
    desk_officer, note, invitation, consultations, latvia, russia
):
    consultations.topic = make.topic("Dialogue")
    consultations.save()
    make.dialogue("suspended", note, latvia, russia, framework=make.framework())
    make.dialogue("suspended", note, latvia, russia, topic=make.topic("Fishing"))

    assert saved(desk_officer, invitation) == []


def test_an_invitation_under_a_provision_is_noticed_for_the_format_that_it_is_part_of(
    desk_officer, note, invitation, consultations, latvia, russia
):
    osce = make.framework()
    consultations.provision = make.framework("Vienna Document", "instrument", parent=osce)
    consultations.save()
    make.dialogue("suspended", note, latvia, russia, framework=osce, declared_by=latvia)

    [notice] = saved(desk_officer, invitation)

    assert "OSCE: suspended since 3 March 2016" in notice


def test_who_may_not_know_of_the_suspension_is_told_nothing(
    low, desk_officer, invitation, consultations, latvia, russia
):
    secret = make.letter(sender=latvia, to=russia, dated="3 March 2016", level=make.level("secret"))
    make.dialogue("suspended", secret, latvia, russia, declared_by=latvia)

    assert saved(low, invitation) == []
    assert len(saved(desk_officer, invitation)) == 1
