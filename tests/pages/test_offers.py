"""The ledger of offers: what was offered, how often, what came back, where it stands now."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence import listing
from correspondence.models import Letter
from tests import factories as make
from tests.pages.letters_as_read import told
from tests.pages.offers_as_read import cell, ledger, page_of, rows, sentences


@pytest.fixture
def note(latvia, russia):
    """Log a letter of Latvia to Russia."""
    return lambda dated="1 March 2016", **fields: make.letter(
        **{"sender": latvia, "to": russia, "dated": dated, **fields}
    )


@pytest.fixture
def offer(latvia, russia, note):
    """Put an offer of Latvia to Russia, on 1 March 2016 unless told otherwise."""
    return lambda title="More inspections", dated="1 March 2016", **fields: make.offer(
        title, **{"by": latvia, "to": russia, "put_in": note(dated), **fields}
    )


# --- Counting and states --------------------------------------------------------------------------------


def test_an_offer_put_three_times_and_rejected_twice(client, offer, note):
    made = offer(dated="1 March 2003")
    make.respond(made, make.answer_to(made.tablings.get().letter, dated="1 May 2003"), "rejected")
    make.table(made, again := note("1 March 2008"))
    make.respond(made, make.answer_to(again, dated="2 March 2008"), "rejected")
    make.table(made, note("1 March 2012"))

    response = ledger(client)

    assert cell(response, "More inspections", "Tabled") == "3"
    assert cell(response, "More inspections", "Rejected") == "2"
    assert [entry.how for entry in rows(response)["More inspections"].entries] == [
        "Put", "", "Put again", "", "Put again"]  # fmt: skip
    assert cell(response, "More inspections", "state").startswith("Open open for")


def test_rejected_each_time_without_attribution_needs_two_rejections_on_record(client, offer, note):
    made = offer()
    make.respond(made, make.answer_to(made.tablings.get().letter, dated="2 March 2016"), "rejected")
    once = cell(ledger(client), "More inspections", "state")
    make.table(made, again := note("1 April 2016"))
    make.respond(made, make.answer_to(again, dated="3 April 2016"), "rejected")

    assert once == "Rejected 2 March 2016, after 1 day"
    assert cell(ledger(client), "More inspections", "state") == "Rejected each time 3 April 2016, after 2 days"


def test_a_claim_alone_says_whose_it_is_and_counts_as_none(client, latvia, russia):
    offers = make.letter("Offers", sender=latvia, to=russia, extent="bundle", knowledge="reported", dated="2003")
    made = make.offer("Old offer", by=latvia, to=russia, put_in=offers)
    refusals = make.answer_to(offers, extent="bundle", at_least=3, knowledge="reported", dated="2005")
    make.respond(made, refusals, "rejected")
    report = make.letter("A statement", sender=latvia, dated="2018")
    make.link(report, offers, "reports")
    make.link(report, refusals, "reports")

    response = ledger(client)

    assert cell(response, "Old offer", "Tabled") == "0 on record; according to Latvia 2003"
    assert cell(response, "Old offer", "Rejected") == "0 on record; according to Latvia at least 3, 2005"
    assert cell(response, "Old offer", "state").startswith("Rejected each time according to Latvia")


def test_a_claim_that_nobody_on_record_reports_is_attributed_to_nobody(client, latvia, russia):
    offers = make.letter("Offers", sender=latvia, to=russia, extent="bundle", knowledge="reported", dated="2003")
    make.offer("Old offer", by=latvia, to=russia, put_in=offers)

    assert cell(ledger(client), "Old offer", "Tabled") == "0 on record; as reported 2003"


def test_a_refused_invitation_is_declined(client, offer):
    made = offer(kind="invitation")
    make.respond(made, make.answer_to(made.tablings.get().letter), "rejected")

    assert cell(ledger(client), "More inspections", "state").startswith("Declined")


@time_machine.travel("2016-04-17")
def test_an_open_offer_says_for_how_long(client, offer):
    offer()

    assert cell(ledger(client), "More inspections", "state") == "Open open for 47 days"


@time_machine.travel("2018-11-30")
@pytest.mark.parametrize(
    ("dated", "words"),
    [
        ("1 March 2003", "open for 15 years"),
        ("2003", "open for about 15 years"),
        ("June 2018", "open for about 5 months"),
        ("before 20 November 2018", "open for at least 11 days"),
        ("", "date not known"),
    ],
)
def test_how_long_an_offer_is_open_is_said_no_more_exactly_than_its_date(client, offer, dated, words):
    offer(dated=dated)

    assert cell(ledger(client), "More inspections", "state") == f"Open {words}"


def test_the_delay_is_said_only_between_days(client, offer):
    made = offer(dated="March 2016")
    make.respond(made, make.answer_to(made.tablings.get().letter, dated="5 May 2016"), "accepted")

    assert cell(ledger(client), "More inspections", "state") == "Accepted 5 May 2016"


def test_the_delay_counts_from_the_tabling_that_the_answer_answers(client, offer, note):
    made = offer(dated="1 March 2016")
    make.table(made, note("1 April 2016"))
    make.respond(
        made, make.answer_to(made.tablings.order_by("letter__sort_key")[0].letter, dated="11 April 2016"), "deferred"
    )

    assert "11 April 2016, after 41 days" in cell(ledger(client), "More inspections", "state")


def test_an_act_that_does_not_fit_is_marked_and_its_reason_stands_in_the_ledger(client, offer, note):
    made = offer()
    make.respond(made, make.answer_to(made.tablings.get().letter, dated="1 April 2016"), "accepted")
    make.table(made, note("1 May 2016"), "withdrawn")

    response = ledger(client)

    assert cell(response, "More inspections", "state").endswith("1 act does not fit")
    assert "Withdrawn after it had been accepted; the acceptance stands." in told(response.content.decode())


def test_an_answer_says_its_grounds_conditions_and_what_it_opens(client, offer, latvia, russia):
    made = offer()
    reply = make.answer_to(made.tablings.get().letter, dated="2 March 2016")
    other = make.offer("Talks in Riga", by=russia, to=latvia, put_in=reply)
    make.respond(made, reply, "countered", grounds="Too early.", conditions="Only in Riga.", opens=other)

    words = page_of(client, made)

    assert "Opens Talks in Riga Open Reason: Too early. Conditions: Only in Riga." in words
    assert "Opened by Counter-offer More inspections" in page_of(client, other)


def test_an_offer_that_replaces_another_names_it_and_is_named(client, offer):
    old = offer("First idea")
    new = offer("Second idea", dated="1 May 2016", replaces=old)

    assert "Replaces First idea" in page_of(client, new)
    assert "Replaced by Second idea" in page_of(client, old)
    assert cell(ledger(client), "First idea", "state").startswith("Superseded")


def test_confirmed_silence_stands_in_the_ledger_without_a_letter(client, offer, registrar):
    made = offer()
    day = {"basis": "lapse", "confirmed_on": "2017-01-05", "confirmed_by": registrar}
    make.respond(made, None, "lapsed", **day)

    response = ledger(client)

    assert cell(response, "More inspections", "state").startswith("Lapsed 5 January 2017")
    assert "Confirmed lapse on 5 January 2017 by a desk officer, no document" in told(response.content.decode())
    assert "registrar" not in response.content.decode()
    assert "lapsed (lapse, confirmed) by Russia" in sentences(response)[0]


def test_readers_with_an_account_are_told_who_confirmed(client, offer, registrar, reader):
    made = offer()
    day = {"basis": "silence", "confirmed_on": "2017-01-05", "confirmed_by": registrar}
    make.respond(made, None, "rejected", **day)
    client.force_login(reader)

    assert "Confirmed silence on 5 January 2017 by registrar" in page_of(client, made)


def test_several_addressees_are_grouped_by_where_the_offer_stands(client, latvia, russia, osce, note):
    letter = note(to=[russia, osce])
    made = make.offer("A joint exercise", by=latvia, to=[russia, osce], put_in=letter)
    make.respond(made, make.letter(sender=osce, to=latvia, dated="5 March 2016"), "accepted", addressee=osce)

    assert cell(ledger(client), "A joint exercise", "state") == "Accepted OSCE Open Russia"
    assert "Put to State now Tabled Rejected OSCE Accepted 5 March 2016, after 4 days 1 0 Russia Open" in page_of(
        client, made
    )


def test_an_offer_to_several_is_one_row_and_its_tablings_count_once(client, latvia, russia, osce, note):
    make.offer("A joint exercise", by=latvia, to=[russia, osce], put_in=note(to=[russia, osce]))

    response = ledger(client)

    assert list(rows(response)) == ["A joint exercise"]
    assert str(response.context["listing"].count) == "1"
    assert cell(response, "A joint exercise", "Tabled") == "1"


def test_an_offer_answered_but_never_put_is_on_the_ledger(client, latvia, russia):
    made = make.offer("Known by its refusal", by=latvia, to=russia)
    make.respond(made, make.letter(sender=russia, to=latvia, dated="5 March 2016"), "rejected")

    response = ledger(client, "?state=rejected")

    assert cell(response, "Known by its refusal", "Tabled") == "0"
    assert "Answered, though no earlier letter on record puts it." in told(response.content.decode())


def test_an_offer_to_nobody_on_record_is_named_below_the_ledger(client, latvia):
    make.offer("An open call", by=latvia, to=None)

    assert "Put to nobody on record that you can see, so without a state: An open call" in told(
        ledger(client).content.decode()
    )


# --- Order and pages ------------------------------------------------------------------------------------


def test_the_offer_longest_on_the_table_stands_first(client, offer):
    for year in (2016, 2003, 2010):
        offer(f"Offer of {year}", dated=f"1 March {year}")

    assert list(rows(ledger(client))) == ["Offer of 2003", "Offer of 2010", "Offer of 2016"]
    assert list(rows(ledger(client, "?order=newest"))) == ["Offer of 2016", "Offer of 2010", "Offer of 2003"]


def test_the_most_rejected_offer_stands_first_when_asked(client, offer, note):
    offer("Never rejected")
    made = offer("Rejected twice", dated="1 March 2017")
    for day in ("2 April 2017", "3 April 2017"):
        make.respond(made, make.answer_to(made.tablings.get().letter, dated=day), "rejected")

    assert list(rows(ledger(client, "?order=most_rejected"))) == ["Rejected twice", "Never rejected"]


def test_of_several_addressees_the_one_who_rejected_most_often_gives_the_place(client, latvia, russia, osce, note):
    letter = note(to=[russia, osce])
    joint = make.offer("Rejected by one of two", by=latvia, to=[russia, osce], put_in=letter)
    make.offer("Never rejected", by=latvia, to=russia, put_in=note("1 March 2017"))
    for party, answer in ((russia, "accepted"), (osce, "rejected")):
        reply = make.answer_to(letter, sender=party, dated="2 April 2016")
        make.respond(joint, reply, answer, addressee=party)

    assert list(rows(ledger(client, "?order=most_rejected"))) == ["Rejected by one of two", "Never rejected"]


@pytest.mark.parametrize("order", ["", "newest", "most_rejected"])
def test_every_offer_stands_on_exactly_one_page(client, latvia, russia, note, order, monkeypatch):
    monkeypatch.setitem(listing.listed.__kwdefaults__, "size", 2)
    letter = note()
    for number in range(5):
        make.offer(f"Offer {number}", by=latvia, to=russia, put_in=letter)

    first = ledger(client, f"?order={order}")
    second = ledger(client, f"?order={order}&after={first.context['listing'].after}")
    third = ledger(client, f"?order={order}&after={second.context['listing'].after}")

    assert [len(rows(page)) for page in (first, second, third)] == [2, 2, 1]
    assert {*rows(first), *rows(second), *rows(third)} == {f"Offer {number}" for number in range(5)}
    back = ledger(client, f"?order={order}&before={second.context['listing'].before}")
    assert list(rows(back)) == list(rows(first))


# --- Filters --------------------------------------------------------------------------------------------


def test_filters_keep_what_they_name(client, latvia, russia, osce, latvian_mod, note):
    topic = make.topic("Airspace")
    make.offer("Ours", by=latvian_mod, to=russia, put_in=note("1 March 2016"), topic=topic, kind="request")
    make.offer("Theirs", by=russia, to=latvia, put_in=make.letter(sender=russia, to=latvia, dated="1 May 2018"))

    for query in ("proposer=latvia", "addressee=russia", "topic=airspace", "kind=request", "year=2016"):
        assert list(rows(ledger(client, f"?{query}"))) == ["Ours"], query
    assert list(rows(ledger(client, "?proposer=osce"))) == []


def test_state_and_addressee_are_asked_of_the_same_addressee(client, latvia, russia, osce, note):
    made = make.offer("A joint exercise", by=latvia, to=[russia, osce], put_in=note(to=[russia, osce]))
    make.respond(made, make.letter(sender=osce, to=latvia, dated="5 March 2016"), "accepted", addressee=osce)

    assert list(rows(ledger(client, "?state=accepted&addressee=osce"))) == ["A joint exercise"]
    assert list(rows(ledger(client, "?state=accepted&addressee=russia"))) == []


def test_a_list_without_matches_says_what_each_filter_hides(client, offer):
    offer()

    words = told(ledger(client, "?state=accepted&proposer=latvia").content.decode())

    assert "No offer matches these filters" in words
    assert "without “accepted”: 1" in words
    assert "without “Latvia”: 0" in words


@pytest.mark.parametrize(
    "query",
    [
        "?state=refused", "?state=rejected%00", "?proposer=atlantis", "?addressee=%00", "?topic=' OR 1=1 --",
        "?year=MMXVI", "?year=0", "?year=99999999999999999999", "?kind=gift", "?after=x", "?after=%00",
        "?after=20160301.no-uuid", "?before=1.2.3", "?after=a.b&before=c.d", "?order=best", "?order=%ff",
        "?order=most_rejected&after=x.y.z", "?order=most_rejected&before=x.y.9c4217e4-7170-5644-8a5e-0f19457148fd", "?state=" + "x" * 100_000, "?after=" + "9" * 100_000,
        "?proposer=\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "?state=rejected&state=bogus",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_mistake_with_a_message_and_no_rows(client, offer, query):
    offer()

    response = ledger(client, query, status=400)

    assert rows(response) == {}
    assert "Nothing is shown: a filter cannot be read" in told(response.content.decode())


@pytest.mark.parametrize(
    "query", ["?order=most_rejected&after=7.def.{key}", "?after=abc.{key}", "?nonsense=1", "?state="]
)
def test_what_can_be_read_is_answered_whatever_it_says(client, offer, query):
    made = offer()

    ledger(client, query.format(key=made.pk), status=200)


def test_the_ledger_costs_the_same_for_one_offer_and_for_many(client, latvia, russia, osce, note):
    def answered(title):
        letter = note("1 March 2016", to=[russia, osce])
        made = make.offer(title, by=latvia, to=[russia, osce], put_in=letter)
        reply = make.answer_to(letter, dated="2 March 2016", sender=russia)
        other = make.offer(f"Instead of {title}", by=russia, to=latvia, put_in=reply)
        forum = {"opens": other, "framework": make.framework(), "addressee": russia, "characterised_by": latvia}
        given = make.respond(made, reply, "redirected", **forum)
        make.respond(made, reply, "deferred", principal=False, reading_of=given, addressee=russia)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            ledger(client)
        return len(queries)

    answered("The first")
    ledger(client)
    one = cost()
    for number in range(4):
        answered(f"Offer {number}")

    assert cost() == one


# --- Who may see what -----------------------------------------------------------------------------------


@pytest.fixture
def refused_in_secret(offer):
    made = offer()
    put = made.tablings.get().letter
    make.respond(made, make.answer_to(put, dated="9 January 2017"), "deferred", grounds="Later")
    make.respond(made, make.answer_to(put, dated="9 March 2019", level=make.level("secret")), "rejected")
    return made


def test_for_the_public_a_secret_refusal_does_not_exist(client, refused_in_secret):
    response = ledger(client)

    assert "Deferred 9 January 2017" in cell(response, "More inspections", "state")
    assert cell(response, "More inspections", "Rejected") == "0"
    assert "0 rejected or declined" in told(response.content.decode())
    assert response.context["ledger"].axis.last == 2017
    assert "rejected" not in sentences(response)[0]
    assert list(rows(ledger(client, "?state=rejected"))) == []
    assert list(rows(ledger(client, "?state=deferred"))) == ["More inspections"]
    assert "2019" not in page_of(client, refused_in_secret)


def test_for_the_cleared_the_offer_is_rejected(client, refused_in_secret, officer):
    client.force_login(officer)

    response = ledger(client)

    assert cell(response, "More inspections", "state").startswith("Rejected 9 March 2019")
    assert cell(response, "More inspections", "Rejected") == "1"
    assert "1 rejected or declined" in told(response.content.decode())
    assert response.context["ledger"].axis.last == 2019
    assert list(rows(ledger(client, "?state=rejected"))) == ["More inspections"]
    assert list(rows(ledger(client, "?state=deferred"))) == []
    assert "9 March 2019" in page_of(client, refused_in_secret)


def test_a_hidden_offer_answers_like_a_missing_one(client, offer, officer):
    hidden = offer("The fleet", level=make.level("secret"))

    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert "The fleet" not in ledger(client).content.decode()
    client.force_login(officer)
    assert "The fleet" in page_of(client, hidden)


def test_a_tabling_in_a_hidden_letter_is_neither_counted_nor_found_by_its_year(client, offer, note, officer):
    made = offer()
    make.table(made, note("1 March 2019", level=make.level("secret")))

    assert cell(ledger(client), "More inspections", "Tabled") == "1"
    assert list(rows(ledger(client, "?year=2019"))) == []
    client.force_login(officer)
    assert cell(ledger(client), "More inspections", "Tabled") == "2"
    assert list(rows(ledger(client, "?year=2019"))) == ["More inspections"]


def test_a_hidden_report_attributes_nothing(client, latvia, russia):
    offers = make.letter("Offers", sender=latvia, to=russia, extent="bundle", knowledge="reported", dated="2003")
    make.offer("Old offer", by=latvia, to=russia, put_in=offers)
    make.link(make.letter("Secret report", sender=latvia, dated="2018", level=make.level("secret")), offers, "reports")

    assert cell(ledger(client), "Old offer", "Tabled") == "0 on record; as reported 2003"


def test_acts_of_void_letters_and_drafts_count_for_nothing(client, offer, note, registrar):
    made = offer()
    make.table(made, note("1 April 2016", status="draft", level=make.level()))
    wrong = note("1 May 2016")
    make.table(made, wrong)
    Letter.objects.get(pk=wrong.pk).void(by=registrar, reason="Logged twice")

    assert cell(ledger(client), "More inspections", "Tabled") == "1"


def test_the_link_to_log_an_answer_is_for_those_who_may(client, offer, officer, reader):
    made = offer()
    address = f"/admin/correspondence/letter/add/?reply_to={made.tablings.get().letter_id}"

    assert address not in client.get(made.get_absolute_url()).content.decode()
    client.force_login(reader)
    assert address not in client.get(made.get_absolute_url()).content.decode()
    client.force_login(officer)
    assert address in client.get(made.get_absolute_url()).content.decode()


def test_markup_in_an_offer_is_shown_as_it_was_written(client, offer):
    made = offer("<script>alert(1)</script>", terms='"><img src=x onerror=alert(1)>')

    for address in ("/offers/", made.get_absolute_url()):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "<img" not in html


def test_acts_in_a_withdrawn_document_count_and_are_flagged(client, offer, note):
    made = offer()
    make.link(note("1 April 2016"), made.tablings.get().letter, "withdraws")

    response = ledger(client)

    assert cell(response, "More inspections", "Tabled") == "1"
    assert "In a document that was withdrawn later" in told(response.content.decode())
