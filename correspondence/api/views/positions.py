"""Positions, by topic and party in the order in which they were stated."""

from rest_framework.request import Request
from rest_framework.response import Response

from correspondence.api.description import POSITION_LIST, described
from correspondence.api.door import Door
from correspondence.api.lists import listed_as_json, readable, refuse_unknown
from correspondence.api.reading import position_as_json
from correspondence.filters import PositionFilter
from correspondence.models import Position
from correspondence.stances import listed_positions


class Positions(Door):
    @described(POSITION_LIST)
    def get(self, request: Request) -> Response:
        positions = Position.objects.visible_to(request.user)
        filterset = PositionFilter(request.query_params, queryset=positions, request=request)
        refuse_unknown(request, filterset.form)
        listing = readable(request, filterset, listed_positions(filterset, request.query_params, request.user))
        stated = [position_as_json(one) for stance in listing.rows for one in stance.statements]
        return Response(listed_as_json(request, listing, stated))
