"""The first page: what waits on the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from correspondence.desk import read_today


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    return render(request, "correspondence/today.html", {"today": read_today(request.user)})
