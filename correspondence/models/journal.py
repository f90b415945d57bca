"""The journal: a row for every write, in the same transaction as the write.

``Recorded.save`` and ``Recorded.delete`` are the only doors through which a record changes, so no verb can forget it.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JournalQuerySet(models.QuerySet["JournalEntry"]):
    def visible_to(self, reader: Any) -> JournalQuerySet:
        """Keep the entries about records that this reader may know to exist."""
        from_audiences = self.model._meta.get_field("audience").related_model._default_manager.readable_by(reader)  # type: ignore[union-attr]
        return self.filter(audience__in=[audience.pk for audience in from_audiences])

    def about(self, letter: Any) -> JournalQuerySet:
        """Keep the entries about a letter and what depends on it, newest first."""
        return self.filter(letter=letter).select_related("by").order_by("-at", "-id")


class JournalEntry(models.Model):
    """Who did what to which record, when and why; the changed columns before and after."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("by"),
    )
    noun = models.CharField(_("noun"), max_length=40, editable=False)
    object_id = models.UUIDField(_("record"), editable=False)
    letter = models.ForeignKey(
        "correspondence.Letter", models.PROTECT, null=True, editable=False, related_name="journal"
    )
    audience = models.ForeignKey(
        "correspondence.Audience", models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    verb = models.CharField(_("verb"), max_length=40, editable=False)
    before = models.JSONField(_("before"), null=True, encoder=DjangoJSONEncoder, editable=False)
    after = models.JSONField(_("after"), null=True, encoder=DjangoJSONEncoder, editable=False)
    reason = models.TextField(_("reason"), blank=True, editable=False)

    objects = JournalQuerySet.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        indexes = (
            models.Index(fields=("letter", "-at"), name="journal_letter"),
            models.Index(fields=("object_id", "-at"), name="journal_object"),
        )

    def __str__(self) -> str:
        return f"{self.noun} {self.verb}"

    @property
    def noun_name(self) -> str:
        """The noun as a person says it."""
        field = self._meta.apps.get_model("correspondence", self.noun)._meta.verbose_name
        return str(field)

    @property
    def changed(self) -> list[str]:
        """The names of the columns that this entry changed, as a person says them."""
        model = self._meta.apps.get_model("correspondence", self.noun)
        known = {field.attname: field for field in model._meta.concrete_fields}
        names = {**(self.before or {}), **(self.after or {})}
        return [str(known[name].verbose_name) for name in names if name in known and known[name].editable]


class Recorded(models.Model):
    """A record whose every write leaves a journal entry."""

    # Derived columns: they follow from other records and are proved by commands, so the journal leaves them out.
    unjournalled = frozenset({"id", "recorded_at", "recorded_by_id", "audience_id", "sort_key", "version"})

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("recorded by"),
    )

    actor: Any = None  # whoever makes the write that is under way; what follows from it is written in the same name

    class Meta:
        abstract = True

    def settle(self) -> None:
        """Set the derived columns before the row is written."""

    def consequences(self, was: dict[str, Any] | None) -> None:
        """Bring the rows that follow from this one up to date, in the same transaction.

        ``was`` holds the stored columns before the write, None for a new row.
        """

    def columns(self) -> dict[str, Any]:
        """Return every concrete column as something JSON can hold."""
        return {field.attname: field.value_to_string(self) if field.value_from_object(self) is not None else None
                for field in self._meta.concrete_fields}  # fmt: skip

    def stored(self) -> dict[str, Any] | None:
        """Return the columns as the database holds them now, None for a row it does not hold."""
        if self._state.adding:
            return None
        try:
            row = type(self)._base_manager.get(pk=self.pk)
        except ObjectDoesNotExist:
            return None
        return {**row.columns(), "audience": str(getattr(row, "audience_id", ""))}

    def save(self, *args: Any, by: Any = None, verb: str = "", reason: str = "", **kwargs: Any) -> None:
        """Write the row, what follows from it, and its journal entry, all or nothing."""
        self.actor = by
        with transaction.atomic():
            was = self.stored()
            if was is None and by is not None:
                self.recorded_by = by
            self.settle()
            super().save(*args, **kwargs)
            self._write_journal(was, self.columns(), by=by, verb=verb, reason=reason)
            self.consequences(was)

    def delete(self, *args: Any, by: Any = None, reason: str = "", **kwargs: Any) -> Any:
        """Remove the row; the journal keeps what it said."""
        self.actor = by
        with transaction.atomic():
            was = self.stored() or self.columns()
            self._write_journal(was, None, by=by, verb="removed", reason=reason)
            gone = super().delete(*args, **kwargs)
            self.consequences(was)
        return gone

    def journal_letter_id(self) -> Any:
        """Return the key of the letter whose history tells of this row."""
        return getattr(self, "letter_id", None)

    def journal_audience_id(self, was: dict[str, Any] | None) -> Any:  # noqa: ARG002
        """Return the key of the audience that may read of a write."""
        return getattr(self, "audience_id", None)

    def cover_journal(self) -> None:
        """Keep the entries about this row, and those in its history, as restricted as the row has ever been."""
        audience = self.audience  # type: ignore[attr-defined]
        entries = JournalEntry.objects.filter(models.Q(object_id=self.pk) | models.Q(letter=self.pk))
        held = type(audience).objects.filter(pk__in=entries.values("audience"))
        for known in held.select_related("level"):
            if not known.covers(audience):
                joined = type(audience).objects.joined([known, audience])
                entries.filter(audience=known).update(audience=joined)

    def _write_journal(
        self, was: dict[str, Any] | None, now: dict[str, Any] | None, *, by: Any, verb: str, reason: str
    ) -> None:
        def kept(columns: dict[str, Any] | None) -> dict[str, Any]:
            return {k: v for k, v in (columns or {}).items() if k not in self.unjournalled and k != "audience"}

        before, after = kept(was), kept(now)
        if was is not None and now is not None:
            changed = {name for name in after if before.get(name) != after[name]}
            if not changed and not verb:
                return
            before, after = ({name: side.get(name) for name in changed} for side in (before, after))
        JournalEntry.objects.create(
            by=by,
            noun=self._meta.model_name,
            object_id=self.pk,
            letter_id=self.journal_letter_id(),
            audience_id=self.journal_audience_id(was),
            verb=verb or ("recorded" if was is None else "changed"),
            before=None if was is None else before,
            after=None if now is None else {k: v for k, v in after.items() if was is not None or v not in (None, "")},
            reason=reason,
        )
