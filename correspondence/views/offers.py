"""Pages of offers: the ledger, and one offer."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from correspondence.filters import OfferFilter
from correspondence.formats import offers_as_csv
from correspondence.offers import listed_offers, offer_for, offers_on_record

from .downloads import csv_answer


@require_safe
def offer_list(request: HttpRequest) -> HttpResponseBase:
    filterset = OfferFilter(request.GET, queryset=offers_on_record(request.user), request=request)
    ledger = listed_offers(filterset, request.GET, request.user)
    if ledger.listing.is_readable and request.GET.get("format") == "csv":
        return csv_answer("offers", offers_as_csv(filterset, ledger, request.user))
    context = {"ledger": ledger, "listing": ledger.listing}
    return render(request, "correspondence/offer_list.html", context, status=ledger.listing.status)


@require_safe
def offer_detail(request: HttpRequest, key: UUID) -> HttpResponse:
    drawn = offer_for(request.user, key)
    if drawn is None:
        raise Http404
    context = {"row": drawn.row, "offer": drawn.row.offer, "axis": drawn.axis, "drawing": drawn.drawing}
    return render(request, "correspondence/offer_detail.html", context)
