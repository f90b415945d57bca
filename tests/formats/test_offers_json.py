"""An offer in JSON: where it stands for each addressee, with what is only claimed told apart."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence import demonstration
from correspondence.formats.json.offers import offers_as_json
from correspondence.models import Proposal
from tests import factories as make


def page_of(offer, reader):
    (page,) = offers_as_json([offer], reader)
    return page


@pytest.fixture
def offer(latvia, russia, osce):
    note = make.letter("Note", sender=latvia, to=[russia, osce], dated="12 May 2016")
    made = make.offer("Visits", by=[latvia, osce], to=russia, put_in=note, topic=make.topic())
    make.respond(made, make.answer_to(note, dated="2017", subject="Reply"), "rejected", grounds="not now")
    return made


def test_an_offer_has_every_name_of_the_contract(offer, reader):
    page = page_of(offer, reader)

    assert page.keys() >= {"id", "title", "kind", "proposer", "topic", "addressees", "tablings", "responses"}
    assert page["addressees"][0].keys() >= {"slug", "state", "since", "times_tabled", "times_rejected", "claims"}
    assert page["proposer"] == {"slug": "latvia", "name": "Latvia"}
    assert (page["topic"], len(page["proposers"])) == ("inspections", 2)


def test_an_addressee_says_where_the_offer_stands_since_when(offer, reader):
    (stands,) = page_of(offer, reader)["addressees"]

    assert (stands["slug"], stands["state"], stands["since"]["edtf"]) == ("russia", "rejected", "2017")
    assert (stands["times_tabled"], stands["times_rejected"]) == (1, 1)
    assert stands["claims"] == {"tabled": [], "rejected": []}


def test_acts_name_their_letters_and_stand_in_the_order_of_the_fold(offer, reader):
    page = page_of(offer, reader)
    (put,), (answer,) = page["tablings"], page["responses"]

    assert (put["act"], put["date"]["edtf"], put["claim"]) == ("put", "2016-05-12", False)
    assert (answer["answer"], answer["grounds"], answer["addressee"]["slug"]) == ("rejected", "not now", "russia")
    assert put["letter"] != answer["letter"]


def test_what_is_only_claimed_is_told_with_who_claims_it(db, officer):
    """“Rejected consistently since 2003” closes a round by claim: it never stands without its source."""
    demonstration.load()
    (stands,) = page_of(Proposal.objects.get(title="Additional bilateral inspections"), officer)["addressees"]

    assert stands["times_rejected"] == 1
    assert stands["claims"]["rejected"] == ["according to Latvia consistently since 2003"]
    assert stands["said"][:2] == ["Rejected each time", "according to Latvia"]
    assert "rejected_each_time" not in stands


def test_what_a_reader_may_not_see_is_not_in_an_offer(offer, reader, officer):
    note = make.letter("Secret", dated="2018", level=make.level("secret"))
    make.respond(offer, note, "accepted", grounds="SECRET")

    assert page_of(offer, reader)["addressees"][0]["state"] == "rejected"
    assert "SECRET" not in str(page_of(offer, reader))
    assert page_of(offer, officer)["addressees"][0]["state"] == "accepted"


def test_the_number_of_queries_does_not_depend_on_how_many_offers_there_are(db, officer):
    demonstration.load()
    offers = list(Proposal.objects.select_related("topic", "provision"))
    with CaptureQueriesContext(connection) as one:
        offers_as_json(offers[:1], officer)
    with CaptureQueriesContext(connection) as many:
        offers_as_json(offers, officer)

    assert len(many) <= len(one) + 3
