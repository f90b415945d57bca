"""What one page of a bilateral timeline shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from correspondence.dialogues import Dialogue, told
from correspondence.listing import Chip, Count, Without
from correspondence.models import DialogueChange, Party

from .asked import TimelineForm
from .lanes import Lanes
from .pairs import canonical_order
from .rows import Row
from .strip import Strip


@dataclass(frozen=True)
class Timeline:
    """One page of what two parties said to each other; ``a`` stands on the left.

    ``before`` and ``after`` are cursors to the page above and below, "" where there is none. ``predecessors`` are those
    whose exchanges may be included, whether they are or not.
    """

    lanes: Lanes
    form: TimelineForm
    filterset: Any
    rows: tuple[Row, ...] = ()
    tracks: int = 1
    count: Count = field(default_factory=lambda: Count(0))
    years: tuple[str, str] = ("", "")
    before: str = ""
    after: str = ""
    strip: Strip | None = None
    chips: tuple[Chip, ...] = ()
    hidden_by: tuple[Without, ...] = ()
    predecessors: tuple[Party, ...] = ()
    changes: tuple[DialogueChange, ...] = ()

    @property
    def dialogues(self) -> tuple[Dialogue, ...]:
        """Where the dialogue of the two stands now, on each subject that something is said of."""
        return told(self.changes)

    @property
    def a(self) -> Party:
        return self.lanes.a.party

    @property
    def b(self) -> Party:
        return self.lanes.b.party

    @property
    def status(self) -> int:
        """The status of the answer: a value that cannot be read is the reader's mistake."""
        return 200 if self.is_readable else 400

    @property
    def is_readable(self) -> bool:
        return self.form.is_valid() and self.filterset.form.is_valid()

    @property
    def problem(self) -> str:
        return self.form.problem

    @property
    def carried(self) -> tuple[tuple[str, str], ...]:
        """What the form of the filters keeps of the address besides them."""
        return self.form.carried

    @property
    def newest_first(self) -> bool:
        return bool(self.form.cleaned_data.get("newest"))

    @property
    def ends(self) -> tuple[str, str] | None:
        """The keys of a year or decade that is asked for."""
        return self.form.cleaned_data["ends"]

    @property
    def span(self) -> str:
        """The year or the decade that is asked for, in words; "" for the whole time."""
        return "".join(chip.value for chip in self.form.chips)

    @property
    def is_further_page(self) -> bool:
        return self.form.cleaned_data.get("cursor") is not None

    @property
    def has_predecessors(self) -> bool:
        """Whether the exchanges of predecessors are asked for, and there are some who had them."""
        return bool(self.lanes.a.older or self.lanes.b.older)

    @property
    def canonical(self) -> str:
        """The address of this timeline in the site's own lists; "" when it is the one asked for."""
        first, second = canonical_order(self.a, self.b)
        return "" if first == self.a else reverse("correspondence:timeline", args=(first.slug, second.slug))

    @property
    def of_principals(self) -> str:
        """The address of the timeline that this one is a part of; "" when it is that of two principals already."""
        if not self.lanes.is_of_organs:
            return ""
        return reverse("correspondence:timeline", args=(self.a.principal.slug, self.b.principal.slug))

    @property
    def summary(self) -> str:
        """The timeline in one sentence."""
        exchanges = ngettext("%(count)s exchange", "%(count)s exchanges", self.count.number) % {"count": self.count}
        words = {"exchanges": exchanges, "first": self.years[0], "last": self.years[1], "year": self.span}
        if self.span:
            said = _("%(exchanges)s in %(year)s")
        elif self.years[0] == self.years[1]:
            said = _("%(exchanges)s in %(first)s") if self.years[0] else "%(exchanges)s"
        else:
            said = _("%(exchanges)s, %(first)s to %(last)s")
        if any(row.kind == "card" and row.thing.is_reported for row in self.rows):
            return _("%(sentence)s; dashed cards are known only from a report.") % {"sentence": said % words}
        return _("%(sentence)s.") % {"sentence": said % words}
