"""Bilateral timelines, and the list of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from correspondence.timeline import TimelineForm, read_pairs, read_parties, read_timeline


@require_safe
def timeline_list(request: HttpRequest) -> HttpResponse:
    return render(request, "correspondence/timeline_list.html", {"pairs": read_pairs(request.user)})


@require_safe
def timeline(request: HttpRequest, a: str, b: str) -> HttpResponse:
    parties = read_parties(a, b, request.user)
    if parties is None:
        raise Http404
    page = read_timeline(*parties, request.user, TimelineForm(request.GET))
    return render(request, "correspondence/timeline_page.html", {"timeline": page}, status=page.status)
