"""The list of topics, and the page of one: its letters, offers and positions, and the formats they refer to."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from correspondence.models import Framework, Letter, Position, Proposal, Reader, Standing, Topic

from .latest import Some, latest_letters, latest_positions, latest_standings

MOST_TOPICS = 1000
MOST_FRAMEWORKS = 20


@dataclass(frozen=True)
class TopicProfile:
    topic: Topic
    narrower: tuple[Topic, ...]
    letters: Some
    offers: Some
    positions: Some
    frameworks: Some


def read_topic_list(reader: Reader) -> Some:
    """Return every topic that the reader may see, by name, each with the one that it is part of."""
    return Some.of(Topic.objects.visible_to(reader).select_related("parent").order_by("name", "id"), MOST_TOPICS)


def read_topic_profile(slug: str, reader: Reader) -> TopicProfile | None:
    """Return everything on a topic and its parts; None when the reader may not see it."""
    known = Topic.objects.visible_to(reader)
    topic = known.filter(slug=slug).select_related("parent").first()
    if topic is None:
        return None
    return TopicProfile(
        topic=topic,
        narrower=tuple(known.filter(parent=topic).order_by("name", "id")[:MOST_TOPICS]),
        letters=latest_letters(Letter.objects.visible_to(reader).filter(_on(topic)), reader),
        offers=latest_standings(
            Standing.objects.effective_for(reader).filter(_on(topic, "addressee__proposal__topic")), reader
        ),
        positions=latest_positions(Position.objects.visible_to(reader).filter(topic=topic), "party"),
        frameworks=_frameworks(topic, reader),
    )


def _on(topic: Topic, path: str = "topic") -> Q:
    """The topic itself, and what is part of it."""
    return Q(**{path: topic}) | Q(**{f"{path}__parent": topic})


def _frameworks(topic: Topic, reader: Reader) -> Some:
    """Return the formats that letters on the topic belong to, or that offers on it are made under."""
    letters = Letter.objects.visible_to(reader).on_file().filter(_on(topic), framework=OuterRef("pk"))
    offers = Proposal.objects.visible_to(reader).filter(_on(topic), provision=OuterRef("pk"))
    found = Framework.objects.visible_to(reader).filter(Exists(letters) | Exists(offers)).select_related("parent")
    return Some.of(found.order_by("name", "id")[: MOST_FRAMEWORKS + 1], MOST_FRAMEWORKS)
