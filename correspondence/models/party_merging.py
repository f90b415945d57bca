"""A party that is on record twice: everything that names the one names the other from now on (docs/decisions/0013).

``Party.merge_into`` sets it off. The row that is merged goes; its names stay as other names of the kept one, its keys in
sources go over, so that the next import knows it, and its address leads on. Both have the same audience, so nobody sees
more or less.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .parties import Party

DERIVED = {("LetterPair", "low"), ("LetterPair", "high"), ("Party", "principal")}
SPEAK_FOR_THEMSELVES = ("state", "organisation")


def naming(party: Party) -> Iterator[tuple[Any, str]]:
    """Yield every table, with its key, whose rows may name a party by hand."""
    for relation in party._meta.get_fields(include_hidden=True):
        model, field = relation.related_model, getattr(relation, "field", None)
        if field is None or relation.concrete or not relation.auto_created:
            continue
        if (model.__name__, field.name) not in DERIVED:  # type: ignore[union-attr]
            yield model, field.name


def merge(party: Party, kept: Party, *, by: Any, reason: str) -> None:
    """Let everything that names a party name the kept one, and remove it. Raises ValidationError."""
    refuse(party, kept, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Say how you know that they are the same.")})
    with transaction.atomic():
        for model, name in list(naming(party)):
            for row in model._base_manager.filter(**{name: party}).order_by("pk"):
                _point(row, name, kept, by, reason)
        _remember(party, kept, by, reason)
        # Who speaks for himself is named by his own row, which nothing may name when it goes.
        type(party).objects.filter(pk=party.pk).update(principal=kept)
        type(party).objects.get(pk=party.pk).delete(by=by, reason=reason)
        type(kept).objects.get(pk=kept.pk).save(by=by, verb="merged", reason=reason)


def refuse(party: Party, kept: Party, reader: Any) -> None:
    """Raise ValidationError when two parties are not the same for the same readers, as far as one of them may know."""
    if party.pk == kept.pk:
        raise ValidationError(_("A party cannot be merged into itself."))
    if party.audience_id != kept.audience_id:
        raise ValidationError(
            _("They are merged when the same people may see both: give them the same level and desk first.")
        )
    if party.kind != kept.kind and {party.kind, kept.kind} & set(SPEAK_FOR_THEMSELVES):
        raise ValidationError(_("A state or organisation is merged only with another one of its kind."))
    if kept in _above(party) or party in _above(kept):
        raise ValidationError(_("One of them is part of the other: they are two."))
    for rows, ours, theirs in (
        (party.successions, "older", "newer"), (party.predecessions, "newer", "older"),
        (party.dialogues_low, "low", "high"), (party.dialogues_high, "high", "low"),
    ):  # fmt: skip
        between = rows.filter(**{ours: party, theirs: kept})
        if (between if reader is None else between.visible_to(reader)).exists():
            raise ValidationError(_("The record says of one what it did to the other: they are two."))


def _above(party: Party) -> list[Party]:
    found, above = [], party.parent
    while above is not None and above not in found:
        found.append(above)
        above = above.parent
    return found


def _point(row: Any, name: str, kept: Party, by: Any, reason: str) -> None:
    """Let a row name the kept party; one that would stand there twice goes, and the journal keeps what it said."""
    row = type(row)._base_manager.filter(pk=row.pk).first()  # an earlier one may have taken it along
    if row is None:
        return
    setattr(row, name, kept)
    try:
        with transaction.atomic():
            row.save(by=by, verb="moved", reason=reason)
    except IntegrityError:
        stored = type(row)._base_manager.get(pk=row.pk)
        if hasattr(row, "responses"):
            _hand_over(stored, kept, by, reason)
        stored.delete(by=by, reason=reason)


def _hand_over(addressee: Any, kept: Party, by: Any, reason: str) -> None:
    """Of an offer that was put to both rows, the answers of the one are answers of the other."""
    own = addressee.proposal.addressees.get(party=kept)
    for response in addressee.responses.all():
        response.addressee = own
        try:
            with transaction.atomic():
                response.save(by=by, verb="moved", reason=reason)
        except IntegrityError:
            response.principal = False  # the letter already has one for the kept party
            response.save(by=by, verb="moved", reason=reason)


def _remember(party: Party, kept: Party, by: Any, reason: str) -> None:
    """Keep the names of a party as other names of the kept one, and its address as one that leads on."""
    names = kept.names.model
    known = {kept.name, kept.short_name, *kept.names.values_list("name", flat=True)}
    for name in dict.fromkeys((party.name, party.short_name)):
        if name and name not in known:
            names(party=kept, name=name, kind="short").save(by=by, reason=reason)
    if not kept.former_addresses.filter(slug=party.slug).exists():
        kept.former_addresses.model(party=kept, slug=party.slug).save(by=by, reason=reason)
