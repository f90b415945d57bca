"""Nothing typed is lost: two officers at one letter, a login that ends while somebody types, a line that breaks."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import factories as make

PASSWORD = "a long password"
BODY = "Latvia sees no possibility of renewing the dialogue. It will consider the matter in spring."


@pytest.fixture
def letter(transactional_db, django_db_serialized_rollback):
    for name in ("first", "second"):
        make.user(name, group="desk officer", cleared="secret", is_staff=True)
    latvia, russia = make.party("Latvia"), make.party("Russia")
    letter = make.letter("Reply to the invitation", sender=latvia, to=russia, dated="22 November 2016", language="en")
    make.text(letter, BODY)
    return f"/admin/correspondence/letter/{letter.pk}/change/"


def sign_in(page: Page, name: str) -> Page:
    page.goto("/accounts/login/")
    give_password(page, name)
    expect(page.get_by_role("banner")).to_contain_text(name)
    return page


def give_password(page: Page, name: str) -> None:
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")


def test_two_officers_at_one_letter_lose_nothing(letter, open_page):
    first, second = sign_in(open_page(), "first"), sign_in(open_page(), "second")
    for page in (first, second):
        page.goto(letter)
    first.fill("[name=subject]", "Reply of Latvia")
    first.fill("[name=texts-0-body]", BODY.replace("in spring", "in autumn"))
    first.fill("[name=reason]", "Misread")
    first.click("input[name=_save]")
    expect(first.locator(".messagelist")).to_contain_text("Reply of Latvia")

    second.fill("[name=subject]", "Reply to Russia")
    second.fill("[name=texts-0-body]", BODY.replace("no possibility", "little possibility"))
    second.fill("[name=reason]", "Checked against the original")
    second.get_by_label("Reply expected").check()
    second.click("[name=_continue]")

    asked = second.locator("fieldset.difference")
    subject, body = (asked.filter(has=second.get_by_text(name, exact=True)) for name in ("Subject", "Text"))
    expect(subject).to_contain_text("Reply to the invitation")
    expect(subject).to_contain_text("of Latvia")
    expect(body.locator("ins").first).to_have_text("autumn")
    expect(second.locator(".conflict-since").first).to_contain_text("first")
    subject.get_by_label("Theirs").check()
    body.get_by_label("Yours").check()
    second.get_by_role("button", name="Save with these choices").click()

    expect(second.locator("[name=subject]")).to_have_value("Reply of Latvia")
    expect(second.locator("[name=texts-0-body]")).to_have_value(BODY.replace("no possibility", "little possibility"))
    expect(second.get_by_label("Reply expected")).to_be_checked()


def test_what_was_typed_when_the_login_had_ended_is_saved_after_signing_in(letter, page):
    sign_in(page, "first").goto(letter)
    page.fill("[name=subject]", "Typed for an hour")
    page.context.clear_cookies(name="sessionid")
    page.click("[name=_continue]")

    expect(page.get_by_role("main")).to_contain_text("nothing that you typed is lost")
    give_password(page, "first")

    expect(page.locator(".messagelist")).to_contain_text("Typed for an hour")
    expect(page.locator("[name=subject]")).to_have_value("Typed for an hour")


def test_it_is_saved_without_javascript_too(letter, browser: Browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = sign_in(context.new_page(), "first")
    page.goto(letter)
    page.fill("[name=subject]", "Typed for an hour")
    context.clear_cookies(name="sessionid")
    page.click("[name=_continue]")
    give_password(page, "first")
    page.get_by_role("button", name="Send what you had typed").click()

    expect(page.locator("[name=subject]")).to_have_value("Typed for an hour")


def test_a_line_that_broke_keeps_the_page_and_is_tried_again(letter, browser: Browser, live_server):
    context = browser.new_context(base_url=live_server.url)
    page = sign_in(context.new_page(), "first")
    page.goto(letter)
    page.fill("[name=subject]", "Typed for an hour")
    context.set_offline(True)
    page.click("[name=_continue]")

    expect(page.locator(".while-typing")).to_contain_text("No connection. Nothing is lost")
    context.set_offline(False)
    page.get_by_role("button", name="Try again").click()

    expect(page.locator(".messagelist")).to_contain_text("Typed for an hour")


def test_what_was_typed_before_the_page_was_closed_is_taken_up(letter, page):
    page.clock.install()
    sign_in(page, "first").goto(letter)
    page.clock.run_for(1_000)
    page.fill("[name=subject]", "Half a sub")
    with page.expect_response("**/admin/unsent/"):
        page.clock.run_for(21_000)
    page.goto(letter)

    expect(page.get_by_text("You have unsaved words here")).to_be_visible()
    page.get_by_role("button", name="Take them up").click()

    expect(page.locator("[name=subject]")).to_have_value("Half a sub")
    expect(page.get_by_text("You have unsaved words here")).to_have_count(0)
