"""Whether two parties talk: begun, suspended, resumed, ended, each time as a letter says. The state follows from that."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from correspondence.dates import UncertainDate, UncertainDateField, bounds_in_order

from . import order
from .access import ScopedQuerySet
from .acts import Act
from .letters import Letter
from .parties import Party
from .topics import Framework, Topic


class DialogueChangeQuerySet(ScopedQuerySet):
    def between(self, ours: Iterable[Any], theirs: Iterable[Any]) -> Self:
        """Keep what is said of the dialogue of any of some principals with any of others, by their keys."""
        ours, theirs = list(ours), list(theirs)
        return self.filter(models.Q(low__in=ours, high__in=theirs) | models.Q(low__in=theirs, high__in=ours))

    def counting(self) -> Self:
        """Leave out what stands in drafts and voided letters."""
        return self.exclude(letter__status__in=(Letter.Status.DRAFT, Letter.Status.VOID))

    def for_reading(self) -> Self:
        """Load what is shown of each: its letter, its subject, who says so, and where the words stand."""
        shown = ("low", "high", "letter", "framework", "topic", "declared_by__principal", "evidence__letter")
        return self.select_related(*shown).defer("evidence__body")


class DialogueChange(Act):
    """A letter begins, suspends, resumes or ends the dialogue of two parties, or says that it was.

    With a framework or a topic it speaks of the dialogue in that format or on that topic only. The word of one side is
    a claim: who says so is kept and shown.
    """

    class Change(models.TextChoices):
        BEGUN = "begun", _("begun")
        SUSPENDED = "suspended", _("suspended")
        RESUMED = "resumed", _("resumed")
        ENDED = "ended", _("ended")

    requires = ("letter", "evidence")
    within = ("low", "high", "framework", "topic", "declared_by")

    letter = models.ForeignKey(
        Letter,
        models.PROTECT,
        related_name="dialogue_changes",
        verbose_name=_("letter"),
        help_text=_("The letter or statement that does this, or the only trace of the one that did."),
    )
    change = models.CharField(
        _("what happened to the dialogue"),
        max_length=10,
        choices=Change,
        default=Change.SUSPENDED,
        help_text=_("What the words say was done. Where the dialogue stands now follows from all that is on record."),
    )
    low = models.ForeignKey(
        Party,
        models.PROTECT,
        related_name="dialogues_low",
        verbose_name=_("between"),
        help_text=_("One side. A ministry or an embassy counts for its state."),
    )
    high = models.ForeignKey(
        Party,
        models.PROTECT,
        related_name="dialogues_high",
        verbose_name=_("and"),
        help_text=_("The other side; the order does not matter."),
    )
    framework = models.ForeignKey(
        Framework,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dialogue_changes",
        verbose_name=_("framework"),
        help_text=_("The forum or instrument in which it is suspended or resumed. Empty: not tied to one."),
    )
    topic = models.ForeignKey(
        Topic,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dialogue_changes",
        verbose_name=_("topic"),
        help_text=_("What the dialogue is about. Empty: the dialogue in general."),
    )
    date = UncertainDateField(
        _("date"), help_text=_("From when it holds: 3 March 2016, spring 2014. Empty: the date of the letter.")
    )
    grounds = models.TextField(_("because"), blank=True, help_text=_("The reason that is stated, in a few words."))
    declared_by = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("according to"),
        help_text=_("Who says so: shown as the claim of that side. Empty: both sides say it together."),
    )

    objects = DialogueChangeQuerySet.as_manager()

    class Meta(Act.Meta):
        verbose_name = _("change in a dialogue")
        verbose_name_plural = _("changes in dialogues")
        indexes = (models.Index(fields=("low", "high", "audience"), name="dialogue_of_pair"),)
        constraints = (
            *bounds_in_order("date"),
            models.CheckConstraint(
                condition=models.Q(low__lt=models.F("high")),
                name="dialogue_has_two_sides",
                violation_error_message=_("A dialogue has two sides: choose two different states or organisations."),
            ),
            models.CheckConstraint(
                condition=models.Q(change__in=("begun", "suspended", "resumed", "ended")),
                name="dialogue_change_known",
                violation_error_message=_("Choose what happened to the dialogue."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.sides[0]} – {self.sides[1]}: {self.get_change_display()}"

    @property
    def when(self) -> UncertainDate:
        """The date that is given, else the letter's."""
        return self.date or self.letter.date

    @property
    def place(self) -> str:
        """Where it stands in time, as a key of ``order``."""
        return order.own_key([self.date]) if self.date.is_known else self.letter.sort_key

    @property
    def sides(self) -> tuple[Party, Party]:
        """Both sides as the site names pairs: the home party first, else by name."""
        first, second = sorted(
            (self.low, self.high), key=lambda one: (one.slug != settings.HOME_PARTY, str(one).casefold())
        )
        return first, second

    @property
    def subject(self) -> tuple[Framework | Topic, ...]:
        """What the dialogue is about and in which format; empty for the dialogue in general."""
        return tuple(one for one in (self.topic, self.framework) if one is not None)

    @property
    def state(self) -> str:
        """The state that it leads to, as a code of ``DialogueState``."""
        return LEADS_TO[self.change]

    def concerns(self, topics: set[Any], frameworks: set[Any]) -> bool:
        """Say whether it speaks of something that has these topics and frameworks, by their keys.

        What has no topic may be about any; what is in no format is in none.
        """
        on_topic = self.topic_id is None or not topics or self.topic_id in topics
        return on_topic and (self.framework_id is None or self.framework_id in frameworks)

    def clean_fields(self, exclude: Any = None) -> None:
        self._put_sides_in_order()
        super().clean_fields(exclude)

    def clean(self) -> None:
        super().clean()
        if self.low_id and self.low_id == self.high_id:
            raise ValidationError(
                {"high": _("This is the same side: a dialogue is between two states or organisations.")}
            )
        if self.low_id and self.high_id and self.letter_id and self._said_already():
            raise ValidationError(_("This letter already says that of this dialogue."))

    def _said_already(self) -> bool:
        """Whether the letter says the same already, among what the same readers may see: a refusal betrays no more."""
        names = ("letter", "low", "high", "topic", "framework", "change")
        same = {name: getattr(self, name) for name in names}
        rows = DialogueChange.objects.filter(**same, audience=self.needed_audience())
        return rows.exclude(pk=self.pk).exists()

    def settle(self) -> None:
        self._put_sides_in_order()
        super().settle()

    def _put_sides_in_order(self) -> None:
        """Name the principals of both sides, in the order of their keys: the pair has no order of its own."""
        if self.low_id and self.high_id:
            sides = (self.low.principal, self.high.principal)
            self.low, self.high = sorted(sides, key=lambda party: party.pk)


