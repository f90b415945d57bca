"""Two letters side by side: what is recorded of each, and the words in which their texts differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from correspondence.models import (
    Attachment,
    Letter,
    NotTheSame,
    Participation,
    Position,
    Reader,
    Response,
    Tabling,
    Text,
)
from correspondence.stances.wording import Piece, compared, same_words

MOST_PARAGRAPHS = 600  # compared one by one; a longer text is shown whole

FIELDS = (
    "dated",
    "sent",
    "received",
    "published",
    "form",
    "subject",
    "topic",
    "framework",
    "language",
    "knowledge",
    "extent",
    "status",
    "own_reference",
    "their_reference",
    "channel",
    "place",
    "marking",
    "level",
    "desk",
    "citation",
    "archive_reference",
    "locator",
)
# Worth a line only where the two differ.
ALIKE_IN_MOST = frozenset({"extent", "status"})


@dataclass(frozen=True)
class Row:
    """A column of both letters, in words."""

    name: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        return self.one != self.other


@dataclass(frozen=True)
class Texts:
    """A text of each letter in the same language; None where one of them has none."""

    one: Text | None
    other: Text | None
    pieces: tuple[Piece, ...] = ()

    @property
    def is_same(self) -> bool:
        return self.one is not None and self.other is not None and self.one.digest == self.other.digest


@dataclass(frozen=True)
class Files:
    one: Attachment | None
    other: Attachment | None

    @property
    def is_same(self) -> bool:
        return self.one is not None and self.other is not None and self.one.sha256 == self.other.sha256 != ""


@dataclass(frozen=True)
class Comparison:
    one: Letter
    other: Letter
    rows: tuple[Row, ...]
    texts: tuple[Texts, ...]
    files: tuple[Files, ...]
    apart: NotTheSame | None

    @property
    def differing(self) -> int:
        return sum(row.differs for row in self.rows)


def compared_letters(one: Letter, other: Letter, reader: Reader) -> Comparison:
    """Return two letters side by side, as far as the reader may see what belongs to them."""
    return Comparison(
        one,
        other,
        tuple(_rows(one, other, reader)),
        tuple(_texts(*(list(_of(Text, letter, reader).order_by("role", "language", "id")) for letter in (one, other)))),
        tuple(
            _files(*(list(_of(Attachment, letter, reader).order_by("number", "name", "id")) for letter in (one, other)))
        ),
        NotTheSame.objects.visible_to(reader).of(one, other).select_related("recorded_by").first(),
    )


def _of(noun: Any, letter: Letter, reader: Reader) -> Any:
    return noun.objects.visible_to(reader).filter(letter=letter)


def _rows(one: Letter, other: Letter, reader: Reader) -> Iterator[Row]:
    """Yield what either of them says; what both leave open is left out."""
    yield from (row for row in _parties(one, other, reader) if row.one or row.other)
    for name in FIELDS:
        row = Row(capfirst(str(Letter._meta.get_field(name).verbose_name)), _said(one, name), _said(other, name))  # type: ignore[union-attr]
        if (row.one or row.other) and (row.differs or name not in ALIKE_IN_MOST):
            yield row
    acts = [_acts(letter, reader) for letter in (one, other)]
    if any(acts):
        yield Row(_("What it does"), *acts)


def _said(letter: Letter, name: str) -> str:
    shown: Callable[[], str] | None = getattr(letter, f"get_{name}_display", None)
    value = shown() if shown else getattr(letter, name)
    return "" if value is None else str(value)


def _parties(one: Letter, other: Letter, reader: Reader) -> Iterator[Row]:
    parts = [list(_of(Participation, letter, reader).for_listing()) for letter in (one, other)]
    roles = [role for role in Participation.Role if any(part.role == role for part in (*parts[0], *parts[1]))]
    for role in roles:
        names = ["; ".join(part.party.full_name for part in rows if part.role == role) for rows in parts]
        yield Row(capfirst(str(role.label)), *names)


def _acts(letter: Letter, reader: Reader) -> str:
    """Return how many acts stand in a letter, by kind."""
    counted = ((noun, _of(noun, letter, reader).count()) for noun in (Tabling, Response, Position))
    return ", ".join(f"{capfirst(str(noun._meta.verbose_name_plural))}: {count}" for noun, count in counted if count)


def _texts(ones: list[Text], others: list[Text]) -> Iterator[Texts]:
    """Yield the texts in twos: those of one role and language together, then what is left over."""
    left = list(others)
    for one in ones:
        match = next((text for text in left if (text.role, text.language) == (one.role, one.language)), None)
        if match is not None:
            left.remove(match)
        yield _pair(one, match)
    yield from (_pair(None, text) for text in left)


def _pair(one: Text | None, other: Text | None) -> Texts:
    if one is None or other is None or one.digest == other.digest:
        return Texts(one, other)
    return Texts(one, other, tuple(differences(one.body, other.body)))


def _files(ones: list[Attachment], others: list[Attachment]) -> Iterator[Files]:
    hashes = {file.sha256: file for file in others if file.sha256}
    both = [(one, hashes.pop(one.sha256)) for one in ones if one.sha256 in hashes]
    taken = {file.pk for pair in both for file in pair}
    yield from (Files(*pair) for pair in both)
    rest = ([file for file in files if file.pk not in taken] for files in (ones, others))
    yield from (Files(*pair) for pair in zip_longest(*rest))


def differences(one: str, other: str) -> Iterator[Piece]:
    """Yield the second text in pieces: paragraphs that both have whole, the words of the others compared."""
    ones, others = _paragraphs(one), _paragraphs(other)
    if max(len(ones), len(others)) > MOST_PARAGRAPHS:
        yield from (Piece("gone", one), Piece("new", other))
        return
    left, right = ([" ".join(paragraph.split()) for paragraph in side] for side in (ones, others))
    for step, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if step == "equal":
            yield Piece("same", _joined(others[k:m]))
        else:
            yield from _changed(ones[i:j], others[k:m])


def _changed(ones: list[str], others: list[str]) -> Iterator[Piece]:
    """Compare paragraph with paragraph where each has its counterpart, otherwise all of them together."""
    pairs: Iterable[tuple[str, str]] = [("\n\n".join(ones), "\n\n".join(others))]
    if len(ones) == len(others):
        pairs = zip(ones, others, strict=True)
    for before, after in pairs:
        if before and after and same_words(before, after):
            yield Piece("same", after + "\n\n")
            continue
        yield from compared(before, after)
        yield Piece("same", "\n\n")


def _paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in text.replace("\r\n", "\n").split("\n") if paragraph.strip()]


def _joined(paragraphs: list[str]) -> str:
    return "".join(f"{paragraph}\n\n" for paragraph in paragraphs)
