"""The list of parties, and the page of one."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.dates import read
from correspondence.models import PartyName, Succession
from tests import factories as make
from tests.pages.letters_as_read import told


def words(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return told(response.content.decode())


def saved(row):
    row.full_clean()
    row.save()
    return row


def named(party, name, period="", **kwargs):
    return saved(PartyName(party=party, name=name, period=read(period) if period else None, **kwargs))


def test_parties_stand_by_kind_with_their_principal(client, latvian_mod, osce):
    found = words(client, "/parties/")

    assert found.index("States 1 Latvia") < found.index("Organisations 1 OSCE") < found.index("Ministries 1")
    assert "Ministry of Defence Latvia" in found


def test_an_empty_list_says_so(client, db):
    assert "No party is on file that you can see" in words(client, "/parties/")


def test_hidden_parties_are_hidden_and_unknown_ones_too(client, latvia, officer):
    hidden = make.party("Secret office", "office", parent=latvia, level=make.level("secret"))

    assert "Secret office" not in words(client, "/parties/")
    assert "Secret office" not in words(client, "/parties/latvia/")
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get("/parties/nowhere/").status_code == 404
    client.force_login(officer)
    assert "Secret office" in words(client, "/parties/")
    assert "Secret office" in words(client, hidden.get_absolute_url())


def test_names_stand_in_the_order_of_their_periods_with_their_language(client, latvia):
    named(latvia, "Latvijas Republika", "since 1991", language="lv")
    named(latvia, "Latvian SSR", "1940 to 1991", kind="former", language="en")

    found = words(client, "/parties/latvia/")

    assert found.index("Former, English Latvian SSR , 1940 to 1991") < found.index("Latvijas Republika , since 1991")


def test_keys_in_authority_files_lead_there_and_other_keys_are_words(client, latvia):
    make.key(latvia, "https://authority.example/1?a=<b>")
    make.key(latvia, "javascript:alert(1)")
    make.key(latvia, "http://[")
    html = client.get("/parties/latvia/").content.decode()

    assert (
        '<a class="address" href="https://authority.example/1?a=&lt;b&gt;" rel="noopener noreferrer">'
        "https://authority.example/1?a=&lt;b&gt;</a>"
    ) in html
    assert html.count('rel="noopener noreferrer"') == 1
    assert '<bdi class="address">javascript:alert(1)</bdi>' in html
    assert "Known as http://[" in words(client, "/parties/latvia/")


def test_successions_are_told_both_ways(client, russia):
    union = make.party("Soviet Union")
    saved(Succession(older=union, newer=russia, kind="continues", date=read("1991")))

    assert "Continues Soviet Union , 1991" in words(client, "/parties/russia/")
    assert "Continued by Russia , 1991" in words(client, "/parties/soviet-union/")


def test_organs_missions_and_hosted_missions_are_listed(client, latvian_mod, latvia, russia):
    make.party("Embassy in Moscow", "mission", parent=latvia, seat=russia)

    ours, theirs = words(client, "/parties/latvia/"), words(client, "/parties/russia/")

    assert "Organs and offices Embassy in Moscow mission, in Russia Ministry of Defence ministry" in ours
    assert "Missions that it hosts Embassy in Moscow Latvia" in theirs


def test_timelines_are_counted_the_latest_first(client, latvia, latvian_mod, russia, osce):
    make.letter("One", sender=latvian_mod, to=russia, dated="1 May 2014")
    make.letter("Two", sender=russia, to=latvia, dated="1 May 2016")
    make.letter("Three", sender=latvia, to=osce, dated="1 May 2018")

    found = words(client, "/parties/latvia/")

    assert "Latvia and OSCE most recent 2018 1 exchange Latvia and Russia most recent 2016 2 exchanges" in found


def test_the_latest_letters_are_those_of_its_organs_too_but_not_void_ones(client, latvia, latvian_mod, russia):
    make.letter("Of the ministry", sender=latvian_mod, to=russia, dated="1 May 2014")
    make.letter("A forgery", sender=latvia, to=russia, dated="1 May 2015").void(reason="forged")
    make.letter("Of others", sender=russia, dated="1 May 2016")

    found = words(client, "/parties/latvia/")

    assert "Of the ministry" in found
    assert "A forgery" not in found
    assert "Of others" not in found


def test_offers_by_and_to_it_show_their_states(client, latvia, russia):
    letter = make.letter("Offer", sender=latvia, to=russia, dated="1 May 2014")
    offer = make.offer("More inspections", by=latvia, to=russia, put_in=letter)
    make.respond(offer, make.answer_to(letter, dated="1 June 2014"), "rejected")

    assert "Offers by it More inspections Rejected Latvia to Russia ; 1 June 2014" in words(client, "/parties/latvia/")
    assert "Offers to it More inspections Rejected" in words(client, "/parties/russia/")


def test_an_answer_in_secret_moves_nothing_in_public(client, latvia, russia, officer):
    letter = make.letter("Offer", sender=latvia, to=russia, dated="1 May 2014")
    offer = make.offer("More inspections", by=latvia, to=russia, put_in=letter)
    make.respond(offer, make.answer_to(letter, dated="1 June 2014", level=make.level("secret")), "rejected")

    assert "More inspections Open" in words(client, "/parties/latvia/")
    client.force_login(officer)
    assert "More inspections Rejected" in words(client, "/parties/latvia/")


def test_only_the_last_statement_on_each_topic_is_shown(client, latvia):
    topic = make.topic("Dialogue")
    first = make.position(latvia, topic, "None.", make.letter("A", sender=latvia, dated="1 May 2014"))
    later = make.letter("B", sender=latvia, dated="1 May 2016")
    make.position(latvia, topic, "Some.", later, previous=first, change="modified")

    assert "Positions Dialogue Modified Some. 1 May 2016" in words(client, "/parties/latvia/")


@pytest.mark.parametrize("query", ["?party=%00", "?after=" + "x" * 9000, "?kind=%ff&kind=2"])
def test_a_query_that_means_nothing_on_the_page_of_a_party_is_ignored(client, latvia, query):
    assert "Latvia" in words(client, "/parties/latvia/" + query)


@pytest.mark.parametrize(
    "query", ["?kind=planet", "?after=" + "x" * 9000, "?after=a.b", "?q=" + "x" * 201, "?order=up"]
)
def test_a_list_of_parties_that_cannot_be_read_is_refused_without_rows(client, latvia, query):
    answer = client.get("/parties/" + query)

    assert answer.status_code == 400
    assert "Latvia" not in answer.content.decode()
    assert 'name="q"' in answer.content.decode()


def test_parties_are_found_by_words_of_any_name_and_by_kind(client, latvia, russia, latvian_mod, russian_mod):
    named(russia, "Krievija")

    assert "1 party" in words(client, "/parties/?q=krievija")
    assert "2 parties" in words(client, "/parties/?q=defence")
    assert "2 parties" in words(client, "/parties/?kind=state")
    assert "No party matches these filters" in words(client, "/parties/?kind=state&q=defence")
    assert "without “state”: 2" in words(client, "/parties/?kind=state&q=defence")


def test_a_list_of_more_parties_than_a_page_holds_goes_on_and_back_and_names_each_once(client, db, monkeypatch):
    monkeypatch.setattr("correspondence.profiles.parties.PARTIES_ON_A_PAGE", 5)
    for number in range(12):
        make.party(f"Party {number:02}")
    address, seen = "/parties/", []
    while address:
        page = client.get(address).content.decode()
        seen.append(re.findall(r"Party \d\d", page))
        further = re.search(r'rel="next" href="([^"]+)"', page)
        address = "/parties/" + further.group(1) if further else ""
    back = re.search(r'rel="prev" href="([^"]+)"', page).group(1)

    assert seen == [[f"Party {number:02}" for number in part] for part in (range(5), range(5, 10), range(10, 12))]
    assert re.findall(r"Party \d\d", client.get("/parties/" + back).content.decode()) == seen[1]


def test_the_pages_cost_the_same_for_a_little_and_for_much(client, latvia, russia):
    def cost(address):
        with CaptureQueriesContext(connection) as found:
            words(client, address)
        return len(found)

    def more(number):
        organ = make.party(f"Office {number}", "office", parent=latvia, seat=russia)
        other = make.party(f"State {number}")
        named(latvia, f"Name {number}")
        saved(Succession(older=other, newer=latvia, kind="succeeds"))
        letter = make.letter(sender=organ, to=other, dated=f"1 May {1990 + number}")
        make.offer(by=organ, to=other, put_in=letter)
        make.offer(by=other, to=latvia, put_in=letter)
        make.position(organ, make.topic(f"Topic {number}"), "So.", letter)

    more(0)
    once = cost("/parties/"), cost("/parties/latvia/")
    for number in range(1, 13):
        more(number)

    assert (cost("/parties/"), cost("/parties/latvia/")) == once
