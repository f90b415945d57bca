"""Paste and mark: words are selected in the text and become what the letter proposes, requests, states."""

import random

import pytest
from playwright.sync_api import Page, expect

from tests import factories as make

from .test_logging import sign_in

SHORT = "We ask for an answer. We propose talks in Riga.\n\nRiga waits. We ask for an answer."
KINDS = ("KeyP", "KeyQ", "KeyO")
SLOWEST_MARK = 600  # milliseconds in the middle, on a machine busy with other tests; at rest it takes a tenth

SELECT = """([text, start, end]) => {
  const field = document.querySelector("[name=texts-0-body]");
  field.focus();
  field.setSelectionRange(start, end);
}"""
MARK_MANY = """(passages) => {
  const field = document.querySelector("[name=texts-0-body]");
  return passages.map(([start, end, code]) => {
    const before = performance.now();
    field.focus();
    field.setSelectionRange(start, end);
    field.dispatchEvent(new KeyboardEvent("keydown", { key: code, code, altKey: true, shiftKey: true, bubbles: true }));
    return performance.now() - before;
  });
}"""


@pytest.fixture
def note(transactional_db, django_db_serialized_rollback):
    """A letter of Russia's to answer, and an officer to do it."""
    make.user("officer", group="desk officer", cleared="secret", is_staff=True)
    latvia, russia = make.party("Latvia"), make.party("Russia")
    note = make.letter("A note", sender=russia, to=latvia, dated="4 May 2018", topic=make.topic(), language="en")
    for title in ("Talks in Minsk", "Visits"):
        make.offer(title, by=russia, to=latvia, put_in=note)
    return note


def reply_form(page: Page, note, text: str) -> None:
    sign_in(page)
    page.goto(f"/admin/correspondence/letter/add/?reply_to={note.pk}")
    page.fill("[name=subject]", "A long answer")
    page.get_by_label("Note verbale", exact=True).check()
    page.fill("[name=texts-0-body]", text)


def select(page: Page, words: str, start: int) -> None:
    page.evaluate(SELECT, [words, start, start + len(words)])


def test_what_is_marked_by_key_and_by_button_is_saved_where_it_was_marked(note, page):
    reply_form(page, note, SHORT)
    select(page, "We ask for an answer", SHORT.rindex("We ask"))
    page.keyboard.press("Alt+Shift+KeyQ")
    expect(page.locator("[name=puts-0-title]")).to_be_focused()
    expect(page.locator("[name=puts-0-title]")).to_have_value("We ask for an answer")
    page.keyboard.press("Alt+Shift+KeyT")
    expect(page.locator("[name=texts-0-body]")).to_be_focused()
    select(page, "talks in Riga.\n\nRiga", SHORT.index("talks"))
    page.get_by_role("button", name="Position").click()
    expect(page.locator("[name=positions-0-statement]")).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="Position, passage 1")).to_have_count(1)
    expect(page.locator(".marks-list li")).to_have_text(
        ["Position“talks in Riga. Riga”", "Request“We ask for an answer”"]
    )
    select(page, "waits", SHORT.index("waits"))
    page.keyboard.press("Alt+Shift+KeyR")
    page.get_by_role("combobox", name="What it answers").select_option("Visits")
    expect(page.locator("[name=responses-0-quote]")).to_have_value("")
    expect(page.locator("[name=responses-1-quote]")).to_have_value("waits")
    page.check("[name=responses-1-answer][value=deferred]")
    page.click("[name=_save]")

    expect(page.locator(".messagelist")).to_contain_text("A long answer")
    page.goto("/admin/correspondence/letter/?q=answer")
    page.get_by_role("link", name="A long answer").click()
    page.get_by_role("link", name="View on site").click()
    expect(page.locator(".sheet mark").last).to_contain_text("We ask for an answer")
    expect(page.locator(".sheet mark")).to_have_count(4)  # one runs over two paragraphs


def test_letters_typed_over_a_selection_only_edit_the_text(note, page):
    reply_form(page, note, SHORT)
    select(page, "We ask for an answer", 0)
    page.keyboard.type("qpro")

    expect(page.locator("[name=texts-0-body]")).to_have_value(SHORT.replace("We ask for an answer", "qpro", 1))
    expect(page.locator(".marks-list li")).to_have_count(0)
    page.keyboard.press("Alt+Shift+KeyP")
    expect(page.locator(".marks-said")).to_have_text("Select words in the text first.")


def test_sixty_passages_of_a_text_of_200_000_characters_are_marked_and_saved(note, page):
    words = random.Random(7)
    text = " ".join(f"{words.choice('bcdfgklmnprst')}{words.randrange(10**6)}" for _ in range(28_000))[:200_000]
    starts = [text.index(" ", place) + 1 for place in range(1000, 190_000, 3150)][:60]
    reply_form(page, note, text)

    took = page.evaluate(
        MARK_MANY, [[start, text.index(" ", start + 60), KINDS[n % 3]] for n, start in enumerate(starts)]
    )
    expect(page.locator(".marks-list li")).to_have_count(60)
    assert sorted(took)[30] < SLOWEST_MARK
    page.click("[name=_save]")

    expect(page.locator(".messagelist")).to_contain_text("A long answer", timeout=30_000)
    page.goto("/admin/correspondence/letter/?q=answer")
    page.get_by_role("link", name="A long answer").click()
    page.get_by_role("link", name="View on site").click()
    expect(page.locator(".sheet mark")).to_have_count(60)
