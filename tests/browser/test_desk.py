"""The logging desk, with the steps counted: a first note, our reply point by point, the refused offer put again."""

import pytest
from playwright.sync_api import Page, expect

from tests import factories as make

from .test_logging import sign_in

NOTE = (
    "The Embassy presents its compliments.\n\nIt requests notice of exercises near the border. It requests the list of "
    "observers. It requests a date for the talks.\n\nThe Embassy avails itself of this opportunity."
)
REQUESTS = ("notice of exercises near the border", "the list of observers", "a date for the talks")
MOST_FIELDS, MOST_ACTIONS = 6, 8


class Hand:
    """Acts on a page, and counts: a click, a field filled in, a key."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions = page, 0
        self.pages = 0
        page.on("framenavigated", self._navigated)

    def _navigated(self, _frame: object) -> None:
        self.pages += 1

    def click(self, what) -> None:
        what.click()
        self.actions += 1

    def fill(self, name: str, words: str) -> None:
        self.page.fill(f"[name={name}]", words)
        self.actions += 1

    def choose(self, field: str, words: str) -> None:
        """Choose from a list that is searched on the server."""
        self.page.locator(f"[name={field}] + .select2 .select2-selection").click()
        self.page.locator(".select2-search__field:visible").last.fill(words)
        self.page.locator(".select2-results__option", has_text=words).first.click()
        self.actions += 1


@pytest.fixture
def sides(transactional_db, django_db_serialized_rollback):
    make.user("officer", group="desk officer", cleared="secret", is_staff=True)
    return make.party("Latvia"), make.party("Russia")


@pytest.fixture
def asked(sides):
    """Russia's note with three requests, and an offer of ours that it refused."""
    latvia, russia = sides
    ours = make.letter("Our offer", sender=latvia, to=russia, dated="1 March 2018", form="note_verbale")
    inspections = make.offer("Additional inspections", by=latvia, to=russia, put_in=ours)
    note = make.answer_to(ours, subject="A note with three requests", dated="4 May 2018", form="note_verbale")
    make.respond(inspections, note, "rejected")
    for words in REQUESTS:
        make.offer(words.capitalize(), by=russia, to=latvia, put_in=note, kind="request")
    return note


def mark(page: Page, words: str) -> None:
    page.evaluate(
        """words => {
          const field = document.querySelector("[name=texts-0-body]");
          const start = field.value.indexOf(words);
          field.focus();
          field.setSelectionRange(start, start + words.length);
        }""",
        words,
    )
    page.keyboard.press("Alt+Shift+KeyQ")


def test_a_first_note_with_three_requests_is_one_page_and_six_fields(sides, page):
    sign_in(page)
    page.goto("/admin/correspondence/letter/add/")
    # In a row of a list only what somebody begins to fill in is required.
    required = page.locator("fieldset:not(.inline-related *, .inline-group *) label.required")
    assert 0 < required.count() <= MOST_FIELDS, required.all_inner_texts()

    hand = Hand(page)
    hand.choose("participations-0-party", "Russia")
    hand.fill("dated", "4 May 2018")
    hand.click(page.get_by_label("Note verbale", exact=True))
    hand.fill("subject", "Notice, observers, a date")
    hand.fill("texts-0-body", NOTE)
    hand.fill("texts-0-language", "en")
    assert hand.actions <= MOST_FIELDS  # the addressee is ours, the level the lowest
    for words in REQUESTS:
        mark(page, words)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".messagelist, .messages")).to_contain_text("Notice, observers, a date")
    assert hand.pages == 1  # the list of letters that saving leads to

    page.goto("/timelines/latvia/russia/")
    shown = page.locator("article").filter(has=page.locator("h3", has_text="Notice, observers, a date"))
    for words in REQUESTS:
        expect(shown).to_contain_text(words, ignore_case=True)


def test_our_reply_point_by_point_takes_at_most_eight_actions_from_the_timeline(asked, page):
    sign_in(page)
    page.goto("/timelines/latvia/russia/")
    hand = Hand(page)
    note = page.locator("article").filter(has=page.locator("h3", has_text="A note with three requests"))
    hand.click(note.get_by_role("link", name="Log the reply"))
    hand.fill("dated", "9 May 2018")
    hand.fill("subject", "Our reply")
    hand.fill("texts-0-body", "Notice will be given. No list is kept. The date is considered.")
    for title, answer in zip(REQUESTS, ("accepted", "rejected", "deferred"), strict=True):
        point = page.locator(".point").filter(has_text=title.capitalize())
        hand.click(point.get_by_label(answer, exact=True).first)
    page.fill("[name=texts-0-language]", "en") if page.input_value("[name=language]") == "" else None
    hand.click(page.locator("[name=_save]"))
    expect(page.locator(".messagelist, .messages")).to_contain_text("Our reply")
    assert hand.actions <= MOST_ACTIONS

    page.goto("/offers/?state=rejected")
    expect(page.get_by_role("main")).to_contain_text("The list of observers")
    page.goto("/offers/?state=deferred")
    expect(page.get_by_role("main")).to_contain_text("A date for the talks")


def test_the_refused_offer_is_recognised_when_it_is_put_again(asked, page):
    sign_in(page)
    page.goto(f"/admin/correspondence/letter/add/?reply_to={asked.pk}")
    page.fill("[name=dated]", "1 June 2018")
    page.fill("[name=subject]", "The inspections once more")
    page.fill("[name=texts-0-body]", "Latvia offers additional inspections once more.")
    page.fill("[name=texts-0-language]", "en")
    page.fill("[name=puts-0-title]", "Additional inspections")
    page.fill("[name=puts-0-quote]", "offers additional inspections")
    page.click("[name=_save]")
    expect(page.get_by_role("main")).to_contain_text("tabled again")
    page.get_by_label("tabled again").first.check()
    page.click("[name=_save]")
    expect(page.locator(".messagelist, .messages")).to_contain_text("The inspections once more")

    page.goto("/offers/?proposer=latvia")
    rows = page.locator("[role=row], article, tr").filter(has_text="Additional inspections")
    expect(rows.first).to_contain_text("2")


def test_what_a_letter_may_answer_follows_what_is_typed_and_one_key_links_it(asked, page):
    sign_in(page)
    page.goto("/admin/correspondence/letter/add/")
    page.fill("[name=subject]", "Half a title")
    hand = Hand(page)
    hand.choose("participations-0-party", "Latvia")
    hand.choose("participations-1-party", "Russia")
    beside = page.locator(".answerable")
    expect(beside).to_contain_text("A note with three requests")

    beside.get_by_role("button", name="It answers this").first.click()
    expect(page.locator("[name=links_up-0-earlier]")).to_contain_text("A note with three requests")
    expect(page.locator(".point")).to_have_count(len(REQUESTS))
    expect(page.locator("[name=subject]")).to_have_value("Half a title")
