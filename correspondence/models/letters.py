"""The record: any exchange, written or oral."""

from __future__ import annotations

from typing import Any, Self
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from correspondence.dates import UncertainDate, UncertainDateField, bounds_in_order

from . import filing, merging, promoting
from .access import Audience, Desk, Level, Scoped, ScopedQuerySet, author_token, lowest_level, refuse_keys_to_hidden
from .topics import Framework, Topic


class LetterForm(models.Model):
    """The form of an exchange; a ministry may add its own."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.SlugField(_("code"), unique=True)
    label = models.CharField(_("label"), max_length=80)
    oral = models.BooleanField(_("oral"), default=False)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=100)

    class Meta:
        verbose_name = _("form of letter")
        verbose_name_plural = _("forms of letter")
        ordering = ("position", "label")

    def __str__(self) -> str:
        return gettext(self.label)


class LetterQuerySet(ScopedQuerySet):
    def on_file(self) -> Self:
        """Leave out drafts and voided letters, whose acts count for nothing."""
        return self.exclude(status__in=(Letter.Status.DRAFT, Letter.Status.VOID))

    def in_order(self) -> Self:
        return self.order_by("sort_key", "id")


class Letter(Scoped):
    """Any exchange: a note, a telegram, a call, a meeting, or what somebody reports of one."""

    class Knowledge(models.TextChoices):
        HELD = "held", _("text held")
        SEEN = "seen", _("seen, text not held")
        REPORTED = "reported", _("reported only")
        INFERRED = "inferred", _("inferred: must have existed")

    class Extent(models.TextChoices):
        ITEM = "item", _("one exchange")
        BUNDLE = "bundle", _("several, number not known")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        LOGGED = "logged", _("logged")
        REGISTERED = "registered", _("registered")
        VOID = "void", _("void")

    within = ("topic", "framework")
    DATES = ("dated", "sent", "received", "published")

    subject = models.CharField(_("subject"), max_length=300)
    summary = models.TextField(_("summary"), blank=True, help_text=_("In the register's own words."))
    form = models.ForeignKey(LetterForm, models.PROTECT, verbose_name=_("form"))
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="letters", verbose_name=_("topic")
    )
    framework = models.ForeignKey(
        Framework, models.PROTECT, null=True, blank=True, related_name="letters", verbose_name=_("framework")
    )
    knowledge = models.CharField(_("evidence"), max_length=10, choices=Knowledge, default=Knowledge.HELD)
    extent = models.CharField(_("extent"), max_length=10, choices=Extent, default=Extent.ITEM)
    at_least = models.PositiveSmallIntegerField(
        _("at least"), null=True, blank=True, help_text=_("Only when the source gives a lower number.")
    )
    extent_note = models.CharField(_("note on the extent"), max_length=200, blank=True)

    dated = UncertainDateField(_("date on the document"))
    sent = UncertainDateField(_("sent"))
    received = UncertainDateField(_("received"))
    published = UncertainDateField(_("published"))
    dated_in_doubt = models.BooleanField(_("date in doubt"), default=False)

    reply_expected = models.BooleanField(_("reply expected"), default=False)
    reply_due = models.DateField(_("reply due"), null=True, blank=True)
    own_reference = models.CharField(_("our reference"), max_length=80, blank=True)
    their_reference = models.CharField(_("their reference"), max_length=80, blank=True)
    source_key = models.CharField(_("key in the source"), max_length=200, blank=True, editable=False)
    source_digest = models.CharField(max_length=64, blank=True, editable=False)
    channel = models.CharField(_("channel"), max_length=80, blank=True, help_text=_("By hand, bag, post, e-mail …"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True, help_text=_("For example en, lv, ru."))

    marking = models.CharField(_("marking as written"), max_length=200, blank=True)
    level = models.ForeignKey(Level, models.PROTECT, default=lowest_level, verbose_name=_("level"))
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, verbose_name=_("desk"))

    citation = models.CharField(_("citation"), max_length=500, blank=True)
    source_url = models.CharField(
        _("address of the source"), max_length=500, blank=True, validators=[URLValidator(schemes=("http", "https"))]
    )
    archive_reference = models.CharField(_("archive reference"), max_length=300, blank=True)
    locator = models.CharField(_("place in the source"), max_length=200, blank=True)
    captured_on = models.DateField(_("captured on"), null=True, blank=True)

    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.LOGGED)
    void_reason = models.TextField(_("reason for voiding"), blank=True, editable=False)
    sort_key = models.CharField(max_length=18, editable=False, db_index=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = LetterQuerySet.as_manager()

    class Meta(Scoped.Meta):
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ("sort_key", "id")
        indexes = (
            models.Index(fields=("sort_key", "id", "audience"), name="letter_order"),
            models.Index(fields=("recorded_at", "id"), name="letter_recorded"),
            models.Index(fields=("reply_due",), name="letter_awaits", condition=models.Q(reply_expected=True)),
            models.Index(fields=("own_reference",), name="letter_own_reference"),
            models.Index(fields=("their_reference",), name="letter_their_reference"),
        )
        constraints = (
            *bounds_in_order("dated", "sent", "received", "published"),
            models.CheckConstraint(
                condition=~models.Q(extent="bundle", knowledge="held"),
                name="bundle_never_held",
                violation_error_message=_("“Several, number not known” cannot be held: log each text that is held."),
            ),
            models.CheckConstraint(
                condition=models.Q(at_least=None) | models.Q(extent="bundle", at_least__gte=1),
                name="at_least_of_a_bundle",
                violation_error_message=_("“At least” belongs to several exchanges, number not known."),
            ),
            models.CheckConstraint(
                condition=~models.Q(status="void") | ~models.Q(void_reason=""),
                name="void_has_reason",
                violation_error_message=_("Say why the letter is void."),
            ),
            # The audience is part of it: an import must not learn that a hidden letter has the same key.
            models.UniqueConstraint(
                fields=("source_key", "audience"), condition=~models.Q(source_key=""), name="letter_source_key_once"
            ),
        )

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("correspondence:letter_detail", args=(self.pk,))

    @property
    def date(self) -> UncertainDate:
        """The first known of the four dates: the one that the letter is filed under."""
        return next((value for value in self.dates if value.earliest or value.latest), self.dated)

    @property
    def dates(self) -> tuple[UncertainDate, ...]:
        return tuple(getattr(self, name) for name in self.DATES)

    @property
    def counts(self) -> bool:
        """Whether its acts count: not those of a draft or a voided letter."""
        return self.status not in {self.Status.DRAFT, self.Status.VOID}

    @property
    def is_bundle(self) -> bool:
        return self.extent == self.Extent.BUNDLE

    def clean(self) -> None:
        super().clean()
        after = self.received.latest
        if self.dated.earliest and after and after < self.dated.earliest:
            raise ValidationError({"received": _("Received cannot be earlier than the date on the document.")})

    def needed_audience(self) -> Audience:
        """Return the audience of level and desk; a draft on no desk is its author's alone."""
        if self.status == self.Status.DRAFT and self.desk_id is None:
            return Audience.objects.of(self.level, [author_token(self.recorded_by_id)])
        return super().needed_audience()

    def settle(self) -> None:
        super().settle()
        self.version += 1
        self.sort_key = filing.sort_key_of(self)

    def consequences(self, was: dict[str, Any] | None) -> None:
        super().consequences(was)
        filing.after_saving(self, was)
        promoting.log_stubs(self, was)

    def journal_letter_id(self) -> Any:
        return self.pk

    def refresh_pairs(self) -> None:
        """Write the pair rows that carry this letter on its bilateral timelines."""
        filing.refresh_pairs(self)

    def refresh_order(self) -> None:
        """Place the letter again, and everything whose place depends on it."""
        filing.refresh_order(self)

    def refresh_offers(self) -> None:
        """Fold again the offers that something in this letter puts, changes or answers."""
        filing.refresh_offers(self)

    def void(self, *, by: Any = None, reason: str) -> None:
        """Take the letter out of the count; it stays on record with the reason.

        Raises ValidationError when no reason is given.
        """
        self.status, self.void_reason = self.Status.VOID, reason
        self.full_clean()
        self.save(by=by, verb="voided", reason=reason)

    def merge_into(self, kept: Letter, *, by: Any = None, reason: str) -> merging.Merged:
        """Move what this letter holds to the one that it duplicates; it stays on record, void, and leads there.

        Raises ValidationError when they are not the same exchange for the same readers, or no reason is given.
        """
        return merging.merge(self, kept, by=by, reason=reason)

    def promote(self, arrived: promoting.Arrived, *, by: Any = None, reason: str = "") -> None:
        """Make a letter known from others the letter itself, now that it has arrived; its key and links stay.

        Raises ValidationError for a letter that is held, void, or one of which nobody says how many it is.
        """
        promoting.promote(self, arrived, by=by, reason=reason)

    def log_one_of(self, arrived: promoting.Arrived, *, by: Any = None) -> Letter:
        """Log one letter of several, number not known, that has arrived: a new letter which is part of them.

        Raises ValidationError for a letter that is no bundle.
        """
        return promoting.log_one_of(self, arrived, by=by)

    def recall(self, withdrawing: Letter, *, by: Any = None, reason: str) -> None:
        """Put on record that its sender took the document back in another exchange; what it did still counts, flagged.

        Raises ValidationError without a reason, and for an exchange that is void or has taken it back already.
        """
        if not reason.strip():
            raise ValidationError({"reason": _("Say how it was taken back.")})
        if not withdrawing.counts:
            raise ValidationError(_("The exchange that takes it back is void or a draft: it counts for nothing."))
        basis = "reported" if withdrawing.knowledge in {self.Knowledge.REPORTED, self.Knowledge.INFERRED} else "stated"
        link = self.links_down.model(later=withdrawing, earlier=self, relation="withdraws", basis=basis)
        link.full_clean()
        link.save(by=by, verb="recalled", reason=reason)

    def reclassify(self, *, level: Level, desk: Desk | None, by: Any = None, reason: str) -> None:
        """Move the letter to another level or desk, with everything that depends on it.

        Raises ValidationError when something that more people see would point to what fewer may see.
        """
        if not reason:
            raise ValidationError({"reason": _("Say why the level or desk changes.")})
        with transaction.atomic():
            self.level, self.desk = level, desk
            self.moved_together = []
            self.full_clean()
            self.save(by=by, verb="reclassified", reason=reason)
            filing.reclassify_own_offers(self, by=by, reason=reason)
            refuse_keys_to_hidden(self.moved_together)
            self.moved_together = None
