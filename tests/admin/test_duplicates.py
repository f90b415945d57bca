"""Logged already? It is told, compared and answered once; nothing is ever refused."""

from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from correspondence.models import Attachment, JournalEntry, Letter, LetterForm, NotTheSame
from correspondence.models.texts import digest_of
from tests import factories as make
from tests.admin.pages import address, fields_of, problems, signed_in

WORDS = "The Ministry regrets that it sees no possibility of renewing the political and military dialogue at present."


@pytest.fixture
def note(russia, latvia):
    return make.letter(
        "Invitation to consultations in Moscow",
        sender=russia,
        to=latvia,
        dated="4 August 2016",
        their_reference="41/12",
    )


@pytest.fixture
def again(russia, latvia):
    """The same note, logged by somebody else from the copy that came by bag."""
    return make.letter("Consultations in Moscow: invitation", sender=russia, to=latvia, dated="6 August 2016")


def compare(one, other):
    return reverse("admin:correspondence_letter_compare", args=(one.pk, other.pk))


def beside(client, letter):
    """Return what the callout beside a letter's form names, with its reasons."""
    return {one.letter: one.likeness.words for one in client.get(address(letter)).context["possibly"]}


def ask(client, **typed):
    """Send what is typed so far, and return the callout."""
    parts = {"participations-0-role": "sender", "participations-1-role": "addressee"}
    return client.post(reverse("admin:correspondence_letter_possibly"), {**parts, **typed}).content.decode()


def logged(client, **values):
    fields = fields_of(client, reverse("admin:correspondence_letter_add"))
    form = str(LetterForm.objects.get(code="letter").pk)
    return client.post(reverse("admin:correspondence_letter_add"), {**fields, "form": form, **values})


def test_a_saved_letter_names_the_one_that_it_may_duplicate_and_why(desk_officer, note, again):
    assert beside(desk_officer, again) == {note: "Same sender, two days apart, similar title"}


def test_the_callout_offers_to_compare_and_to_say_that_they_are_not_the_same(desk_officer, note, again):
    page = desk_officer.get(address(again)).content.decode()

    assert "Possibly logged already" in page
    assert f'href="{compare(again, note)}"' in page
    assert "Not the same" in page


def test_logging_a_letter_twice_is_told_and_not_refused(desk_officer, note, russia, latvia):
    answer = logged(
        desk_officer,
        **{
            "subject": "Quite another title",
            "dated": "2017",
            "their_reference": "41/12",
            "participations-0-party": str(russia.pk),
            "participations-1-party": str(latvia.pk),
        },
    )

    assert answer.status_code == 302, problems(answer)
    letter = Letter.objects.get(subject="Quite another title")
    told = desk_officer.get(answer.url).content.decode()
    assert "Possibly logged already: “Invitation to consultations in Moscow” (Same reference 41/12)." in told
    assert compare(letter, note) in told


def test_a_letter_of_its_own_is_logged_without_a_word(desk_officer, note, russia, latvia):
    answer = logged(
        desk_officer,
        **{
            "subject": "Overflight of an aircraft",
            "dated": "2 May 2019",
            "participations-0-party": str(russia.pk),
            "participations-1-party": str(latvia.pk),
        },
    )

    assert "Possibly" not in desk_officer.get(answer.url).content.decode()


def test_while_it_is_typed_the_sender_the_day_and_the_title_are_enough(desk_officer, note, russia, latvia):
    parties = {"participations-0-party": str(russia.pk), "participations-1-party": str(latvia.pk)}

    found = ask(desk_officer, subject="Invitation to consultations in Moscow", dated="4.8.2016", **parties)

    assert "Same sender, the same day, similar title" in found
    assert note.get_absolute_url() in found
    assert ask(desk_officer, subject="Overflight", dated="1 May 2019", **parties).strip() == ""


def test_while_it_is_typed_the_sender_alone_finds_what_was_sent_that_week(desk_officer, note, russia):
    found = ask(desk_officer, dated="7 August 2016", **{"participations-0-party": str(russia.pk)})

    assert "From the same sender, within a week" in found
    assert "Same sender, three days apart" in found


def test_a_file_that_is_chosen_is_known_again_before_it_is_sent(desk_officer, note):
    Attachment(letter=note, name="note.pdf", file=ContentFile(b"The note", name="note.pdf")).save()

    assert "The same file" in ask(desk_officer, file_digest=sha256(b"The note").hexdigest())


def test_a_text_that_is_pasted_is_known_again_whatever_its_line_breaks(desk_officer, note):
    make.text(note, WORDS.replace(" that ", "\r\nthat  "))

    assert "The same text" in ask(desk_officer, text_digest=digest_of(WORDS))


@pytest.mark.parametrize(
    "typed",
    [
        {"dated": "03/04/2016"},
        {"dated": "some day", "subject": "\0", "own_reference": "\0"},
        {"participations-0-party": "no key", "not_the_same": "nor this", "text_digest": "0", "file_digest": "z" * 64},
    ],
)
def test_what_cannot_be_read_while_it_is_typed_finds_nothing(desk_officer, note, typed):
    assert ask(desk_officer, **typed).strip() == ""


