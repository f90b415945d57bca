"""The founding record in the ledger, in both readings of its date."""

import re

import pytest
from django.db import transaction

from correspondence import demonstration
from correspondence.models import DateReading
from tests.pages.letters_as_read import told
from tests.pages.offers_as_read import cell, ledger, rows, sentences

INSPECTIONS, MOSCOW = "Additional bilateral inspections", "Security consultations in Moscow"


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        demonstration.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def founding(loaded, db):
    """The record as loaded, in a transaction of the test's own."""


@pytest.fixture(params=["as stamped", "as the press has it"])
def either_date(request, founding):
    if request.param == "as the press has it":
        DateReading.objects.get(pk=demonstration.key("press date")).prefer(reason="The talks followed in 2016")


def test_the_rejected_offers_are_the_inspections_and_the_invitation_to_moscow(client, either_date):
    assert list(rows(ledger(client, "?state=rejected"))) == [INSPECTIONS, MOSCOW]


def test_inspections_were_rejected_once_and_according_to_latvia_consistently(client, either_date):
    response = ledger(client, "?state=rejected")

    assert cell(response, INSPECTIONS, "Tabled") == "1 and according to Latvia since 2003"
    assert cell(response, INSPECTIONS, "Rejected") == "1 and according to Latvia consistently since 2003"
    assert cell(response, INSPECTIONS, "state") == (
        "Rejected each time according to Latvia 9 March 2017, after 90 days "
        "Contested: called “premature” by Embassy in Riga, Russia"
    )


def test_the_invitation_to_moscow_was_declined_and_redirected_to_both_forums(client, either_date):
    response = ledger(client, "?state=rejected")

    state = cell(response, MOSCOW, "state")
    assert state.startswith("Declined before")
    assert "redirected to NATO–Russia Council and OSCE" in state
    assert "and according to Latvia at least 2, before" in cell(response, MOSCOW, "Tabled")


def test_the_axis_of_the_inspections_says_in_words_what_it_draws(client, founding):
    said = sentences(ledger(client, "?state=rejected"))[0]

    assert said == (
        "Put by Latvia according to Latvia since 2003; amended by Latvia, 9 December 2016; rejected by Russia, "
        "9 March 2017, after 90 days; recalled, not put again by Latvia, before 28 November 2018; "
        "rejected by Russia according to Latvia consistently since 2003."
    )


def test_the_axis_of_all_rows_is_one(client, founding):
    response = ledger(client)

    axis = response.context["ledger"].axis
    assert (axis.first, axis.last) == (2003, 2018)
    assert {drawn.axis for drawn in response.context["listing"].rows} == {axis}


def test_the_totals_stand_above_the_ledger(client, founding):
    assert "7 offers 1 accepted 4 waiting for an answer 2 rejected or declined" in told(ledger(client).content.decode())


def test_the_ledger_shows_the_words_and_the_letter_that_has_them(client, founding):
    words = told(ledger(client, "?state=rejected").content.decode())

    assert "that have been consistently rejected so far Shown by: Latvia expects specific suggestions" in words


def test_one_letter_that_answers_in_several_ways_is_one_entry_with_the_principal_answer_first(client, founding):
    entry = rows(ledger(client, "?state=rejected"))[MOSCOW].entries[-1]

    assert [one.response.answer for one in entry.answers] == [
        "rejected", "redirected", "redirected", "specifics_requested"]  # fmt: skip


@pytest.mark.parametrize("address", ["/offers/", "/offers/8fc1d76b-532a-5f85-9bd4-e4a4e117429b/"])
def test_a_page_that_only_reads_refuses_to_be_written_to(client, founding, address):
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


def test_the_pages_are_readable_in_other_languages_without_commas_in_drawings(client, founding):
    html = client.get("/offers/", headers={"accept-language": "lv"}).content.decode()

    assert all("," not in path for path in re.findall(r' d="([^"]*)"', html))
