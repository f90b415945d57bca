"""Which letters wait for a reply, and from whom?

A letter that asks for a reply waits for each of those it was written to, until a letter of that party answers it. Where it puts
offers, they speak for it: each is owed, and settled, for itself. A letter that was withdrawn or superseded, or that only
repeats another, waits for nothing. Who acknowledges receipt has not replied: like an acknowledged offer, the letter stays
owed and says so. Who denies receipt has: the next word is the sender's, to send it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from correspondence.models import Addressee, Letter, Link, Participation, Party, Proposal, Reader, Tabling

from .debts import REPLY_DUE, Debt, Found, Owing, first_of, told_of
from .offers_owed import ON_FILE, PUTTING

Role = Participation.Role
WRITERS = (Role.SENDER, Role.ON_BEHALF)
ANSWERERS = (*WRITERS, Role.PARTICIPANT)
TAKEN_BACK = (Link.Relation.WITHDRAWS, Link.Relation.SUPERSEDES)


def letters_owed(reader: Reader, owing: Owing) -> list[Found]:
    """Return the letters that expect a reply and have none, once for each party that owes it, the latest first."""
    written = Participation.objects.visible_to(reader).filter(letter=OuterRef("letter"), role__in=WRITERS)
    waiting = Participation.objects.visible_to(reader).filter(
        ~Exists(written.filter(party__principal=OuterRef("party__principal"))),
        ~Exists(_answers(reader)),
        ~Exists(_points(reader)),
        ~Exists(_on_file(Link.objects.visible_to(reader)).filter(earlier=OuterRef("letter"), relation__in=TAKEN_BACK)),
        ~Exists(Link.objects.visible_to(reader).filter(later=OuterRef("letter"), relation=Link.Relation.DUPLICATES)),
        # Found first, by their index: of all the letters on file few ask for a reply.
        letter__in=Letter.objects.filter(reply_expected=True, status__in=ON_FILE),
        role=Role.ADDRESSEE,
    )
    if owing.home is not None and owing.by_us:
        waiting = waiting.filter(party__principal=owing.home)
    elif owing.home is not None:
        waiting = waiting.filter(Exists(written.filter(party__principal=owing.home)))
    columns = ("letter__reply_due", "letter__sort_key", "letter", "letter__reply_due", "party__principal")
    rows = waiting.order_by(F("letter__reply_due").asc(nulls_last=True), *columns[1:]).distinct()
    return first_of(rows, "letter", *columns)


def letter_debts(found: Sequence[Found], reader: Reader) -> dict[Any, Debt]:
    """Return what the page shows of some letters, by letter and debtor, in a constant number of queries."""
    parts = Participation.objects.visible_to(reader).for_listing()
    letters = (
        Letter.objects.filter(pk__in=[one.letter for one in found])
        .select_related("form")
        .prefetch_related(Prefetch("participations", parts, to_attr="parts"))
        .in_bulk()
    )
    debtors = Party.objects.in_bulk([one.debtor for one in found])
    acknowledged = _acknowledged(found, reader)
    return {
        (one.row, one.debtor): _debt(
            letters[one.letter],
            debtors[one.debtor],
            acknowledged=not acknowledged.isdisjoint({(one.letter, None), (one.letter, one.debtor)}),
        )
        for one in found
    }


def _on_file(links: QuerySet[Link]) -> QuerySet[Link]:
    return links.filter(later__status__in=ON_FILE)


def _answers(reader: Reader) -> QuerySet[Link]:
    """Return the replies of the party that was written to; a reply of nobody on record counts for everybody."""
    writers = Participation.objects.visible_to(reader).filter(letter=OuterRef("later"), role__in=ANSWERERS)
    its_own = Exists(writers.filter(party__principal=OuterRef(OuterRef("party__principal"))))
    links = _on_file(Link.objects.visible_to(reader).answering()).exclude(relation=Link.Relation.ACKNOWLEDGES)
    return links.filter(Q(its_own) | ~Exists(writers), earlier=OuterRef("letter"))


def _acknowledged(found: Sequence[Found], reader: Reader) -> set[tuple[Any, Any]]:
    """Return the letters of which somebody acknowledged receipt, and who did; None where nobody is on record."""
    links = _on_file(Link.objects.visible_to(reader)).filter(
        earlier__in=[one.letter for one in found], relation=Link.Relation.ACKNOWLEDGES
    )
    receipts = list(links.values_list("later", "earlier"))
    writers: dict[Any, set[Any]] = {}
    parts = Participation.objects.visible_to(reader).filter(
        letter__in=[later for later, _earlier in receipts], role__in=ANSWERERS
    )
    for letter, principal in parts.values_list("letter", "party__principal"):
        writers.setdefault(letter, set()).add(principal)
    return {(earlier, who) for later, earlier in receipts for who in writers.get(later, {None})}


def _points(reader: Reader) -> QuerySet[Tabling]:
    """Return the offers that the letter puts to the party: they are owed for themselves."""
    asked = Addressee.objects.visible_to(reader).filter(
        proposal=OuterRef("proposal"), party__principal=OuterRef(OuterRef("party__principal"))
    )
    put = Tabling.objects.visible_to(reader).filter(letter=OuterRef("letter"), kind__in=PUTTING)
    return put.exclude(proposal__reply_rule=Proposal.ReplyRule.NONE_EXPECTED).filter(Exists(asked))


def _debt(letter: Letter, debtor: Party, *, acknowledged: bool) -> Debt:
    parts: list[Participation] = letter.parts  # type: ignore[attr-defined]
    writers = tuple(dict.fromkeys(part.party.principal for part in parts if part.role in WRITERS))
    told = told_of(str(letter.form), letter.date)
    return Debt(letter, (debtor,), writers, told, letter.date, due=letter.reply_due, bound=REPLY_DUE,
                reply_to=letter.pk, acknowledged=acknowledged)  # fmt: skip
