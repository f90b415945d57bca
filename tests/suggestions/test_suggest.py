"""What a letter may answer: stored, or still being typed; with reasons; never beyond what the reader may know of."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.dates import read
from correspondence.models import Letter, Link
from correspondence.suggestions import Asking, suggest
from tests import factories as make


@pytest.fixture
def question(latvia, russia) -> Letter:
    """A note of Latvia to Russia that asks for something, with a number."""
    made = make.letter(
        "Inspection in spring",
        sender=latvia,
        to=russia,
        form="note_verbale",
        dated="3 March 2018",
        own_reference="41/1234",
    )
    make.text(made, "The Ministry proposes an additional inspection at Alūksne and asks for an early reply.")
    return made


def typed(latvia, russia, text: str = "", **kwargs) -> Asking:
    fields = {
        "sender_principals": (russia.pk,),
        "addressee_principals": (latvia.pk,),
        "dated": read("20 March 2018"),
        "text": text,
    }
    return Asking(**(fields | kwargs))


def test_the_number_given_as_theirs_finds_the_letter(question, latvia, russia, reader):
    (found,) = suggest(typed(latvia, russia, their_reference="Nr. 41/1234"), reader)

    assert found.letter == question
    assert found.score > 0.9
    assert any("41/1234" in reason for reason in found.reasons)


@pytest.mark.parametrize(
    "text",
    [
        "In reply to your note of 3 March the Ministry informs you that it cannot agree.",
        "Atbildot uz Jūsu 3. marta notu, ministrija paziņo, ka nevar piekrist.",
        "В ответ на Вашу ноту от 3 марта Министерство сообщает, что не может согласиться.",
        "En réponse à votre note du 3 mars, le Ministère fait savoir qu'il ne peut accepter.",
        "In Beantwortung Ihrer Note vom 3. März teilt das Ministerium mit, dass es nicht zustimmt.",
    ],
)
def test_the_date_named_in_the_text_finds_the_letter(question, latvia, russia, reader, text):
    make.letter("Another note", sender=latvia, to=russia, form="note_verbale", dated="10 March 2018")

    found = suggest(typed(latvia, russia, text, form="note_verbale"), reader)

    assert found[0].letter == question


def test_a_stored_letter_asks_for_itself(question, reader):
    latvia, russia = make.party("Latvia"), make.party("Russia")
    reply = make.letter("No inspection", sender=russia, to=latvia, form="note_verbale", dated="20 March 2018")
    make.text(reply, "With reference to your note No. 41/1234 of 3 March 2018 the Ministry declines.")

    assert [one.letter for one in suggest(reply, reader)] == [question]


def test_nothing_is_said_where_nothing_is_likely(question, latvia, russia, reader):
    assert suggest(typed(latvia, russia, "The Embassy informs you of a holiday."), reader) == []


def test_nothing_is_suggested_without_parties_text_or_date(question, reader):
    assert suggest(Asking(), reader) == []


def test_a_later_letter_is_never_suggested(question, latvia, russia, reader):
    asked = typed(latvia, russia, their_reference="41/1234", dated=read("1 March 2018"))

    assert suggest(asked, reader) == []


def test_a_letter_does_not_answer_itself(question, latvia, russia, reader):
    asked = typed(latvia, russia, their_reference="41/1234", exclude=question.pk)

    assert suggest(asked, reader) == []


def test_our_own_side_is_not_answered_by_number(question, latvia, russia, reader):
    own = Asking(
        (latvia.pk,), (russia.pk,), read("20 March 2018"), text="We recall our note No. 41/1234 of 3 March 2018."
    )

    assert suggest(own, reader) == []


def test_nothing_is_linked_by_itself(question, latvia, russia, reader):
    suggest(typed(latvia, russia, their_reference="41/1234"), reader)

    assert not Link.objects.exists()


@pytest.mark.parametrize("hidden_by", ["letter", "draft", "text"])
def test_nothing_is_suggested_beyond_what_the_reader_may_know(latvia, russia, reader, officer, hidden_by):
    level = make.level("secret")
    fields = {
        "sender": latvia,
        "to": russia,
        "form": "note_verbale",
        "dated": "3 March 2018",
        "own_reference": "41/1234",
    }
    if hidden_by == "letter":
        fields["level"] = level
    if hidden_by == "draft":
        fields |= {"status": "draft", "by": officer}
    made = make.letter("Secret inspection", **fields)
    make.text(made, "The words zibsnis kvarcs magone stand here.", level=level if hidden_by == "text" else None)
    asked = typed(
        latvia, russia, "In reply to your note No. 41/1234 of 3 March: zibsnis kvarcs magone.", form="note_verbale"
    )

    found = suggest(asked, reader)

    assert [one.letter for one in found] == ([made] if hidden_by == "text" else [])
    assert not any("kvarcs" in reason for one in found for reason in one.reasons)


def test_hidden_letters_change_nothing_for_those_who_cannot_see_them(question, latvia, russia, reader):
    asked = typed(latvia, russia, "In reply to your note of 3 March the Ministry cannot agree.", form="note_verbale")
    before = suggest(asked, reader)

    for number in range(3):
        hidden = make.letter(f"Secret {number}", sender=latvia, to=russia, form="note_verbale", dated="10 March 2018",
                             level=make.level("secret"))  # fmt: skip
        make.text(hidden, "In the matter of the Ministry.")

    assert suggest(asked, reader) == before


def test_the_number_of_queries_does_not_depend_on_the_letters(question, latvia, russia, reader):
    asked = typed(latvia, russia, "In reply to your note of 3 March we cannot agree.", form="note_verbale")
    with CaptureQueriesContext(connection) as one:
        suggest(asked, reader)

    for number in range(6):
        make.letter(f"Note {number}", sender=latvia, to=russia, form="note_verbale", dated=f"{number + 1} March 2018")

    with CaptureQueriesContext(connection) as many:
        suggest(asked, reader)
    assert len(many) <= len(one)
