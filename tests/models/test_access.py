"""Who may know of what: levels, desks, drafts, and how an audience reaches everything that hangs on a record."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from correspondence.middleware import OneClearance
from correspondence.models import (
    Attachment,
    Audience,
    DateReading,
    Letter,
    LetterPair,
    Level,
    Participation,
    Party,
    Position,
    Response,
    Scoped,
    Standing,
    Topic,
)
from tests import factories as make

pytestmark = pytest.mark.django_db

LEVELS = ("public", "restricted", "confidential", "secret")


def again(person):
    """The same person in the next request."""
    return get_user_model().objects.get(pk=person.pk)


def sees(person, row) -> bool:
    return type(row)._default_manager.visible_to(person).filter(pk=row.pk).exists()


@pytest.fixture
def note(latvia, russia):
    return make.letter("Note", sender=latvia, to=russia, dated="9 March 2017")


@pytest.fixture
def reply(note):
    return make.answer_to(note, subject="Reply", dated="20 March 2017")


# Levels and desks --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cleared", LEVELS)
@pytest.mark.parametrize("marked", LEVELS)
def test_a_reader_sees_what_is_at_or_below_his_level(cleared, marked):
    letter = make.letter(level=make.level(marked))

    assert sees(make.user(cleared=cleared), letter) == (LEVELS.index(marked) <= LEVELS.index(cleared))


def test_what_is_on_a_desk_is_seen_only_by_those_who_sit_there(outsider):
    letter = make.letter(desk=make.desk("east"))

    assert sees(make.user(cleared="public", desks=(make.desk("east"),)), letter)
    assert not sees(make.user(cleared="secret", desks=(make.desk("west"),)), letter)
    assert not sees(outsider, letter)


def test_the_desk_does_not_lift_the_level():
    letter = make.letter(desk=make.desk("east"), level=make.level("secret"))

    assert not sees(make.user(cleared="confidential", desks=(make.desk("east"),)), letter)


def test_a_link_between_letters_of_two_desks_is_seen_by_who_sits_at_both():
    east, west = make.desk("east"), make.desk("west")
    link = make.link(make.letter(desk=east), make.letter(desk=west))

    assert sees(make.user(cleared="public", desks=(east, west)), link)
    assert not sees(make.user(cleared="public", desks=(east,)), link)
    assert not sees(make.user(cleared="public", desks=(west,)), link)


def test_a_link_has_the_higher_level_of_its_letters():
    link = make.link(make.letter(), make.letter(level=make.level("secret")))

    assert sees(make.user(cleared="secret"), link)
    assert not sees(make.user(cleared="confidential"), link)


def test_a_reader_who_loses_a_desk_sees_nothing_of_it_in_his_next_request():
    east = make.desk("east")
    person, letter = make.user(cleared="public", desks=(east,)), make.letter(desk=east)
    assert sees(person, letter)

    person.clearance.desks.remove(east)

    assert not sees(again(person), letter)


@pytest.mark.parametrize(("method", "seen"), [("get", True), ("post", False)])
def test_a_clearance_is_looked_up_once_for_a_request_that_reads_and_each_time_for_one_that_writes(method, seen):
    person, letter = make.user(cleared="secret"), make.letter(level=make.level("secret"))
    request = getattr(RequestFactory(), method)("/")
    request.user = person

    def lose_clearance(request):
        person.clearance.level = make.level("public")
        person.clearance.save()
        return sees(request.user, letter)

    assert OneClearance(lose_clearance)(request) is seen


def test_what_was_looked_up_for_one_request_is_not_used_in_the_next():
    person, letter = make.user(cleared="secret"), make.letter(level=make.level("secret"))
    request = RequestFactory().get("/")
    request.user = person
    OneClearance(lambda request: None)(request)
    person.clearance.level = make.level("public")
    person.clearance.save()

    assert OneClearance(lambda request: sees(request.user, letter))(request) is False


# People ------------------------------------------------------------------------------------------------------------


def test_anonymous_visitors_read_what_is_public_while_public_reading_is_on(note):
    secret = make.letter(level=make.level("restricted"))

    assert sees(AnonymousUser(), note)
    assert not sees(AnonymousUser(), secret)


def test_anonymous_visitors_read_nothing_while_public_reading_is_off(note, settings):
    settings.PUBLIC_READING = False

    assert not sees(AnonymousUser(), note)
    assert list(Letter.objects.visible_to(AnonymousUser())) == []


@pytest.mark.parametrize("public_reading", [True, False])
def test_an_account_without_clearance_reads_what_is_public(note, settings, public_reading):
    settings.PUBLIC_READING = public_reading

    assert list(Letter.objects.visible_to(make.user())) == [note]


def test_an_account_that_is_switched_off_reads_nothing(note):
    person = make.user(cleared="secret", is_active=False)

    assert not sees(person, note)


def test_being_a_superuser_is_no_clearance(note):
    person = make.user(is_superuser=True, is_staff=True)

    assert sees(person, note)
    assert not sees(person, make.letter(level=make.level("restricted")))
    assert not sees(person, make.letter(desk=make.desk("east")))


# Drafts ------------------------------------------------------------------------------------------------------------


def test_a_draft_on_no_desk_is_seen_by_its_author_alone(officer, registrar):
    draft = make.letter(status="draft", by=officer)

    assert sees(officer, draft)
    assert not sees(registrar, draft)
    assert not sees(make.user(is_superuser=True), draft)
    assert not sees(AnonymousUser(), draft)


def test_what_hangs_on_a_draft_is_seen_by_its_author_alone(officer, registrar, latvia):
    draft = make.letter(status="draft", sender=latvia, by=officer)
    text = make.text(draft, "We are thinking about it.")

    for row in (text, draft.participations.get()):
        assert sees(officer, row)
        assert not sees(registrar, row)


def test_a_draft_on_a_desk_is_seen_by_the_desk(officer):
    east = make.desk("east")
    draft = make.letter(status="draft", desk=east, by=officer)

    assert sees(make.user(cleared="public", desks=(east,)), draft)
    assert not sees(officer, draft)


def test_a_draft_that_is_logged_is_seen_by_its_level(officer, reader):
    draft = make.letter(status="draft", by=officer)
    draft.status = Letter.Status.LOGGED
    draft.save(by=officer)

    assert sees(reader, draft)


def test_a_draft_that_nobody_is_known_to_have_written_is_seen_by_nobody(officer):
    draft = make.letter(status="draft")

    assert not any(sees(person, draft) for person in (officer, AnonymousUser(), make.user(is_superuser=True)))


# What hangs on a record --------------------------------------------------------------------------------------------


@pytest.fixture
def full(note, reply, latvia, russia):
    """A letter with everything that can hang on one."""
    text = make.text(reply, "We reject the proposal for the time being.")
    offer = make.offer("Inspections", by=latvia, to=russia, put_in=note)
    own = make.offer("Talks", by=russia, to=latvia, put_in=reply)
    make.respond(offer, reply, "rejected", evidence=text, quote="We reject the proposal")
    make.respond(offer, reply, "redirected", framework=make.framework(), opens=own, principal=False)
    make.position(russia, make.topic(), "No more inspections.", reply, evidence=text, quote="for the time being")
    make.dialogue("suspended", reply, latvia, russia)
    make.link_to_event(reply, make.event())
    make.awaited(reply, "edition#d7")
    make.put_label(reply, make.label())
    Attachment(letter=reply, file=ContentFile(b"annex", name="annex.txt")).save()
    DateReading(letter=reply, value="21 March 2017", standing="alternative").save()
    return reply


def hanging_on(letter: Letter) -> list[tuple[str, object]]:
    """Return every row that points to a letter, by the name of its noun."""
    return [
        (relation.related_model.__name__, row)
        for relation in Letter._meta.related_objects
        for row in relation.related_model._base_manager.filter(**{relation.field.name: letter})
    ]


def test_everything_that_can_hang_on_a_letter_is_tried(full):
    points_to_letters = {relation.related_model.__name__ for relation in Letter._meta.related_objects}

    assert {name for name, _ in hanging_on(full)} == points_to_letters - {"Framework"}


def test_everything_that_hangs_on_a_letter_moves_with_it_and_back(full, reader):
    assert all(sees(reader, row) for _, row in hanging_on(full))
    stayed = {row.pk for _, row in hanging_on(full)}

    full.reclassify(level=make.level("secret"), desk=None, reason="It was marked late.")
    assert [name for name, row in hanging_on(full) if sees(reader, row)] == []

    full.reclassify(level=make.level("public"), desk=None, reason="Released.")
    again = {name: row for name, row in hanging_on(full) if not sees(reader, row)}
    assert set(again) <= {"JournalEntry"}
    assert {row.pk for name, row in hanging_on(full) if name != "JournalEntry"} <= stayed | pairs_of(full)


def pairs_of(letter: Letter) -> set:
    return set(letter.pairs.values_list("pk", flat=True))


def test_a_letter_moves_from_desk_to_desk_with_its_offers(full):
    east, west = make.desk("east"), make.desk("west")
    at_east, at_west = (make.user(cleared="public", desks=(desk,)) for desk in (east, west))

    full.reclassify(level=make.level("public"), desk=east, reason="The eastern desk has it.")
    full.reclassify(level=make.level("public"), desk=west, reason="The western desk has it.")

    rows = [full, full.tablings.get().proposal, *full.responses.all(), *full.texts.all()]
    assert all(sees(at_west, row) for row in rows)
    assert not any(sees(at_east, row) for row in rows)


def test_moving_a_letter_needs_a_reason(note):
    with pytest.raises(ValidationError, match="Say why"):
        note.reclassify(level=make.level("secret"), desk=None, reason="")


def test_an_offer_that_another_letter_also_puts_stays_when_one_of_them_moves(note, reply, latvia, russia, reader):
    offer = make.offer("Inspections", by=latvia, to=russia, put_in=note)
    make.table(offer, make.letter("Again", sender=latvia, to=russia))

    note.reclassify(level=make.level("secret"), desk=None, reason="It was marked late.")

    assert sees(reader, offer)
    assert offer.tablings.visible_to(reader).count() == 1


def test_a_public_letter_may_have_a_confidential_text(note, reader, officer):
    text = make.text(note, "For your eyes.", level=make.level("confidential"))

    assert sees(reader, note)
    assert not sees(reader, text)
    assert sees(officer, text)


def test_a_text_marked_lower_than_its_letter_is_no_more_public_than_the_letter(reader):
    text = make.text(make.letter(level=make.level("secret")), "Words.", level=make.level("public"))

    assert not sees(reader, text)


def test_an_attachment_may_be_marked_higher_than_its_letter(note, reader, outsider):
    annex = Attachment(letter=note, missing=True, level=make.level("confidential"))
    annex.save()

    assert not sees(reader, annex)
    assert sees(outsider, annex)


def test_an_act_that_a_confidential_text_shows_is_confidential(note, reader, russia):
    text = make.text(note, "We reject it.", level=make.level("confidential"))

    act = make.position(russia, make.topic(), "No.", note, evidence=text, quote="We reject it.")

    assert not sees(reader, act)


def test_the_part_of_a_hidden_party_in_a_public_letter_is_hidden_with_the_pair(note, reader, officer, latvia):
    hidden = make.party("Service", level=make.level("secret"))
    part = Participation(letter=note, party=hidden, role="addressee")
    part.save()

    assert not sees(reader, part)
    assert not LetterPair.objects.of(latvia, hidden).visible_to(reader).exists()
    assert LetterPair.objects.of(latvia, hidden).visible_to(officer).exists()


# What follows when an audience changes -----------------------------------------------------------------------------


def state_for(person, offer) -> list[str]:
    rows = Standing.objects.effective_for(person).filter(addressee__proposal=offer)
    return [row.state for row in rows]


def test_an_answer_that_becomes_confidential_with_its_text_moves_the_public_state_no_more(
    note, reply, latvia, russia, reader, officer
):
    offer = make.offer("Inspections", by=latvia, to=russia, put_in=note)
    text = make.text(reply, "We reject it.")
    make.respond(offer, reply, "rejected", evidence=text, quote="We reject it.")
    assert state_for(reader, offer) == ["rejected"]

    text.level = make.level("confidential")
    text.save()

    assert state_for(reader, offer) == ["open"]
    assert state_for(officer, offer) == ["rejected"]


def test_a_party_that_becomes_secret_takes_its_parts_pairs_and_standings_along(note, latvia, osce, reader, officer):
    Participation(letter=note, party=osce, role="addressee").save()
    offer = make.offer("Talks", by=latvia, to=osce, put_in=note)
    assert LetterPair.objects.of(latvia, osce).visible_to(reader).exists()

    osce.level = make.level("secret")
    osce.save()

    assert not LetterPair.objects.of(latvia, osce).visible_to(reader).exists()
    assert state_for(reader, offer) == []
    assert LetterPair.objects.of(latvia, osce).visible_to(officer).exists()
    assert state_for(officer, offer) == ["open"]


def test_a_public_offer_refused_in_a_secret_letter_and_deferred_in_public_has_two_states(
    note, latvia, russia, reader, officer
):
    offer = make.offer("Inspections", by=latvia, to=russia, put_in=note)
    make.respond(offer, make.answer_to(note, dated="10 March 2017", level=make.level("secret")), "rejected")
    make.respond(offer, make.answer_to(note, dated="9 March 2017"), "deferred")

    assert state_for(reader, offer) == ["deferred"]
    assert state_for(officer, offer) == ["rejected"]


def test_rows_that_name_each_other_in_one_letter_move_together(full, latvia, reader):
    answer = full.responses.get(principal=True)
    rival = Response(
        addressee=answer.addressee, letter=full, answer="deferred", principal=False, reading_of=answer,
        characterised_by=latvia,
    )  # fmt: skip
    rival.save()
    first = full.positions.get()
    make.position(first.party, first.topic, "Still none.", full, change="reaffirmed", previous=first)

    full.reclassify(level=make.level("secret"), desk=None, reason="It was marked late.")

    assert not sees(reader, rival)
    assert not Position.objects.visible_to(reader).exists()


# Keys of visible rows never point to hidden ones -------------------------------------------------------------------


@pytest.mark.parametrize("hidden", [{"level": "secret"}, {"desk": "east"}])
def test_a_public_letter_cannot_name_a_topic_that_fewer_may_see(hidden, note):
    topic = make.topic(
        "Hidden", **{"level": make.level("secret")} if "level" in hidden else {"desk": make.desk(hidden["desk"])}
    )
    note.topic = topic

    with pytest.raises(ValidationError) as refused:
        note.full_clean()
    assert set(refused.value.message_dict) == {"topic"}
    with pytest.raises(ValidationError, match="Fewer people may see this"):
        note.save()
    assert Letter.objects.get(pk=note.pk).topic is None


def test_a_letter_may_name_what_more_people_see(latvia):
    make.letter(topic=make.topic("Open"), framework=make.framework(), level=make.level("secret"))


def test_a_topic_that_a_more_public_letter_names_is_not_restricted(latvia):
    topic = make.topic("Inspections")
    make.letter(topic=topic)
    topic.level = make.level("secret")

    with pytest.raises(ValidationError, match=r"^\['It is part of the record and cannot be restricted further.'\]$"):
        topic.save()
    topic.refresh_from_db()
    assert topic.audience.width == 0


def test_a_topic_that_only_more_restricted_letters_name_is_restricted_with_them(reader):
    topic = make.topic("Inspections")
    make.letter(topic=topic, level=make.level("secret"))
    topic.level = make.level("confidential")
    topic.save()

    assert not sees(reader, topic)


@pytest.mark.parametrize("name", ["by", "framework", "characterised_by", "opens"])
def test_a_letter_is_not_released_while_something_in_it_names_what_stays_hidden(name, note, latvia, russia, reader):
    secret = {"level": make.level("secret")}
    offer = make.offer("Inspections", by=latvia, to=russia, put_in=note)
    reply = make.answer_to(note, **secret)
    named = {
        "by": lambda: make.party("Service", **secret),
        "characterised_by": lambda: make.party("Service", **secret),
        "framework": lambda: make.framework("Back channel", **secret),
        "opens": lambda: make.offer("Elsewhere", by=russia, to=latvia, **secret),
    }[name]()
    answer = make.respond(offer, reply, "rejected", **{name: named})

    with pytest.raises(ValidationError, match="names what fewer people may see"):
        reply.reclassify(level=make.level("public"), desk=None, reason="Released.")

    assert not sees(reader, Letter.objects.get(pk=reply.pk))
    assert not sees(reader, Response.objects.get(pk=answer.pk))


def test_a_refused_move_leaves_nothing_half_moved(full, reader, russia):
    make.letter("Bounded by it", dated="2017")
    bounded = Letter.objects.get(subject="Bounded by it")
    DateReading(letter=bounded, which="sent", bounded_by=full, bound="before").save()

    with pytest.raises(ValidationError, match="part of the record"):
        full.reclassify(level=make.level("secret"), desk=None, reason="It was marked late.")

    assert all(sees(reader, row) for _, row in hanging_on(full))


# Addresses ---------------------------------------------------------------------------------------------------------


def test_the_address_of_a_restricted_party_cannot_be_guessed():
    assert make.party("Oman", level=make.level("secret")).slug.startswith("oman-")
    assert len(make.party("Qatar", desk=make.desk("east")).slug) == len("qatar-") + 8


def test_a_hidden_party_does_not_take_the_address_of_a_public_one():
    make.party("Oman", level=make.level("secret"))
    public = Party(name="Oman", kind="state")
    public.full_clean()
    public.save()

    assert public.slug == "oman"


def test_an_address_that_was_asked_for_is_not_refused_because_of_a_hidden_party():
    make.party("Sultanate", slug="oman", level=make.level("secret"))
    public = Party(name="Oman", kind="state", slug="oman")
    public.full_clean()
    public.save()

    assert public.slug == "oman"


def test_two_public_parties_of_one_name_have_two_addresses():
    first, second = Party(name="Georgia", kind="state"), Party(name="Georgia", kind="state")
    for one in (first, second):
        one.full_clean()
        one.save()

    assert first.slug == "georgia"
    assert second.slug.startswith("georgia-")


def test_what_is_restricted_later_gives_its_address_free():
    hidden = make.topic("Airspace")
    hidden.level = make.level("secret")
    hidden.save()
    public = Topic(name="Airspace")
    public.full_clean()
    public.save()

    assert hidden.slug.startswith("airspace-")
    assert public.slug == "airspace"


def test_what_is_released_keeps_the_address_that_it_had():
    topic = make.topic("Airspace", level=make.level("secret"))
    hidden = topic.slug
    topic.level = make.level("public")
    topic.save()

    assert topic.slug == hidden


# Rules of the models -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "model", [one for one in apps.get_app_config("correspondence").get_models() if issubclass(one, Scoped)]
)
def test_every_key_to_a_scoped_record_is_required_or_kept_within(model):
    """A new foreign key that is in neither list could point from a visible row to a hidden one."""
    keys = {
        field.name
        for field in model._meta.concrete_fields
        if field.is_relation and issubclass(field.related_model, Scoped)
    }

    assert keys == {*model.requires, *model.within}


ranks = st.integers(0, 3)
desk_sets = st.frozensets(st.sampled_from("abc"))
audiences = st.builds(
    lambda rank, desks: Audience(level=Level(rank=rank), desks=",".join(sorted(desks))), ranks, desk_sets
)


@given(audiences, audiences, audiences)
def test_covering_is_an_order(one, other, third):
    assert one.covers(one)
    if one.covers(other) and other.covers(third):
        assert one.covers(third)
    if one.covers(other) and other.covers(one):
        assert (one.level.rank, one.desk_keys) == (other.level.rank, other.desk_keys)


@given(audiences, audiences)
def test_what_covers_another_audience_is_wider(one, other):
    if one.covers(other):
        assert one.width >= other.width
    if one.covers(other) and not other.covers(one):
        assert one.width > other.width


@given(st.lists(st.tuples(ranks, desk_sets), min_size=1, max_size=4))
def test_a_joined_audience_requires_what_each_requires_and_nothing_else(parts):
    levels = list(Level.objects.order_by("rank"))
    made = [Audience.objects.of(levels[rank], desks) for rank, desks in parts]

    joined = Audience.objects.joined(made)

    assert joined.level.rank == max(rank for rank, _ in parts)
    assert joined.desk_keys == set().union(*(desks for _, desks in parts))
