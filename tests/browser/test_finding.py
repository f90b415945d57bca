"""A newcomer on the first page: what a desk is asked for daily is at most two clicks away, by links that can be seen."""

import re

import pytest
from playwright.sync_api import Page, expect

from correspondence import demonstration
from correspondence.models import Letter, Party
from tests import factories as make

from .test_logging import sign_in


@pytest.fixture
def owing(transactional_db, django_db_serialized_rollback):
    """The demonstration, an officer, and a question to Latvia that nobody has answered."""
    demonstration.load()
    make.user("officer", group="desk officer", cleared="secret", is_staff=True)
    latvia, russia = Party.objects.get(slug="latvia"), Party.objects.get(slug="russia")
    note = make.letter(
        "Who attends?", sender=russia, to=latvia, dated="14 January 2019", knowledge=Letter.Knowledge.HELD
    )
    make.offer("Talks in Pskov", by=russia, to=latvia, put_in=note)


def follow(page: Page, *links: str | re.Pattern[str]) -> None:
    page.goto("/")
    for link in links:
        shown = page.get_by_role("main").or_(page.get_by_role("banner")).get_by_role("link", name=link)
        shown.locator("visible=true").first.click()


@pytest.mark.parametrize("who", ["visitor", "officer"])
def test_a_newcomer_finds_the_file_the_rejections_and_what_we_owe_in_two_clicks(owing, who, page):
    if who == "officer":
        sign_in(page)

    follow(page, "Timelines", "Latvia and Russia")
    expect(page.get_by_role("heading", level=1)).to_have_text("Latvia and Russia")
    expect(page.locator("article.card").first).to_be_visible()

    follow(page, "Offers of ours that were rejected")
    expect(page).to_have_url(re.compile(r"/offers/\?proposer=latvia&state=rejected$"))
    expect(page.locator(".board tr.open .name")).to_have_text(["Additional bilateral inspections"])

    follow(page, "Offers", "rejected or declined")
    expect(page.locator(".board tr.open .name")).to_have_text(
        ["Additional bilateral inspections", "Security consultations in Moscow"]
    )

    follow(page, re.compile("answers? we owe"))
    expect(page).to_have_url(re.compile("#we-owe$"))
    owed = page.get_by_role("region", name="We owe")
    expect(owed).to_contain_text("Talks in Pskov")
    owed.get_by_role("link", name="Talks in Pskov", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Talks in Pskov")
