"""The dates of a letter as somebody reads them: the preferred reading, its rivals, and what each rests on."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from correspondence.dates import UncertainDate, UncertainDateField, bounds_in_order

from .access import Scoped, ScopedQuerySet
from .letters import Letter


class DateReadingQuerySet(ScopedQuerySet):
    def preferred(self) -> Any:
        return self.filter(standing=DateReading.Standing.PREFERRED)

    def keep(self, letter: Letter, which: str) -> None:
        """Keep the date that a letter was given as its preferred reading; what stood before becomes an alternative.

        A date given for the first time becomes a reading; the same date again leaves everything as it is.
        """
        value, by = getattr(letter, which), letter.actor
        preferred = self.filter(letter=letter, which=which).preferred().first()
        if preferred is not None:
            if preferred.effective == value:
                return
            preferred.standing = DateReading.Standing.ALTERNATIVE
            preferred.save(by=by)
        if value:
            held = letter.knowledge == Letter.Knowledge.HELD
            basis = DateReading.Basis.AS_PRINTED if held else DateReading.Basis.REPORTED
            rival = next((row for row in self.filter(letter=letter, which=which) if row.effective == value), None)
            reading = rival or DateReading(letter=letter, which=which, value=value, basis=basis)
            reading.standing = DateReading.Standing.PREFERRED
            reading.save(by=by)

    def close_again(self) -> None:
        """Give the letters that these readings bound the dates that follow from the bounding letter as it is now."""
        for reading in self.preferred().select_related("letter", "bounded_by"):
            setattr(reading.letter, reading.which, reading.effective)
            reading.letter.save(verb="bound moved")


class DateReading(Scoped):
    """One reading of one of a letter's four dates. One preferred a date; its value is copied to the letter."""

    class Which(models.TextChoices):
        DATED = "dated", _("date on the document")
        SENT = "sent", _("sent")
        RECEIVED = "received", _("received")
        PUBLISHED = "published", _("published")

    class Basis(models.TextChoices):
        AS_PRINTED = "as_printed", _("as printed")
        PAGE_STAMP = "page_stamp", _("page stamp")
        REGISTER = "register", _("register")
        REPORTED_SENDER = "reported_sender", _("reported by the sender")
        REPORTED_RECIPIENT = "reported_recipient", _("reported by the recipient")
        REPORTED_PRESS = "reported_press", _("reported by the press")
        REPORTED = "reported", _("as reported")
        INFERRED = "inferred", _("inferred")

    class Standing(models.TextChoices):
        PREFERRED = "preferred", _("preferred")
        ALTERNATIVE = "alternative", _("alternative")
        REJECTED = "rejected", _("rejected")

    class Bound(models.TextChoices):
        BEFORE = "before", _("before it")
        BY = "by", _("not later than it")
        SO_FAR = "so_far", _("until it, so far")
        AFTER = "after", _("after it")

    class Calendar(models.TextChoices):
        GREGORIAN = "gregorian", _("Gregorian")
        JULIAN = "julian", _("Julian")

    requires = ("letter",)
    within = ("bounded_by",)

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="readings", verbose_name=_("letter"))
    which = models.CharField(_("which date"), max_length=10, choices=Which, default=Which.DATED)
    value = UncertainDateField(_("value"), help_text=_("May be left empty when another letter bounds it."))
    time = models.TimeField(_("time of day"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=40, blank=True)
    calendar = models.CharField(_("calendar"), max_length=10, choices=Calendar, default=Calendar.GREGORIAN)
    bounded_by = models.ForeignKey(
        Letter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bounds",
        verbose_name=_("bounded by"),
        help_text=_("A letter whose date bounds this one: when its date changes, so does the bound."),
    )
    bound = models.CharField(_("bound"), max_length=8, choices=Bound, blank=True)
    basis = models.CharField(_("basis"), max_length=20, choices=Basis, default=Basis.AS_PRINTED)
    source = models.CharField(_("source"), max_length=300, blank=True)
    standing = models.CharField(_("standing"), max_length=12, choices=Standing, default=Standing.PREFERRED)

    objects = DateReadingQuerySet.as_manager()

    class Meta(Scoped.Meta):
        verbose_name = _("reading of a date")
        verbose_name_plural = _("readings of dates")
        ordering = ("which", "-standing", "recorded_at")
        constraints = (
            *bounds_in_order("value"),
            models.UniqueConstraint(
                fields=("letter", "which"),
                condition=models.Q(standing="preferred"),
                name="one_preferred_reading",
                violation_error_message=_("Another reading of this date is preferred: choose that one, or this."),
            ),
            models.CheckConstraint(
                condition=models.Q(bounded_by=None, bound="")
                | (models.Q(bounded_by__isnull=False) & ~models.Q(bound="")),
                name="bound_and_bounding_letter",
                violation_error_message=_("Give both the bounding letter and how it bounds the date, or neither."),
            ),
            models.CheckConstraint(
                condition=~models.Q(bounded_by=models.F("letter")),
                name="bounded_by_another",
                violation_error_message=_("A letter cannot bound its own date."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_which_display()}: {self.effective}"

    @property
    def effective(self) -> UncertainDate:
        """The value as the bounding letter's date closes it now; the words stay as written."""
        if self.bounded_by is None:
            return self.value
        earliest, latest = self.bounded_by.date.earliest, self.bounded_by.date.latest
        if self.bound == self.Bound.AFTER:
            return self._opened(earliest)
        if latest is None:
            return self.value
        last = latest - dt.timedelta(days=1) if self.bound == self.Bound.BEFORE else latest
        return self._closed(last)

    def clean(self) -> None:
        super().clean()
        if not self.value and self.bounded_by is None:
            raise ValidationError({"value": _("Give a date, or a letter that bounds it.")})
        if self.standing == self.Standing.PREFERRED and self._rests_on_itself():
            raise ValidationError({"bounded_by": _("The date of that letter already rests on the date of this one.")})

    def prefer(self, *, by: Any = None, reason: str) -> None:
        """Make this the reading that the letter is dated by; both readings stay.

        Moves ``preferred``, closes again what the letter bounds, and sorts the file again. Raises ValidationError
        without a reason.
        """
        if not reason:
            raise ValidationError({"reason": _("Say why this reading is preferred.")})
        with transaction.atomic():
            for other in (
                DateReading.objects.filter(letter=self.letter_id, which=self.which).preferred().exclude(pk=self.pk)
            ):
                other.standing = self.Standing.ALTERNATIVE
                other.save(by=by, reason=reason)
            self.standing = self.Standing.PREFERRED
            self.full_clean()
            self.save(by=by, verb="preferred", reason=reason)

    def consequences(self, was: dict[str, Any] | None) -> None:
        super().consequences(was)
        if self.standing != self.Standing.PREFERRED:
            return
        letter = Letter.objects.get(pk=self.letter_id)
        if getattr(letter, self.which) != self.effective:
            setattr(letter, self.which, self.effective)
            letter.save(by=self.actor, verb="date chosen")
        else:
            letter.refresh_order()

    def _rests_on_itself(self) -> bool:
        """Walk up from the bounding letter, along the readings that date each letter."""
        before = Letter.DATES[: Letter.DATES.index(self.which)]
        if any(getattr(self.letter, which).is_known for which in before):
            return False  # the letter is dated by another of its dates: nothing can follow from this one
        letter, seen = self.bounded_by, set()
        while letter is not None and letter.pk not in seen:
            seen.add(letter.pk)
            rows = letter.readings.preferred().exclude(bounded_by=None).select_related("bounded_by")
            dating = (row.bounded_by for row in rows if getattr(letter, row.which) == letter.date)
            letter = next(dating, None)
        return self.letter_id in seen

    def _closed(self, last: dt.date) -> UncertainDate:
        if self.value.is_known and self.value.earliest and self.value.latest is None and last >= self.value.earliest:
            return self.value.closed_at(last)
        if self.value.is_known:
            return self.value
        return UncertainDate.from_edtf(f"[..{last.isoformat()}]", text=self.value.text)

    def _opened(self, first: dt.date | None) -> UncertainDate:
        if first is None or self.value.is_known:
            return self.value
        return UncertainDate.from_edtf(f"[{(first + dt.timedelta(days=1)).isoformat()}..]", text=self.value.text)
