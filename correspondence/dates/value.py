"""A date as somebody wrote it, and what is known for certain about it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import edtf as edtf_format
from .edtf import Expression, Span
from .errors import UnreadableDate
from .languages import language_of
from .points import Point
from .saying import say, say_extent

LONGEST_TEXT = 200
PLAIN = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?")


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """The words as written, an EDTF string, and strict bounds; falsy when there is neither word nor date.

    `edtf` is canonical EDTF of our subset, "" when not known or not understood. `earliest` and `latest` are the first and
    the last day that it can be; None is open or unknown. About, uncertain: the bounds stay those of the date named.
    """

    text: str = ""
    edtf: str = ""
    earliest: dt.date | None = None
    latest: dt.date | None = None

    @classmethod
    def from_edtf(cls, edtf: str, text: str = "") -> UncertainDate:
        """Return the date that an EDTF string names, with the words it was written in. Raises UnreadableDate."""
        edtf = edtf.strip()
        return cls.meaning(edtf_format.parse(edtf), text) if edtf else cls.unread(text)

    @classmethod
    def meaning(cls, expression: Expression, text: str = "") -> UncertainDate:
        """Return the date of an expression that was read or built."""
        canonical = str(expression)
        words = "" if text == canonical else text
        return cls(words, canonical, expression.earliest, expression.latest)

    @classmethod
    def on(cls, day: dt.date, text: str = "") -> UncertainDate:
        return cls.meaning(edtf_format.point(Point.on(day)), text)

    @classmethod
    def before(cls, day: dt.date, text: str = "") -> UncertainDate:
        """Return one day before this one: `[..D-1]`."""
        return cls.meaning(edtf_format.choice("one", [Span(None, Point.on(day).before)]), text)

    @classmethod
    def by(cls, day: dt.date, text: str = "") -> UncertainDate:
        """Return one day no later than this one: `[..D]`."""
        return cls.meaning(edtf_format.choice("one", [Span(None, Point.on(day))]), text)

    @classmethod
    def after(cls, day: dt.date, text: str = "") -> UncertainDate:
        """Return one day after this one: `[D+1..]`."""
        return cls.meaning(edtf_format.choice("one", [Span(Point.on(day).after, None)]), text)

    @classmethod
    def unread(cls, text: str) -> UncertainDate:
        """Keep words that nobody has understood yet: no EDTF, no bounds."""
        return cls(text)

    def __bool__(self) -> bool:
        return bool(self.text or self.edtf)

    def __str__(self) -> str:
        return self.text or self.in_words()

    @property
    def is_known(self) -> bool:
        return bool(self.edtf)

    @property
    def is_day(self) -> bool:
        """Whether this is one day, without "about" or "perhaps"."""
        return len(self.iso) == 10

    @property
    def open_start(self) -> bool:
        return self.earliest is None and self.latest is not None

    @property
    def open_end(self) -> bool:
        return self.latest is None and self.earliest is not None

    @property
    def iso(self) -> str:
        """The year, month or day as HTML's `datetime` can write it; empty for seasons, ranges and what is uncertain."""
        return self.edtf if PLAIN.fullmatch(self.edtf) else ""

    def overlaps(self, start: dt.date | None, end: dt.date | None) -> bool:
        """Whether this may fall between two days, both included; None is open on either side.

        A date that is not known overlaps nothing: a search for 2016 does not bring up everything undated.
        """
        if not self.is_known:
            return False
        begins = self.earliest is None or end is None or self.earliest <= end
        ends = self.latest is None or start is None or self.latest >= start
        return begins and ends

    def allows_after(self, other: UncertainDate) -> bool:
        """Whether the bounds leave room for this to be on the day of the other, or after it. The unknown allows all."""
        return self.latest is None or other.earliest is None or self.latest >= other.earliest

    def closed_at(self, day: dt.date) -> UncertainDate:
        """Return "since 2003, so far" as said on a day: `2003/..` becomes `2003/2018-11-28`, the words stay.

        What has no open end stays as it is, and so does what begins after that day: nothing is invented.
        """
        if not self.open_end or self.earliest is None or self.earliest > day:
            return self
        expression = edtf_format.parse(self.edtf)
        spans = [replace(span, end=Point.on(day)) if span.end is None else span for span in expression.spans]
        if expression.kind == "interval":
            return self.meaning(edtf_format.interval(spans[0].start, spans[0].end), self.text)
        return self.meaning(edtf_format.choice("one" if expression.kind == "one" else "all", spans), self.text)

    def as_json(self) -> dict[str, str | None]:
        """Return the four columns as JSON holds them; bounds are ISO days or null."""
        return {
            "text": self.text,
            "edtf": self.edtf,
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "latest": self.latest.isoformat() if self.latest else None,
        }

    @classmethod
    def from_json(cls, columns: Mapping[str, str | None]) -> UncertainDate:
        """Return what `as_json` wrote; the bounds follow from the EDTF. Raises UnreadableDate."""
        return cls.from_edtf(columns.get("edtf") or "", columns.get("text") or "")

    def in_words(self, language: str | None = None) -> str:
        """Return the date in a language, by default the active one; words that were not understood stay as written."""
        if not self.edtf:
            return self.text
        return say(edtf_format.parse(self.edtf), language_of(language or get_language()))

    def understood(self) -> str:
        """Return the echo under a form field: "Understood as spring 2014, March to May"."""
        if not self.edtf:
            return _("Kept as written, without a date") if self.text else ""
        extent = say_extent(edtf_format.parse(self.edtf), language_of(get_language()))
        if extent:
            return _("Understood as %(date)s, %(extent)s") % {"date": self.in_words(), "extent": extent}
        return _("Understood as %(date)s") % {"date": self.in_words()}


__all__ = ["LONGEST_TEXT", "UncertainDate", "UnreadableDate"]
