"""Reading a date as people write it, in English, Latvian, Russian and French.

The meaning of each phrase is the table in docs/data-model.md, "Uncertain dates": before D is `[..D-1]`, since D is `D/..`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from django.utils.translation import gettext as _

from . import edtf
from .edtf import Expression, Span
from .errors import AmbiguousDate, UnknownWord, UnreadableDate, unclear
from .languages import languages_from
from .lexing import Symbol, folded, symbols_of
from .pieces import MARKS, THIRDS, Piece, piece_of, shared
from .points import Point
from .value import LONGEST_TEXT, UncertainDate

OPENERS = {"since", "before", "by", "after", "until", "not before"}
# Between two dates these say no more than "to": from 2003 until 2018, no 2003. līdz 2018. gadam, с 2003 до 2018 года.
LINKS = {"to", "until", "by", "before"}
FLOORS = {"after", "not before"}
SUFFIXES = {"or later", "or earlier"}
CLOCK = re.compile("[0-9]:[0-9]{2}")


class _EitherOrderError(Exception):
    """The numbers of a date name two days and nobody has said which comes first."""


def read(text: str, language: str | None = "en", *, day_first: bool | None = None) -> UncertainDate:
    """Return the date that words, an ISO day or an EDTF string name; the words are kept.

    The given language is tried first, then the others. `day_first` says how to read 03/04/2014; without it such a date
    raises AmbiguousDate with both readings. Words without a date ("undated") are kept without bounds. Anything else
    raises UnreadableDate. A text that is EDTF itself has no words to keep.
    """
    if len(text) > LONGEST_TEXT:
        raise UnreadableDate(
            _("This is too long for a date: write at most %(most)s characters.") % {"most": LONGEST_TEXT}
        )
    compared = folded(text)
    if not compared:
        return UncertainDate()
    if edtf.LOOKS_LIKE_EDTF.fullmatch(compared.upper()):
        return UncertainDate.from_edtf(compared.upper())
    if CLOCK.search(compared):
        raise UnreadableDate(_("The time of day is kept apart from the date: write the day alone."))
    words = " ".join(unicodedata.normalize("NFC", text).split())
    try:
        return _read_words(compared, words, language, day_first)
    except _EitherOrderError:
        return _only_reading(compared, words, language)


def _only_reading(compared: str, words: str, language: str | None) -> UncertainDate:
    """Return the one order of day and month that makes sense; raise AmbiguousDate when both do."""
    readings: list[UncertainDate] = []
    refusals: list[UnreadableDate] = []
    for day_first in (True, False):
        try:
            readings.append(_read_words(compared, words, language, day_first))
        except UnreadableDate as error:
            refusals.append(error)
    if not readings:
        raise refusals[0]
    if len(readings) == 1:
        return readings[0]
    first, second = readings
    question = _("%(first)s or %(second)s? Choose one, or write the month by its name.")
    said = {"first": first.in_words(), "second": second.in_words()}
    raise AmbiguousDate(question % said, (first, second))


def _read_words(compared: str, words: str, code: str | None, day_first: bool | None) -> UncertainDate:
    refusal: UnreadableDate | None = None
    for language in languages_from(code):
        try:
            expression = _expression(_ordered(symbols_of(compared, language), day_first))
        except UnreadableDate as error:
            # A language that knows all the words explains best what is wrong with the date.
            if refusal is None or (isinstance(refusal, UnknownWord) and not isinstance(error, UnknownWord)):
                refusal = error
            continue
        return UncertainDate.meaning(expression, words) if expression else UncertainDate.unread(words)
    raise refusal or unclear()


def _ordered(symbols: list[Symbol], day_first: bool | None) -> list[Symbol]:
    """Settle which number is the day: a date that can be read in one way only decides for the others."""
    told = {symbol.means for symbol in symbols} & {"day first", "month first"}
    if len(told) == 1:
        day_first = told == {"day first"}
    if day_first is None and any(symbol.means == "either" for symbol in symbols):
        raise _EitherOrderError
    return [_settled(symbol, day_first=bool(day_first)) for symbol in symbols]


def _settled(symbol: Symbol, *, day_first: bool) -> Symbol:
    if symbol.means == "either" and day_first:
        year, first, second = symbol.numbers
        return Symbol("date", numbers=(year, second, first))
    return replace(symbol, means="date") if symbol.means in {"either", "day first", "month first"} else symbol


def _expression(symbols: list[Symbol]) -> Expression | None:
    """Return what the symbols say; None when they say that there is no date."""
    symbols = _without_so_far(_without_idle_signs(symbols))
    if not symbols:
        raise unclear()
    if all(symbol.means == "undated" for symbol in symbols):
        return None
    marks, symbols = _leading_marks(symbols)
    opener = symbols[0].means if symbols else ""
    if opener == "between":
        return _between(symbols[1:], marks)
    if opener in OPENERS:
        return _opened(opener, symbols[1:], marks)
    if symbols and symbols[-1].means in SUFFIXES:
        return _suffixed(symbols, marks)
    return _closed(marks + symbols)


def _without_idle_signs(symbols: list[Symbol]) -> list[Symbol]:
    """Drop the hyphen of "mid-November", which otherwise means "to", and the comma of "perhaps, 1947"."""
    before = [None, *(symbol.means for symbol in symbols)]
    return [
        symbol
        for symbol, previous in zip(symbols, before, strict=False)
        if not (symbol.means == "to" and previous in THIRDS) and not (symbol.means == "comma" and previous in MARKS)
    ]


def _without_so_far(symbols: list[Symbol]) -> list[Symbol]:
    """Drop "so far", "still": it is the date of the document that closes such a date, not the words."""
    kept = list(symbols)
    while kept and kept[-1].means in {"so far", "comma"}:
        kept.pop()
    return kept


def _leading_marks(symbols: list[Symbol]) -> tuple[list[Symbol], list[Symbol]]:
    """Part "perhaps" and "about" from what they stand before, so that "perhaps since 2003" begins with "since"."""
    count = 0
    while count < len(symbols) and symbols[count].means in MARKS:
        count += 1
    return symbols[:count], symbols[count:]


def _opened(opener: str, symbols: list[Symbol], marks: list[Symbol]) -> Expression:
    """Since, before, by, after, until a date; or a window: after one date and before another."""
    for place, symbol in enumerate(symbols):
        if place and opener == "since" and symbol.means in LINKS:
            return _lasting(marks + symbols[:place], symbols[place + 1 :])
        if place and opener in FLOORS and symbol.means in {"before", "by", "until"}:
            return _window(opener, symbols[:place], symbol.means, symbols[place + 1 :])
    span = _one(marks + symbols)
    if opener == "since":
        return edtf.interval(span.start, None)
    if opener == "until":
        return edtf.interval(None, span.end)
    return edtf.choice("one", [_side(opener, span)])


def _side(opener: str, span: Span) -> Span:
    start, end = _ends(span)
    if opener == "before":
        return Span(None, start.before)
    if opener in {"by", "until", "or earlier"}:
        return Span(None, end.last)
    return Span(end.after, None) if opener == "after" else Span(start.first, None)


def _window(opener: str, lower: list[Symbol], closer: str, upper: list[Symbol]) -> Expression:
    pieces = shared([piece_of(_unjoined(lower)), piece_of(upper)])
    floor, ceiling = _side(opener, pieces[0].span()), _side(closer, pieces[1].span())
    return edtf.choice("one", [Span(floor.start, ceiling.end)])


def _unjoined(symbols: list[Symbol]) -> list[Symbol]:
    return symbols[:-1] if symbols and symbols[-1].means == "and" else symbols


def _suffixed(symbols: list[Symbol], marks: list[Symbol]) -> Expression:
    return edtf.choice("one", [_side(symbols[-1].means, _one(marks + symbols[:-1]))])


def _between(symbols: list[Symbol], marks: list[Symbol]) -> Expression:
    places = [place for place, symbol in enumerate(symbols) if symbol.means in {"and", "to"}]
    if len(places) != 1:
        raise UnreadableDate(_("Between needs two dates: write between 1 and 10 November 2018."))
    start, end = _pair(marks + symbols[: places[0]], symbols[places[0] + 1 :])
    return edtf.choice("one", [Span(start, end).finely])


def _lasting(first: list[Symbol], last: list[Symbol]) -> Expression:
    return edtf.interval(*_pair(first, last))


def _pair(first: list[Symbol], last: list[Symbol]) -> tuple[Point, Point]:
    start, end = (piece.span() for piece in shared([piece_of(first), piece_of(last)]))
    return _ends(start)[0], _ends(end)[1]


def _closed(symbols: list[Symbol]) -> Expression:
    """One date, a list of them, or from one to the other."""
    joints = {symbol.means for symbol in symbols} & {"and", "or"}
    links = [place for place, symbol in enumerate(symbols) if place and symbol.means in LINKS]
    if links and not joints:
        if len(links) > 1:
            raise unclear()
        return _lasting(symbols[: links[0]], symbols[links[0] + 1 :])
    if len(joints) == 1 and not links:
        return _listed(symbols, joints.pop())
    if joints:
        raise UnreadableDate(_("“And” and “or” together are not clear: write the first and the last date."))
    span = _one(symbols)
    return edtf.point(span.start) if span.is_single and span.start else edtf.choice("one", [span])


def _listed(symbols: list[Symbol], joint: str) -> Expression:
    parts: list[list[Symbol]] = [[]]
    for symbol in symbols:
        if symbol.means in {"comma", joint}:
            parts.append([])
        else:
            parts[-1].append(symbol)
    pieces: list[Piece] = []
    for part in parts:
        piece = piece_of(part) if part else None
        if piece and pieces and piece.is_year_alone and pieces[-1].month and pieces[-1].year is None:
            pieces[-1].year = piece.year  # the comma of "June 28, 1990"
        elif piece:
            pieces.append(piece)
    if len(pieces) < 2:
        raise unclear()
    return edtf.choice("one" if joint == "or" else "all", [piece.span() for piece in shared(pieces)])


def _one(symbols: list[Symbol]) -> Span:
    return piece_of(symbols).span()


def _ends(span: Span) -> tuple[Point, Point]:
    assert span.start is not None
    assert span.end is not None
    return span.start, span.end
