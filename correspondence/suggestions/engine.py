"""What does this letter answer? The way from a letter to its suggestions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from correspondence.models import Letter, Party
from correspondence.models.access import Reader

from . import candidates
from .asking import Asking, Suggestion
from .candidates import Footnotes
from .clues import Question
from .papers import DATELINE, Paper
from .people import People
from .ranking import Ranked, glanced, ranked, suggested


def suggest(letter: Asking | Letter, reader: Reader, limit: int = 5) -> list[Suggestion]:
    """Return the earlier letters that a letter may answer, the likeliest first; none where nothing is likely enough.

    Only letters that the reader may know of are suggested, and only by what he may know of them.
    """
    paper = paper_of_stored(letter, reader) if isinstance(letter, Letter) else paper_of(letter, reader)
    if paper is None:
        return []
    found = suggested(answers(paper, reader), limit)
    rows = Letter.objects.visible_to(reader).select_related("form", "topic").in_bulk([one.paper.pk for one in found])
    return [Suggestion(rows[one.paper.pk], one.score, one.reasons) for one in found if one.paper.pk in rows]


def answers(
    paper: Paper, reader: Reader, *, footnotes: bool = True, library: dict[Any, Paper] | None = None
) -> list[Ranked]:
    """Return all that was looked at closely, the likeliest first. ``library`` keeps letters that were read before."""
    question = question_of(paper, reader, footnotes=footnotes, library=library)
    return ranked(question, glanced_and_read(question, reader))


def question_of(
    paper: Paper, reader: Reader, *, footnotes: bool = True, library: dict[Any, Paper] | None = None
) -> Question:
    """Return a letter with the earlier ones that it is compared with."""
    notes = candidates.footnotes_of(paper, reader) if footnotes and paper.pk and paper.notes else Footnotes()
    keys = candidates.keys_of(paper, notes, reader)
    pool = candidates.papers(keys, paper, reader)
    if library is not None:
        pool = [library.setdefault(one.pk, one) for one in pool]
    acquaint([paper, *pool])
    question = Question(paper, pool, notes)
    question.waiting = candidates.with_open_offers(pool, reader)
    return question


def glanced_and_read(question: Question, reader: Reader) -> Any:
    """Glance at all, read the words of the likely ones: what they carry may turn who wrote to whom."""
    glances = glanced(question)
    candidates.read((paper for paper, _clues in glances), reader)
    question.pool = [paper for paper, _clues in glances]
    for known in ("mirrored", "places", "rarity", "length"):
        question.__dict__.pop(known, None)
    return glances


def acquaint(found: Iterable[Paper], people: People | None = None) -> People:
    """Let letters of an edition learn from each other who is of which state; those that know already stay as they are."""
    new = [one for one in found if not one.people.states]
    people = people or People()
    for one in new:
        people.learn(one.sender_names, one.home, one.text[:DATELINE])
        people.learn((*one.addressee_names, *one.present_names), one.home)
    for one in new:
        one.people = people
    return people


def paper_of(asking: Asking, reader: Reader) -> Paper:
    """Return a letter that is still being typed as it is compared."""
    senders = principals(asking.sender_principals, reader)
    addressees = principals(asking.addressee_principals, reader)
    day = asking.dated.latest or asking.dated.earliest
    return Paper(
        pk=asking.exclude,
        source_key=asking.source_key,
        sort_key=asking.sort_key,
        day=day,
        form=asking.form,
        own_reference=asking.own_reference,
        their_reference=asking.their_reference,
        topic=getattr(asking.topic, "pk", asking.topic),
        subject=asking.subject,
        text=asking.text[: candidates.LONGEST],
        notes=asking.notes,
        sender_names=(*asking.sender_names, *(party.name for party in senders)),
        addressee_names=(*asking.addressee_names, *(party.name for party in addressees)),
        present_names=asking.present_names,
        sender_keys=frozenset(party.principal_id for party in senders),
        addressee_keys=frozenset(party.principal_id for party in addressees),
        sender_code=next((party.principal.code for party in senders if party.principal.code), ""),
        addressee_code=next((party.principal.code for party in addressees if party.principal.code), ""),
    )


def paper_of_stored(letter: Letter, reader: Reader) -> Paper | None:
    """Return a letter on record as it is compared, None when the reader may not know of it."""
    return next(iter(stored([letter.pk], reader)), None)


def stored(keys: Iterable[UUID], reader: Reader) -> list[Paper]:
    """Return letters on record as they are compared, with their words and the edition's notes."""
    keys = list(keys)
    everything = Paper()
    found = candidates.papers(keys, everything, reader)
    candidates.read(found, reader)
    notes = dict(Letter.objects.visible_to(reader).filter(pk__in=keys).values_list("pk", "summary"))
    for paper in found:
        paper.notes = notes.get(paper.pk) or " "
    return found


def principals(given: Iterable[Any], reader: Reader) -> list[Party]:
    """Return the parties that are meant, given as rows or keys, as far as the reader may know of them."""
    keys = [getattr(one, "pk", one) for one in given if one]
    return list(Party.objects.visible_to(reader).filter(pk__in=keys).select_related("principal")) if keys else []
