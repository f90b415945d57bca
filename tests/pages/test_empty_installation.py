"""A register with nothing in it yet: each page says so, in a sentence, and leads to the first letter."""

import pytest

from tests import factories as make
from tests.pages.letters_as_read import told

PAGES = {
    "/": "Nothing is owed.",
    "/timelines/": "No exchange is on file that you can see",
    "/letters/": "No letter is on file that you can see",
    "/offers/": "No offer is on file that you can see",
    "/positions/": "No position is on file that you can see",
    "/parties/": "No party is on file that you can see",
    "/topics/": "No topic is on file that you can see",
}


@pytest.mark.parametrize("home", ["", "latvia"])
@pytest.mark.parametrize("address", PAGES)
def test_an_empty_page_says_that_it_is_empty(client, db, settings, address, home):
    settings.HOME_PARTY = home
    answer = client.get(address)

    assert answer.status_code == 200
    assert PAGES[address] in told(answer.content.decode())


@pytest.mark.parametrize("address", ["/", "/letters/", "/offers/", "/positions/"])
def test_who_may_log_letters_is_led_to_the_first_one(client, db, address):
    client.force_login(make.user("officer", group="desk officer", cleared="secret", is_staff=True))
    main = client.get(address).content.decode().partition("<main")[2]

    assert "/admin/correspondence/letter/add/" in main


@pytest.mark.parametrize("address", ["/letters/", "/offers/", "/positions/", "/parties/"])
def test_who_may_not_log_letters_is_not_led_there(client, db, address):
    assert "/admin/" not in client.get(address).content.decode()
