"""The pages of topics and of frameworks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.pages.test_parties import words


@pytest.fixture
def topic(db):
    return make.topic("Dialogue")


@pytest.fixture
def vienna(osce):
    forum = make.framework("OSCE", party=osce)
    return make.framework("Vienna Document", "instrument", parent=forum, symbol="VD11", note="On measures")


def test_topics_are_listed_with_what_they_are_part_of(client, topic):
    make.topic("Talks", parent=topic)

    assert "Dialogue Talks part of Dialogue" in words(client, "/topics/")


def test_a_topic_shows_its_letters_offers_and_positions_and_those_of_its_parts(client, topic, latvia, russia, vienna):
    part = make.topic("Talks", parent=topic)
    letter = make.letter("An invitation", sender=latvia, to=russia, dated="1 May 2014", topic=part)
    make.offer("Talks in Riga", by=latvia, to=russia, put_in=letter, topic=part, provision=vienna)
    make.position(latvia, topic, "Ready to talk.", letter)

    found = words(client, "/topics/dialogue/")

    assert "Parts of this topic: Talks" in found
    assert "Formats that they refer to: Vienna Document" in found
    assert "An invitation" in found
    assert "Talks in Riga Open Latvia to Russia" in found
    assert "Positions Latvia First stated Ready to talk." in found


def test_a_framework_says_what_it_is_and_what_it_is_made_of(client, vienna, latvia):
    parent, own = words(client, "/frameworks/osce/"), words(client, "/frameworks/vienna-document/")

    assert "As a party OSCE" in parent
    assert "Vienna Document (VD11)" in parent
    assert "On measures" in own
    assert "Part of OSCE" in own


def test_a_framework_is_established_by_a_letter(client, latvia, russia):
    note = make.letter("Exchange of notes", sender=latvia, to=russia, dated="1 May 1994")
    make.framework("Border agreement", "instrument", established_by=note)

    assert "Established by Exchange of notes , 1 May 1994" in words(client, "/frameworks/border-agreement/")


def test_offers_under_its_parts_are_offers_under_it(client, vienna, latvia, russia):
    letter = make.letter(sender=latvia, to=russia, dated="1 May 2014")
    make.offer("More inspections", by=latvia, to=russia, put_in=letter, provision=vienna)

    assert "Offers under it More inspections Open" in words(client, "/frameworks/osce/")
    assert "Offers under it More inspections Open" in words(client, "/frameworks/vienna-document/")


def test_redirections_say_what_they_opened_and_what_came_of_it(client, vienna, latvia, russia):
    letter = make.letter(sender=russia, to=latvia, dated="1 May 2014")
    offer = make.offer("Come to Moscow", by=russia, to=latvia, put_in=letter, kind="invitation")
    reply = make.answer_to(letter, subject="Not Moscow", dated="1 June 2014")
    opened = make.offer("Talk in Vienna", by=latvia, to=russia, put_in=reply)
    make.respond(offer, reply, "redirected", framework=vienna.parent, opens=opened)
    make.respond(opened, make.answer_to(reply, dated="1 July 2014"), "accepted")

    found = words(client, "/frameworks/osce/")

    assert "Come to Moscow Redirected Latvia , Not Moscow , 1 June 2014 Opened: Talk in Vienna Accepted Russia" in found


def test_a_redirection_in_a_void_letter_does_not_count(client, vienna, latvia, russia):
    letter = make.letter(sender=russia, to=latvia, dated="1 May 2014")
    offer = make.offer("Come to Moscow", by=russia, to=latvia, put_in=letter)
    reply = make.answer_to(letter, dated="1 June 2014")
    make.respond(offer, reply, "redirected", framework=vienna.parent)
    reply.void(reason="forged")

    assert "Nothing was redirected here" in words(client, "/frameworks/osce/")


def test_what_is_hidden_is_unknown(client, topic, officer):
    secret = {"level": make.level("secret")}
    hidden = make.topic("Secret talks", **secret), make.framework("Secret forum", "forum", **secret)
    make.letter("A secret letter", dated="1 May 2014", topic=topic, **secret)

    assert "Secret talks" not in words(client, "/topics/")
    assert "A secret letter" not in words(client, "/topics/dialogue/")
    assert {client.get(row.get_absolute_url()).status_code for row in hidden} == {404}
    assert client.get("/topics/nothing/").status_code == client.get("/frameworks/nothing/").status_code == 404
    client.force_login(officer)
    assert "A secret letter" in words(client, "/topics/dialogue/")


@pytest.mark.parametrize("address", ["/topics/", "/topics/dialogue/", "/frameworks/osce/"])
def test_a_query_that_means_nothing_here_is_ignored(client, topic, vienna, address):
    assert words(client, address + "?after=%00&topic=" + "x" * 9000)


def test_the_pages_cost_the_same_for_a_little_and_for_much(client, topic, vienna, latvia, russia):
    def cost(address):
        with CaptureQueriesContext(connection) as found:
            words(client, address)
        return len(found)

    def more(number):
        part = make.topic(f"Part {number}", parent=topic)
        provision = make.framework(f"Chapter {number}", "instrument", parent=vienna.parent)
        letter = make.letter(sender=russia, to=latvia, dated=f"1 May {1990 + number}", topic=part, framework=provision)
        offer = make.offer(by=russia, to=latvia, put_in=letter, topic=part, provision=provision)
        opened = make.offer(by=latvia, to=russia, put_in=letter)
        make.respond(offer, make.answer_to(letter), "redirected", framework=vienna.parent, opens=opened)
        make.position(latvia, topic, "So.", letter)

    more(0)
    once = cost("/topics/"), cost("/topics/dialogue/"), cost("/frameworks/osce/")
    for number in range(1, 10):
        more(number)

    assert (cost("/topics/"), cost("/topics/dialogue/"), cost("/frameworks/osce/")) == once
