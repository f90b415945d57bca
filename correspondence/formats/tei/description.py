"""A correspDesc: who sent and received what, when, from where, and what stands before and after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from correspondence.dates import UncertainDate
from correspondence.formats.record import NamedLink, NamedParty, Problem, Reading
from correspondence.formats.xml import line_of, name_of, words_of

from .dates import readings_in
from .markup import TEI, children, exact_words
from .names import KIND_OF, doubts_about, party_in
from .origin import Origin
from .surroundings import link_in

PLACES = {"placeName", "settlement", "region", "country", "geogName", "district", "bloc", "location"}
ON_THE_WAY = ("transmitted", "forwarded", "redirected")
ROLE_OF = {"sent": "sender", "received": "addressee", **dict.fromkeys(ON_THE_WAY, "via")}
OWN_ROLES = ("participant", "concerns")  # actions that TEI does not know: this program writes them
WHICH = ("dated", "sent", "received", "published")
LONGEST_PLACE = 120
RECEIPT = "receipt"  # a date that is of this addressee alone


@dataclass(slots=True)
class Description:
    """What a correspDesc says, as it is gathered."""

    origin: Origin
    parties: list[NamedParty] = field(default_factory=list)
    dates: list[Reading] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    links: list[NamedLink] = field(default_factory=list)
    later: list[NamedLink] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # type and words
    problems: list[Problem] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Where it was sent from: as many of the places as a letter has room for."""
        place = ""
        for one in dict.fromkeys(self.places):
            longer = f"{place}; {one}" if place else one
            place = longer if len(longer) <= LONGEST_PLACE else place
        return place

    @property
    def who_to_whom(self) -> str:
        """A subject for a letter that has no title."""
        senders, addressees = self._named("sender"), self._named("addressee")
        if senders and addressees:
            return f"{senders} to {addressees}"
        return f"From {senders}" if senders else f"To {addressees}" if addressees else ""

    def _named(self, role: str) -> str:
        return ", ".join(party.name for party in self.parties if party.role == role)


def described(desc: etree._Element, origin: Origin) -> Description:
    """Return what a correspDesc says; what could not be taken over is among its problems."""
    description = Description(origin)
    actions = [child for child in children(desc) if name_of(child) == "correspAction"]
    receipts = [
        action
        for action in actions
        if action.get("type", "").strip().lower() == "received" and not action.get("subtype")
    ]
    for action in actions:
        _take_action(description, action, alone=len(receipts) < 2)
    for context in desc.findall(f"{TEI}correspContext"):
        for ref in (*context.findall(f"{TEI}ref"), *context.findall(f"{TEI}ptr")):
            _take_link(description, ref, context)
    for note in (*desc.findall(f"{TEI}note"), *desc.findall(f"{TEI}noteGrp/{TEI}note")):
        _take_note(description, note)
    description.dates = list(_one_preferred(description.dates))
    return description


def _take_action(into: Description, action: etree._Element, *, alone: bool) -> None:
    kind = action.get("type", "").strip().lower()
    role = "copy" if action.get("subtype") == "cc" else ROLE_OF.get(kind, kind if kind in OWN_ROLES else "")
    parties: list[NamedParty] = []
    places: list[str] = []
    details: dict[str, str] = {}
    received = UncertainDate()
    for child in children(action):
        tag = name_of(child)
        if tag in PLACES or (tag in {"name", "rs"} and child.get("type") == "place"):
            places += [words_of(child) or child.get("ref", "").strip()]
            into.problems += doubts_about(child)
        elif tag in KIND_OF:
            parties += _parties(into, child, role)
        elif tag == "date":
            received = _take_date(into, child, kind, alone=alone) or received
        elif tag == "note" and child.get("type") in {"channel", "reference"} and into.origin.own:
            details[child.get("type", "")] = exact_words(child)
        elif words_of(child):
            into.problems.append(_untaken(child, words_of(child)))
    place = "; ".join(filter(None, places))
    if kind in {"sent", ""}:
        into.places += filter(None, places)
        into.problems += [_untaken(action, place)] if len(place) > LONGEST_PLACE else []
        place = ""
    elif place and not parties:
        into.problems.append(_untaken(action, place))
    if place or received or details:
        channel, reference = details.get("channel", ""), details.get("reference", "")
        more: dict[str, Any] = {"place": place, "received": received, "channel": channel, "reference": reference}
        parties = [replace(party, **more) for party in parties]
    into.parties += parties


def _parties(into: Description, child: etree._Element, role: str) -> Iterator[NamedParty]:
    into.problems += doubts_about(child)
    if role:
        party = party_in(child, role, into.origin)
        if party:
            yield party
        elif not words_of(child):
            into.problems.append(_untaken(child, "", _("A party without a name is left out.")))
    else:
        into.problems.append(_untaken(child, words_of(child), _("The action does not say what this party did.")))


def _take_date(into: Description, date: etree._Element, kind: str, *, alone: bool) -> UncertainDate:
    """Keep a date of the letter; return the one of an addressee among several."""
    which = date.get("type", "")
    if which not in (*WHICH, RECEIPT):
        which = {"sent": "dated", "": "dated", "received": "received" if alone else RECEIPT}.get(kind, "")
    if not which:
        into.problems.append(_untaken(date, words_of(date) or date.get("when", "")))
        return UncertainDate()
    readings, problems = readings_in(date, which)
    into.problems += problems
    if which == RECEIPT:
        return readings[0].value if readings else UncertainDate()
    into.dates += readings
    return UncertainDate()


def _one_preferred(readings: list[Reading]) -> Iterator[Reading]:
    """Yield the readings with the first of each date preferred: an action with several dates gives several readings."""
    seen = set()
    for reading in readings:
        if reading.standing == "preferred" and reading.which in seen:
            yield replace(reading, standing="alternative")
        else:
            seen |= {reading.which} if reading.standing == "preferred" else set()
            yield reading


def _take_note(into: Description, note: etree._Element) -> None:
    refs = [*note.iter(f"{TEI}ref", f"{TEI}ptr")]
    linked = [ref for ref in refs if _take_link(into, ref, note)]
    if not linked and words_of(note):
        kind = note.get("type", "")
        into.notes.append((kind, exact_words(note) if into.origin.own and kind else words_of(note)))


def _take_link(into: Description, ref: etree._Element, parent: etree._Element) -> bool:
    """Keep a reference to another letter, or tell that it leads nowhere; say whether it is one."""
    kind = ref.get("type") or parent.get("type") or ""
    found = link_in(ref, kind, into.origin)
    if found is None:
        return False
    link, is_later = found
    if link.target:
        (into.later if is_later else into.links).append(link)
    else:
        words = words_of(ref)
        into.problems.append(_untaken(ref, words, _("The edition names another letter here, but not by its key.")))
    return True


def _untaken(element: etree._Element, value: str, message: str = "") -> Problem:
    message = message or _("Records have no place for this: it is not taken over.")
    return Problem(message, name_of(element), value, line_of(element), fatal=False)
