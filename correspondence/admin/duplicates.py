"""Logged already? Told beside the form and after saving, compared side by side, answered once; nothing is ever refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from correspondence.dates import UncertainDate, UnreadableDate
from correspondence.dates.forms import TypedDate
from correspondence.duplicates import (
    Possible,
    Sought,
    Traits,
    compared_letters,
    possible_duplicates,
    possibly_the_same,
)
from correspondence.models import Audience, Letter, NotTheSame, Party
from correspondence.models.filing import PRESENT, READERS, WRITERS

if TYPE_CHECKING:
    from .letters import LetterAdmin

DIGEST = re.compile(r"[0-9a-f]{64}")
PART = re.compile(r"participations-([0-9]{1,3})-party")
MOST_PARTIES = 20
MOST_DIGESTS = 10
LONGEST_TITLE = 300
LONGEST_REFERENCE = 80
APART = "not_the_same"


def duplicate_addresses(page: LetterAdmin) -> list[Any]:
    def typed(request: HttpRequest) -> HttpResponse:
        return typed_view(page, request)

    def compare(request: HttpRequest, object_id: str, other_id: str) -> HttpResponse:
        return compare_page(page, request, object_id, other_id)

    guarded = page.admin_site.admin_view
    return [
        path("possibly/", guarded(typed), name="correspondence_letter_possibly"),
        path(
            "<path:object_id>/compare/<path:other_id>/",
            guarded(compare),
            name="correspondence_letter_compare",
        ),
    ]


def duplicates_beside(page: LetterAdmin, request: HttpRequest, letter: Letter) -> tuple[Possible, ...]:
    """Return what the callout beside a letter's form shows: only to those who can do something about it."""
    return possible_duplicates(letter, request.user) if page.has_change_permission(request, letter) else ()


def tell_of_duplicates(page: LetterAdmin, request: HttpRequest, letter: Letter) -> None:
    """Keep what was said to be another letter while this one was typed; name what it may still duplicate."""
    for other in Letter.objects.visible_to(request.user).filter(pk__in=_keys(request.POST.getlist(APART))):
        if other.pk != letter.pk:
            NotTheSame.remember(letter, other, by=request.user)
    for one in possible_duplicates(letter, request.user, only_likely=True):
        where = reverse("admin:correspondence_letter_compare", args=(letter.pk, one.letter.pk))
        said = _("Possibly logged already: “%(letter)s” (%(reasons)s).")
        words = said % {"letter": one.letter, "reasons": one.likeness.words}
        text = format_html('{} <a href="{}">{}</a>', words, where, _("Compare"))
        page.message_user(request, text, messages.WARNING)


def typed_view(page: LetterAdmin, request: HttpRequest) -> HttpResponse:
    """Return the callout for a letter that is being typed; nothing of it is stored."""
    if not page.has_add_permission(request):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    Audience.objects.remembered_for(request.user)
    apart = _keys(request.POST.getlist(APART))
    found = possibly_the_same(sought_in(request.POST, request.user), request.user)
    context = {"possibly": [one for one in found if one.letter.pk not in apart], "typed": True}
    return TemplateResponse(request, "admin/correspondence/letter/_possibly.html", context)


def sought_in(typed: Any, reader: Any) -> Sought:
    """Return what a half-filled form says of its letter; what cannot be read is left out."""
    senders, addressees = _typed_sides(typed, reader)
    given = [typed.get(name, "").replace("\0", "") for name in ("own_reference", "their_reference")]
    references = {reference.strip()[:LONGEST_REFERENCE] for reference in given}
    date = _typed_date(typed)
    traits = Traits(
        senders,
        addressees,
        dates=(date,) if date.is_known else (),
        title=typed.get("subject", "")[:LONGEST_TITLE],
        references=frozenset(references - {""}),
    )
    return Sought(traits, texts=_digests(typed.getlist("text_digest")), files=_digests(typed.getlist("file_digest")))


def _typed_sides(typed: Any, reader: Any) -> tuple[frozenset[Any], frozenset[Any]]:
    chosen: list[tuple[str, str]] = [
        (typed.get(f"participations-{found.group(1)}-role", ""), typed[name])
        for name in typed
        if (found := PART.fullmatch(name)) and f"participations-{found.group(1)}-DELETE" not in typed
    ][:MOST_PARTIES]
    rows = Party.objects.visible_to(reader).filter(pk__in=_keys(key for _role, key in chosen))
    principals = {str(party.pk): party.principal_id for party in rows}
    sides = [(role, principals[key]) for role, key in chosen if key in principals]
    return (
        frozenset(key for role, key in sides if role in WRITERS or role in PRESENT),
        frozenset(key for role, key in sides if role in READERS or role in PRESENT),
    )


def _typed_date(typed: Mapping[str, str]) -> UncertainDate:
    words = typed.get("dated") or typed.get("received") or ""
    try:
        return TypedDate.of(words, typed.get("dated_order", "")).read() if words else UncertainDate()
    except UnreadableDate:
        return UncertainDate()


def _digests(given: list[str]) -> frozenset[str]:
    return frozenset(one for one in given[:MOST_DIGESTS] if DIGEST.fullmatch(one))


def _keys(given: Any) -> set[UUID]:
    found = set()
    for one in [*given][:MOST_PARTIES]:
        try:
            found.add(UUID(one))
        except ValueError:
            continue
    return found


def compare_page(page: LetterAdmin, request: HttpRequest, object_id: str, other_id: str) -> HttpResponse:
    """Show two letters side by side; say that they are not the same, or take that back."""
    one, other = (page.get_object(request, unquote(key)) for key in (object_id, other_id))
    if not page.has_change_permission(request):
        raise PermissionDenied
    if one is None or other is None or one.pk == other.pk:
        return page.not_there(request, object_id if one is None else other_id)
    if request.method == "POST":
        return _answered(page, request, one, other)
    comparison = compared_letters(one, other, request.user)
    kept, second = sorted((one, other), key=lambda letter: (letter.recorded_at, letter.pk))
    context = {**page.admin_site.each_context(request), "opts": page.opts, "comparison": comparison, "one": one,
               "other": other, "kept": kept, "second": second, "title": _("Compare two letters"),
               "may_change": all(page.has_change_permission(request, letter) for letter in (one, other))}  # fmt: skip
    return TemplateResponse(request, "admin/correspondence/letter/compare.html", context)


def _answered(page: LetterAdmin, request: HttpRequest, one: Letter, other: Letter) -> HttpResponse:
    if not all(page.has_change_permission(request, letter) for letter in (one, other)):
        raise PermissionDenied
    if "_apart" in request.POST:
        NotTheSame.remember(one, other, by=request.user)
        page.message_user(request, _("It is remembered that they are not the same."), messages.SUCCESS)
    elif "_perhaps" in request.POST:
        for pair in NotTheSame.objects.visible_to(request.user).of(one, other):
            pair.delete(by=request.user)
        page.message_user(request, _("They may be the same after all."), messages.SUCCESS)
    return HttpResponseRedirect(reverse("admin:correspondence_letter_change", args=(one.pk,)))
