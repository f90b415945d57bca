"""Finding a letter by what a person remembers of it: its date, as well as its words and numbers."""

from __future__ import annotations

from django.db.models import Q

from correspondence.dates import AmbiguousDate, UnreadableDate, read

NOTHING = Q(pk__in=())


def dated_in(words: str) -> Q:
    """Return the letters whose date may lie in the one that the words say; none where they say no date."""
    try:
        date = read(words)
    except (UnreadableDate, AmbiguousDate):
        return NOTHING
    if date.earliest is None or date.latest is None:
        return NOTHING
    return Q(dated_earliest__lte=date.latest, dated_latest__gte=date.earliest)
