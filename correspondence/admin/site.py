"""The admin as a whole: without the one address that tells whether a record exists, and with names that tell parties apart."""

from __future__ import annotations

from functools import update_wrapper
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import unsent
from .choices import label_of, named
from .signing_in import asked_to_sign_in, carried_in


class NamedRecords(AutocompleteJsonView):
    """What a searched list offers: Django scopes it by the ModelAdmin's queryset; we add the full names."""

    def get_queryset(self) -> Any:
        return named(super().get_queryset())

    def process_request(self, request: HttpRequest) -> Any:
        found = super().process_request(request)
        if not isinstance(found[2], ForeignKey):
            raise PermissionDenied  # a reverse relation is no field of any form
        return found

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": label_of(obj)}


class RegisterSite(admin.AdminSite):
    """The admin site of the register."""

    site_title = _("Correspondence tracker")
    site_header = _("Correspondence tracker")
    index_title = _("Keep the record")
    enable_nav_sidebar = False

    def get_urls(self) -> list[Any]:
        """Leave out the redirect to any record by its key: it asks nobody who may see the record."""
        own = [
            path("unsent/", self.admin_view(unsent.keep), name="unsent"),
            path("unsent/<uuid:key>/discard/", self.admin_view(unsent.discard), name="unsent_discard"),
        ]
        return [*own, *(address for address in super().get_urls() if getattr(address, "name", "") != "view_on_site")]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Keep what somebody sent whose login has ended; Django would answer with the login and forget it."""
        inner = super().admin_view(view, cacheable)

        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not self.has_permission(request) and carried_in(request) is not None:
                return asked_to_sign_in(request)
            return inner(request, *args, **kwargs)

        return update_wrapper(answered, inner)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return NamedRecords.as_view(admin_site=self)(request)  # type: ignore[return-value]


site = RegisterSite()


def register_site() -> RegisterSite:
    """Return the one site: Django asks for it while our pages are being registered with it, and again afterwards."""
    return site
