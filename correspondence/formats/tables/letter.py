"""From the cells of a row to the record of a letter."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from correspondence.formats.headings import Heading, read_heading
from correspondence.formats.record import LetterRecord, NamedLink, NamedParty, Problem, Reading, Words

from .cells import BAR, MOST_VALUES, flag, number, own_reading, parted, reading, several
from .columns import DATES, FROM_DATES, PLAIN, ROLES
from .details import merged, parts_of, plain_parties
from .rows import Row

ROLE_CODES = tuple(code for _name, code in ROLES)
LONGEST_EDITION = 80  # characters of an edition's name in a key; a longer one stands there shortened
NO_HEADING = Heading("")
ANSWERING = frozenset({"answers", "answers_in_part", "acknowledges", "denies_receipt", "rejects"})


class Table:
    """What the columns of a table mean: under each name of ours, the places of the columns that mean it."""

    def __init__(
        self, columns: Mapping[int, str], *, own: bool = False, separator: str = "", edition: str = ""
    ) -> None:
        self.own, self.separator, self.edition = own, separator, edition
        self.places: dict[str, list[int]] = {}
        for place, name in sorted(columns.items()):
            self.places.setdefault(name, []).append(place)
        self.plain = tuple(name for name in PLAIN if name in self.places)
        self.roles = tuple(one for one in ROLES if not self.places.keys().isdisjoint((one[0], f"{one[0]}_slugs")))


class Cells:
    """The cells of one row by the names of our columns, and what could not be understood of them."""

    def __init__(self, table: Table, row: Row) -> None:
        self.table, self.row = table, row
        self.problems: list[Problem] = []

    def all(self, name: str) -> list[str]:
        """Return the cells of a column, several where several columns of theirs mean it; without what is empty."""
        cells = self.row.cells
        found = [cells[place] for place in self.table.places.get(name, ()) if place < len(cells)]
        return [cell for cell in (found if self.table.own else map(str.strip, found)) if cell]

    def __getitem__(self, name: str) -> str:
        return next(iter(self.all(name)), "") if name in self.table.places else ""

    def values(self, name: str) -> list[str]:
        """Return all values of a column, in order, and with those that are empty between others."""
        found: list[str] = []
        for cell in self.all(name):
            if cell.count(";") + cell.count(BAR) > MOST_VALUES:
                self.problems.append(Problem(_("there are too many values in one cell"), name, cell[:80]))
            else:
                found += parted(cell) if self.table.own else several(cell, self.table.separator)
        return found


def record_of(row: Row, table: Table) -> LetterRecord:
    """Return the letter of a row, with what was not understood of it."""
    cells = Cells(table, row)
    heading = read_heading(cells["heading"], cells["key"]) if "heading" in table.places else NO_HEADING
    parties = _parties(cells) or heading.parties
    plain = {name: value for name in table.plain if (value := cells[name])}
    texts = _texts(cells)
    key = _key(cells, plain)
    letter = LetterRecord(
        **{**_unsaid(cells, heading, parties, texts, key), **plain, "source_key": key},
        at_least=number(cells["at_least"], "at_least", cells.problems),
        dated_in_doubt=flag(cells["date_in_doubt"], "date_in_doubt", cells.problems),
        reply_expected=flag(cells["reply_expected"], "reply_expected", cells.problems),
        dates=_dates(cells),
        parties=parties,
        links=_links(cells),
        texts=texts,
        files=parts_of("files", cells["files"], cells.problems),
        puts=parts_of("proposals", cells["proposals"], cells.problems),
        answers=parts_of("responses", cells["responses"], cells.problems),
        positions=parts_of("positions", cells["positions"], cells.problems),
        line=row.line,
        element=f"row {row.line}",
    )
    if not cells.problems:
        return letter
    return replace(letter, problems=tuple(_placed(problem, row) for problem in cells.problems))


def _placed(problem: Problem, row: Row) -> Problem:
    return replace(problem, line=row.line, element=f"row {row.line}")


def _unsaid(
    cells: Cells, heading: Heading, parties: tuple[NamedParty, ...], texts: tuple[Words, ...], key: str
) -> dict[str, Any]:
    """Return what a foreign table leaves to be said: the subject, where it is printed, and that its text is not held."""
    if cells.table.own:
        return {}
    shown = (
        ", ".join(one.name for one in parties if one.role == role and one.name) for role in ("sender", "addressee")
    )
    return {
        "subject": heading.words or " – ".join(filter(None, shown)) or key,
        "form": heading.form,
        "citation": cells["edition"],
        "knowledge": "held" if texts else "seen",
    }


def _key(cells: Cells, plain: dict[str, str]) -> str:
    """Return edition and key; of a row without a key, the digest of its words, so that a second import finds it."""
    if cells.table.own or plain.get("source_key"):
        return plain.get("source_key", "")
    edition, key = cells["edition"] or cells.table.edition, cells["key"]
    if len(edition) > LONGEST_EDITION:
        edition = f"{edition[:60].strip()} {hashlib.sha256(edition.encode(errors='replace')).hexdigest()[:12]}"
    if not key:
        if "key" in cells.table.places:
            message = _("the row has no key: changed, it would be taken for another letter")
            cells.problems.append(Problem(message, "key", fatal=False))
        key = hashlib.sha256("\0".join(cells.row.cells).encode(errors="replace")).hexdigest()[:16]
    return f"{edition}#{key}"


def _parties(cells: Cells) -> tuple[NamedParty, ...]:
    shown = [party for name, role in cells.table.roles for party in _of_role(cells, name, role)]
    known = parts_of("parties", cells["parties"], cells.problems)
    return merged(shown, known, lambda parties: plain_parties(parties, ROLE_CODES))


def _of_role(cells: Cells, name: str, role: str) -> Iterator[NamedParty]:
    names, slugs = cells.values(name), cells.values(f"{name}_slugs")
    keys, places = cells.values(f"{name}_keys"), cells.values(f"{name}_place")
    if keys and len(keys) != len(names):
        message = _("there are not as many keys as names: the names are kept, whose keys they are is not known")
        cells.problems.append(Problem(message, f"{name}_keys", " | ".join(keys)[:200], fatal=False))
        keys = []
    for place in range(max(len(names), len(slugs))):
        name_here = _at(names, place)
        yield NamedParty(
            name_here,
            role,
            as_named="" if cells.table.own else name_here,
            keys=tuple(_at(keys, place).split()),
            slug=_at(slugs, place),
            place=_at(places, place) or (places[0] if len(places) == 1 else ""),
        )


def _at(values: list[str], place: int) -> str:
    return values[place] if place < len(values) else ""


def _dates(cells: Cells) -> tuple[Reading, ...]:
    read = own_reading if cells.table.own else reading
    shown = [
        found
        for which in DATES
        if (found := read(which, cells[which], cells[f"{which}_edtf"], cells.problems)) is not None
    ]
    if cells.table.places.keys().isdisjoint(FROM_DATES) or (not shown and not cells.table.own):
        found = read("dated", cells["date"], cells["date_edtf"], cells.problems)
        shown = [found] if found else []
    return merged(shown, parts_of("dates", cells["dates"], cells.problems), plain_dates)


def plain_dates(readings: Any) -> list[Reading]:
    """Return the dates as their columns show them: the preferred reading of each, without what hangs on it."""
    preferred = {one.which: one for one in readings if one.standing == "preferred" and one.value}
    return [Reading(preferred[which].value, which) for which in DATES if which in preferred]


def _links(cells: Cells) -> tuple[NamedLink, ...]:
    """Return the links: those of the details, but for answers as the column says which letters this one answers."""
    known = parts_of("links", cells["links"], cells.problems)
    answered = list(dict.fromkeys(cells.values("answers")))
    if answered == answers_shown(known):
        return known
    kept = [link for link in known if link.relation not in ANSWERING or link.target in answered]
    targets = {link.target for link in kept if link.relation in ANSWERING}
    new = [NamedLink(target, "answers", "stated") for target in answered if target and target not in targets]
    return (*kept, *new)


def answers_shown(links: Any) -> list[str]:
    """Return which letters the column of answers names."""
    return list(dict.fromkeys(link.target for link in links if link.relation in ANSWERING))


def _texts(cells: Cells) -> tuple[Words, ...]:
    """Return the texts: the body of the first stands in a column of its own."""
    body, known = cells["text"], parts_of("texts", cells["texts"], cells.problems)
    if known:
        return (replace(known[0], body=body), *known[1:])
    return (Words(body, cells["text_language"]),) if body else ()
