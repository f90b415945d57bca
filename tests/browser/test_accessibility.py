"""Every page, at three widths and in both colour schemes: no violation that axe knows, and nothing wider than the screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page

from correspondence import demonstration
from correspondence.models import Letter, Proposal
from tests import factories as make

from .test_logging import sign_in

WIDTHS = (1280, 390, 320)
# In the dark only what depends on colours can differ from the same page in the light.
RULES = {"light": {}, "dark": {"runOnly": ["color-contrast", "link-in-text-block"]}}

PUBLIC = (
    "/accounts/login/",
    "/",
    "/timelines/",
    "/timelines/latvia/russia/",
    "/timelines/latvia/russia/?order=newest",
    "/timelines/latvia/russia/?q=reply",
    "/timelines/latvia/russia/?year=2016",
    "/timelines/latvia-ministry-of-defence/russia/",
    "/timelines/latvia/osce/",
    "/letters/",
    "/letters/?q=nothing+like+it",
    "/offers/",
    "/offers/?state=rejected",
    "/offers/?state=accepted&proposer=russia",
    "/positions/",
    "/positions/political-and-military-dialogue/",
    "/parties/",
    "/parties/?q=nothing+like+it",
    "/parties/latvia/",
    "/topics/",
    "/topics/political-and-military-dialogue/",
    "/frameworks/vienna-document-2011/",
)
REFUSED = (
    "/letters/?from_year=abc",
    "/offers/?state=nonsense",
    "/timelines/latvia/russia/?year=x",
    "/no/such/address/",
)
SIGNED_IN = (
    "/",
    "/timelines/latvia/russia/",
    "/accounts/password_change/",
    "/accounts/password_change/done/",
    "/admin/",
    "/admin/correspondence/letter/",
    "/admin/correspondence/letter/add/",
    "/admin/correspondence/proposal/",
    "/admin/correspondence/party/",
    "/admin/correspondence/party/add/",
)


@pytest.fixture
def own(transactional_db, django_db_serialized_rollback):
    """Addresses of the demonstration's letters and offers; before them, the demonstration and an officer."""
    demonstration.load()
    make.user("officer", group="desk officer", cleared="secret", is_staff=True)
    letters = [Letter.objects.get(pk=demonstration.key(name)) for name in ("statement", "reply")]
    return [row.get_absolute_url() for row in (*letters, *Proposal.objects.all()[:2])]


def of_the_admin(page: Page) -> list[str]:
    """Every list and form that the admin's first page leads an officer to, and the pages of one letter."""
    page.goto("/admin/")
    shown = page.locator("#content-main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    letter = demonstration.key("statement")
    own = [reverse(f"admin:correspondence_letter_{name}", args=(letter,)) for name in ("change", "history")]
    reply = f"{reverse('admin:correspondence_letter_add')}?reply_to={demonstration.key('reply')}"
    return sorted({*shown, *own, reply})


def opened(browser: Browser, address: str) -> Page:
    context = browser.new_context(base_url=address, reduced_motion="reduce")
    return context.new_page()


def faults(page: Page, addresses: list[str] | tuple[str, ...]) -> list[str]:
    """What axe and the ruler find: a page is loaded once, and then made darker and narrower."""
    return [fault for address in addresses for fault in _faults(page, address)]


def _faults(page: Page, address: str) -> list[str]:
    page.goto(address)
    page.evaluate(Axe().axe_script)
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in RULES:
            page.emulate_media(color_scheme=scheme)
            page.evaluate("document.getAnimations().forEach(one => one.finish())")  # links change their colour slowly
            found += [f"{address} at {width}, {scheme}: {fault}" for fault in _violations(page, scheme)]
        found += [f"{address} at {width}: {fault}" for fault in _too_wide(page)]
    return found


def _violations(page: Page, scheme: str) -> list[str]:
    options = {"resultTypes": ["violations"], **RULES[scheme]}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def _too_wide(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{wide} px wider than the screen"] if wide > 0 else []


def test_no_page_for_everybody_has_a_barrier(own, browser, live_server):
    """Without an eye on the console: axe itself adds styles, which the content security policy reports there, and a
    browser puts every refused page on it."""
    page = opened(browser, live_server.url)

    assert faults(page, (*PUBLIC, *own, *REFUSED)) == []


def test_no_page_behind_the_login_has_a_barrier(own, browser, live_server):
    statement = demonstration.key("statement")
    page = opened(browser, live_server.url)
    sign_in(page)

    assert faults(page, (*SIGNED_IN, own[0], f"/admin/correspondence/letter/{statement}/change/")) == []


def test_no_page_scrolls_sideways_on_the_narrowest_phone_and_every_console_stays_empty(own, open_page):
    page = open_page({"width": 320, "height": 800})
    wide = {}
    for address in (*PUBLIC, *own):
        page.goto(address)
        wide[address] = _too_wide(page)
    sign_in(page)
    for address in (*SIGNED_IN, *own, *of_the_admin(page)):
        page.goto(address)
        wide[address] = _too_wide(page)

    assert {address: found for address, found in wide.items() if found} == {}
