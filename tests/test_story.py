"""The founding record tells what the public statement says, sentence by sentence, and nothing that it does not.

The statement itself is not part of the project: each sentence is held here by short fragments. Where the document lies
beside the project, the tests marked `corpus` read it and see that the fragments cover it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models, transaction
from pytest_django import DjangoDbBlocker

from correspondence import demonstration
from correspondence.dates import UncertainDate, read
from correspondence.demonstration.words import EXCERPTS
from correspondence.models import (
    Attachment,
    ContextEvent,
    DateReading,
    DialogueChange,
    Framework,
    Letter,
    LetterForm,
    LetterPair,
    Level,
    Link,
    Participation,
    Party,
    Position,
    Proposal,
    Response,
    Standing,
    Tabling,
    Text,
    Topic,
    ledger,
)
from tests import factories as make

DOCUMENT = Path(__file__).resolve().parents[2] / "shared" / "founding" / "press-release.txt"

# One row a sentence of the document, in its order: fragments, and the rows of the record that hold it, by fragment.
SENTENCES = (
    ("expects specific suggestions from Russia in order to lessen",),  # the heading
    ("11/28/2018 - 17:38",),
    ("Media Relations Section",),
    ("the letters of Russia", "at the level of experts", "from the side of Russia in order to lessen"),
    ("In response to the letter", "has not changed", "political and military dialogue that was suspended", "in spring of 2014"),
    ("promoting transparency in the region", "incidents above the Baltic Sea"),
    ("already existing formats of cooperation", "NATO-Russia Council"),
    ("Western Military District",),
    ("since 2003 Latvia has extended an offer", "consistently rejected so far"),
    ("within the framework of Vienna Document", "not all options provided"),
    ("annual voluntary exchange of military information", "57 countries"),
    ("ready to discuss these suggestions",),
)  # fmt: skip
SAID_ELSEWHERE = {"Military", "Public", "Relations", "Telephone"}  # in names of levels and forms of letters
CLOSING = "Information prepared by:"  # after it: who to call, which is no part of the record


@pytest.fixture(scope="module")
def loading(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Load the record once for all tests here and yield what the command said; each test is rolled back to that."""
    said = StringIO()
    with django_db_blocker.unblock():
        call_command("load_demo", stdout=said)
    yield said.getvalue()
    written = [model._meta.db_table for model in nouns() if model not in {Level, LetterForm}]
    with django_db_blocker.unblock(), transaction.atomic(), connection.cursor() as cursor:
        for table in written:
            cursor.execute(f"DELETE FROM {table}")


@pytest.fixture
def record(loading: str, db: None) -> None:
    """The record as loaded, in a transaction of the test's own."""


def nouns() -> list[type[models.Model]]:
    return list(apps.get_app_config("correspondence").get_models())


def letter(name: str) -> Letter:
    return Letter.objects.get(pk=demonstration.key(name))


def offer(name: str) -> Proposal:
    return Proposal.objects.get(pk=demonstration.key(f"offer {name}"))


def standing(name: str) -> Standing:
    return Standing.objects.get(addressee__proposal=offer(name))


def answers(name: str) -> set[tuple[str, bool, str]]:
    """Return what came back to an offer: the answer, whether it is principal, and the letter by its name."""
    named = {letter(one).pk: one for one in ("reply", "counter", "talks", "refusals", "refusal")}
    rows = Response.objects.filter(addressee__proposal=offer(name))
    return {(row.answer, row.principal, named[row.letter_id]) for row in rows}


def tabled(name: str) -> set[tuple[str, str]]:
    named = {letter(one).pk: one for one in ("letters", "reply", "offers", "august", "counter", "written")}
    return {(row.kind, named[row.letter_id]) for row in offer(name).tablings.all()}


def shown_by(row: Tabling | Response | Position | DialogueChange) -> str:
    """Return the words that show an act, as they stand in the statement's text."""
    assert row.passage is not None
    return row.evidence.body[row.passage.start : row.passage.end]


def parties_of(name: str, role: str) -> set[str]:
    return {part.party.slug for part in letter(name).participations.filter(role=role)}


# The document, where it is at hand --------------------------------------------------------------------------------------


