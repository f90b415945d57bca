"""The list of positions: what each party says it holds, and since when."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.models import Position
from tests import factories as make
from tests.pages.letters_as_read import told


def words(client, query="", status=200):
    response = client.get("/positions/" + query)
    assert response.status_code == status
    return told(response.content.decode())


def statements(client, query=""):
    return re.findall(r'<p class="said" dir="auto">([^<]+)</p>', client.get("/positions/" + query).content.decode())


def stated(party, statement, on, *, topic=None, after=None, change="reaffirmed", **kwargs):
    letter = make.letter(f"Letter of {on}", sender=party, dated=on, **kwargs.pop("letter", {}))
    chain = {"previous": after, "change": change} if after else {}
    return make.position(party, topic or make.topic(), statement, letter, **chain, **kwargs)


@pytest.fixture
def held(latvia):
    """No dialogue since 2014, said again in 2016 and 2018."""
    first = stated(latvia, "No dialogue", "1 May 2014")
    second = stated(latvia, "Still none", "9 December 2016", after=first)
    return stated(latvia, "None as before", "28 November 2018", after=second, claims_unchanged=True)


def test_statements_stand_by_topic_and_party_in_the_order_of_the_file(client, held, russia, latvia):
    stated(russia, "Dialogue at once", "1 June 2014")
    stated(latvia, "Open skies", "1 January 2010", topic=make.topic("Aviation"))

    assert statements(client) == ["Open skies", "No dialogue", "Still none", "None as before", "Dialogue at once"]
    assert "Aviation Latvia" in words(client)


def test_unchanged_since_goes_back_to_where_the_wording_was_stated(client, held):
    found = words(client)

    assert "28 November 2018 Reaffirmed Claims to be unchanged None as before Unchanged since 1 May 2014." in found
    assert found.count("Unchanged since") == 2


def test_unchanged_since_goes_back_to_the_last_change_only(client, held, latvia):
    changed = stated(latvia, "Some dialogue", "1 May 2019", after=held, change="modified")
    stated(latvia, "Some, as said", "1 May 2020", after=changed)

    assert "Some, as said Unchanged since 1 May 2019." in words(client)


def test_a_claim_of_no_change_beside_a_changed_wording_asks_to_check(client, held, latvia):
    stated(latvia, "Some dialogue", "1 May 2019", after=held, change="reversed", claims_unchanged=True)

    assert "Check the order." in words(client)


def test_a_circle_of_statements_ends(client, held):
    first = Position.objects.get(statement="No dialogue")
    Position.objects.filter(pk=first.pk).update(previous=held, change="reaffirmed")

    assert "None as before" in words(client)


def test_positions_of_hidden_letters_are_hidden(client, held, latvia, officer):
    stated(latvia, "Talks in secret", "1 May 2020", after=held, letter={"level": make.level("secret")})

    assert "Talks in secret" not in words(client)
    assert "3 statements" in words(client)
    client.force_login(officer)
    assert "Talks in secret" in words(client)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?party=latvia", ["No dialogue", "Still none", "None as before"]),
        ("?party=russia", []),
        ("?topic=inspections", ["No dialogue", "Still none", "None as before"]),
        ("?change=first_stated", ["No dialogue"]),
    ],
)
def test_positions_can_be_narrowed(client, held, russia, query, found):
    assert statements(client, query) == found


def test_without_a_match_the_page_says_what_the_filter_hides(client, held, russia):
    assert "No statement matches these filters Taking one filter away would show: without “Russia”: 3" in words(
        client, "?party=russia"
    )


@pytest.mark.parametrize(
    "query", ["?party=nowhere", "?topic=nothing", "?change=x", "?after=1.2", "?order=x", "?after=%00"]
)
def test_what_cannot_be_read_is_refused(client, held, query):
    words(client, query, status=400)

    assert statements(client, query) == []


def test_an_empty_list_says_so(client, db):
    assert "No position is on file that you can see." in words(client)


def test_the_list_costs_the_same_for_one_statement_and_for_many(client, held, latvia, russia):
    def cost():
        with CaptureQueriesContext(connection) as found:
            words(client)
        return len(found)

    once = cost()
    last = held
    for year in range(1990, 2010):
        last = stated(latvia, f"In {year}", f"1 May {year}", after=last)
        stated(russia, f"Of {year}", f"1 May {year}", topic=make.topic(f"Topic {year % 4}"))

    assert cost() == once
