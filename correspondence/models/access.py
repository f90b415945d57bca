"""Who may see that a record exists (docs/data-model.md, "Access").

Every record that may be hidden carries one key, its *audience*: a level and the desks whose need to know it requires.
Most audiences have no desk or one; a link between letters of two desks requires both, which is why an audience is a row
of its own and not two columns. A reader's audiences are a short list, so scoping a query is one ``IN``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from typing import Any, ClassVar, Self
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .journal import Recorded

Reader = AbstractBaseUser | AnonymousUser


class Level(models.Model):
    """A step of confidentiality; the lowest rank is what "public" means here."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    rank = models.PositiveSmallIntegerField(_("rank"), unique=True, help_text=_("0 is the lowest."))

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ("rank",)

    def __str__(self) -> str:
        return gettext(self.name)

    @classmethod
    def lowest(cls) -> Level:
        """Return the level that everybody with access may read."""
        return cls.objects.order_by("rank")[:1].get()


def lowest_level() -> Any:
    """Return the key of the lowest level: the default of every declared record; None before there are levels."""
    return Level.objects.order_by("rank").values_list("pk", flat=True).first()


class Desk(models.Model):
    """A need to know: what is on a desk is seen only by those who sit at it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Clearance(models.Model):
    """How high a person may read, and at which desks. Being a superuser gives functions, not clearance."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="clearance", verbose_name=_("user")
    )
    level = models.ForeignKey(Level, models.PROTECT, verbose_name=_("level"))
    desks = models.ManyToManyField(Desk, blank=True, verbose_name=_("desks"))

    class Meta:
        verbose_name = _("clearance")
        verbose_name_plural = _("clearances")

    def __str__(self) -> str:
        return f"{self.user}: {self.level}"


class AudienceQuerySet(models.QuerySet["Audience"]):
    def of(self, level: Level, desks: Iterable[Any] = ()) -> Audience:
        """Return the audience of a level and the keys of desks, made when it is new."""
        joined = ",".join(sorted(str(desk) for desk in set(desks)))
        return self.select_related("level").get_or_create(level=level, desks=joined)[0]

    def joined(self, audiences: Iterable[Audience]) -> Audience:
        """Return who may see something that requires all of these: the highest level, every desk."""
        found = {audience.pk: audience for audience in audiences}
        widest = reduce(lambda one, other: other if other.covers(one) else one, found.values())
        if all(widest.covers(audience) for audience in found.values()):
            return widest
        level = max((audience.level for audience in found.values()), key=lambda level: level.rank)
        return self.of(level, set().union(*(audience.desk_keys for audience in found.values())))

    def readable_by(self, reader: Reader) -> list[Audience]:
        """Return the audiences that this reader belongs to."""
        if (known := reader.__dict__.get("_audiences_for_this_request")) is not None:
            return known
        rank, desks = clearance_of(reader)
        return [a for a in self.select_related("level") if a.level.rank <= rank and a.desk_keys <= desks]

    def remembered_for(self, reader: Reader) -> None:
        """Keep the reader's audiences on the reader for the rest of one request that only reads."""
        reader.__dict__["_audiences_for_this_request"] = self.readable_by(reader)


