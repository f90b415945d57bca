"""The parties of a document: who is marked in its head, who is only named there, and who was present."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree

from correspondence.formats.record import NamedParty, Problem

from .forms import form_of
from .heads import NAMES, Head, Mark, Side, tidy
from .volume import Volume
from .words import child, flat, local, within

ARTICLE = re.compile(r"^(?:the|The)\s+")
MISSION = re.compile(
    r"\b(?:Embassy|Legation|Mission|Consulate|Delegation|Interests Section|High Commission|Liaison Office)\b"
)
MINISTRY = re.compile(r"^(?:Department|Ministry|Foreign Office)\b|\b(?:Ministry|Department) of\b")
OFFICE = re.compile(
    r"\b(?:Secretary|Department|Posts?|Members|Committee|Council|Board|Staff|Office|Agency|Group|Chiefs|Government|Leaders|"
    r"Director|Administrator|Commission|Branch|Bureau|Division|Center|Posts|Missions)\b"
)
IN_BRACKETS = re.compile(r"\(([A-Z][^()]*)\)$")
TITLED = re.compile(
    r"(?:(?:Acting |Deputy |Under |Assistant )*(?:Secretary of (?:State|Defense|the Treasury)|Secretary)|"
    r"(?:Vice )?President(?:-elect)?|(?:Prime|Foreign) Minister|Chairman|Premier|Chancellor|King|Queen|Senator|Ambassador|"
    r"Amb\.|General|Gen\.|Col\.|Maj\.|Foreign Secretary|Mr\.|Mrs\.|Dr\.)"
    r"\s+(?!of\b|for\b|to\b)[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+)*"
)


LONE_NAME = re.compile(
    r"(?:[A-Z]\.? ){0,3}(?:[a-z]{1,3} )?[A-Z][a-zà-ÿ][\w’'-]*(?: [A-Z]\.)?(?: [A-Z][a-zà-ÿ][\w’'-]*)?"
)
# What a list of participants holds besides their names: points of the talk, sources.
SENTENCE = re.compile(
    r"^(?:\d+|[a-z])\. |^Source:|\bParticipants?:?$|[.;]$(?<!Jr\.)(?<!Sr\.)(?<! [A-Z]\.)|(?:\S+\s+){15}"
)


def named_in(head: Head, volume: Volume) -> list[NamedParty]:
    """Return senders and addressees as a head gives them."""
    # "Telegram 308 from Moscow", "Letter from Dean": a lone name is a place in the one, a person in the other.
    lone = "" if form_of(head.kind) == "telegram" else "person"
    return [*_of_side(head.sender, "sender", volume, lone), *_of_side(head.addressee, "addressee", volume, lone)]


def present_in(head: Head) -> list[NamedParty]:
    """Return those between whom a talk was, as its head names them."""
    return [_unmarked(words, "participant", "person") for words in head.present]


def listed(document: etree._Element, volume: Volume) -> list[NamedParty]:
    """Return the parties of the lists after a head: to whom it went, and who was present."""
    roles = {"to": "addressee", "from": "sender", "participants": "participant"}
    found: list[NamedParty] = []
    for one in within(document, "list"):
        if (role := roles.get(one.get("type", ""))) and not _is_carried(one, document):
            found += _of_list(one, role, volume)
    return found


def doubts_of(head: Head, volume: Volume) -> Iterator[Problem]:
    """Yield what in a head cannot be relied on."""
    if head.doubt:
        message = _("Sender and addressee cannot be told apart in these words: they are kept in the subject.")
        yield Problem(message, "parties", head.doubt, fatal=False)
    for mark in head.misplaced:
        said = "from" if mark.role == "sender" else "to"
        message = _("Marked as “%(said)s”, but it stands on the other side in the words: the words are followed.")
        yield Problem(message % {"said": said}, "parties", mark.printed, fatal=False)
    for mark in (*head.sender.marks, *head.addressee.marks):
        heading = volume.persons.get(mark.target.removeprefix("#"), "")
        surname = mark.printed.split()[-1] if mark.printed.split() else ""
        if mark.target.startswith("#") and volume.persons and not heading:
            yield Problem(_("The list of persons does not have this one."), "parties", mark.target, fatal=False)
        elif heading and surname.strip(".,").casefold() not in heading.casefold():
            message = _("The encoding takes this for “%(heading)s”: check it.")
            yield Problem(message % {"heading": heading}, "parties", mark.printed, fatal=False)


def _of_side(side: Side, role: str, volume: Volume, lone: str) -> Iterator[NamedParty]:
    if not side.marks:
        if side.words:
            yield from (_unmarked(words, role, lone) for words in _several(side.words))
        return
    phrases = _phrases(side)
    for mark in side.marks:
        yield _marked(mark, role, phrases.get(mark, mark.printed), volume)


def _marked(mark: Mark, role: str, printed: str, volume: Volume) -> NamedParty:
    key = volume.key_of(mark.target) if mark.target else ""
    name = volume.persons.get(mark.target.removeprefix("#")) or ARTICLE.sub("", mark.printed)
    is_office = (not mark.person and not TITLED.fullmatch(name)) or (not key and bool(OFFICE.search(mark.printed)))
    kind = kind_of(name) if is_office else "person"
    return NamedParty(name, role, as_named=printed, keys=(key,) if key else (), kind=kind)


def _unmarked(words: str, role: str, lone: str) -> NamedParty:
    """Return a party of which there are only words; a lone name that is no office is of the kind ``lone``."""
    name = ARTICLE.sub("", words)
    # "the Ambassador to the Soviet Union (Thompson)": the office of a person who is named; "(CI)" names nobody.
    bracketed = IN_BRACKETS.search(words)
    if bracketed and not bracketed[1].isupper():
        return NamedParty(bracketed[1], role, as_named=words, kind="person")
    if TITLED.fullmatch(name):
        return NamedParty(name, role, as_named=words, kind="person")
    return NamedParty(name, role, as_named=words, kind=kind_of(name, lone if LONE_NAME.fullmatch(name) else ""))


def kind_of(name: str, unsaid: str = "office") -> str:
    """Return the kind of what is no person, by its words."""
    if MISSION.search(name):
        return "mission"
    if MINISTRY.search(name):
        return "ministry"
    return "office" if OFFICE.search(name) else unsaid


def _several(words: str) -> list[str]:
    """Return the parties of unmarked words: several only where brackets or articles part them without doubt."""
    parts = re.split(r"(?<=\))(?:,? and |, )|,? and (?=the [A-Z])(?=.*\)$)", words)
    if len(parts) == 1 and NAMES.fullmatch(words):
        parts = re.split(r",? and |, ", words)
    return [part.strip(" ,") for part in parts if part.strip(" ,")]


def _phrases(side: Side) -> dict[Mark, str]:
    """Return the words around each marked party: "the Ambassador in France (Bruce)"."""
    if len(side.marks) == 1:
        return {side.marks[0]: side.words} if side.marks[0].printed in side.words else {}
    parts = re.split(r"(?<=\)),? and |(?<=\)), | and (?=the )", side.words)
    if len(parts) != len(side.marks):
        return {}
    found = zip(side.marks, parts, strict=True)
    return {mark: part.strip(" ,") for mark, part in found if mark.printed in part}


def _of_list(element: etree._Element, role: str, volume: Volume) -> Iterator[NamedParty]:
    for item in within(element, "item"):
        if child(item, "list") is not None:
            continue
        persons = [one for one in within(item, "persName") if not _in_note(one, item)]
        words = tidy(flat(item))
        for one in persons:
            key, printed = volume.key_of(one.get("corresp", "")), tidy(flat(one))
            name = volume.persons.get(one.get("corresp", "").removeprefix("#")) or printed
            said = words if len(persons) == 1 else printed
            yield NamedParty(name, role, as_named=said, keys=(key,) if key else (), kind="person")
        if not persons and words and not SENTENCE.search(words):
            name = ARTICLE.sub("", words).split(",")[0]
            yield NamedParty(name, role, as_named=words, kind=kind_of(name, "person"))


def _in_note(element: etree._Element, until: etree._Element) -> bool:
    for one in element.iterancestors():
        if one is until:
            return False
        if local(one.tag) == "note":
            return True
    return False


def _is_carried(element: etree._Element, document: etree._Element) -> bool:
    """Whether a list belongs to an enclosure, a note or a quotation, not to the document itself."""
    for one in element.iterancestors():
        if one is document:
            return False
        if local(one.tag) in {"attachment", "note", "quote"}:
            return True
    return False
