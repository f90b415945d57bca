"""Which earlier letters are looked at for one letter: a few hundred, by index, however many there are.

The latest of the same two principals; those of the two on days that the text names; the latest of the same edition; what
footnotes lead to. All within what the reader may know of, and none later than the letter itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Left

from correspondence.models import Letter, LetterPair, Link, Participation, Standing, Tabling, Text
from correspondence.models.access import Reader

from .papers import Paper, day_of_key

LATEST = 200  # letters of the same pair, and of the same edition
ON_A_DAY = 40
LAST_SIGN = "\uffff"
SUPRA = re.compile(
    r"^[\w*]+, at “[^\n]*?”: (?P<words>(?:[Ss]ee |[Pp]rinted |[Dd]ocument )?(?:as )?[Ss]upra\.?)$", re.MULTILINE
)
UNDATED = "99999999~"  # behind the place of every letter without a date
MOST_DAYS, MOST_PAIRS = 12, 6
LONGEST = 30_000  # characters of a text that are read
WRITING, READING, PRESENT = ("sender", "on_behalf"), ("addressee", "concerns"), ("participant",)
COLUMNS = (
    "pk", "source_key", "sort_key", "form__code", "form__oral", "own_reference", "their_reference", "topic_id", "subject",
    "reply_expected",
)  # fmt: skip
OPEN = ("open", "acknowledged", "clarifying", "deferred")


@dataclass
class Footnotes:
    """What the edition says in its notes: the notes of this letter on earlier ones, and theirs on this one."""

    back: dict[Any, str] = field(default_factory=dict)
    forward: dict[Any, str] = field(default_factory=dict)


def footnotes_of(paper: Paper, reader: Reader) -> Footnotes:
    """Return the notes of the edition that tie a stored letter to others, by the other letter's key."""
    links = Link.objects.visible_to(reader).filter(basis=Link.Basis.EDITION)
    back = dict(links.filter(later=paper.pk).values_list("earlier", "note"))
    forward = dict(links.filter(earlier=paper.pk).values_list("later", "note"))
    supra = SUPRA.search(paper.notes)
    for key in _printed_above(paper, reader) if supra else ():
        back.setdefault(key, supra["words"] if supra else "")
    return Footnotes(back, forward)


def _printed_above(paper: Paper, reader: Reader) -> Iterable[Any]:
    """Return the document that an edition prints before this one, which its notes call "supra"."""
    edition, _mark, name = paper.source_key.rpartition("#")
    before = re.sub(r"\d+$", lambda number: str(int(number[0]) - 1), name)
    return Letter.objects.visible_to(reader).filter(source_key=f"{edition}#{before}").values_list("pk", flat=True)


def keys_of(asked: Paper, notes: Footnotes, reader: Reader) -> list[Any]:
    """Return the keys of the earlier letters that are worth a look."""
    found: dict[Any, None] = dict.fromkeys((*notes.back, *notes.forward))
    until = latest_key(asked)
    pairs = sorted({tuple(sorted(pair, key=str)) for pair in product(asked.sender_keys, asked.addressee_keys)})
    days = sorted({one.earliest for one in asked.mentions if one.earliest and one.earliest == one.latest})
    for low, high in pairs[:MOST_PAIRS]:
        rows = LetterPair.objects.visible_to(reader).filter(low=low, high=high)
        latest = list(_latest(rows.filter(sort_key__lte=until), "letter").values_list("letter", "sort_key"))
        found |= dict.fromkeys(key for key, _place in latest)
        reached = latest[-1][1] if len(latest) == LATEST else ""
        for day in [day for day in days if f"{day:%Y%m%d}" <= reached[:8]][:MOST_DAYS]:
            on = rows.filter(sort_key__gte=f"{day:%Y%m%d}", sort_key__lte=f"{day:%Y%m%d}9")
            found |= dict.fromkeys(on.order_by("-sort_key", "-letter").values_list("letter", flat=True)[:ON_A_DAY])
    if asked.source_key and (edition := asked.source_key.rpartition("#")[0]):
        # A range, which every collation can look up, and the exact beginning beside it.
        printed = Letter.objects.visible_to(reader).filter(source_key__startswith=f"{edition}#")
        printed = printed.filter(source_key__gte=f"{edition}#", source_key__lt=f"{edition}#{LAST_SIGN}")
        found |= dict.fromkeys(_latest(printed.filter(sort_key__lte=until), "pk").values_list("pk", flat=True))
        undated = printed.filter(sort_key__gte="99999999")
        found |= dict.fromkeys(_latest(undated, "pk").values_list("pk", flat=True))
    found.pop(asked.pk, None)
    return list(found)


