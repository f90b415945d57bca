"""Deadlines for calendar programs: what they say, and who may read them at which address."""

import datetime as dt
import logging
import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from correspondence.formats.icalendar import escaped, folded
from correspondence.models import CalendarKey
from tests import factories as make
from tracker import serving

NOW = "2026-11-23 10:30 +0000"
ADDRESS = "/deadlines.ics"
PAGE = "/account/calendar/"


@pytest.fixture(autouse=True)
def frozen():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def asked(latvia, russia):
    """A letter of Russia to Latvia that names the day for the reply."""
    return make.letter("Note on overflights", sender=russia, to=latvia, dated="3 November 2026", reply_expected=True,
                       reply_due=dt.date(2026, 12, 1))  # fmt: skip


@pytest.fixture
def key(client, reader):
    """The secret of an address that the reader made."""
    client.force_login(reader)
    page = client.post(PAGE, {"name": "tablet"}).content.decode()
    client.logout()
    return re.search(r"/deadlines\.ics\?key=([\w-]+)", page).group(1)


def read(answer):
    """Return the entries of a calendar as their properties, unfolded."""
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    assert "\n" not in text.replace("\r\n", "")
    lines = text.replace("\r\n ", "").split("\r\n")
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    entries = "\n".join(lines).split("BEGIN:VEVENT\n")[1:]
    return [dict(line.split(":", 1) for line in entry.splitlines()) for entry in entries]


def summaries(answer):
    return [entry["SUMMARY"] for entry in read(answer)]


# --- What it says ---------------------------------------------------------------------------------------


def test_a_reply_that_we_owe_stands_on_its_day(client, asked):
    [entry] = read(client.get(ADDRESS))

    assert entry["SUMMARY"] == "We owe: Note on overflights"
    assert entry["DTSTART;VALUE=DATE"] == "20261201"
    assert entry["DTSTAMP"] == "20261123T103000Z"
    assert entry["URL"] == f"http://testserver/letters/{asked.pk}/"
    assert entry["DESCRIPTION"].startswith("Latvia → Russia\\n")
    assert entry["DESCRIPTION"].endswith("\\nreply due 1 December 2026")


def test_an_offer_that_they_have_to_answer_stands_on_the_day_to_which_it_holds(client, latvia, russia):
    put = make.letter(sender=latvia, to=russia, dated="1 November 2026")
    offer = make.offer("Inspections", by=latvia, to=russia, put_in=put, holds_until="20 December 2026")

    [entry] = read(client.get(ADDRESS))

    assert entry["SUMMARY"] == "They owe us: Inspections"
    assert entry["DTSTART;VALUE=DATE"] == "20261220"
    assert entry["URL"].endswith(f"/offers/{offer.pk}/")


def test_what_is_owed_without_a_day_stands_on_none(client, latvia, russia):
    make.letter(sender=russia, to=latvia, dated="3 November 2026", reply_expected=True)

    assert read(client.get(ADDRESS)) == []


def test_an_answer_takes_its_deadline_out(client, asked, latvia, russia):
    make.link(make.letter(sender=latvia, to=russia, dated="10 November 2026"), asked)

    assert read(client.get(ADDRESS)) == []


def test_an_entry_keeps_its_key_when_its_day_moves(client, asked):
    [before] = read(client.get(ADDRESS))
    asked.reply_due = dt.date(2026, 12, 8)
    asked.save()

    [after] = read(client.get(ADDRESS))

    assert after["DTSTART;VALUE=DATE"] == "20261208"
    assert after["UID"] == before["UID"]


def test_each_who_owes_a_reply_has_an_entry_of_its_own(client, latvia, russia, osce):
    make.letter(sender=latvia, to=[russia, osce], dated="3 November 2026", reply_expected=True,
                reply_due=dt.date(2026, 12, 1))  # fmt: skip

    assert len({entry["UID"] for entry in read(client.get(ADDRESS))}) == 2


def test_without_a_home_party_the_debtor_is_named(client, settings, asked):
    settings.HOME_PARTY = ""

    assert summaries(client.get(ADDRESS)) == ["Latvia: Note on overflights"]


def test_what_has_a_meaning_in_a_calendar_is_marked():
    assert escaped("a, b; c\\d\r\ne\nf\rg\x00\x07") == "a\\, b\\; c\\\\d\\ne\\nf\\ng"


@pytest.mark.parametrize("text", ["a" * 74, "a" * 75, "a" * 76, "ā" * 200, "x" + "€" * 120, "🕊" * 99, ""])
def test_no_line_is_longer_than_75_octets_and_none_ends_within_a_character(text):
    lines = folded(text).split("\r\n")

    assert all(len(line.encode()) <= 75 for line in lines)
    assert "\r\n".join(lines).replace("\r\n ", "") == text


def test_the_calendar_costs_the_same_for_one_and_for_many(client, asked, latvia, russia, officer):
    def cost():
        with CaptureQueriesContext(connection) as found:
            assert client.get(ADDRESS).status_code == 200
        return len(found)

    def fill(number):
        for _one in range(number):
            put = make.letter(
                sender=latvia, to=russia, dated="2026", reply_expected=True, reply_due=dt.date(2026, 12, 1)
            )
            make.offer(by=russia, to=latvia, put_in=make.letter(sender=russia, to=latvia), holds_until="2027")
            assert put.reply_due

    client.force_login(officer)
    fill(1)
    first = cost()
    fill(10)

    assert cost() == first


# --- Who may read it ------------------------------------------------------------------------------------


