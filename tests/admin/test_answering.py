"""A reply point by point, to one letter or several; what a letter may answer; which letter comes next."""

import pytest

from correspondence.models import Addressee, Letter, LetterForm, Response, Standing
from tests import factories as make
from tests.admin.pages import Fields, address, fields_of, problems

WORDS = "Latvia cannot come to Moscow. It will receive observers. Details of the notice are asked for."
CANNOT = "cannot come to Moscow"


@pytest.fixture
def note(invitation, consultations, latvia, russia):
    """One letter with three points."""
    for title, kind in (("Notice of exercises", "request"), ("Observers at the border", "offer")):
        make.offer(title, by=russia, to=latvia, put_in=invitation, kind=kind)
    return invitation


def reply_to(*letters):
    return f"{address(Letter(), 'add')}?" + "&".join(f"reply_to={letter.pk}" for letter in letters)


def reply(client, *letters, **fields):
    return {
        **fields_of(client, reply_to(*letters)),
        "subject": "Reply",
        "dated": "22 November 2016",
        "form": str(LetterForm.objects.get(code="letter").pk),
        "texts-0-body": WORDS,
        **fields,
    }


def point(fields, title):
    """Return how the fields of a point begin."""
    rows = [name for name in fields if name.endswith("-addressee")]
    keys = {str(row.pk): row.proposal.title for row in Addressee.objects.select_related("proposal")}
    return next(name.removesuffix("addressee") for name in rows if keys.get(fields[name]) == title)


def test_each_point_of_a_note_gets_its_own_answer_and_one_that_is_not_mentioned_none(desk_officer, note):
    fields = reply(desk_officer, note)
    moscow, observers = point(fields, "Consultations in Moscow"), point(fields, "Observers at the border")
    fields |= {f"{moscow}answer": "rejected", f"{moscow}quote": CANNOT, f"{observers}answer": "accepted"}

    answer = desk_officer.post(reply_to(note), fields)

    assert answer.status_code == 302, problems(answer)
    said = {row.addressee.proposal.title: (row.answer, row.principal, row.quote) for row in Response.objects.all()}
    assert said == {
        "Consultations in Moscow": ("rejected", True, CANNOT),
        "Observers at the border": ("accepted", True, ""),
    }
    states = dict(Standing.objects.values_list("addressee__proposal__title", "state"))
    assert states["Notice of exercises"] == "open"


def test_what_is_said_besides_stands_beside_the_answer_that_counts(desk_officer, note):
    fields = reply(desk_officer, note)
    moscow = point(fields, "Consultations in Moscow")
    forum = make.framework("OSCE")
    fields |= {
        f"{moscow}answer": "rejected",
        f"{moscow}besides": ["redirected", "specifics_requested"],
        f"{moscow}framework": str(forum.pk),
        f"{moscow}quote": CANNOT,
        f"{moscow}grounds": "no dialogue",
    }

    answer = desk_officer.post(reply_to(note), fields)

    assert answer.status_code == 302, problems(answer)
    rows = {row.answer: (row.principal, row.framework, row.quote, row.grounds) for row in Response.objects.all()}
    assert rows == {
        "rejected": (True, None, CANNOT, "no dialogue"),
        "redirected": (False, forum, CANNOT, ""),
        "specifics_requested": (False, None, CANNOT, ""),
    }
    assert Standing.objects.get(addressee__proposal__title="Consultations in Moscow").state == "rejected"


def test_a_point_is_called_by_its_title_also_when_the_form_comes_back(desk_officer, note):
    called = 'Consultations in Moscow</a> <span class="quiet">invitation, to Latvia'
    assert called in desk_officer.get(reply_to(note)).content.decode()

    fields = reply(desk_officer, note, subject="")
    assert called in desk_officer.post(reply_to(note), fields).content.decode()
    assert called in desk_officer.post(reply_to(note), {**fields, "_look": "1"}).content.decode()


