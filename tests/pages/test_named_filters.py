"""A party or a topic in a filter: named as a person names it, offered a few at a time, refused with what it may be."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.models import Party, PartyName
from tests import factories as make
from tests.pages.letters_as_read import told
from tests.pages.test_filters import refused, titles


@pytest.fixture
def letters(latvia, russia, latvian_mod, osce):
    """Three letters: of Latvia, of its ministry, of the OSCE."""
    make.letter("Of Latvia", sender=latvia, to=russia, dated="1 May 2014", topic=make.topic("Visits of ships"))
    make.letter("Of the ministry", sender=latvian_mod, to=russia, dated="2 May 2014", topic=make.topic("Inspections"))
    make.letter("Of the OSCE", sender=osce, to=russia, dated="3 May 2014")


def offered(html, name):
    """Return what a field offers, each with its name."""
    listed = re.search(rf'name="{name}"[^>]* list="([^"]+)"', html)[1]
    held = re.search(rf'<datalist id="{listed}">(.*?)</datalist>', html, re.DOTALL)[1]
    return re.findall(r'<option value="([^"]+)">([^<]+)</option>', held)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("party=latvia", ["Of the ministry", "Of Latvia"]),
        ("party=Latvia", ["Of the ministry", "Of Latvia"]),
        ("party=LATVIA", ["Of the ministry", "Of Latvia"]),
        ("party=+Latvia+", ["Of the ministry", "Of Latvia"]),
        ("party=osc", ["Of the OSCE"]),
        ("party=ministry-of-defence", ["Of the ministry"]),
        ("party=Ministry+of+Defence%2C+Latvia", ["Of the ministry"]),
        ("party=defence+ministry", ["Of the ministry"]),
        ("party=defence+latvia", ["Of the ministry"]),
        ("topic=visits-of-ships", ["Of Latvia"]),
        ("topic=ships", ["Of Latvia"]),
    ],
)
def test_a_party_and_a_topic_are_found_by_slug_name_or_part_of_it(client, letters, query, found):
    assert titles(client, f"?{query}") == found


def test_a_party_is_found_by_a_name_that_it_had(client, letters, latvia):
    make._saved(PartyName(party=latvia, name="Livonia", kind="former"))

    assert titles(client, "?party=livon") == ["Of the ministry", "Of Latvia"]


def test_a_whole_name_is_meant_before_a_part_of_another(client, letters, latvia):
    make.letter("Of the union", sender=make.party("Latvia and Estonia", "organisation"), dated="4 May 2014")

    assert titles(client, "?party=Latvia") == ["Of the ministry", "Of Latvia"]


def test_the_chip_says_the_name_and_the_field_keeps_what_was_typed(client, letters):
    html = client.get("/letters/?party=defence").content.decode()

    assert "Party: <bdi>Ministry of Defence, Latvia</bdi>" in html
    assert 'value="defence"' in html


def test_a_name_that_may_be_several_is_refused_with_at_most_five_of_them(client, letters, latvia):
    for number in range(6):
        make.party(f"Embassy {number}", "mission", parent=latvia)
    words = refused(client, "?party=embassy")

    assert "“embassy” may be several: Embassy 0, Latvia [embassy-0]; Embassy 1, Latvia [embassy-1];" in words
    assert "[embassy-4]; and others. Write more of the name" in words
    assert "Embassy 5, Latvia [" not in words


def test_a_hidden_party_is_neither_meant_nor_named_nor_offered(client, letters, officer):
    make.party("OSCAR", "organisation", level=make.level("secret"))
    assert "OSCAR" not in client.get("/letters/").content.decode()
    assert titles(client, "?party=osc") == ["Of the OSCE"]
    assert "No party on file that you can see goes by “oscar”." in refused(client, "?party=oscar")

    client.force_login(officer)
    assert re.search(r"OSCAR \[oscar-\w+\]; OSCE \[osce\]", refused(client, "?party=osc"))


def test_a_hidden_name_of_a_visible_party_is_no_name(client, letters, latvia):
    name = make._saved(PartyName(party=latvia, name="Livonia", kind="former"))
    hidden = make.party("Hidden", level=make.level("secret"))
    PartyName.objects.filter(pk=name.pk).update(audience=hidden.audience)

    assert "No party on file that you can see goes by “livonia”." in refused(client, "?party=livonia")


def test_states_and_organisations_are_offered_first_and_two_hundred_parties_at_most(client, letters, latvia):
    for number in range(210):
        Party.objects.bulk_create([_copy(latvia, f"A office {number:03}")])
    found = offered(client.get("/letters/").content.decode(), "party")

    assert len(found) == 200
    assert found[:4] == [
        ("latvia", "Latvia"), ("osce", "OSCE"), ("russia", "Russia"), ("a-office-000", "A office 000, Latvia")
    ]  # fmt: skip


def test_a_list_costs_the_same_for_three_parties_and_for_many(client, letters, latvia):
    def cost(address):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    pages = ["/letters/", "/letters/?party=defence&topic=ships", "/offers/?proposer=russ", "/positions/?party=latvia"]
    few = [cost(page) for page in pages]
    Party.objects.bulk_create([_copy(latvia, f"Office {number:03}") for number in range(300)])

    assert [cost(page) for page in pages] == few


def test_both_parties_of_the_ledger_are_named_so(client, letters, latvia, russia):
    make.offer("Talks", by=latvia, to=russia, put_in=make.letter("Offer", sender=latvia, to=russia))
    words = told(client.get("/offers/?proposer=Latvia&addressee=russ").content.decode())

    assert "Put by: Latvia" in words
    assert "Put to: Russia" in words
    assert "Talks" in words


@pytest.mark.parametrize(
    "value", ["%2C+", "%2C", "+%2C+x", "%25", "_", "[", "a+" * 100, "%C4%81+" * 40, "%F0%9F%98%80"]
)
def test_no_words_break_the_search_for_a_party(client, letters, value):
    assert client.get(f"/letters/?party={value}").status_code in {200, 400}


def _copy(latvia, name):
    """Return an office of Latvia that is stored without the steps of a single one."""
    return Party(
        name=name, slug=name.lower().replace(" ", "-"), kind="office", parent=latvia, principal=latvia, level=latvia.level,
        audience=latvia.audience,
    )  # fmt: skip
