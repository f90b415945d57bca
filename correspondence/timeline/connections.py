"""How a card hangs together with others: its links in words, and the lines drawn beside them.

The link is the truth, the line is decoration: every visible link is a text link; only what answers, renews or takes back an
exchange is drawn as well, so that the picture stays calm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from correspondence.models import Letter, Link
from correspondence.rails import Rails, Stub, lay_rails

from .record import Record

R = Link.Relation
DASHED = frozenset({R.REMINDS, R.FOLLOWS_UP, R.SUPERSEDES, R.CORRECTS, R.WITHDRAWS})
DRAWN = frozenset(Link.ANSWERING) | DASHED
MOST_NAMED = 6  # links of one kind on a card; the letter's page has them all
ICONS = {R.REMINDS: "recall", **dict.fromkeys(Link.ANSWERING, "response")}
FROM_BELOW = {
    **dict.fromkeys(Link.ANSWERING, gettext_lazy("Answered by")),
    R.WITHDRAWS: gettext_lazy("Withdrawn by"),
    R.SUPERSEDES: gettext_lazy("Superseded by"),
    R.CORRECTS: gettext_lazy("Corrected by"),
    R.REPORTS: gettext_lazy("Reported by"),
    R.PART_OF: gettext_lazy("Includes"),
}


@dataclass(frozen=True)
class Reference:
    """Another exchange as a card names it. ``arrow`` is set when no line leads there."""

    letter: Letter
    is_here: bool
    arrow: str = ""
    is_hidden: bool = False

    @property
    def remark(self) -> str:
        """Say when it was, if it stands on another page, and that a filter hides it."""
        date = self.letter.date
        said = [date.in_words()] if not self.is_here and date.is_known else []
        return ", ".join([*said, _("hidden by filter")] if self.is_hidden else said)


@dataclass(frozen=True)
class Connection:
    """The exchanges to which a card stands in one relation; ``more`` of them are not named."""

    words: str
    icon: str
    references: tuple[Reference, ...]
    more: int = 0


@dataclass(frozen=True)
class Connections:
    """The links of one page and how they are drawn."""

    record: Record
    here: frozenset[Any]
    stubs: dict[tuple[Any, Any], Stub]

    def of(self, letter: Letter) -> tuple[Connection, ...]:
        """Return what a card says of other exchanges: the earlier ones first."""
        up, down = self.record.links_up.get(letter.pk, ()), self.record.links_down.get(letter.pk, ())
        up = sorted(up, key=lambda link: link.relation not in Link.ANSWERING)
        named = [(capfirst(link.get_relation_display()), ICONS.get(link.relation, "link"), link.earlier) for link in up]
        named += [(str(FROM_BELOW[link.relation]), ICONS.get(link.relation, "link"), link.later)
                  for link in down if link.relation in FROM_BELOW]  # fmt: skip
        grouped: dict[tuple[str, str], list[Letter]] = {}
        for words, icon, other in named:
            grouped.setdefault((words, icon), []).append(other)
        return tuple(self._connection(letter, *look, others) for look, others in grouped.items())

    def _connection(self, letter: Letter, words: str, icon: str, others: Sequence[Letter]) -> Connection:
        shown = list({other.pk: other for other in others}.values())
        references = tuple(self.reference(letter, other) for other in shown[:MOST_NAMED])
        return Connection(words, icon, references, max(len(shown) - MOST_NAMED, 0))

    def reference(self, letter: Letter, other: Letter) -> Reference:
        stub = self.stubs.get((letter.pk, other.pk))
        return Reference(
            other,
            other.pk in self.here,
            stub.direction if stub else "",
            is_hidden=other.pk in self.record.hidden,
        )


def draw(rows: Sequence[tuple[Any, Any]], record: Record, *, newest: bool) -> tuple[Rails, dict[tuple[Any, Any], Stub]]:
    """Lay the lines beside the rows of a page; what has no line is found by (card, other letter)."""
    here = {key for key, _side in rows if key is not None}
    rails = lay_rails(rows, edges(record, here), newest_first=newest)
    stubs = {(stub.shown_by, stub.other): stub for row in rails.rows for stub in row.stubs}
    return rails, stubs


def edges(record: Record, here: set[Any]) -> Iterator[tuple[Any, Any, bool]]:
    """Return what is drawn: one line for each pair of letters, solid where one answers the other.

    A letter that has none of the drawn relations still gets a line to the latest exchange that it names.
    """
    for letter in here:
        up = record.links_up.get(letter, [])
        drawn = [link for link in up if link.relation in DRAWN]
        yield from _once(drawn or up[-1:])
        yield from _once(link for link in record.links_down.get(letter, ()) if link.relation in DRAWN)


def _once(links: Iterable[Link]) -> Iterator[tuple[Any, Any, bool]]:
    found: dict[tuple[Any, Any], bool] = {}
    for link in links:
        pair = (link.earlier_id, link.later_id)
        found[pair] = found.get(pair, True) and link.relation not in Link.ANSWERING
    yield from ((earlier, later, dashed) for (earlier, later), dashed in found.items())
