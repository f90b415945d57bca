"""The fold: the state of an offer for one addressee, from its acts alone. Pure, so that every rule is a test.

The rules are those of docs/data-model.md, "The fold"; each step below names the one it carries out.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, field, replace

CLOSED = frozenset({"accepted", "rejected", "withdrawn", "lapsed", "fulfilled", "superseded"})
AGREED = frozenset({"accepted", "partly_accepted", "conditionally_accepted", "fulfilled"})
TABLINGS = ("put", "amended", "withdrawn", "recalled")
MOVES = {  # answer -> the state it leads to
    "acknowledged": "acknowledged",
    "specifics_requested": "clarifying",
    "deferred": "deferred",
    "redirected": "redirected",
    "countered": "countered",
    "accepted_in_part": "partly_accepted",
    "accepted_with_conditions": "conditionally_accepted",
    "accepted": "accepted",
    "rejected": "rejected",
    "acceptance_withdrawn": "open",
    "fulfilled": "fulfilled",
    "lapsed": "lapsed",
}
WEAK = frozenset({"acknowledged", "specifics_requested", "deferred", "redirected", "countered", "lapsed"})


@dataclass(frozen=True)
class Move:
    """One act as the fold sees it; ``at`` is a key of ``order``."""

    key: Hashable
    kind: str
    at: str
    letter: Hashable = None
    claim: bool = False
    principal: bool = True
    rival_of: Hashable = None
    after: Hashable = None
    document_withdrawn: bool = False


@dataclass(frozen=True)
class Anomaly:
    """An act that does not fit: stored and shown with its reason, never refused."""

    key: Hashable
    reason: str


@dataclass(frozen=True)
class Fold:
    """Where an offer stands for one addressee. Counts are of instances; claims are listed beside them."""

    state: str = "open"
    moved_by: Hashable = None
    since: str = ""
    times_tabled: int = 0
    times_rejected: int = 0
    claimed_tablings: tuple[Hashable, ...] = ()
    claimed_rejections: tuple[Hashable, ...] = ()
    outcomes: tuple[str, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()
    contested: frozenset[Hashable] = frozenset()
    order: tuple[Hashable, ...] = ()

    @property
    def rejected_each_time(self) -> bool:
        """Rule 9, without claims: every round closed by a rejection, at least two of them."""
        return len(self.outcomes) > 1 and all(outcome == "rejected" for outcome in self.outcomes)

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED


def in_order(moves: Iterable[Move], answers: Collection[tuple[Hashable, Hashable]] = ()) -> list[Move]:
    """Rule 1: what answers something comes after it; then dates; then tablings before answers.

    ``answers`` are pairs of letters (later, earlier). A circle of answers is broken where its dates say.
    """
    waiting = {move.key: move for move in moves}
    above = _what_comes_before(waiting, answers)
    rank = {key: (move.at, move.kind not in TABLINGS, str(key)) for key, move in waiting.items()}
    free = [(rank[key], key) for key, needed in above.items() if not needed]
    heapq.heapify(free)
    found: list[Move] = []
    while waiting:
        if not free:
            first = min(waiting, key=rank.__getitem__)
            free = [(rank[first], first)]
        key = heapq.heappop(free)[1]
        if key not in waiting:
            continue
        found.append(waiting.pop(key))
        for other in waiting:
            if key in above[other]:
                above[other].discard(key)
                if not above[other]:
                    heapq.heappush(free, (rank[other], other))
    return found


def _what_comes_before(
    moves: dict[Hashable, Move], answers: Collection[tuple[Hashable, Hashable]]
) -> dict[Hashable, set[Hashable]]:
    """Return, for each act, the acts that must precede it whatever the dates say."""
    by_letter: dict[Hashable, set[Hashable]] = {}
    for move in moves.values():
        by_letter.setdefault(move.letter, set()).add(move.key)
    above = {key: {move.after} & moves.keys() for key, move in moves.items()}
    for later, earlier in answers:
        for key in by_letter.get(later, ()):
            above[key] |= by_letter.get(earlier, set()) - {key}
    return above


def fold(moves: Iterable[Move], answers: Collection[tuple[Hashable, Hashable]] = ()) -> Fold:
    """Fold the acts that reach one addressee into its state."""
    course = _Course()
    ordered = in_order(moves, answers)
    for move in ordered:
        course.take(move)
    return replace(course.result(), order=tuple(move.key for move in ordered))


@dataclass
class _Course:
    """The fold while it runs."""

    state: str = ""
    moved_by: Hashable = None
    since: str = ""
    answered: bool = False  # an answer on record, not a claim, stands in this round
    tabled: int = 0
    rejected: int = 0
    claimed_tablings: list[Hashable] = field(default_factory=list)
    claimed_rejections: list[Hashable] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    anomalies: list[Anomaly] = field(default_factory=list)
    contested: set[Hashable] = field(default_factory=set)

    def take(self, move: Move) -> None:
        if move.document_withdrawn:
            self._odd(move, "document_withdrawn")  # rule 8: what it did counts all the same
        if move.rival_of is not None:
            self.contested.add(move.rival_of)
        elif move.kind in {"put", "amended"}:
            self._put(move)
        elif move.kind == "withdrawn":
            self._withdraw(move)
        elif move.kind in {"replaced", "counter_accepted", "counter_refused"}:
            self._follow(move)
        elif move.kind in MOVES and move.principal:
            self._answer(move)

    def result(self) -> Fold:
        return Fold(
            state=self.state or "open",
            moved_by=self.moved_by,
            since=self.since,
            times_tabled=self.tabled,
            times_rejected=self.rejected,
            claimed_tablings=tuple(self.claimed_tablings),
            claimed_rejections=tuple(self.claimed_rejections),
            outcomes=tuple(self.outcomes),
            anomalies=tuple(self.anomalies),
            contested=frozenset(self.contested),
        )

    def _move(self, state: str, move: Move) -> None:
        self.state, self.moved_by, self.since = state, move.key, move.at
        if self.outcomes:
            self.outcomes[-1] = state

    def _open_round(self, move: Move) -> None:
        self.outcomes.append("open")
        self.answered = False
        self._move("open", move)

    def _odd(self, move: Move, reason: str) -> None:
        self.anomalies.append(Anomaly(move.key, reason))

    def _put(self, move: Move) -> None:
        """Rules 2, 3 and 6: a tabling opens a round, or is the same one again while it is open."""
        if move.claim:
            self.claimed_tablings.append(move.key)
        else:
            self.tabled += 1
        if not self.state:
            if move.kind == "amended":
                self._odd(move, "amended_before_put")
            self._open_round(move)
        elif move.claim and self.answered and self.state in {"accepted", "rejected", "fulfilled"}:
            return  # a claim never overrules an answer on record, so it does not reopen what that answer closed
        elif move.kind == "amended" and self.state in AGREED:
            self._odd(move, "amended_after_acceptance")
            self._open_round(move)
        elif self.state in CLOSED:
            self._open_round(move)
        elif not move.claim and self.state != "open":
            self.answered = False
            self._move("open", move)  # the same round, asked again: it waits for an answer again

    def _withdraw(self, move: Move) -> None:
        """Rule 6: an acceptance in good faith stands; the late withdrawal is the anomaly."""
        if not self.state:
            self._odd(move, "withdrawn_before_put")
        elif self.state in AGREED:
            self._odd(move, "withdrawn_after_acceptance")
        elif self.state in CLOSED:
            self._odd(move, "withdrawn_after_close")
        else:
            self._move("withdrawn", move)

    def _answer(self, move: Move) -> None:
        """Rules 3 and 4: claims move what is open; strong answers move even what is closed, weak ones stand beside."""
        if move.kind == "rejected" and move.claim:
            self.claimed_rejections.append(move.key)
        elif move.kind == "rejected":
            self.rejected += 1
        if move.claim and self.answered:
            return
        if not self.state:
            self.outcomes.append("open")
        if reason := self._misfit(move):
            self._odd(move, reason)
            closed_against = self.state in CLOSED and (move.kind in WEAK or move.claim)
            if closed_against or reason == "nothing_accepted_to_withdraw":
                return
        self._move(MOVES[move.kind], move)
        self.answered = self.answered or not move.claim

    def _misfit(self, move: Move) -> str:
        """Say why an answer does not fit the state it meets; "" when it does."""
        if not self.state:
            return "answered_before_put"
        if move.kind == "acceptance_withdrawn":
            return "" if self.state in AGREED - {"fulfilled"} else "nothing_accepted_to_withdraw"
        if move.kind == "fulfilled":
            return "" if self.state in AGREED else "fulfilled_without_acceptance"
        if self.state not in CLOSED:
            return ""
        overrules_a_claim = self.state in {"accepted", "rejected"} and not self.answered and not move.claim
        return "" if overrules_a_claim and move.kind not in WEAK else "answered_after_close"

    def _follow(self, move: Move) -> None:
        """Rule 5: what a counter or a redirection opened decides; replacing an open offer supersedes it."""
        if move.kind == "replaced" and self.state and self.state not in CLOSED:
            self._move("superseded", move)
        elif self.state in {"countered", "redirected"} and self.moved_by == move.after:
            self._move("superseded" if move.kind == "counter_accepted" else "open", move)
