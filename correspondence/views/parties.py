"""Pages of parties: the list, and everything about one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from correspondence.profiles import read_parties, read_party


@require_safe
def party_list(request: HttpRequest) -> HttpResponse:
    return render(request, "correspondence/party_list.html", {"parties": read_parties(request.user)})


@require_safe
def party_detail(request: HttpRequest, slug: str) -> HttpResponse:
    profile = read_party(slug, request.user)
    if profile is None:
        raise Http404
    return render(request, "correspondence/party_detail.html", {"profile": profile, "party": profile.party})
