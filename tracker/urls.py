"""The site's addresses: the product's own, the accounts, the admin."""

from django.contrib import admin
from django.contrib.auth import views as accounts
from django.urls import include, path

urlpatterns = [
    path("accounts/login/", accounts.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("accounts/logout/", accounts.LogoutView.as_view(), name="logout"),
    path("accounts/password_change/", accounts.PasswordChangeView.as_view(), name="password_change"),
    path("accounts/password_change/done/", accounts.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("admin/", admin.site.urls),
    path("", include("correspondence.urls")),
]