def words(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


@pytest.fixture
def document() -> str:
    if not DOCUMENT.exists():
        pytest.skip("the statement is not kept with the project: it does not lie beside this checkout")
    return DOCUMENT.read_text(encoding="utf-8")


def sentences(document: str) -> list[str]:
    told = document[: document.rindex(CLOSING)]
    lines = [line.strip() for line in told.splitlines() if line.strip() and line.strip() != "Defence policy"]
    pieces = [piece for line in lines for piece in re.split(r"(?<=[a-z)]\.)\s+", line)]
    return [words(piece) for piece in pieces if piece != "Information prepared by"]


@pytest.mark.corpus
def test_every_sentence_of_the_document_is_held_by_a_fragment(document):
    found = sentences(document)

    assert len(found) == len(SENTENCES)
    assert [
        (sentence, fragment)
        for sentence, fragments in zip(found, SENTENCES, strict=True)
        for fragment in fragments
        if fragment not in sentence
    ] == []


@pytest.mark.corpus
@pytest.mark.parametrize("name", sorted(EXCERPTS))
def test_every_excerpt_is_in_the_document_word_for_word(document, name):
    assert words(EXCERPTS[name]) in words(document)


@pytest.mark.corpus
def test_every_sentence_of_the_body_is_shown_by_an_excerpt(document):
    body = sentences(document)[3:]

    assert [one for one in body if not any(words(part) in one for part in EXCERPTS.values())] == []


# The heading, the stamp and the source ------------------------------------------------------------------------------------


def test_the_statement_is_held_as_excerpts_and_concerns_russia(record):
    statement = letter("statement")

    assert (statement.form.code, statement.knowledge) == ("press_statement", "held")
    assert statement.texts.get().is_excerpt
    assert parties_of("statement", "sender") == {"latvia-ministry-of-defence"}
    assert parties_of("statement", "concerns") == {"russia"}
    assert parties_of("statement", "addressee") == set()
    assert "Media Relations Section" in statement.citation


def test_the_pages_stamp_and_the_date_of_the_press_are_both_kept(record):
    statement = letter("statement")
    stamp, press = statement.readings.order_by("-standing")

    assert statement.dated_in_doubt
    assert (stamp.standing, stamp.basis, str(stamp.value), f"{stamp.time:%H:%M}") == (
        "preferred",
        "page_stamp",
        "28 November 2018",
        "17:38",
    )
    assert (press.standing, press.basis, press.value) == ("alternative", "reported_press", read("22 September 2016"))


def test_the_statement_reports_the_exchange_and_is_not_a_part_of_it(record):
    reported = {link.earlier_id for link in letter("statement").links_up.filter(relation="reports")}

    assert reported == {letter(name).pk for name in ("letters", "reply", "suspension", "offers", "refusals")}
    assert LetterPair.objects.filter(letter__in=[letter("statement"), letter("reply")]).count() == 2


# The letters of Russia: an invitation to Moscow ------------------------------------------------------------------------------


def test_the_letters_of_russia_are_several_at_least_two_and_only_reported(record):
    letters = letter("letters")

    assert (letters.extent, letters.at_least, letters.knowledge) == ("bundle", 2, "reported")
    assert LetterPair.objects.of(*Party.objects.filter(slug__in=("latvia", "russia"))).filter(letter=letters).exists()
    assert parties_of("letters", "sender") == {"russia"}
    assert letters.sort_key < letter("reply").sort_key < letter("statement").sort_key


def test_the_invitation_to_moscow_for_experts_is_a_proposal_of_russia(record):
    moscow = offer("moscow")

    assert (moscow.kind, moscow.topic.name) == ("invitation", "Political and military dialogue")
    assert "experts" in moscow.terms
    assert [row.party.slug for row in moscow.proposers.all()] == ["russia"]
    assert [row.party.slug for row in moscow.addressees.all()] == ["latvia"]
    assert "security consultations in Moscow" in shown_by(moscow.tablings.get(letter=letter("letters")))


def test_latvia_expects_steps_to_lessen_the_activities_near_its_border(record):
    steps = offer("steps")

    assert (steps.kind, steps.topic.name) == ("call", "Military activities near the border")
    assert tabled("steps") == {("put", "reply")}
    assert shown_by(steps.tablings.get()).startswith("it expects specific suggestions")
    assert standing("steps").state == "open"


# In response: the position has not changed -------------------------------------------------------------------------------------


def test_the_reply_answers_the_letters_and_comes_before_the_statement(record):
    reply = letter("reply")

    assert reply.knowledge == "reported"
    assert [link.earlier for link in reply.links_up.answering()] == [letter("letters")]
    assert reply.dated.latest.isoformat() == "2018-11-27"


def test_the_invitation_is_rejected_and_redirected_and_asked_to_be_specific_in_one_letter(record):
    assert answers("moscow") == {
        ("rejected", True, "reply"),
        ("redirected", False, "reply"),
        ("specifics_requested", False, "reply"),
        ("countered", True, "counter"),
    }
    principal = Response.objects.get(addressee__proposal=offer("moscow"), answer="rejected")
    assert "renew the political and military dialogue" in shown_by(principal)


def test_the_position_is_reaffirmed_and_claims_to_be_unchanged(record):
    held = Position.objects.get(letter=letter("reply"), topic__name="Political and military dialogue")

    assert (held.change, held.claims_unchanged) == ("reaffirmed", True)
    assert shown_by(held) == "the position taken by Latvia has not changed"
    assert held.previous.letter == letter("suspension")


def test_the_suspension_is_a_stub_that_follows_two_events(record):
    suspension = letter("suspension")
    first = Position.objects.get(letter=suspension)

    assert suspension.knowledge == "reported"
    assert first.change == "first_stated"
    assert "in spring of 2014" in shown_by(first)
    events = {tie.event.pk for tie in suspension.event_links.all()}
    assert events == {demonstration.key(name) for name in ("crimea", "ukraine")}


def test_the_dialogue_is_suspended_according_to_latvia_with_the_words_that_say_so(record):
    change = DialogueChange.objects.get()

    assert (change.change, change.letter, change.declared_by.slug) == (
        "suspended",
        letter("suspension"),
        "latvia-ministry-of-defence",
    )
    assert {change.low.slug, change.high.slug} == {"latvia", "russia"}
    assert change.subject == (Topic.objects.get(name="Political and military dialogue"),)
    assert "in spring of 2014" in shown_by(change)
    assert str(change.when) == "after the annexation of Crimea in spring 2014"


def test_the_annexation_of_crimea_is_dated_by_its_season_and_the_aggression_in_2014(record):
    crimea, ukraine = (ContextEvent.objects.get(pk=demonstration.key(name)) for name in ("crimea", "ukraine"))

    assert crimea.occurred.edtf == "2014-21"
    assert ukraine.occurred.earliest.year == 2014
    assert ukraine.note, "the statement gives no date of its own"


# At the same time: what Latvia is interested in ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("topic", "fragment"),
    [
        ("Transparency in the region", "promoting transparency in the region"),
        ("Incidents over the Baltic Sea", "incidents above the Baltic Sea"),
        ("Military activities near the border", "ready to discuss these suggestions"),
    ],
)
def test_what_latvia_holds_on_other_topics_is_stated_in_the_reply(record, topic, fragment):
    held = Position.objects.get(topic__name=topic)

    assert (held.letter, held.change, held.party.slug) == (
        letter("reply"),
        "first_stated",
        "latvia-ministry-of-defence",
    )
    assert fragment in shown_by(held)


