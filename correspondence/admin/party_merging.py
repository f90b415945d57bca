"""A party that is on record twice: choose the other one, see what will happen, merge them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from correspondence.models import Participation, Party, Scoped
from correspondence.models.party_merging import naming, refuse

from .choosing_twice import choose_other
from .foreseen import Effect
from .locks import version_of
from .step_pages import Step, StepForm, ask, record_to_change

if TYPE_CHECKING:
    from .parties import PartyAdmin


MOST_ROWS = 1_500  # saved while a browser waits, with all that follows from each


class MergeForm(StepForm):
    """The reason, and what both parties were when the page was opened."""

    other: Party

    @property
    def stamp(self) -> str:
        return f"{version_of(self.record)} {version_of(self.other)}"


def addresses_of_merging(page: PartyAdmin) -> list[Any]:
    view = page.admin_site.admin_view
    return [
        path("<path:object_id>/merge/<path:other_id>/", view(partial(merge_page, page)),
             name="correspondence_party_merge"),
        path("<path:object_id>/merge/", view(partial(choose_duplicate_page, page)),
             name="correspondence_party_merge_choose"),
    ]  # fmt: skip


def choose_duplicate_page(page: PartyAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Ask which other party is the same; the page that merges them says what will happen."""
    rows = Party.objects.visible_to(request.user).select_related("principal")
    help_text = _("Whatever names it names this party from then on; its names stay as other names of this one.")
    named_by = Participation._meta.get_field("party")
    return choose_other(page, request, object_id, rows=rows, named_by=named_by, help_text=help_text)


def merge_page(page: PartyAdmin, request: HttpRequest, object_id: str, other_id: str) -> HttpResponse:
    """Say what names the other party and will name this one; then merge."""
    kept, other = _both(page, request, object_id, other_id)
    if kept is None or other is None:
        return page.not_there(request, object_id if kept is None else other_id)
    names = {"other": other.full_name, "kept": kept.full_name}
    swapped = reverse("admin:correspondence_party_merge", args=(other.pk, kept.pk))
    return ask(
        page,
        request,
        Step(
            kept,
            _("Merge a duplicate"),
            _("“%(other)s” is the same as “%(kept)s”. Whatever names the former names the latter from then on.")
            % names,
            _("Merge them"),
            _("The parties are merged."),
            verb=partial(_merge, other, kept),
            effects=lambda _given: _of_merging(other, kept, request.user),
            form=type("MergeForm", (MergeForm,), {"other": other}),
            instead=(swapped, _("Keep the other one instead")),
        ),
    )


def _both(page: PartyAdmin, request: HttpRequest, *keys: str) -> list[Party | None]:
    """Return both parties; when they are merged, locked in the order of their keys, so that nobody waits in a circle."""
    found = {key: record_to_change(page, request, key) for key in sorted(keys, key=lambda key: unquote(key).lower())}
    return [found[key] for key in keys]


def _merge(other: Party, kept: Party, *, by: Any, reason: str) -> None:
    _refuse_many(_numbers(other, by))
    other.merge_into(kept, by=by, reason=reason)


def _refuse_many(numbers: dict[Any, int]) -> None:
    if sum(numbers.values()) > MOST_ROWS:
        words = _("It is named in more than %(number)d places. Keep it, and merge the other one into it.")
        raise ValidationError(words % {"number": MOST_ROWS})


def _of_merging(other: Party, kept: Party, reader: Any) -> tuple[Effect, ...]:
    """Say how many visible rows will name the other one. It is not tried: a party may stand in thousands of letters."""
    refuse(other, kept, reader)
    numbers = _numbers(other, reader)
    _refuse_many(numbers)
    names = {"name": str(other), "old": other.get_absolute_url(), "new": kept.get_absolute_url()}
    moves = () if other.principal_id == kept.principal_id else (
        Effect(_("Its letters stand on the timelines of “%(principal)s” from then on.") % {"principal": kept.principal}),
    )  # fmt: skip
    return (
        *Effect.about(_("These name the kept one from then on, as far as you can see:"), _counted(numbers)),
        *moves,
        Effect(_("“%(name)s” stays as another name, and is found. The address %(old)s leads to %(new)s.") % names),
        Effect(_("The row of the duplicate goes; the history keeps what it said.")),
    )


def _numbers(other: Party, reader: Any) -> dict[Any, int]:
    """Return how many rows of each noun name a party, as far as this reader may know."""
    found: dict[Any, int] = {}
    for model, name in naming(other):
        if issubclass(model, Scoped):
            rows: Any = model._default_manager
            found[model] = found.get(model, 0) + rows.visible_to(reader).filter(**{name: other}).count()
    return found


def _counted(numbers: dict[Any, int]) -> list[str]:
    lines = []
    for model, number in numbers.items():
        noun = model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural
        lines += [f"{number} {noun}"] if number else []
    return lines
