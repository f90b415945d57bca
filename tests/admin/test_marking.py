"""The words that show an act: found in the text, told apart where they stand twice, replaced when they stand no longer."""

import pytest
from django.urls import reverse

from correspondence.admin.quotes import anchor
from correspondence.models import Letter, Tabling
from correspondence.models.nearest import nearest_passage
from correspondence.models.texts import Passage, find_passage
from tests import factories as make
from tests.admin.pages import address, fields_of, problems

BODY = (
    "We received your letter of 2 May.\r\n\r\nLatvia sees no possibility of renewing\r\nthe dialogue. "
    "Russia is invited to answer. Notice of exercises is asked for. Russia is invited to answer."
)
TWICE = "Russia is invited to answer"


def nearest(body, quote):
    found = nearest_passage(body, quote)
    return None if found is None else body[slice(*found)]


def logged(client, latvia, russia, quote, **changes):
    """Post a letter of Latvia's that puts one proposal in these words; return the page that answers."""
    fields = fields_of(client, address(Letter(), "add"))
    fields |= {
        "subject": "Reply", "form": str(make.LetterForm.objects.get(code="letter").pk), "language": "en",
        "participations-0-party": str(latvia.pk), "participations-1-party": str(russia.pk),
        "texts-0-body": BODY, "puts-0-title": "Notice", "puts-0-quote": quote,
    }  # fmt: skip
    return client.post(address(Letter(), "add"), fields | changes)


def quoted():
    """Return what is on record of the one tabling: its words, and where they stand."""
    tabling = Tabling.objects.get()
    return tabling.quote, tabling.passage


@pytest.fixture
def tabled(latvia, russia):
    """A proposal shown by words that its text held until it was corrected."""
    letter = make.letter("Note", sender=latvia, to=russia)
    text = make.text(letter, "Latvia asks for a notice of major exercises two weeks ahead.")
    words = "asks for a notice of major exercises"
    row = make.table(make.offer("Notice", by=latvia, to=russia), letter, evidence=text, quote=words)
    text.body = "Latvia asks again for notice of all major exercises, two weeks ahead."
    text.save()
    return row


def test_words_are_found_across_lines_and_paragraphs(desk_officer, latvia, russia):
    words = "of 2 May.\r\n\r\nLatvia sees no possibility of renewing the dialogue"

    assert logged(desk_officer, latvia, russia, words).status_code == 302
    assert quoted()[1] == Passage(BODY.index("of 2 May"), BODY.index(". Russia"))


def test_the_place_that_was_marked_is_the_one_on_record(desk_officer, latvia, russia):
    around = {"puts-0-quote_before": "exercises is asked for.", "puts-0-quote_after": "."}

    logged(desk_officer, latvia, russia, TWICE, **around)

    assert quoted()[1].start == BODY.rindex(TWICE)


def test_words_that_stand_in_two_texts_are_on_record_in_the_one_they_were_marked_in(desk_officer, latvia, russia):
    second = {"texts-TOTAL_FORMS": "2", "texts-1-role": "translation", "texts-1-body": f"In short: {TWICE}."}

    logged(desk_officer, latvia, russia, TWICE, **second, **{"puts-0-quote_before": "In short:"})

    assert Tabling.objects.get().evidence.role == "translation"


def test_without_a_mark_the_first_of_several_places_is_taken_and_that_is_said(desk_officer, latvia, russia):
    answer = logged(desk_officer, latvia, russia, TWICE)

    assert quoted()[1].start == BODY.index(TWICE)
    said = desk_officer.get(answer.url).content.decode()
    assert (
        "“Russia is invited to answer” stands 2 times in the text: the first place is taken. Quote more to mean another."
        in said
    )


def test_the_place_of_words_on_record_can_be_marked_anew(desk_officer, latvia, russia):
    logged(desk_officer, latvia, russia, TWICE)
    where = address(Letter.objects.get())
    fields = fields_of(desk_officer, where) | {"tablings-0-quote_before": "Notice of exercises is asked for."}

    assert desk_officer.post(where, fields).status_code == 302
    assert quoted()[1].start == BODY.rindex(TWICE)


def test_as_many_words_around_a_passage_are_kept_as_tell_it_from_the_others():
    paragraph = "The ministry presents its compliments to the embassy and asks for an answer in due course. "
    body = f"First. {paragraph}Second. {paragraph}Third. {paragraph}"
    places = [body.index("answer", body.index(mark)) for mark in ("First", "Second", "Third")]

    found = [find_passage(body, "answer", *anchor(body, "answer", Passage(at, at + 6))).start for at in places]

    assert found == places


