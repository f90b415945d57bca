"""Every page, in both sizes and both colour schemes: no violation that axe knows, and nothing wider than the screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from correspondence import demonstration
from correspondence.models import Letter, Proposal
from tests import factories as make

from .conftest import DESK, PHONE
from .test_logging import sign_in

PUBLIC = (
    "/accounts/login/",
    "/",
    "/timelines/",
    "/timelines/latvia/russia/",
    "/timelines/latvia/russia/?order=newest",
    "/letters/",
    "/letters/?q=nothing+like+it",
    "/offers/",
    "/offers/?state=rejected",
    "/positions/",
    "/positions/political-and-military-dialogue/",
    "/parties/",
    "/parties/latvia/",
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
    "/timelines/latvia/russia/",
    "/accounts/password_change/",
    "/admin/",
    "/admin/correspondence/letter/",
    "/admin/correspondence/letter/add/",
    "/admin/correspondence/proposal/",
    "/admin/correspondence/party/",
)
NARROW = {"width": 320, "height": 800}


@pytest.fixture
def addresses(transactional_db, django_db_serialized_rollback):
    demonstration.load()
    make.user("officer", group="desk officer", cleared="secret", is_staff=True)
    own = [row.get_absolute_url() for row in (*Letter.objects.in_order()[:11], *Proposal.objects.all()[:2])]
    statement = Letter.objects.get(pk=demonstration.key("statement"))
    reply = f"/admin/correspondence/letter/add/?reply_to={demonstration.key('reply')}"
    return (*PUBLIC, *own), (*SIGNED_IN, reply, f"/admin/correspondence/letter/{statement.pk}/change/")


def violations(page: Page, address: str) -> list[str]:
    page.goto(address)
    found = Axe().run(page).response["violations"]
    return [f"{address}: {one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def too_wide(page: Page, address: str) -> list[str]:
    page.goto(address)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{address}: {wide} px wider than the screen"] if wide > 0 else []


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_what_is_refused_is_said_without_a_barrier(addresses, viewport, browser, live_server):
    """Apart from the others: a browser puts every refused page on its console."""
    page = browser.new_context(base_url=live_server.url, viewport=viewport).new_page()

    assert [fault for address in REFUSED for fault in violations(page, address) + too_wide(page, address)] == []


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_barrier(addresses, viewport, scheme, browser, live_server):
    """On pages of their own: axe itself adds styles, which the content security policy reports on the console."""
    page = browser.new_context(base_url=live_server.url, viewport=viewport, color_scheme=scheme).new_page()
    public, signed_in = addresses

    found = [fault for address in public for fault in violations(page, address)]
    sign_in(page)
    found += [fault for address in signed_in for fault in violations(page, address)]
    assert found == []


def test_no_page_is_wider_than_a_narrow_phone_and_every_console_stays_empty(addresses, open_page):
    page = open_page(NARROW)
    public, signed_in = addresses

    found = [fault for address in public for fault in too_wide(page, address)]
    sign_in(page)
    for address in signed_in:
        page.goto(address)
    assert found == []
