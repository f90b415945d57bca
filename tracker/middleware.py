"""Rules that hold for every address: who may read at all, what no one may keep, and what is answered without a database."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from correspondence.admin.signing_in import asked_to_sign_in, carried_in
from correspondence.api.bearer import ROOT as API
from correspondence.api.refusals import not_signed_in
from tracker import language
from tracker.health import PROBES

Answer = Callable[[HttpRequest], HttpResponse]


class Probes:
    """Answers /healthz and /readyz before sessions, accounts and clearances, which would need the database."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return PROBES.get(request.path_info, self.get_response)(request)


class PublicReading:
    """While PUBLIC_READING is off, sends visitors without an account to the login, from every address.

    Addresses that do not exist are answered alike, so that nobody learns from outside which do. A program is told to
    sign in instead, below ``/api/``: the login is a page for people. What was sent to the admin is carried through it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.PUBLIC_READING or self.is_open(request.path_info) or request.user.is_authenticated:
            return self.get_response(request)
        if request.path_info.startswith(API):
            return not_signed_in()
        if carried_in(request) is not None:
            return asked_to_sign_in(request)
        return redirect_to_login(request.get_full_path())

    @staticmethod
    def is_open(path: str) -> bool:
        return path in {settings.LOGIN_URL, language.ADDRESS, *PROBES} or path.startswith(settings.STATIC_URL)


class NothingStored:
    """What a signed-in reader was shown is never kept by a browser or a proxy."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response
