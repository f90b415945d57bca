"""Do these two parties talk? On what not, since when, why, and who says so?

Everything is what the reader may know: a dialogue that was suspended in a letter he may not see is not suspended for him.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from correspondence.models import DialogueChange, DialogueState, Framework, Letter, Proposal, Reader, Tabling
from correspondence.models.dialogues import folds


@dataclass(frozen=True)
class Dialogue:
    """Where one dialogue stands, as a page tells it."""

    stands: DialogueState

    @property
    def change(self) -> DialogueChange:
        """What led there: its words are the evidence."""
        return self.stands.began

    @property
    def state(self) -> str:
        return self.stands.state

    @property
    def since(self) -> str:
        """From when, in words: "since 3 March 2016"; words such as "after the annexation" stand as they were written."""
        return since(self.change)

    def __str__(self) -> str:
        """Return the state in as few words as tell it: "dialogue suspended: Inspections, according to Latvia"."""
        said = {"suspended": _("dialogue suspended"), "ended": _("dialogue ended"), "active": _("dialogue active")}
        told = said[self.state]
        if self.change.subject:
            told = _("%(state)s: %(subject)s") % {"state": told, "subject": name_of(self.change)}
        return ", ".join([told, *self._claim])

    @property
    def sentence(self) -> str:
        """The state in one sentence without a full stop, for a notice."""
        said = {"suspended": _("suspended"), "ended": _("ended"), "active": pgettext("of a dialogue", "active")}[
            self.state
        ]
        told = [f"{said} {self.since}"] if self.change.when.iso else [one for one in (said, self.since) if one]
        return _("%(subject)s: %(told)s") % {"subject": name_of(self.change), "told": ", ".join([*told, *self._claim])}

    @property
    def _claim(self) -> list[str]:
        by = _listed(party.full_name for party in self.stands.claimed_by)
        return [_("according to %(party)s") % {"party": by}] if by else []


def name_of(change: DialogueChange) -> str:
    """Return what the dialogue is about, and in which format."""
    return _listed(str(one) for one in change.subject) or _("The dialogue in general")


def since(change: DialogueChange) -> str:
    date = change.when
    return _("since %(date)s") % {"date": date.in_words()} if date.iso else str(date)


def changes_between(ours: Iterable[Any], theirs: Iterable[Any], reader: Reader) -> list[DialogueChange]:
    """Return what is said of the dialogue of principals, by the keys of both sides, in order of time."""
    rows = DialogueChange.objects.visible_to(reader).between(ours, theirs).counting().for_reading()
    return sorted(rows, key=lambda one: (one.place, one.recorded_at, str(one.pk)))


def told(changes: Iterable[DialogueChange]) -> tuple[Dialogue, ...]:
    """Return where each dialogue stands after some changes, the latest first."""
    return tuple(Dialogue(state) for state in folds(changes))


def dialogues_in(framework: Framework, reader: Reader) -> tuple[Dialogue, ...]:
    """Return where the dialogues in a format, or under its provisions, stand: of every pair of parties."""
    rows = DialogueChange.objects.visible_to(reader).counting().for_reading()
    return told(rows.filter(Q(framework=framework) | Q(framework__parent=framework)))


def suspended_pairs(pairs: Iterable[tuple[Any, Any]], reader: Reader) -> dict[tuple[Any, Any], tuple[Dialogue, ...]]:
    """Return the suspended dialogues of some pairs of principals, by their keys, the lower one first."""
    wanted = set(pairs)
    rows = DialogueChange.objects.visible_to(reader).counting().for_reading()
    near = rows.filter(low__in={low for low, _high in wanted}, high__in={high for _low, high in wanted})
    found: dict[tuple[Any, Any], tuple[Dialogue, ...]] = {}
    for one in told(row for row in near if (row.low_id, row.high_id) in wanted):
        if one.stands.is_suspended:
            key = (one.change.low_id, one.change.high_id)
            found[key] = (*found.get(key, ()), one)
    return found


def suspended_when_put(reader: Reader, **in_what: Letter | Proposal) -> list[tuple[Proposal, Dialogue]]:
    """Return each invitation that is put in a letter (``letter=``), or one invitation each time it is put
    (``proposal=``), with each dialogue that it leads into and that was suspended then.
    """
    kinds = (Tabling.Kind.PUT, Tabling.Kind.AMENDED)
    put = Tabling.objects.visible_to(reader).filter(**in_what, kind__in=kinds)
    rows = put.filter(proposal__kind=Proposal.Kind.INVITATION).select_related("proposal", "letter")
    found: dict[Any, tuple[Proposal, Dialogue]] = {}
    for row in rows.order_by("letter__sort_key", "id"):
        for one in _suspended_for(row.proposal, row.letter.sort_key, reader):
            found[row.proposal_id, one.change.pk] = (row.proposal, one)
    return list(found.values())


def _suspended_for(invitation: Proposal, at: str, reader: Reader) -> list[Dialogue]:
    by = invitation.proposers.visible_to(reader).values_list("party__principal", flat=True)
    to = invitation.addressees.visible_to(reader).values_list("party__principal", flat=True)
    between = DialogueChange.objects.visible_to(reader).between(by, to).counting().for_reading()
    topics, frameworks = _with_parents(invitation.topic), _with_parents(invitation.provision)
    near = [one for one in between if one.place <= at and one.concerns(topics, frameworks)]
    return [one for one in told(near) if one.stands.is_suspended]


def _with_parents(row: Any) -> set[Any]:
    """Return the key of a topic or framework and those of everything that it is part of."""
    found: set[Any] = set()
    while row is not None and row.pk not in found:
        found.add(row.pk)
        row = row.parent
    return found


def _listed(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))
