"""Finding the words that show an act in the text they were taken from."""

from __future__ import annotations

import time
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from correspondence.models import Position, Tabling
from correspondence.models.texts import find_passage
from tests import factories as make

BODY = "We reject the first offer. We accept the second offer. We reject the third offer."


def found(body: str, quote: str, prefix: str = "", suffix: str = "") -> str | None:
    passage = find_passage(body, quote, prefix, suffix)
    return None if passage is None else body[passage.start : passage.end]


def test_a_passage_is_where_the_exact_words_stand():
    passage = find_passage(BODY, "the second offer")

    assert (passage.start, passage.end) == (
        BODY.index("the second"),
        BODY.index("the second") + len("the second offer"),
    )


@pytest.mark.parametrize(
    ("prefix", "suffix", "place"),
    [
        ("", "", 0),
        ("", "the first", 0),
        ("", "the third", 1),
        ("first offer.", "", 0),
        ("second offer.", "", 1),
        ("second offer.", "the third", 1),
        ("not there", "nor there", 0),
    ],
)
def test_what_stands_before_and_after_chooses_among_several_places(prefix, suffix, place):
    starts = [BODY.index("We reject"), BODY.rindex("We reject")]

    assert find_passage(BODY, "We reject", prefix, suffix).start == starts[0 if prefix == "first offer." else place]


def test_both_sides_weigh_more_than_one():
    body = "a X b. c X b. a X d."

    assert find_passage(body, "X", "a", "d").start == body.rindex("X")


@pytest.mark.parametrize("space", ["\n", "\r\n", "  ", "\t", "\u00a0", "\u2009 "])
def test_white_space_does_not_matter(space):
    body = f"We reject{space}the offer."

    assert found(body, "reject the offer") == f"reject{space}the offer"
    assert found("We reject the offer.", f"reject{space}the offer") == "reject the offer"


@pytest.mark.parametrize("stored", ["NFC", "NFD"])
@pytest.mark.parametrize("asked", ["NFC", "NFD"])
def test_composed_and_decomposed_letters_are_the_same(stored, asked):
    body = unicodedata.normalize(stored, "Latvijas Ārlietu ministrija noraida priekšlikumu; посол Российской Федерации")

    for words in ("Ārlietu ministrija", "priekšlikumu", "Российской"):
        passage = found(body, unicodedata.normalize(asked, words))
        assert unicodedata.normalize("NFC", passage) == words


def test_a_passage_takes_along_the_marks_of_its_last_letter():
    body = unicodedata.normalize("NFD", "Latvija un Rīgā.")

    assert unicodedata.normalize("NFC", found(body, "Rīgā")) == "Rīgā"


@pytest.mark.parametrize("quote", ["", "   ", "We refuse", "WE REJECT"])
def test_other_words_are_not_found(quote):
    assert find_passage(BODY, quote) is None


@given(st.text(min_size=1, max_size=60), st.data())
def test_whatever_is_cut_out_of_a_text_is_found_in_it(body, data):
    body = unicodedata.normalize("NFC", body)
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    quote = body[start:end]
    if unicodedata.combining(quote[0]) or (end < len(body) and unicodedata.combining(body[end])):
        return  # half a letter is no word

    passage = find_passage(body, quote)

    assert (passage is None) == (not quote.strip())


def test_sixty_quotations_are_found_in_a_long_text():
    """Measured: under a second for 200,000 characters. Not asserted, for a busy machine is no failure."""
    words = [f"Article {number} of the treaty has been read." for number in range(5_000)]
    body = " ".join(words)[:200_000]
    begun = time.perf_counter()

    passages = [find_passage(body, words[number]) for number in range(0, 4_200, 70)]

    print(f"60 quotations in {len(body)} characters: {time.perf_counter() - begun:.2f} s")
    assert len(passages) == 60
    assert all(body[one.start : one.end] == words[70 * place] for place, one in enumerate(passages))


# Acts and their evidence ---------------------------------------------------------------------------------------------


@pytest.fixture
def note(latvia, russia):
    return make.letter("Note", sender=latvia, to=russia, dated="1 March 2017")


@pytest.fixture
def tabling(note, latvia, russia) -> Tabling:
    offer = make.offer(by=latvia, to=russia)
    return make.table(offer, note, evidence=make.text(note, BODY), quote="the second offer")


def test_words_that_are_not_in_the_text_are_refused(note, latvia):
    row = Position(
        party=latvia,
        topic=make.topic(),
        statement="No.",
        letter=note,
        evidence=make.text(note, BODY),
        quote="We refuse",
    )

    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert "quote" in refused.value.message_dict


def test_words_without_the_text_they_come_from_are_refused(note, latvia):
    row = Position(party=latvia, topic=make.topic(), statement="No.", letter=note, quote="We reject")

    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert "evidence" in refused.value.message_dict


def test_words_of_a_letter_that_has_nothing_to_do_with_it_are_refused(note, latvia):
    elsewhere = make.text(make.letter("Elsewhere"), BODY)
    row = Position(
        party=latvia, topic=make.topic(), statement="No.", letter=note, evidence=elsewhere, quote="We reject"
    )

    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert "evidence" in refused.value.message_dict


def test_the_words_of_the_letter_that_reports_it_show_an_act(note, latvia):
    press = make.letter("Press", dated="2 March 2017")
    make.link(press, note, "reports")
    held = make.position(latvia, make.topic(), "No.", note, evidence=make.text(press, BODY), quote="We reject")

    assert held.passage is not None


@pytest.mark.django_db
def test_a_passage_that_the_text_no_longer_has_is_kept_and_said_to_be_lost(tabling):
    text = tabling.evidence
    text.body = "We accept everything."
    text.full_clean()
    text.save()

    row = Tabling.objects.get(pk=tabling.pk)
    row.terms = "An act with a lost passage may still be edited."
    row.full_clean()
    row.save()
    assert (row.quote, row.passage, row.passage_lost) == ("the second offer", None, True)


def test_a_passage_that_is_there_is_not_lost(tabling):
    assert not tabling.passage_lost
    assert tabling.evidence.body[tabling.passage.start : tabling.passage.end] == "the second offer"
