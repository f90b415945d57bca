"""Every public address on one page."""

from django.urls import URLPattern

app_name = "correspondence"

urlpatterns: list[URLPattern] = []
