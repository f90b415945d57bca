"""A TEI date as a reading: what its attributes say, in the words of the edition, as sure as the edition is.

@when is a day, month or year; @from and @to are a time that lasted; @notBefore and @notAfter are one day between the two.
Where the words say the same more finely ("spring 2014", "about 1571") the words win; they never move a bound. Nothing is
guessed: a value that is no date stays as words, with a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from lxml import etree

from correspondence.dates import UncertainDate, UnreadableDate, read
from correspondence.formats.record import Problem, Reading
from correspondence.formats.xml import line_of, words_of

DATE = re.compile(r"([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)(?:Z|[+-][0-9]{2}:[0-9]{2})?")
MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
JULIAN = re.compile(r"\bjulian\b|\bold style\b", re.IGNORECASE)
LIKELY = range(
    1000, 2100
)  # a year before or after these is more often a slip of the edition, or its word for "unknown"

CERTAIN = {"", "high"}
EDTF = "#edtf"
UNREAD = "#unread"  # words that this program kept as words
STANDINGS = ("alternative", "rejected")
BASES = ("page_stamp", "register", "reported_sender", "reported_recipient", "reported_press", "reported", "inferred")


@dataclass(frozen=True, slots=True)
class Point:
    """What one attribute says."""

    date: str = ""
    time: str = ""
    zone: str = ""


def readings_in(date: etree._Element, which: str) -> tuple[list[Reading], list[Problem]]:
    """Return what a date element says of one of the four dates, the likeliest first, and what was not understood."""
    problems: list[Problem] = []
    marks = [mark.removeprefix("#") for mark in date.get("ana", "").split()]
    first = Reading(
        UncertainDate(),
        which,
        calendar="julian" if _is_julian(date, marks) else "gregorian",
        basis=next((mark for mark in marks if mark in BASES), "inferred" if date.get("evidence") else "as_printed"),
        standing=next((mark for mark in marks if mark in STANDINGS), "preferred"),
    )
    readings = [replace(first, value=value, time=point.time, zone=point.zone)
                for value, point in _values(date, problems) if value]  # fmt: skip
    return readings[:1] + [replace(other, standing="alternative") for other in readings[1:]], problems


def _is_julian(date: etree._Element, marks: list[str]) -> bool:
    return "julian" in marks or bool(JULIAN.search(date.get("calendar", "")) or JULIAN.search(words_of(date)))


def _values(date: etree._Element, problems: list[Problem]) -> Iterator[tuple[UncertainDate, Point]]:
    words = words_of(date)
    edtfs = list(_spans(date, problems))
    own = _own(date, words)
    if own is not None:
        yield own, edtfs[0][1] if edtfs else Point()
        return
    if not edtfs:
        yield _said(date, words, problems), Point()
    for place, (edtf, point) in enumerate(edtfs):
        yield _value(date, edtf, words if place == 0 else "", problems), point


def _own(date: etree._Element, words: str) -> UncertainDate | None:
    """Return the date in EDTF, which this program writes beside the attributes of TEI."""
    if date.get("datingMethod") != EDTF:
        return None
    try:
        return UncertainDate.from_edtf(date.get("when-custom", ""), words)
    except UnreadableDate:
        return None


def _spans(date: etree._Element, problems: list[Problem]) -> Iterator[tuple[str, Point]]:
    """Yield the EDTF of each kind of attribute that is there; what is no date is told."""
    points = {name: _point(date, name, problems) for name in ("when", "from", "to", "notBefore", "notAfter")}
    mark = "" if date.get("cert", "") in CERTAIN else "?"
    when, begin, end, earliest, latest = (point.date and point.date + mark for point in points.values())
    if when:
        yield when, points["when"]
    if begin or end:
        yield begin if begin == end else f"{begin or '..'}/{end or '..'}", Point()
    if earliest or latest:
        yield earliest if earliest == latest else f"[{earliest}..{latest}]", Point()


def _point(date: etree._Element, name: str, problems: list[Problem]) -> Point:
    value = date.get(name, "").strip()
    if not value:
        return Point()
    if match := MOMENT.fullmatch(value):
        day, time, zone = match.groups()
        point = Point(day, time.removesuffix(":00") if len(time) > 5 else time, zone or "")
    elif match := DATE.fullmatch(value):
        point = Point(match[1])
    else:
        problems.append(_problem(date, name, value, _("This is not a date: the words are kept.")))
        return Point()
    if int(point.date[:4]) not in LIKELY:
        problems.append(_problem(date, name, value, _("This year is unlikely: it is kept as it stands.")))
    return point


def _value(date: etree._Element, edtf: str, words: str, problems: list[Problem]) -> UncertainDate:
    try:
        value = UncertainDate.from_edtf(edtf, words)
    except UnreadableDate as error:
        problems.append(_problem(date, "date", edtf, str(error)))
        return UncertainDate.unread(words or edtf)
    return _refined(value, words) if words else value


def _refined(value: UncertainDate, words: str) -> UncertainDate:
    """Return what the words say where they only say more finely what the attributes say."""
    try:
        said = read(words)
    except UnreadableDate:
        return value
    bounds = (said.earliest, said.latest) == (value.earliest, value.latest)
    lasting = said.edtf.count("/") == value.edtf.count("/")
    doubt = "?" not in value.edtf or "?" in said.edtf or "%" in said.edtf
    if said.edtf and bounds and lasting and doubt:
        return replace(said, text=words if words != said.edtf else "")
    return value


def _said(date: etree._Element, words: str, problems: list[Problem]) -> UncertainDate:
    """Return what the words alone say, where no attribute says anything that is a date."""
    refused = " ".join(problem.value for problem in problems)
    if refused or UNREAD in date.get("ana", "").split():
        return UncertainDate.unread(words or refused)
    try:
        value = read(words)
    except UnreadableDate:
        value = UncertainDate.unread(words)
        problems.append(_problem(date, "date", words, _("This date is not understood: the words are kept.")))
    if not words:
        problems.append(_problem(date, "date", "", _("This date says nothing.")))
    return value


def _problem(date: etree._Element, name: str, value: str, message: str) -> Problem:
    return Problem(message, name, value, line_of(date), fatal=False)
