"""The dates of a document, as its dateline gives them: words and machine-readable values side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _
from lxml import etree

from correspondence import dates
from correspondence.dates import UncertainDate, UnreadableDate
from correspondence.formats.record import Problem, Reading

from .heads import tidy
from .words import flat, local, within

MOMENT = re.compile(r"(\d{4}(?:-\d\d){0,2})(?:T(\d\d:[0-5]\d)(?::\d\d(?:\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?")
WHICH = {"received-date": "received", "publication-date": "published"}
RECEIVED = re.compile(r"\[\s*Received\s+(?P<date>[A-Z][a-z]+ \d{1,2}(?:, \d{4})?)(?P<rest>[^\]]*)\]?", re.IGNORECASE)
CLOCK = re.compile(r"(\d{1,2})(?::(\d\d))?\s*([ap])\.?\s?m\b", re.IGNORECASE)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
PLAIN_DATE = re.compile(rf"(?:{MONTHS}) \d{{1,2}}, \d{{4}}|\d{{1,2}} (?:{MONTHS}),? \d{{4}}")
# A last paragraph that is nothing but place and date, as older volumes print them.
CLOSING = re.compile(rf"\[?(?P<place>[A-Z][\w. ’'-]{{2,40}}), (?P<date>{PLAIN_DATE.pattern})\.?\]?")
MOST_DATES = 20  # in one dateline
LIMITS = ("doc-dateTime-min", "doc-dateTime-max")
CARRIED = {"attachment", "quote", "note", "p", "item"}


@dataclass
class Dating:
    """What a document says of when and where it was written."""

    readings: list[Reading] = field(default_factory=list)
    place: str = ""
    problems: list[Problem] = field(default_factory=list)

    def has(self, which: str) -> bool:
        return any(reading.which == which for reading in self.readings)


def dating_of(document: etree._Element) -> Dating:
    """Read the datelines of a document that are its own; else its last line, else the limits that the edition sets."""
    found = Dating()
    lines = [one for one in within(document, "dateline") if not _is_carried(one, document)]
    for line in lines[:1] or _dates_elsewhere(document):
        _read_line(line, found)
    if not lines:
        _read_closing(document, found)
    if not any(reading.value.is_known for reading in found.readings if reading.which == "dated"):
        _read_limits(document, found)
    return found


def words_as_date(words: str) -> UncertainDate:
    """Return a date as words give it; words that say no date, or half of one, are kept without one."""
    try:
        return dates.read(words, "en")
    except UnreadableDate:
        return UncertainDate.unread(words)


def _read_line(line: etree._Element, found: Dating) -> None:
    place = next((flat(one) for one in within(line, "placeName")), "")
    found.place = tidy(place).strip(" ,.[]")
    words = tidy(flat(line))
    own = [one for one in islice(within(line, "date"), MOST_DATES) if tidy(flat(one)) or one.attrib]
    for one in own:
        _read_date(one, found)
    if not own and words:
        found.readings.append(Reading(words_as_date(_without_place(words, found.place))))
    _settle(found)
    _read_receipt(words, found)


def _read_date(element: etree._Element, found: Dating) -> None:
    words = tidy(flat(element)).rstrip(",")
    which = WHICH.get(element.get("type", ""), "dated")
    value, time, zone = _meant(element, words, found.problems)
    calendar = element.get("calendar", "gregorian")
    if calendar not in {"gregorian", "julian"}:
        found.problems.append(
            Problem(_("The words count by another calendar."), which, f"{words} ({calendar})", fatal=False)
        )
    basis, source = _basis(element)
    kept = calendar if calendar == "julian" else "gregorian"
    found.readings.append(Reading(value, which, time, zone, calendar=kept, basis=basis, source=source))


def _meant(element: etree._Element, words: str, problems: list[Problem]) -> tuple[UncertainDate, str, str]:
    """Return the date that the attributes of an element mean, with its time and zone."""
    given = {name: element.get(name, "").strip() for name in ("when", "from", "to", "notBefore", "notAfter")}
    moments = {name: MOMENT.fullmatch(value) for name, value in given.items() if value}
    if not moments:
        return words_as_date(words), "", ""
    if None in moments.values():
        bad = next(given[name] for name, moment in moments.items() if moment is None)
        problems.append(Problem(_("Not a date as TEI writes it: the words are kept."), "dated", bad, fatal=False))
        return words_as_date(words), "", ""
    days = {name: moment[1] for name, moment in moments.items() if moment}
    # A time belongs to a day: the limits of a longer span have none that was written.
    begins = moments.get("when") or (moments.get("from") if days.get("from") == days.get("to") else None)
    try:
        value = UncertainDate.from_edtf(_edtf(days), words)
    except UnreadableDate as error:
        problems.append(
            Problem(_("%(error)s The words are kept.") % {"error": error}, "dated", _edtf(days), fatal=False)
        )
        return words_as_date(words), "", ""
    years = re.findall(r"\b1[5-9]\d\d\b|\b20\d\d\b", words)
    if years and not any(year in value.edtf for year in years):
        problems.append(
            Problem(_("The words name another year than %(date)s.") % {"date": value.edtf}, "dated", words, fatal=False)
        )
    time = (begins[2] or "") if begins else ""
    if time >= "24":  # midnight, as some write it: the day is kept, the hour is in its words
        problems.append(Problem(_("Not a time of day."), "dated", time, fatal=False))
        time = ""
    return value, time, (begins[3] or "") if begins and time else ""


def _edtf(days: dict[str, str]) -> str:
    if "when" in days:
        return days["when"]
    if "from" in days or "to" in days:
        start, end = days.get("from", ".."), days.get("to", "..")
        return start if start == end else f"{start}/{end}"
    start, end = days.get("notBefore", ""), days.get("notAfter", "")
    return start if start == end else f"[{start}..{end}]"


def _basis(element: etree._Element) -> tuple[str, str]:
    """Return whether the date was printed or inferred, and from what, in the edition's own term."""
    term = re.sub(r"^#?(?:date_)?", "", element.get("ana", "")).replace("-", " ").replace("_", " ").strip()
    inferred = any(word in term for word in ("infer", "typo", "correction"))
    return ("inferred" if inferred else "as_printed"), term[:300]


