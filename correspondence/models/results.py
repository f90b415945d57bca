"""The stored result of the fold: where each offer stands for each audience that knows something else.

``Proposal`` sets off ``refresh`` in the transaction of the act; ``difference`` proves that what is stored is the fold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef

from correspondence.dates import UncertainDate, columns

from .access import Audience
from .ledger import Acts, collect, rows_of
from .rows import new, write

if TYPE_CHECKING:
    from .proposals import Proposal

TOGETHER = 200  # proposals folded with one set of queries

_put_off: ContextVar[set[Any] | None] = ContextVar("put_off", default=None)


def expected_standings(proposal: Proposal) -> dict[tuple[Any, Any], dict[str, Any]]:
    """Return what the standings of a proposal should hold, by addressee and audience."""
    expected: dict[tuple[Any, Any], dict[str, Any]] = {}
    for addressee in proposal.addressees.select_related("audience__level", "party"):
        known: list[tuple[Audience, dict[str, Any]]] = []
        for audience in _audiences(proposal, addressee):
            acts = collect(
                [proposal], lambda rows, a=audience: rows.known_to(a), lambda rows, a=audience: rows.effective_in(a)
            )
            row = next(row for row in acts.addressees if row.pk == addressee.pk)
            values = _values(acts, row)
            below = [(other, held) for other, held in known if audience.covers(other)]
            # Of two rows that are equally wide, who knows both could not tell which one holds for him.
            tied = len(below) > 1 and below[-1][0].width == below[-2][0].width
            if tied or not below or values != below[-1][1]:
                known.append((audience, values))
        expected.update(
            {(addressee.pk, audience.pk): {**values, "width": audience.width} for audience, values in known}
        )
    return expected


def _audiences(proposal: Proposal, addressee: Any) -> list[Audience]:
    """Return every audience that may know something else, the least demanding first: joins included."""
    base = addressee.audience
    tablings = list(proposal.tablings.select_related("audience__level"))
    responses = list(addressee.responses.select_related("audience__level"))
    rows: list[Any] = [*tablings, *responses, *proposal.addressees.select_related("audience__level")]
    rows += rows_of("Tabling").filter(proposal__replaces=proposal).select_related("audience__level")
    letters = {row.letter_id for row in (*tablings, *responses)} - {None}
    rows += rows_of("Participation").filter(letter__in=letters).select_related("audience__level")
    rows += rows_of("Link").filter(relation="withdraws", earlier__in=letters).select_related("audience__level")
    rows += [s for r in addressee.responses.exclude(opens=None).select_related("opens")
             for a in r.opens.addressees.all() for s in a.standings.select_related("audience__level")]  # fmt: skip
    found = {base.pk: base}
    for row in rows:
        for other in list(found.values()):
            joined = Audience.objects.joined([other, row.audience])
            found[joined.pk] = joined
    return sorted(found.values(), key=lambda audience: audience.width)


def _values(acts: Acts, addressee: Any) -> dict[str, Any]:
    found = acts.fold_for(addressee)
    own = (*acts.tablings.get(addressee.proposal_id, ()), *acts.responses.get(addressee.pk, ()))
    known = {row.pk: row for row in own}
    moved = known.get(found.moved_by)
    tabled = [m.at for m in acts.moves(addressee) if m.kind in {"put", "amended"}]
    acted = [key for key in found.order if key in known]
    return {
        "state": found.state,
        "since": moved.date if moved is not None else UncertainDate(),
        "since_key": found.since,
        "times_tabled": found.times_tabled,
        "times_rejected": found.times_rejected,
        "claims_tabled": len(found.claimed_tablings),
        "claims_rejected": len(found.claimed_rejections),
        "rejected_each_time": found.rejected_each_time,
        "contested": bool(found.contested),
        "anomalies": len(found.anomalies),
        "first_tabled": min(tabled, default=""),
        "last_act": acted[-1] if acted else None,
    }


@contextmanager
def refreshed_at_the_end() -> Iterator[None]:
    """Fold each proposal once when everything is saved that is saved together, and not after each of its acts.

    What is saved inside must not read standings that it changes. When it fails, nothing is folded.
    """
    touched: set[Any] = set()
    token = _put_off.set(touched)
    try:
        yield
    finally:
        _put_off.reset(token)
    refresh_many(touched)


def refresh(proposal: Proposal) -> None:
    """Store the fold of a proposal for every audience, and of the proposals that wait for its outcome."""
    if (touched := _put_off.get()) is not None:
        touched.add(proposal.pk)
        return
    waiting, seen = [proposal], set()
    while waiting:
        one = waiting.pop(0)
        if one.pk in seen:
            continue
        seen.add(one.pk)
        if _store(one):
            waiting += [response.addressee.proposal
                        for response in one.opened_by.select_related("addressee__proposal")]  # fmt: skip
        if one.replaces is not None:
            waiting.append(one.replaces)


def refresh_many(keys: Iterable[Any]) -> None:
    """Store the fold of many proposals that an import wrote; those that everybody knows alike are folded together."""
    keys = list(keys)
    for start in range(0, len(keys), TOGETHER):
        some = keys[start : start + TOGETHER]
        apart = _known_apart(some)
        proposals = list(rows_of("Proposal").filter(pk__in=some).select_related("audience__level"))
        _store_alike([proposal for proposal in proposals if proposal.pk not in apart])
        for proposal in proposals:
            if proposal.pk in apart:
                refresh(proposal)


def _known_apart(keys: list[Any]) -> set[Any]:
    """Return the proposals of which some know more than others, or that hang on the outcome of another offer."""
    proposals, responses = rows_of("Proposal"), rows_of("Response")
    answers = responses.filter(addressee__proposal__in=keys)
    of_tablings = (rows_of("Tabling").filter(proposal__in=keys), "proposal")
    of_answers = (answers, "addressee__proposal")
    of_addressees = (rows_of("Addressee").filter(proposal__in=keys), "proposal")
    apart = {
        *answers.filter(opens__isnull=False).values_list("addressee__proposal", flat=True),
        *responses.filter(opens__in=keys).values_list("opens", flat=True),
        *proposals.filter(pk__in=keys, replaces__isnull=False).values_list("pk", flat=True),
        *proposals.filter(replaces__in=keys).values_list("replaces", flat=True),
    }
    for rows, owner in (of_tablings, of_answers, of_addressees):
        apart.update(rows.exclude(audience=F(f"{owner}__audience")).values_list(owner, flat=True))
    parts = rows_of("Participation").filter(letter=OuterRef("letter")).exclude(audience=F("letter__audience"))
    withdrawing = rows_of("Link").filter(relation="withdraws", earlier=OuterRef("letter"))
    for rows, owner in (of_tablings, of_answers):
        apart.update(rows.filter(Exists(parts) | Exists(withdrawing)).values_list(owner, flat=True))
    return apart


def _store_alike(proposals: list[Proposal]) -> None:
    """Store one standing for each addressee of proposals that everybody who knows them knows alike."""
    by_audience: dict[Any, list[Proposal]] = {}
    for proposal in proposals:
        by_audience.setdefault(proposal.audience, []).append(proposal)
    stored = rows_of("Standing")
    stored.filter(addressee__proposal__in=proposals).delete()
    for audience, some in by_audience.items():
        acts = collect(some, lambda rows, a=audience: rows.known_to(a), lambda rows, a=audience: rows.effective_in(a))
        standings = []
        for row in acts.addressees:
            values = _values(acts, row)
            since = columns("since", values.pop("since"))
            standings.append(
                new(stored.model, addressee_id=row.pk, audience_id=audience.pk, width=audience.width, **since, **values)
            )
        write(stored.model, standings)


def _store(proposal: Proposal) -> bool:
    """Make the standings of one proposal what the fold says; say whether anything changed."""
    expected, changed = expected_standings(proposal), False
    for row in rows_of("Standing").filter(addressee__proposal=proposal):
        values = expected.pop((row.addressee_id, row.audience_id), None)
        if values is None:
            row.delete()
            changed = True
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
            changed = True
    for (addressee, audience), values in expected.items():
        rows_of("Standing").create(addressee_id=addressee, audience_id=audience, **values)
        changed = True
    return changed


def difference(proposal: Proposal, stored: Iterable[Any]) -> str:
    """Say how the stored standings of a proposal differ from the fold of its acts; "" when they do not."""
    expected = expected_standings(proposal)
    for row in stored:
        values = expected.pop((row.addressee_id, row.audience_id), None)
        if values is None:
            return f"standing {row.pk} should not exist"
        wrong = [name for name, value in values.items() if getattr(row, name) != value]
        if wrong:
            return f"standing {row.pk} differs in {', '.join(wrong)}"
    return "a standing is missing" if expected else ""
