"""What somebody has typed into a form and not saved yet: his own, whatever the level of what it is about."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UnsentQuerySet(models.QuerySet["Unsent"]):
    def visible_to(self, reader: Any) -> Self:
        """Keep the reader's own; nobody sees another's."""
        return self.filter(user=reader.pk)

    def keep(self, user: Any, key: Any, page: str, typed: Iterable[tuple[str, str]]) -> None:
        """Keep what a form holds now, in place of what it held before; of many forms, the last ones."""
        told = json.dumps(list(typed), ensure_ascii=False)
        own = self.visible_to(user)
        with transaction.atomic():
            own.update_or_create(
                pk=key, defaults={"user": user, "page": page, "told": told, "saved_at": timezone.now()}
            )
            too_many = own.order_by("-saved_at", "id").values_list("pk", flat=True)[self.model.MOST :]
            own.filter(pk__in=list(too_many)).delete()

    def forget_old(self) -> None:
        self.filter(saved_at__lt=timezone.now() - self.model.KEPT_FOR).delete()


class Unsent(models.Model):
    """The fields of one open form, kept while its author types; gone when they are saved, or after a month."""

    MOST = 20  # of one author
    KEPT_FOR = timedelta(days=30)
    LONGEST_PAGE = 500

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", editable=False, verbose_name=_("account")
    )
    page = models.CharField(_("page"), max_length=LONGEST_PAGE, editable=False)
    told = models.TextField(_("fields"), editable=False)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)

    objects = UnsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsaved form")
        verbose_name_plural = _("unsaved forms")
        ordering = ("-saved_at", "id")
        indexes = (models.Index(fields=("user", "-saved_at"), name="unsent_of_user"),)
        default_permissions = ()  # everybody's own, and nobody else's

    def __str__(self) -> str:
        return self.page

    @property
    def typed(self) -> list[tuple[str, str]]:
        """The fields, in the order in which they were sent."""
        return [(name, value) for name, value in json.loads(self.told)]
