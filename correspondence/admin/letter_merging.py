"""A letter that was logged twice: choose the other one, see what will happen, merge them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from correspondence.models import Audience, Letter, Link

from .choices import label_of
from .choosing_twice import choose_other
from .foreseen import Effect, foreseen, known_to_reader, offers_touched, turns, without_memory
from .letter_steps import NOBODY_YET, offers_that_turn
from .locks import version_of
from .step_pages import Step, StepForm, ask, record_to_change

if TYPE_CHECKING:
    from correspondence.models.merging import Merged

    from .letters import LetterAdmin


class MergeForm(StepForm):
    """The reason, and the versions of both letters that the page was opened with."""

    other: Letter

    @property
    def stamp(self) -> str:
        return f"{version_of(self.record)} {version_of(self.other)}"


def choose_duplicate_page(page: LetterAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Ask which other letter is the same; the page that merges them says what will happen."""
    # A letter is looked for where a link looks for one: by subject, reference and citation.
    rows = Letter.objects.visible_to(request.user).exclude(status=Letter.Status.VOID)
    help_text = _("What it holds goes over to this letter, and it stays on record, void.")
    return choose_other(
        page, request, object_id, rows=rows, named_by=Link._meta.get_field("earlier"), help_text=help_text
    )


def merge_page(page: LetterAdmin, request: HttpRequest, object_id: str, other_id: str) -> HttpResponse:
    """Say what goes over to the kept letter, what stays, and which offers turn; then merge."""
    kept, other = _both(page, request, object_id, other_id)
    if kept is None or other is None:
        return page.not_there(request, object_id if kept is None else other_id)
    form = type("MergeForm", (MergeForm,), {"other": other})
    swapped = reverse("admin:correspondence_letter_merge", args=(other.pk, kept.pk))
    return ask(
        page,
        request,
        Step(
            kept,
            _("Merge a duplicate"),
            _(
                "“%(other)s” is the same as “%(kept)s”. The latter is kept; the former stays on record, void, and leads there."
            )
            % {"other": label_of(other), "kept": label_of(kept)},
            _("Merge them"),
            _("The duplicate is merged."),
            verb=lambda **given: other.merge_into(kept, **given),
            effects=lambda _given: _of_merging(other, kept, request.user),
            form=form,
            instead=(swapped, _("Keep the other one instead")),
        ),
    )


def _both(page: LetterAdmin, request: HttpRequest, *keys: str) -> list[Letter | None]:
    """Return both letters; when they are merged, locked in the order of their keys, so that nobody waits in a circle."""
    found = {key: record_to_change(page, request, key) for key in sorted(keys, key=lambda key: unquote(key).lower())}
    return [found[key] for key in keys]


def _of_merging(other: Letter, kept: Letter, user: Any) -> tuple[Effect, ...]:
    reader = without_memory(user)
    offers = offers_touched([other, kept], reader)
    before = known_to_reader(offers, reader)
    trial, into = Letter.objects.get(pk=other.pk), Letter.objects.get(pk=kept.pk)
    done: list[Merged] = []

    def look() -> Any:
        seen = {audience.pk for audience in Audience.objects.readable_by(reader)}
        (merged,) = done
        return _told(merged.moved, seen), _told(merged.stayed, seen), known_to_reader(offers, reader)

    moved, stayed, after = foreseen(lambda: done.append(trial.merge_into(into, by=user, reason=NOBODY_YET)), look)
    goes_over = Effect.about(_("This goes over to the letter that is kept:"), moved)
    stays = _(
        "This stays with the duplicate and counts for nothing: the kept letter has it already, or says otherwise."
    )
    return (
        *(goes_over or (Effect(_("The letter that is kept has everything already.")),)),
        *Effect.about(stays, stayed),
        *offers_that_turn(turns(before, after), any_acts=bool(offers)),
    )


def _told(rows: list[Any], seen: set[Any]) -> list[str]:
    return [f"{capfirst(row._meta.verbose_name)}: {_in_words(row)}" for row in rows if row.audience_id in seen]


def _in_words(row: Any) -> str:
    return f"{row.later} → {row.get_relation_display()}: {row.earlier}" if isinstance(row, Link) else str(row)