# Taking into account: existing formats -------------------------------------------------------------------------------------------


def test_the_invitation_is_redirected_to_both_forums_each_in_a_row_of_its_own(record):
    rows = Response.objects.filter(addressee__proposal=offer("moscow"), answer="redirected")

    assert {row.framework.name for row in rows} == {"NATO–Russia Council", "OSCE"}
    assert {row.opens for row in rows} == {offer("formats")}
    assert all("already existing formats of cooperation" in shown_by(row) for row in rows)


def test_to_discuss_it_in_existing_formats_is_an_invitation_that_waits_for_an_answer(record):
    assert (offer("formats").kind, standing("formats").state) == ("invitation", "open")
    assert tabled("formats") == {("put", "reply")}


def test_the_osce_is_a_format_of_cooperation_and_a_party(record):
    assert Framework.objects.get(name="OSCE").party == Party.objects.get(slug="osce")


# Specific suggestions on the Western Military District ---------------------------------------------------------------------------


def test_transparency_in_the_western_military_district_is_a_call_for_proposals(record):
    district = offer("district")

    assert (district.kind, standing("district").state) == ("call", "open")
    assert "Western Military District" in shown_by(district.tablings.get())


# Since 2003: additional bilateral inspections ------------------------------------------------------------------------------------


def test_the_offers_since_2003_and_their_rejections_are_two_claims_and_not_fifteen_rows(record):
    offers, refusals = letter("offers"), letter("refusals")

    assert [(one.extent, one.at_least, one.knowledge) for one in (offers, refusals)] == [
        ("bundle", None, "reported"),
        ("bundle", None, "reported"),
    ]
    assert [str(one.dated) for one in (offers, refusals)] == ["since 2003", "since 2003, so far"]
    assert {one.dated.edtf for one in (offers, refusals)} == {"2003/2018-11-28"}
    assert Letter.objects.filter(dated_earliest__year=2003).count() == 2
    assert Tabling.objects.filter(proposal=offer("inspections")).count() == 3
    assert Response.objects.filter(addressee__proposal=offer("inspections")).count() == 3
    assert Letter.objects.count() == 11


