"""How letters hang together: what answers what, in which order, and how no circle comes of it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from correspondence.models import Letter, Link
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(latvia, russia):
    return make.letter("Note", sender=latvia, to=russia, dated="9 March 2017")


@pytest.fixture
def reply(note):
    return make.answer_to(note, subject="Reply", dated="20 March 2017")


def in_order(*letters: Letter) -> list[str]:
    return list(Letter.objects.filter(pk__in=[one.pk for one in letters]).in_order().values_list("subject", flat=True))


def test_one_letter_answers_three(latvia, russia):
    earlier = [make.letter(f"Note {n}", sender=latvia, to=russia, dated="March 2017") for n in range(3)]
    reply = make.answer_to(*earlier, subject="Reply to all", dated="March 2017")

    assert Link.objects.answering().filter(later=reply).count() == 3
    assert in_order(reply, *earlier)[-1] == "Reply to all"


def test_an_answer_stands_after_what_it_answers_where_their_dates_allow_it(latvia, russia):
    note = make.letter("Note", sender=latvia, to=russia, dated="March 2017")
    reply = make.answer_to(note, subject="Reply", dated="March 2017")
    second = make.answer_to(reply, subject="Second reply", dated="March 2017")

    assert in_order(second, reply, note) == ["Note", "Reply", "Second reply"]


def test_an_answer_logged_before_the_letter_that_it_answers_stands_after_it(latvia, russia):
    reply = make.letter("Reply", sender=russia, to=latvia, dated="March 2017")
    note = make.letter("Note", sender=latvia, to=russia, dated="March 2017")
    make.link(reply, note)

    assert in_order(reply, note) == ["Note", "Reply"]


def test_an_answer_that_is_undated_stands_right_after_what_it_answers(note):
    reply = make.answer_to(note, subject="Undated reply")
    later = make.letter("Later", dated="2018")

    assert in_order(reply, note, later) == ["Note", "Undated reply", "Later"]


def test_an_answer_dated_before_its_letter_is_flagged_and_not_refused(note):
    reply = make.answer_to(note, subject="Reply", dated="1 March 2017")

    assert Link.objects.get(later=reply).out_of_order
    assert in_order(reply, note) == ["Reply", "Note"]


def test_an_answer_in_order_is_not_flagged(reply):
    assert not Link.objects.get(later=reply).out_of_order


def test_a_reference_to_a_later_letter_is_not_flagged(note, reply):
    assert not make.link(note, reply, "refers_to").out_of_order


def test_a_corrected_date_sorts_the_answers_again(latvia, russia):
    note = make.letter("Note", sender=latvia, to=russia, dated="March 2017")
    reply = make.answer_to(note, subject="Reply", dated="2017")
    note.dated = "June 2017"
    note.save()
    other = make.letter("In April", dated="April 2017")

    assert in_order(reply, note, other) == ["In April", "Note", "Reply"]


def test_removing_a_link_lets_the_letter_stand_where_its_own_date_says(latvia, russia):
    note = make.letter("Note", sender=latvia, to=russia, dated="March 2017")
    reply = make.answer_to(note, subject="Reply", dated="2017")
    assert in_order(note, reply) == ["Note", "Reply"]

    Link.objects.get(later=reply).delete()

    assert in_order(note, reply) == ["Reply", "Note"]


@pytest.mark.parametrize("relation", Link.ANSWERING)
def test_a_circle_of_answers_is_refused_with_a_word_about_the_earlier_letter(note, reply, relation):
    third = make.answer_to(reply, dated="30 March 2017")

    with pytest.raises(ValidationError) as refused:
        Link(later=note, earlier=third, relation=relation).full_clean()

    assert refused.value.message_dict == {
        "earlier": ["That letter already answers this one, directly or through others."]
    }


def test_a_circle_through_a_hidden_letter_is_neither_refused_nor_betrayed(note, reply, latvia, russia):
    secret = make.letter("Secret", sender=latvia, to=russia, level=make.level("secret"))
    make.link(note, secret)
    make.link(secret, reply)

    public = Link(later=note, earlier=make.answer_to(note, subject="Other"), relation="refers_to")
    public.full_clean()
    public.save()
    back = Link(later=note, earlier=reply)
    with pytest.raises(ValidationError):
        back.full_clean()


def test_a_circle_across_audiences_is_stored_and_sorting_ends(latvia, russia):
    """Public: the reply answers the note. Secret: the note answers a secret letter that answers the reply."""
    note = make.letter("Note", sender=latvia, to=russia, dated="March 2017")
    reply = make.answer_to(note, subject="Reply", dated="March 2017")
    secret = make.letter("Secret", sender=latvia, to=russia, dated="March 2017", level=make.level("secret"))
    make.link(note, secret)
    make.link(secret, reply)

    for letter in (note, reply, secret):
        Letter.objects.get(pk=letter.pk).refresh_order()
    assert in_order(note, reply) == ["Note", "Reply"]


def test_a_hidden_answer_does_not_move_a_public_letter(latvia, russia):
    note = make.letter("Note", sender=latvia, to=russia, dated="March 2017")
    public = make.letter("Public", dated="2017")
    before = Letter.objects.get(pk=public.pk).sort_key
    secret = make.letter("Secret", dated="February 2017", level=make.level("secret"))

    make.link(public, secret)
    make.link(secret, note)

    assert Letter.objects.get(pk=public.pk).sort_key == before


def test_letters_are_linked_once_in_each_way(note, reply):
    with pytest.raises(ValidationError, match="already linked in this way"):
        Link(later=reply, earlier=note).full_clean()
    Link(later=reply, earlier=note, relation="refers_to").full_clean()


def test_a_letter_is_not_linked_to_itself(note):
    with pytest.raises(ValidationError, match="cannot be linked to itself"):
        Link(later=note, earlier=note, relation="refers_to").full_clean()


def test_a_link_that_is_saved_again_is_no_circle_with_itself(reply):
    link = Link.objects.get(later=reply)
    link.note = "Seen again."
    link.full_clean()
    link.save()

    assert Link.objects.get(pk=link.pk).note == "Seen again."


def test_a_reply_by_another_ministry_answers_the_same_note(note, russian_mod, latvia):
    first, second = (
        make.answer_to(note, subject="By the state", dated="20 March 2017"),
        make.answer_to(note, subject="By the ministry", sender=russian_mod, to=latvia, dated="21 March 2017"),
    )

    assert [link.later for link in note.links_down.answering().order_by("later__sort_key")] == [first, second]


def test_a_public_denial_of_receipt_stands_beside_a_confirmation(note, russia, russian_mod, latvia):
    make.answer_to(note, relation="denies_receipt", subject="Never received", dated="May 2017")
    make.answer_to(note, relation="acknowledges", subject="Received", sender=russian_mod, to=latvia, dated="May 2017")

    assert set(note.links_down.values_list("relation", flat=True)) == {"denies_receipt", "acknowledges"}


def test_who_may_see_both_letters_may_see_that_they_are_linked(note, reader, officer):
    secret = make.answer_to(note, level=make.level("secret"))

    assert not Link.objects.visible_to(reader).filter(later=secret).exists()
    assert Link.objects.visible_to(officer).filter(later=secret).exists()
