"""`make screenshots`: the pictures in docs/images, taken of the demonstration. Not part of the suite: its name is no test's."""

from pathlib import Path

import pytest

from correspondence import demonstration
from tests import factories as make

from .test_logging import sign_in

IMAGES = Path(__file__).parents[2] / "docs" / "images"
TALL = {"width": 1280, "height": 1150}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def founding(transactional_db, django_db_serialized_rollback):
    demonstration.load()
    make.user("officer", group="desk officer", cleared="secret", is_staff=True)
    return f"/letters/{demonstration.key('statement')}/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures(founding, scheme, open_page):
    IMAGES.mkdir(parents=True, exist_ok=True)
    dark = "-dark" if scheme == "dark" else ""
    for name, address, viewport in (
        ("timeline", "/timelines/latvia/russia/", TALL),
        ("timeline-phone", "/timelines/latvia/russia/", PHONE),
        ("offers", "/offers/", TALL),
        ("letter", founding, TALL),
    ):
        page = open_page(viewport, scheme)
        page.goto(address)
        page.screenshot(path=IMAGES / f"{name}{dark}.png")
    page = open_page(TALL, scheme)
    sign_in(page)
    page.goto(f"/admin/correspondence/letter/add/?reply_to={demonstration.key('reply')}")
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=IMAGES / f"desk{dark}.png")
