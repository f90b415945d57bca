"""A timeline as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid5

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from correspondence.timeline import Feed, FeedEntry

CONTENT_TYPE = Atom1Feed.content_type
# What XML 1.0 cannot hold, however it is written.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed_as_atom(feed: Feed, query: str, absolute: Callable[[str], str]) -> str:
    """Return a feed as a document; ``query`` is that of its address, ``absolute`` makes a whole address of a path.

    A letter's entry is known by the letter's key wherever it stands, so a program shows it once.
    """
    page = reverse("correspondence:timeline", args=(feed.a.slug, feed.b.slug))
    asked = f"?{query}" if query else ""
    document = Atom1Feed(
        title=_writable(f"{feed.a} – {feed.b}"),
        link=absolute(page + asked),
        description=None,
        language=get_language() or "en",
        author_name=_("Correspondence tracker"),
        feed_url=absolute(f"{page}feed.atom{asked}"),
        feed_guid=uuid5(feed.a.pk, f"{feed.b.pk}{asked}").urn,
    )
    for entry in feed.entries:
        letter = entry.letter
        document.add_item(
            title=_writable(f"{entry.route}: {letter.subject}"),
            link=absolute(letter.get_absolute_url()),
            description=linebreaks(_writable(_summary(entry)), autoescape=True),
            unique_id=letter.pk.urn,
            pubdate=letter.recorded_at,
            updateddate=entry.updated,
        )
    return document.writeString("utf-8")


def _summary(entry: FeedEntry) -> str:
    """Return what kind of exchange it is and its date, then the register's own words about it."""
    letter = entry.letter
    told = _("%(what)s, %(date)s") % {"what": letter.form, "date": letter.date.in_words()}
    return f"{told}\n\n{letter.summary}".strip()


def _writable(text: str) -> str:
    return UNWRITABLE.sub("", text)
