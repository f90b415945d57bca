"""A letter that was logged twice: what the duplicate holds goes over to the one that is kept (docs/decisions/0013).

``Letter.merge_into`` sets it off. Rows move with their keys, so that whatever names them still does; what the kept letter says
already, and what cannot stand there, stays with the duplicate. Both letters have the same audience, so nobody sees more or less
of any row afterwards, and rows that the person who merges may not see come along by the same rules, unmentioned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .letters import Letter

# By the relation of a letter: the columns that tell whether the kept letter has such a row already.
HELD: dict[str, tuple[str, ...]] = {
    "awaits": ("target", "relation"),
    "event_links": ("event_id", "relation"),
    "labelled": ("label_id",),
    "tablings": ("proposal_id", "kind"),
    "responses": ("addressee_id", "answer", "principal", "framework_id", "opens_id", "reading_of_id"),
    "positions": ("party_id", "topic_id"),
    "dialogue_changes": ("low_id", "high_id", "topic_id", "framework_id", "change"),
}
# Columns of the letter itself that are taken over where the kept one has nothing.
FILLED = (
    "summary", "topic", "framework", "own_reference", "their_reference", "place", "language", "citation",
    "source_url", "archive_reference", "locator", "captured_on",
)  # fmt: skip
KNOWN_BETTER = ("inferred", "reported", "seen", "held")
RECEIVERS = ("addressee", "copy")
COPIED_OF_A_FILE = ("role", "number", "language", "name", "sha256", "size", "media_type", "missing", "level")
COPIED_OF_A_READING = ("which", "value", "time", "zone", "calendar", "bounded_by", "bound", "basis", "source")


@dataclass
class Merged:
    """What came over to the kept letter, and what stayed with the duplicate because it is there already."""

    moved: list[Any] = field(default_factory=list)
    stayed: list[Any] = field(default_factory=list)


@dataclass
class Merging:
    """One letter on its way into another, and in whose name."""

    duplicate: Letter
    kept: Letter
    by: Any
    reason: str
    done: Merged = field(default_factory=Merged)

    def move(self, row: Any, name: str) -> bool:
        """Hang a row on the kept letter; what cannot stand there stays where it is."""
        setattr(row, name, self.kept)
        try:
            with transaction.atomic():
                row.full_clean()
                row.save(by=self.by, verb="moved", reason=self.reason)
        except (ValidationError, IntegrityError):
            setattr(row, name, self.duplicate)
            self.done.stayed.append(row)
            return False
        self.done.moved.append(row)
        return True

    def add(self, row: Any) -> None:
        try:
            with transaction.atomic():
                row.full_clean()
                row.save(by=self.by, reason=self.reason)
        except (ValidationError, IntegrityError):
            return
        self.done.moved.append(row)

    def point(self, row: Any, **keys: Any) -> None:
        """Let a row of another letter name what the kept one has, where it named the same of the duplicate."""
        for name, value in keys.items():
            setattr(row, name, value)
        try:
            with transaction.atomic():
                row.full_clean()
                row.save(by=self.by, verb="moved", reason=self.reason)
        except (ValidationError, IntegrityError):
            return


def merge(duplicate: Letter, kept: Letter, *, by: Any, reason: str) -> Merged:
    """Move everything over and leave the duplicate void, linked to the kept letter. Raises ValidationError."""
    _refuse(duplicate, kept, reason)
    merging = Merging(duplicate, kept, by, reason)
    with transaction.atomic():
        _link(merging)
        for step in (_texts, _readings, _links, _parts, _files, _held, _named):
            step(merging)
        _fill(merging)
        duplicate.refresh_from_db()
        duplicate.void(by=by, reason=reason)
    return merging.done


def _refuse(duplicate: Letter, kept: Letter, reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": _("Say how you know that they are the same letter.")})
    if duplicate.pk == kept.pk:
        raise ValidationError(_("A letter cannot be merged into itself."))
    if duplicate.status == duplicate.Status.VOID or not kept.counts:
        raise ValidationError(_("Neither of them may be void, and the one that is kept is no draft."))
    if duplicate.extent != kept.extent:
        raise ValidationError(_("One is a single exchange, the other stands for several: they are not the same."))
    if duplicate.audience_id != kept.audience_id:
        raise ValidationError(
            _("They are merged when the same people may see both. Reclassify one of them first, then merge them.")
        )


def _link(merging: Merging) -> None:
    links = merging.duplicate.links_up
    if not links.filter(earlier=merging.kept, relation="duplicates").exists():
        row = links.model(later=merging.duplicate, earlier=merging.kept, relation="duplicates", basis="inferred")
        row.save(by=merging.by, reason=merging.reason)


def _texts(merging: Merging) -> None:
    """Bring over the texts whose words the kept letter does not have; acts shown by the others are shown by its own."""
    held = list(merging.kept.texts.select_related("audience__level"))
    for text in merging.duplicate.texts.select_related("audience__level"):
        own = next((one for one in held if text.audience.covers(one.audience) and _has_words_of(one, text)), None)
        if own is None:
            merging.move(text, "letter")
            continue
        merging.done.stayed.append(text)
        for acts in (text.tablings, text.responses, text.positions, text.dialoguechanges):
            for act in acts.all():
                merging.point(act, evidence=own)


def _has_words_of(one: Any, text: Any) -> bool:
    return one.language == text.language and one.find(text.body) is not None


def _readings(merging: Merging) -> None:
    """Keep each date that only the duplicate was given as a rival reading; what it bounds, the kept letter bounds."""
    known = {(row.which, row.effective) for row in merging.kept.readings.all()}
    for row in merging.duplicate.readings.all():
        second_receipt = row.which == "received" and merging.kept.received.is_known
        if (row.which, row.effective) not in known and not second_receipt and row.bounded_by_id != merging.kept.pk:
            copied = {name: getattr(row, name) for name in COPIED_OF_A_READING}
            standing = "rejected" if row.standing == "rejected" else "alternative"
            merging.add(type(row)(letter=merging.kept, standing=standing, **copied))
    for row in merging.duplicate.bounds.exclude(letter=merging.kept):
        merging.move(row, "bounded_by")


def _links(merging: Merging) -> None:
    duplicate, kept = merging.duplicate, merging.kept
    for near, far in (("later", "earlier"), ("earlier", "later")):
        rows = duplicate.links_up if near == "later" else duplicate.links_down
        held = kept.links_up if near == "later" else kept.links_down
        known = set(held.values_list(far, "relation"))
        for link in rows.exclude(**{far: kept}).select_related("later", "earlier"):
            if (getattr(link, f"{far}_id"), link.relation) in known:
                merging.done.stayed.append(link)
            else:
                merging.move(link, near)


def _parts(merging: Merging) -> None:
    """One letter by fax and by bag is one letter with two receipts: what came in twice stands twice, with its channel."""
    held = list(merging.kept.participations.select_related("audience__level"))
    for part in merging.duplicate.participations.select_related("audience__level"):
        same = [one for one in held if _same(part, one, ("party_id", "role"))]
        received = part.received or merging.duplicate.received
        known = [day for one in same if (day := one.received or merging.kept.received).is_known]
        if not same:
            merging.move(part, "letter")
        elif part.role in RECEIVERS and received.is_known and known and received not in known:
            part.received = received
            part.channel = part.channel or merging.duplicate.channel[:40] or _("second copy")
            merging.move(part, "letter")
        else:
            merging.done.stayed.append(part)
            if part.received.is_known and not known:
                merging.point(same[0], received=part.received)


def _files(merging: Merging) -> None:
    """Copy the files that the kept letter lacks: their bytes are stored once, and addresses that were cited go on."""
    held = list(merging.kept.attachments.select_related("audience__level"))
    for row in merging.duplicate.attachments.select_related("audience__level"):
        names = ("sha256",) if row.sha256 else ("missing", "number", "name")
        if any(_same(row, one, names) for one in held):
            continue
        copy = type(row)(letter=merging.kept, **{name: getattr(row, name) for name in COPIED_OF_A_FILE})
        copy.file = row.file.name
        merging.add(copy)


def _held(merging: Merging) -> None:
    for relation, names in HELD.items():
        held = list(getattr(merging.kept, relation).select_related("audience__level"))
        order = ("-principal", "pk") if relation == "responses" else ("pk",)
        keys = getattr(merging.duplicate, relation).order_by(*order).values_list("pk", flat=True)
        for key in list(keys):
            # One by one: a rival reading follows the answer that it is a reading of.
            row = getattr(merging.duplicate, relation).select_related("audience__level").get(pk=key)
            own = next((one for one in held if _same(row, one, names)), None)
            if own is None:
                merging.move(row, "letter")
                continue
            merging.done.stayed.append(row)
            _name_instead(merging, relation, row, own)


def _name_instead(merging: Merging, relation: str, row: Any, own: Any) -> None:
    """What names an act that stays behind names the same act of the kept letter from now on."""
    if relation == "responses":
        for rival in row.rival_readings.all():
            merging.point(rival, reading_of=own)
    if relation == "positions":
        for following in row.following.exclude(pk=own.pk):
            merging.point(following, previous=own)


def _named(merging: Merging) -> None:
    for framework in merging.duplicate.establishes.all():
        merging.move(framework, "established_by")


def _same(row: Any, other: Any, names: Sequence[str]) -> bool:
    """Say whether another row says the same, to everybody who may see this one."""
    return row.audience.covers(other.audience) and all(getattr(row, name) == getattr(other, name) for name in names)


def _fill(merging: Merging) -> None:
    """Give the kept letter what only the duplicate says of itself."""
    kept, duplicate = type(merging.kept).objects.get(pk=merging.kept.pk), merging.duplicate
    came_twice = kept.received.is_known and duplicate.received != kept.received
    for name in (*FILLED, *kept.DATES, *(() if came_twice else ("channel",))):
        if not getattr(kept, name) and getattr(duplicate, name):
            setattr(kept, name, getattr(duplicate, name))
    if KNOWN_BETTER.index(duplicate.knowledge) > KNOWN_BETTER.index(kept.knowledge) and not kept.is_bundle:
        kept.knowledge = duplicate.knowledge
    kept.full_clean()
    kept.save(by=merging.by, verb="merged", reason=merging.reason)
