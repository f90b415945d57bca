"""Offers in JSON, as the interface for programs answers them: where each stands for whom, and every act on record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from correspondence.models import Addressee, Party, Proposal, Reader, Response, Tabling
from correspondence.models.fold import Fold
from correspondence.offers.record import Record, load
from correspondence.offers.rows import row_of
from correspondence.offers.standpoints import Standpoint
from correspondence.offers.words import date_of_key

from .shapes import DATE


def offers_as_json(offers: Sequence[Proposal], reader: Reader) -> list[dict[str, Any]]:
    """Return offers as this reader knows them, in a number of queries that does not depend on how many they are."""
    record = load(offers, reader)
    return [_offer(offer, record) for offer in offers]


def _offer(offer: Proposal, record: Record) -> dict[str, Any]:
    addressees: list[Addressee] = record.addressees.get(offer.pk, [])
    proposers = [_party(row.party) for row in record.proposers.get(offer.pk, ())]
    standpoints = row_of(offer, record).standpoints
    moves = [move.key for move in record.moves(offer)]
    return {
        "id": str(offer.pk),
        "url": offer.get_absolute_url(),
        "title": offer.title,
        "kind": offer.kind,
        "proposer": proposers[0] if proposers else None,
        "proposers": proposers,
        "topic": offer.topic.slug if offer.topic else None,
        "provision": offer.provision.slug if offer.provision else None,
        "terms": offer.terms,
        "reply_rule": offer.reply_rule,
        "holds_until": _date(offer.holds_until),
        "replaces": _key(offer.replaces_id),
        "addressees": [
            _standing(stands, record.acts.fold_for(row), record)
            for row, stands in zip(addressees, standpoints, strict=True)
        ],
        "tablings": [_tabling(record.tablings[key]) for key in moves if key in record.tablings],
        "responses": [_response(record.responses[key]) for key in moves if key in record.responses],
    }


def _standing(stands: Standpoint, fold: Fold, record: Record) -> dict[str, Any]:
    """Return where an offer stands for one of those it was put to. ``said`` is how a page says so, attributed where claimed."""
    moved = record.act(fold.moved_by)
    return {
        **_party(stands.party),
        "state": stands.state,
        "since": _date(moved.date if moved is not None else date_of_key(fold.since)),
        "times_tabled": stands.times_tabled,
        "times_rejected": stands.times_rejected,
        "claims": {"tabled": list(stands.claims_tabled), "rejected": list(stands.claims_rejected)},
        "said": [part for part in (stands.word, *stands.notes) if part],
        "contested": list(stands.contested),
        "anomalies": [{"act": str(key), "reason": reason} for key, reason in stands.anomalies],
    }


def _tabling(row: Tabling) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "letter": str(row.letter_id),
        "date": _date(row.date),
        "act": row.kind,
        "claim": row.letter.is_bundle,
        "terms": row.terms,
        **_shown(row),
    }


def _response(row: Response) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "letter": _key(row.letter_id),
        "date": _date(row.date),
        "addressee": _party(row.addressee.party),
        "answer": row.answer,
        "claim": row.letter is not None and row.letter.is_bundle,
        "principal": row.principal,
        "by": _party(row.by) if row.by else None,
        "grounds": row.grounds,
        "conditions": row.conditions,
        "until": _date(row.until),
        "framework": row.framework.slug if row.framework else None,
        "opens": _key(row.opens_id),
        "characterised_by": _party(row.characterised_by) if row.characterised_by else None,
        "reading_of": _key(row.reading_of_id),
        "basis": row.basis,
        **_shown(row),
    }


def _shown(act: Any) -> dict[str, Any]:
    """Return the words of an act, and the letter in whose text they stand."""
    return {"quote": act.quote, "quoted_from": str(act.evidence.letter_id) if act.evidence else None}


def _party(party: Party) -> dict[str, str]:
    return {"slug": party.slug, "name": party.full_name}


def _date(value: Any) -> Any:
    return DATE.encode(value) if DATE.encode else None


def _key(key: Any) -> str | None:
    return None if key is None else str(key)
