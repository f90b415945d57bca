"""The ledger as a table: one row for each offer and each addressee that the filters keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from correspondence.listing import in_chunks
from correspondence.models import Reader, Standing
from correspondence.models.order import UNDATED
from correspondence.offers.lists import KEYS, Ledger
from correspondence.offers.record import load
from correspondence.offers.rows import OfferRow, row_of
from correspondence.offers.standpoints import Standpoint

from .csv import joined, written

COLUMNS = (
    "id", "title", "kind", "topic", "provision", "proposers", "proposers_slugs", "addressee", "addressee_slug", "state",
    "since", "since_edtf", "first_put_on", "times_put", "times_rejected", "claims_put", "claims_rejected",
    "each_time", "contested", "anomalies", "basis",
)  # fmt: skip


def offers_as_csv(filterset: Any, ledger: Ledger, reader: Reader) -> Iterator[str]:
    """Yield where every offer of a ledger stands for each addressee that the filters keep, in the ledger's order."""
    keys = ("times_rejected", *KEYS) if ledger.by_rejections else KEYS
    chunks = in_chunks(filterset.standings, keys, newest_first=ledger.listing.newest_first)
    return written(COLUMNS, (_rows(chunk, reader) for chunk in chunks))


def _rows(standings: Sequence[Standing], reader: Reader) -> list[list[Any]]:
    offers = list({one.addressee.proposal_id: one.addressee.proposal for one in standings}.values())
    record = load(offers, reader)
    rows = [row_of(offer, record) for offer in offers]
    known = {(row.offer.pk, stands.party.pk): (row, stands) for row in rows for stands in row.standpoints}
    keys = ((one.addressee.proposal_id, one.addressee.party_id) for one in standings)
    # What was taken off the record since the list was read is not in its folds.
    return [_row(*known[key], one) for key, one in zip(keys, standings, strict=True) if key in known]


def _row(row: OfferRow, stands: Standpoint, standing: Standing) -> list[Any]:
    proposers = [one.party for one in row.proposers]
    return [
        row.offer.pk,
        row.offer.title,
        row.offer.kind,
        row.offer.topic.slug if row.offer.topic else "",
        row.offer.provision.slug if row.offer.provision else "",
        joined(party.full_name for party in proposers),
        joined(party.slug for party in proposers),
        stands.party.full_name,
        stands.party.slug,
        stands.state,
        standing.since,
        standing.since.edtf,
        _day(standing.first_tabled),
        stands.times_tabled,
        stands.times_rejected,
        joined(stands.claims_tabled),
        joined(stands.claims_rejected),
        stands.word,
        joined(stands.contested),
        len(stands.anomalies),
        stands.basis,
    ]


def _day(place: str) -> str:
    return "" if not place or place.startswith(UNDATED) else f"{place[:4]}-{place[4:6]}-{place[6:8]}"
