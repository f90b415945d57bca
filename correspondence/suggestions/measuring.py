"""How good the suggestions are: precision and recall against what careful readers found (docs/suggestions.md)."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from correspondence.models import Letter
from correspondence.models.access import Reader

from .engine import acquaint, answers, stored
from .papers import Paper
from .passages import acts_of
from .ranking import Ranked, likelihood
from .weights import THRESHOLD


@dataclass(frozen=True, slots=True)
class Truth:
    """What somebody who read a document wrote down of it: codes of states, numbers of documents, codes of acts."""

    key: str
    author: str
    addressee: str
    answers: frozenset[str]
    acts: frozenset[str]


@dataclass(frozen=True)
class Looked:
    """A document of the gold, what was suggested for it, and how long one processor took for that."""

    truth: Truth
    paper: Paper
    found: Sequence[Ranked]
    seconds: float

    def best(self, without: frozenset[str] = frozenset(), threshold: float = THRESHOLD) -> list[str]:
        """Return the keys that are suggested when some clues are left out."""
        scored = [(likelihood(one.clues.values(), without), one) for one in self.found]
        scored.sort(key=lambda pair: (-pair[0], -int(pair[1].paper.sort_key or 0)))
        return [one.paper.source_key for score, one in scored if score >= threshold]


@dataclass
class Score:
    """Counts of what was suggested first, and whether it was right."""

    right: int = 0
    wrong: int = 0
    wanted: int = 0
    in_three: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def recall_at_three(self) -> float:
        return self.in_three / self.wanted if self.wanted else 0.0


def truths(path: Path) -> list[Truth]:
    """Return what a file of gold says; the documents are those of the volume that the file is named after."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_truth(row, path.stem) for row in csv.DictReader(file)]


def _truth(row: dict[str, str], volume: str) -> Truth:
    answered = frozenset(f"{volume}#{one}" for one in row["answers"].split("+") if one)
    acts = frozenset(one for one in row["acts"].split("+") if one)
    return Truth(f"{volume}#{row['document']}", row["author"], row["addressee"], answered, acts)


def look(gold: Iterable[Truth], reader: Reader, *, footnotes: bool) -> list[Looked]:
    """Ask for every document of the gold that is on record what it answers."""
    by_key = {one.key: one for one in gold}
    rows = Letter.objects.visible_to(reader).filter(source_key__in=by_key).values_list("pk", flat=True)
    papers = stored(rows, reader)
    acquaint(papers)
    library = {paper.pk: paper for paper in papers}
    looked = []
    for paper in sorted(papers, key=lambda one: (one.sort_key, one.source_key)):
        begun = time.process_time()
        found = answers(paper, reader, footnotes=footnotes, library=library)
        looked.append(Looked(by_key[paper.source_key], paper, found, time.process_time() - begun))
    return looked


def score(looked: Iterable[Looked], without: frozenset[str] = frozenset(), threshold: float = THRESHOLD) -> Score:
    """Count how often what is suggested first is right, and how often what is wanted is among the first three."""
    result = Score()
    for one in looked:
        suggested = one.best(without, threshold)
        right = bool(suggested) and suggested[0] in one.truth.answers
        result.wanted += bool(one.truth.answers)
        result.right += right
        result.wrong += bool(suggested) and not right
        result.in_three += bool(set(suggested[:3]) & one.truth.answers)
        if (suggested and not right) or (one.truth.answers and not right):
            result.failures.append(_failure(one, suggested))
    return result


def score_acts(looked: Iterable[Looked]) -> Score:
    """Count the acts of each document between governments, each kind once."""
    result = Score()
    for one in looked:
        found = acts_of(one.paper)
        result.right += len(found & one.truth.acts)
        result.wrong += len(found - one.truth.acts)
        result.wanted += len(one.truth.acts)
    return result


def score_parties(looked: Sequence[Looked]) -> tuple[int, int]:
    """Return for how many documents author and addressee are right, and right but for the order of the two."""
    pairs = [((one.truth.author, one.truth.addressee), one.paper.codes) for one in looked]
    return sum(told == found for told, found in pairs), sum(sorted(told) == sorted(found) for told, found in pairs)


def _failure(one: Looked, suggested: list[str]) -> str:
    said = suggested[0].rpartition("#")[2] if suggested else "nothing"
    wanted = "+".join(sorted(key.rpartition("#")[2] for key in one.truth.answers)) or "nothing"
    return f"{one.truth.key}: suggested {said}, answers {wanted}"


__all__ = ["Looked", "Score", "Truth", "look", "score", "score_acts", "score_parties", "truths"]
