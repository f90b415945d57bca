"""Silence and lapse: what a person confirms when no letter says it.

Nothing happens by the clock. Who confirms puts a response on record that stands in no letter: for which day, by whom, and,
in the journal, why. Everybody who sees the offer sees it, so it may rest only on what they all may see.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .access import Reader
from .deadlines import UNSETTLED, Deadline, deadline_of
from .fold import MOVES
from .ledger import ON_FILE, collect_for, rows_of

if TYPE_CHECKING:
    from .proposals import Addressee
    from .responses import Response

SILENCE, LAPSE = "silence", "lapse"
VERBS = {SILENCE: "silence confirmed", LAPSE: "lapse confirmed"}


def deadline_for(addressee: Addressee, reader: Reader) -> Deadline:
    """Return, as one reader knows it today, what an addressee was given to answer by."""
    acts = collect_for([addressee.proposal], reader)
    return deadline_of(addressee.proposal, addressee, acts, timezone.localdate())


def answer_of(basis: str, deadline: Deadline) -> str:
    """Return the answer that a confirmation puts on record."""
    if basis == LAPSE:
        return "lapsed"
    return "accepted" if deadline.silence_is_consent else "rejected"


def refusal(addressee: Addressee, basis: str, deadline: Deadline) -> str:
    """Say why silence or lapse cannot be confirmed; "" when it can."""
    if deadline.put_in is None:
        return _("The offer is not put to it in any letter that you can see.")
    if not addressee.audience.covers(deadline.put_in.audience):
        return _("Fewer people may see the letter that put it last than the offer: all of them would see this.")
    return _no_silence(deadline) if basis == SILENCE else _no_lapse(deadline)


def _no_silence(deadline: Deadline) -> str:
    if deadline.reply_rule == "none_expected":
        return _("No answer is expected to this offer, so silence says nothing.")
    if not deadline.waits:
        return _("An answer is on record, or the offer is settled: silence cannot be confirmed.")
    return _not_yet(deadline.answer_by, deadline.today)


def _no_lapse(deadline: Deadline) -> str:
    if deadline.awaits_consent:
        return _("Silence is consent here: it does not lapse, and silence may be confirmed.")
    if deadline.state not in UNSETTLED:
        return _("An answer is on record, or the offer is settled: it cannot lapse.")
    return _not_yet(deadline.expires, deadline.today)


def _not_yet(day: dt.date | None, today: dt.date) -> str:
    if day is None:
        return _("No day is named by which it had to be answered.")
    if day >= today:
        return _("There is time to answer until %(day)s.") % {"day": date_format(day)}
    return ""


def confirm(addressee: Addressee, basis: str, *, on: dt.date, by: Any, reason: str) -> Response:
    """Record silence or lapse for a day, in one transaction; the state follows from it. Raises ValidationError."""
    with transaction.atomic():
        rows_of("Addressee").select_for_update().get(pk=addressee.pk)  # two at once: the second sees the first
        deadline = deadline_for(addressee, by)
        if why_not := refusal(addressee, basis, deadline):
            raise ValidationError(why_not)
        _check(on, reason, deadline.answer_by if basis == SILENCE else deadline.expires, deadline.today)
        response: Response = rows_of("Response").model(
            addressee=addressee, answer=answer_of(basis, deadline), basis=basis, confirmed_on=on, confirmed_by=by
        )
        response.full_clean()
        response.save(by=by, verb=VERBS[basis], reason=reason)
        if deadline_for(addressee, by).state != MOVES[response.answer]:
            raise ValidationError(
                {"on": _("What is on record after that day would leave it as it is. Choose a later day.")}
            )
        return response


def _check(on: dt.date, reason: str, last: dt.date | None, today: dt.date) -> None:
    if not reason.strip():
        raise ValidationError({"reason": _("Say how you know.")})
    if last is not None and on <= last:
        raise ValidationError(
            {"on": _("Choose a day after %(day)s: there was time until then.") % {"day": date_format(last)}}
        )
    if on > today:
        raise ValidationError({"on": _("That day has not come yet.")})


def letter_unanswered(response: Response) -> Any:
    """Return the key of the letter that put the offer last, among those that all who see the answer may see."""
    tablings = rows_of("Tabling").filter(proposal=response.addressee.proposal_id, kind__in=("put", "amended"))
    known = tablings.known_to(response.addressee.audience).filter(letter__status__in=ON_FILE)
    return known.order_by("-letter__sort_key", "-pk").values_list("letter", flat=True).first()
