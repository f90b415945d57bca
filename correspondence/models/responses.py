"""What came back: each answer to a proposal, by whom, in which letter, in which words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from correspondence.dates import UncertainDate, UncertainDateField, bounds_in_order

from . import silence
from .acts import Act
from .letters import Letter
from .parties import Party
from .proposals import Addressee, Proposal
from .topics import Framework


class Response(Act):
    """One answer of one addressee. One letter may answer in several ways: the principal one moves the state."""

    class Answer(models.TextChoices):
        ACKNOWLEDGED = "acknowledged", _("acknowledged")
        SPECIFICS = "specifics_requested", _("specifics requested")
        DEFERRED = "deferred", _("deferred")
        REDIRECTED = "redirected", _("redirected")
        COUNTERED = "countered", _("countered")
        IN_PART = "accepted_in_part", _("accepted in part")
        WITH_CONDITIONS = "accepted_with_conditions", _("accepted with conditions")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")
        ACCEPTANCE_WITHDRAWN = "acceptance_withdrawn", _("acceptance withdrawn")
        FULFILLED = "fulfilled", _("fulfilled")
        LAPSED = "lapsed", _("lapsed")

    class Basis(models.TextChoices):
        LETTER = "letter", _("the letter")
        SILENCE = "silence", _("silence, confirmed")
        LAPSE = "lapse", _("lapse, confirmed")

    requires = ("addressee", "letter", "evidence")
    within = ("by", "framework", "opens", "characterised_by", "reading_of")

    addressee = models.ForeignKey(
        Addressee, models.PROTECT, related_name="responses", verbose_name=_("proposal and addressee")
    )
    by = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="responses",
        verbose_name=_("by"),
        help_text=_("When another body answers than the one addressed."),
    )
    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="responses", verbose_name=_("letter")
    )
    answer = models.CharField(_("answer"), max_length=30, choices=Answer)
    principal = models.BooleanField(
        _("principal answer"), default=True, help_text=_("The one answer of the letter that moves the state.")
    )
    grounds = models.TextField(_("grounds"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    until = UncertainDateField(
        _("until"), help_text=_("For an answer that holds for a time, or is deferred to a date.")
    )
    framework = models.ForeignKey(
        Framework,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="redirections",
        verbose_name=_("redirected to"),
    )
    opens = models.ForeignKey(
        Proposal,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="opened_by",
        verbose_name=_("opens"),
        help_text=_("The proposal that a counter or a redirection puts in its place."),
    )
    characterised_by = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("according to")
    )
    reading_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rival_readings",
        verbose_name=_("rival reading of"),
        help_text=_("Another characterisation of the same answer. It never moves the state."),
    )
    basis = models.CharField(_("basis"), max_length=10, choices=Basis, default=Basis.LETTER)
    confirmed_on = models.DateField(_("confirmed for"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )

    class Meta(Act.Meta):
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        constraints = (
            *bounds_in_order("until"),
            # The audience is part of the key: a refused entry must not betray a more restricted answer.
            models.UniqueConstraint(
                fields=("letter", "addressee", "audience"),
                condition=models.Q(principal=True, letter__isnull=False),
                name="one_principal_response",
                violation_error_message=_("This letter already has a principal answer to this addressee's offer."),
            ),
            models.CheckConstraint(
                condition=~models.Q(answer="redirected") | models.Q(framework__isnull=False),
                name="redirect_names_framework",
                violation_error_message=_("Say where it is redirected to."),
            ),
            models.CheckConstraint(
                condition=~models.Q(answer="countered") | models.Q(opens__isnull=False),
                name="counter_opens_proposal",
                violation_error_message=_("Choose the proposal that the counter-offer opens."),
            ),
            models.CheckConstraint(
                condition=models.Q(reading_of=None) | models.Q(principal=False),
                name="rival_reading_not_principal",
                violation_error_message=_("A rival reading never moves the state: it cannot be principal."),
            ),
            models.CheckConstraint(
                condition=models.Q(basis="letter", letter__isnull=False)
                | (~models.Q(basis="letter") & models.Q(letter=None, confirmed_on__isnull=False)),
                name="response_letter_or_silence",
                violation_error_message=_("Choose the letter, or confirm silence or lapse with a date."),
            ),
            models.CheckConstraint(
                condition=~models.Q(answer="lapsed") | models.Q(basis="lapse"),
                name="lapse_is_confirmed",
                violation_error_message=_("A proposal lapses only when a person confirms it."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.addressee.proposal}: {self.get_answer_display()}"

    @property
    def date(self) -> UncertainDate:
        """When it was given: the date of its letter; confirmed silence and lapse stand on the day they are confirmed for."""
        if self.letter is not None:
            found: UncertainDate = self.letter.date
            return found
        return UncertainDate.on(self.confirmed_on) if self.confirmed_on else UncertainDate()

    @property
    def is_confirmed(self) -> bool:
        """Whether a person confirmed it because no letter says it: silence, or lapse."""
        return self.basis != self.Basis.LETTER

    def clean(self) -> None:
        super().clean()
        if self.opens_id and self.addressee_id and self.opens_id == self.addressee.proposal_id:
            raise ValidationError({"opens": _("An answer cannot open the proposal that it answers.")})
        other = self.reading_of
        if other is not None and other.addressee_id != self.addressee_id:
            raise ValidationError({"reading_of": _("A rival reading is of an answer to the same addressee's offer.")})

    def take_back(self, *, by: Any, reason: str) -> None:
        """Remove a confirmed silence or lapse, a mistake as it turns out; the journal keeps what it said, and why not.

        Raises ValidationError for an answer in a letter, and without a reason.
        """
        if not self.is_confirmed:
            raise ValidationError(_("This answer stands in a letter: correct it there."))
        if not reason.strip():
            raise ValidationError({"reason": _("Say why it is taken back.")})
        with transaction.atomic():
            self.delete(by=by, reason=reason)

    def journal_letter_id(self) -> Any:
        """Return the letter that it stands in; of silence and lapse, the one that had put the offer last."""
        return self.letter_id or silence.letter_unanswered(self)

    def consequences(self, was: dict[str, Any] | None) -> None:
        super().consequences(was)
        self.addressee.proposal.refresh_standings()
