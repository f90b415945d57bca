"""Pages of parties: the list, and everything about one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from correspondence.filters import PartyListFilter
from correspondence.models import Party
from correspondence.profiles import led_on, listed_parties, read_party


@require_safe
def party_list(request: HttpRequest) -> HttpResponse:
    parties = Party.objects.visible_to(request.user).select_related("principal")
    listing = listed_parties(PartyListFilter(request.GET, queryset=parties, request=request), request.GET)
    return render(request, "correspondence/party_list.html", {"listing": listing}, status=listing.status)


@require_safe
def party_detail(request: HttpRequest, slug: str) -> HttpResponse:
    profile = read_party(slug, request.user)
    if profile is None and (now := led_on(request.user, slug)):
        return redirect("correspondence:party_detail", *now, permanent=True)
    if profile is None:
        raise Http404
    return render(request, "correspondence/party_detail.html", {"profile": profile, "party": profile.party})
