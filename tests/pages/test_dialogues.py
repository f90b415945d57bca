"""The state of a dialogue on the pages: a band on the timeline, the state in its head, on formats, letters and the list."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence import demonstration
from correspondence.models import Letter
from tests import factories as make

TIMELINE = "/timelines/latvia/russia/"


@pytest.fixture
def suspended(latvia, russia):
    """Latvia suspends the dialogue on inspections, and says so in a note."""
    note = make.letter("Note on the dialogue", sender=latvia, to=russia, dated="3 March 2016", topic=make.topic())
    text = make.text(note, "We suspend the dialogue until the annexation is undone.")
    words = {"evidence": text, "quote": "suspend the dialogue"}
    return make.dialogue(
        "suspended", note, latvia, russia, topic=note.topic, declared_by=latvia, grounds="The annexation.", **words
    )


def text_of(response):
    bare = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(bare))


def kinds(response):
    return [row.kind for row in response.context["timeline"].rows if row.kind != "year"]


def test_a_band_stands_behind_the_letter_that_suspends_the_dialogue(client, latvia, russia, suspended):
    make.letter("Before", sender=russia, to=latvia, dated="1 March 2016")
    make.letter("After", sender=russia, to=latvia, dated="4 March 2016")

    assert kinds(client.get(TIMELINE)) == ["card", "card", "dialogue", "card"]
    assert kinds(client.get(TIMELINE, {"order": "newest"})) == ["card", "dialogue", "card", "card"]


def test_a_band_says_since_when_why_by_whom_and_in_which_words(client, suspended):
    said = text_of(client.get(TIMELINE))
    band = said[said.index("time runs down") :]

    assert "3 March 2016 . Dialogue suspended Inspections The annexation. suspend the dialogue" in band
    assert "according to Latvia · in Note on the dialogue" in band


def test_a_band_with_a_date_of_its_own_stands_there_and_not_at_its_letter(client, latvia, russia):
    make.letter("Before", sender=russia, to=latvia, dated="2013")
    make.letter("Between", sender=russia, to=latvia, dated="2016")
    late = make.letter("Late word", sender=latvia, to=russia, dated="2018")
    make.dialogue("suspended", late, latvia, russia, date="2014")

    assert [kind for kind in kinds(client.get(TIMELINE)) if kind != "gap"] == ["card", "dialogue", "card", "card"]


def test_each_band_stands_on_one_page_of_many(client, latvia, russia, monkeypatch):
    monkeypatch.setattr("correspondence.timeline.pages.SIZE", 2)
    notes = [make.letter(sender=latvia, to=russia, dated=str(year)) for year in range(2010, 2016)]
    for number, note in enumerate(notes):
        make.dialogue("suspended" if number % 2 else "resumed", note, latvia, russia)
    make.dialogue("ended", notes[0], latvia, russia, date="2020")
    shown, query = [], {}
    while True:
        page = client.get(TIMELINE, query)
        shown += [row.thing.pk for row in page.context["timeline"].rows if row.kind == "dialogue"]
        if not page.context["timeline"].after:
            break
        query = {"after": page.context["timeline"].after}

    assert len(shown) == len(set(shown)) == 7


def test_a_year_shows_the_bands_of_that_year_only(client, latvia, russia):
    for year in ("2014", "2016"):
        note = make.letter(sender=latvia, to=russia, dated=year)
        make.dialogue("suspended" if year == "2014" else "resumed", note, latvia, russia)

    shown = [
        row.thing.change
        for row in client.get(TIMELINE, {"year": "2016"}).context["timeline"].rows
        if row.kind == "dialogue"
    ]

    assert shown == ["resumed"]


def test_the_head_of_a_timeline_says_where_the_dialogue_stands_now(client, latvia, russia, suspended):
    said = text_of(client.get(TIMELINE))

    assert "Dialogue suspended Inspections · since 3 March 2016 · according to Latvia" in said


def test_the_head_names_who_says_otherwise(client, latvia, russia, suspended):
    later = make.letter(sender=russia, to=latvia, dated="2018")
    make.dialogue("resumed", later, russia, latvia, topic=suspended.topic, declared_by=russia)

    said = text_of(client.get(TIMELINE))

    assert "Dialogue active Inspections · since 2018 · according to Russia" in said
    assert "Latvia says otherwise: suspended, 3 March 2016" in said


def test_the_head_is_silent_where_nothing_is_said(client, latvia, russia):
    make.letter(sender=latvia, to=russia)

    assert "Dialogue" not in text_of(client.get(TIMELINE))


def test_what_a_reader_may_not_know_of_leaves_his_state_as_it_is(client, latvia, russia, suspended, officer):
    secret = make.letter("Secret", sender=latvia, to=russia, dated="2018", level=make.level("secret"))
    make.dialogue("resumed", secret, latvia, russia, topic=suspended.topic)

    assert "Dialogue suspended Inspections" in text_of(client.get(TIMELINE))
    assert "resumed" not in text_of(client.get(TIMELINE))
    client.force_login(officer)
    assert "Dialogue active Inspections" in text_of(client.get(TIMELINE))


def test_a_voided_letter_suspends_nothing(client, suspended):
    suspended.letter.void(reason="Logged twice.")

    assert "Dialogue suspended" not in text_of(client.get(TIMELINE))


def test_the_list_of_timelines_names_what_is_suspended_now(client, latvia, russia, osce, suspended):
    make.letter(sender=latvia, to=osce)
    talks = make.meeting("Talks", latvia, osce)
    make.dialogue("begun", talks, latvia, osce)

    said = text_of(client.get("/timelines/"))

    assert said.count("dialogue suspended: Inspections, according to Latvia") == 1
    assert "dialogue active" not in said


def test_the_page_of_a_format_lists_the_dialogues_in_it_and_under_its_provisions(client, latvia, russia, osce):
    forum = make.framework("OSCE")
    vienna = make.framework("Vienna Document", "instrument", parent=forum)
    note = make.letter("A note", sender=russia, to=latvia, dated="2016")
    make.dialogue("suspended", note, latvia, russia, framework=vienna, declared_by=russia)
    make.dialogue("suspended", note, latvia, russia)

    said = text_of(client.get(forum.get_absolute_url()))

    assert said.count("Dialogue suspended") == 1
    assert "Latvia and Russia : Vienna Document · since 2016 · according to Russia · The letter" in said
    assert "Dialogues in it" not in text_of(client.get(make.framework("Council").get_absolute_url()))


def test_a_letters_page_notes_what_it_does_to_the_dialogue_beside_the_words(client, suspended):
    page = client.get(suspended.letter.get_absolute_url())

    assert "Dialogue suspended Latvia and Russia : Inspections The annexation." in text_of(page)
    assert '<mark class="m-pos" id="p1">suspend the dialogue' in page.content.decode()


def test_a_page_costs_the_same_for_many_changes(client, latvia, russia):
    def queries(address):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    forum = make.framework()
    addresses = (TIMELINE, "/timelines/", forum.get_absolute_url())

    def more(years):
        for year in years:
            note = make.letter(sender=latvia, to=russia, dated=str(year), topic=make.topic())
            shown = {"evidence": make.text(note, "It is suspended."), "quote": "suspended"}
            make.dialogue(
                "suspended", note, latvia, russia, framework=forum, topic=note.topic, declared_by=latvia, **shown
            )

    more([2010])
    few = [queries(address) for address in addresses]
    more(range(2011, 2021))

    assert [queries(address) for address in addresses] == few


def test_the_founding_records_dialogue_is_suspended_according_to_latvia(client, db):
    demonstration.load()

    page = client.get(TIMELINE)

    assert (
        "Dialogue suspended Political and military dialogue · after the annexation of Crimea in spring 2014 "
        "· according to Ministry of Defence, Latvia"
    ) in text_of(page)
    assert kinds(page).count("dialogue") == 1
    assert Letter.objects.count() == 11
