"""Files of JSON: a list of records, or a record on each line. Read and written one record after the other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, NoReturn

from django.utils.translation import gettext as _

from correspondence.formats.record import Problem, Record, Unreadable

from .records import from_json, to_json
from .shapes import Doubled

CHUNK = 1024 * 1024
LONGEST = 20 * 1024 * 1024  # characters of one record
MOST_VALUES = 300_000  # of a record that is longer than a chunk: a long text is one value
MOST_ESCAPES = 600_000  # of such a record: each costs many times its length
LONGEST_NUMBER = 18  # digits
CUT_SHORT = 12  # characters before the end of what was read within which a mistake may only be what is still to come
VALUE = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[,{\[]', re.DOTALL)
BLANK = re.compile(r"[ \t\r\n]*")


def read(path: Path, options: Mapping[str, Any]) -> Iterator[Record]:  # noqa: ARG001  no options: JSON says it all
    """Yield the records of a file, each before the next is looked at. Raises Unreadable."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, (line, value, escaped) in enumerate(_values(_Text(file)), start=1):
                yield from_json(value, line=line, element=_("record %(number)d") % {"number": number}, escaped=escaped)
    except UnicodeDecodeError as error:
        raise Unreadable(
            Problem(_("This file is not written in UTF-8."), value=ascii(error.object[error.start : error.end]))
        ) from error
    except OSError as error:
        raise Unreadable(Problem(error.strerror or str(error))) from error


def write(records: Iterable[Record]) -> Iterator[str]:
    """Yield a list of JSON, one record on each line, piece by piece. A file without its last line is not whole."""
    before = "[\n"
    for record in records:
        yield before + json.dumps(to_json(record), ensure_ascii=False, separators=(",", ":"))
        before = ",\n"
    yield "[\n]\n" if before == "[\n" else "\n]\n"


def _values(text: _Text) -> Iterator[tuple[int, Any, bool]]:
    """Yield the line, the value and whether it has escapes, of every element of a list or of every line."""
    opening = text.next()
    if not opening:
        text.refuse(_("This file is empty."))
    if opening not in "[{":
        text.refuse(_("This is neither a list of JSON nor a record on each line."))
    if opening == "{":
        while text.next():
            yield text.value()
        return
    text.place += 1
    following = "" if text.next() == "]" else ","
    while following == ",":
        text.next()
        yield text.value()
        following = text.next()
        text.place += following == ","
    if following not in {"", "]"}:
        text.refuse(_("A comma, or the end of the list, is missing here."))
    if text.next() != "]":
        text.refuse(_("The file ends before its list does: it is not whole."))
    text.place += 1
    if text.next():
        text.refuse(_("Something follows after the end of the list."))


class _Text:
    """The part of a file that has been read and not yet understood."""

    def __init__(self, file: IO[str]) -> None:
        self.file, self.text, self.place = file, "", 0
        self._line, self._counted = 1, 0

    @property
    def line(self) -> int:
        """The line of the place that has been reached."""
        self._line += self.text.count("\n", self._counted, self.place)
        self._counted = self.place
        return self._line

    def refuse(self, message: str, line: int = 0) -> NoReturn:
        raise Unreadable(Problem(message, line=line or self.line))

    def next(self) -> str:
        """Go to the next character that is not blank and return it, "" at the end of the file."""
        while True:
            self.place = BLANK.match(self.text, self.place).end()  # type: ignore[union-attr]
            if self.place < len(self.text):
                return self.text[self.place]
            if not self.more():
                return ""

    def more(self) -> bool:
        """Read on, as much again as waits to be understood; say whether there was more."""
        waiting = len(self.text) - self.place
        if waiting > CHUNK:
            self._refuse_what_is_too_much(waiting)
        found = self.file.read(max(CHUNK, waiting))
        self._line, self._counted = self.line, 0
        self.text, self.place = self.text[self.place :] + found, 0
        return bool(found)

    def value(self) -> tuple[int, Any, bool]:
        """Understand the value that begins here and go to its end."""
        line = self.line
        while True:
            try:
                value, end = DECODER.raw_decode(self.text, self.place)
            except json.JSONDecodeError as error:
                if not (self._may_go_on(error) and self.more()):
                    self._refuse_mistake(error)
            except RecursionError:
                self.refuse(_("This is nested too deep."))
            else:
                self._refuse_what_is_too_long(end - self.place)
                escaped = self.text.find("\\u", self.place, end) >= 0
                self.place = end
                return line, value, escaped

    def _may_go_on(self, error: json.JSONDecodeError) -> bool:
        return error.msg.startswith("Unterminated string") or error.pos >= len(self.text) - CUT_SHORT

    def _refuse_mistake(self, error: json.JSONDecodeError) -> NoReturn:
        line = self.line + self.text.count("\n", self.place, error.pos)
        if self._may_go_on(error):
            self.refuse(_("The file ends within a record: it is not whole."), line)
        self.refuse(_("This is not JSON: %(mistake)s.") % {"mistake": error.msg}, line)

    def _refuse_what_is_too_long(self, length: int) -> None:
        if length > LONGEST:
            self.refuse(_("A record is longer than %(most)d megabytes.") % {"most": LONGEST // 1024**2})

    def _refuse_what_is_too_much(self, waiting: int) -> None:
        """Refuse what would cost much more memory than its length, before it is understood."""
        self._refuse_what_is_too_long(waiting)
        if self.text.count("\\", self.place) > MOST_ESCAPES:
            self.refuse(_("A record has more than %(most)d escaped characters.") % {"most": MOST_ESCAPES})
        values = VALUE.finditer(self.text, self.place)
        if any(number > MOST_VALUES for number, _value in enumerate(values)):
            self.refuse(_("A record has more than %(most)d values.") % {"most": MOST_VALUES})


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else Doubled(found)


class _NotAValue:
    """What stands where a value should and is none that we take: NaN, Infinity, a number of a thousand digits."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __repr__(self) -> str:
        return self.words


def _whole_number(digits: str) -> Any:
    return int(digits) if len(digits) <= LONGEST_NUMBER else _NotAValue(digits)


DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_NotAValue, parse_int=_whole_number)
