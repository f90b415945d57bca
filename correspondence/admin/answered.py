"""What does the letter answer that is being logged? Beside the form stand the letters it may answer; one key links one.

Nothing is stored by looking: the form comes back as it was typed, with the chosen letter linked and its points listed.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.template.response import TemplateResponse
from django.urls import path

from correspondence.dates import AmbiguousDate, UncertainDate, UnreadableDate, read
from correspondence.desk.answerable import Answerable, answerable
from correspondence.models import Letter, Participation
from correspondence.suggestions import Asking

from .filling import Filling
from .from_file import keep_chosen_in_rows
from .replies import Reply, reply_to
from .unsaved import unsaved_page

if TYPE_CHECKING:
    from .letters import LetterAdmin

LOOK, CHOSEN = "_look", "_answers"
PLACE = "admin/correspondence/letter/_answerable.html"
LONGEST_TEXT = 400_000
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def answered_address(page: LetterAdmin) -> Any:
    """Return the address that admin_answered.js asks while the form is typed."""
    return path(
        "answers/", page.admin_site.admin_view(partial(answers_view, page)), name="correspondence_letter_answers"
    )


def asks_what_it_answers(request: HttpRequest) -> bool:
    return LOOK in request.POST or CHOSEN in request.POST


def answered_page(page: LetterAdmin, request: HttpRequest, form_url: str, extra_context: Any) -> HttpResponse:
    """Answer with the form as it was typed, with what it may answer beside it; a chosen letter is linked in it."""
    form = Filling(request.POST.copy())
    chosen = _keys(form.typed.pop(CHOSEN, []))
    form.typed.pop(LOOK, None)
    keep_chosen_in_rows(form, request)
    for letter in Letter.objects.visible_to(request.user).filter(pk__in=chosen).select_related("topic", "framework"):
        link(form, reply_to((letter,), request.user))
    found = beside(form.typed, request.user)
    context = {**(extra_context or {}), "answerable": found, "looked": True}
    return unsaved_page(page, request, form.typed, form_url=form_url, marked={}, **context)


def answers_view(page: LetterAdmin, request: HttpRequest) -> HttpResponse:
    """Answer the script: the list as it stands beside the form."""
    if not page.has_add_permission(request):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    context = {"answerable": beside(request.POST, request.user), "looked": True}
    return TemplateResponse(request, PLACE, context)


def beside(typed: QueryDict, reader: Any) -> list[Answerable]:
    """Return what the letter of a form may answer, but for what it is linked to already."""
    form = Filling(typed)
    linked = _keys(typed.get(f"{row}-earlier", "") for row in form.rows("links_up"))
    return answerable(asking(form), reader, without=frozenset(linked))


def beside_reply(reply: Reply, reader: Any) -> list[Answerable]:
    """Return what a reply may answer besides, before anything of it is typed."""
    rows = reply.rows("participations")
    ours, theirs = (
        tuple(row["party"].pk for row in rows if row["role"] == role)
        for role in (Participation.Role.SENDER, Participation.Role.ADDRESSEE)
    )
    answered = frozenset(parent.pk for parent in reply.parents)
    return answerable(Asking(sender_principals=ours, addressee_principals=theirs), reader, without=answered)


def asking(form: Filling) -> Asking:
    """Return the letter as far as the form tells of it."""
    typed = form.typed
    parties: dict[str, list[UUID]] = {}
    for row in form.rows("participations"):
        parties.setdefault(typed.get(f"{row}-role", ""), []).extend(_keys([typed.get(f"{row}-party", "")]))
    bodies = [typed.get(f"{row}-body", "") for row in form.rows("texts")]
    text = next((body for body in bodies if body.strip()), "")
    return Asking(
        sender_principals=tuple(parties.get(Participation.Role.SENDER, ())),
        addressee_principals=tuple(parties.get(Participation.Role.ADDRESSEE, ())),
        dated=_date(typed.get("dated", "")),
        own_reference=typed.get("own_reference", "")[:100],
        their_reference=typed.get("their_reference", "")[:100],
        text=text[:LONGEST_TEXT],
        topic=next(iter(_keys([typed.get("topic", "")])), None),
        subject=typed.get("subject", "")[:300],
    )


def link(form: Filling, reply: Reply) -> None:
    """Link the letter of a form to one that it answers, list the points of that one, and fill in what is empty."""
    for prefix, key in (("links_up", "earlier"), ("responses", "addressee")):
        held = {form.typed.get(f"{row}-{key}") for row in form.rows(prefix)}
        for values in reply.rows(prefix):
            if str(values[key].pk) not in held:
                _put_row(form, form.free_row(prefix, key, "answer", "quote"), values)
    _mirror(form, reply)
    for name, value in reply.letter.items():
        if value and form.is_empty(name):
            form.typed[name] = str(getattr(value, "pk", value))


def _mirror(form: Filling, reply: Reply) -> None:
    """Fill in who writes to whom while nobody is said to write."""
    rows = {row: form.typed.get(f"{row}-role", "") for row in form.rows("participations")}
    if any(role == Participation.Role.SENDER and not form.is_empty(f"{row}-party") for row, role in rows.items()):
        return
    for values in reply.rows("participations"):
        free = next((row for row, role in rows.items() if role == values["role"]), None)
        rows.pop(free or "", None)
        _put_row(form, free or form.new_row("participations"), values)


def _put_row(form: Filling, row: str, values: dict[str, Any]) -> None:
    for name, value in values.items():
        form.typed[f"{row}-{name}"] = str(getattr(value, "pk", value))


def _keys(values: Any) -> list[UUID]:
    return [UUID(value) for value in values if KEY.fullmatch(value)]


def _date(words: str) -> UncertainDate:
    try:
        return read(words)
    except (UnreadableDate, AmbiguousDate):
        return UncertainDate()