def test_that_they_were_rejected_so_far_is_what_latvia_says(record):
    claim = letter("refusals").responses.get()

    assert (claim.answer, claim.characterised_by.slug) == ("rejected", "latvia")
    assert shown_by(claim) == "that have been consistently rejected so far"
    assert [link.earlier for link in letter("refusals").links_up.answering()] == [letter("offers")]


def test_the_reply_recalls_the_offer_and_does_not_put_it_again(record):
    assert tabled("inspections") == {("put", "offers"), ("recalled", "reply"), ("amended", "written")}
    assert letter("reply").links_up.filter(relation="reminds").get().earlier == letter("offers")


# The Vienna Document --------------------------------------------------------------------------------------------------------------


def test_to_use_more_of_the_vienna_document_is_an_invitation_under_it(record):
    vienna = offer("vienna")

    assert (vienna.kind, vienna.provision.symbol, standing("vienna").state) == ("invitation", "VD11", "open")
    assert "within the framework of Vienna Document" in shown_by(vienna.tablings.get())
    assert "Not all of its options" in vienna.terms


def test_what_the_document_provides_for_is_its_note(record):
    note = Framework.objects.get(symbol="VD11").note

    assert "57" in note
    assert "annual voluntary exchange of military information" in note


# What the press reported besides -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("august", "2016-08"),
        ("counter", "2016-11-22"),
        ("talks", "2016-12-08"),
        ("written", "2016-12-09"),
        ("refusal", "2017-03-09"),
    ],
)
def test_each_sequel_is_only_reported_and_names_its_source(record, name, date):
    sequel = letter(name)

    assert (sequel.knowledge, sequel.dated.edtf) == ("reported", date)
    assert any(source in sequel.citation for source in ("LSM", "The Baltic Times", "LETA"))


def test_the_counter_invitation_to_riga_was_accepted_by_turning_up(record):
    assert (standing("riga").state, standing("riga").since.iso) == ("accepted", "2016-12-08")


def test_the_refusal_of_inspections_was_called_premature_by_the_embassy(record):
    rival = Response.objects.get(letter=letter("refusal"), answer="deferred")

    assert (rival.principal, rival.characterised_by.slug) == (False, "russia-embassy-in-latvia")
    assert rival.reading_of.answer == "rejected"
    assert standing("inspections").contested


# Where the offers stand, whichever date is chosen ----------------------------------------------------------------------------------


def choose_22_september() -> None:
    rival = DateReading.objects.get(standing="alternative")
    rival.prefer(reason="The press of the day reports a statement of the same content.")


@pytest.fixture(params=["28 November 2018", "22 September 2016"])
def either_date(record, request) -> str:
    if request.param == "22 September 2016":
        choose_22_september()
    return request.param


def test_the_rejected_offers_are_the_same_in_both_date_orders(either_date):
    rejected = {
        row.addressee.proposal_id for row in Standing.objects.filter(state="rejected").select_related("addressee")
    }
    inspections = standing("inspections")

    assert offer("inspections").pk in rejected
    assert offer("moscow").pk in rejected
    assert len(rejected) == 2
    assert (inspections.times_rejected, inspections.claims_rejected) == (1, 1)
    assert (inspections.state, inspections.since.iso) == ("rejected", "2017-03-09")


def test_the_stored_states_and_pairs_are_proved_in_both_date_orders(either_date):
    for command in ("check_offers", "check_pairs"):
        with pytest.raises(SystemExit) as ended:
            call_command(command, verbosity=0)
        assert ended.value.code == 0


def test_what_answers_stands_after_what_it_answers_in_both_date_orders(either_date):
    links = Link.objects.answering().select_related("later", "earlier")

    assert links.count() == 5
    assert [str(link) for link in links if link.earlier.sort_key >= link.later.sort_key] == []


