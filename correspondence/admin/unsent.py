"""Words that are not saved yet: kept while they are typed, offered when the same page is opened again."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from correspondence.models import Unsent

from .signing_in import is_ours
from .typed import Typed, typed_in

FORM = "_form"  # on every form of ours: one key for each time that a form is opened
PAGE = "_page"
TAKE_UP = "_take_up"


def page_of(address: str) -> str:
    """Return the page that an address opens: without what only says where its reader came from."""
    path, _mark, query = address.partition("?")
    asked = sorted((name, value) for name, value in parse_qsl(query) if not name.startswith("_"))
    page = f"{path}?{urlencode(asked)}" if asked else path
    return page if len(page) <= Unsent.LONGEST_PAGE else path[: Unsent.LONGEST_PAGE]


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what a form holds: its page's script asks for it every now and then."""
    key, address = form_key(request), request.POST.get(PAGE, "")
    if key is None or not is_ours(address):
        return HttpResponseBadRequest()
    typed = [(name, value) for name, value in typed_in(request.POST) if name not in {FORM, PAGE}]
    try:
        Unsent.objects.keep(request.user, key, page_of(address), typed)
    except IntegrityError:
        return HttpResponseBadRequest()  # the key of somebody else's form
    return HttpResponse(status=204)


@require_POST
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """Forget what was typed, and open the page afresh."""
    row = get_object_or_404(Unsent.objects.visible_to(request.user), pk=key)
    row.delete()
    return HttpResponseRedirect(row.page)


def form_key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get(FORM, ""))
    except ValueError:
        return None


def taken_up(request: HttpRequest) -> Typed | None:
    """Return what the form is to be filled with; None when nothing is taken up, or it is no longer there."""
    try:
        key = UUID(request.POST.get(TAKE_UP, ""))
    except ValueError:
        return None
    row = Unsent.objects.visible_to(request.user).filter(pk=key, page=page_of(request.get_full_path())).first()
    return None if row is None else [*row.typed, (FORM, str(row.pk))]


def forget(request: HttpRequest) -> None:
    """What a form held is saved now."""
    if (key := form_key(request)) is not None:
        Unsent.objects.visible_to(request.user).filter(pk=key).delete()


def about_the_form(request: HttpRequest) -> dict[str, Any]:
    """Return what a form's page shows besides its fields: its key, what else waits here, which files are missing."""
    page = page_of(request.get_full_path())
    key = form_key(request) or uuid4()
    waiting = Unsent.objects.visible_to(request.user).filter(page=page).exclude(pk=key)
    return {
        "form_key": key,
        "unsent": waiting.defer("told"),
        "chosen_again": [file.name for _name, files in request.FILES.lists() for file in files],
    }