def test_a_secret_deadline_is_for_the_cleared_only(client, latvia, russia, officer):
    make.letter("Secret", sender=russia, to=latvia, reply_expected=True, reply_due=dt.date(2026, 12, 1),
                level=make.level("secret"))  # fmt: skip

    assert read(client.get(ADDRESS)) == []
    client.force_login(officer)
    assert summaries(client.get(ADDRESS)) == ["We owe: Secret"]


def test_without_public_reading_the_calendar_leads_to_the_login(client, settings, asked):
    settings.PUBLIC_READING = False

    assert client.get(ADDRESS).headers["Location"] == f"/accounts/login/?next={ADDRESS}"


def test_a_program_reads_at_the_address_without_a_login(client, settings, asked, key):
    settings.PUBLIC_READING = False

    answer = client.get(ADDRESS, {"key": key})

    assert summaries(answer) == ["We owe: Note on overflights"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert client.get("/letters/", {"key": key}).status_code == 302


def test_the_address_shows_what_its_owner_may_see_now(client, latvia, russia, reader, key):
    make.letter("Secret", sender=russia, to=latvia, reply_expected=True, reply_due=dt.date(2026, 12, 1),
                level=make.level("secret"))  # fmt: skip
    assert read(client.get(ADDRESS, {"key": key})) == []

    reader.clearance.level = make.level("secret")
    reader.clearance.save()

    assert summaries(client.get(ADDRESS, {"key": key})) == ["We owe: Secret"]


def test_the_address_shows_what_its_owner_may_see_whoever_is_logged_in(client, latvia, russia, officer, key):
    make.letter("Secret", sender=russia, to=latvia, reply_expected=True, reply_due=dt.date(2026, 12, 1),
                level=make.level("secret"))  # fmt: skip
    client.force_login(officer)

    assert read(client.get(ADDRESS, {"key": key})) == []


@pytest.mark.parametrize("public", [True, False])
@pytest.mark.parametrize("wrong", ["", "wrong", "ā", "x" * 5000, "\x00"])
def test_a_wrong_key_opens_nothing_and_is_not_there(client, settings, officer, wrong, public):
    settings.PUBLIC_READING = public
    client.force_login(officer)

    answer = client.get(ADDRESS, {"key": wrong})

    assert answer.status_code == 404
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_address_of_a_closed_account_is_not_there(client, reader, key):
    reader.is_active = False
    reader.save()

    assert client.get(ADDRESS, {"key": key}).status_code == 404


def test_no_log_holds_a_key(client, caplog, key):
    with caplog.at_level(logging.DEBUG):
        client.get(ADDRESS, {"key": key})
        client.post(ADDRESS, {}, query_params={"key": key})
        client.get(ADDRESS, {"key": f"{key}x"})

    assert "/deadlines.ics" in caplog.text
    assert key not in caplog.text


def test_a_log_of_the_web_server_holds_paths_and_no_queries():
    logged = set(re.findall(r"%\((\w+)\)s", serving.access_log_format))

    assert "U" in logged  # the path
    assert not logged & {"r", "q", "f"}  # the line of the request, the query, the address that led here


# --- The page on which addresses are made ---------------------------------------------------------------


def test_the_key_is_kept_nowhere_and_shown_once(client, reader, key):
    stored = CalendarKey.objects.get()
    client.force_login(reader)

    assert len(key) == 43  # 256 bits
    assert key not in str(vars(stored))
    assert key not in client.get(PAGE).content.decode()


def test_the_page_tells_when_an_address_was_used(client, reader, key):
    client.force_login(reader)
    assert "not used yet" in client.get(PAGE).content.decode()

    client.get(ADDRESS, {"key": key})

    assert "last used 23 November 2026" in client.get(PAGE).content.decode()


def test_a_revoked_address_is_not_there_any_more(client, reader, key):
    client.force_login(reader)

    answer = client.post(f"{PAGE}{CalendarKey.objects.get().pk}/revoke/", follow=True)

    assert "tablet" not in answer.content.decode()
    assert client.get(ADDRESS, {"key": key}).status_code == 404


def test_another_persons_address_cannot_be_seen_or_revoked(client, officer, key):
    client.force_login(officer)

    assert "tablet" not in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}{CalendarKey.objects.get().pk}/revoke/").status_code == 404
    assert client.get(ADDRESS, {"key": key}).status_code == 200


def test_an_address_needs_a_name(client, reader):
    client.force_login(reader)

    assert client.post(PAGE, {"name": " "}).status_code == 400
    assert not CalendarKey.objects.exists()


def test_nobody_has_more_than_ten_addresses(client, reader):
    client.force_login(reader)
    for number in range(CalendarKey.MOST):
        assert client.post(PAGE, {"name": str(number)}).status_code == 200

    refused = client.post(PAGE, {"name": "one more"})

    assert refused.status_code == 400
    assert "You have 10 addresses already." in refused.content.decode()


def test_addresses_are_for_accounts(client, db):
    assert client.get(PAGE).headers["Location"] == f"/accounts/login/?next={PAGE}"


def test_another_site_can_neither_make_nor_revoke_an_address(reader, key):
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(reader)

    assert forged.post(PAGE, {"name": "theirs"}).status_code == 403
    assert forged.post(f"{PAGE}{CalendarKey.objects.get().pk}/revoke/").status_code == 403
    assert CalendarKey.objects.in_use().count() == 1


def test_today_leads_to_the_addresses_of_who_is_logged_in(client, reader):
    assert PAGE not in client.get("/").content.decode()
    client.force_login(reader)

    assert f'href="{PAGE}"' in client.get("/").content.decode()
