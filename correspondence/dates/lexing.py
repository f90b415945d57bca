"""Cutting a written date into symbols: numbers, months, seasons, and the words that stand between them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .errors import UnreadableDate, shown, unknown
from .languages import Language
from .points import WINTER

TOKEN = re.compile(
    r"""
    (?P<iso>(?<![0-9])[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9]))
  | (?P<numbers>(?<![0-9])[0-9]{1,2}(?P<mark>[./-])[ ]?[0-9]{1,2}(?P=mark)[ ]?[0-9]{2,4}(?![0-9]))
  | (?P<year_first>(?<![0-9])[0-9]{4}(?P<sign>[./])[0-9]{1,2}(?P=sign)[0-9]{1,2}(?![0-9]))
  | (?P<pair>(?<![0-9])[0-9]{4}(?:[.]?[ ]?[/-][ ]?[0-9]{4}|[.]?[/-][0-9]{2})(?![0-9]))
  | (?P<month_year>(?<![0-9])[0-9]{1,2}[./][0-9]{4}(?![0-9]))
  | (?P<decade>(?<![0-9])[0-9]{3}0(?:['’]?s|-?(?:е|х|ie))(?!\w))
  | (?P<number>[0-9]+)(?:(?:st|nd|rd|th|er)(?!\w)|-(?:го|е|ое|м|ом)(?!\w))?
  | (?P<word>[^\W\d_]+)
  | (?P<sign_alone>[,\-?~])
  | (?P<passed_over>[\s.()'’]+)
  | (?P<other>.)
    """,
    re.VERBOSE,
)
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
SIGNS = {",": "comma", "-": "to", "?": "perhaps", "~": "about"}


@dataclass(frozen=True, slots=True)
class Symbol:
    """A word or number by what it means; `number` is its day, month, season or year, `numbers` a whole date in digits."""

    means: str
    number: int = 0
    numbers: tuple[int, ...] = ()


def folded(text: str) -> str:
    """Return the text as it is compared: one form of every letter, one kind of space and dash, no capitals."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().translate(DASHES).split())


def symbols_of(text: str, language: Language) -> list[Symbol]:
    """Return the symbols of a folded text without the words that mean nothing. Raises UnknownWord, UnreadableDate."""
    tokens = [match for match in TOKEN.finditer(text) if match.lastgroup != "passed_over"]
    found: list[Symbol] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        step = 1
        if token.lastgroup in {"word", "sign_alone"}:
            symbol, step = _phrase(tokens, place, language)
            found.append(symbol)
        else:
            found += _digits(token)
        place += step
    return _years_of_winter([symbol for symbol in found if symbol.means != "noise"])


def _phrase(tokens: list[re.Match[str]], place: int, language: Language) -> tuple[Symbol, int]:
    word = tokens[place].group()
    for words, means, number in language.lexicon.get(word, ()):
        if all(
            place + further < len(tokens) and tokens[place + further].group() == expected
            for further, expected in enumerate(words)
        ):
            return Symbol(means, number), len(words)
    if word in SIGNS:
        return Symbol(SIGNS[word]), 1
    raise unknown(word)


def _digits(token: re.Match[str]) -> list[Symbol]:
    kind, text = token.lastgroup, token.group()
    parts = [int(digits) for digits in re.findall("[0-9]+", text)] if len(text) < 20 else []
    if kind in {"iso", "year_first"}:
        return [Symbol("date", numbers=tuple(parts))]
    if kind == "numbers":
        return [_date_in_numbers(text, parts, token["mark"])]
    if kind == "month_year":
        return [Symbol("month", parts[0]), Symbol("year", parts[1])]
    if kind == "decade":
        return [Symbol("decade", parts[0])]
    if kind == "pair":
        return [Symbol("pair", number="-" in text and len(text) == 7, numbers=tuple(parts))]
    if kind == "number":
        return [_number(token["number"])]
    raise unknown(text)


def _date_in_numbers(text: str, parts: list[int], mark: str) -> Symbol:
    first, second, year = parts
    if not re.search("[0-9]{3}$", text):
        raise UnreadableDate(_("“%(date)s” has a short year: write the year with four digits.") % {"date": text})
    if mark == "." or first == second:
        return Symbol("date", numbers=(year, second, first))
    if first > 12:
        return Symbol("day first", numbers=(year, second, first))
    return Symbol("month first" if second > 12 else "either", numbers=(year, first, second))


def _number(digits: str) -> Symbol:
    if len(digits) > 4:
        raise UnreadableDate(
            _("“%(number)s” is not a year: write a year from 0001 to 9999.") % {"number": shown(digits)}
        )
    return Symbol("year" if len(digits) > 2 else "number", int(digits))


def _years_of_winter(symbols: list[Symbol]) -> list[Symbol]:
    """Read "winter 2013/14" as the winter that begins in 2013, "2013-11" as a month, other pairs as from year to year."""
    if not any(symbol.means == "pair" for symbol in symbols):
        return symbols
    winter = any(symbol.means == "season" and symbol.number == WINTER for symbol in symbols)
    found: list[Symbol] = []
    for symbol in symbols:
        found += _pair(symbol, winter=winter) if symbol.means == "pair" else [symbol]
    return found


def _pair(symbol: Symbol, *, winter: bool) -> list[Symbol]:
    first, second = symbol.numbers
    if winter and second in {first + 1, (first + 1) % 100}:
        return [Symbol("year", first)]
    if symbol.number and 1 <= second <= 12:
        return [Symbol("month", second), Symbol("year", first)]
    if second < 100:
        raise UnreadableDate(
            _("“%(years)s” is not clear: write both years with four digits, or the month by its name.")
            % {"years": f"{first:04}/{second:02}"}
        )
    return [Symbol("year", first), Symbol("to"), Symbol("year", second)]
