"""Every address of the site, from the resolver: a route that is not known here fails the twin-world test."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from correspondence.models import (
    Addressee,
    Attachment,
    DateReading,
    Framework,
    Letter,
    Party,
    Proposal,
    Response,
    Topic,
)
from tests.access.rich_world import scoped_models

ABSENT = UUID("00000000-0000-4000-8000-000000000000")
ADMIN_PAGE = re.compile(r"admin:([a-z]+)_([a-z]+)_(changelist|add|history|delete|change)$")


@dataclass(frozen=True)
class Route:
    """A pattern of the resolver: its name, or the pattern itself where it has none."""

    name: str
    pattern: str


def routes() -> list[Route]:
    return [Route(name or pattern, pattern) for name, pattern in _walk(get_resolver(), "", "")]


def _walk(resolver: URLResolver, before: str, namespace: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        pattern = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield (namespace + entry.name if entry.name else "", pattern)
        else:
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from _walk(entry, pattern, namespace + inner)


class Places:
    """Rows that a person may see and rows that he may not, to ask for by address."""

    def __init__(self, person: Any, each: int = 2) -> None:
        self.person = person
        self.each = each

    def rows(self, model: type[Model], each: int = 0) -> list[Any]:
        """Return some rows that the person sees and some that he does not."""
        each, known = each or self.each, model._base_manager.order_by("pk")
        if model not in set(scoped_models()):
            return list(known[:each])
        seen = known.filter(pk__in=model._default_manager.visible_to(self.person))
        return [*seen[:each], *self.hidden(model, each)]

    def hidden(self, model: type[Model], most: int) -> list[Any]:
        if model not in set(scoped_models()):
            return []
        seen = model._default_manager.visible_to(self.person).values("pk")
        return list(model._base_manager.exclude(pk__in=seen).order_by("pk")[:most])

    def keys(self, model: type[Model], each: int = 0) -> list[Any]:
        """Return the keys of such rows, and of one that is not there."""
        return [*(row.pk for row in self.rows(model, each)), ABSENT]

    def slugs(self, model: type[Model]) -> list[str]:
        return [*(row.slug for row in self.rows(model)), "absent"]


Factory = Callable[[Places], list[tuple[Any, ...]]]


def plain(_places: Places) -> list[tuple[Any, ...]]:
    return [()]


def keyed(model: type[Model]) -> Factory:
    return lambda places: [(key,) for key in places.keys(model)]


def slugged(model: type[Model]) -> Factory:
    return lambda places: [(slug,) for slug in places.slugs(model)]


def pairs(places: Places) -> list[tuple[Any, ...]]:
    hidden = [party.slug for party in places.hidden(Party, 4)]
    both = [("latvia", "russia"), ("russia", "latvia"), ("latvia", "osce"), ("latvia", "latvia"), ("latvia", "absent")]
    organs = (
        Party.objects.filter(name__startswith="Ministry of Defence").order_by("name").values_list("slug", flat=True)
    )
    both += [("russia", "soviet-union"), *((organ, "russia") for organ in organs)]
    return both + [("latvia", slug) for slug in hidden] + [(slug, "absent") for slug in hidden[:1]]


def attachments(places: Places) -> list[tuple[Any, ...]]:
    rows = [(row.letter_id, row.pk) for row in places.rows(Attachment)]
    letters = [row.pk for row in places.rows(Letter)]
    return [*rows, *((letter, ABSENT) for letter in letters), *((ABSENT, key) for _letter, key in rows[-1:])]


def readings(places: Places) -> list[tuple[Any, ...]]:
    """Each reading with its own letter, and with a letter that the person may see, or may not."""
    rows = places.rows(DateReading, 1)
    letters = [row.pk for row in places.rows(Letter, 1)]
    return [
        *((row.letter_id, row.pk) for row in rows),
        *((letter, rows[-1].pk) for letter in letters),
        (ABSENT, ABSENT),
    ]


def two_letters(places: Places) -> list[tuple[Any, ...]]:
    """Letters that the person sees, or does not, each with one of the same."""
    keys = places.keys(Letter, 2)
    return [(one, other) for one in keys for other in keys if one != other][:8]


def two_parties(places: Places) -> list[tuple[Any, ...]]:
    """Parties that the person sees, or does not, each with one of the same."""
    keys = places.keys(Party, 2)
    return [(one, other) for one in keys for other in keys if one != other][:8]


def addressed(places: Places) -> list[tuple[Any, ...]]:
    """Each addressee with its own offer, and with an offer that the person may see, or may not."""
    rows = places.rows(Addressee, 3)
    offers = [row.pk for row in places.rows(Proposal, 1)]
    return [
        *((row.proposal_id, row.pk) for row in rows),
        *((offer, rows[-1].pk) for offer in offers),
        *((offer, ABSENT) for offer in offers),
    ]


def confirmed(places: Places) -> list[tuple[Any, ...]]:
    """Each answer that stands in no letter, and some that do, with their offers and with others."""
    silent = list(Response._base_manager.filter(letter=None).select_related("addressee").order_by("pk"))
    rows = [*silent, *places.rows(Response, 1)]
    offers = [row.pk for row in places.rows(Proposal, 1)]
    return [
        *((row.addressee.proposal_id, row.pk) for row in rows),
        *((offer, rows[0].pk) for offer in offers),
        (ABSENT, ABSENT),
    ]


# What each route is asked with, by its name. Pages of the admin that every noun has are found by `of_admin`.
FACTORIES: dict[str, Factory] = {
    "login": plain,
    "logout": plain,
    "password_change": plain,
    "password_change_done": plain,
    "favicon": plain,
    "language": plain,
    "healthz": plain,
    "readyz": plain,
    "admin:index": plain,
    "admin:login": plain,
    "admin:logout": plain,
    "admin:password_change": plain,
    "admin:password_change_done": plain,
    "admin:autocomplete": plain,
    "admin:jsi18n": plain,
    "admin:unsent": plain,
    "admin:unsent_discard": lambda _places: [(ABSENT,)],
    "admin:auth_user_password_change": lambda places: [(places.person.pk or 1,), (0,)],
    "admin:correspondence_letter_void": lambda places: [(key,) for key in places.keys(Letter, 1)],
    "admin:correspondence_letter_prefer": readings,
    "admin:correspondence_letter_reclassify": lambda places: [(key,) for key in places.keys(Letter, 1)],
    "admin:correspondence_letter_recall": lambda places: [(key,) for key in places.keys(Letter, 1)],
    "admin:correspondence_letter_merge_choose": lambda places: [(key,) for key in places.keys(Letter, 1)],
    "admin:correspondence_letter_merge": two_letters,
    "admin:correspondence_party_merge_choose": lambda places: [(key,) for key in places.keys(Party, 1)],
    "admin:correspondence_party_merge": two_parties,
    "admin:correspondence_letter_possibly": plain,
    "admin:correspondence_letter_compare": two_letters,
    "admin:correspondence_letter_promote": lambda places: [(key,) for key in places.keys(Letter, 2)],
    "admin:correspondence_letter_read": plain,
    "admin:correspondence_letter_answers": plain,
    "admin:correspondence_letter_import": plain,
    "admin:correspondence_letter_import_columns": lambda _places: [("absent",), ("A" * 32,)],
    "admin:correspondence_letter_import_check": lambda _places: [("absent",), ("A" * 32,)],
    "admin:correspondence_letter_import_answers": lambda _places: [("absent",), ("A" * 32,)],
    "admin:correspondence_proposal_silence": addressed,
    "admin:correspondence_proposal_lapse": addressed,
    "admin:correspondence_proposal_take_back": confirmed,
    "correspondence:home": plain,
    "correspondence:timeline_list": plain,
    "correspondence:timeline": pairs,
    "correspondence:timeline_feed": pairs,
    "correspondence:letter_list": plain,
    "correspondence:letter_detail": keyed(Letter),
    "correspondence:attachment": attachments,
    "correspondence:offer_list": plain,
    "correspondence:offer_detail": keyed(Proposal),
    "correspondence:position_list": plain,
    "correspondence:position_topic": slugged(Topic),
    "correspondence:party_list": plain,
    "correspondence:party_detail": slugged(Party),
    "correspondence:topic_list": plain,
    "correspondence:topic_detail": slugged(Topic),
    "correspondence:framework_detail": slugged(Framework),
    "correspondence:today": plain,
    "correspondence:deadlines": plain,
    "correspondence:calendar": plain,
    "correspondence:calendar_revoke": lambda _places: [(ABSENT,)],
    "correspondence:api:letters": plain,
    "correspondence:api:letter": keyed(Letter),
    "correspondence:api:letter_links": lambda places: [(key,) for key in places.keys(Letter, 1)],
    "correspondence:api:letter_proposals": lambda places: [(key,) for key in places.keys(Letter, 1)],
    "correspondence:api:letter_responses": lambda places: [(key,) for key in places.keys(Letter, 1)],
    "correspondence:api:letter_positions": lambda places: [(key,) for key in places.keys(Letter, 1)],
    "correspondence:api:timeline": pairs,
    "correspondence:api:offers": plain,
    "correspondence:api:offer": keyed(Proposal),
    "correspondence:api:positions": plain,
    "correspondence:api:parties": plain,
    "correspondence:api:schema": plain,
    "correspondence:api:absent": plain,
}


def addresses(route: Route, places: Places) -> list[str] | None:
    """Return the addresses of a route to ask for; None when nobody has said how."""
    if found := ADMIN_PAGE.match(route.name):
        return _of_admin(route.name, found.group(1), found.group(2), found.group(3), places)
    if route.name == "admin:app_list":
        return ["/admin/correspondence/", "/admin/auth/", "/admin/absent/"]
    if factory := FACTORIES.get(route.name):
        return [reverse(route.name, args=args) for args in factory(places)]
    return _unnamed(route, places)


def _of_admin(name: str, app: str, noun: str, page: str, places: Places) -> list[str]:
    if page in {"changelist", "add"}:
        return [reverse(name)]
    model = apps.get_model(app, noun)
    return [reverse(name, args=(key,)) for key in places.keys(model, 1)]


def _unnamed(route: Route, places: Places) -> list[str] | None:
    """The admin's own unnamed routes: the old address of a change form, and the end of its address space."""
    if found := re.fullmatch(r"admin/([a-z]+)/([a-z]+)/<path:object_id>/", route.pattern):
        model = apps.get_model(*found.groups())
        return [f"/admin/{found.group(1)}/{found.group(2)}/{key}/" for key in places.keys(model, 1)]
    if route.pattern == r"admin/(?P<url>.*)$":
        return ["/admin/absent/", "/admin/correspondence/absent/", "/admin/correspondence/letter"]
    return None


def registered() -> list[type[Model]]:
    """Return the models that have pages in the admin."""
    return sorted(admin.site._registry, key=lambda model: model._meta.label)
