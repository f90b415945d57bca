"""The page of a topic: every party's statements side by side, each against the one before it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.pages.letters_as_read import told
from tests.pages.test_positions import stated

ADDRESS = "/positions/dialogue/"


@pytest.fixture
def dialogue(db):
    return make.topic("Dialogue")


@pytest.fixture
def suspended(latvia, dialogue):
    return stated(latvia, "No political dialogue.", "1 May 2014", topic=dialogue)


def html(client, address=ADDRESS):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def words(client, address=ADDRESS):
    return told(html(client, address))


def changed(before, statement, on, change="modified", **kwargs):
    return stated(before.party, statement, on, topic=before.topic, after=before, change=change, **kwargs)


def test_the_home_party_stands_first_and_each_party_has_a_column(client, suspended, russia, dialogue):
    stated(russia, "Dialogue at once.", "1 June 2010", topic=dialogue)

    columns = re.findall(r'<section class="col (\w)" aria-labelledby="party-(\w+)"', html(client))

    assert columns == [("a", "latvia"), ("b", "russia")]


def test_what_an_organ_says_stands_in_the_column_of_its_principal(client, suspended, latvian_mod):
    changed(suspended, "Some dialogue.", "1 May 2016")
    stated(latvian_mod, "We will see.", "1 May 2017", topic=suspended.topic)

    page = html(client)

    assert page.count('<section class="col') == 1
    assert "Ministry of Defence , in Letter of 1 May 2017" in told(page)


def test_the_newest_statement_stands_first(client, suspended):
    changed(suspended, "Some dialogue.", "1 May 2016")

    found = words(client)

    assert found.index("1 May 2016 Modified") < found.index("1 May 2014 First stated")


def test_a_change_shows_the_words_given_up_and_the_new_ones(client, suspended):
    changed(suspended, "No military dialogue.", "1 May 2016")

    assert "No <del>political</del> <ins>military</ins> dialogue." in html(client)


def test_words_that_look_like_markup_are_only_words(client, latvia, dialogue):
    first = stated(latvia, "<b>No</b> dialogue & nothing", "1 May 2014", topic=dialogue)
    changed(first, "<script>x</script> dialogue & nothing", "1 May 2016")

    page = html(client)

    assert "<script>x" not in page
    assert "<b>" not in page
    assert "&lt;" in page


def test_the_same_words_again_are_folded_to_one_line(client, suspended):
    last = suspended
    for year in (2015, 2016, 2017, 2018):
        last = changed(last, "No political  dialogue.", f"1 May {year}", "reaffirmed")

    found = words(client)

    assert "Reaffirmed 4 times, 2015–2018" in found
    assert "1 May 2016 Letter of 1 May 2016" in found


def test_other_words_break_the_run(client, suspended):
    again = changed(suspended, "No political dialogue.", "1 May 2015", "reaffirmed")
    other = changed(again, "Still none.", "1 May 2016", "reaffirmed")
    changed(other, "Still none.", "1 May 2017", "reaffirmed")

    assert "times, " not in words(client)


def test_a_reaffirmed_wording_says_since_when(client, suspended):
    changed(suspended, "None, as before.", "1 May 2016", "reaffirmed")

    assert "Unchanged since 1 May 2014." in words(client)


def test_a_claim_of_no_change_after_a_changed_wording_asks_to_check(client, suspended):
    changed(suspended, "Some dialogue.", "1 May 2016")
    changed(suspended, "As ever, none.", "1 May 2018", "reaffirmed", claims_unchanged=True)

    assert (
        "Check the order. This statement says “unchanged”, yet the wording before it, of 1 May 2016, differs."
        in words(client)
    )


def test_a_claim_of_no_change_after_the_same_wording_is_taken_as_it_is(client, suspended):
    changed(suspended, "None, as before.", "1 May 2016", "reaffirmed", claims_unchanged=True)

    assert "Check the order." not in words(client)


def test_a_claim_of_no_change_beside_a_changed_wording_asks_to_check(client, suspended):
    changed(suspended, "Some dialogue.", "1 May 2016", claims_unchanged=True)

    assert "Check the order. This statement says that nothing has changed; the wording on record has." in words(client)


def test_a_date_in_doubt_asks_to_check_and_names_the_rival_date(client, suspended):
    some = changed(suspended, "Some dialogue.", "22 November 2016")
    doubtful = changed(some, "As before.", "22 September 2016", "reaffirmed", letter={"dated_in_doubt": True})
    doubtful.letter.dated = make.read("28 November 2018")
    doubtful.letter.save(reason="the page says so")

    assert (
        "The date of this letter is in doubt, so its place here is too. "
        "If it dates from 22 September 2016, it comes before the statement of 22 November 2016 that it follows."
    ) in words(client)


def test_a_statement_before_the_one_it_follows_asks_to_check(client, suspended):
    changed(suspended, "Some dialogue.", "1 May 2012")

    assert "It is said to follow the statement of 1 May 2014, which stands later on file." in words(client)


def test_the_quotation_stands_with_its_language_and_its_letter(client, latvia, dialogue):
    letter = make.letter("Nota", sender=latvia, dated="1 May 2014")
    evidence = make.text(letter, "Dialogs ir apturēts.", language="lv")
    make.position(latvia, dialogue, "Suspended.", letter, evidence=evidence, quote="Dialogs ir apturēts")

    page = html(client)

    assert '<q dir="auto" lang="lv">Dialogs ir apturēts</q>' in page
    assert letter.get_absolute_url() in page


def test_the_chart_is_told_in_words(client, suspended):
    changed(suspended, "Some dialogue.", "1 May 2016")

    assert 'aria-label="Latvia: first stated 1 May 2014; modified 1 May 2016."' in html(client)


def test_without_any_date_there_is_no_chart(client, latvia, dialogue):
    make.position(latvia, dialogue, "Suspended.", make.letter("Undated", sender=latvia))

    page = html(client)

    assert "<svg width" not in page
    assert "Suspended." in page


def test_a_topic_without_positions_says_so(client, dialogue):
    assert "No position on this topic is on file that you can see" in words(client)


def test_statements_in_void_letters_and_drafts_do_not_count(client, suspended):
    changed(suspended, "Some dialogue.", "1 May 2016").letter.void(reason="a forgery")

    assert "Some dialogue." not in words(client)


def test_hidden_statements_are_hidden_and_hidden_topics_unknown(client, suspended, officer):
    changed(suspended, "Talks in secret.", "1 May 2020", letter={"level": make.level("secret")})
    hidden = make.topic("Secret topic", level=make.level("secret"))

    assert "Talks in secret" not in words(client)
    assert client.get(f"/positions/{hidden.slug}/").status_code == 404
    assert client.get("/positions/nothing/").status_code == 404
    client.force_login(officer)
    assert "Talks in secret" in words(client)


def test_the_list_of_positions_leads_to_each_topic(client, suspended):
    assert f'href="{ADDRESS}"' in html(client, "/positions/")


@pytest.mark.parametrize("query", ["?after=%00", "?topic=%ff", "?order=" + "x" * 9000, "?a&a&a"])
def test_a_query_that_means_nothing_here_is_ignored(client, suspended, query):
    assert "No political dialogue." in words(client, ADDRESS + query)


def test_the_page_costs_the_same_for_one_statement_and_for_many(client, suspended, russia):
    def cost():
        with CaptureQueriesContext(connection) as found:
            words(client)
        return len(found)

    changed(suspended, "Some dialogue.", "1 May 2015", letter={"dated_in_doubt": True})
    once = cost()
    last = suspended
    for year in range(1990, 2010):
        last = changed(last, f"In {year}", f"1 May {year}", letter={"dated_in_doubt": True})
        stated(russia, f"Of {year}", f"1 May {year}", topic=suspended.topic)

    assert cost() == once
