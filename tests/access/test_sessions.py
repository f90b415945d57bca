"""What a reader may see follows from what holds now: not from the page that is open, nor from who asked before."""

from __future__ import annotations

import random

import pytest
from django.test import Client

from correspondence.models import Level
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(latvia, russia):
    return make.letter("Note on snow", sender=latvia, to=russia, dated="9 March 2017")


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_letter_that_is_restricted_while_its_page_is_open_is_gone_with_the_next_request(note):
    client = signed_in(make.user(cleared="public"))
    assert client.get(note.get_absolute_url()).status_code == 200

    note.reclassify(level=make.level("secret"), desk=None, reason="It was marked late.")

    assert client.get(note.get_absolute_url()).status_code == 404
    assert "Note on snow" not in client.get("/letters/").content.decode()
    assert "Note on snow" not in client.get("/timelines/latvia/russia/").content.decode()


def test_no_page_that_a_reader_was_shown_is_kept(note):
    answer = signed_in(make.user(cleared="public")).get(note.get_absolute_url())

    assert "no-store" in answer.headers["Cache-Control"]


def test_a_reader_who_loses_his_level_in_mid_session_sees_less_with_the_next_request(latvia, russia):
    person = make.user(cleared="secret")
    letter = make.letter("Secret note", sender=latvia, to=russia, level=make.level("secret"))
    client = signed_in(person)
    assert client.get(letter.get_absolute_url()).status_code == 200

    person.clearance.delete()

    assert client.get(letter.get_absolute_url()).status_code == 404


def test_a_reader_who_leaves_a_desk_in_mid_session_sees_less_with_the_next_request():
    east = make.desk("east")
    person, letter = make.user(cleared="public", desks=(east,)), make.letter("On the eastern desk", desk=east)
    client = signed_in(person)
    assert client.get(letter.get_absolute_url()).status_code == 200

    person.clearance.desks.clear()

    assert client.get(letter.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("public_reading", "status"), [(True, 404), (False, 302)])
def test_an_account_that_is_switched_off_in_mid_session_is_a_visitor_like_any_other(settings, public_reading, status):
    settings.PUBLIC_READING = public_reading
    person, letter = make.user(cleared="secret"), make.letter(level=make.level("secret"))
    client = signed_in(person)
    assert client.get(letter.get_absolute_url()).status_code == 200

    person.is_active = False
    person.save()

    assert client.get(letter.get_absolute_url()).status_code == status


def test_readers_who_take_turns_see_their_own_each_time(note):
    """One connection, one process: what was looked up for one reader is never used for the next."""
    letters = {level.code: make.letter(f"Marked {level.code}", level=level) for level in Level.objects.all()}
    codes = list(letters)
    clients = [(rank, signed_in(make.user(cleared=code))) for rank, code in enumerate(codes)]
    chance = random.Random(1)

    for _ in range(60):
        rank, client = chance.choice(clients)
        asked = chance.randrange(len(codes))
        answer = client.get(letters[codes[asked]].get_absolute_url())
        assert (answer.status_code == 200) == (asked <= rank)
