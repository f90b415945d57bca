"""One letter in JSON, as the contract has it and with everything else that the record holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from correspondence.dates import UncertainDate
from correspondence.formats.record import LetterRecord, NamedLink, Problem, Reading

from .parts import (
    ADDRESSEE,
    FILE,
    LINK,
    OTHER_PARTY,
    PARTY,
    POSITION,
    PROPOSAL,
    READING,
    RESPONSE,
    TEXT_OF_LETTER,
)
from .shapes import DATE, FLAG, NUMBER, TEXT, Field, Kind, Problems, Shape, each, texts

DATES = ("dated", "sent", "received", "published")
ANSWERING = frozenset({"answers", "answers_in_part", "acknowledges", "denies_receipt", "rejects"})
ANSWERED, LINKED, COMPUTED = 1, 2, 3  # the tiers of an earlier exchange


SOURCE_OF_LETTER = Shape(
    LetterRecord,
    *texts("citation", always=True),
    Field("url", TEXT, attribute="source_url", always=True),
    *texts("archive_reference", "locator", "captured_on", always=True),
)


def _read_link(given: Mapping[str, Any], problems: Problems) -> NamedLink | None:
    """Return a link that is to be stored, None for an exchange that was only computed."""
    if given.get("tier") == COMPUTED:
        return None
    kept = LINK.gathered(given, problems)
    if not kept.setdefault("target", kept.get("id", "")):
        problems.append(Problem(_("Say which letter: give its id, or its key as target."), "id"))
    found: NamedLink = LINK.made(kept, problems)
    return found


def _read_links(given: list[Any], problems: Problems) -> tuple[NamedLink, ...]:
    return tuple(link for link in _every_link(given, problems) if link is not None) if given else ()


_every_link = each(_read_link)

# What reads and writes itself alike, and is written only where it says something.
PLAIN = (
    *texts("summary", "topic", "framework"),
    Field("at_least", NUMBER),
    *texts("extent_note"),
    Field("reply_expected", FLAG),
    *texts("reply_due", "own_reference", "their_reference", "channel", "place", "marking", "level", "desk", "status"),
    *texts("void_reason"),
    Field("texts", TEXT_OF_LETTER.several),
    Field("files", FILE.several),
)
MORE = Shape(LetterRecord, *PLAIN)
LETTER = Shape(
    LetterRecord,
    *texts("id", "source_key", "subject", "form", "knowledge", "extent", "language", "dated_basis"),
    Field("dated_in_doubt", FLAG),
    *(Field(which, DATE) for which in DATES),
    Field("senders", PARTY.several),
    Field("addressees", ADDRESSEE.several),
    Field("others", OTHER_PARTY.several),
    Field("source", Kind(dict, SOURCE_OF_LETTER.gathered)),
    Field("previous", Kind(list, _read_links), attribute="links"),
    Field("next", Kind(list, _read_links), attribute="later"),
    Field("proposals", PROPOSAL.several, attribute="puts"),
    Field("responses", RESPONSE.several, attribute="answers"),
    Field("positions", POSITION.several),
    Field("readings", READING.several),
    *PLAIN,
    ignored=("url", "version", "record"),
)


def letter_as_json(record: LetterRecord, *, computed: Sequence[str] = ()) -> dict[str, Any]:
    """Return a letter. ``computed`` are the ids of earlier exchanges that no link names, only the file's order."""
    dated = {one.which: one for one in record.dates if one.standing == "preferred"}
    dates = {which: dated[which].closed or dated[which].value for which in DATES if which in dated}
    page: dict[str, Any] = {
        "id": record.id,
        "url": f"/letters/{record.id}/" if record.id else "",
        "source_key": record.source_key,
        "subject": record.subject,
        "form": record.form,
        **{which: dates[which].as_json() if dates.get(which) else None for which in DATES},
        "dated_basis": dated["dated"].basis if "dated" in dated else "",
        "dated_in_doubt": record.dated_in_doubt,
        "senders": [PARTY.written(one) for one in record.parties if one.role == "sender"],
        "addressees": [PARTY.written(one) for one in record.parties if one.role == "addressee"],
        "knowledge": record.knowledge,
        "extent": record.extent,
        "language": record.language,
        "source": SOURCE_OF_LETTER.written(record),
        "previous": [*map(_link, record.links), *map(_computed, computed)],
        "next": [_link(link) for link in record.later],
        "proposals": [PROPOSAL.written(one) for one in record.puts],
        "responses": [RESPONSE.written(one) for one in record.answers],
        "positions": [POSITION.written(one) for one in record.positions],
    }
    page |= MORE.written(record)
    if others := [OTHER_PARTY.written(one) for one in record.parties if one.role not in {"sender", "addressee"}]:
        page["others"] = others
    if record.dates != _plain_readings(dates, page["dated_basis"]):
        page["readings"] = [_reading(one) for one in record.dates]
    return page


