"""Who stands in the lanes of a timeline: organs, and those whose place a party took."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.dates import read
from correspondence.models import Succession
from tests import factories as make
from tests.pages.letters_as_read import told

PAGE = "/timelines/latvia/russia/"


def cards(response):
    return {row.thing.letter.subject: row.thing for row in response.context["timeline"].rows if row.kind == "card"}


def heads(response):
    """Return the words at the heads of the two lanes."""
    html = response.content.decode()
    return [told(head) for head in re.findall(r'<div class="l [ab]">(.*?)</div>', html, re.DOTALL)]


def succeeds(newer, older, **fields):
    row = Succession(newer=newer, older=older, kind="continues", date=read("December 1991"), **fields)
    row.full_clean()
    row.save()


# --- Organs --------------------------------------------------------------------------------------------------


def test_a_timeline_of_organs_is_titled_with_their_principals_and_leads_up_to_theirs(client, latvian_mod, russian_mod):
    make.letter("Of the ministries", sender=latvian_mod, to=russian_mod, dated="1 May 2016")

    html = client.get(f"/timelines/{latvian_mod.slug}/{russian_mod.slug}/").content.decode()

    title = "Ministry of Defence, Latvia and Ministry of Defence, Russia"
    assert f"<title>{title}" in html
    assert f"<h1>{title}</h1>" in html
    assert '<a href="/timelines/latvia/russia/"><bdi>Latvia</bdi> – <bdi>Russia</bdi></a>' in html


def test_a_timeline_of_principals_leads_no_further_up(client, latvia, russia):
    make.letter(sender=latvia, to=russia)

    html = client.get(PAGE).content.decode()

    assert told(re.search(r'<p class="crumbs">(.*?)</p>', html)[1]) == "Timelines / Latvia – Russia"


def test_an_organ_and_another_state_are_named_at_the_heads_of_their_lanes(client, latvian_mod, russia):
    make.letter(sender=latvian_mod, to=russia, dated="1 May 2016")

    assert heads(client.get(f"/timelines/{latvian_mod.slug}/russia/")) == ["Latvia Ministry of Defence", "Russia"]


def test_of_two_organs_of_one_state_cards_and_strip_agree_who_wrote(client, latvia, latvian_mod):
    mfa = make.party("Ministry of Foreign Affairs", "ministry", parent=latvia, slug="latvia-mfa")
    make.letter("There", sender=mfa, to=latvian_mod, dated="1 May 2016")
    make.letter("Back", sender=latvian_mod, to=mfa, dated="1 May 2017")

    response = client.get(f"/timelines/{latvian_mod.slug}/latvia-mfa/")

    assert {subject: card.side for subject, card in cards(response).items()} == {"There": "b", "Back": "a"}
    tallies = [column.tally for column in response.context["timeline"].strip.columns]
    assert [(tally.a.number, tally.b.number) for tally in tallies] == [(0, 1), (1, 0)]


def test_what_an_organ_took_part_in_is_filtered_and_taken_away_like_everything(client, latvian_mod, latvia, russia):
    make.letter("Tanks", sender=latvian_mod, to=russia, dated="1 May 2016")
    make.letter("Planes", sender=russia, to=latvian_mod, dated="1 May 2017")
    make.letter("Tanks of the state", sender=latvia, to=russia, dated="1 May 2018")
    address = f"/timelines/{latvian_mod.slug}/russia/?q=tanks"

    table = csv.DictReader(
        io.StringIO(b"".join(client.get(f"{address}&format=csv").streaming_content).decode("utf-8-sig"))
    )

    assert list(cards(client.get(address))) == ["Tanks"]
    assert [(row["subject"], row["side"]) for row in table] == [("Tanks", latvian_mod.slug)]


def test_a_hidden_organ_answers_like_one_that_is_not_there(client, latvia, russia):
    make.party("Service", "body", parent=latvia, slug="service", level=make.level("secret"))

    assert client.get("/timelines/service/russia/").status_code == 404
    assert client.get("/timelines/nowhere/russia/").status_code == 404


# --- Predecessors --------------------------------------------------------------------------------------------


@pytest.fixture
def union(russia):
    made = make.party("Soviet Union", slug="soviet-union")
    succeeds(russia, made)
    return made


@pytest.fixture
def file(latvia, russia, union):
    ministry = make.party("Foreign Ministry", "ministry", parent=union)
    question = make.letter("Question of 1990", sender=ministry, to=latvia, dated="1 May 1990")
    make.letter("Note of 2016", sender=russia, to=latvia, dated="1 May 2016")
    return question


def test_a_timeline_offers_the_exchanges_of_predecessors_and_includes_them_when_asked(client, file):
    plain, whole = client.get(PAGE), client.get(f"{PAGE}?predecessors=on")

    assert list(cards(plain)) == ["Note of 2016"]
    assert "Predecessors: include Soviet Union" in told(plain.content.decode())
    assert 'href="?predecessors=on"' in plain.content.decode()
    assert list(cards(whole)) == ["Question of 1990", "Note of 2016"]
    assert "Predecessors: included · leave out" in told(whole.content.decode())


def test_the_lane_shows_each_as_it_was_named_at_the_time(client, file):
    response = client.get(f"{PAGE}?predecessors=on")

    question = cards(response)["Question of 1990"]
    assert (question.side, str(question.speaker)) == ("b", "Soviet Union")
    assert question.route == "Foreign Ministry (Soviet Union) to Latvia"
    assert heads(response) == ["Latvia", "with Soviet Union Russia"]


def test_links_strip_and_file_go_together_with_predecessors(client, file, latvia, russia):
    make.answer_to(file, sender=latvia, to=russia, subject="Late answer", dated="1 May 2018")

    response = client.get(f"{PAGE}?predecessors=on")
    table = client.get(f"{PAGE}?predecessors=on&format=csv")
    rows = csv.DictReader(io.StringIO(b"".join(table.streaming_content).decode("utf-8-sig")))

    rails = {row.thing.letter.subject: row.rail for row in response.context["timeline"].rows if row.kind == "card"}
    assert [segment.kind for segment in rails["Late answer"].segments] == ["in"]
    assert response.context["timeline"].strip.ends == "1990 – 2018"
    assert [(row["subject"], row["side"]) for row in rows] == [
        ("Question of 1990", "russia"), ("Note of 2016", "russia"), ("Late answer", "latvia"),
    ]  # fmt: skip


def test_a_letter_to_a_party_and_to_its_predecessor_stands_once(client, latvia, russia, union):
    make.letter("To both", sender=latvia, to=[russia, union], dated="20 December 1991")

    response = client.get(f"{PAGE}?predecessors=on")

    assert [row.kind for row in response.context["timeline"].rows] == ["year", "card"]
    assert str(response.context["timeline"].count) == "1"


def test_predecessors_of_predecessors_are_included_and_a_circle_of_them_ends(client, latvia, russia, union):
    empire = make.party("Empire")
    succeeds(union, empire)
    succeeds(empire, russia)
    make.letter("Of the empire", sender=empire, to=latvia, dated="1 May 1910")

    response = client.get(f"{PAGE}?predecessors=on")

    assert list(cards(response)) == ["Of the empire"]
    assert heads(response)[1] == "with Soviet Union , Empire Russia"


def test_a_predecessor_that_stands_in_the_other_lane_stands_there_alone(client, russia, union):
    make.letter("Between them", sender=union, to=russia, dated="20 December 1991")

    response = client.get("/timelines/russia/soviet-union/?predecessors=on")

    assert cards(response)["Between them"].side == "b"
    assert "Predecessors:" not in told(response.content.decode())


def test_where_nobody_came_before_nothing_is_offered(client, latvia, russia):
    make.letter("Note", sender=latvia, to=russia)

    for query in ("", "?predecessors=on"):
        response = client.get(PAGE + query)
        assert list(cards(response)) == ["Note"]
        assert "Predecessors:" not in told(response.content.decode())


def test_a_file_that_only_predecessors_began_offers_them(client, latvia, russia, union):
    make.letter("Question", sender=union, to=latvia, dated="1 May 1990")

    response = client.get(PAGE)

    assert list(cards(response)) == []
    assert "include Soviet Union" in told(response.content.decode())


def test_a_predecessor_that_may_not_be_seen_leaves_no_trace(client, latvia, russia, officer):
    hidden = make.party("Hidden state", level=make.level("secret"))
    succeeds(russia, hidden)
    make.letter("Note", sender=latvia, to=[russia, hidden], dated="1 May 2016")

    page = client.get(f"{PAGE}?predecessors=on")
    assert "Hidden state" not in page.content.decode()
    client.force_login(officer)
    assert heads(client.get(f"{PAGE}?predecessors=on"))[1] == "with Hidden state Russia"


def test_predecessors_cost_the_same_however_many_they_are(client, latvia, russia, union):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{PAGE}?predecessors=on").status_code == 200
        return len(queries)

    make.letter(sender=union, to=latvia, dated="1 May 1990")
    alone = asked()
    for n in range(4):
        older = make.party(f"State {n}")
        succeeds(union if n % 2 else russia, older)
        make.letter(sender=older, to=latvia, dated=f"1 May {1900 + n}")

    assert asked() == alone
