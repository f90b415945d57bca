"""A letter known from others only has arrived: its key and links stay, and what was reported stays beside what it says.

``Letter.promote`` and ``Letter.log_one_of`` set it off. A date that was reported otherwise stays as a rival reading; every
other column that changes stands in the journal, before and after. Acts keep the words of the report as their evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .attachments import Attachment
    from .letters import Letter
    from .texts import Text

VERB = "promoted"
# What a document says of itself; the rest of a letter follows from the file that it belongs to.
SAID = ("subject", "form", "dated", "received", "own_reference", "their_reference", "language")
OF_THE_FILE = ("topic", "framework", "level", "desk", "status")


@dataclass(frozen=True)
class Arrived:
    """What came: the columns that the document settles, its texts and its files, none of them saved yet."""

    columns: Mapping[str, Any]
    texts: Sequence[Text] = ()
    files: Sequence[Attachment] = field(default=())


def promote(letter: Letter, arrived: Arrived, *, by: Any, reason: str = "") -> None:
    """Make a letter that was known from others the letter itself."""
    if letter.is_bundle:
        raise ValidationError(
            _("Nobody says how many letters these are: log the one that has arrived as part of them.")
        )
    if letter.knowledge == letter.Knowledge.HELD:
        raise ValidationError(_("The text of this letter is held already."))
    if letter.status == letter.Status.VOID:
        raise ValidationError(_("A void letter stays as it is."))
    with transaction.atomic():
        _name_who_reported(letter, arrived, by)
        _set(letter, arrived)
        letter.save(by=by, verb=VERB, reason=reason)
        _confirm_dates(letter, by)
        _add(letter, arrived, by)


def log_one_of(bundle: Letter, arrived: Arrived, *, by: Any) -> Letter:
    """Log one letter of several that are known from others; they stay as they are, and it is part of them."""
    if not bundle.is_bundle:
        raise ValidationError(_("This is one letter: promote it."))
    with transaction.atomic():
        letter = type(bundle)(**{name: getattr(bundle, name) for name in OF_THE_FILE})
        letter.recorded_by = by
        _set(letter, arrived)
        letter.save(by=by)
        # Only what everybody knows of them who may see them: the parts of the new letter are as visible as theirs.
        for part in bundle.participations.known_to(bundle.audience):  # type: ignore[attr-defined]
            names = ("party", "role", "as_named", "person", "position")
            _saved(type(part)(letter=letter, **{name: getattr(part, name) for name in names}), by)
        link = bundle.links_down.model
        _saved(link(later=letter, earlier=bundle, relation="part_of", basis="inferred"), by)
        _add(letter, arrived, by)
    return letter


def _set(letter: Letter, arrived: Arrived) -> None:
    for name in SAID:
        if name in arrived.columns:
            setattr(letter, name, arrived.columns[name])
    letter.knowledge = letter.Knowledge.HELD
    letter.full_clean()


def _add(letter: Letter, arrived: Arrived, by: Any) -> None:
    for row in (*arrived.texts, *arrived.files):
        row.letter = letter  # type: ignore[attr-defined]
        _saved(row, by)


def _saved(row: Any, by: Any) -> None:
    row.full_clean()
    row.save(by=by)


def _name_who_reported(letter: Letter, arrived: Arrived, by: Any) -> None:
    """Let the readings that will be rivals say where they come from, as far as every reader of the letter may know."""
    said = ""
    for reading in letter.readings.preferred().select_related("bounded_by"):
        if reading.source or arrived.columns.get(reading.which, reading.effective) == reading.effective:
            continue
        said = said or _reporters(letter)
        if said:
            reading.source = said
            reading.save(by=by)


def _reporters(letter: Letter) -> str:
    links = letter.links_down.known_to(letter.audience)  # type: ignore[attr-defined]
    rows = list(links.select_related("later").order_by("later__sort_key", "id"))
    reporting = [link for link in rows if link.relation == link.Relation.REPORTS] or rows[:1]
    return "; ".join(f"{link.later} ({link.later.date})" for link in reporting)[:300]


def _confirm_dates(letter: Letter, by: Any) -> None:
    """Where the document bears out what was reported, the date is known as printed from now on."""
    for reading in letter.readings.preferred().filter(basis__startswith="reported", which="dated"):
        reading.basis = reading.Basis.AS_PRINTED
        reading.save(by=by)


def log_stubs(letter: Letter, was: dict[str, Any] | None) -> None:
    """Log, with a draft that becomes a letter on file, the stubs that nothing but this draft speaks of."""
    if was is None or was["status"] != letter.Status.DRAFT or not letter.counts:
        return
    for link in letter.links_up.select_related("earlier"):
        stub = link.earlier
        alone = not stub.links_down.exclude(later=letter).exists() and stub.recorded_by_id == letter.recorded_by_id
        if stub.status == stub.Status.DRAFT and stub.knowledge == stub.Knowledge.REPORTED and alone:
            stub.status = letter.status
            stub.save(by=letter.actor)
