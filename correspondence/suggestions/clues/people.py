"""Who wrote to whom, and who wrote last."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from correspondence.suggestions.papers import Paper

from .clue import Clue, Question, said
from .dates import NOTES

ASKING = 4000  # characters in which a letter is looked through for questions
IN_KIND = (
    {"letter", "personal_letter", "message", "other"},
    {*NOTES, "aide_memoire"},
    {"telegram"},
    {"memorandum"},
    {"meeting", "telephone_call", "oral_message", "demarche"},
)


def direction(question: Question, earlier: Paper) -> Iterator[Clue]:
    """The earlier letter goes from this one's addressee to its sender."""
    mirrored = question.mirrored[earlier.pk]
    if mirrored >= 0.9:
        yield Clue("mirrored", 1.0, _("From the addressee to the sender."))
    elif mirrored >= 0.3:
        yield Clue("half_mirrored", mirrored, _("Between the same two sides."))
    elif question.paper.outer_senders.meets(earlier.outer_senders) >= 1:
        yield Clue("same_sender", 1.0)


def wrote_last(question: Question, earlier: Paper) -> Iterator[Clue]:
    """Of all that came the other way, it is the latest, or one of them."""
    place = question.places.get(earlier.pk)
    if place is None:
        return
    if place == 0:
        words = (
            _("The last that came from that side, of %(date)s.")
            if earlier.day
            else _("The last that came from that side.")
        )
        yield Clue("wrote_last", 1.0, words % {"date": date_format(earlier.day)} if earlier.day else words)
    else:
        yield Clue("wrote_before", min(place, 10) / 10)


def corresponds(question: Question, earlier: Paper) -> Iterator[Clue]:
    """Two who write to each other across a border, and it came last: such letters are rarely left without an answer."""
    if question.mirrored[earlier.pk] < 0.9 or question.places.get(earlier.pk) != 0:
        return
    if _across(question.paper) and _across(earlier):
        yield Clue("correspondents", 1.0)


def _across(paper: Paper) -> bool:
    author, addressee = paper.codes
    return bool(author and addressee and author != addressee) and not paper.undirected


def says_it_replies(question: Question, earlier: Paper) -> Iterator[Clue]:
    """The text says that it is a reply; then what came last is likely meant."""
    if question.replying and (place := question.places.get(earlier.pk)) is not None:
        reason = _("Says that it is a reply: “%(words)s”.") % {"words": question.replying}
        yield Clue("replying", 1.0 / (1 + place), reason)


def waits_for_answer(question: Question, earlier: Paper) -> Iterator[Clue]:
    """The earlier letter asks for an answer, or puts something that is still open."""
    if earlier.pk in question.waiting:
        yield Clue("open_offer", 1.0, _("Something that it put is still open."))
    if question.mirrored[earlier.pk] < 0.3:
        return
    if earlier.reply_expected:
        yield Clue("asks", 1.0, _("A reply to it is expected."))
    elif earlier.text and (words := said(earlier.text[:ASKING], earlier.language, "asking")):
        yield Clue(
            "asks",
            0.6,
            _("Asks for an answer: “%(words)s”.") % {"words": " ".join(words.split())} if words != "?" else "",
        )


def in_kind(question: Question, earlier: Paper) -> Iterator[Clue]:
    """Letters are answered by letters, notes by notes."""
    mine, its = _form(question.paper), _form(earlier)
    if any(mine in forms and its in forms for forms in IN_KIND):
        yield Clue("in_kind", 1.0)
    both = question.paper.undirected + earlier.undirected
    if both:
        yield Clue("one_meeting" if both == 1 else "two_meetings", 1.0)
        if question.paper.day == earlier.day:  # parts of one conversation, and accounts of it
            yield Clue("same_day", 1.0)
    if question.paper.topic and question.paper.topic == earlier.topic:
        yield Clue("same_topic", 1.0, _("On the same topic."))


def _form(paper: Paper) -> str:
    return paper.inner.kind if paper.inner is not None else paper.form
