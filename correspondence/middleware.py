"""What every request to this app carries."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.views.defaults import page_not_found

from correspondence.models import Audience, CalendarKey

DEADLINES = "/deadlines.ics"


class CalendarAddress:
    """Who reads the deadlines with a key is the key's owner, whatever his cookies say; without its owner, it is no address.

    The key stands in the query, which the log of requests that are refused leaves out, and not in the path.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info != DEADLINES or "key" not in request.GET:
            return self.get_response(request)
        key = CalendarKey.objects.of_secret(request.GET["key"])
        if key is None:
            request.user = AnonymousUser()
            absent = page_not_found(request, Http404())
            add_never_cache_headers(absent)
            absent.headers["Referrer-Policy"] = "no-referrer"
            return absent
        key.note_use()
        request.user = key.user
        return self.get_response(request)


class OneClearance:
    """Look a reader's clearance up once for a request that only reads; a request that writes asks each time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in {"GET", "HEAD"}:
            request.user.__dict__.pop("_audiences_for_this_request", None)
            Audience.objects.remembered_for(request.user)
        return self.get_response(request)