def _settle(found: Dating) -> None:
    """Prefer one reading of each date: "May 23 [24]" is the 24th, as the editors say; what was printed stays beside it."""
    for which in {reading.which for reading in found.readings}:
        own = [reading for reading in found.readings if reading.which == which]
        corrected = [reading for reading in own if reading.value.text.startswith("[") and reading.value.is_known]
        chosen = (corrected or [reading for reading in own if reading.value.is_known] or own)[0]
        for reading in own:
            changes = {} if reading is chosen else {"standing": "alternative"}
            if reading is chosen and reading in corrected and len(own) > 1:
                changes = {"basis": "inferred", "source": "correction of the edition"}
            found.readings[_place(found.readings, reading)] = _changed(reading, changes)


def _place(readings: list[Reading], one: Reading) -> int:
    return next(place for place, reading in enumerate(readings) if reading is one)


def _changed(reading: Reading, changes: dict[str, str]) -> Reading:
    if not changes:
        return reading
    kept = {name: getattr(reading, name) for name in ("value", "which", "time", "zone", "calendar", "basis", "source")}
    return Reading(**(kept | changes))


def _read_receipt(words: str, found: Dating) -> None:
    """Read "[Received March 8—1:35 p. m.]"; where no year stands it is that of the dateline, unless that were too early."""
    match = RECEIVED.search(words)
    if match is None or found.has("received"):
        return
    said, own = match["date"], next((one.value for one in found.readings if one.which == "dated"), UncertainDate())
    value = UncertainDate.unread(said)
    if PLAIN_DATE.fullmatch(said):
        value = words_as_date(said)
    elif own.is_day and own.earliest:
        read = words_as_date(f"{said}, {own.earliest.year}")
        if read.earliest and read.earliest >= own.earliest:
            value = UncertainDate.from_edtf(read.edtf, said)
    found.readings.append(Reading(value, "received", _time(match["rest"])))


def _time(words: str) -> str:
    clock = CLOCK.search(words)
    if clock is None or not 1 <= int(clock[1]) <= 12 or int(clock[2] or 0) > 59:
        return ""
    hour = int(clock[1]) % 12 + (12 if clock[3] in "pP" else 0)
    return f"{hour:02}:{clock[2] or '00'}"


def _read_closing(document: etree._Element, found: Dating) -> None:
    last = next((one for one in reversed(document) if local(one.tag) in {"p", "closer"}), None)
    match = CLOSING.fullmatch(tidy(flat(last))) if last is not None else None
    if match and not found.has("dated"):
        found.place = found.place or match["place"].strip()
        found.readings.append(Reading(words_as_date(match["date"])))


def _read_limits(document: etree._Element, found: Dating) -> None:
    """Take the limits that the current encoding sets where the document itself has no date that can be read."""
    given = {local(name): value for name, value in document.attrib.items() if local(name) in LIMITS}
    moments = [MOMENT.fullmatch(str(given.get(name, ""))) for name in LIMITS]
    if not all(moments):
        return
    first, last = (moment[1] for moment in moments if moment)
    printed = next((one.value.text for one in found.readings if one.which == "dated"), "")
    try:
        value = UncertainDate.from_edtf(first if first == last else f"[{first}..{last}]", printed)
    except UnreadableDate as error:
        found.problems.append(Problem(str(error), "dated", f"{first} – {last}", fatal=False))
        return
    found.readings = [one for one in found.readings if one.which != "dated"]
    exact = moments[0] if moments[0] and moments[1] and moments[0][0] == moments[1][0] else None
    time, zone = (exact[2] or "", exact[3] or "") if exact else ("", "")
    limits = Reading(value, "dated", time, zone if time else "", basis="inferred", source="limits set by the edition")
    found.readings.insert(0, limits)


def _dates_elsewhere(document: etree._Element) -> Iterator[etree._Element]:
    """Yield the closer or opener that holds a date outside any dateline."""
    for one in document:
        if local(one.tag) in {"opener", "closer"} and next(within(one, "date"), None) is not None:
            yield one
            return


def _without_place(words: str, place: str) -> str:
    return words.removeprefix(place).strip(" ,.[]")


def _is_carried(element: etree._Element, document: etree._Element) -> bool:
    for one in element.iterancestors():
        if one is document:
            return False
        if local(one.tag) in CARRIED:
            return True
    return False
