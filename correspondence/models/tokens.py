"""Programs that read and write in an account's name, and the answers that they were given before."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MARK = "dct_"  # so that a token is known for one wherever it turns up
SHOWN = 6  # characters of a secret that tell tokens apart


def digest_of(secret: str) -> str:
    """Return what is kept of a secret. It is random and long: nobody finds it by trying, so one round is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def of_secret(self, secret: str) -> ApiToken | None:
        """Return the token of this secret if it may be used now: in time, not revoked, its account open."""
        usable = self.filter(revoked_at=None, expires_at__gt=timezone.now(), user__is_active=True)
        return usable.select_related("user").filter(digest=digest_of(secret)).first()


class ApiToken(models.Model):
    """Lets one system act for one account: it reads what the account may read, and writes only where that is allowed."""

    class Scope(models.TextChoices):
        READ = "read", _("read")
        WRITE = "write", _("read and write")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(_("name"), max_length=80, help_text=_("The system that uses it."))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="api_tokens",
        verbose_name=_("acts for"),
        help_text=_("It sees what this account sees, and what it writes stands in the journal under this name."),
    )
    scope = models.CharField(_("scope"), max_length=5, choices=Scope, default=Scope.READ)
    expires_at = models.DateTimeField(_("expires"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    begins = models.CharField(_("begins with"), max_length=12, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    last_used_on = models.DateField(_("last used"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("token of a system")
        verbose_name_plural = _("tokens of systems")
        ordering = ("name", "-made_at")

    def __str__(self) -> str:
        return f"{self.name} ({self.begins}…)"

    @property
    def may_write(self) -> bool:
        return self.scope == self.Scope.WRITE

    def clean(self) -> None:
        super().clean()
        if self._state.adding and self.expires_at and self.expires_at <= timezone.now():
            raise ValidationError({"expires_at": _("This lies in the past: the token could not be used.")})

    def give_secret(self) -> str:
        """Draw the secret and return it, this once: only its digest is kept."""
        secret = MARK + secrets.token_urlsafe(32)
        self.digest, self.begins = digest_of(secret), secret[: len(MARK) + SHOWN]
        return secret

    def revoke(self) -> None:
        """End it, from the next request on. A token that ended stays on record."""
        self.revoked_at = self.revoked_at or timezone.now()
        self.save(update_fields=["revoked_at"])

    def note_use(self) -> None:
        """Keep the day of the last use: one write a day, however many requests it makes."""
        today = timezone.now().date()
        if self.last_used_on != today:
            type(self).objects.filter(pk=self.pk).update(last_used_on=today)


class GivenAnswerQuerySet(models.QuerySet["GivenAnswer"]):
    def keep(self, asker: str, key: str, request_digest: str) -> tuple[GivenAnswer, bool]:
        """Return the answer that was given under a key and False, or a place for it and True.

        Whoever asks the same at the same moment waits here until the first is answered.
        """
        now = timezone.now()
        self.filter(asker=asker, expires_at__lte=now).delete()
        kept = {"request_digest": request_digest, "expires_at": now + GivenAnswer.KEPT}
        return self.get_or_create(asker=asker, key=key, defaults=kept)


class GivenAnswer(models.Model):
    """What a request was answered that came with a key of the asker's: sent again, it is answered the same.

    An answer names what was made by its keys and says nothing of what it holds: it is as open as the asker's own log.
    """

    KEPT = dt.timedelta(days=2)

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    asker = models.CharField(max_length=60, editable=False)
    key = models.CharField(max_length=200, editable=False)
    request_digest = models.CharField(max_length=64, editable=False)
    answer: Any = models.JSONField(null=True, editable=False)
    expires_at = models.DateTimeField(editable=False)

    objects = GivenAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer given to a system")
        verbose_name_plural = _("answers given to systems")
        constraints = (models.UniqueConstraint(fields=("asker", "key"), name="one_answer_for_a_key"),)

    def __str__(self) -> str:
        return self.key
