"""Bilateral timelines, and the list of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from correspondence.filters import LetterFilter
from correspondence.formats import ATOM, exchanges_as_csv, feed_as_atom
from correspondence.models import Letter
from correspondence.profiles import led_on
from correspondence.timeline import TimelineForm, exchanges_of, read_feed, read_pairs, read_parties, read_timeline

from .downloads import csv_answer


@require_safe
def timeline_list(request: HttpRequest) -> HttpResponse:
    pairs = read_pairs(request.user, request.GET)
    return render(request, "correspondence/timeline_list.html", {"pairs": pairs}, status=pairs.status)


def _led_on(request: HttpRequest, a: str, b: str) -> HttpResponse:
    """Lead to where the timeline of parties that were merged is now; else there is none."""
    match, now = request.resolver_match, led_on(request.user, a, b)
    if now is None or match is None:
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    return redirect(reverse(match.view_name, args=now) + (f"?{query}" if query else ""), permanent=True)


@require_safe
def timeline(request: HttpRequest, a: str, b: str) -> HttpResponseBase:
    parties = read_parties(a, b, request.user)
    if parties is None:
        return _led_on(request, a, b)
    filterset = LetterFilter(request.GET, queryset=Letter.objects.visible_to(request.user), request=request)
    page = read_timeline(*parties, request.user, TimelineForm(request.GET), filterset)
    if page.is_readable and request.GET.get("format") == "csv":
        rows = exchanges_of(page, request.user)
        return csv_answer(f"{a}-{b}", exchanges_as_csv(rows, page.lanes, request.user, newest_first=page.newest_first))
    return render(request, "correspondence/timeline_page.html", {"timeline": page}, status=page.status)


@require_safe
def timeline_feed(request: HttpRequest, a: str, b: str) -> HttpResponse:
    parties = read_parties(a, b, request.user)
    if parties is None:
        return _led_on(request, a, b)
    filterset = LetterFilter(request.GET, queryset=Letter.objects.visible_to(request.user), request=request)
    form = TimelineForm(request.GET)
    if not (form.is_valid() and filterset.form.is_valid()):
        page = read_timeline(*parties, request.user, form, filterset)
        return render(request, "correspondence/timeline_page.html", {"timeline": page}, status=page.status)
    feed = read_feed(*parties, request.user, form, filterset)
    return HttpResponse(feed_as_atom(feed, request.GET.urlencode(), request.build_absolute_uri), content_type=ATOM)
