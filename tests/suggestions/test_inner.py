"""Letters carried inside telegrams: who truly wrote, to whom, when."""

import datetime as dt

from correspondence.suggestions.inner import inner_letter
from correspondence.suggestions.papers import Paper
from correspondence.suggestions.people import People

DAY = dt.date(1962, 5, 3)
CARRIED = """Washington, May 3, 1962, 7 p.m.

1015. Please deliver following message from President Doe to Chairman Roe as soon as possible.

“May 2, 1962.

Dear Mr. Chairman: I have your letter of April 28 on the harbour and thank you for it.

Sincerely, John Doe.”"""


def telegram(text: str = CARRIED, **kwargs) -> Paper:
    fields = {
        "source_key": "frus1962v99#d2", "form": "telegram", "day": DAY, "text": text,
        "sender_names": ("the Department of State",), "addressee_names": ("the Embassy in the Soviet Union",),
    }  # fmt: skip
    return Paper(**(fields | kwargs))


def test_author_addressee_and_date_of_the_inner_letter_are_found():
    inner = inner_letter(CARRIED, "telegram", DAY)

    assert (inner.author, inner.addressee, inner.day) == ("President Doe", "Chairman Roe", dt.date(1962, 5, 2))
    assert inner.kind == "message"


def test_the_true_author_stands_for_the_telegram():
    paper = telegram()

    assert paper.author.surnames == {"doe"}
    assert paper.addressee.surnames == {"roe"}
    assert paper.codes == ("US", "SU")


def test_a_note_handed_to_the_ambassador_comes_from_the_state_he_is_in():
    text = "Moscow, May 3, 1962.\n\n77. Following is aide-memoire handed me by Roe today:\n\nBegin text:\n\nThe ship must leave."
    paper = telegram(
        text, sender_names=("the Embassy in the Soviet Union",), addressee_names=("the Department of State",)
    )

    assert paper.inner.kind == "aide_memoire"
    assert paper.codes == ("SU", "US")


def test_a_salutation_and_a_signature_are_enough():
    text = (
        "Moscow, May 3.\n\n78. For the President.\n\nDear Mr. President: the harbour is closed.\n\nSincerely,\nN. Roe"
    )

    inner = inner_letter(text, "telegram", DAY)

    assert (inner.author, inner.addressee) == ("N. Roe", "Mr. President")


def test_a_letter_enclosed_under_its_own_heading_is_found():
    text = "SUBJECT\n\nThe harbour\n\nThe reply is attached.\n\nTab A\n\nLetter From Premier Roe to President Doe\n\nDear Mr. President"

    inner = inner_letter(text, "memorandum", DAY)

    assert (inner.author, inner.addressee) == ("Premier Roe", "President Doe")


def test_a_report_of_a_conversation_carries_no_letter():
    text = "Moscow, May 3.\n\n79. Following is summary of conversation on the message from Roe. He was calm."

    assert inner_letter(text, "telegram", DAY) is None


def test_letters_themselves_carry_none():
    assert inner_letter(CARRIED, "letter", DAY) is None


def test_a_message_handed_over_at_home_still_comes_from_abroad():
    people = People()
    people.learn(("Chairman Roe",), "US", "Moscow, May 1, 1962.")

    assert people.code_of(("Chairman Roe",), "US", "Washington, May 3, 1962.", "") == "SU"
    assert people.code_of(("President Doe",), "US", "Washington, May 3, 1962.", "", unsaid="US") == "US"
