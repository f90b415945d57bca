"""Every public address on one page."""

from django.urls import URLPattern, URLResolver, include, path

from correspondence.views import attachments, calendar, letters, offers, parties, positions, timelines, today, topics

app_name = "correspondence"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", today.today, name="today"),
    path("timelines/", timelines.timeline_list, name="timeline_list"),
    path("timelines/<slug:a>/<slug:b>/", timelines.timeline, name="timeline"),
    path("timelines/<slug:a>/<slug:b>/feed.atom", timelines.timeline_feed, name="timeline_feed"),
    path("letters/", letters.letter_list, name="letter_list"),
    path("letters/<uuid:key>/", letters.letter_detail, name="letter_detail"),
    path("letters/<uuid:letter>/attachments/<uuid:key>/", attachments.attachment, name="attachment"),
    path("offers/", offers.offer_list, name="offer_list"),
    path("offers/<uuid:key>/", offers.offer_detail, name="offer_detail"),
    path("positions/", positions.position_list, name="position_list"),
    path("positions/<slug:slug>/", positions.position_topic, name="position_topic"),
    path("parties/", parties.party_list, name="party_list"),
    path("parties/<slug:slug>/", parties.party_detail, name="party_detail"),
    path("topics/", topics.topic_list, name="topic_list"),
    path("topics/<slug:slug>/", topics.topic_detail, name="topic_detail"),
    path("frameworks/<slug:slug>/", topics.framework_detail, name="framework_detail"),
    path("deadlines.ics", calendar.deadlines, name="deadlines"),
    path("account/calendar/", calendar.addresses, name="calendar"),
    path("account/calendar/<uuid:key>/revoke/", calendar.revoke, name="calendar_revoke"),
    path("api/", include("correspondence.api.urls")),
]