def test_words_without_an_answer_are_not_dropped(desk_officer, note):
    fields = reply(desk_officer, note)
    moscow = point(fields, "Consultations in Moscow")

    answer = desk_officer.post(reply_to(note), fields | {f"{moscow}quote": CANNOT})

    assert problems(answer) == {f"{moscow}answer": ["Say what the letter answers to this."]}
    assert CANNOT in Fields(answer.content.decode()).values[f"{moscow}quote"]


def test_what_is_said_besides_is_refused_with_its_reason_and_nothing_is_half_saved(desk_officer, note):
    fields = reply(desk_officer, note)
    moscow = point(fields, "Consultations in Moscow")
    fields |= {f"{moscow}answer": "rejected", f"{moscow}besides": ["redirected"]}

    answer = desk_officer.post(reply_to(note), fields)

    assert "Say where it is redirected to." in str(problems(answer))
    assert not Response.objects.exists()
    assert Letter.objects.count() == 1


def test_one_reply_answers_several_letters_and_the_points_of_all(desk_officer, note, latvia, russia):
    reminder = make.letter("Reminder", sender=russia, to=latvia, dated="1 October 2016")
    make.offer("A date for the talks", by=russia, to=latvia, put_in=reminder, kind="request")
    fields = reply(desk_officer, note, reminder)
    for title in ("Consultations in Moscow", "A date for the talks"):
        fields[f"{point(fields, title)}answer"] = "rejected"

    answer = desk_officer.post(reply_to(note, reminder), fields)

    assert answer.status_code == 302, problems(answer)
    logged = Letter.objects.get(subject="Reply")
    assert {link.earlier for link in logged.links_up.all()} == {note, reminder}
    assert logged.responses.count() == 2


def test_a_reply_is_written_in_kind(desk_officer, latvia, russia):
    verbale = make.letter("Note", sender=russia, to=latvia, form="note_verbale")
    spoken = make.letter("Call", sender=russia, to=latvia, form="telephone_call")

    assert fields_of(desk_officer, reply_to(verbale))["form"] == str(verbale.form_id)
    assert "form" not in fields_of(desk_officer, reply_to(spoken))


def test_what_it_may_answer_is_found_by_who_writes_to_whom_and_nothing_is_saved(desk_officer, note, latvia, russia):
    make.letter("Of somebody else", sender=make.party("Estonia"), to=latvia)
    where = address(Letter(), "add")
    typed = {
        **fields_of(desk_officer, where),
        "subject": "Half a title",
        "participations-0-party": str(latvia.pk),
        "participations-1-party": str(russia.pk),
    }

    page = desk_officer.post(where, {**typed, "_look": "1"})

    assert [one.letter for one in page.context["answerable"]] == [note]
    assert "puts “Consultations in Moscow”, still open" in page.context["answerable"][0].reasons
    assert Fields(page.content.decode()).values["subject"] == "Half a title"
    assert problems(page) == {}
    assert Letter.objects.filter(subject="Half a title").count() == 0


def test_one_key_links_what_it_answers_and_lists_its_points(desk_officer, note, latvia, russia):
    where = address(Letter(), "add")
    typed = {**fields_of(desk_officer, where), "subject": "Half a title", "_answers": str(note.pk)}

    fields = Fields(desk_officer.post(where, typed).content.decode()).values

    assert fields["links_up-0-earlier"] == str(note.pk)
    assert point(fields, "Observers at the border")
    sides = {fields[f"participations-{n}-role"]: fields[f"participations-{n}-party"] for n in (0, 1)}
    assert sides == {"sender": str(latvia.pk), "addressee": str(russia.pk)}
    assert fields["subject"] == "Half a title"


def test_the_script_gets_the_same_list(desk_officer, note, latvia, russia):
    typed = {
        "participations-TOTAL_FORMS": "2",
        "participations-0-role": "sender",
        "participations-0-party": str(latvia.pk),
        "participations-1-role": "addressee",
        "participations-1-party": str(russia.pk),
    }
    page = desk_officer.post("/admin/correspondence/letter/answers/", typed).content.decode()

    assert note.get_absolute_url() in page
    assert "<html" not in page


