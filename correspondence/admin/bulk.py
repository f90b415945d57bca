"""Many letters at once: what is asked, what will happen to each, then each by its own verb, with its own journal entry.

A letter that the verb refuses stays as it is and is named with the reason; the others are changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from correspondence.models import Letter, LetterLabel, Participation

from .bulk_changes import CHANGES, BulkChange
from .foreseen import undone
from .locks import PLAIN
from .replies import MOST_ANSWERED
from .saving import as_message

if TYPE_CHECKING:
    from .letters import LetterAdmin

MOST_TOLD = 20


@dataclass(frozen=True)
class Row:
    """What is to happen to one letter: how it stands now, how it will; or why not."""

    letter: Letter
    now: str
    then: str = ""
    refusal: str = ""

    @property
    def changes(self) -> bool:
        return not self.refusal and self.now != self.then


@admin.action(permissions=["change"], description=gettext_lazy("Assign a desk …"))
def assign_desk(page: LetterAdmin, request: HttpRequest, chosen: QuerySet[Letter]) -> HttpResponse | None:
    return bulk_page(page, request, chosen, CHANGES["assign_desk"])


@admin.action(permissions=["change"], description=gettext_lazy("Assign a topic …"))
def assign_topic(page: LetterAdmin, request: HttpRequest, chosen: QuerySet[Letter]) -> HttpResponse | None:
    return bulk_page(page, request, chosen, CHANGES["assign_topic"])


@admin.action(permissions=["change"], description=gettext_lazy("Put a label on …"))
def put_label(page: LetterAdmin, request: HttpRequest, chosen: QuerySet[Letter]) -> HttpResponse | None:
    return bulk_page(page, request, chosen, CHANGES["put_label"])


@admin.action(permissions=["change"], description=gettext_lazy("Take a label off …"))
def take_label(page: LetterAdmin, request: HttpRequest, chosen: QuerySet[Letter]) -> HttpResponse | None:
    return bulk_page(page, request, chosen, CHANGES["take_label"])


@admin.action(permissions=["change"], description=gettext_lazy("Add a participant …"))
def add_participant(page: LetterAdmin, request: HttpRequest, chosen: QuerySet[Letter]) -> HttpResponse | None:
    return bulk_page(page, request, chosen, CHANGES["add_participant"])


@admin.action(permissions=["add"], description=gettext_lazy("Log one reply to these"))
def log_one_reply(page: LetterAdmin, request: HttpRequest, chosen: QuerySet[Letter]) -> HttpResponse | None:
    """Open the form of a reply that answers them all."""
    keys = list(chosen.order_by("sort_key", "id").values_list("pk", flat=True)[: MOST_ANSWERED + 1])
    if len(keys) > MOST_ANSWERED:
        page.message_user(request, _("One reply answers at most %s letters here.") % MOST_ANSWERED, messages.WARNING)
        return None
    answered = urlencode([("reply_to", str(key)) for key in keys])
    return HttpResponseRedirect(f"{reverse('admin:correspondence_letter_add')}?{answered}")


BULK_ACTIONS: Any = (assign_desk, assign_topic, put_label, take_label, add_participant, log_one_reply)


def bulk_page(
    page: LetterAdmin, request: HttpRequest, chosen: QuerySet[Letter], change: BulkChange
) -> HttpResponse | None:
    """Ask what is to be changed, show what will happen to each letter, then do it; None leads back to the list."""
    if not request.user.has_perms(change.permissions):
        raise PermissionDenied
    letters = _letters(chosen, request, change.most)
    if len(letters) > change.most:
        text = _("At most %(number)d letters are changed in this way at once: choose fewer.") % {"number": change.most}
        page.message_user(request, text, messages.WARNING)
        return None
    step = request.POST.get("_step", "")
    form = change.form(request.POST if step else None, request=request)
    if not step or not form.is_valid():
        return _shown(page, request, change, form, [Row(letter, change.now(letter)) for letter in letters])
    stamp = _stamp(letters)
    if step == "do" and request.POST.get("_stamp") == stamp:
        _report(page, request, _carried_out(letters, change, form.cleaned_data, request.user))
        return None
    if step == "do":
        page.message_user(request, PLAIN, messages.WARNING)
    with undone():
        rows = _carried_out(letters, change, form.cleaned_data, request.user)
    form.hide()
    return _shown(page, request, change, form, rows, stamp=stamp)


def _letters(chosen: QuerySet[Letter], request: HttpRequest, most: int) -> list[Letter]:
    """Return the letters in the order of their keys, in which everybody locks them, with what they show."""
    user = request.user
    keys = list(chosen.order_by().values_list("pk", flat=True)[: most + 1])
    rows = Letter.objects.visible_to(user).filter(pk__in=keys).select_related("level", "desk", "topic", "audience")
    labels = LetterLabel.objects.visible_to(user).select_related("label").order_by("label__name")
    parts = Participation.objects.visible_to(user).for_listing()
    rows = rows.prefetch_related(
        Prefetch("labelled", labels, to_attr="labels_shown"), Prefetch("participations", parts, to_attr="parts_shown")
    )
    return list(rows.select_for_update(of=("self",)).order_by("pk"))


def _stamp(letters: list[Letter]) -> str:
    """Return what the chosen letters are now, all together, as the page carries it."""
    return salted_hmac(__name__, " ".join(f"{letter.pk}.{letter.version}" for letter in letters)).hexdigest()[:24]


def _carried_out(letters: list[Letter], change: BulkChange, given: dict[str, Any], by: Any) -> list[Row]:
    return [_changed(letter, change, given, by) for letter in letters]


def _changed(letter: Letter, change: BulkChange, given: dict[str, Any], by: Any) -> Row:
    now, then = change.now(letter), change.then(letter, given)
    if now == then:
        return Row(letter, now, then)
    if letter.status == Letter.Status.VOID:
        return Row(letter, now, refusal=_("It is void: it stays as it is."))
    try:
        with transaction.atomic():
            change.verb(letter, given, by)
    except (ValidationError, IntegrityError) as error:
        return Row(letter, now, refusal=" ".join(as_message(error).messages))
    return Row(letter, now, then)


def _report(page: LetterAdmin, request: HttpRequest, rows: list[Row]) -> None:
    done, refused = [row for row in rows if row.changes], [row for row in rows if row.refusal]
    text = ngettext("%(number)d letter is changed.", "%(number)d letters are changed.", len(done))
    page.message_user(request, text % {"number": len(done)}, messages.SUCCESS if done else messages.INFO)
    for row in refused[:MOST_TOLD]:
        names = {"letter": row.letter, "why": row.refusal}
        page.message_user(request, _("“%(letter)s” stays as it is: %(why)s") % names, messages.WARNING)
    if more := len(refused[MOST_TOLD:]):
        text = ngettext("%(number)d more stays as it is.", "%(number)d more stay as they are.", more)
        page.message_user(request, text % {"number": more}, messages.WARNING)


def _shown(
    page: LetterAdmin, request: HttpRequest, change: BulkChange, form: Any, rows: list[Row], *, stamp: str = ""
) -> HttpResponse:
    number = len(rows)
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "title": change.title,
        "subtitle": ngettext("%(number)d letter", "%(number)d letters", number) % {"number": number},
        "form": form,
        "rows": rows,
        "changing": sum(row.changes for row in rows),
        "question": change.question,
        "button": change.button,
        "action": change.name,
        "checkbox": ACTION_CHECKBOX_NAME,
        "stamp": stamp,
    }
    return TemplateResponse(request, "admin/correspondence/letter/bulk.html", context)
