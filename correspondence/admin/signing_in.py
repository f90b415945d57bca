"""A login that has ended costs no typed word: what was sent to a page of the admin is carried through the login and on.

It travels in the pages themselves, never in the database: whoever is not signed in stores nothing here. It goes back only
to the admin's own addresses, with a new token against forged requests, and at once only for the one who typed it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import csrf
from django.views.decorators.clickjacking import xframe_options_deny
from django.views.decorators.csrf import csrf_protect

from correspondence.models import Unsent

from .typed import Typed, typed_in

CARRIED = "_carried"
TYPED_BY = "_typed_by"  # on every form of ours: the name of the account that opened it


@dataclass(frozen=True)
class Carried:
    """What was typed, where it was sent, and the names of the files, which no page can carry."""

    address: str
    typed: Typed
    files: list[str]

    @property
    def typed_by(self) -> str:
        return dict(self.typed).get(TYPED_BY, "")

    @property
    def packed(self) -> str:
        return json.dumps([self.address, self.typed, self.files], ensure_ascii=False)


def unpacked(text: str) -> Carried | None:
    """Return what a page of ours carried; None for anything else."""
    try:
        address, typed, files = json.loads(text)
        carried = Carried(str(address), [(str(name), str(value)) for name, value in typed], [str(one) for one in files])
    except (ValueError, TypeError, RecursionError):
        return None
    return carried if is_ours(carried.address) else None


def is_ours(address: str) -> bool:
    """Whether an address is one of the admin's own, on this site."""
    path = unquote(address.partition("?")[0])
    if path in {reverse("admin:login"), reverse("admin:logout")}:
        return False
    below = path.startswith(reverse("admin:index")) and "/." not in path and "\\" not in path
    return below and address.isprintable() and url_has_allowed_host_and_scheme(address, allowed_hosts=None)


def carried_in(request: HttpRequest) -> Carried | None:
    """Return what was sent to a page of the admin, or is on its way through the login; None when that is nothing."""
    if request.method != "POST":
        return None
    if CARRIED in request.POST:
        return unpacked(request.POST[CARRIED])
    address, typed = request.get_full_path(), typed_in(request.POST)
    files = [file.name or "" for _name, files in request.FILES.lists() for file in files]
    return Carried(address, typed, files) if is_ours(address) and (typed or files) else None


class SignIn(LoginView):
    """The login. What is carried through it is sent on afterwards."""

    redirect_authenticated_user = True
    carried: Carried | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.carried = carried_in(request) if CARRIED in request.POST else None
        self.redirect_authenticated_user = self.carried is None
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        Unsent.objects.forget_old()
        if self.carried is None:
            return super().form_valid(form)
        login(self.request, form.get_user())
        return sent_on(self.request, self.carried, at_once=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(carried=self.carried, **kwargs)


@csrf_protect
@xframe_options_deny
def asked_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Answer somebody who sent a form and is not signed in, or not as somebody who may send it."""
    return _login_page(request, carried_in(request))


def _login_page(request: HttpRequest, carried: Carried | None) -> HttpResponse:
    page = SignIn(carried=carried)
    page.setup(request)
    form = AuthenticationForm(request, initial={"username": carried.typed_by if carried else ""})
    answer: Any = page.render_to_response(page.get_context_data(form=form))
    return answer.render()  # the middleware that would render it may be behind us


def sent_on(request: HttpRequest, carried: Carried, *, at_once: bool) -> HttpResponse:
    """Show the page that sends what was typed to where it was meant for."""
    user: Any = request.user
    if not user.is_staff:
        return _login_page(request, carried)
    same = carried.typed_by == user.get_username()
    context = {"carried": carried, "typed": carried.typed, "same": same, "at_once": at_once and same,
               "chosen_again": carried.files}  # fmt: skip
    return render(request, "registration/sent_on.html", context)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of ours that is older than the last login is offered to be sent again; any other is refused."""
    carried = carried_in(request) if _from_here(request) else None
    if carried is None:
        return csrf.csrf_failure(request, reason)  # type: ignore[return-value]
    if request.user.is_authenticated:
        return sent_on(request, carried, at_once=False)
    return _login_page(request, carried)


def _from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on a page of this site: another site cannot make it say so."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
