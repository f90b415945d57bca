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
    QuerySet,
    Subquery,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from correspondence.dates import UncertainDate
from correspondence.models import (
    Addressee,
    Letter,
    Participation,
    Proposal,
    Proposer,
    Reader,
    Response,
    Standing,
    Tabling,
)

from .debts import Debt, Found, Owing, first_of, told_of

ASKED_HAS_THE_WORD = ("open", "acknowledged", "deferred")
PROPOSER_HAS_THE_WORD = "clarifying"
PUTTING = (Tabling.Kind.PUT, Tabling.Kind.AMENDED)
ON_FILE = (Letter.Status.LOGGED, Letter.Status.REGISTERED)
REPLY_DUE = gettext_lazy("reply due %(day)s")
HOLDS_UNTIL = gettext_lazy("holds until %(day)s")
Rule = Proposal.ReplyRule


def offers_owed(reader: Reader, owing: Owing) -> list[Found]:
    """Return the offers on which somebody has the next word, each addressee for itself, the latest first."""
    put = _last_put(reader)
    rows = Standing.objects.effective_for(reader).filter(_whose(reader, owing)).exclude(first_tabled="").exclude(
        addressee__proposal__reply_rule=Rule.NONE_EXPECTED)  # fmt: skip
    no_date = Value(None, output_field=DateField())
    due = Case(
        When(Q(state=PROPOSER_HAS_THE_WORD) | Q(addressee__proposal__reply_rule=Rule.SILENCE_IS_CONSENT), then=no_date),
        default=Coalesce(Subquery(put.values("letter__reply_due")[:1]), F("addressee__proposal__holds_until_latest")),
        output_field=DateField(),
    )
    place = Case(
        When(state=PROPOSER_HAS_THE_WORD, then=F("since_key")),
        default=Coalesce(Subquery(put.values("letter__sort_key")[:1]), F("first_tabled")),
        output_field=CharField(),
    )
    rows = rows.annotate(due=due, place=place, put_in=Subquery(put.values("letter")[:1], output_field=UUIDField()))
    return first_of(rows.order_by(F("due").asc(nulls_last=True), "place", "pk"), "pk", "due", "place", "put_in")


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


def _last_put(reader: Reader) -> QuerySet[Tabling]:
    """Return the tablings of an offer that reach the addressee of a standing, the latest first."""
    named = Participation.objects.visible_to(reader).filter(
        letter=OuterRef("letter"), role__in=(Participation.Role.ADDRESSEE, Participation.Role.COPY)
    )
    asked = Addressee.objects.visible_to(reader).filter(proposal=OuterRef(OuterRef("proposal")))
    to_it = named.filter(party__principal=OuterRef(OuterRef("addressee__party__principal")))
    to_any = named.filter(party__principal__in=asked.values("party__principal"))
    return (
        Tabling.objects.visible_to(reader)
        .filter(
            Exists(to_it) | ~Exists(to_any),
            proposal=OuterRef("addressee__proposal"),
            kind__in=PUTTING,
            letter__status__in=ON_FILE,
        )
        .order_by("-letter__sort_key", "-pk")
    )


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
    if standing.state == PROPOSER_HAS_THE_WORD:
        return Debt(offer, proposers, asked, told_of(_("Specifics requested"), standing.since), standing.since,
                    state=standing.state, reply_to=asked_in.get(standing.last_act) or found.letter)  # fmt: skip
    return Debt(
        thing=offer,
        debtors=asked,
        creditors=proposers,
        told=told_of(capfirst(offer.get_kind_display()), put),
        date=put,
        due=found.due,
        bound=REPLY_DUE if put_in and put_in.reply_due else HOLDS_UNTIL,
        note=_silence(offer),
        state=standing.state,
        reply_to=found.letter,
    )


def _silence(offer: Proposal) -> str:
    if offer.reply_rule != Rule.SILENCE_IS_CONSENT:
        return ""
    if not offer.holds_until:
        return _("silence is consent")
    return _("silence is consent, from %(date)s") % {"date": offer.holds_until.in_words()}
