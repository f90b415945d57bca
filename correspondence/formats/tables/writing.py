"""Letters as a table that `read` gives back as they were: a row for each, with columns for people and details for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from correspondence.dates import UncertainDate
from correspondence.formats.csv import joined, written
from correspondence.formats.record import LetterRecord, Words

from .columns import DATES, FLAGS, PLAIN, ROLES, WRITTEN
from .details import details, plain_parties
from .letter import ROLE_CODES, answers_shown, plain_dates

CHUNK = 200


def write(records: Iterable[LetterRecord]) -> Iterator[str]:
    """Yield the table chunk by chunk. The bytes of files are left out; everything else of a letter is kept."""
    each = iter(records)
    chunks = iter(lambda: [row_of(letter) for letter in islice(each, CHUNK)], [])
    return written(WRITTEN, chunks)


def row_of(letter: LetterRecord) -> list[Any]:
    """Return the cells of a letter, in the order of `WRITTEN`."""
    cells = {
        **{name: getattr(letter, name) for name in PLAIN},
        **{name: getattr(letter, attribute) for name, attribute in FLAGS.items()},
        "at_least": letter.at_least,
        **_filed_under(letter),
        **_parties(letter),
        **_dates(letter),
        **_links(letter),
        **_texts(letter.texts),
        "files": details("files", letter.files),
        "proposals": details("proposals", letter.puts),
        "responses": details("responses", letter.answers),
        "positions": details("positions", letter.positions),
    }
    return [cells[name] for name in WRITTEN]


def _filed_under(letter: LetterRecord) -> dict[str, Any]:
    """Return the date that the letter is filed under: the first known of the four."""
    values = {one.which: one.value for one in plain_dates(letter.dates)}
    known = [values[which] for which in DATES if which in values]
    date = next((value for value in known if value.is_known), values.get("dated", UncertainDate()))
    return {"date": date, "date_edtf": date.edtf}


def _parties(letter: LetterRecord) -> dict[str, Any]:
    shown = plain_parties(letter.parties, ROLE_CODES)
    cells: dict[str, Any] = {"parties": "" if tuple(shown) == letter.parties else details("parties", letter.parties)}
    for name, role in ROLES:
        of_role = [one for one in shown if one.role == role]
        cells[name] = _listed([one.name for one in of_role])
        cells[f"{name}_slugs"] = _listed([one.slug for one in of_role])
    return cells


def _listed(values: list[str]) -> str:
    return joined(values) if any(values) else ""


def _dates(letter: LetterRecord) -> dict[str, Any]:
    shown = plain_dates(letter.dates)
    cells: dict[str, Any] = {"dates": "" if tuple(shown) == letter.dates else details("dates", letter.dates)}
    values = {one.which: one.value for one in shown}
    for which in DATES:
        value = values.get(which, UncertainDate())
        cells[which], cells[f"{which}_edtf"] = value.text, value.edtf
    return cells


def _links(letter: LetterRecord) -> dict[str, Any]:
    return {"answers": _listed(answers_shown(letter.links)), "links": details("links", letter.links)}


def _texts(texts: tuple[Words, ...]) -> dict[str, Any]:
    """Return the first body alone, so that it is there once; the details hold it empty."""
    first = texts[0] if texts else Words("")
    simple = texts in {(), (Words(first.body, first.language),)} and (not texts or first.body)
    more = "" if simple else details("texts", [replace(first, body=""), *texts[1:]])
    return {"text": first.body, "text_language": first.language, "texts": more}
