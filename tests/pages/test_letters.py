"""The page of a letter: its text and acts, its dates, what came before and after."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.dates import read
from correspondence.models import DateReading, EventLink, Letter, Text
from tests import factories as make
from tests.pages.letters_as_read import page, told


@pytest.fixture
def note(latvian_mod, russian_mod):
    return make.letter(
        "Inspections proposed", sender=latvian_mod, to=russian_mod, dated="9 December 2016", topic=make.topic()
    )


def test_the_page_says_who_wrote_to_whom_and_when(client, note):
    html = page(client, note)

    assert "<h1" in html
    assert "Inspections proposed" in html
    assert (
        '<span class="party a"><bdi>Latvia</bdi></span> <bdi>Ministry of Defence</bdi> to <span class="party b">'
        in html
    )
    assert '<time datetime="2016-12-09">9 December 2016</time>' in html


def test_the_home_party_stands_on_the_same_side_when_it_is_written_to(client, note):
    html = page(client, make.answer_to(note))

    assert (
        '<span class="party b"><bdi>Russia</bdi></span> <bdi>Ministry of Defence</bdi> to <span class="party a">'
        in html
    )


def test_a_missing_letter_is_not_found(client, db):
    assert client.get("/letters/9c4217e4-7170-5644-8a5e-0f19457148fd/").status_code == 404


def test_a_page_that_only_reads_refuses_to_be_written_to(client, note):
    assert client.post(note.get_absolute_url()).status_code == 405


# Banners


def test_a_date_in_doubt_names_both_readings_with_what_they_rest_on(client, note):
    note.dated_in_doubt = True
    note.save()
    rival = DateReading(letter=note, value=read("22 September 2016"), basis="reported_press", standing="alternative")
    rival.source = "A newspaper of that week"
    rival.save()

    words = told(page(client, note))

    assert "Date in doubt." in words
    assert "9 December 2016 (as printed)" in words
    assert "22 September 2016 (reported by the press: A newspaper of that week )" in words


def test_readings_stand_in_a_table_with_their_standing_and_bound(client, note, latvian_mod, russian_mod):
    earlier = make.letter("Known only to be older", sender=russian_mod, to=latvian_mod, knowledge="reported")
    DateReading(letter=earlier, bounded_by=note, bound="before", basis="reported_recipient").save()

    words = told(page(client, Letter.objects.get(pk=earlier.pk)))

    assert "Before it: Inspections proposed" in words
    assert "Preferred Reported by the recipient" in words


def test_a_letter_that_is_only_reported_says_by_which(client, note, latvian_mod):
    report = make.letter("A statement to the press", sender=latvian_mod)
    note.knowledge = "reported"
    note.save()
    make.link(report, note, "reports")

    words = told(page(client, Letter.objects.get(pk=note.pk)))

    assert "Reported only. The text is not held. It is known from: A statement to the press ." in words


def test_a_void_letter_says_why(client, note):
    note.void(reason="Logged twice by mistake")

    assert "Void. Logged twice by mistake" in told(page(client, note))


def test_several_exchanges_say_how_many_at_least(client, latvia, russia):
    bundle = make.letter(sender=russia, to=latvia, knowledge="reported", extent="bundle", at_least=2)

    assert "Several, number not known, at least 2" in told(page(client, bundle))


# Before and after


def test_the_chain_says_what_a_letter_answers_and_what_answers_it(client, note):
    reply = make.answer_to(note, subject="Inspections refused", dated="9 March 2017")

    assert "Answered by , stated in the document" in told(page(client, note))
    words = told(page(client, reply))
    assert "9 December 2016 , Latvia Inspections proposed Answers , stated in the document" in words
    assert "Not linked" not in words


def test_a_letter_without_links_names_the_latest_before_it_on_its_topic(client, note, latvia, russia):
    make.letter("Older still", sender=russia, to=latvia, dated="1 May 2010", topic=make.topic())
    make.letter("On something else", sender=russia, to=latvia, dated="1 January 2017", topic=make.topic("Fisheries"))
    later = make.letter(sender=russia, to=latvia, dated="9 March 2017", topic=make.topic())

    words = told(page(client, later))

    assert "Inspections proposed Not linked : the latest before it between the same two on this topic" in words
    assert "Older still" not in words
    assert "On something else" not in words


def test_an_answer_dated_before_its_letter_asks_to_check_the_dates(client, note):
    reply = make.answer_to(note, dated="1 May 2010")

    assert "The dates stand the other way round" in told(page(client, reply))


def test_an_event_that_a_letter_follows_is_on_its_page(client, note, latvia):
    make.link_to_event(note, make.event("A border is closed", latvia, occurred="spring 2014"))

    assert EventLink.objects.count() == 1
    assert "A border is closed , spring 2014" in told(page(client, note))


def test_letters_that_it_names_and_that_are_not_on_record_are_told_with_the_words_of_the_edition(client, note):
    make.awaited(note, "edition#d234", note="See document 234.")
    make.awaited(note, "edition#d20", "answers", basis="stated")

    words = told(page(client, note))

    assert "Not on record Answers edition#d20 , stated in the document" in words
    assert "Refers to edition#d234 , according to the edition: See document 234." in words


def test_a_link_that_the_edition_gives_says_so(client, note):
    make.link(make.letter("Later note"), note, "refers_to", basis="edition", note="See document 1.")

    assert "Referred to by , according to the edition: See document 1." in told(page(client, note))


def test_links_to_log_and_edit_are_for_those_who_may(client, note, officer, reader):
    client.force_login(officer)
    html = page(client, note)
    assert f"/admin/correspondence/letter/add/?reply_to={note.pk}" in html
    assert f"/admin/correspondence/letter/{note.pk}/change/" in html

    client.force_login(reader)
    assert "/admin/correspondence/" not in page(client, note)


# The text and the acts beside it


def with_offer(note, latvia, russia, body, quote, **kwargs):
    text = make.text(note, body)
    offer = make.offer("More inspections", by=latvia, to=russia)
    return make.table(offer, note, evidence=text, quote=quote, **kwargs), text


def test_a_passage_and_its_note_lead_to_each_other(client, note, latvia, russia):
    with_offer(note, latvia, russia, "Latvia offers more inspections.\n\nIt hopes.", "offers more inspections")

    html = page(client, note)

    assert (
        'Latvia <mark class="m-pro" id="p1">offers more inspections<a href="#n1" aria-label="Note 1">1</a></mark>.</p>'
        in html
    )
    assert '<aside class="note" id="n1"' in html
    assert 'href="#p1"' in html


def test_a_note_says_what_the_act_opens_and_where_that_stands(client, note, latvia, russia):
    tabling, _text = with_offer(note, latvia, russia, "More inspections", "More inspections", terms="Two a year")
    make.respond(tabling.proposal, make.answer_to(note, dated="9 March 2017"), "rejected")

    words = told(page(client, note))

    assert "Offer now Rejected Opens More inspections Terms: Two a year" in words


def test_putting_the_same_offer_again_is_told_as_that(client, note, latvia, russia):
    offer = make.offer("More inspections", by=latvia, to=russia, put_in=note)
    second = make.letter(sender=latvia, to=russia, dated="1 May 2018")
    make.table(offer, second)

    assert "Puts again More inspections" in told(page(client, second))
    assert "Opens More inspections" in told(page(client, note))


def test_an_answer_says_its_grounds_what_it_opens_and_who_reads_it_otherwise(client, note, latvia, russia, osce):
    offer = make.offer("More inspections", by=latvia, to=russia, put_in=note)
    elsewhere = make.offer("Discuss it in the OSCE", by=russia, to=latvia)
    reply = make.answer_to(note, dated="9 March 2017")
    refusal = make.respond(offer, reply, "rejected", grounds="Nothing justifies them", characterised_by=latvia)
    make.respond(offer, reply, "redirected", principal=False, framework=make.framework(), opens=elsewhere)
    make.respond(
        offer, reply, "deferred", principal=False, reading_of=refusal, characterised_by=russia, grounds="Premature"
    )

    words = told(page(client, reply))

    assert "Rejected Answers More inspections According to Latvia Reason: Nothing justifies them" in words
    assert "Contested: Deferred according to Russia : Premature" in words
    assert "Redirected to: OSCE Opens Discuss it in the OSCE" in words
    assert "Another reading" not in words


def test_a_position_says_how_it_stands_to_the_one_before(client, note, latvia):
    earlier = make.letter("The first word", sender=latvia, dated="1 May 2014")
    first = make.position(latvia, make.topic(), "No dialogue", earlier)
    make.position(
        latvia, make.topic(), "Still no dialogue", note, change="reaffirmed", previous=first, claims_unchanged=True
    )

    words = told(page(client, note))

    assert "Position reaffirmed Still no dialogue Latvia , on Inspections ; claims to be unchanged" in words
    assert "Earlier: The first word" in words


def test_what_the_same_words_do_stands_in_one_note(client, note, latvia, russia):
    _tabling, text = with_offer(note, latvia, russia, "Inspections, as ever.", "Inspections, as ever.")
    make.position(latvia, make.topic(), "As ever", note, evidence=text, quote="Inspections, as ever.")

    html = page(client, note)

    assert html.count("<mark") == 1
    assert html.count('<aside class="note"') == 1
    assert html.count('class="told"') == 2


def test_of_words_that_stand_twice_those_before_and_after_choose(client, note, latvia, russia):
    with_offer(note, latvia, russia, "No inspections here. Yes, inspections there.", "inspections", prefix="Yes, ")

    assert 'Yes, <mark class="m-pro" id="p1">inspections<a' in page(client, note)


def test_a_passage_lost_from_the_text_is_kept_and_said(client, note, latvia, russia):
    _tabling, text = with_offer(note, latvia, russia, "Latvia offers inspections.", "offers inspections")
    text.body = "Latvia proposes visits."
    text.save()

    words = told(page(client, note))

    assert words.count("Passage not found in the current text.") == 2
    assert "offers inspections" in words


def test_a_reported_reply_shows_its_words_with_the_letter_that_reports_them(client, note, latvia, russia):
    reply = make.answer_to(note, subject="The reply", knowledge="reported", dated="9 March 2017")
    statement = make.letter("A statement", sender=russia)
    make.link(statement, reply, "reports")
    text = make.text(statement, "It has been turned down.")
    offer = make.offer("More inspections", by=latvia, to=russia, put_in=note)
    make.respond(offer, reply, "rejected", evidence=text, quote="turned down")

    words = told(page(client, reply))
    assert "No text of it that you can see. What is quoted or reported of it:" in words
    assert "turned down Shown by: A statement" in words

    html = page(client, statement)
    assert '<mark class="m-res" id="p1">turned down<a' in html
    assert "In: The reply" in told(html)


def test_several_texts_are_tabs_and_each_has_its_own_passages(client, note, latvia, russia):
    with_offer(note, latvia, russia, "More inspections", "More inspections")
    latvian = make.text(note, "Vairāk pārbaužu", language="lv", role="translation")

    html = page(client, note, f"?text={latvian.pk}")

    assert 'lang="lv" dir="auto">Vairāk pārbaužu</p>' in html
    assert f'href="?text={latvian.pk}" aria-current="page"' in html
    assert "Stands in: Original, English" in told(html)


@pytest.mark.parametrize(
    "asked",
    ["nonsense", "%00", "9c4217e4-7170-5644-8a5e-0f19457148fd", "x" * 5000],
    ids=["no key", "zero", "another key", "long"],
)
def test_a_text_that_is_not_there_is_not_found(client, note, asked):
    make.text(note, "The only text")

    page(client, note, f"?text={asked}", status=404)


def test_the_page_costs_the_same_however_much_a_letter_carries(client, note, latvia, russia):
    def cost():
        with CaptureQueriesContext(connection) as found:
            page(client, note)
        return len(found)

    def carry(number):
        text = make.text(note, f"Offer {number} is made and held to.", language="en")
        offer = make.offer(f"Offer {number}", by=latvia, to=russia)
        make.table(offer, note, evidence=text, quote=f"Offer {number} is made")
        make.position(latvia, make.topic(), f"Holds to {number}", note, evidence=text, quote="held to")
        make.respond(offer, make.answer_to(note, dated="9 March 2017"), "rejected")
        make.awaited(note, f"edition#d{number}")
        DateReading(letter=note, which="sent", value=read(f"{number + 1} May 2016"), standing="alternative").save()

    carry(1)
    once = cost()
    for number in range(2, 8):
        carry(number)

    assert Text.objects.count() == 7
    assert cost() == once
