"""What may the letters answer that were just taken over? Suggestions with reasons, accepted in bulk; none links itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from correspondence.formats.review import Reviewed
from correspondence.models import Letter, Link
from correspondence.suggestions import Suggestion, suggest

from .choices import is_key
from .saving import as_message

if TYPE_CHECKING:
    from .letters import LetterAdmin

ON_A_PAGE = 20  # each is looked up by itself: a page is answered within a second or two
MOST_SUGGESTED = 3
CHOSEN = "answers"


@dataclass(frozen=True)
class Asked:
    """A letter that was taken over, and the earlier ones that it may answer."""

    letter: Letter
    suggested: list[Suggestion]


def letters_of(found: Reviewed, reader: Any) -> list[UUID]:
    """Return the new letters of an import that answer nothing yet, in the order of its files."""
    keys = [UUID(row.letter) for row in found.rows if row.what == "new" and is_key(row.letter)]
    known = Letter.objects.visible_to(reader).on_file()
    answering = Link.objects.visible_to(reader).answering().values("later")
    left = set(known.filter(pk__in=keys).exclude(pk__in=answering).values_list("pk", flat=True))
    return [key for key in keys if key in left]


def asked_of(keys: Iterable[UUID], reader: Any) -> list[Asked]:
    rows = Letter.objects.visible_to(reader).in_bulk(list(keys))
    asked = [Asked(rows[key], suggest(rows[key], reader, limit=MOST_SUGGESTED)) for key in keys if key in rows]
    return [one for one in asked if one.suggested]


def shown(request: HttpRequest, found: Reviewed) -> dict[str, Any]:
    """Return the page of suggestions that the address asks for."""
    page = Paginator(letters_of(found, request.user), ON_A_PAGE).get_page(request.GET.get("p"))
    return {"letters": page, "asked": asked_of(page.object_list, request.user)}


def accept(page: LetterAdmin, request: HttpRequest, found: Reviewed) -> HttpResponse:
    """Link what was ticked, each by itself; what is refused is named and the rest stands."""
    keys = set(letters_of(found, request.user))
    linked = 0
    for later, earlier in islice(_chosen(request, keys), ON_A_PAGE * MOST_SUGGESTED):
        try:
            with transaction.atomic():
                link = Link(later=later, earlier=earlier, relation=Link.Relation.ANSWERS, basis=Link.Basis.INFERRED)
                link.full_clean()
                link.save(by=request.user)
            linked += 1
        except (ValidationError, IntegrityError) as error:
            why = " ".join(as_message(error).messages)
            said = _("“%(letter)s” was not linked: %(why)s") % {"letter": later, "why": why}
            page.message_user(request, said, messages.WARNING)
    text = ngettext("%s letter was linked to what it answers.", "%s letters were linked to what they answer.", linked)
    page.message_user(request, text % linked, messages.SUCCESS if linked else messages.INFO)
    return HttpResponseRedirect(request.get_full_path())


def _chosen(request: HttpRequest, keys: set[UUID]) -> Iterable[tuple[Letter, Letter]]:
    pairs = [value.partition(":") for value in request.POST.getlist(CHOSEN)]
    wanted = [(UUID(one), UUID(other)) for one, _colon, other in pairs if is_key(one) and is_key(other)]
    known = Letter.objects.visible_to(request.user).in_bulk({key for pair in wanted for key in pair})
    return ((known[one], known[other]) for one, other in wanted if one in keys and one in known and other in known)
