"""Pages of positions: what each party holds, and what all of them hold on one topic."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from correspondence.filters import PositionFilter
from correspondence.models import Position
from correspondence.stances import listed_positions, read_topic


@require_safe
def position_list(request: HttpRequest) -> HttpResponse:
    filterset = PositionFilter(request.GET, queryset=Position.objects.visible_to(request.user), request=request)
    listing = listed_positions(filterset, request.GET, request.user)
    return render(request, "correspondence/position_list.html", {"listing": listing}, status=listing.status)


@require_safe
def position_topic(request: HttpRequest, slug: str) -> HttpResponse:
    stances = read_topic(slug, request.user)
    if stances is None:
        raise Http404
    return render(request, "correspondence/position_topic.html", {"stances": stances, "topic": stances.topic})