def _latest(rows: QuerySet[Any], key: str) -> QuerySet[Any]:
    return rows.order_by("-sort_key", f"-{key}")[:LATEST]


def latest_key(asked: Paper) -> str:
    """Return the last place in the file that an earlier letter can have."""
    return f"{asked.day:%Y%m%d}9" if asked.day else UNDATED


def papers(keys: list[Any], asked: Paper, reader: Reader) -> list[Paper]:
    """Return the letters with these keys that are on file, are no later than the asking one, and may be known of."""
    rows = Letter.objects.visible_to(reader).on_file().filter(pk__in=keys)
    found = {row[0]: _paper(row) for row in rows.values_list(*COLUMNS)}
    found = {pk: paper for pk, paper in found.items() if not is_later(paper, asked)}
    _add_parties(found, reader)
    return list(found.values())


def is_later(paper: Paper, asked: Paper) -> bool:
    """Whether a letter is later than the asking one: by day, by the clock, and else by its number in the edition."""
    if asked.day is None and not asked.source_key:
        return False
    if asked.day and paper.day and asked.day != paper.day:
        return paper.day > asked.day
    mine, its = asked.sort_key[9:13], paper.sort_key[9:13]
    if asked.day and paper.day and mine.strip("0") and its.strip("0"):
        return its > mine
    if not _place(asked.source_key) or paper.source_key.rpartition("#")[0] != asked.source_key.rpartition("#")[0]:
        return paper.day is None
    return _place(paper.source_key) > _place(asked.source_key)


def _place(source_key: str) -> int:
    number = "".join(sign for sign in source_key.rpartition("#")[2] if sign.isdigit())
    return int(number) if number else 0


def read(found: Iterable[Paper], reader: Reader) -> None:
    """Fetch the words of the letters that are looked at closely."""
    by_key = {paper.pk: paper for paper in found if not paper.text}
    rows = Text.objects.visible_to(reader).filter(letter__in=list(by_key)).order_by("role", "language")
    for letter, role, words in rows.annotate(start=Left("body", LONGEST)).values_list("letter", "role", "start"):
        paper = by_key[letter]
        if not paper.text or role == Text.Role.ORIGINAL:
            paper.text = words


def with_open_offers(found: Iterable[Paper], reader: Reader) -> set[Any]:
    """Return the letters in which something was put that still waits for an answer."""
    rows = Tabling.objects.visible_to(reader).filter(letter__in=[one.pk for one in found], kind__in=("put", "amended"))
    put = list(rows.values_list("letter", "proposal"))
    if not put:
        return set()
    standings = Standing.objects.effective_for(reader).filter(addressee__proposal__in={offer for _letter, offer in put})
    waiting = set(standings.filter(state__in=OPEN).values_list("addressee__proposal", flat=True))
    return {letter for letter, offer in put if offer in waiting}


def _paper(row: tuple[Any, ...]) -> Paper:
    pk, source_key, sort_key, form, oral, own, their, topic, subject, expected = row
    return Paper(
        pk=pk, source_key=source_key, sort_key=sort_key, day=day_of_key(sort_key), form=form, oral=oral, own_reference=own,
        their_reference=their, topic=topic, subject=subject, reply_expected=expected,
    )  # fmt: skip


def _add_parties(found: dict[Any, Paper], reader: Reader) -> None:
    rows = Participation.objects.visible_to(reader).filter(letter__in=list(found)).order_by("position")
    columns = (
        "letter",
        "role",
        "party__principal",
        "party__principal__code",
        "party__name",
        "as_named",
        "person__name",
    )
    for letter, role, principal, code, name, as_named, person in rows.values_list(*columns):
        paper, names = found[letter], tuple(one for one in (as_named, name, person) if one)
        if role in WRITING:
            paper.sender_names += names
            paper.sender_keys |= {principal}
            paper.sender_code = paper.sender_code or code
        elif role in READING:
            paper.addressee_names += names
            paper.addressee_keys |= {principal}
            paper.addressee_code = paper.addressee_code or code
        elif role in PRESENT:
            paper.present_names += names
            paper.sender_keys |= {principal}
            paper.addressee_keys |= {principal}
