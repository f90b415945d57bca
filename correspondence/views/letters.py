"""Pages of letters: the list, and one letter."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from correspondence.duplicates import duplicates_to_settle
from correspondence.filters import LetterFilter
from correspondence.formats import letters_as_csv
from correspondence.letter_list import listed_letters
from correspondence.letter_sheet import letter_for, letter_sheet
from correspondence.models import Letter

from .downloads import csv_answer


@require_safe
def letter_list(request: HttpRequest) -> HttpResponseBase:
    filterset = LetterFilter(request.GET, queryset=Letter.objects.visible_to(request.user), request=request)
    listing = listed_letters(filterset, request.GET, request.user)
    if listing.is_readable and request.GET.get("format") == "csv":
        return csv_answer("letters", letters_as_csv(filterset.qs, request.user, newest_first=listing.newest_first))
    return render(request, "correspondence/letter_list.html", {"listing": listing}, status=listing.status)


@require_safe
def letter_detail(request: HttpRequest, key: UUID) -> HttpResponse:
    letter = letter_for(request.user, key)
    sheet = letter_sheet(letter, request.user, request.GET.get("text", "")) if letter else None
    if sheet is None:
        raise Http404
    context = {"sheet": sheet, "letter": sheet.letter, "possibly": duplicates_to_settle(sheet.letter, request.user)}
    return render(request, "correspondence/letter_detail.html", context)
