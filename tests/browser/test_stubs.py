"""A letter that we do not have: made on the way, recognised when it comes in, promoted with what was typed."""

import pytest
from playwright.sync_api import Page, expect

from tests import factories as make

TEXT = "The Ministry regards the proposal of an evaluation visit as premature and sees no need for it at present."


@pytest.fixture
def stub(transactional_db, django_db_serialized_rollback):
    make.user("officer", group="desk officer", cleared="secret", is_staff=True)
    russia, latvia = make.party("Russia"), make.party("Latvia")
    stub = make.letter(
        "Refusal of the visit", sender=russia, to=latvia, dated="March 2017", knowledge="reported", language="en"
    )
    make.answer_to(stub, subject="Statement on the refusal", dated="14 March 2017")
    return stub


def sign_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.fill("[name=username]", "officer")
    page.fill("[name=password]", "a long password")
    page.click("main [type=submit]")
    expect(page.get_by_role("banner")).to_contain_text("officer")


def choose(page: Page, row: int, party: str) -> None:
    """Choose a party from the searched list of one row."""
    page.click(f"#participations-{row} .field-party .select2-selection")
    page.keyboard.type(party)
    page.locator(".select2-results__option--highlighted", has_text=party).click()


def test_a_stub_is_recognised_while_its_letter_is_typed_and_promoted(stub, page):
    sign_in(page)
    page.goto("/admin/correspondence/letter/add/")
    choose(page, 0, "Russia")
    choose(page, 1, "Latvia")
    page.fill("[name=dated]", "9 March 2017")
    page.fill("[name=subject]", "On the evaluation visit")
    page.fill("[name=texts-0-body]", TEXT)

    callout = page.get_by_role("region", name="Possibly logged already")
    expect(callout).to_contain_text("Refusal of the visit")
    callout.get_by_role("button", name="It is this one: promote").click()

    expect(page.get_by_role("heading", name="The letter has arrived")).to_be_visible()
    expect(page.get_by_label("Subject")).to_have_value("On the evaluation visit")
    expect(page.locator("[name=body]")).to_have_value(TEXT)
    page.get_by_role("button", name="Promote").click()

    expect(page.locator(".messagelist")).to_contain_text("“On the evaluation visit” has arrived.")
    page.get_by_role("link", name="View on site").click()
    told = page.get_by_role("region", name="What the report said against what the text says")
    expect(told.get_by_role("row", name="Date on the document")).to_contain_text("March 2017")
    expect(told.get_by_role("row", name="Subject")).to_contain_text("Refusal of the visit")
    expect(page.get_by_role("main")).to_contain_text(TEXT)
    expect(page.get_by_role("main")).to_contain_text("Statement on the refusal")
