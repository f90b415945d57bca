"""The pages in Latvian: how a reader gets them, and that nothing of ours is left in English."""

import re

import pytest
from django.db import transaction
from django.urls import reverse
from lxml import html

from correspondence import demonstration
from correspondence.models import LetterForm, Level
from correspondence.models.first_words import FORMS, LEVELS
from tests.catalogues import catalogues, read

pytestmark = pytest.mark.alike
HEARD = ("aria-label", "title", "placeholder", "alt")
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]")
SHORTEST = 12  # characters: less than this may stand in any language
YEAR = 365 * 24 * 60 * 60


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        demonstration.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def founding(loaded, db):
    """The record as loaded, in a transaction of the test's own."""


@pytest.fixture(scope="session")
def translated():
    """Every message of ours that reads otherwise in Latvian."""
    [path] = [path for path in catalogues() if path.parent.parent.name == "lv"]
    return [
        entry.message for entry in read(path) if entry.message.text and entry.message.text not in entry.translations
    ]


def letter():
    return reverse("correspondence:letter_detail", args=[demonstration.key("reply")])


def offer():
    return reverse("correspondence:offer_detail", args=[demonstration.key("offer inspections")])


PAGES = {
    "today": lambda: "/",
    "timelines": lambda: "/timelines/",
    "timeline": lambda: "/timelines/latvia/russia/",
    "letters": lambda: "/letters/",
    "a letter": letter,
    "offers": lambda: "/offers/",
    "an offer": offer,
    "positions": lambda: "/positions/",
    "parties": lambda: "/parties/",
    "a party": lambda: "/parties/latvia/",
    "topics": lambda: "/topics/",
    "nothing here": lambda: "/absent/",
    "login": lambda: "/accounts/login/",
}
KEPT = {
    "the form of a letter": lambda: "/admin/correspondence/letter/add/",
    "a letter on the form": lambda: f"/admin/correspondence/letter/{demonstration.key('reply')}/change/",
    "letters to keep": lambda: "/admin/correspondence/letter/",
    "an offer to keep": lambda: f"/admin/correspondence/proposal/{demonstration.key('offer inspections')}/change/",
    "parties to keep": lambda: "/admin/correspondence/party/add/",
}


def in_latvian(client, address):
    return client.get(address, headers={"accept-language": "lv"})


def words_of_ours(response):
    """Return what a page says and what is only heard; names, words of the record and of letters are left out."""
    page = html.fromstring(response.content)
    theirs = "self::script or self::style or self::bdi or @dir='auto' or @lang or self::textarea"
    for node in page.xpath(f"//body//*[{theirs}]"):
        node.text, node.attrib["class"] = "", "theirs"
        for inner in list(node):
            node.remove(inner)
    texts = [*page.xpath("//body//text()"), *(node for name in HEARD for node in page.xpath(f"//body//@{name}"))]
    return [" ".join(text.split()) for text in texts if text.strip()]


def left_in_english(words, messages):
    """Return the messages that stand whole among the words, and those of which a longer piece does."""
    whole = set(words) | {word.rstrip(":") for word in words}
    everything = "\n".join(words)
    found = [message.text for message in messages if message.text in whole]
    longer = [message.text for message in messages if PLACE.search(message.text) or message.text.endswith(".")]
    pieces = {piece.strip() for text in longer for piece in PLACE.split(text) if " " in piece.strip()}
    return found + [piece for piece in pieces if len(piece) >= SHORTEST and piece in everything]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_in_latvian_has_none_of_our_words_in_english(client, founding, translated, page):
    response = in_latvian(client, PAGES[page]())

    assert response.status_code == (404 if page == "nothing here" else 200)
    assert left_in_english(words_of_ours(response), translated) == []
    assert b'<html lang="lv"' in response.content


@pytest.mark.parametrize("page", KEPT)
def test_keeping_the_record_in_latvian_shows_none_of_our_words_in_english(
    client, founding, registrar, translated, page
):
    client.force_login(registrar)

    response = in_latvian(client, KEPT[page]())

    assert response.status_code == 200
    assert left_in_english(words_of_ours(response), translated) == []


def test_nouns_stand_undeclined_behind_a_colon_in_the_sentences_of_the_admin(client, founding, registrar):
    client.force_login(registrar)

    assert "Labot: vēstule" in in_latvian(client, KEPT["a letter on the form"]()).content.decode()


def test_english_pages_are_found_to_be_in_english(client, founding, translated):
    found = left_in_english(words_of_ours(client.get("/offers/")), translated)

    assert {"Offers", "Rejected", "Filter"} <= set(found)


def test_days_are_said_in_latvian_and_the_documents_own_words_stay(client, founding):
    told = in_latvian(client, "/timelines/latvia/russia/").content.decode()

    assert ">2016. gada 9. decembris</time>" in told
    assert "after the annexation of crimea in spring 2014" in told.lower()


def test_a_reader_chooses_the_language_and_it_is_remembered(client, db):
    response = client.post("/language/", {"language": "lv", "next": "/letters/?q=nota"})

    assert (response.status_code, response.headers["Location"]) == (302, "/letters/?q=nota")
    assert response.cookies["language"]["max-age"] == YEAR
    assert response.cookies["language"]["httponly"]
    assert 'lang="lv"' in client.get("/letters/").content.decode()


def test_what_a_reader_chose_goes_before_what_his_browser_asks_for(client, db):
    client.post("/language/", {"language": "en"})

    assert b'<html lang="en"' in in_latvian(client, "/letters/").content


def test_every_page_offers_the_languages_by_their_own_names(client, db):
    page = html.fromstring(client.get("/letters/").content)
    [form] = page.xpath("//form[@action='/language/']")

    assert [(button.get("value"), button.text) for button in form.xpath(".//button")] == [
        ("en", "English"),
        ("lv", "Latviešu"),
    ]
    assert form.xpath(".//button[@aria-current]/@value") == ["en"]


def test_a_choice_leads_back_to_the_page_that_it_was_made_on(client, db):
    page = "http://testserver/letters/?order=oldest"

    response = client.post("/language/", {"language": "lv"}, headers={"referer": page})

    assert response.headers["Location"] == page


def test_a_choice_leads_to_no_other_site(client, db):
    assert (
        client.post("/language/", {"language": "lv", "next": "https://elsewhere.example/"}).headers["Location"] == "/"
    )


def test_a_language_that_the_pages_are_not_in_changes_nothing(client, db):
    client.post("/language/", {"language": "fr"})

    assert b'<html lang="lv"' in in_latvian(client, "/letters/").content


def test_the_language_is_chosen_at_the_login_too_where_nothing_is_public(client, db, settings):
    settings.PUBLIC_READING = False

    client.post("/language/", {"language": "lv", "next": "/accounts/login/"})

    assert "Pieteikties" in client.get("/accounts/login/").content.decode()


def test_the_language_is_not_changed_by_a_link(client, db):
    assert client.get("/language/?language=lv").status_code == 405


def test_a_page_says_its_language_and_what_it_depends_on(client, db):
    response = in_latvian(client, "/letters/")

    assert response.headers["Content-Language"] == "lv"
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in response.headers["Vary"].split(",")}


def test_a_browser_that_asks_for_a_language_that_we_have_not_gets_english(client, db):
    assert b'<html lang="en"' in client.get("/letters/", headers={"accept-language": "fr, ru;q=0.8"}).content


def test_the_first_forms_and_levels_are_marked_for_translation(db):
    assert list(LetterForm.objects.values_list("label", flat=True)) == list(FORMS)
    assert list(Level.objects.values_list("name", flat=True)) == list(LEVELS)