LEADS_TO = {"begun": "active", "suspended": "suspended", "resumed": "active", "ended": "ended"}


@dataclass(frozen=True)
class DialogueState:
    """Where a dialogue stands: ``began`` led there, ``said`` is the whole run of words that say so, in order.

    ``against`` holds the last word of each other party that says otherwise, after both last spoke together.
    """

    began: DialogueChange
    said: tuple[DialogueChange, ...]
    against: tuple[DialogueChange, ...] = ()

    @property
    def state(self) -> str:
        return self.began.state

    @property
    def is_suspended(self) -> bool:
        return self.state == "suspended"

    @property
    def because(self) -> str:
        """The first reason that is stated for it."""
        return next((one.grounds for one in self.said if one.grounds), "")

    @property
    def claimed_by(self) -> tuple[Party, ...]:
        """Those on whose word alone it rests; empty when both sides say it together."""
        if any(one.declared_by_id is None for one in self.said):
            return ()
        return tuple({one.declared_by_id: one.declared_by for one in self.said if one.declared_by}.values())


def fold(changes: Iterable[DialogueChange]) -> DialogueState | None:
    """Return where one dialogue stands after these changes; None when nothing is said. The last word counts."""
    told = sorted(changes, key=lambda one: (one.place, one.recorded_at, str(one.pk)))
    if not told:
        return None
    run: list[DialogueChange] = []
    for one in reversed(told):
        if one.state != told[-1].state:
            break
        run.insert(0, one)
    last_words: dict[Hashable, DialogueChange] = {}
    for one in told:
        if one.declared_by is None:
            last_words.clear()
        else:
            last_words[one.declared_by.principal_id] = one
    against = tuple(one for one in last_words.values() if one.state != told[-1].state)
    return DialogueState(run[0], tuple(run), against)


def folds(changes: Iterable[DialogueChange]) -> list[DialogueState]:
    """Return where each dialogue stands: of each pair, on each topic and in each format one, the newest first."""
    found: dict[Any, list[DialogueChange]] = {}
    for one in changes:
        found.setdefault((one.low_id, one.high_id, one.topic_id, one.framework_id), []).append(one)
    states = [state for rows in found.values() if (state := fold(rows))]
    return sorted(states, key=lambda state: (state.began.place, str(state.began.pk)), reverse=True)
