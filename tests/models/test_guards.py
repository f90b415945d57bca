"""What the database refuses whoever writes: every rule here is tried in plain SQL, around the models."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from correspondence.dates import UncertainDateField
from correspondence.models import (
    Attachment,
    DateReading,
    EventTopic,
    FormerAddress,
    GivenAnswer,
    LetterPair,
    Link,
    NotTheSame,
    PartyName,
    Response,
    Scoped,
    Standing,
    Succession,
)
from tests import factories as make
from tests.models.raw_rows import change, insert_copy

pytestmark = pytest.mark.django_db

ANSWERING = ("answers", "answers_in_part", "acknowledges", "denies_receipt", "rejects")


def refused(by: str):
    """Expect the database to refuse, and to name the rule where it can."""
    return pytest.raises(IntegrityError, match=by)


def refused_twice(by: str):
    """Expect the same for a row that is there already; SQLite names the columns and not the rule."""
    return refused(f"{by}|UNIQUE constraint failed")


@pytest.fixture
def note(latvia, russia):
    return make.letter("Note", sender=latvia, to=russia, dated="9 March 2017")


@pytest.fixture
def reply(note):
    return make.answer_to(note, dated="20 March 2017")


@pytest.fixture
def link(reply):
    return Link.objects.get(later=reply)


@pytest.fixture
def offer(note, latvia, russia):
    return make.offer("Inspections", by=latvia, to=russia, put_in=note)


@pytest.fixture
def response(offer, reply):
    return make.respond(offer, reply, "rejected")


@pytest.fixture
def position(russia, note, reply):
    topic = make.topic()
    first = make.position(russia, topic, "No inspections.", note)
    return make.position(russia, topic, "Still none.", reply, change="reaffirmed", previous=first)


# Links -------------------------------------------------------------------------------------------------------------


def test_a_letter_is_never_linked_to_itself(link):
    with refused("link_to_another"):
        insert_copy(link, earlier_id=link.later_id, relation="refers_to")
    with refused("link_to_another"):
        change(link, later_id=link.earlier_id, relation="refers_to")


def test_two_letters_are_linked_once_in_the_same_way(link):
    with refused_twice("link_once"):
        insert_copy(link)
    insert_copy(link, relation="refers_to")


@pytest.mark.parametrize("relation", ANSWERING)
def test_a_circle_of_two_answers_is_not_inserted(link, relation):
    with refused("link_no_circle"):
        insert_copy(link, later_id=link.earlier_id, earlier_id=link.later_id, relation=relation)


@pytest.mark.parametrize("relation", ANSWERING)
def test_a_circle_of_two_answers_is_not_made_by_changing_the_relation(link, relation):
    back = insert_copy(link, later_id=link.earlier_id, earlier_id=link.later_id, relation="refers_to")

    with refused("link_no_circle"):
        change(Link.objects.get(pk=back), relation=relation)


def test_a_circle_of_three_answers_is_not_inserted(note, reply, link):
    third = make.answer_to(reply, dated="30 March 2017")

    with refused("link_no_circle"):
        insert_copy(link, later_id=note, earlier_id=third)


@pytest.mark.parametrize("end", ["later_id", "earlier_id"])
def test_a_circle_of_three_answers_is_not_made_by_moving_one_end(note, reply, end):
    third = make.answer_to(reply, dated="30 March 2017")
    other = make.letter("Beside them")
    ends = {"later_id": note, "earlier_id": third}
    stray = make.link(*({**ends, end: other}[name] for name in ("later_id", "earlier_id")))

    with refused("link_no_circle"):
        change(stray, **{end: ends[end]})


def test_no_circle_is_made_by_moving_a_link_to_the_audience_of_the_others(link):
    restricted = make.letter("Restricted", level=make.level("restricted"))
    elsewhere = make.link(restricted, link.later, "refers_to").audience
    back = insert_copy(
        link, later_id=link.earlier_id, earlier_id=link.later_id, audience_id=elsewhere, relation="answers"
    )

    with refused("link_no_circle"):
        change(Link.objects.get(pk=back), audience_id=link.audience)


def test_a_circle_through_links_of_another_audience_is_not_refused(link, latvia, russia):
    """A refusal would betray the hidden link: circles are judged among links of one audience."""
    secret = make.letter("Secret", sender=latvia, to=russia, level=make.level("secret"))
    make.link(link.earlier, secret)
    make.link(secret, link.later)

    insert_copy(link, later_id=link.earlier_id, earlier_id=secret, relation="rejects")


def test_links_that_do_not_answer_may_form_a_circle(link):
    insert_copy(link, later_id=link.earlier_id, earlier_id=link.later_id, relation="same_text")


def test_an_answer_may_be_changed_without_a_circle(link):
    change(link, note="Seen again.")

    link.refresh_from_db()
    assert link.note == "Seen again."


def test_the_guard_of_answers_is_in_the_catalogue():
    queries = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'correspondence_link'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = 'correspondence_link'::regclass AND NOT tgisinternal",
    }
    expected = {
        "sqlite": {"correspondence_link_no_circle_insert", "correspondence_link_no_circle_update"},
        "postgresql": {"correspondence_link_no_circle"},
    }

    with connection.cursor() as cursor:
        cursor.execute(queries[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}

    assert found == expected[connection.vendor]


# Letters -----------------------------------------------------------------------------------------------------------


def test_a_bundle_is_never_held(note):
    with refused("bundle_never_held"):
        change(note, extent="bundle", knowledge="held")
    change(note, extent="bundle", knowledge="reported")


def test_at_least_belongs_to_a_bundle(note):
    with refused("at_least_of_a_bundle"):
        change(note, at_least=2)
    with refused("at_least_of_a_bundle"):
        change(note, extent="bundle", knowledge="reported", at_least=0)
    change(note, extent="bundle", knowledge="reported", at_least=2)


def test_a_void_letter_has_a_reason(note):
    with refused("void_has_reason"):
        change(note, status="void", void_reason="")
    change(note, status="void", void_reason="Logged twice.")


def test_a_key_of_a_source_is_stored_once(note):
    change(note, source_key="frus1961-63v05#d21")

    with refused_twice("letter_source_key_once"):
        insert_copy(note, source_key="frus1961-63v05#d21")
    insert_copy(note, source_key="")
    insert_copy(note, source_key="")


def test_a_pair_stands_in_order_and_once(note):
    pair = LetterPair.objects.get(letter=note)

    with refused("pair_in_order"):
        change(pair, low_id=pair.high_id, high_id=pair.low_id)
    with refused_twice("pair_once"):
        insert_copy(pair)


def test_that_two_letters_are_not_the_same_stands_once_and_in_order(note, reply):
    pair = NotTheSame.remember(note, reply)

    with refused("not_the_same_in_order"):
        change(pair, one_id=pair.other_id, other_id=pair.one_id)
    with refused("not_the_same_in_order"):
        insert_copy(pair, other_id=pair.one_id)
    with refused_twice("not_the_same_once"):
        insert_copy(pair)


def test_a_letter_has_a_label_once(note):
    with refused_twice("letter_label_once"):
        insert_copy(make.put_label(note, make.label()))


def test_an_address_leads_to_a_party_once(latvia):
    with refused_twice("former_address_once"):
        insert_copy(make._saved(FormerAddress(party=latvia, slug="lettland")))


def test_one_reading_of_a_date_is_preferred(note):
    reading = DateReading.objects.get(letter=note)

    with refused_twice("one_preferred_reading"):
        insert_copy(reading)
    insert_copy(reading, standing="alternative")
    insert_copy(reading, which="sent")


def test_a_bound_and_the_letter_that_bounds_go_together(note, reply):
    reading = DateReading.objects.get(letter=reply)

    with refused("bound_and_bounding_letter"):
        change(reading, bounded_by_id=note)
    with refused("bound_and_bounding_letter"):
        change(reading, bound="before")
    with refused("bounded_by_another"):
        change(reading, bounded_by_id=reply, bound="before")


def test_a_part_in_a_letter_is_there_once(note):
    with refused_twice("participation_once"):
        insert_copy(note.participations.first())


def test_an_attachment_is_there_or_missing(note):
    missing = Attachment(letter=note, name="Annex 2", missing=True)
    missing.save()

    with refused("attachment_is_there_or_missing"):
        change(missing, missing=False)
    with refused("attachment_is_there_or_missing"):
        change(missing, file="ab/abcd")


# Parties and topics ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "rule"),
    [
        (lambda: make.party("Latvia"), "party_not_its_own_part"),
        (make.topic, "topic_not_its_own_part"),
        (make.framework, "framework_not_its_own_part"),
    ],
)
def test_nothing_is_part_of_itself(made, rule):
    row = made()

    with refused(rule):
        change(row, parent_id=row)


@pytest.mark.parametrize("made", [lambda: make.party("Latvia"), make.topic, make.framework])
def test_an_address_is_given_once(made):
    with refused_twice("slug"):
        insert_copy(made())


def test_a_party_does_not_succeed_itself(latvia, russia):
    row = Succession(older=russia, newer=latvia, kind="succeeds")
    row.save()

    with refused("succession_of_another"):
        change(row, older_id=latvia)
    with refused_twice("succession_once"):
        insert_copy(row)


def test_an_event_is_tied_once_to_a_party_a_topic_and_a_letter(note, latvia):
    event = make.event("A border is closed", latvia)
    tied_to_topic = EventTopic(event=event, topic=make.topic())
    tied_to_topic.save()

    for rule, row in (
        ("event_party_once", event.parties.get()),
        ("event_topic_once", tied_to_topic),
        ("event_link_once", make.link_to_event(note, event)),
    ):
        with refused_twice(rule):
            insert_copy(row)


# Acts --------------------------------------------------------------------------------------------------------------


def test_a_letter_has_one_principal_answer_to_each_addressee(response):
    with refused_twice("one_principal_response"):
        insert_copy(response, answer="deferred")
    insert_copy(response, answer="deferred", principal=False)


def test_a_second_answer_is_not_made_principal_later(response):
    beside = insert_copy(response, answer="deferred", principal=False)

    with refused_twice("one_principal_response"):
        change(Response.objects.get(pk=beside), principal=True)


def test_one_letter_answers_two_addressees_with_a_principal_answer_each(note, reply, latvia, russia, osce):
    offer = make.offer("Talks", by=latvia, to=[russia, osce], put_in=note)
    first = make.respond(offer, reply, "rejected", addressee=russia)

    insert_copy(first, addressee_id=offer.addressees.get(party=osce))


def test_an_answer_of_another_audience_in_the_same_letter_is_not_refused(response):
    secret = make.letter("Secret", level=make.level("secret"))

    insert_copy(response, audience_id=secret.audience_id)


def test_confirmed_silence_twice_is_not_a_second_principal_answer_of_a_letter(response):
    silence = {"letter_id": None, "basis": "silence", "confirmed_on": dt.date(2018, 1, 1)}

    insert_copy(response, **silence)
    insert_copy(response, **silence)


def test_a_redirection_names_where_to(response):
    with refused("redirect_names_framework"):
        change(response, answer="redirected")
    change(response, answer="redirected", framework_id=make.framework())


def test_a_counter_opens_a_proposal(response):
    with refused("counter_opens_proposal"):
        change(response, answer="countered")
    change(response, answer="countered", opens_id=make.offer("Another", by=[], to=[]))


def test_a_rival_reading_is_never_principal(response):
    rival = insert_copy(response, answer="deferred", principal=False, reading_of_id=response)

    with refused("rival_reading_not_principal"):
        change(Response.objects.get(pk=rival), principal=True, letter_id=make.letter("Another"))


def test_an_answer_stands_in_a_letter_or_is_confirmed_silence(response):
    for columns in (
        {"letter_id": None},
        {"basis": "silence"},
        {"basis": "silence", "letter_id": None},
        {"basis": "lapse", "letter_id": response.letter_id, "confirmed_on": dt.date(2018, 1, 1)},
    ):
        with refused("response_letter_or_silence"):
            change(response, **columns)


def test_an_offer_lapses_only_when_a_person_confirms_it(response):
    with refused("lapse_is_confirmed"):
        change(response, answer="lapsed")
    change(response, answer="lapsed", letter_id=None, basis="lapse", confirmed_on=dt.date(2018, 1, 1))


def test_a_party_proposes_and_is_addressed_once(offer):
    for rule, row in (
        ("proposer_once", offer.proposers.get()),
        ("addressee_once", offer.addressees.get()),
        ("standing_once", Standing.objects.get(addressee__proposal=offer)),
    ):
        with refused_twice(rule):
            insert_copy(row)


def test_a_proposal_does_not_replace_itself(offer):
    with refused("proposal_replaces_another"):
        change(offer, replaces_id=offer)


def test_a_tabling_is_there_once_for_each_audience(offer):
    tabling = offer.tablings.get()
    secret = make.letter("Secret", level=make.level("secret"))

    with refused_twice("tabling_once"):
        insert_copy(tabling)
    insert_copy(tabling, audience_id=secret.audience_id)


@pytest.mark.parametrize("change_of", ["reaffirmed", "modified", "reversed"])
def test_a_position_that_is_not_the_first_has_a_previous_one(position, change_of):
    with refused("position_has_previous"):
        change(position, change=change_of, previous_id=None)


def test_a_position_first_stated_has_no_previous_one(position):
    with refused("position_has_previous"):
        change(position, change="first_stated")


def test_a_statement_does_not_follow_itself(position):
    with refused("position_follows_another"):
        change(position, previous_id=position)


# Dialogues ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def suspended(note, latvia, russia):
    return make.dialogue("suspended", note, latvia, russia)


def test_a_dialogue_has_two_sides(suspended):
    with refused("dialogue_has_two_sides"):
        change(suspended, high_id=suspended.low_id)


def test_what_happens_to_a_dialogue_is_one_of_four_things(suspended):
    with refused("dialogue_change_known"):
        change(suspended, change="forgotten")


# Sources and systems -----------------------------------------------------------------------------------------------


def test_a_key_names_one_party_to_those_who_may_know_of_it(latvia):
    with refused_twice("party_key_once"):
        insert_copy(make.key(latvia, "https://authority.example/7"))


def test_a_letter_awaits_another_once_in_the_same_way(note):
    with refused_twice("awaited_link_once"):
        insert_copy(make.awaited(note, "edition#d7"))


def test_a_note_of_an_edition_is_kept_once():
    event = make.event("A note of the edition")
    change(event, source_key="edition#d8")
    with refused_twice("event_source_key_once"):
        insert_copy(event)


def test_a_system_is_answered_once_under_a_key():
    answer, _new = GivenAnswer.objects.keep("token", "key", "0" * 64)
    with refused_twice("one_answer_for_a_key"):
        insert_copy(answer)


# Every model -------------------------------------------------------------------------------------------------------


def dated_fields() -> list[tuple[type[models.Model], str]]:
    found = [
        (model, field.name)
        for model in apps.get_app_config("correspondence").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, UncertainDateField)
    ]
    return sorted(found, key=lambda one: (one[0].__name__, one[1]))


def test_every_noun_with_a_date_is_known_here():
    assert {model.__name__ for model, _ in dated_fields()} == {
        "ContextEvent", "DateReading", "DialogueChange", "Letter", "Participation", "Party", "PartyName", "Proposal",
        "Response", "Standing", "Succession",
    }  # fmt: skip


@pytest.mark.parametrize(("model", "name"), dated_fields(), ids=lambda one: getattr(one, "__name__", one))
def test_no_date_ends_before_it_begins(model, name, response, latvia, russia):
    make.event()
    Succession(older=russia, newer=latvia, kind="succeeds").save()
    PartyName(party=latvia, name="Lettland").save()
    make.dialogue("suspended", response.letter, latvia, russia)
    row = model.objects.first()
    first, last = dt.date(2016, 9, 22), dt.date(2016, 9, 23)

    with refused("in_order"):
        change(row, **{f"{name}_earliest": last, f"{name}_latest": first})
    change(row, **{f"{name}_earliest": first, f"{name}_latest": first})
    change(row, **{f"{name}_earliest": last, f"{name}_latest": None})


@pytest.mark.parametrize(
    "model",
    [model for model in apps.get_app_config("correspondence").get_models() if issubclass(model, Scoped)],
    ids=lambda model: model.__name__,
)
def test_every_record_has_an_audience(model):
    """A row whose audience were empty would be on no list of anybody: the column refuses that."""
    assert not model._meta.get_field("audience").null


def test_an_audience_is_made_once(note):
    with refused_twice("audience_once"):
        insert_copy(note.audience)


def test_rows_point_to_rows_that_are_there(link):
    there = link.earlier_id
    change(link, earlier_id=uuid4())

    with pytest.raises(IntegrityError), transaction.atomic():
        connection.check_constraints()
    change(link, earlier_id=there)


def test_every_rule_of_the_models_is_tried_here():
    named = {
        constraint.name
        for model in apps.get_app_config("correspondence").get_models()
        for constraint in model._meta.constraints
    }
    tried = Path(__file__).read_text(encoding="utf-8")
    generated = {f"{model._meta.model_name}_{name}_in_order" for model, name in dated_fields()}

    assert {name for name in named - generated if name not in tried} == set()
