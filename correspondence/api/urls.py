"""Every address of the API on one page."""

from django.urls import URLPattern, path, re_path

from .views import letters, offers, parties, positions, schema, timelines

app_name = "api"

urlpatterns: list[URLPattern] = [
    path("v1/letters/", letters.Letters.as_view(), name="letters"),
    path("v1/letters/<uuid:key>/", letters.OneLetter.as_view(), name="letter"),
    path("v1/letters/<uuid:key>/links/", letters.Links.as_view(), name="letter_links"),
    path("v1/letters/<uuid:key>/proposals/", letters.Proposals.as_view(), name="letter_proposals"),
    path("v1/letters/<uuid:key>/responses/", letters.Responses.as_view(), name="letter_responses"),
    path("v1/letters/<uuid:key>/positions/", letters.Positions.as_view(), name="letter_positions"),
    path("v1/timelines/<slug:a>/<slug:b>/", timelines.Timeline.as_view(), name="timeline"),
    path("v1/offers/", offers.Offers.as_view(), name="offers"),
    path("v1/offers/<uuid:key>/", offers.OneOffer.as_view(), name="offer"),
    path("v1/positions/", positions.Positions.as_view(), name="positions"),
    path("v1/parties/", parties.Parties.as_view(), name="parties"),
    path("v1/schema/", schema.Schema.as_view(), name="schema"),
    re_path(r"", schema.Absent.as_view(), name="absent"),
]
