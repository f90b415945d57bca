"""Parties, in the order of their names in addresses."""

from rest_framework.request import Request
from rest_framework.response import Response

from correspondence.api.description import PARTY_LIST, described
from correspondence.api.door import Door
from correspondence.api.lists import listed_as_json, readable, refuse_unknown
from correspondence.api.reading import party_as_json
from correspondence.filters import PartyListFilter
from correspondence.listing import listed
from correspondence.models import Party

KEYS = ("slug", "id")


class Parties(Door):
    @described(PARTY_LIST)
    def get(self, request: Request) -> Response:
        parties = Party.objects.visible_to(request.user).select_related("principal", "parent", "seat")
        filterset = PartyListFilter(request.query_params, queryset=parties, request=request)
        refuse_unknown(request, filterset.form)
        listing = readable(request, filterset, listed(filterset, request.query_params, keys=KEYS, newest_first=False))
        return Response(listed_as_json(request, listing, [party_as_json(party) for party in listing.rows]))
