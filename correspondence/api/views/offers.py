"""Offers: the ledger, and one offer."""

from uuid import UUID

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from correspondence.api.description import OFFER, OFFER_LIST, described
from correspondence.api.door import Door
from correspondence.api.lists import listed_as_json, readable, refuse_unknown
from correspondence.filters import OfferFilter
from correspondence.formats.json.offers import offers_as_json
from correspondence.offers import listed_offers, offer_for, offers_on_record


class Offers(Door):
    @described(OFFER_LIST)
    def get(self, request: Request) -> Response:
        filterset = OfferFilter(request.query_params, queryset=offers_on_record(request.user), request=request)
        refuse_unknown(request, filterset.form)
        ledger = listed_offers(filterset, request.query_params, request.user)
        listing = readable(request, filterset, ledger.listing)
        offers = [drawn.row.offer for drawn in listing.rows]
        return Response(listed_as_json(request, listing, offers_as_json(offers, request.user)))


class OneOffer(Door):
    @described(OFFER)
    def get(self, request: Request, key: UUID) -> Response:
        drawn = offer_for(request.user, key)
        if drawn is None:
            raise Http404
        return Response(offers_as_json([drawn.row.offer], request.user)[0])
