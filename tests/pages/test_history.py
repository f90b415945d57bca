"""What was changed: old and new in words, on the letter's page and in the administration."""

import pytest
from django.urls import reverse

from correspondence.letter_sheet.differences import MOST_WORDS, word_changes
from correspondence.models import Letter
from tests import factories as make

LONG = " ".join(f"word{n}" for n in range(60))


def said(pieces):
    """Return changed words in one line: what is gone in brackets, what is new in braces."""
    marks = {"gone": "[%s]", "new": "{%s}", "same": "%s"}
    return "".join(marks[piece.kind] % piece.text + piece.space for piece in pieces)


def test_only_the_changed_words_of_a_long_text_are_shown():
    after = LONG.replace("word30", "another word")

    assert said(word_changes(LONG, after)) == (
        "… word22 word23 word24 word25 word26 word27 word28 word29 [word30] {another word} "
        "word31 word32 word33 word34 word35 word36 word37 word38 …"
    )


def test_between_two_changes_what_is_the_same_is_left_out():
    found = said(word_changes(LONG, LONG.replace("word5 ", "").replace("word50", "fifty")))

    assert "[word5]" in found
    assert "word13 … word42" in found
    assert "[word50] {fifty}" in found


@pytest.mark.parametrize(("before", "after"), [("", "one two"), ("one two", ""), ("one", "one one"), ("a b a", "a a")])
def test_short_texts_are_compared_whole(before, after):
    found = word_changes(before, after)

    assert "".join(piece.words for piece in found if piece.kind != "new").split() == before.split()
    assert "".join(piece.words for piece in found if piece.kind != "gone").split() == after.split()


def test_a_text_that_is_another_altogether_is_not_compared():
    assert word_changes(" ".join("a" * (MOST_WORDS + 1)), " ".join("b" * (MOST_WORDS + 1))) == ()


@pytest.fixture
def note(latvia, russia, registrar):
    letter = make.letter("Note", sender=latvia, to=russia, dated="2 March 2015", summary=LONG)
    text = make.text(letter, f"{LONG} in March.")
    text.body = f"{LONG} in April."
    text.save(by=registrar, reason="Misread.")
    letter.participations.get(role="addressee").delete(by=registrar, reason="It went to the press.")
    letter.topic, letter.reply_expected = make.topic("Inspections"), True
    letter.save(by=registrar)
    letter.reclassify(level=make.level("restricted"), desk=None, by=registrar, reason="Sources named.")
    return Letter.objects.get(pk=letter.pk)


@pytest.mark.parametrize("where", ["page", "administration"])
def test_old_and_new_are_told_with_who_and_why(client, note, registrar, where):
    client.force_login(registrar)
    key = (note.pk,)
    address = (
        reverse("admin:correspondence_letter_history", args=key)
        if where == "administration"
        else note.get_absolute_url()
    )

    page = " ".join(client.get(address).content.decode().split())

    assert 'Level: <del dir="auto">Public</del> → <ins dir="auto">Restricted</ins>' in page
    assert 'Topic: <ins dir="auto">Inspections</ins>' in page
    assert "<del>March</del> <ins>April</ins>" in page
    assert 'Party: <del dir="auto">Russia</del> → (empty)' in page
    assert "It went to the press." in page
    assert "registrar" in page


def test_the_page_leads_those_who_keep_the_record_to_the_whole_history(client, note, registrar):
    history = reverse("admin:correspondence_letter_history", args=(note.pk,))
    client.force_login(registrar)
    assert history in client.get(note.get_absolute_url()).content.decode()

    client.force_login(make.user("low", group="reader", cleared="restricted"))
    page = client.get(note.get_absolute_url())
    assert page.status_code == 200
    assert history not in page.content.decode()
