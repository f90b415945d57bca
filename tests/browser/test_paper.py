"""What a page looks like on A4: its words whole, nothing to press, nothing folded away."""

import re

import pytest
from playwright.sync_api import Page

from correspondence import demonstration

# What A4 leaves between the margins of print.css, in CSS pixels.
WIDE, HIGH = 680, 1000

CUT_OFF = f"""() => [...document.querySelectorAll("body *")]
  .filter(one => one.checkVisibility() && !one.closest("svg, .visually-hidden, .skip"))
  .filter(one => one.getBoundingClientRect().right > {WIDE} + 1 || one.getBoundingClientRect().left < -1)
  .map(one => one.tagName + "." + one.className)"""
TO_PRESS = """() => [...document.querySelectorAll("nav.pages, header.bar, .filters, button, input, select, .btn, footer.site")]
  .filter(one => one.checkVisibility()).map(one => one.tagName + "." + one.className)"""
BROKEN = f"""() => [...document.querySelectorAll(".card, .ledger li, .note")]
  .filter(one => getComputedStyle(one).breakInside !== "avoid" || one.getBoundingClientRect().height > {HIGH})
  .map(one => one.textContent.trim().slice(0, 60))"""


@pytest.fixture
def sheets(transactional_db, django_db_serialized_rollback):
    """Address, and how many sheets it may take."""
    demonstration.load()
    return {
        "/timelines/latvia/russia/": 5,
        "/offers/": 4,
        f"/offers/{demonstration.key('offer inspections')}/": 2,
        f"/letters/{demonstration.key('statement')}/": 4,
        f"/letters/{demonstration.key('reply')}/": 3,
        "/letters/": 2,
    }


@pytest.fixture
def paper(page: Page) -> Page:
    page.set_viewport_size({"width": WIDE, "height": HIGH})
    page.emulate_media(media="print", color_scheme="dark")
    return page


def number_of_sheets(page: Page) -> int:
    return len(re.findall(rb"/Type /Page\b", page.pdf(format="A4", prefer_css_page_size=True)))


def test_a_printed_page_is_whole_with_nothing_to_press_on_no_more_sheets_than_it_needs(sheets, paper):
    wrong = []
    for address, most in sheets.items():
        paper.goto(address)
        found = {"cut": paper.evaluate(CUT_OFF), "pressed": paper.evaluate(TO_PRESS), "broken": paper.evaluate(BROKEN)}
        wrong += [f"{address}: {what}: {where}" for what, places in found.items() for where in places]
        taken = number_of_sheets(paper)
        wrong += [f"{address}: {taken} sheets"] if taken > most else []

    assert wrong == []


def test_paper_says_where_it_comes_from_and_shows_what_the_screen_folds_away(sheets, paper, live_server):
    paper.goto("/offers/?state=rejected")
    said = paper.locator(".printed").inner_text()
    ground, ink = paper.evaluate("(s => [s.backgroundColor, s.color])(getComputedStyle(document.documentElement))")
    entries = paper.locator(".board .ledger li").all()
    leads_to = re.findall(rb"/URI \((.+?)\)", paper.pdf(format="A4"))

    assert f"{live_server.url}/offers/?state=rejected" in said
    assert "as the public may see it" in said
    assert paper.get_by_label("Applied filters").is_visible()
    assert (ground, ink) == ("rgb(255, 255, 255)", "rgb(28, 33, 38)")  # light, though the screen is dark
    assert entries
    assert [entry.inner_text() for entry in entries if entry.bounding_box()["height"] == 0] == []
    assert f"{live_server.url}/letters/{demonstration.key('reply')}/".encode() in leads_to
    assert [address for address in leads_to if not address.startswith(live_server.url.encode())] == []
