"""Tokens of systems: made and revoked by administrators; the secret is shown once and kept nowhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from correspondence.models import ApiToken

from .base import GuardedAdmin
from .record_forms import RecordForm

GIVEN = ("name", "user", "scope", "expires_at")
SHOWN = ("begins", "made_at", "last_used_on", "revoked_at")


class TokenForm(RecordForm):
    """A token. What it may do is said when it is made, and never widened."""

    ended = forms.BooleanField(
        required=False,
        label=gettext_lazy("Revoke it now"),
        help_text=gettext_lazy("The system that uses it is refused from the next request on. It cannot be undone."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_stored:
            self.instance.secret = self.instance.give_secret()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        user = self.cleaned_data.get("user")
        if user is not None and user.is_superuser and not self.request.user.is_superuser:
            # Functions that somebody does not have himself are not lent out by him.
            self.add_error(
                "user", ValidationError(_("Only somebody with all functions makes a token for such an account."))
            )
        return cleaned


@admin.register(ApiToken)
class TokenAdmin(GuardedAdmin):
    form = TokenForm
    list_display = ("name", "user", "scope", "begins", "expires_at", "last_used_on", "revoked_at")
    list_select_related = ("user",)
    list_filter = ("scope",)
    lookups = ("scope__exact",)
    search_fields = ("name", "user__username")
    autocomplete_fields = ("user",)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002
        return [(None, {"fields": GIVEN if obj is None else (*GIVEN, *SHOWN, "ended")})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002
        return () if obj is None else (*GIVEN, *SHOWN)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A token that ended stays as it is."""
        return super().has_change_permission(request, obj) and not (obj and obj.revoked_at)

    def store(self, request: HttpRequest, obj: Any, form: Any) -> None:  # noqa: ARG002
        if form.cleaned_data.get("ended"):
            obj.revoke()
        elif obj._state.adding:
            obj.save()

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:  # noqa: ARG002
        """Show the secret on a page of its own: a message would carry it through a cookie."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("The token is made"),
            "opts": self.opts,
            "token": obj,
            "secret": obj.secret,
        }
        return TemplateResponse(request, "admin/correspondence/apitoken/made.html", context)
