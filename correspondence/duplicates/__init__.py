"""Is this letter on record already? It is asked about, never refused; that two are not the same is remembered.

One letter, saved or still being typed, is held against those that share its sender and days, its references, its words or
its files. Everything is what the reader may see; the number of queries does not depend on how much there is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.db.models.functions import Length

from correspondence.models import Attachment, DateReading, Letter, Participation, Reader, Text

from .comparing import Comparison, compared_letters
from .likeness import Likeness, Traits, likeness
from .looking import ONLY_REPORTED, Found, Sought, known_apart, look_for, sides

__all__ = [
    "Comparison",
    "Likeness",
    "Possible",
    "Sought",
    "Traits",
    "compared_letters",
    "duplicates_to_settle",
    "likeness",
    "possible_duplicates",
    "possibly_the_same",
]

MOST_SHOWN = 3
SHORTEST_TEXT = 60  # shorter ones are the same in many letters: "Received with thanks."


@dataclass(frozen=True)
class Possible:
    """A letter on record that may be the one in hand, and why."""

    letter: Letter
    likeness: Likeness
    senders: tuple[str, ...]

    @property
    def is_stub(self) -> bool:
        """Whether it is known from others only, so that the one in hand may be its text."""
        return self.letter.knowledge in ONLY_REPORTED and not self.letter.is_bundle


def possible_duplicates(letter: Letter, reader: Reader, *, only_likely: bool = False) -> tuple[Possible, ...]:
    """Return the letters that this saved one may duplicate, the most alike first."""
    if letter.status == Letter.Status.VOID:
        return ()
    return possibly_the_same(_sought(letter, reader), reader, only_likely=only_likely)


def duplicates_to_settle(letter: Letter, reader: Reader) -> tuple[Possible, ...]:
    """Return the likely duplicates of a letter for somebody who may change letters; nobody else is asked about them."""
    may_change = getattr(reader, "is_staff", False) and reader.has_perm("correspondence.change_letter")  # type: ignore[union-attr]
    return possible_duplicates(letter, reader, only_likely=True) if may_change else ()


def possibly_the_same(sought: Sought, reader: Reader, *, only_likely: bool = False) -> tuple[Possible, ...]:
    """Return the letters on record that what is sought may be, the most alike first."""
    found = look_for(sought, reader)
    keys = found.keys - {sought.key}
    if keys and sought.key is not None:
        keys -= known_apart(sought.key, reader)
    alike = [one for one in _held_against(sought, found, keys, reader) if one.likeness.is_likely or not only_likely]
    alike.sort(key=lambda one: (-one.likeness.score, one.letter.sort_key, str(one.letter.pk)))
    return tuple(alike[:MOST_SHOWN])


def _held_against(sought: Sought, found: Found, keys: set[Any], reader: Reader) -> Iterable[Possible]:
    if not keys:
        return
    for letter in _loaded(keys, reader):
        same_text, same_file = letter.pk in found.by_text, letter.pk in found.by_file
        alike = likeness(sought.traits, _traits(letter), same_text=same_text, same_file=same_file)
        if alike is not None:
            wrote = [part.party.full_name for part in letter.parts if part.role == Participation.Role.SENDER]  # type: ignore[attr-defined]
            yield Possible(letter, alike, tuple(dict.fromkeys(wrote)))


def _loaded(keys: set[Any], reader: Reader) -> Any:
    letters = Letter.objects.visible_to(reader).exclude(status=Letter.Status.VOID).filter(pk__in=keys)
    return letters.prefetch_related(
        Prefetch("participations", Participation.objects.visible_to(reader).for_listing(), to_attr="parts"),
        Prefetch("readings", _readings(reader), to_attr="dated_by"),
    )


def _readings(reader: Reader) -> Any:
    rows = DateReading.objects.visible_to(reader).exclude(standing=DateReading.Standing.REJECTED)
    return rows.filter(which="dated").select_related("bounded_by")


def _traits(letter: Any) -> Traits:
    senders, addressees = sides(letter.parts)
    return Traits(
        senders,
        addressees,
        dates=(letter.date, *(reading.effective for reading in letter.dated_by)),
        title=letter.subject,
        references=frozenset({letter.own_reference.strip(), letter.their_reference.strip()} - {""}),
        is_reported=letter.knowledge in ONLY_REPORTED,
    )


def _sought(letter: Letter, reader: Reader) -> Sought:
    [loaded] = _loaded({letter.pk}, reader)
    texts = Text.objects.visible_to(reader).filter(letter=letter).annotate(size=Length("body"))
    files = Attachment.objects.visible_to(reader).filter(letter=letter).exclude(sha256="")
    return Sought(
        _traits(loaded),
        texts=frozenset(texts.filter(size__gte=SHORTEST_TEXT).values_list("digest", flat=True)),
        files=frozenset(files.values_list("sha256", flat=True)),
        key=letter.pk,
    )
