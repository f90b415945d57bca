"""One date inside a phrase, which may lean on its neighbours: the "5" of "5 and 6 May 1990"."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from .edtf import Span
from .errors import UnreadableDate, unclear
from .lexing import Symbol
from .points import Point

MARKS = {"about": "~", "perhaps": "?"}
THIRDS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
THIRDS_OF_A_YEAR = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}


@dataclass(slots=True)
class Piece:
    """What one date says of itself; None where it is silent."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    decade: int | None = None
    part: str | None = None
    mark: str = ""

    @property
    def is_year_alone(self) -> bool:
        return self.year is not None and not (self.month or self.day or self.season or self.part)

    def span(self) -> Span:
        """Return what it covers. Raises UnreadableDate where something is missing or not in the calendar."""
        if self.decade is not None:
            point = Point(self.decade, unknown_digits=1, qualifier=self.mark)
            return Span(point, point)
        if self.year is None:
            raise UnreadableDate(_("The year is missing: write it with four digits, for example 22 September 2016."))
        if self.day is not None and self.month is None:
            raise UnreadableDate(_("The month is missing: write it by its name, for example 22 September 2016."))
        if self.part and not self.season:  # "late spring" stays spring: nobody says on which day it begins to be late
            return self._third()
        point = Point(self.year, self.month, self.day, season=self.season, qualifier=self.mark)
        return Span(point, point)

    def _third(self) -> Span:
        """Early, mid and late: ten days of a month, four months of a year."""
        assert self.year is not None
        assert self.part is not None
        if self.day:
            raise UnreadableDate(_("Early, mid and late are parts of a month or a year: write early November 2018."))
        if self.month is None:
            first, last = THIRDS_OF_A_YEAR[self.part]
            return Span(Point(self.year, first, qualifier=self.mark), Point(self.year, last, qualifier=self.mark))
        month = Point(self.year, self.month)
        first, last = THIRDS[self.part]
        last = min(last, monthrange(month.year, self.month)[1])
        start, end = (Point(self.year, self.month, day, qualifier=self.mark) for day in (first, last))
        return Span(start, end)


def piece_of(symbols: Sequence[Symbol]) -> Piece:
    """Return what the symbols between two joints say. Raises UnreadableDate when they say something twice or nothing."""
    piece = Piece()
    years_at = _years(symbols)
    for place, symbol in enumerate(symbols):
        if place in years_at:
            _set(piece, "year", symbol.number)
        elif symbol.means == "date":
            for name, number in zip(("year", "month", "day"), symbol.numbers, strict=True):
                _set(piece, name, number)
        elif symbol.means in {"month", "season"}:
            _set(piece, symbol.means, symbol.number)
        elif symbol.means == "number":
            _set(piece, "day", symbol.number)
        else:
            _set_rest(piece, symbol)
    if piece == Piece(mark=piece.mark) or (piece.month and piece.season):
        raise unclear()
    return _as_decade(piece, symbols)


def _years(symbols: Sequence[Symbol]) -> set[int]:
    """Return which numbers are years: those of three or four digits, and those before the word for year."""
    found = {place for place, symbol in enumerate(symbols) if symbol.means == "year"}
    for place, (symbol, following) in enumerate(pairwise(symbols)):
        if symbol.means == "number" and following.means == "year word":
            found.add(place)
    return found


def _set(piece: Piece, name: str, number: int) -> None:
    if getattr(piece, name) is not None:
        raise unclear()
    setattr(piece, name, number)


def _set_rest(piece: Piece, symbol: Symbol) -> None:
    if symbol.means in THIRDS and piece.part is None:
        piece.part = symbol.means
    elif symbol.means in MARKS:
        mark = MARKS[symbol.means]
        piece.mark = mark if piece.mark in {"", mark} else "%"
    elif symbol.means == "decade":
        _set(piece, "decade", symbol.number)
    elif symbol.means not in {"year word", "decade word", "comma"}:
        raise unclear()


def _as_decade(piece: Piece, symbols: Sequence[Symbol]) -> Piece:
    """Read "1990. gadi", "années 1990": the word for years behind or before a round year."""
    if not any(symbol.means == "decade word" for symbol in symbols):
        return piece
    if piece.year is not None and piece.is_year_alone and piece.year % 10 == 0:
        return Piece(decade=piece.year, mark=piece.mark)
    if piece.decade is not None:
        return piece
    raise unclear()


def shared(pieces: list[Piece]) -> list[Piece]:
    """Give each date the month and year it shares with its neighbours: "5 and 6 May 1990", "1990. gada 5. un 6. maijs"."""
    for place, piece in enumerate(pieces):
        neighbours = [*pieces[place + 1 :], *reversed(pieces[:place])]
        if piece.month is None and piece.day is not None:
            piece.month = next((other.month for other in neighbours if other.month and other.day), None)
        if piece.year is None and piece.decade is None:
            piece.year = next((other.year for other in neighbours if other.year is not None), None)
    return pieces