def test_words_that_stand_nowhere_are_answered_with_the_nearest_passage(desk_officer, latvia, russia):
    answer = logged(desk_officer, latvia, russia, "Latvia saw no possibility to renew the dialogue")

    assert list(problems(answer)) == ["puts-0-quote"]
    page = answer.content.decode()
    assert "Latvia sees no possibility of renewing\r\nthe dialogue</q>" in page
    assert 'name="puts-0-quote_taken"' in page


def test_the_nearest_passage_is_taken_with_its_box(desk_officer, latvia, russia):
    nearest = "Latvia sees no possibility of renewing\r\nthe dialogue"

    answer = logged(desk_officer, latvia, russia, "Latvia saw none", **{"puts-0-quote_taken": nearest})

    assert answer.status_code == 302, problems(answer)
    assert quoted() == (nearest, Passage(BODY.index("Latvia"), BODY.index(". Russia")))


def test_for_words_that_are_like_nothing_in_the_text_nothing_is_offered(desk_officer, latvia, russia):
    page = logged(desk_officer, latvia, russia, "zebras in Antarctica").content.decode()

    assert "Nothing in it is like these words." in page
    assert "puts-0-quote_taken" not in page


def test_nothing_is_offered_from_a_text_that_one_may_not_see(low, latvia, russia):
    letter = make.letter("Note", sender=latvia, to=russia)
    make.text(letter, "Two brigades move to the border on Monday.", level=make.level("secret"))
    fields = fields_of(low, address(letter))
    row = {"title": "Notice", "proposal_kind": "request", "quote": "two brigades move to the border"}
    row |= {"put_before": "", "offers_alike": "", "version": ""}

    answer = low.post(
        address(letter), fields | {"puts-TOTAL_FORMS": "1"} | {f"puts-0-{name}": value for name, value in row.items()}
    )

    assert "puts-0-quote" in problems(answer)
    assert "brigades move to the border on Monday" not in answer.content.decode()
    assert "puts-0-quote_taken" not in answer.content.decode()


def test_a_corrected_text_says_which_words_it_lost_and_offers_the_nearest(desk_officer, tabled):
    answer = desk_officer.get(address(tabled.letter))
    rows = {rows.formset.prefix: rows for rows in answer.context["inline_admin_formsets"]}

    assert rows["tablings"].formset.forms[0].lost.nearest == "asks again for notice of all major exercises"
    assert "Passage not found in the current text." in answer.content.decode()
    assert not rows["tablings"].is_collapsible
    assert rows["positions"].is_collapsible


def test_taking_it_puts_the_words_right(desk_officer, tabled):
    where = address(tabled.letter)
    taken = {"tablings-0-quote_taken": "asks again for notice of all major exercises"}

    assert desk_officer.post(where, fields_of(desk_officer, where) | taken).status_code == 302
    tabled.refresh_from_db()
    assert tabled.quote == "asks again for notice of all major exercises"
    assert not tabled.passage_lost


def test_lost_words_are_told_of_when_the_letter_is_saved_and_kept_as_they_are(desk_officer, tabled):
    where = address(tabled.letter)

    answer = desk_officer.post(where, fields_of(desk_officer, where) | {"place": "Riga"}, follow=True)

    assert "1 passage is not found in the current text" in answer.content.decode()
    tabled.refresh_from_db()
    assert tabled.quote == "asks for a notice of major exercises"


def test_the_letters_own_page_says_so_too_and_leads_to_the_nearest(desk_officer, tabled):
    page = desk_officer.get(reverse("correspondence:letter_detail", args=(tabled.letter_id,))).content.decode()

    assert "Passage not found in the current text." in page
    assert f'<a href="{address(tabled.letter)}">See the nearest passages</a>' in page


LONG = "Words of no weight stand here and there. " * 4900


@pytest.mark.parametrize(
    ("body", "quote", "found"),
    [
        ("We propose talks in Riga in May.", "We propose talks at Riga in May", "We propose talks in Riga in May"),
        ("We propose talks, in Riga.", "we PROPOSE talks in Riga.", "We propose talks, in Riga."),
        ("They hold Consultations in Moscow.", "consultatons in Moscow", "Consultations in Moscow"),
        ("Piedāvājam sarunas Rīgā maijā.", "Piedāvājam konsultācijas Rīgā maijā", "Piedāvājam sarunas Rīgā maijā"),
        ("我们提议在里加举行会谈。", "我们建议在里加举行会谈", "我们提议在里加举行会谈"),
        (f"{LONG}We decline the visit proposed for June. {LONG}", "We decline a visit proposed for June",
         "We decline the visit proposed for June"),
        ("We propose talks.", "nothing of the kind", None),
        ("We propose talks.", "", None),
        ("", "We propose talks.", None),
    ],
)  # fmt: skip
def test_the_nearest_passage_is_the_one_with_most_of_the_words(body, quote, found):
    assert nearest(body, quote) == found
