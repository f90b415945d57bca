"""A real browser on the live server.

Ask for `page` last: what a test arranges in the database must be there before the browser starts, and what the
browser did is read on its pages. (Playwright keeps an event loop running, in which Django refuses its database.)
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from .chromium import ARGUMENTS, find_chromium

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def browser(live_server: LiveServer) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """Open a page of a given size and colour scheme; a word on any console fails the test, so it also proves
    that the content security policy is kept."""
    complaints: list[str] = []

    def open_page(viewport: dict[str, int] = DESK, color_scheme: str = "light", **options: object) -> Page:
        context = browser.new_context(base_url=live_server.url, viewport=viewport, color_scheme=color_scheme, **options)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(f"{page.url}: {message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        return page

    yield open_page
    assert complaints == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page()
