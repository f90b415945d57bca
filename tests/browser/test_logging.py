"""The main job, as a desk officer does it: the other side's next letter comes in, is logged, and is seen."""

import pytest
from playwright.sync_api import Page, expect

from correspondence import demonstration
from tests import factories as make

PASSWORD = "a long password"
NOTE = (
    "The Ministry of Defence of the Russian Federation has studied the reply of the Latvian side.\n\n"
    "It does not consider it useful to discuss the matter in the formats named.\n\n"
    "It proposes that experts of both sides meet in Pskov in the spring."
)


@pytest.fixture
def officer(transactional_db, django_db_serialized_rollback):
    demonstration.load()
    return make.user("officer", group="desk officer", cleared="secret", is_staff=True)


def sign_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.fill("[name=username]", "officer")
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")
    expect(page.get_by_role("banner")).to_contain_text("officer")


def card(page: Page, title: str):
    return page.locator("article").filter(has=page.locator("h3", has_text=title))


def log_the_reply(page: Page) -> None:
    """From Latvia's reply on the timeline: the form comes filled, and one page logs the letter and what it says."""
    page.goto("/timelines/latvia/russia/")
    card(page, "Reply to Russia's letters").get_by_role("link", name="Log the reply").click()
    page.fill("[name=dated]", "14 January 2019")
    page.get_by_label("Note verbale", exact=True).check()
    page.fill("[name=subject]", "Russia proposes a meeting in Pskov")
    page.fill("[name=texts-0-body]", NOTE)
    page.fill("[name=texts-0-language]", "en")
    page.fill("[name=puts-0-title]", "Meeting of experts in Pskov")
    page.select_option("[name=puts-0-proposal_kind]", "invitation")
    page.fill("[name=puts-0-quote]", "experts of both sides meet in Pskov in the spring")
    point = page.locator(".point").filter(has_text="existing formats")
    point.get_by_label("rejected", exact=True).check()
    point.locator("[name$=-quote]").fill("does not consider it useful to discuss the matter in the formats named")


def test_the_other_sides_next_letter_is_logged_and_seen_on_the_timeline_and_the_ledger(officer, page):
    sign_in(page)
    log_the_reply(page)
    page.click("[name=_save]")
    expect(page.locator(".messagelist, .messages")).to_contain_text("Russia proposes a meeting in Pskov")

    page.goto("/timelines/latvia/russia/")
    logged = card(page, "Russia proposes a meeting in Pskov")
    expect(logged).to_contain_text("14 January 2019")
    expect(logged).to_contain_text("Meeting of experts in Pskov")
    expect(logged.get_by_role("link", name="Reply to Russia's letters")).to_be_visible()
    row = page.locator("li.row").filter(has=page.locator("h3", has_text="Russia proposes a meeting in Pskov"))
    expect(row.locator(".rail i.in")).to_have_count(1)

    page.goto("/offers/?state=rejected")
    expect(page.get_by_role("main")).to_contain_text("Discuss the suggestions in existing formats")
    page.goto("/offers/?state=open")
    expect(page.get_by_role("main")).to_contain_text("Meeting of experts in Pskov")


def test_words_that_are_not_in_the_text_are_refused_and_nothing_typed_is_lost(officer, page):
    sign_in(page)
    log_the_reply(page)
    page.fill("[name=puts-0-quote]", "words that stand nowhere")
    page.click("[name=_save]")

    expect(page.get_by_role("main")).to_contain_text("These words are not in the text")
    expect(page.locator("[name=texts-0-body]")).to_have_value(NOTE)
    expect(page.locator("[name=puts-0-quote]")).to_have_value("words that stand nowhere")
    expect(page.locator("[name=dated]")).to_have_value("14 January 2019")
    page.goto("/timelines/latvia/russia/")
    expect(card(page, "Pskov")).to_have_count(0)


def test_a_date_that_can_be_read_two_ways_is_asked_about(officer, page):
    sign_in(page)
    log_the_reply(page)
    page.fill("[name=dated]", "03/04/2019")
    page.click("[name=_save]")

    page.get_by_label("3 April 2019").check()
    page.click("[name=_save]")
    expect(page.locator(".messagelist, .messages")).to_contain_text("Russia proposes a meeting in Pskov")
    page.goto("/timelines/latvia/russia/")
    expect(card(page, "Russia proposes a meeting in Pskov")).to_contain_text("3 April 2019")
