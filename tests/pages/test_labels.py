"""A label is a tag on its letters, and finds them; a hidden one is none."""

import pytest

from tests import factories as make


@pytest.fixture
def letters(latvia, russia):
    note, other = make.letter("Note", sender=latvia, to=russia), make.letter("Another", sender=russia, to=latvia)
    make.put_label(note, make.label("State visit"))
    make.put_label(other, make.label("Under review", level=make.level("secret")))
    return note, other


def test_a_letter_shows_its_labels_and_each_leads_to_all_that_carry_it(client, letters):
    note, _other = letters

    page = client.get(note.get_absolute_url()).content.decode()

    assert 'href="/letters/?label=state-visit"' in page
    found = client.get("/letters/?label=state-visit").content.decode()
    assert "Note" in found
    assert "Another" not in found


def test_a_hidden_label_shows_nowhere_and_is_refused_like_none(client, letters):
    _note, other = letters
    label = other.labelled.get().label

    assert "Under review" not in client.get(other.get_absolute_url()).content.decode()
    assert client.get(f"/letters/?label={label.slug}").status_code == 400
    assert "Under review" not in client.get("/letters/").content.decode()


def test_a_merged_letter_says_where_what_it_held_is_kept(client, latvia, russia):
    kept, duplicate = make.letter("Kept", sender=latvia, to=russia), make.letter("Twice", sender=latvia, to=russia)
    duplicate.merge_into(kept, reason="The same number.")

    page = client.get(duplicate.get_absolute_url()).content.decode()

    assert "What it held is kept with:" in page
    assert f'href="{kept.get_absolute_url()}"' in page.partition("is kept with:")[2][:200]


def test_a_recalled_letter_says_so_and_by_what(client, latvia, russia):
    note = make.letter("Note", sender=latvia, to=russia, dated="2 March 2015")
    back = make.letter("Taken back", sender=latvia, to=russia, dated="9 March 2015")
    note.recall(back, reason="Told to the embassy.")

    page = client.get(note.get_absolute_url()).content.decode()
    assert "Recalled by its sender." in page
    assert "Taken back" in page.partition("Withdrawn by:")[2][:200]

    back.void(reason="It was another note.")
    assert "Recalled by its sender." not in client.get(note.get_absolute_url()).content.decode()
