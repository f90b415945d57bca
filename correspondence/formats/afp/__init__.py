"""Documents on Australian Foreign Policy: Markdown with a block of fields, one file a document, or a folder of them.

The heading says who wrote to whom, the first lines give form, number, place and marking, the editors' notes point to other
documents of the series. A document is `afp<volume>#<number>`; docs/formats.md says what is read into which field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from correspondence.dates import UncertainDate, UnreadableDate
from correspondence.formats.headings import Heading, read_heading
from correspondence.formats.record import LetterRecord, NamedParty, NoteRecord, Problem, Reading, Unreadable, Words

from .front_matter import parted
from .opening import Opening, read_opening
from .references import key, links

NUMBER = re.compile(r"\d{1,6}[A-Za-z]?")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!<>-])")
ITALIC_LINE = re.compile(r"^[ \t]*_[ \t]*$\n?", re.MULTILINE)
OMITTED = re.compile(r"\[matter omitted\]", re.IGNORECASE)
NOT_DOCUMENTS = {"readme.md", "license.md", "licence.md", "index.md", "changelog.md"}


def read(path: Path, options: Mapping[str, Any]) -> Iterator[LetterRecord | NoteRecord]:
    """Yield the document of a file, or those of a folder in the order of their numbers. Raises Unreadable.

    In a folder, a file that cannot be read is a record that says why. ``options``: ``language`` of the texts, by default en.
    """
    language = str(options.get("language") or "en")
    if not path.is_dir():
        if path.name.lower() not in NOT_DOCUMENTS:
            yield _document(path, language)
        return
    for file in _files(path):
        try:
            yield _document(file, language)
        except Unreadable as error:
            problem = replace(error.problem, element=file.name)
            yield LetterRecord("", subject=file.stem, line=problem.line, element=file.name, problems=(problem,))


def _files(folder: Path) -> list[Path]:
    found = [file for file in folder.rglob("*.md") if file.is_file() and file.name.lower() not in NOT_DOCUMENTS]
    return sorted(found, key=lambda file: (str(file.parent), _leading_number(file.name), file.name))


def _leading_number(name: str) -> int:
    match = re.match(r"\d{1,9}", name)
    return int(match[0]) if match else 0


def _document(path: Path, language: str) -> LetterRecord:
    fields, text, line = parted(path)
    volume, number = _word(fields, "vol_id"), _word(fields, "doc_num")
    title = " ".join(_word(fields, "title").split())
    body = _plain(text)
    heading, opening = read_heading(title, number), read_opening(body)
    dates, doubts = _dates(_word(fields, "doc_date"), opening)
    problems = [*_missing(volume, number, title), *doubts]
    return LetterRecord(
        _key(path, volume, number, problems),
        subject=title,
        form=opening.form or heading.form,
        dates=dates,
        place=opening.place,
        language=language,
        marking=opening.marking,
        citation=_citation(fields, number),
        archive_reference=_archive(fields),
        locator=_("document %s") % number if number else "",
        parties=_parties(heading, opening),
        links=links(body, volume, number),
        texts=(_words(body, opening, language),) if body else (),
        line=line,
        element=path.name,
        problems=tuple(replace(problem, element=path.name) for problem in problems),
    )


def _word(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    return value.strip() if isinstance(value, str) else ""


def _plain(text: str) -> str:
    """Return the text without the signs of Markdown: escapes, and the underscores around notes and archive references."""
    text = ITALIC_LINE.sub("", text)
    text = re.sub(r"^[ \t]*_(?=\S)|(?<=\S)_[ \t]*$|^ +(?=\d+ )", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", ESCAPED.sub(r"\1", text)).strip()


def _words(body: str, opening: Opening, language: str) -> Words:
    role = "translation" if "translation" in opening.about else "original"
    return Words(body, language, role, is_excerpt="extract" in opening.about or OMITTED.search(body) is not None)


def _missing(volume: str, number: str, title: str) -> Iterator[Problem]:
    for name, value in (("vol_id", volume), ("doc_num", number)):
        if not NUMBER.fullmatch(value):
            yield Problem(_("volume and number say which document this is: write a number"), name, value[:80], 1)
    if not title:
        yield Problem(_("the document has no title"), "title", "", 1)


def _key(path: Path, volume: str, number: str, problems: list[Problem]) -> str:
    """Return the document's key; the second of two with one number says so, by the order of the files' names."""
    if any(problem.fatal and problem.field != "title" for problem in problems):
        return ""
    same = sorted(file.name for file in path.parent.glob(f"{number}-*.md"))
    place = same.index(path.name) + 1 if path.name in same else 1
    if len(same) > 1:
        message = _("several files have this number: a reference to it means the first of them")
        problems.append(Problem(message, "doc_num", number, 1, fatal=False))
    return key(volume, number) if place == 1 else f"{key(volume, number)}.{place}"


def _dates(given: str, opening: Opening) -> tuple[tuple[Reading, ...], list[Problem]]:
    """Return the edition's date, with the printed words where they say the same, else with the printed one beside it."""
    problems: list[Problem] = []
    value = UncertainDate()
    try:
        value = UncertainDate.from_edtf(given)
    except UnreadableDate as error:
        problems.append(Problem(str(error), "doc_date", given[:80], 1, fatal=False))
        value = UncertainDate.unread(given[:200])
    printed = opening.date
    if not value.is_known and printed:
        return (Reading(printed, time=opening.time),), problems
    if not value:
        return (), problems
    if printed and printed.edtf == value.edtf:
        return (Reading(printed, time=opening.time),), problems
    readings = [Reading(value, basis="register", source="doc_date")]
    if printed:
        message = _("the document prints another date: both are kept")
        problems.append(Problem(message, "doc_date", f"{given} / {printed}", 1, fatal=False))
        readings.append(Reading(printed, time=opening.time, standing="alternative"))
    return tuple(readings), problems


def _parties(heading: Heading, opening: Opening) -> tuple[NamedParty, ...]:
    """Return the parties of the heading; the document's own number stands with its sender."""
    parties = list(heading.parties)
    if opening.number and parties and parties[0].role == "sender":
        parties[0] = replace(parties[0], reference=opening.number)
    return tuple(parties)


def _citation(fields: Mapping[str, Any], number: str) -> str:
    volume = _word(fields, "vol_title") or _word(fields, "vol_full_title")
    return ", ".join(part for part in ("Documents on Australian Foreign Policy", volume, number) if part)


def _archive(fields: Mapping[str, Any]) -> str:
    listed = fields.get("naa_refs")
    references = (
        [_word(one, "reference") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    )
    return "; ".join(dict.fromkeys(words.strip("[] ") for words in references if words))
