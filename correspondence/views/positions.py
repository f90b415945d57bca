"""Pages of positions: what each party holds on a topic."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from correspondence.filters import PositionFilter
from correspondence.models import Position
from correspondence.stances import listed_positions


@require_safe
def position_list(request: HttpRequest) -> HttpResponse:
    filterset = PositionFilter(request.GET, queryset=Position.objects.visible_to(request.user), request=request)
    listing = listed_positions(filterset, request.GET, request.user)
    return render(request, "correspondence/position_list.html", {"listing": listing}, status=listing.status)
