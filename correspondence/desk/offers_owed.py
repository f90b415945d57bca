"""Which offers wait for an answer, and from whom?

The party that was asked has the next word while an offer is open, acknowledged or deferred: none of these is an answer. When it
has asked for specifics, the next word is the proposer's. A countered or redirected offer waits for nothing itself: what the
counter or the redirection opened is an offer of its own, and is owed by whom that was put to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from correspondence.dates import UncertainDate
from correspondence.models import (
    Deadline,
    Letter,
    Proposal,
    Proposer,
    Reader,
    Response,
    Standing,
    Tabling,
)
from correspondence.models.deadlines import ASKED_HAS_THE_WORD, PROPOSER_HAS_THE_WORD

from .debts import HOLDS_UNTIL, REPLY_DUE, Debt, Found, Owing, first_of, told_of

PUTTING = (Tabling.Kind.PUT, Tabling.Kind.AMENDED)
ON_FILE = (Letter.Status.LOGGED, Letter.Status.REGISTERED)
Rule = Proposal.ReplyRule


def offers_owed(reader: Reader, owing: Owing) -> list[Found]:
    """Return the offers on which somebody has the next word, each addressee for itself, the latest first."""
    rows = Standing.objects.effective_for(reader).filter(_whose(reader, owing)).exclude(first_tabled="").exclude(
        addressee__proposal__reply_rule=Rule.NONE_EXPECTED).with_deadlines(reader)  # fmt: skip
    no_date = Value(None, output_field=DateField())
    nothing_due = Q(state=PROPOSER_HAS_THE_WORD) | Q(addressee__proposal__reply_rule=Rule.SILENCE_IS_CONSENT)
    due = Case(
        When(nothing_due, then=no_date),
        default=Coalesce(F("reply_due"), F("addressee__proposal__holds_until_latest")),
        output_field=DateField(),
    )
    place = Case(
        When(state=PROPOSER_HAS_THE_WORD, then=F("since_key")),
        default=Coalesce(F("put_at"), F("first_tabled")),
        output_field=CharField(),
    )
    replied = Case(When(nothing_due, then=no_date), default=F("reply_due"), output_field=DateField())
    rows = rows.annotate(due=due, place=place, reply_by=replied)
    in_order = rows.order_by(F("due").asc(nulls_last=True), "place", "pk")
    return first_of(in_order, "pk", "due", "place", "put_in", "reply_by")


def offer_debts(found: Sequence[Found], reader: Reader) -> dict[Any, Debt]:
    """Return what the page shows of some offers, by the key of the standing, in a constant number of queries."""
    proposers = Prefetch("addressee__proposal__proposers", to_attr="seen_proposers",
                         queryset=Proposer.objects.visible_to(reader).select_related("party__principal"))  # fmt: skip
    standings = (
        Standing.objects.filter(pk__in=[one.row for one in found])
        .select_related("addressee__proposal", "addressee__party__principal")
        .prefetch_related(proposers)
        .in_bulk()
    )
    acts = [standing.last_act for standing in standings.values()]
    asked_in = dict(Response.objects.visible_to(reader).filter(pk__in=acts).values_list("pk", "letter"))
    letters = Letter.objects.visible_to(reader).in_bulk([one.letter for one in found])
    return {
        one.row: _debt(standings[one.row], one, letters.get(one.letter), asked_in)
        for one in found
        if one.row in standings
    }


def _whose(reader: Reader, owing: Owing) -> Q:
    proposers = Proposer.objects.visible_to(reader).filter(proposal=OuterRef("addressee__proposal"))
    known = Q(Exists(proposers))
    asked, answered = Q(state__in=ASKED_HAS_THE_WORD), Q(state=PROPOSER_HAS_THE_WORD)
    if owing.home is None:
        return asked | answered & known
    put_by_us = Q(Exists(proposers.filter(party__principal=owing.home)))
    put_to_us = Q(addressee__party__principal=owing.home)
    from_us, to_us = put_by_us & ~put_to_us, put_to_us & ~put_by_us
    if owing.by_us:
        return to_us & asked | from_us & answered
    # An offer of nobody on record has nobody who could be asked for specifics.
    return from_us & asked | to_us & answered & known


def _debt(standing: Standing, found: Found, put_in: Letter | None, asked_in: dict[Any, Any]) -> Debt:
    offer = standing.addressee.proposal
    asked = (standing.addressee.party.principal,)
    proposers = tuple(dict.fromkeys(proposer.party.principal for proposer in offer.seen_proposers))  # type: ignore[attr-defined]
    put = put_in.date if put_in else UncertainDate()
    stands: Any = {"state": standing.state, "addressee": standing.addressee_id, "deadline": _deadline(standing, put_in)}
    if standing.state == PROPOSER_HAS_THE_WORD:
        return Debt(offer, proposers, asked, told_of(_("Specifics requested"), standing.since), standing.since,
                    reply_to=asked_in.get(standing.last_act) or found.letter, **stands)  # fmt: skip
    return Debt(
        thing=offer,
        debtors=asked,
        creditors=proposers,
        told=told_of(capfirst(offer.get_kind_display()), put),
        date=put,
        due=found.due,
        bound=REPLY_DUE if put_in and put_in.reply_due else HOLDS_UNTIL,
        note=_silence(offer, stands["deadline"]),
        reply_to=found.letter,
        **stands,
    )


def _deadline(standing: Standing, put_in: Letter | None) -> Deadline:
    offer = standing.addressee.proposal
    due = put_in.reply_due if put_in else None
    return Deadline(timezone.localdate(), standing.state, offer.reply_rule, due, offer.holds_until, put_in)


def _silence(offer: Proposal, deadline: Deadline) -> str:
    if not deadline.silence_is_consent:
        return ""
    if deadline.awaits_consent and deadline.answer_by:
        return _("silence since %(day)s is consent; not confirmed") % {"day": date_format(deadline.answer_by)}
    if not offer.holds_until:
        return _("silence is consent")
    return _("silence is consent, from %(date)s") % {"date": offer.holds_until.in_words()}