class Audience(models.Model):
    """Those who are cleared for a level and sit at all of some desks. Made as needed, never edited."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    level = models.ForeignKey(Level, models.PROTECT, editable=False)
    desks = models.TextField(blank=True, editable=False)

    objects = AudienceQuerySet.as_manager()

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        constraints = (models.UniqueConstraint(fields=("level", "desks"), name="audience_once"),)

    def __str__(self) -> str:
        return f"{self.level}{' +' if self.desks else ''}"

    @property
    def desk_keys(self) -> set[str]:
        return set(self.desks.split(",")) if self.desks else set()

    @property
    def width(self) -> int:
        """How much it requires: an audience that covers another is always wider."""
        return self.level.rank + 1000 * len(self.desk_keys)

    def covers(self, other: Audience) -> bool:
        """Say whether everybody in this audience also belongs to the other, less demanding one."""
        return self.level.rank >= other.level.rank and self.desk_keys >= other.desk_keys


def author_token(user_key: Any) -> str:
    """Return what stands in place of a desk for what only its author may see."""
    return f"author-{user_key}"


def clearance_of(reader: Reader) -> tuple[int, set[str]]:
    """Return the highest rank and the desks of a reader; rank -1 reads nothing."""
    lowest = Level.objects.order_by("rank").values_list("rank", flat=True)[:1]
    if not reader.is_authenticated:
        return (next(iter(lowest), -1) if settings.PUBLIC_READING else -1), set()
    if not reader.is_active:
        return -1, set()
    rows = Clearance.objects.filter(user_id=reader.pk).values_list("level__rank", "desks__pk")
    held = [(rank, desk) for rank, desk in rows]
    own = {author_token(reader.pk)}
    if not held:
        return next(iter(lowest), -1), own
    return held[0][0], own | {str(desk) for _rank, desk in held if desk}


class ScopedQuerySet(models.QuerySet[Any]):
    """The base of every queryset of records that may be hidden."""

    def visible_to(self, reader: Reader) -> Self:
        """Keep what this reader may know to exist."""
        return self.filter(audience__in=[a.pk for a in Audience.objects.readable_by(reader)])

    def known_to(self, audience: Audience) -> Self:
        """Keep what everybody in this audience may know to exist."""
        return self.filter(audience__in=[a.pk for a in Audience.objects.select_related("level") if audience.covers(a)])


class Scoped(Recorded):
    """A record with an audience: the join of its own level and desk and of everything it requires.

    ``requires`` names the forward keys whose audiences it takes over. ``within`` names forward keys that must not be more
    restricted than the record itself: so no key of a visible record ever points to a hidden one.
    """

    requires: ClassVar[tuple[str, ...]] = ()
    within: ClassVar[tuple[str, ...]] = ()

    # Filled by a verb that moves several records at once, which then checks their keys together.
    moved_together: list[Scoped] | None = None

    # Not indexed alone: most rows share a few audiences, and a planner that reads by them reads everything.
    audience = models.ForeignKey(
        Audience, models.PROTECT, editable=False, related_name="+", db_index=False, verbose_name=_("audience")
    )

    objects = ScopedQuerySet.as_manager()

    class Meta(Recorded.Meta):
        abstract = True

    def needed_audience(self) -> Audience:
        """Return the audience that follows from level, desk and everything required."""
        parts = [getattr(self, name).audience for name in self.requires if getattr(self, f"{name}_id")]
        level = getattr(self, "level", None)
        desk = getattr(self, "desk_id", None)
        if level or not parts:
            parts.append(Audience.objects.of(level or Level.lowest(), [desk] if desk else []))
        return Audience.objects.joined(parts)

    def clean(self) -> None:
        """Refuse keys to records that fewer people may see than this one.

        Raises ValidationError keyed by field.
        """
        super().clean()
        audience = self._audience_if_complete()
        if audience is None:
            return
        message = _("Fewer people may see this than the record that names it. Choose another one.")
        if hidden := self._keys_to_hidden(audience):
            raise ValidationError(dict.fromkeys(hidden, message))

    def _keys_to_hidden(self, audience: Audience) -> list[str]:
        """Return the keys that must not be more restricted than an audience, and are."""
        named = {name: getattr(self, name) for name in self.within if getattr(self, f"{name}_id")}
        return [name for name, row in named.items() if row.pk != self.pk and not audience.covers(row.audience)]

    def _audience_if_complete(self) -> Audience | None:
        missing = [name for name in self.requires if not getattr(self, f"{name}_id")]
        required = [name for name in missing if not self._meta.get_field(name).null]  # type: ignore[union-attr]
        return None if required else self.needed_audience()

    def settle(self) -> None:
        super().settle()
        self.audience = self.needed_audience()
        Scoped.clean(self)

    def journal_audience_id(self, was: dict[str, Any] | None) -> Any:
        """Return who may read of a write: only those who could see the record before it and can after it."""
        if not self._changed_audience(was):
            return self.audience_id
        return Audience.objects.joined([self.audience, Audience.objects.get(pk=was["audience"])]).pk  # type: ignore[index]

    def _changed_audience(self, was: dict[str, Any] | None) -> bool:
        unchanged = str(self.audience_id)
        return was is not None and was.get("audience", unchanged) != unchanged

    def consequences(self, was: dict[str, Any] | None) -> None:
        super().consequences(was)
        if self.pk is not None and self._changed_audience(was):
            self.cover_journal()
            self.spread_audience()

    def spread_audience(self) -> None:
        """Give every row that requires this one its new audience, and what follows from that.

        Raises ValidationError when a key of a row would then point to a record that fewer people may see.
        """
        moved: list[Scoped] = [self]
        for row in moved:  # grows while it is walked
            moved += [other for other in row._rows_by("requires") if other.resettle()]
        if self.moved_together is None:
            refuse_keys_to_hidden(moved)
        else:
            self.moved_together += moved
        for row in moved[1:]:
            row.consequences(row.stored())

    def resettle(self) -> bool:
        """Compute the audience again; say whether it changed."""
        audience = self.needed_audience()
        if audience.pk == self.audience_id:
            return False
        type(self)._base_manager.filter(pk=self.pk).update(audience=audience)
        self.audience = audience
        self.cover_journal()
        return True

    def _rows_by(self, relation: str) -> Iterator[Any]:
        """Yield the rows that name this one in a key listed under ``requires`` or ``within``."""
        for model in apps.get_app_config("correspondence").get_models():
            for name in getattr(model, relation, ()):
                if isinstance(self, model._meta.get_field(name).related_model):  # type: ignore[arg-type]
                    yield from model._base_manager.filter(**{name: self.pk}).select_related("audience__level")


def refuse_keys_to_hidden(moved: Iterable[Scoped]) -> None:
    """Refuse, after rows have changed their audience, any key from what more people see to what fewer may see."""
    last = {(type(row), row.pk): row for row in moved}  # what moved twice is judged by where it arrived
    for row in last.values():
        if not all(other.audience.covers(row.audience) for other in row._rows_by("within") if other.pk != row.pk):
            raise ValidationError(_("It is part of the record and cannot be restricted further."))
        if row._keys_to_hidden(row.audience):
            raise ValidationError(_("Something in it names what fewer people may see."))
