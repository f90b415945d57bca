"""Passages that look like acts are proposed for marking; taking one fills in its row. Nothing is stored by looking."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from correspondence.suggestions import PassageSuggestion, suggest_acts

from .choices import is_key
from .filling import Filling
from .from_file import keep_chosen_in_rows
from .replies import asked_again
from .unsaved import unsaved_page

if TYPE_CHECKING:
    from .letters import LetterAdmin

LOOK, TAKE = "_passages", "_take_passage"
AROUND = 60  # characters on both sides that tell which place is meant
LONGEST_TITLE = 300
KINDS = {
    "proposal": _("proposal"),
    "request": _("request"),
    "refusal": _("refusal"),
    "acceptance": _("acceptance"),
    "redirection": _("redirection"),
    "position": _("position"),
    "reminder": _("reminder"),
}
ANSWERS = {"refusal": "rejected", "acceptance": "accepted", "redirection": "redirected"}
WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True)
class Passage:
    """A passage that looks like an act, in one of the texts of the form."""

    key: str
    kind: str
    quote: str
    reason: str
    before: str
    after: str

    @property
    def word(self) -> str:
        return str(KINDS[self.kind])


def asks_for_passages(request: HttpRequest) -> bool:
    return LOOK in request.POST or TAKE in request.POST


def passages_page(page: LetterAdmin, request: HttpRequest, form_url: str, extra_context: Any) -> HttpResponse:
    """Answer with the form as it was typed and the passages that may be marked; one that is taken has its row."""
    form = Filling(request.POST.copy())
    wanted = set(form.typed.pop(TAKE, []))
    form.typed.pop(LOOK, None)
    keep_chosen_in_rows(form, request)
    found = passages(form)
    for one in found:
        if one.key in wanted:
            take(form, one, request.user)
    context = {**(extra_context or {}), "passages": [one for one in found if not _is_quoted(form, one)]}
    return unsaved_page(page, request, form.typed, form_url=form_url, marked={}, looked_for_passages=True, **context)


def passages(form: Filling) -> list[Passage]:
    """Return what the texts of a form seem to do, in the order of their words."""
    found = []
    for row in form.rows("texts"):
        body = form.typed.get(f"{row}-body", "").replace("\r\n", "\n")
        language = form.typed.get(f"{row}-language", "") or form.typed.get("language", "")
        found += [_passage(f"{row}-{place}", one, body) for place, one in enumerate(suggest_acts(body, language))]
    return found


def _passage(key: str, one: PassageSuggestion, body: str) -> Passage:
    before, after = body[max(0, one.start - AROUND) : one.start], body[one.end : one.end + AROUND]
    return Passage(f"{key}-{one.kind}", one.kind, one.quote, one.reason, before, after)


def take(form: Filling, one: Passage, reader: Any) -> None:
    """Fill in the row of the act that a passage looks like."""
    if one.kind in ANSWERS:
        row, name = _answered(form, one, reader), "quote"
        form.put(f"{row}-answer", ANSWERS[one.kind])
    elif one.kind == "position":
        row, name = form.free_row("positions", "statement", "quote"), "quote"
        form.put(f"{row}-statement", one.quote)
        form.put(f"{row}-change", "first_stated")
    elif one.kind == "reminder":
        row, name = form.free_row("tablings", "proposal", "quote"), "quote"
        form.typed[f"{row}-kind"] = "recalled"
    else:
        row, name = form.free_row("puts", "title", "quote"), "quote"
        form.put(f"{row}-title", one.quote[:LONGEST_TITLE])
        form.typed[f"{row}-proposal_kind"] = "request" if one.kind == "request" else "offer"
    if form.put(f"{row}-{name}", one.quote):
        form.typed[f"{row}-{name}_before"], form.typed[f"{row}-{name}_after"] = one.before, one.after


def _answered(form: Filling, one: Passage, reader: Any) -> str:
    """Return the row of the point that a passage answers, by the words they share; else a row in which it is chosen."""
    rows = {
        row: form.typed.get(f"{row}-offered", "")
        for row in form.rows("responses")
        if form.is_empty(f"{row}-answer") and form.is_empty(f"{row}-quote") and form.is_empty(f"{row}-id")
    }
    asked = asked_again([UUID(key) for key in rows.values() if is_key(key)], reader)
    titles = {str(key): one.addressee.proposal.title for key, one in asked.items()}
    points = [row for row, key in rows.items() if key in titles]
    if not points:
        return form.free_row("responses", "addressee", "answer", "quote")
    return max(points, key=lambda row: len(_words(titles[rows[row]]) & _words(one.quote)))


def _words(text: str) -> set[str]:
    return {word.lower()[:6] for word in WORD.findall(text)}


def _is_quoted(form: Filling, one: Passage) -> bool:
    rows = [row for prefix in ("puts", "responses", "positions", "tablings") for row in form.rows(prefix)]
    return any(form.typed.get(f"{row}-quote", "").replace("\r\n", "\n") == one.quote for row in rows)
