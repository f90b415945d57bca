"""The site's addresses: the product's own, the accounts, the admin."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views as accounts
from django.urls import include, path
from django.views.generic import RedirectView

from correspondence.admin.signing_in import SignIn
from tracker import health, language

# Browsers ask for it on pages that name no icon, such as a bare text.
icon = RedirectView.as_view(url=f"{settings.STATIC_URL}correspondence/favicon.svg")

urlpatterns = [
    path("accounts/login/", SignIn.as_view(), name="login"),
    path("accounts/logout/", accounts.LogoutView.as_view(), name="logout"),
    path("accounts/password_change/", accounts.PasswordChangeView.as_view(), name="password_change"),
    path("accounts/password_change/done/", accounts.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path(language.ADDRESS.lstrip("/"), language.choose, name="language"),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("favicon.ico", icon, name="favicon"),
    path("", include("correspondence.urls")),
]
