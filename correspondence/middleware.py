"""What every request to this app carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from correspondence.models import Audience


class OneClearance:
    """Look a reader's clearance up once for a request that only reads; a request that writes asks each time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in {"GET", "HEAD"}:
            request.user.__dict__.pop("_audiences_for_this_request", None)
            Audience.objects.remembered_for(request.user)
        return self.get_response(request)
