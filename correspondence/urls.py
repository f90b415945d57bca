"""Every public address on one page."""

from django.urls import URLPattern, path

from correspondence.views import attachments, letters, positions

app_name = "correspondence"

urlpatterns: list[URLPattern] = [
    path("letters/", letters.letter_list, name="letter_list"),
    path("letters/<uuid:key>/", letters.letter_detail, name="letter_detail"),
    path("letters/<uuid:letter>/attachments/<uuid:key>/", attachments.attachment, name="attachment"),
    path("positions/", positions.position_list, name="position_list"),
]