def test_the_next_letter_takes_over_what_seldom_changes(desk_officer, note, latvia, russia):
    answer = desk_officer.post(reply_to(note), reply(desk_officer, note, _addanother="1"))
    fields = fields_of(desk_officer, answer.url)

    assert fields["topic"] == str(note.topic_id)
    assert fields["subject"] == ""
    assert fields["participations-0-party"] == str(latvia.pk)
    assert fields["participations-1-party"] == str(russia.pk)


def test_a_draft_is_saved_by_its_button_and_logged_by_another(desk_officer, note):
    desk_officer.post(reply_to(note), reply(desk_officer, note, _draft="1"))
    draft = Letter.objects.get(subject="Reply")
    assert draft.status == "draft"

    desk_officer.post(address(draft), {**fields_of(desk_officer, address(draft)), "_log": "1"})
    draft.refresh_from_db()
    assert draft.status == "logged"


def test_after_a_letter_from_the_tray_comes_the_next_that_waits(desk_officer, officer, latvia):
    first, second = (
        make.letter(
            name, sender=latvia, status="draft", source_key=f"<{name}@example>", by=officer, dated=f"{day} May 2016"
        )
        for name, day in (("first", 2), ("second", 1))
    )
    answer = desk_officer.post(
        address(first), {**fields_of(desk_officer, address(first)), "_log": "1", "_addanother": "1"}
    )

    assert answer.url == address(second)


def test_a_letter_to_us_starts_with_us_as_its_addressee(desk_officer, latvia, settings):
    settings.HOME_PARTY = latvia.slug
    fields = fields_of(desk_officer, address(Letter(), "add"))

    assert (fields["participations-0-party"], fields["participations-1-party"]) == ("", str(latvia.pk))


def test_passages_that_look_like_acts_are_proposed_and_one_that_is_taken_has_its_row(desk_officer, note):
    where = reply_to(note)
    text = (
        "We propose a meeting of experts in Riga in May. The Government of Latvia rejects the consultations in Moscow."
    )
    typed = {**fields_of(desk_officer, where), "subject": "Half a title", "language": "en", "texts-0-body": text}

    page = desk_officer.post(where, {**typed, "_passages": "1"})
    found = {one.kind: one for one in page.context["passages"]}
    assert found["proposal"].quote == "We propose a meeting of experts in Riga in May."
    assert "refusal" in found

    typed = {**Fields(page.content.decode()).values, "_take_passage": [found["proposal"].key, found["refusal"].key]}
    page = desk_officer.post(where, typed)
    fields = Fields(page.content.decode()).values
    assert fields["puts-0-quote"] == found["proposal"].quote
    moscow = point(fields, "Consultations in Moscow")
    assert (fields[f"{moscow}answer"], fields[f"{moscow}quote"]) == ("rejected", found["refusal"].quote)
    assert page.context["passages"] == [one for one in page.context["passages"] if one.kind not in found]
    assert not Letter.objects.filter(subject="Half a title").exists()


def test_letters_chosen_in_the_list_are_answered_by_one_reply(desk_officer, note, latvia, russia):
    other = make.letter("Reminder", sender=russia, to=latvia, dated="1 October 2016")
    chosen = {"action": "log_one_reply", "_selected_action": [str(note.pk), str(other.pk)]}

    answer = desk_officer.post(address(Letter(), "changelist"), chosen)

    assert answer.url == reply_to(note, other)


@pytest.mark.parametrize(
    ("words", "found"), [("August 2016", True), ("4.8.2016", True), ("2017", False), ("???", False)]
)
def test_a_letter_is_found_by_its_date(desk_officer, note, words, found):
    page = desk_officer.get(address(Letter(), "changelist"), {"q": words})

    assert (note in page.context["cl"].result_list) == found
