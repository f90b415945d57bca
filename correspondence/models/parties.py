"""Those who write and are written to: states, organisations, their organs, offices and persons."""

from __future__ import annotations

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from correspondence.dates import UncertainDateField, bounds_in_order

from . import party_merging
from .access import Desk, Level, Scoped, ScopedQuerySet, lowest_level
from .slugs import Named


class PartyQuerySet(ScopedQuerySet):
    def principals(self) -> Self:
        """Keep the states and organisations: those in whose name others write."""
        return self.filter(principal=models.F("pk"))

    def named(self, words: str) -> Self:
        """Keep the parties that go, or once went, by a name containing these words."""
        former = PartyName.objects.filter(party=models.OuterRef("pk"), name__icontains=words)
        here = models.Q(name__icontains=words) | models.Q(short_name__icontains=words)
        return self.filter(here | models.Exists(former))


class Party(Named):
    """A party to the correspondence. A letter of an organ counts in the timeline of its principal."""

    class Kind(models.TextChoices):
        STATE = "state", _("state")
        MINISTRY = "ministry", _("ministry")
        MISSION = "mission", _("mission")
        ORGANISATION = "organisation", _("organisation")
        BODY = "body", _("body of an organisation")
        OFFICE = "office", _("office")
        PERSON = "person", _("person")

    within = ("parent", "principal", "seat")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=200, help_text=_("The official name as it is today."))
    short_name = models.CharField(
        _("short name"), max_length=80, blank=True, help_text=_("As it stands on a timeline.")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organs",
        verbose_name=_("part of"),
        help_text=_("The state, ministry or organisation that this party belongs to."),
    )
    principal = models.ForeignKey(
        "self",
        models.PROTECT,
        editable=False,
        related_name="speakers",
        verbose_name=_("speaks for"),
        help_text=_("The state or organisation on whose timeline its letters stand. Follows from “part of”."),
    )
    seat = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="missions_hosted",
        verbose_name=_("host state"),
        help_text=_("For an embassy or mission: where it sits."),
    )
    code = models.CharField(_("ISO 3166-1 code"), max_length=2, blank=True)
    existed = UncertainDateField(_("existed"), help_text=_("For example: 1922 to 1991."))
    level = models.ForeignKey(Level, models.PROTECT, default=lowest_level, verbose_name=_("level"))
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, verbose_name=_("desk"))

    objects = PartyQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ("name",)
        constraints = (
            *bounds_in_order("existed"),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="party_not_its_own_part",
                violation_error_message=_("A party cannot be part of itself."),
            ),
        )

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("correspondence:party_detail", args=(self.slug,))

    @property
    def speaks_for_itself(self) -> bool:
        return self.kind in {self.Kind.STATE, self.Kind.ORGANISATION} or self.parent_id is None

    @property
    def full_name(self) -> str:
        """The short name with its principal: "Ministry of Defence, Latvia"."""
        if self.principal_id == self.pk:
            return str(self)
        return f"{self}, {self.principal}"

    def merge_into(self, kept: Party, *, by: Any = None, reason: str) -> None:
        """Let everything that names this party name another one, which is the same; its own row goes, its address leads on.

        Raises ValidationError when they are not the same party for the same readers, or no reason is given.
        """
        party_merging.merge(self, kept, by=by, reason=reason)

    def clean(self) -> None:
        super().clean()
        seen, above = {self.pk}, self.parent
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"parent": _("This would make the party part of itself.")})
            seen.add(above.pk)
            above = above.parent

    def clean_fields(self, exclude: Any = None) -> None:
        # The principal follows from the parent, and a new state is its own before the database knows it.
        self._follow_parent()
        super().clean_fields(exclude={"principal", *(exclude or ())})

    def settle(self) -> None:
        self._follow_parent()
        super().settle()

    def consequences(self, was: dict[str, Any] | None) -> None:
        super().consequences(was)
        if was is not None and was["principal_id"] != str(self.principal_id):
            for organ in Party.objects.filter(parent=self):
                organ.save(verb="principal moved")
            for participation in self.participations.select_related("letter"):
                participation.letter.refresh_pairs()
            for change in (*self.dialogues_low.all(), *self.dialogues_high.all()):
                change.save(verb="principal moved")

    def _follow_parent(self) -> None:
        if self.speaks_for_itself:
            self.principal = self
        elif self.parent is not None:
            self.principal = self.parent.principal


class PartyName(Scoped):
    """A name that a party has, or had: a renaming is only this."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official")
        SHORT = "short", _("short")
        FORMER = "former", _("former")

    requires = ("party",)

    party = models.ForeignKey(Party, models.CASCADE, related_name="names", verbose_name=_("party"))
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=12, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OFFICIAL)
    period = UncertainDateField(_("period"))

    class Meta(Scoped.Meta):
        verbose_name = _("name of a party")
        verbose_name_plural = _("names of parties")
        ordering = ("name",)
        constraints = (*bounds_in_order("period"),)

    def __str__(self) -> str:
        return self.name


class Succession(Scoped):
    """One party continues or succeeds another. Old letters are never re-pointed."""

    class Kind(models.TextChoices):
        CONTINUES = "continues", _("continues")
        SUCCEEDS = "succeeds", _("succeeds")

    requires = ("older", "newer")

    older = models.ForeignKey(Party, models.CASCADE, related_name="successions", verbose_name=_("older"))
    newer = models.ForeignKey(Party, models.CASCADE, related_name="predecessions", verbose_name=_("newer"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    date = UncertainDateField(_("date"))

    class Meta(Scoped.Meta):
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = (
            *bounds_in_order("date"),
            models.UniqueConstraint(fields=("older", "newer"), name="succession_once"),
            models.CheckConstraint(condition=~models.Q(older=models.F("newer")), name="succession_of_another"),
        )

    def __str__(self) -> str:
        return f"{self.newer} {self.get_kind_display()} {self.older}"


class FormerAddress(Scoped):
    """A name in addresses that led to a party which was merged into this one: whoever cited it is led here."""

    requires = ("party",)

    party = models.ForeignKey(Party, models.CASCADE, related_name="former_addresses", verbose_name=_("party"))
    slug = models.SlugField(_("name in addresses"), max_length=120)

    class Meta(Scoped.Meta):
        verbose_name = _("former address of a party")
        verbose_name_plural = _("former addresses of parties")
        ordering = ("slug",)
        constraints = (models.UniqueConstraint(fields=("slug", "party"), name="former_address_once"),)

    def __str__(self) -> str:
        return self.slug
