"""People and their functions. Who may read how high is set under "clearances"."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest

User = get_user_model()
admin.site.unregister(User)
admin.site.unregister(Group)


class KeptForever:
    """Never deleted: the journal names them."""

    actions: Any = None
    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False


@admin.register(User)
class AccountAdmin(KeptForever, UserAdmin):
    """Accounts are closed, not deleted; all functions at once are given only by those who have them."""

    list_display = ("username", "first_name", "last_name", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = super().get_readonly_fields(request, obj)
        if request.user.is_superuser:  # type: ignore[union-attr]
            return fixed
        return (*fixed, "is_superuser", "user_permissions")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        above = obj is not None and obj.is_superuser and not request.user.is_superuser  # type: ignore[union-attr]
        return super().has_change_permission(request, obj) and not above


@admin.register(Group)
class FunctionAdmin(KeptForever, GroupAdmin):
    """Groups are functions: what their members may do. They say nothing about what may be read."""
