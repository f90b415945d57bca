"""The report on how good the suggestions are (docs/suggestions.md): only numbers and ids, no words of the documents."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from correspondence.models.access import Reader
from correspondence.suggestions.fitting import fitted, rows_of
from correspondence.suggestions.measuring import Looked, Truth, look, score, score_acts, score_parties
from correspondence.suggestions.weights import THRESHOLD, WEIGHTS

# Clues that belong together, as the table says what happens without them.
GROUPS = {
    "reference numbers": (
        "their_reference",
        "same_reference",
        *(name for name in WEIGHTS if name.startswith("number_")),
    ),
    "letters named by date": tuple(name for name in WEIGHTS if name.startswith("date_")),
    "who wrote to whom": ("mirrored", "half_mirrored", "same_sender", "correspondents"),
    "who wrote last, and when": ("wrote_last", "wrote_before", "distance", "undated", "same_day"),
    "says that it replies": ("replying",),
    "open offers and questions": ("open_offer", "asks"),
    "form and topic": ("in_kind", "one_meeting", "two_meetings", "same_topic", "same_subject"),
    "rare words": ("rare_words",),
    "quotations": ("quotation",),
    "footnotes": tuple(name for name in WEIGHTS if name.startswith(("note", "forward"))),
}
FAILURES = 10
WRITTEN_BELOW = "<!-- What follows is written by measure_suggestions. -->"
Results = Mapping[tuple[str, bool], Sequence[Looked]]


def look_at(gold: Mapping[str, Iterable[Truth]], reader: Reader) -> dict[tuple[str, bool], list[Looked]]:
    """Return, for each volume, what was found with the edition's notes and without."""
    return {
        (name, notes): look(rows, reader, footnotes=notes) for name, rows in gold.items() for notes in (True, False)
    }


def kept_of(path: Path | None) -> str:
    """Return what stands above the numbers in a report that is written again; "" where there is none."""
    if path is None or not path.is_file():
        return ""
    kept, mark, _numbers = path.read_text(encoding="utf-8").partition(WRITTEN_BELOW)
    return f"{kept}{mark}\n\n" if mark else ""


def fit(looked: Results) -> str:
    """Return weights that fit what was looked at, one a line."""
    weights, bias = fitted(rows_of(one for rows in looked.values() for one in rows))
    return "\n".join((*(f"{name} {value}" for name, value in weights.items()), f"bias={bias}"))


def report(looked: Results, fitted_on: str, out: Path | None = None) -> Iterator[str]:
    """Yield the report, line by line, as Markdown, below what is kept of the file that it goes to."""
    yield kept_of(out)
    yield f"Threshold {THRESHOLD}. Weights fitted on {fitted_on or 'these volumes'}; the other volumes were not fitted on.\n\n"
    yield "| volume | documents | answers | footnotes | precision | recall | recall at 3 | ms a letter |\n"
    yield "|---|---|---|---|---|---|---|---|\n"
    for (name, notes), rows in looked.items():
        found = score(rows)
        volume = f"{name} (fitted)" if name == fitted_on else name
        told = f"| {volume} | {len(rows)} | {found.wanted} | {'with' if notes else 'without'} "
        spent = median(one.seconds for one in rows) * 1000 if rows else 0.0
        yield f"{told}| {found.precision:.2f} | {found.recall:.2f} | {found.recall_at_three:.2f} | {spent:.0f} |\n"
    with_notes = {name: rows for (name, notes), rows in looked.items() if notes}
    yield from _of_acts(with_notes)
    yield from _without_each(looked)
    yield from _failures(with_notes)


def _of_acts(looked: Mapping[str, Sequence[Looked]]) -> Iterator[str]:
    yield "\n| volume | acts | precision | recall | author and addressee right | right but for the order |\n"
    yield "|---|---|---|---|---|---|\n"
    for name, rows in looked.items():
        acts, (right, turned) = score_acts(rows), score_parties(rows)
        shares = f"{right / (len(rows) or 1):.2f} | {turned / (len(rows) or 1):.2f}"
        yield f"| {name} | {acts.wanted} | {acts.precision:.2f} | {acts.recall:.2f} | {shares} |\n"


def _without_each(looked: Results) -> Iterator[str]:
    """Say what is lost when the weight of one group of clues is nothing, all volumes together."""
    everything = {
        notes: [one for (_name, with_notes), rows in looked.items() if with_notes is notes for one in rows]
        for notes in (True, False)
    }
    yield "\n| without | precision | recall | without footnotes: precision | recall |\n|---|---|---|---|---|\n"
    for name, clues in {"nothing left out": (), **GROUPS}.items():
        one, other = (score(everything[notes], frozenset(clues)) for notes in (True, False))
        yield f"| {name} | {one.precision:.2f} | {one.recall:.2f} | {other.precision:.2f} | {other.recall:.2f} |\n"


def _failures(looked: Mapping[str, Sequence[Looked]]) -> Iterator[str]:
    yield "\nFailures, with footnotes (the first of each volume):\n\n"
    each = max(1, FAILURES // max(1, len(looked)) + 1)
    for line in [line for rows in looked.values() for line in score(rows).failures[:each]][:FAILURES]:
        yield f"- {line}\n"
