"""A reading as a TEI date: attributes that every program knows, and what they cannot hold in words or in EDTF."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from correspondence.dates import UncertainDate
from correspondence.dates.edtf import Expression, parse
from correspondence.dates.points import Point
from correspondence.formats.record import Reading

from .dates import EDTF, readings_in
from .markup import element

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[~?%]?")
TIME = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2})?")
OFFSET = re.compile(r"Z|[+-][0-9]{2}:[0-9]{2}")


def attributes_of(value: UncertainDate) -> dict[str, str]:
    """Return the attributes of a date without its marks: seasons as their months, decades as their years.

    Nothing but @cert is left of "perhaps", nothing of "about"; sets become the days between.
    """
    if not value.edtf:
        return {}
    expression = parse(value.edtf)
    first, last = _ends(expression)
    doubt = {"cert": "low"} if set("?%") & set(value.edtf) else {}
    if expression.kind == "interval":
        return {**_present(from_=first and first.first, to=last and last.last), **doubt}
    if expression.kind == "point" and first and not first.is_coarse:
        return {"when": str(first.plain), **doubt}
    return {**_present(notBefore=first and first.first, notAfter=last and last.last), **doubt}


def date_for_all(value: UncertainDate, *, words: str = "") -> etree._Element | None:
    """Return a date that holds to what CMIF allows, or none when nothing is known.

    What the attributes cannot hold stands in the words, as EDTF where the date has no words of its own.
    """
    attributes = attributes_of(value)
    if not attributes:
        return None
    plain = element("date", **attributes)
    exact = readings_in(plain, "dated")[0][0].value.edtf == value.edtf
    return element("date", words or value.text or ("" if exact else value.edtf), **attributes)


def as_stated(reading: Reading) -> Reading:
    """Return a reading that another letter bounds with the date that follows from it: a file has no other way to say it."""
    return replace(reading, value=reading.closed) if reading.closed else reading


def date_in_full(reading: Reading, kind: str) -> etree._Element:
    """Return a date with its EDTF, calendar, basis and standing; ``kind`` says which date it is."""
    attributes = attributes_of(reading.value)
    if "when" in attributes:
        attributes["when"] = _moment(attributes["when"], reading)
    julian = reading.calendar == "julian"
    marks = [reading.standing] * (reading.standing != "preferred") + [reading.basis] * (reading.basis != "as_printed")
    # @calendar is for the words: without any, TEI does not want it.
    marks += ["julian"] * (julian and not reading.value.text) + ["unread"] * (not reading.value.edtf)
    return element(
        "date",
        reading.value.text,
        type=kind,
        **attributes,
        evidence="conjecture" if reading.basis == "inferred" else "",
        when_custom=reading.value.edtf,
        datingMethod=EDTF if reading.value.edtf else "",
        calendar="#julian" if julian and reading.value.text else "",
        ana=" ".join(f"#{mark}" for mark in marks),
    )


def _moment(day: str, reading: Reading) -> str:
    """Return the day with its time, where XML has a way to write both."""
    if not DAY.fullmatch(day) or not TIME.fullmatch(reading.time):
        return day
    time = reading.time if len(reading.time) > 5 else f"{reading.time}:00"
    return f"{day}T{time}{reading.zone if OFFSET.fullmatch(reading.zone) else ''}"


def _ends(expression: Expression) -> tuple[Point | None, Point | None]:
    """Return the first and the last date that an expression names; none where it is open."""
    starts, ends = [span.start for span in expression.spans], [span.end for span in expression.spans]
    first = None if None in starts else min((point for point in starts if point), key=lambda point: point.earliest)
    last = None if None in ends else max((point for point in ends if point), key=lambda point: point.latest)
    return first, last


def _present(**ends: Point | None) -> dict[str, str]:
    return {name: str(point.plain) for name, point in ends.items() if point}
