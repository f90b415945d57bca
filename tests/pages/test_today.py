"""Today: who owes whom an answer, cleared by the answer itself; what is new, open longest, quiet."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from correspondence.dates import read
from correspondence.models import Party
from tests import factories as make
from tests.pages.letters_as_read import told

NOW = "2026-11-23 10:30 +0000"
SETTLING = ("rejected", "accepted", "accepted_in_part", "accepted_with_conditions")


@pytest.fixture(autouse=True)
def frozen():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def asked(latvia, russia):
    """A letter of Russia to Latvia that expects a reply."""
    return make.letter("Note on overflights", sender=russia, to=latvia, dated="3 November 2026", reply_expected=True)


@pytest.fixture
def offered(latvia, russia):
    """An offer of Latvia to Russia, put in a letter."""
    put = make.letter("We offer inspections", sender=latvia, to=russia, dated="1 November 2026")
    return make.offer("Inspections", by=latvia, to=russia, put_in=put)


@pytest.fixture
def today(client):
    def get():
        response = client.get("/")
        assert response.status_code == 200
        return response.context["today"]

    return get


def named(owed):
    return [str(debt.thing) for debt in owed.debts]


def words(client):
    return told(client.get("/").content.decode())


def answered(offer, sender, to, answer, **fields):
    letter = make.letter(f"Answer: {answer}", sender=sender, to=to, dated="10 November 2026")
    return make.respond(offer, letter, answer, **fields)


# --- Letters --------------------------------------------------------------------------------------------


def test_a_letter_to_us_that_expects_a_reply_is_owed_by_us(today, asked):
    shown = today()

    assert named(shown.ours) == ["Note on overflights"]
    assert named(shown.theirs) == []
    assert shown.ours.debts[0].age == "20 days"


def test_a_letter_of_ours_that_expects_a_reply_is_owed_to_us(today, latvia, russia):
    make.letter("Question", sender=latvia, to=russia, dated="3 November 2026", reply_expected=True)

    assert (named(today().ours), named(today().theirs)) == ([], ["Question"])


def test_a_letter_that_expects_no_reply_is_not_owed(today, latvia, russia):
    make.letter("For your records", sender=russia, to=latvia, dated="3 November 2026")

    assert today().ours.number == 0


@pytest.mark.parametrize("relation", ["answers", "answers_in_part", "rejects", "denies_receipt"])
def test_a_reply_clears_what_it_answers(today, asked, relation):
    make.answer_to(asked, relation=relation, dated="20 November 2026")

    assert named(today().ours) == []


def test_an_acknowledgement_of_receipt_is_no_reply_and_is_said(client, today, asked, latvia):
    make.answer_to(asked, relation="acknowledges", dated="20 November 2026")

    [debt] = today().ours.debts
    assert (str(debt.thing), debt.acknowledged) == ("Note on overflights", True)
    assert "Acknowledged" in words(client)


def test_receipt_acknowledged_by_one_addressee_is_not_said_of_the_other(today, latvia, russia):
    estonia = make.party("Estonia")
    circular = make.letter(
        "Circular", sender=latvia, to=[russia, estonia], dated="3 November 2026", reply_expected=True
    )
    make.answer_to(circular, sender=estonia, to=latvia, relation="acknowledges", dated="20 November 2026")

    said = {debt.debtors_told: debt.acknowledged for debt in today().theirs.debts}
    assert said == {"Estonia": True, "Russia": False}


@pytest.mark.parametrize("relation", ["reminds", "follows_up", "refers_to", "transmits", "reports"])
def test_what_only_mentions_a_letter_does_not_clear_it(today, asked, relation):
    make.answer_to(asked, relation=relation, dated="20 November 2026")

    assert named(today().ours) == ["Note on overflights"]


def test_a_reply_by_the_ministry_clears_what_the_state_owes(today, asked, latvian_mod, russia):
    make.answer_to(asked, sender=latvian_mod, to=russia, dated="20 November 2026")

    assert named(today().ours) == []


def test_a_letter_to_a_ministry_is_owed_by_its_state(today, latvian_mod, russian_mod):
    make.letter("Between ministries", sender=russian_mod, to=latvian_mod, reply_expected=True)

    assert named(today().ours) == ["Between ministries"]
    assert [str(party) for party in today().ours.debts[0].creditors] == ["Russia"]


def test_the_reply_of_another_addressee_does_not_clear_ours(today, latvia, russia):
    estonia = make.party("Estonia")
    circular = make.letter(
        "Circular", sender=russia, to=[latvia, estonia], dated="3 November 2026", reply_expected=True
    )
    make.answer_to(circular, sender=estonia, to=russia, dated="20 November 2026")

    assert named(today().ours) == ["Circular"]


def test_a_circular_of_ours_waits_for_each_that_has_not_replied(today, latvia, russia):
    estonia = make.party("Estonia")
    circular = make.letter(
        "Circular", sender=latvia, to=[russia, estonia], dated="3 November 2026", reply_expected=True
    )
    assert today().theirs.number == 2

    make.answer_to(circular, sender=estonia, to=latvia, dated="20 November 2026")

    assert [debt.debtors_told for debt in today().theirs.debts] == ["Russia"]


@pytest.mark.parametrize("status", ["draft", "void"])
def test_a_reply_that_is_a_draft_or_void_clears_nothing(today, asked, status):
    fields = {"void_reason": "Never sent"} if status == "void" else {}
    make.answer_to(asked, dated="20 November 2026", status=status, **fields)

    assert named(today().ours) == ["Note on overflights"]


def test_a_void_letter_is_owed_by_nobody(today, asked):
    asked.void(reason="Entered twice")

    assert today().ours.number == 0


def test_a_withdrawn_letter_is_owed_by_nobody(today, asked, latvia, russia):
    back = make.letter("Withdrawn", sender=russia, to=latvia, dated="20 November 2026")
    make.link(back, asked, "withdraws")

    assert today().ours.number == 0


def test_a_letter_that_puts_an_offer_is_owed_once_and_by_its_offer(today, asked, latvia, russia):
    make.offer("Talks in Riga", by=russia, to=latvia, put_in=asked)

    assert named(today().ours) == ["Talks in Riga"]


def test_a_reply_settles_only_the_points_that_it_answers(today, asked, latvia, russia):
    one, other = (make.offer(name, by=russia, to=latvia, put_in=asked) for name in ("Talks in Riga", "A hotline"))
    reply = make.answer_to(asked, relation="answers_in_part", dated="20 November 2026")
    make.respond(one, reply, "rejected")

    assert named(today().ours) == [str(other)]


# --- Offers ---------------------------------------------------------------------------------------------


def test_an_open_offer_is_owed_by_the_party_it_was_put_to(today, offered):
    shown = today()

    assert (named(shown.ours), named(shown.theirs)) == ([], ["Inspections"])
    assert (shown.theirs.debts[0].age, shown.theirs.debts[0].told) == ("22 days", "Offer, 1 November 2026")


@pytest.mark.parametrize("answer", SETTLING)
def test_an_answer_clears_the_offer(today, offered, latvia, russia, answer):
    answered(offered, russia, latvia, answer)

    assert (named(today().ours), named(today().theirs)) == ([], [])


@pytest.mark.parametrize("answer", ["acknowledged", "deferred"])
def test_what_is_no_answer_yet_leaves_the_offer_owed_and_says_so(client, today, offered, latvia, russia, answer):
    answered(offered, russia, latvia, answer)

    assert (named(today().ours), named(today().theirs)) == ([], ["Inspections"])
    assert answer.capitalize() in words(client)


def test_a_request_for_specifics_puts_the_ball_back_to_the_proposer(today, offered, latvia, russia):
    answered(offered, russia, latvia, "specifics_requested")
    shown = today()

    assert (named(shown.ours), named(shown.theirs)) == (["Inspections"], [])
    assert (shown.ours.debts[0].told, shown.ours.debts[0].creditors_told) == (
        "Specifics requested, 10 November 2026",
        "Russia",
    )


def test_a_counter_offer_is_owed_instead_of_what_it_counters(today, offered, latvia, russia):
    letter = make.letter("Rather this", sender=russia, to=latvia, dated="10 November 2026")
    counter = make.offer("Inspections at sea", by=russia, to=latvia, put_in=letter)
    make.respond(offered, letter, "countered", opens=counter)

    assert (named(today().ours), named(today().theirs)) == (["Inspections at sea"], [])


def test_an_offer_put_again_is_as_old_as_its_last_putting(today, offered, latvia, russia):
    make.table(offered, make.letter("Again", sender=latvia, to=russia, dated="20 November 2026"))

    assert today().theirs.debts[0].age == "3 days"


def test_an_offer_put_again_to_another_is_as_old_as_it_was(today, latvia, russia):
    estonia = make.party("Estonia")
    first = make.letter("To both", sender=latvia, to=[russia, estonia], dated="1 November 2026")
    offer = make.offer("Inspections", by=latvia, to=[russia, estonia], put_in=first)
    make.table(offer, make.letter("To one", sender=latvia, to=estonia, dated="20 November 2026"))

    assert {debt.debtors_told: debt.age for debt in today().theirs.debts} == {"Russia": "22 days", "Estonia": "3 days"}


def test_an_offer_that_needs_no_reply_is_not_owed(today, latvia, russia):
    put = make.letter(sender=russia, to=latvia, dated="1 November 2026")
    make.offer("For your information", by=russia, to=latvia, put_in=put, reply_rule="none_expected")

    assert today().ours.number == 0


def test_an_age_is_never_surer_than_the_date(today, latvia, russia):
    put = make.letter(sender=russia, to=latvia, dated="before 28 November 2018")
    make.offer("Old talks", by=russia, to=latvia, put_in=put)

    assert today().ours.debts[0].age == "at least 7 years"


def test_what_others_owe_each_other_is_on_neither_side(today, russia, latvia):
    make.letter("Theirs", sender=russia, to=make.party("Estonia"), dated="1 November 2026", reply_expected=True)

    assert (today().ours.number, today().theirs.number) == (0, 0)


# --- Late, only with a due date -------------------------------------------------------------------------


def test_a_reply_past_its_due_date_is_late_and_says_why(client, today, latvia, russia):
    make.letter("Late", sender=russia, to=latvia, reply_expected=True, reply_due=dt.date(2026, 11, 17))

    assert "6 days late : reply was due 17 November 2026" in words(client)
    assert today().ours.late == 1
    assert "1 overdue, 1 of them ours" in words(client)
    assert "Overdue is only what was due on a day that its letter names." in words(client)


def test_a_reply_due_today_is_not_late(client, today, latvia, russia):
    make.letter("Now", sender=russia, to=latvia, reply_expected=True, reply_due=dt.date(2026, 11, 23))

    assert today().ours.late == 0
    assert "today : reply due 23 November 2026" in words(client)


def test_without_a_due_date_nothing_is_ever_late(today, latvia, russia):
    make.letter("Ages ago", sender=russia, to=latvia, dated="1 May 1990", reply_expected=True)

    assert (today().ours.number, today().ours.late, today().ours.debts[0].age) == (1, 0, "36 years")


def test_an_offer_whose_date_has_passed_says_so_and_is_not_late(client, today, latvia, russia):
    put = make.letter(sender=russia, to=latvia, dated="1 November 2026")
    make.offer("Berths", by=russia, to=latvia, put_in=put, holds_until=read("20 November 2026"))

    assert "date passed : the date offered, 20 November 2026, has passed" in words(client)
    assert (today().ours.debts[0].late, today().ours.late) == ("", 0)


def test_an_offer_is_late_by_the_due_date_of_its_letter(today, latvia, russia):
    put = make.letter(sender=russia, to=latvia, reply_expected=True, reply_due=dt.date(2026, 11, 21))
    make.offer("Berths", by=russia, to=latvia, put_in=put)

    assert [debt.late for debt in today().ours.debts] == ["2 days late"]


def test_an_offer_that_holds_to_the_end_of_the_month_is_not_late_within_it(today, latvia, russia):
    put = make.letter(sender=russia, to=latvia, dated="1 November 2026")
    make.offer("Berths", by=russia, to=latvia, put_in=put, holds_until=read("November 2026"))

    assert today().ours.late == 0


def test_where_silence_is_consent_nothing_is_late(client, today, latvia, russia):
    put = make.letter(sender=russia, to=latvia, dated="1 November 2026")
    make.offer("Route", by=russia, to=latvia, put_in=put, holds_until=read("9 November 2026"),
               reply_rule="silence_is_consent")  # fmt: skip

    assert today().ours.late == 0
    assert "silence since 9 November 2026 is consent; not confirmed" in words(client)


def test_where_silence_will_be_consent_the_day_is_said(client, latvia, russia):
    put = make.letter(sender=russia, to=latvia, dated="1 November 2026")
    make.offer("Route", by=russia, to=latvia, put_in=put, holds_until=read("9 December 2026"),
               reply_rule="silence_is_consent")  # fmt: skip

    assert "silence is consent, from 9 December 2026" in words(client)


def test_who_may_change_offers_is_led_to_the_confirmation(client, today, latvia, russia, officer, reader):
    put = make.letter(sender=russia, to=latvia, dated="1 May 2026", reply_expected=True, reply_due=dt.date(2026, 6, 1))
    offer = make.offer("Berths", by=russia, to=latvia, put_in=put)
    past = make.offer("Visit", by=russia, to=latvia, put_in=make.letter(sender=russia, to=latvia, dated="2 May 2026"),
                      holds_until=read("20 November 2026"))  # fmt: skip
    pages = {f"/admin/correspondence/proposal/{offer.pk}/silence/{offer.addressees.get().pk}/",
             f"/admin/correspondence/proposal/{past.pk}/lapse/{past.addressees.get().pk}/"}  # fmt: skip

    client.force_login(reader)
    assert not any(page in client.get("/").content.decode() for page in pages)
    client.force_login(officer)
    assert all(page in client.get("/").content.decode() for page in pages)


def test_confirmed_silence_clears_the_offer(today, latvia, russia, officer):
    put = make.letter(sender=russia, to=latvia, dated="1 May 2026", reply_expected=True, reply_due=dt.date(2026, 6, 1))
    offer = make.offer("Berths", by=russia, to=latvia, put_in=put)
    assert today().ours.late == 1

    offer.addressees.get().confirm_silence(on=dt.date(2026, 7, 1), by=officer, reason="Nothing came")

    assert (today().ours.number, today().ours.late) == (0, 0)


def test_the_latest_stand_first_and_then_what_has_waited_longest(today, latvia, russia):
    for subject, dated, due in (
        ("old", "1 May 2001", None),
        ("late", "1 May 2026", dt.date(2026, 11, 20)),
        ("older", "1 May 1999", None),
        ("latest", "1 May 2026", dt.date(2026, 6, 1)),
    ):
        make.letter(subject, sender=russia, to=latvia, dated=dated, reply_expected=True, reply_due=due)

    assert named(today().ours) == ["latest", "late", "older", "old"]


# --- Who sees what --------------------------------------------------------------------------------------


def test_a_secret_reply_does_not_clear_a_letter_for_the_public(client, today, asked, officer):
    make.answer_to(asked, dated="20 November 2026", level=make.level("secret"))
    assert named(today().ours) == ["Note on overflights"]

    client.force_login(officer)

    assert named(today().ours) == []


def test_a_secret_refusal_does_not_clear_an_offer_for_the_public(client, today, offered, latvia, russia, officer):
    letter = make.letter(sender=russia, to=latvia, dated="10 November 2026", level=make.level("secret"))
    make.respond(offered, letter, "rejected")
    assert named(today().theirs) == ["Inspections"]

    client.force_login(officer)

    assert named(today().theirs) == []


def test_hidden_letters_and_offers_leave_no_trace(client, today, latvia, russia, officer):
    hidden = make.letter("Hidden", sender=russia, to=latvia, dated="1 May 2020", reply_expected=True,
                         level=make.level("secret"))  # fmt: skip
    make.offer("Hidden offer", by=russia, to=latvia, put_in=hidden, level=make.level("secret"))
    shown = today()
    assert "Hidden" not in words(client)
    assert (shown.ours.number, shown.received.lately.number, shown.longest, shown.quiet) == (0, 0, (), ())

    client.force_login(officer)

    assert named(today().ours) == ["Hidden offer"]
    assert [str(bar.offer) for bar in today().longest] == ["Hidden offer"]


def test_somebody_who_may_log_letters_is_led_to_the_reply(client, asked, offered, officer):
    assert "reply_to" not in client.get("/").content.decode()

    client.force_login(officer)
    page = client.get("/").content.decode()

    assert f"/admin/correspondence/letter/add/?reply_to={asked.pk}" in page
    assert f"?reply_to={offered.tablings.get().letter_id}" in page


def test_specifics_are_given_in_reply_to_the_letter_that_requests_them(today, offered, latvia, russia):
    response = answered(offered, russia, latvia, "specifics_requested")

    assert today().ours.debts[0].reply_to == response.letter_id


# --- Without a home party, and with nothing at all ------------------------------------------------------


@pytest.mark.parametrize("home", ["", "nowhere"])
def test_without_a_home_party_what_is_open_stands_by_party(client, asked, offered, home):
    with override_settings(HOME_PARTY=home):
        response = client.get("/")
    shown = response.context["today"]

    assert {str(one.party): [str(debt.thing) for debt in one.debts] for one in shown.by_party} == {
        "Russia": ["Inspections"],
        "Latvia": ["Note on overflights"],
    }
    assert "Open, by party" in told(response.content.decode())
    assert "1 offer without an answer 1 letter without a reply 0 overdue" in told(response.content.decode())
    assert "We owe" not in told(response.content.decode())


def test_a_hidden_home_party_is_as_good_as_none(client, latvia, russia):
    neighbour = make.party("Neighbour", level=make.level("secret"))

    with override_settings(HOME_PARTY=neighbour.slug):
        assert client.get("/").context["today"].home is None


def test_the_desk_of_a_ministry_is_that_of_its_state(client, asked, latvian_mod):
    with override_settings(HOME_PARTY=latvian_mod.slug):
        assert named(client.get("/").context["today"].ours) == ["Note on overflights"]


@pytest.mark.parametrize("home", ["", "latvia"])
def test_an_empty_database_is_a_page(client, db, home):
    with override_settings(HOME_PARTY=home):
        response = client.get("/")

    assert response.status_code == 200
    assert not Party.objects.exists()
    assert "Nothing is owed. Last checked 10:30." in told(response.content.decode())


def test_nothing_owed_is_said_for_each_side(client, latvia):
    assert words(client).count("Nothing is owed.") == 2


def test_without_public_reading_the_page_leads_to_the_login(client, asked):
    with override_settings(PUBLIC_READING=False):
        assert client.get("/").status_code == 302


# --- The other panels -----------------------------------------------------------------------------------


def test_newly_received_are_the_letters_recorded_last_but_not_our_own(today, latvia, russia):
    for day, subject in enumerate(["first", "second", "third"]):
        with time_machine.travel(f"2026-11-{20 + day} 08:00 +0000", tick=False):
            make.letter(subject, sender=russia, to=latvia, dated="1 May 2016")
    make.letter("ours", sender=latvia, to=russia)

    assert [arrival.letter.subject for arrival in today().received.arrivals] == ["third", "second", "first"]


def test_the_letters_of_seven_days_are_counted(today, latvia, russia):
    for moment in ("2026-11-10 08:00 +0000", "2026-11-17 08:00 +0000"):
        with time_machine.travel(moment, tick=False):
            make.letter(sender=russia, to=latvia)

    assert (len(today().received.arrivals), today().received.lately.number) == (2, 1)


def test_the_offers_open_longest_stand_on_one_scale_and_on_their_side(today, latvia, russia):
    for title, dated, by, to in (
        ("new", "23 November 2025", latvia, russia),
        ("long", "23 November 2016", russia, latvia),
    ):
        make.offer(title, by=by, to=to, put_in=make.letter(sender=by, to=to, dated=dated))
    settled = make.offer(
        "settled", by=latvia, to=russia, put_in=make.letter(sender=latvia, to=russia, dated="1 May 1999")
    )
    answered(settled, russia, latvia, "rejected")

    assert [(str(bar.offer), bar.side, bar.length, bar.age) for bar in today().longest] == [
        ("long", "b", 100, "10 years"),
        ("new", "a", 10, "12 months"),
    ]


def test_an_offer_to_many_has_one_bar(today, latvia, russia):
    estonia = make.party("Estonia")
    put = make.letter(sender=latvia, to=[russia, estonia], dated="1 May 2016")
    make.offer("to many", by=latvia, to=[russia, estonia], put_in=put)

    assert len(today().longest) == 1


def test_a_file_with_something_open_and_no_exchange_for_a_month_is_quiet(today, latvia, russia):
    estonia, chile = make.party("Estonia"), make.party("Chile")
    for other, dated in ((russia, "1 May 2016"), (estonia, "20 November 2026"), (chile, "1 May 2014")):
        make.letter(sender=other, to=latvia, dated=dated, reply_expected=True)
    make.letter(sender=make.party("Peru"), to=latvia, dated="1 May 2001")

    assert [(str(file.a), str(file.b), file.age) for file in today().quiet] == [
        ("Latvia", "Chile", "12 years"),
        ("Latvia", "Russia", "10 years"),
    ]


def test_a_file_with_an_open_offer_is_quiet_since_its_last_exchange(today, latvia, russia):
    make.offer(by=latvia, to=russia, put_in=make.letter(sender=latvia, to=russia, dated="1 May 2014"))
    make.letter("last", sender=russia, to=latvia, dated="1 May 2016")

    assert [file.last.subject for file in today().quiet] == ["last"]


# --- Size -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("home", ["latvia", ""])
def test_the_page_costs_the_same_for_one_and_for_many(client, latvia, russia, officer, home):
    def fill(number):
        for _one in range(number):
            make.letter(sender=russia, to=latvia, dated="1 May 2016", reply_expected=True)
        put = make.letter(sender=latvia, to=russia, dated="1 May 2016")
        for _one in range(number):
            make.offer(by=latvia, to=russia, put_in=put)

    def cost():
        with CaptureQueriesContext(connection) as found:
            assert client.get("/").status_code == 200
        return len(found)

    client.force_login(officer)
    with override_settings(HOME_PARTY=home):
        fill(1)
        first = cost()
        fill(30)

        assert cost() == first


def test_each_panel_shows_eight_and_counts_all(today, latvia, russia):
    for _one in range(10):
        make.letter(sender=russia, to=latvia, dated="1 May 2016", reply_expected=True)

    assert (len(today().ours.debts), today().ours.number, len(today().received.arrivals)) == (8, 10, 8)


def test_counts_stop_at_a_thousand(client, latvia, russia, monkeypatch):
    monkeypatch.setattr("correspondence.desk.debts.MOST_COUNTED", 2)
    for _one in range(4):
        make.letter(sender=russia, to=latvia, dated="1 May 2016", reply_expected=True)

    assert client.get("/").context["today"].ours.number == 3


def test_the_counts_lead_to_their_panels(client, asked):
    page = client.get("/").content.decode()

    for anchor in ("we-owe", "they-owe", "received"):
        assert f'href="#{anchor}"' in page
        assert f'id="{anchor}"' in page


def test_today_is_current_in_the_bar_only_on_its_own_page(client, db):
    assert 'href="/" aria-current="page"' in client.get("/").content.decode()
    assert 'href="/" aria-current' not in client.get("/letters/").content.decode()
