"""Steps that others rely on, each on a page of its own that says what will happen and asks why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from correspondence.models import Audience, DateReading, Desk, Letter, Level, Link

from .choices import label_of
from .foreseen import (
    Effect,
    acts_of,
    foreseen,
    hanging,
    known_in,
    known_to_reader,
    moved_along,
    offers_touched,
    turns,
    without_memory,
)
from .step_pages import ReclassifyForm, Step, StepForm, ask, record_to_change

if TYPE_CHECKING:
    from .letters import LetterAdmin

NOBODY_YET = "…"  # stands for the reason while a step is only tried


def void_page(page: LetterAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    letter = record_to_change(page, request, object_id)
    if letter is None:
        return page.not_there(request, object_id)
    return ask(
        page,
        request,
        Step(
            letter,
            _("Void the letter"),
            _("It stays on record with your reason, and what it says counts for nothing from then on."),
            _("Void the letter"),
            _("The letter is void."),
            verb=letter.void,
            effects=lambda _given: _of_voiding(letter, request.user),
        ),
    )


def _of_voiding(letter: Letter, user: Any) -> tuple[Effect, ...]:
    reader = without_memory(user)
    acts = acts_of(letter, reader)
    offers = offers_touched([letter], reader)
    before = known_to_reader(offers, reader)
    trial = Letter.objects.get(pk=letter.pk)
    after = foreseen(lambda: trial.void(by=user, reason=NOBODY_YET), lambda: known_to_reader(offers, reader))
    links = Link.objects.visible_to(reader).filter(earlier=letter, relation__in=Link.ANSWERING).select_related("later")
    return (
        *Effect.about(_("This counts for nothing from then on:"), acts),
        *offers_that_turn(turns(before, after), any_acts=bool(acts)),
        *Effect.about(
            _("These answer it. They stay, and are shown as answers to a void letter:"),
            [f"{link.later} ({link.later.date})" if link.later.date else link.later for link in links],
        ),
    )


def offers_that_turn(lines: list[str], *, any_acts: bool) -> tuple[Effect, ...]:
    if lines:
        return Effect.about(_("Offers are folded anew, and stand elsewhere:"), lines)
    return (Effect(_("No offer that you can see stands elsewhere afterwards.")),) if any_acts else ()


def reclassify_page(page: LetterAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Ask for level and desk; say who will see it from then on, and who no longer; then do it."""
    letter = record_to_change(page, request, object_id, void_too=True)
    if letter is None:
        return page.not_there(request, object_id)
    return ask(
        page,
        request,
        Step(
            letter,
            _("Reclassify the letter"),
            _("Everything that depends on it moves along: texts, acts, links, and the offers that it alone puts."),
            _("Reclassify"),
            _("The letter is reclassified."),
            verb=letter.reclassify,
            effects=lambda given: _of_reclassifying(letter, given["level"], given["desk"], request.user),
            form=ReclassifyForm,
            asks_first=True,
        ),
    )


def _of_reclassifying(letter: Letter, level: Level, desk: Desk | None, user: Any) -> tuple[Effect, ...]:
    reader, old = without_memory(user), letter.audience
    offers, rows = offers_touched([letter], reader), hanging(letter, reader)
    before, copies = known_in(offers, old), _duplicates(letter, reader)
    trial = Letter.objects.get(pk=letter.pk)

    def look() -> tuple[Any, ...]:
        new = Audience.objects.select_related("level").get(pk=trial.audience_id)
        return new, known_in(offers, old), known_in(offers, new), moved_along(rows)

    new_before = _as_the_new_readers_know(level, desk, offers)
    new, after, new_after, along = foreseen(
        lambda: trial.reclassify(level=level, desk=desk, by=user, reason=NOBODY_YET), look
    )
    return (
        *_who_sees_it(letter, level, desk),
        *Effect.about(_("With it move, as far as you can see:"), along),
        *Effect.about(_("These are its duplicates. They stay where they are: reclassify each of them too."), copies),
        *Effect.about(
            _("For those who see it now and will not see it then, offers stand elsewhere:"),
            [] if old.covers(new) else turns(before, after),
        ),
        *Effect.about(
            _("For those who will see it, offers stand elsewhere than they knew:"),
            [] if new.covers(old) else turns(new_before, new_after),
        ),
    )


def _duplicates(letter: Letter, reader: Any) -> list[str]:
    """Return the letters that are the same as this one, void ones too: what they hold is not moved with it."""
    links = Link.objects.visible_to(reader).filter(relation=Link.Relation.DUPLICATES).select_related("later", "earlier")
    others = [link.later for link in links.filter(earlier=letter)] + [
        link.earlier for link in links.filter(later=letter)
    ]
    return [label_of(other) for other in others]


def _as_the_new_readers_know(level: Level, desk: Desk | None, offers: Any) -> Any:
    """Return how the offers stand now for those who would see the letter then."""
    audience = Audience(level=level, desks=str(desk.pk) if desk else "")
    return known_in(offers, audience)


def _who_sees_it(letter: Letter, level: Level, desk: Desk | None) -> tuple[Effect, ...]:
    return (
        Effect(_("It is seen now by %(whom)s.") % {"whom": seen_by(letter.level, letter.desk)}),
        Effect(_("From then on it is seen by %(whom)s, and by nobody else.") % {"whom": seen_by(level, desk)}),
    )


def seen_by(level: Level, desk: Desk | None) -> str:
    """Return the readers of a level and a desk in words."""
    if desk is not None:
        return _("those cleared for “%(level)s” or higher who sit at the desk “%(desk)s”") % {
            "level": level, "desk": desk,
        }  # fmt: skip
    if level.rank == Level.lowest().rank:
        return _("everybody who may read here")
    return _("everybody cleared for “%(level)s” or higher, at whatever desk") % {"level": level}


def prefer_page(page: LetterAdmin, request: HttpRequest, object_id: str, reading_id: str) -> HttpResponse:
    letter = record_to_change(page, request, object_id)
    reading = _reading(letter, request, reading_id) if letter else None
    if letter is None or reading is None:
        return page.not_there(request, object_id)
    names = {"which": reading.get_which_display(), "date": reading.effective}
    return ask(
        page,
        request,
        Step(
            letter,
            _("Prefer another date"),
            _("%(which)s: %(date)s. The file is sorted anew; both readings stay.") % names,
            _("Prefer this date"),
            _("The letter is dated by another reading."),
            verb=reading.prefer,
            form=StepForm,
        ),
    )


def _reading(letter: Letter, request: HttpRequest, key: str) -> DateReading | None:
    try:
        return DateReading.objects.visible_to(request.user).filter(letter=letter, pk=unquote(key)).first()
    except ValidationError:
        return None
