"""What the correspondence is about, the formats it refers to, and what happened outside it."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from correspondence.dates import UncertainDateField, bounds_in_order

from .access import Desk, Level, Scoped, lowest_level
from .parties import Party
from .slugs import Named


class Topic(Named):
    within = ("parent",)

    name = models.CharField(_("name"), max_length=160)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="narrower", verbose_name=_("part of")
    )
    level = models.ForeignKey(Level, models.PROTECT, default=lowest_level, verbose_name=_("level"))
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, verbose_name=_("desk"))

    class Meta(Named.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="topic_not_its_own_part",
                violation_error_message=_("A topic cannot be part of itself."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("correspondence:topic_detail", args=(self.slug,))


class Framework(Named):
    """An existing format of cooperation: a forum, an organisation, or an instrument and its provisions."""

    class Kind(models.TextChoices):
        FORUM = "forum", _("forum")
        ORGANISATION = "organisation", _("organisation")
        INSTRUMENT = "instrument", _("instrument")

    within = ("parent", "party", "established_by")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    symbol = models.CharField(_("symbol"), max_length=40, blank=True, help_text=_("Short form, for example VD11."))
    note = models.TextField(_("note"), blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="provisions", verbose_name=_("part of")
    )
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("as a party"),
        help_text=_("When it also writes and is written to, as the OSCE does."),
    )
    established_by = models.ForeignKey(
        "correspondence.Letter",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="establishes",
        verbose_name=_("established by"),
        help_text=_("For an agreement made by an exchange of notes."),
    )
    level = models.ForeignKey(Level, models.PROTECT, default=lowest_level, verbose_name=_("level"))
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, verbose_name=_("desk"))

    class Meta(Named.Meta):
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="framework_not_its_own_part",
                violation_error_message=_("A framework cannot be part of itself."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("correspondence:framework_detail", args=(self.slug,))


class ContextEvent(Scoped):
    """What happened outside the correspondence: a full-width band on the timeline."""

    title = models.CharField(_("title"), max_length=200)
    occurred = UncertainDateField(_("when"))
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    source_key = models.CharField(_("key in the source"), max_length=200, blank=True, editable=False)
    level = models.ForeignKey(Level, models.PROTECT, default=lowest_level, verbose_name=_("level"))
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, verbose_name=_("desk"))

    class Meta(Scoped.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("occurred_earliest", "title")
        constraints = (
            *bounds_in_order("occurred"),
            models.UniqueConstraint(
                fields=("source_key", "audience"), condition=~models.Q(source_key=""), name="event_source_key_once"
            ),
        )

    def __str__(self) -> str:
        return self.title


class EventParty(Scoped):
    """A party on whose timelines the event stands."""

    requires = ("event", "party")

    event = models.ForeignKey(ContextEvent, models.CASCADE, related_name="parties", verbose_name=_("event"))
    party = models.ForeignKey(Party, models.PROTECT, related_name="events", verbose_name=_("party"))

    class Meta(Scoped.Meta):
        verbose_name = _("party to an event")
        verbose_name_plural = _("parties to events")
        constraints = (models.UniqueConstraint(fields=("event", "party"), name="event_party_once"),)

    def __str__(self) -> str:
        return str(self.party)


class EventTopic(Scoped):
    """A topic that the event bears on."""

    requires = ("event", "topic")

    event = models.ForeignKey(ContextEvent, models.CASCADE, related_name="topics", verbose_name=_("event"))
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="events", verbose_name=_("topic"))

    class Meta(Scoped.Meta):
        verbose_name = _("topic of an event")
        verbose_name_plural = _("topics of events")
        constraints = (models.UniqueConstraint(fields=("event", "topic"), name="event_topic_once"),)

    def __str__(self) -> str:
        return str(self.topic)


class EventLink(Scoped):
    """A letter follows, or concerns, something that happened."""

    class Relation(models.TextChoices):
        FOLLOWS = "follows", _("follows")
        CONCERNS = "concerns", _("concerns")

    requires = ("letter", "event")

    letter = models.ForeignKey(
        "correspondence.Letter", models.CASCADE, related_name="event_links", verbose_name=_("letter")
    )
    event = models.ForeignKey(ContextEvent, models.PROTECT, related_name="letter_links", verbose_name=_("event"))
    relation = models.CharField(_("relation"), max_length=12, choices=Relation, default=Relation.FOLLOWS)

    class Meta(Scoped.Meta):
        verbose_name = _("link to an event")
        verbose_name_plural = _("links to events")
        constraints = (models.UniqueConstraint(fields=("letter", "event", "relation"), name="event_link_once"),)

    def __str__(self) -> str:
        return f"{self.get_relation_display()} {self.event}"
