"""How the ledger says dates, claims and how long something took: never with more certainty than the record has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from correspondence.dates import UncertainDate
from correspondence.models import Letter, Party, Response

DAYS_SAID = 60
MONTHS_SAID = 24
LONGEST_CALL = 60

# Why an act does not fit, in plain words: the codes are those of the fold.
ANOMALIES = {
    "document_withdrawn": gettext_lazy("In a document that was withdrawn later; what it did still counts."),
    "amended_before_put": gettext_lazy("Amended, though no earlier letter on record puts it."),
    "amended_after_acceptance": gettext_lazy("Amended after it had been accepted; it counts as open again."),
    "withdrawn_before_put": gettext_lazy("Withdrawn, though no earlier letter on record puts it."),
    "withdrawn_after_acceptance": gettext_lazy("Withdrawn after it had been accepted; the acceptance stands."),
    "withdrawn_after_close": gettext_lazy("Withdrawn after it had been settled; it stays as settled."),
    "answered_before_put": gettext_lazy("Answered, though no earlier letter on record puts it."),
    "nothing_accepted_to_withdraw": gettext_lazy("Takes back an acceptance that is not on record."),
    "answered_after_close": gettext_lazy("Answered after it had been settled."),
    "fulfilled_without_acceptance": gettext_lazy("Fulfilled, though no acceptance is on record."),
}


def according_to(parties: Iterable[Party]) -> str:
    """Return "according to Latvia"; "as reported" when nobody on record says so."""
    names = ", ".join(dict.fromkeys(str(party) for party in parties))
    return _("according to %(party)s") % {"party": names} if names else _("as reported")


def confirmed(act: Any) -> str:
    """Return "silence, confirmed" for an answer that stands in no letter; "" for any other act."""
    return str(act.get_basis_display()) if isinstance(act, Response) and act.is_confirmed else ""


def claimed(act: Any, parties: Sequence[Party], *, throughout: str = "") -> str:
    """Return a claim about many in words: "according to Latvia at least 2, before 28 November 2018".

    ``throughout`` is how an act is said to have gone on over an interval: "consistently %(when)s".
    """
    letter: Letter = act.letter
    number = _("at least %(number)d") % {"number": letter.at_least} if letter.at_least else ""
    when = since(letter.date)
    if throughout and lasts(letter.date):
        when = throughout % {"when": when}
    told = ", ".join(part for part in (number, when) if part)
    return f"{according_to(parties)} {told}".strip()


def lasts(date: UncertainDate) -> bool:
    """Whether a date is an interval, throughout which something went on."""
    return "/" in date.edtf


def since(date: UncertainDate) -> str:
    """Return when something began to go on, "since 2003", or simply when it was."""
    start, _slash, _end = date.edtf.partition("/")
    if lasts(date) and start not in {"", ".."}:
        return UncertainDate.from_edtf(f"{start}/..").in_words()
    return date.in_words()


def date_of_key(sort_key: str) -> UncertainDate:
    """Return the day that a sort key stands for; unknown for what stands after every date."""
    day = sort_key[:8]
    if not day or day == "99999999":
        return UncertainDate()
    return UncertainDate.on(dt.date(int(day[:4]), int(day[4:6]), int(day[6:])))


def delay(put: UncertainDate, answered: UncertainDate) -> str:
    """Return "after 90 days", only where both dates are days and the answer is the later one."""
    if not (put.is_day and answered.is_day and put.earliest and answered.earliest):
        return ""
    days = (answered.earliest - put.earliest).days
    if days < 0:
        return ""
    return (
        ngettext("after %(count)d day", "after %(count)d days", days) % {"count": days} if days else _("the same day")
    )


def open_for(put: UncertainDate) -> str:
    """Return how long something has been open today: "47 days", "about 15 years", "at least 7 years"."""
    today = timezone.localdate()
    if put.is_day and put.earliest:
        return length(put.earliest, today)
    if put.earliest:
        return _("about %(time)s") % {"time": length(put.earliest, today)}
    if put.latest:
        return _("at least %(time)s") % {"time": length(put.latest, today)}
    return ""


def length(start: dt.date, end: dt.date) -> str:
    """Return the time between two days: "6 days", "14 months", "10 years"."""
    days = max((end - start).days, 0)
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    if days < DAYS_SAID:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if months < MONTHS_SAID:
        return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    return ngettext("%(count)d year", "%(count)d years", months // 12) % {"count": months // 12}


def called(rival: Response) -> str:
    """Return a rival reading in words: "called “premature” by Embassy in Riga, Russia"."""
    own = rival.grounds.strip().strip("“”„«»\"'").strip()
    word = own if own and len(own) <= LONGEST_CALL else rival.get_answer_display()
    if rival.characterised_by is None:
        return _("also called “%(word)s”") % {"word": word}
    return _("called “%(word)s” by %(party)s") % {"word": word, "party": rival.characterised_by.full_name}


def names(parties: Sequence[Any], most: int = 3) -> str:
    """Return "Russia, Estonia, Finland and 47 more"."""
    shown = ", ".join(str(party) for party in parties[:most])
    if len(parties) <= most:
        return shown
    return _("%(names)s and %(number)d more") % {"names": shown, "number": len(parties) - most}