def letter_from_json(given: Mapping[str, Any], problems: Problems) -> dict[str, Any]:
    """Return the attributes of the record; what is wrong with them is added to ``problems``."""
    kept = LETTER.gathered(given, problems)
    kept.setdefault("source_key", "")
    kept["parties"] = (*kept.pop("senders", ()), *kept.pop("addressees", ()), *kept.pop("others", ()))
    kept.update(kept.pop("source", {}))
    kept["dates"] = _readings(kept, problems)
    return kept


def _link(link: NamedLink) -> dict[str, Any]:
    page = LINK.written(link)
    page["tier"] = ANSWERED if link.relation in ANSWERING else LINKED
    if page["target"] == link.id:
        del page["target"]
    return page


def _computed(key: str) -> dict[str, Any]:
    return {"id": key, "relation": "", "tier": COMPUTED}


def _plain_readings(dates: Mapping[str, UncertainDate], basis: str) -> tuple[Reading, ...]:
    """Return the readings of a letter of which nothing is known but its dates, and what the first rests on."""
    found = []
    for which, value in dates.items():
        if value:
            found.append(Reading(value, which, basis=basis if basis and which == "dated" else "as_printed"))
    return tuple(found)


def _reading(reading: Reading) -> dict[str, Any]:
    """Return a reading; the value of a preferred one stands with the letter itself, unless another letter bounds it."""
    page = READING.written(reading)
    if reading.standing == "preferred" and not reading.bounded_by:
        page.pop("value", None)
    return page


def _readings(kept: dict[str, Any], problems: Problems) -> tuple[Reading, ...]:
    dates = {which: kept.pop(which) for which in DATES if which in kept}  # in this order
    basis = kept.pop("dated_basis", "")
    told = kept.pop("readings", None)
    if told is None:
        return _plain_readings(dates, basis)
    found = tuple(_as_told(one, dates, basis, f"readings[{place}].", problems) for place, one in enumerate(told) if one)
    silent = dates.keys() - {one.which for one in found if one.standing == "preferred"}
    return (*found, *_plain_readings({which: dates[which] for which in silent}, basis)) if silent else found


def _as_told(
    reading: Reading, dates: Mapping[str, UncertainDate], basis: str, where: str, problems: Problems
) -> Reading:
    """Return a reading with the date that stands with the letter itself; the two must not say different things."""
    if reading.standing != "preferred":
        return reading
    date = dates.get(reading.which, UncertainDate())
    if reading.which == "dated" and basis not in {"", reading.basis}:
        problems.append(Problem(_("“dated_basis” says something else."), f"{where}basis", reading.basis))
    if reading.bounded_by:
        return replace(reading, closed=date) if date != reading.value else reading
    if reading.value and reading.value != date:
        message = _("“%(name)s” says something else.") % {"name": reading.which}
        problems.append(Problem(message, f"{where}value", str(reading.value)))
    return replace(reading, value=date)
