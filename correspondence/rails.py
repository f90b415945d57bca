"""Reply rails: the lines between the two lanes of a timeline that join an answer to what it answers.

Every letter that is still going to be answered holds one vertical *track* between its own row and its last answer; a
track is used again once it is free. A row is drawn from three kinds of segment only: `out` (the line leaves the letter),
`pass` (it runs by) and `in` (an arm with an arrowhead reaches the answer). Nothing is measured in the browser, so the
lines hold at any card height, in print, on a phone and without script.

What cannot be drawn becomes a *stub*: the card then carries a text link with an arrow instead of a line.
Pure layout: no Django, no database.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush
from typing import Literal

MOST_TRACKS = 12

Side = Literal["a", "b"] | None
Kind = Literal["out", "pass", "in"]
Direction = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Edge:
    """An answer (`later`) and what it answers (`earlier`); dashed when it only recalls or renews."""

    earlier: Hashable
    later: Hashable
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of line in one row; `classes` is all that a template needs."""

    kind: Kind
    track: int
    dashed: bool
    classes: str


@dataclass(frozen=True, slots=True)
class Stub:
    """An edge without a line: the card of `shown_by` carries a link to `other`, which stands `direction` from it."""

    edge: Edge
    shown_by: Hashable
    other: Hashable
    direction: Direction
    is_here: bool

    @property
    def answers(self) -> bool:
        """Whether the card that shows the stub is the answer (and not what is answered)."""
        return self.shown_by == self.edge.later


@dataclass(frozen=True, slots=True)
class RailRow:
    """What one row shows: its segments in painting order, the number of arms that need height, its stubs."""

    segments: tuple[Segment, ...] = ()
    arms: int = 0
    stubs: tuple[Stub, ...] = ()


@dataclass(frozen=True, slots=True)
class Rails:
    """The drawing of one page: one `RailRow` for each row given, and how many tracks the page is wide.

    `elsewhere` holds the edges that touch no row of this page.
    """

    rows: tuple[RailRow, ...]
    tracks: int
    elsewhere: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class _Span:
    """The rows from `first` to `last` over which one letter holds a track; `ends` are the rows of its answers."""

    first: int
    last: int
    dashed: bool
    source: int
    ends: frozenset[int]


def lay_rails(
    rows: Sequence[tuple[Hashable | None, Side]],
    edges: Iterable[tuple[Hashable, Hashable, bool]],
    *,
    newest_first: bool = False,
) -> Rails:
    """Draw `edges` (earlier id, later id, dashed) beside `rows` (id or None, side) as they stand on the page.

    A row without an id (a year, a gap, an event) is only passed. A row with an id but no side lies across both lanes.
    Unknown ids, cycles, self edges and repeated edges are never an error.
    """
    places: dict[Hashable, int] = {}
    for place, (row_id, _) in enumerate(rows):
        if row_id is not None:
            places.setdefault(row_id, place)
    known = dict.fromkeys(Edge(earlier, later, bool(dashed)) for earlier, later, dashed in edges)
    grouped = _spans(known, places, newest_first=newest_first)
    tracks = _assign_tracks(grouped)
    drawn = {edge for span in tracks for edge in grouped[span]}
    stubs, elsewhere = _stubs((edge for edge in known if edge not in drawn), places, newest_first=newest_first)
    passes, arms = _segments(tracks)
    return Rails(
        rows=tuple(
            _rail_row(passes[place], arms[place], side, stubs[place], newest_first=newest_first)
            for place, (_, side) in enumerate(rows)
        ),
        tracks=max(tracks.values(), default=1),
        elsewhere=tuple(elsewhere),
    )


def _spans(edges: Iterable[Edge], places: dict[Hashable, int], *, newest_first: bool) -> dict[_Span, list[Edge]]:
    """Group the edges that can be drawn by the letter they leave: several answers share one track."""
    groups: dict[tuple[int, bool], list[Edge]] = defaultdict(list)
    for edge in edges:
        start, end = places.get(edge.earlier), places.get(edge.later)
        if start is None or end is None or start == end or (start > end) is not newest_first:
            continue
        groups[start, edge.dashed].append(edge)
    spans = {}
    for (start, dashed), group in groups.items():
        ends = frozenset(places[edge.later] for edge in group)
        spans[_Span(min(start, *ends), max(start, *ends), dashed, start, ends)] = group
    return spans


