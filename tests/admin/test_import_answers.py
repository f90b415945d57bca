"""After an import: what its letters may answer is proposed with reasons, and linked when it is ticked."""

import pytest

from correspondence.models import Letter, Link
from tests.admin.test_imports import files, record, sent  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(desk_officer):
    """Two letters that were taken over: the second says which it answers."""
    earlier = record("book#1", own_reference="41/1234", dated={"edtf": "2016-09-22"})
    later = record(
        "book#2",
        dated={"edtf": "2016-10-01"},
        senders=[{"name": "Russia", "kind": "state"}],
        addressees=[{"name": "Latvia", "kind": "state"}],
        texts=[{"language": "en", "body": "In reply to your note No. 41/1234 of 22 September 2016 we cannot come.", "role": "original"}],
    )  # fmt: skip
    where = sent(desk_officer, [earlier, later])
    desk_officer.post(where, {"_confirm": "1"})
    return f"{where}answers/"


def letters():
    return {letter.source_key: letter for letter in Letter.objects.all()}


def test_what_a_letter_may_answer_is_proposed_and_not_linked(desk_officer, done):
    page = desk_officer.get(done)

    [asked] = page.context["asked"]
    assert (asked.letter, asked.suggested[0].letter) == (letters()["book#2"], letters()["book#1"])
    assert asked.suggested[0].reasons
    assert not Link.objects.exists()


def test_what_is_ticked_is_linked_as_inferred_and_is_not_proposed_again(desk_officer, done):
    later, earlier = letters()["book#2"], letters()["book#1"]
    answer = desk_officer.post(done, {"answers": f"{later.pk}:{earlier.pk}"})

    link = Link.objects.get()
    assert (link.later, link.earlier, link.relation, link.basis) == (later, earlier, "answers", "inferred")
    assert desk_officer.get(answer["Location"]).context["asked"] == []


def test_only_letters_of_the_import_are_linked_and_nonsense_is_passed_over(desk_officer, done):
    earlier = letters()["book#1"]
    desk_officer.post(done, {"answers": [f"{earlier.pk}:absent", "x", f"{done}:{earlier.pk}"]})

    assert not Link.objects.exists()
