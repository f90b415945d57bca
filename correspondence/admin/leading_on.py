"""What comes after saving a letter: its reply, the next one to log, the draft that waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from correspondence.models import Letter

from .starting import AFTER
from .tray import next_waiting

if TYPE_CHECKING:
    from .letters import LetterAdmin

REPLY, NEXT, DRAFT, LOG = "_reply", "_addanother", "_draft", "_log"


def with_status(request: HttpRequest) -> None:
    """Let the buttons say whether a letter is a draft or logged."""
    pressed = [(DRAFT, Letter.Status.DRAFT), (LOG, Letter.Status.LOGGED)]
    status = next((status for name, status in pressed if name in request.POST), None)
    if status is not None:
        said = request.POST.copy()
        said["status"] = status
        request.POST = said  # type: ignore[assignment]


def led_on(page: LetterAdmin, request: HttpRequest, letter: Letter) -> HttpResponse | None:
    """Return where the pressed button leads; None where Django knows it."""
    where = reverse("admin:correspondence_letter_add")
    if REPLY in request.POST:
        return _go(page, request, letter, f"{where}?reply_to={letter.pk}")
    if NEXT in request.POST:
        waiting = next_waiting(request.user, letter)
        next_one = reverse("admin:correspondence_letter_change", args=(waiting.pk,)) if waiting else ""
        return _go(page, request, letter, next_one or f"{where}?{AFTER}={letter.pk}")
    if DRAFT in request.POST:
        page.message_user(request, _("Saved as a draft: it counts for nothing until it is logged."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:correspondence_letter_change", args=(letter.pk,)))
    return None


def _go(page: LetterAdmin, request: HttpRequest, letter: Letter, where: str) -> HttpResponse:
    page.message_user(request, _("“%(letter)s” is saved.") % {"letter": letter}, messages.SUCCESS)
    return HttpResponseRedirect(where)
