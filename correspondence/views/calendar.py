"""Deadlines for calendar programs, and the secret addresses at which they read them."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from correspondence.desk import read_deadlines
from correspondence.formats import CALENDAR, deadlines_as_calendar
from correspondence.forms import CalendarKeyForm
from correspondence.models import CalendarKey


@require_safe
def deadlines(request: HttpRequest) -> HttpResponse:
    """Answer whoever asks: a signed-in reader, the owner of the key in the address, or the public."""
    calendar = deadlines_as_calendar(read_deadlines(request.user), request.build_absolute_uri)
    return HttpResponse(calendar, content_type=CALENDAR, headers={"Referrer-Policy": "no-referrer"})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def addresses(request: HttpRequest) -> HttpResponse:
    """Show one's own addresses; make one, which is shown in this one answer and never again."""
    asked = request.POST if request.method == "POST" else None
    form = CalendarKeyForm(asked, instance=CalendarKey(user=request.user))  # type: ignore[misc]
    if form.is_valid():
        secret = form.instance.give_secret()
        made = form.save()
        address = f"{request.build_absolute_uri(reverse('correspondence:deadlines'))}?key={secret}"
        return render(request, "correspondence/calendar_made.html", {"made": made, "address": address})
    keys = CalendarKey.objects.visible_to(request.user)
    status = 400 if form.errors else 200
    return render(request, "correspondence/calendar_addresses.html", {"form": form, "keys": keys}, status=status)


@login_required
@require_POST
def revoke(request: HttpRequest, key: UUID) -> HttpResponse:
    found = CalendarKey.objects.visible_to(request.user).in_bulk([key])
    if not found:
        raise Http404
    found[key].revoke()
    return redirect("correspondence:calendar")
