"""Two statements compared word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from correspondence.stances.wording import MOST_WORDS, compared, same_words

SENTENCES = st.lists(st.sampled_from(["no", "dialogue", "talks", "is", "not", "excluded", ",", ".", "a"]), max_size=30)


def shown(before, after):
    marks = {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.words) for piece in compared(before, after))


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("No dialogue.", "No dialogue.", "No dialogue."),
        ("No political dialogue.", "No military dialogue.", "No [-political -][+military +]dialogue."),
        ("No dialogue.", "No dialogue at all.", "No dialogue [+at all+]."),
        ("Ready to talk now.", "Ready to talk.", "Ready to talk [-now-]."),
        ("No dialogue", "No, dialogue", "No[+, +]dialogue"),
        ("", "Ready.", "[+Ready.+]"),
        ("No talks with Russia.", "Talks are possible; a visit too.", "[-No talks with Russia -][+Talks are possible; a visit too+]."),
        ("Dialogs ir apturēts", "Dialogs nav apturēts", "Dialogs [-ir -][+nav +]apturēts"),
    ],
)  # fmt: skip
def test_words_given_up_stand_before_the_new_ones(before, after, found):
    assert shown(before, after) == found


def test_one_word_that_stands_in_both_between_two_changes_does_not_tear_them_apart():
    assert shown("We refuse the offer for now", "They accept the terms for now") == (
        "[-We refuse the offer -][+They accept the terms +]for now"
    )


def test_white_space_is_no_difference():
    assert same_words("No  dialogue.\n", "No dialogue.")
    assert not same_words("No dialogue.", "No dialogue!")


def test_a_very_long_statement_is_shown_whole_before_and_after():
    kinds = [piece.kind for piece in compared("no " * (MOST_WORDS + 1), "no")]

    assert kinds == ["gone", "new"]


@given(SENTENCES, SENTENCES)
def test_nothing_is_lost_and_nothing_invented(before, after):
    pieces = compared(" ".join(before), " ".join(after))

    def side(*kinds):
        return " ".join(piece.words for piece in pieces if piece.kind in kinds).split()

    assert "".join(side("same", "gone")) == "".join(before)
    assert "".join(side("same", "new")) == "".join(after)