def test_choosing_22_september_moves_the_statement_and_everything_that_it_bounds(record):
    choose_22_september()

    assert letter("statement").dated == read("22 September 2016")
    assert letter("statement").sort_key.startswith("20160922")
    assert letter("reply").dated.latest.isoformat() == "2016-09-21"
    assert letter("letters").dated.latest.isoformat() == "2016-09-21"
    for name in ("offers", "refusals"):
        assert letter(name).dated.edtf == "2003/2016-09-22"
    assert letter("offers").dated.text == "since 2003"
    assert letter("refusal").sort_key > letter("statement").sort_key


def test_choosing_22_september_keeps_both_readings_and_says_why(record):
    choose_22_september()

    rows = {str(row.value): row.standing for row in letter("statement").readings.all()}
    assert rows == {"22 September 2016": "preferred", "28 November 2018": "alternative"}
    assert letter("statement").dated_in_doubt


def test_choosing_the_stamp_again_brings_back_the_first_order(record):
    before = list(Letter.objects.in_order().values_list("pk", "sort_key"))
    choose_22_september()
    assert list(Letter.objects.in_order().values_list("pk", "sort_key")) != before

    DateReading.objects.get(letter=letter("statement"), basis="page_stamp").prefer(reason="The page says so.")

    assert list(Letter.objects.in_order().values_list("pk", "sort_key")) == before


# The whole record ------------------------------------------------------------------------------------------------------------------


def test_every_quotation_is_found_in_the_text_that_it_is_quoted_from(record):
    acts = [
        *Tabling.objects.exclude(quote=""),
        *Response.objects.exclude(quote=""),
        *Position.objects.all(),
        *DialogueChange.objects.all(),
    ]

    assert len(acts) > 15
    assert [str(act) for act in acts if act.passage_lost] == []


def test_every_excerpt_stands_in_the_text_of_the_statement(record):
    body = Text.objects.get().body

    assert [name for name, excerpt in EXCERPTS.items() if excerpt not in body] == []


def test_only_short_quotations_of_the_statement_are_kept(record):
    assert len(Text.objects.get().body) < 2_000


def every_word(record) -> list[str]:
    found = []
    for model in nouns():
        fields = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
        ]
        found += (
            [str(value) for row in model._base_manager.values_list(*fields) for value in row if value] if fields else []
        )
        plain = [field.attname for field in model._meta.concrete_fields if isinstance(field, models.JSONField)]
        found += (
            [str(value) for row in model._base_manager.values_list(*plain) for value in row if value] if plain else []
        )
    return found


def test_no_person_is_named_anywhere_and_no_telephone_number(record):
    """Of those who answer for the statement only the section is named; the clerk is no part of the record."""
    said = every_word(record)

    assert len(said) > 200
    assert not Party.objects.filter(kind="person").exists()
    assert not Participation.objects.exclude(person=None).exists()
    assert [one for one in said if re.search(r"Director|Telephone:|@|/work\b", one)] == []
    prose = [one for one in said if " " in one]
    assert [one for one in prose if re.search(r"\b\d{8}\b(?!-)", one)] == []
    assert not Attachment.objects.exists()


@pytest.mark.corpus
def test_nothing_of_what_the_document_says_last_is_in_the_record(record, document):
    person, *_rest = document[document.rindex(CLOSING) + len(CLOSING) :].split("\n\n")
    private = [word for word in re.findall(r"\w+", person) if (word[0].isupper() and len(word) > 4) or word.isdigit()]
    kept = " ".join(every_word(record))

    assert len(private) >= 3
    assert [word for word in private if word in kept and word not in SAID_ELSEWHERE] == []


def test_loading_it_again_changes_nothing(record, capsys):
    before = sorted(every_word(record))
    rows = {model: model._base_manager.count() for model in nouns()}

    call_command("load_demo")

    assert capsys.readouterr().out == "demonstration=present letters=11 offers=7\n"
    assert {model: model._base_manager.count() for model in rows} == rows
    assert sorted(every_word(record)) == before


def test_the_command_says_what_it_loaded(loading):
    assert loading == "demonstration=loaded letters=11 offers=7\n"


def test_everybody_may_read_the_record_and_is_told_the_states_that_are_folded(record):
    reader = make.user(cleared="public")
    offers = list(Proposal.objects.visible_to(reader))
    stored = {row.addressee_id: row.state for row in Standing.objects.effective_for(reader)}

    assert {key: found.state for key, found in ledger.folds(offers, reader).items()} == stored
    assert len(offers) == 7


def test_what_the_letter_is_known_to_be_older_than_is_no_invented_day(record):
    assert letter("reply").dated == UncertainDate.from_edtf("[..2018-11-27]")
