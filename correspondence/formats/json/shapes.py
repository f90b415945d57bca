"""How records stand in JSON: one table for each, by which they are both written and read, so that neither can forget a field.

A field is written when it says something (when it is not the record's own default), or always where the contract names it.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from functools import lru_cache
from reprlib import repr as shortened
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from correspondence.dates import UncertainDate, UnreadableDate
from correspondence.formats.record import Problem

Problems = list[Problem]
Decode = Callable[[Any, Problems], Any]
Encode = Callable[[Any], Any]

EXPECTED = {
    str: gettext_lazy("This must be text."),
    bool: gettext_lazy("This must be true or false."),
    int: gettext_lazy("This must be a whole number."),
    dict: gettext_lazy("This must be an object."),
    list: gettext_lazy("This must be a list."),
}


class Doubled(dict[str, Any]):
    """An object of a file that gives one name twice: it is nowhere taken for an object."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How a value stands in JSON: its type there, and how it is read and written where it is not the same."""

    of: type
    decode: Decode | None = None
    encode: Encode | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A name in JSON and the attribute of the record that it stands for."""

    name: str
    kind: Kind
    attribute: str = ""
    always: bool = False


class Shape:
    """A record's names in JSON. ``ignored`` names are read and dropped; ``unsaid`` is what holds where nothing is said."""

    def __init__(
        self, of: type, *listed: Field, ignored: tuple[str, ...] = (), unsaid: Mapping[str, Any] | None = None
    ) -> None:
        self.of, self.ignored, self.unsaid = of, frozenset(ignored), dict(unsaid or {})
        defaults = {one.name: _default(one) for one in fields(of)} | self.unsaid
        self.reads = {one.name: (one.attribute or one.name, one.kind.of, one.kind.decode) for one in listed}
        self.writes = tuple(
            (one.name, attribute := one.attribute or one.name, one.always, defaults.get(attribute), one.kind.encode)
            for one in listed
        )
        self.required = tuple(name for name, default in defaults.items() if default is MISSING)
        self.names = {attribute: name for name, (attribute, _of, _decode) in self.reads.items()}

    def written(self, record: Any) -> dict[str, Any]:
        """Return the record as JSON holds it."""
        page: dict[str, Any] = {}
        for name, attribute, always, default, encode in self.writes:
            value = getattr(record, attribute)
            if always or value != default:
                page[name] = value if encode is None else encode(value)
        return page

    def gathered(self, given: Mapping[str, Any], problems: Problems) -> dict[str, Any]:
        """Return the attributes that an object gives, and tell what cannot be one of them."""
        kept: dict[str, Any] = {}
        reads = self.reads
        for name, value in given.items():
            try:
                attribute, of, decode = reads[name]
            except KeyError:
                if name not in self.ignored:
                    problems.append(Problem(_("Not a name that is known here."), name, fatal=False))
                continue
            if type(value) is not of:
                if value is not None:
                    problems.append(mistaken(value, of, name))
            elif decode is None:
                kept[attribute] = value
            else:
                told = len(problems)
                kept[attribute] = decode(value, problems)
                if len(problems) != told:
                    place_within(name, problems, told)
        return kept

    def made(self, kept: dict[str, Any], problems: Problems) -> Any:
        """Return the record of these attributes, None when it lacks one that it cannot be without."""
        if self.unsaid:
            kept = self.unsaid | kept
        try:
            return self.of(**kept)
        except TypeError:
            missing = [name for name in self.required if name not in kept]
            problems += (Problem(_("This is missing."), self.names.get(name, name)) for name in missing)
            return None

    def read(self, given: Mapping[str, Any], problems: Problems) -> Any:
        return self.made(self.gathered(given, problems), problems)

    @property
    def one(self) -> Kind:
        return Kind(dict, self.read, lambda value: None if value is None else self.written(value))

    @property
    def several(self) -> Kind:
        return Kind(list, each(self.read), lambda values: [self.written(value) for value in values])


def each(read: Callable[[Any, Problems], Any]) -> Decode:
    """Return what reads a list of objects, each as this does; None stands for one that could not be read."""

    def all_of(given: list[Any], problems: Problems) -> tuple[Any, ...]:
        if not given:
            return ()
        found = []
        for place, value in enumerate(given):
            told = len(problems)
            if type(value) is dict:
                found.append(read(value, problems))
            else:
                problems.append(mistaken(value, dict))
            if len(problems) != told:
                place_within(f"[{place}]", problems, told)
        return tuple(found)

    return all_of


def place_within(where: str, problems: Problems, told: int) -> None:
    """Say of the problems that were told since within what they stand: `senders`, `[0]`, `name` make `senders[0].name`."""
    for number in range(told, len(problems)):
        inner = problems[number].field
        dot = "." if inner and not inner.startswith("[") else ""
        problems[number] = replace(problems[number], field=f"{where}{dot}{inner}")


def mistaken(value: Any, of: type, where: str = "") -> Problem:
    """Say that a value is of the wrong type."""
    if isinstance(value, Doubled):
        return Problem(_("The same name is given twice in this object."), where)
    return Problem(str(EXPECTED[of]), where, shortened(value))


def _default(one: Any) -> Any:
    return one.default_factory() if one.default_factory is not MISSING else one.default


@lru_cache(maxsize=8192)  # the same dates come again and again, and a date never changes
def _date_of(edtf: str, text: str) -> UncertainDate:
    return UncertainDate.from_edtf(edtf, text)


def _read_date(given: Mapping[str, Any], problems: Problems) -> UncertainDate:
    edtf, text = given.get("edtf") or "", given.get("text") or ""
    if type(edtf) is not str or type(text) is not str:
        problems += (mistaken(one, str, name) for name, one in (("edtf", edtf), ("text", text)) if type(one) is not str)
        return UncertainDate()
    try:
        return _date_of(edtf, text)
    except UnreadableDate as error:
        problems.append(Problem(str(error), "edtf", edtf))
        return UncertainDate()


def _write_date(value: UncertainDate) -> dict[str, str | None] | None:
    return value.as_json() if value else None


def _read_words(given: list[Any], problems: Problems) -> tuple[str, ...]:
    problems += (mistaken(one, str, f"[{place}]") for place, one in enumerate(given) if type(one) is not str)
    return tuple(given)


def _read_bytes(given: str, problems: Problems) -> bytes:
    try:
        return base64.b64decode(given, validate=True)
    except (binascii.Error, ValueError):
        problems.append(Problem(_("This must be Base64.")))
        return b""


TEXT, FLAG, NUMBER = Kind(str), Kind(bool), Kind(int)
DATE = Kind(dict, _read_date, _write_date)
WORDS = Kind(list, _read_words, list)
BYTES = Kind(str, _read_bytes, lambda content: base64.b64encode(content).decode("ascii"))


def texts(*names: str, always: bool = False) -> tuple[Field, ...]:
    """Return fields of text that are called alike in JSON and in the record."""
    return tuple(Field(name, TEXT, always=always) for name in names)
