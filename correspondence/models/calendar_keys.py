"""Addresses at which a calendar program reads somebody's deadlines: it cannot log in, so the address is the key."""

from __future__ import annotations

import secrets
from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .tokens import digest_of

SIZE = 32  # bytes
LONGEST = 100  # characters of an address that can be a key


class CalendarKeyQuerySet(models.QuerySet["CalendarKey"]):
    def in_use(self) -> Self:
        return self.filter(revoked_at=None)

    def visible_to(self, reader: Any) -> Self:
        """Keep those of the reader himself that he has not revoked; nobody sees another's."""
        return self.in_use().filter(user=reader.pk)

    def of_secret(self, secret: str) -> CalendarKey | None:
        """Return the key of this secret if it opens anything now: not revoked, its account open."""
        if not secret.isascii() or len(secret) > LONGEST:
            return None
        return self.in_use().filter(user__is_active=True, digest=digest_of(secret)).select_related("user").first()


class CalendarKey(models.Model):
    """Lets a calendar program read the deadlines that its owner may see, with the clearance that he has by then.

    Only the digest of its secret is kept. It is revoked, never deleted.
    """

    MOST = 10  # in use at the same time

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="calendar_keys",
        editable=False,
        verbose_name=_("account"),
    )
    name = models.CharField(_("name"), max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    last_used_on = models.DateField(_("last used"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    objects = CalendarKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        ordering = ("-made_at", "id")
        default_permissions = ()  # everybody's own, and nobody else's

    def __str__(self) -> str:
        return self.name

    def give_secret(self) -> str:
        """Draw the secret and return it, this once."""
        secret = secrets.token_urlsafe(SIZE)
        self.digest = digest_of(secret)
        return secret

    def revoke(self) -> None:
        """End it, from the next request on."""
        self.revoked_at = self.revoked_at or timezone.now()
        self.save(update_fields=["revoked_at"])

    def note_use(self) -> None:
        """Keep the day of the last use: one write a day."""
        today = timezone.now().date()
        if self.last_used_on != today:
            type(self).objects.filter(pk=self.pk).update(last_used_on=today)