def _assign_tracks(spans: Iterable[_Span]) -> dict[_Span, int]:
    """Give each span the lowest free track; when all are taken, the span that lasts longest goes without."""
    tracks: dict[_Span, int] = {}
    busy: list[_Span] = []
    free = list(range(1, MOST_TRACKS + 1))
    for span in sorted(spans, key=lambda span: (span.first, span.last, span.dashed, span.source)):
        for ended in [held for held in busy if held.last < span.first]:
            busy.remove(ended)
            heappush(free, tracks[ended])
        if not free:
            longest = max(busy, key=lambda held: held.last)
            if longest.last <= span.last:
                continue
            busy.remove(longest)
            # The freed track is clean: every span drawn on it before `longest` ended before `longest` began.
            heappush(free, tracks.pop(longest))
        tracks[span] = heappop(free)
        busy.append(span)
    return tracks


def _stubs(
    edges: Iterable[Edge], places: dict[Hashable, int], *, newest_first: bool
) -> tuple[dict[int, list[Stub]], list[Edge]]:
    """Say for each edge without a line which row shows it; edges that touch no row here come second."""
    stubs: dict[int, list[Stub]] = defaultdict(list)
    elsewhere = []
    for edge in edges:
        here, there = edge.later, edge.earlier
        if here not in places:
            here, there = there, here
        if here not in places:
            elsewhere.append(edge)
            continue
        place, other = places[here], places.get(there)
        # Not on this page: what is answered is taken to be earlier, an answer to be later.
        above = (here == edge.later) is not newest_first if other in {None, place} else other < place
        direction: Direction = "up" if above else "down"
        stubs[place].append(Stub(edge, here, there, direction, is_here=other is not None))
    return stubs, elsewhere


def _segments(tracks: dict[_Span, int]) -> tuple[dict[int, list[Segment]], dict[int, list[tuple[Kind, int, bool]]]]:
    """Cut the spans into what runs by and what reaches or leaves a card, row by row."""
    passes: dict[int, list[Segment]] = defaultdict(list)
    arms: dict[int, list[tuple[Kind, int, bool]]] = defaultdict(list)
    for span, track in tracks.items():
        arms[span.source].append(("out", track, span.dashed))
        for end in span.ends:
            arms[end].append(("in", track, span.dashed))
        by = _pass(track, span.dashed)
        for place in range(span.first + 1, span.last):
            passes[place].append(by)
    return passes, arms


@lru_cache(maxsize=2 * MOST_TRACKS)
def _pass(track: int, dashed: bool) -> Segment:
    return Segment("pass", track, dashed, f"pass k{track}{' d' if dashed else ''}")


def _rail_row(
    passes: list[Segment],
    arms: list[tuple[Kind, int, bool]],
    side: Side,
    stubs: list[Stub],
    *,
    newest_first: bool,
) -> RailRow:
    """Stack the arms of one row so that none crosses another, and name their classes."""
    upwards: Kind = "out" if newest_first else "in"
    steps = _steps(arms, upwards, nearest_first=side == "a")
    # On a phone the rail stands before the card, so the arms of the first lane turn round and stack the other way.
    phone = dict(_steps(arms, upwards, nearest_first=False)) if side == "a" else {}
    facing = {"a": "fa", "b": "fb", None: "fm"}[side]
    segments = list(passes)
    running_on = {segment.track for segment in passes}
    for arm, step in steps:
        kind, track, dashed = arm
        words = [kind, "up" if kind == upwards else "down", facing, f"k{track}", f"y{step}"]
        if phone.get(arm, step) != step:
            words.append(f"p{phone[arm]}")
        if dashed:
            words.append("d")
        if track in running_on:
            words.append("on")
        segments.append(Segment(kind, track, dashed, " ".join(words)))
    return RailRow(tuple(segments), len(arms), tuple(stubs))


def _steps(
    arms: list[tuple[Kind, int, bool]], upwards: Kind, *, nearest_first: bool
) -> Iterator[tuple[tuple[Kind, int, bool], int]]:
    """Number the arms from the top: first those that run up, the outer track last; then those that run down.

    An arm that runs up ends at its own height, so an arm to a farther track must lie below it; an arm that runs down
    starts there, so the farther one must lie above. Track 1 is nearest to the first lane.
    """
    rising = sorted((arm for arm in arms if arm[0] == upwards), key=lambda arm: arm[1], reverse=not nearest_first)
    falling = sorted((arm for arm in arms if arm[0] != upwards), key=lambda arm: arm[1], reverse=nearest_first)
    return ((arm, step) for step, arm in enumerate(rising + falling))
