"""What programs read: the same records as the pages, by the same filters, for the same eyes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.api.conftest import Program, problems, token_for

pytestmark = pytest.mark.django_db


def test_a_letter_names_what_it_answers_and_what_answers_it(anybody, note, reply):
    first, second = (anybody.get(f"/letters/{one.pk}/").json() for one in (note, reply))

    assert second["previous"] == [{"id": str(note.pk), "relation": "answers", "basis": "stated", "tier": 1}]
    assert [one["id"] for one in first["next"]] == [str(reply.pk)]
    assert (first["subject"], first["dated"]["edtf"]) == ("Note on inspections", "2015-03-02")


def test_the_latest_earlier_exchange_is_computed_where_no_link_names_one(anybody, note, reply, latvia, russia):
    later = make.letter("Third note", sender=latvia, to=russia, dated="2 May 2015", topic=note.topic)

    assert anybody.get(f"/letters/{later.pk}/").json()["previous"] == [{"id": str(reply.pk), "relation": "", "tier": 3}]
    assert anybody.get("/letters/").json()["results"][0]["previous"][0]["id"] == str(reply.pk)


def test_the_list_is_filtered_like_the_page(anybody, note, reply, osce):
    make.letter("To the OSCE", sender=osce)

    found = anybody.get("/letters/?party=osce").json()

    assert [one["subject"] for one in found["results"]] == ["To the OSCE"]
    assert (found["count"], found["next"]) == (1, None)


def test_a_list_goes_on_where_its_page_ends(anybody, latvia, russia):
    for number in range(53):
        make.letter(f"Note {number}", sender=latvia, to=russia, dated="2016")

    first = anybody.get("/letters/?party=latvia").json()
    second = anybody.get(first["next"].removeprefix("/api/v1")).json()

    assert (len(first["results"]), len(second["results"]), second["next"]) == (50, 3, None)
    assert not {one["id"] for one in first["results"]} & {one["id"] for one in second["results"]}


def test_a_count_that_would_be_costly_is_null(anybody, note, reply, monkeypatch):
    monkeypatch.setattr("correspondence.listing.MOST_COUNTED", 1)

    assert anybody.get("/letters/").json()["count"] is None


def test_texts_come_with_one_letter_and_not_with_fifty(anybody, note):
    make.text(note, "We propose two additional inspections.")

    assert anybody.get(f"/letters/{note.pk}/").json()["texts"][0]["body"] == "We propose two additional inspections."
    assert "texts" not in anybody.get("/letters/").json()["results"][0]


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("/letters/?topic=absent", "topic"),
        ("/letters/?from_year=spring", "from_year"),
        ("/letters/?from_year=2016&to_year=2015", "to_year"),
        ("/letters/?after=nonsense", "after"),
        ("/letters/?order=sideways", "order"),
        ("/letters/?format=csv", "format"),
        ("/letters/?tpoic=inspections", "tpoic"),
        ("/offers/?state=refused", "state"),
        ("/offers/?order=most_rejected&after=x.y.z", "after"),
        ("/positions/?change=unheard", "change"),
        ("/parties/?kind=planet", "kind"),
        ("/timelines/latvia/russia/?year=0", "year"),
        ("/timelines/latvia/russia/?after=x", "after"),
        ("/timelines/latvia/russia/?decade=1991", "decade"),
        ("/letters/?q=" + "a" * 201, "q"),
        ("/letters/?party=%00", "party"),
    ],
)
def test_a_parameter_that_cannot_be_read_is_named_and_no_row_is_given(anybody, note, address, parameter):
    answer = anybody.get(address)

    assert answer.status_code == 400
    assert list(problems(answer)) == [parameter]
    assert "results" not in answer.json()


def test_a_timeline_says_on_which_side_each_exchange_stands(anybody, note, reply):
    found = anybody.get("/timelines/russia/latvia/").json()

    assert (found["a"]["slug"], found["b"]["slug"]) == ("russia", "latvia")
    assert [(one["subject"], one["side"]) for one in found["results"]] == [
        ("Note on inspections", "b"),
        ("Reply on inspections", "a"),
    ]


def test_a_known_pair_with_nothing_to_show_is_an_empty_list(anybody, latvia, osce):
    assert anybody.get("/timelines/latvia/osce/").json()["results"] == []


def test_an_offer_says_where_it_stands_for_each_addressee(anybody, note, reply, latvia, russia):
    offer = make.offer("Two inspections", by=latvia, to=russia, put_in=note)
    make.respond(offer, reply, "rejected")

    [listed] = anybody.get("/offers/?state=rejected&addressee=russia").json()["results"]

    assert listed == anybody.get(f"/offers/{offer.pk}/").json()
    assert listed["proposer"]["slug"] == "latvia"
    assert [(one["slug"], one["state"], one["times_rejected"]) for one in listed["addressees"]] == [
        ("russia", "rejected", 1)
    ]


def test_positions_say_since_when_nothing_has_changed(anybody, note, reply, russia):
    first = make.position(russia, note.topic, "No more than three.", reply)
    later = make.answer_to(note, dated="2018")
    make.position(russia, note.topic, "No more than three.", later, change="reaffirmed", previous=first)

    stated = anybody.get("/positions/?party=russia").json()["results"]

    assert [one["unchanged_since"] and one["unchanged_since"]["edtf"] for one in stated] == [None, "2015-03-20"]
    assert stated[1]["previous"] == str(first.pk)


def test_a_party_names_the_one_for_which_it_speaks(anybody, latvian_mod):
    found = {one["slug"]: one for one in anybody.get("/parties/").json()["results"]}

    assert found[latvian_mod.slug]["principal"] == found[latvian_mod.slug]["parent"] == "latvia"


@pytest.mark.parametrize("address", ["/letters/{}/", "/letters/{}/links/", "/offers/{}/"])
def test_what_is_hidden_and_what_never_was_are_answered_alike(officer, note, latvia, russia, address):
    secret = make.letter("Secret", sender=latvia, to=russia, level=make.level("secret"))
    offer = make.offer("Secret", by=latvia, to=russia, put_in=secret, level=make.level("secret"))
    outsider = Program(token_for(make.user("low", group="desk officer", cleared="public")))
    hidden = offer.pk if "offers" in address else secret.pk

    answers = [
        outsider.post(address.format(key), {}) if "links" in address else outsider.get(address.format(key))
        for key in (hidden, "00000000-0000-4000-8000-000000000000")
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_an_address_that_does_not_exist_is_answered_in_json(anybody):
    answer = anybody.get("/absent/")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")


def test_only_json_is_given(anybody, note):
    answer = anybody.get("/letters/", Accept="text/html")

    assert (answer.status_code, answer["Content-Type"]) == (406, "application/json")


def grown(count, latvia, russia):
    for number in range(count):
        letter = make.letter(sender=latvia, to=russia, topic=make.topic(), dated=f"{1990 + number}")
        make.text(letter, "We propose talks.")
        offer = make.offer(by=latvia, to=russia, put_in=letter, topic=letter.topic)
        reply = make.answer_to(letter)
        make.respond(offer, reply, "rejected")
        make.position(russia, make.topic(), "No talks.", reply)
        make.party(f"Office {make.numbers}", "office", parent=russia)


@pytest.mark.parametrize(
    "address",
    ["/letters/", "/timelines/latvia/russia/", "/offers/", "/positions/", "/parties/", "/letters/?party=absent"],
)
def test_a_list_costs_the_same_for_many_rows(program, latvia, russia, address):
    def queries():
        program.get(address)
        with CaptureQueriesContext(connection) as asked:
            program.get(address)
        return len(asked)

    grown(1, latvia, russia)
    few = queries()
    grown(9, latvia, russia)

    assert queries() == few