def test_what_was_said_to_be_another_while_typing_is_remembered_when_the_letter_is_saved(
    desk_officer, officer, note, russia, latvia
):
    parties = {"participations-0-party": str(russia.pk), "participations-1-party": str(latvia.pk)}
    typed = {"subject": "Invitation to consultations in Moscow", "dated": "5 August 2016", "not_the_same": str(note.pk)}
    assert ask(desk_officer, **typed, **parties).strip() == ""

    answer = logged(desk_officer, **typed, **parties)

    letter = Letter.objects.exclude(pk=note.pk).get()
    assert NotTheSame.objects.of(letter, note).get().recorded_by == officer
    assert "Possibly" not in desk_officer.get(answer.url).content.decode()


def test_not_the_same_is_remembered_for_both_with_who_said_so(desk_officer, officer, note, again):
    desk_officer.post(compare(again, note), {"_apart": "1"})

    pair = NotTheSame.objects.get()
    assert {pair.one, pair.other} == {note, again}
    assert pair.recorded_by == officer
    assert JournalEntry.objects.get(object_id=pair.pk).letter == again
    assert beside(desk_officer, again) == beside(desk_officer, note) == {}


def test_they_may_be_the_same_after_all(desk_officer, note, again):
    NotTheSame.remember(note, again)

    desk_officer.post(compare(note, again), {"_perhaps": "1"})

    assert beside(desk_officer, again) != {}


def test_two_letters_side_by_side_show_the_words_in_which_they_differ(desk_officer, note, again):
    make.text(note, f"Excellency,\n\n{WORDS}")
    make.text(again, f"Excellency,\n\n{WORDS.replace('regrets', 'announces')}")

    page = desk_officer.get(compare(note, again))

    comparison = page.context["comparison"]
    differing = {row.name for row in comparison.rows if row.differs}
    assert {"Subject", "Date on the document", "Their reference"} <= differing
    assert not {"Sender", "Addressee", "Form"} & differing
    assert "<del>regrets</del>" in page.content.decode()
    assert "<ins>announces</ins>" in page.content.decode()


def test_the_same_text_in_other_lines_is_the_same_word_for_word(desk_officer, note, again):
    make.text(note, WORDS)
    make.text(again, WORDS.replace(" that ", " that\n"))

    assert "the same, word for word" in desk_officer.get(compare(note, again)).content.decode()


def test_a_letter_is_not_compared_with_itself_or_with_one_that_is_not_there(desk_officer, note, again):
    for other in (note.pk, "00000000-0000-4000-8000-000000000000", "nonsense"):
        where = reverse("admin:correspondence_letter_compare", args=(note.pk, other))
        assert desk_officer.get(where).status_code == 302


def test_a_hidden_letter_is_never_named(low, note, again, russia, latvia):
    note.reclassify(level=make.level("secret"), desk=None, reason="Marked by its sender.")
    typed = {"participations-0-party": str(russia.pk), "participations-1-party": str(latvia.pk), "dated": "4.8.2016"}

    assert beside(low, again) == {}
    assert note.subject not in ask(low, their_reference="41/12", **typed)
    assert low.get(compare(again, note)).status_code == 302
    answer = low.post(compare(again, note), {"_apart": "1"})
    assert NotTheSame.objects.count() == 0
    assert answer.url == reverse("admin:index")


def test_who_only_reads_is_not_asked(reader, note, again):
    reader.is_staff = True
    reader.save()
    client = signed_in(reader)

    assert client.get(compare(note, again)).status_code == 403
    assert client.post(reverse("admin:correspondence_letter_possibly"), {}).status_code == 403


def test_the_number_of_queries_does_not_depend_on_how_much_there_is(
    desk_officer, note, again, russia, latvia, django_assert_max_num_queries, django_assert_num_queries
):
    desk_officer.get(address(again))
    with django_assert_max_num_queries(200) as few:
        desk_officer.get(address(again))
    for day in range(1, 9):
        make.letter("Invitation to consultations", sender=russia, to=latvia, dated=f"{day} August 2016")

    with django_assert_num_queries(len(few)):
        desk_officer.get(address(again))


def test_a_page_of_the_site_tells_of_a_duplicate_only_those_who_may_change_letters(
    client, desk_officer, note, again, settings
):
    settings.PUBLIC_READING = True

    assert "Possibly logged already" in desk_officer.get(again.get_absolute_url()).content.decode()
    assert "Possibly logged already" not in client.get(again.get_absolute_url()).content.decode()


def test_a_party_that_was_taken_off_the_form_is_not_looked_for(desk_officer, note, russia, latvia):
    typed = {"participations-0-party": str(russia.pk), "participations-0-DELETE": "on", "dated": "4 August 2016"}

    assert ask(desk_officer, **typed).strip() == ""
