"""How alike two letters are, in plain words. Pure: no database."""

import pytest

from correspondence.dates import read
from correspondence.duplicates import Traits, likeness
from correspondence.duplicates.comparing import differences
from correspondence.duplicates.likeness import days_between, similarity

RUSSIA, LATVIA, OSCE = "russia", "latvia", "osce"


def traits(**given):
    dated = given.pop("dated", "9 March 2017")
    known = {
        "senders": frozenset({RUSSIA}),
        "addressees": frozenset({LATVIA}),
        "title": "Refusal of the evaluation visit",
        "dates": (read(dated),) if dated else (),
    }
    return Traits(**{**known, **given})


def said(one, other, **same):
    found = likeness(one, other, **same)
    return found and (found.words, found.is_likely)


@pytest.mark.parametrize(
    ("other", "words", "likely"),
    [
        (traits(dated="11 March 2017"), "Same sender, two days apart, similar title", True),
        (traits(title="Evaluation visit: refusal"), "Same sender, the same day, similar title", True),
        (traits(title="Overflight", dated="16 March 2017"), "Same sender, seven days apart", False),
        (traits(dated="March 2017", title="Overflight", is_reported=True), "Same sender, dates that overlap", True),
        (traits(dated=""), "Same sender, similar title", True),
    ],
)
def test_same_sender_near_days_and_similar_titles_speak_for_one_letter(other, words, likely):
    assert said(traits(), other) == (words, likely)


@pytest.mark.parametrize(
    "other",
    [
        traits(dated="17 March 2017"),
        traits(dated="2012"),
        traits(senders=frozenset({LATVIA}), addressees=frozenset({RUSSIA})),
        traits(addressees=frozenset({OSCE})),
        traits(dated="since 2003", title="Overflight"),
        traits(dated="", title="Overflight"),
    ],
)
def test_other_days_other_senders_and_other_addressees_do_not(other):
    assert likeness(traits(), other) is None


def test_the_same_reference_is_enough_unless_somebody_else_wrote():
    one = traits(references=frozenset({"41/12"}))

    assert said(one, traits(dated="1999", references=frozenset({"41/12", "7"}))) == ("Same reference 41/12", True)
    assert likeness(one, traits(senders=frozenset({OSCE}), references=frozenset({"41/12"}))) is None


def test_the_same_words_or_bytes_are_enough_whoever_wrote():
    other = traits(senders=frozenset({OSCE}))

    assert said(traits(), other, same_text=True) == ("The same text", True)
    assert said(traits(), other, same_text=True, same_file=True) == ("The same text, the same file", True)


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("9 March 2017", "9 March 2017", 0),
        ("March 2017", "2 April 2017", 2),
        ("9 March 2017", "March 2017", -1),
        ("9 March 2017", "since 2003", None),
        ("1 April 2017", "before 29.03.2017", 4),
    ],
)
def test_days_between_uncertain_dates_are_the_fewest_that_they_allow(one, other, days):
    assert days_between([read(one)], [read(other)]) == days_between([read(other)], [read(one)]) == days


def test_a_rival_reading_of_the_date_counts_as_well():
    assert days_between([read("28 November 2018"), read("22 September 2016")], [read("23 September 2016")]) == 1


def test_titles_are_compared_by_their_letters_whatever_the_order_and_the_case():
    assert similarity("Invitation to consultations", "CONSULTATIONS: invitation to") == 1
    assert similarity("Ielūgums uz konsultācijām", "Ielugums uz konsultacijam") > 0.5
    assert similarity("Inspections", "Overflight") == similarity("", "") == 0


def test_paragraphs_that_both_texts_have_are_not_compared_word_by_word():
    one = "Excellency,\n\nWe regret this.\n\nAccept, Excellency, our assurances."
    other = "Excellency,\n\nWe welcome this.\n\nAccept, Excellency, our assurances."

    told = [(piece.kind, piece.text) for piece in differences(one, other) if piece.kind != "same"]

    assert told == [("gone", "regret"), ("new", "welcome")]


def test_very_long_texts_are_shown_whole():
    one, other = ("\n".join(f"{word} {number}" for number in range(700)) for word in ("one", "two"))

    assert [piece.kind for piece in differences(one, other)] == ["gone", "new"]
