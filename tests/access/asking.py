"""What is asked of an address: the plain page, its filters, its pages, its forms, with visible, hidden and absent keys."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.contrib import admin
from django.db.models import CharField, ForeignKey, Model, TextField

from correspondence.models import Letter, Party, Topic
from tests.access.places import ABSENT, ADMIN_PAGE, Places, Route, addresses, registered, routes
from tests.access.twin import Answer, Asking, Request

# What is asked of one page: enough to find a leak, few enough to ask of every page.
MOST_VALUES = 2
MOST_LINKS = 5
MOST_KEYS = 1
TYPED = ["CNRY", "note", "1999", "0"]
# What a list is asked with a filter, its counterpart for programs is asked too.
API = "/api/v1"
LISTED = re.compile(r"/(letters|offers|positions|parties|timelines/[^/]+/[^/]+)/\?")


@dataclass
class Control:
    name: str
    value: str = ""
    options: list[str] = field(default_factory=list)


@dataclass
class Form:
    method: str
    controls: dict[str, Control] = field(default_factory=dict)


class Page(HTMLParser):
    """The forms of a page and where its links go within it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._select: Control | None = None
        self._area: Control | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("method", "get").lower()))
        elif tag == "a" and given.get("href", "").startswith("?"):
            self.links.append(given["href"])
        elif tag == "option" and self._select is not None:
            self._select.options.append(given.get("value", ""))
            if "selected" in given:
                self._select.value = given.get("value", "")
        elif tag in {"input", "select", "textarea"} and self.forms and given.get("name"):
            self._control(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None
        if tag == "textarea" and self._area is not None:
            self._area.value = self._area.value.removeprefix("\r").removeprefix("\n")  # as browsers do
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.value += data

    def _control(self, tag: str, given: dict[str, str]) -> None:
        ticked = given.get("type") not in {"checkbox", "radio"} or "checked" in given
        if given.get("type") in {"submit", "file", "button"} or not (ticked or given.get("type") == "radio"):
            return
        control = self.forms[-1].controls.setdefault(given["name"], Control(given["name"]))
        if ticked:
            control.value = given.get("value", "on" if given.get("type") == "checkbox" else "")
        if given.get("type") == "radio":
            control.options.append(given.get("value", ""))
        self._select = control if tag == "select" else self._select
        self._area = control if tag == "textarea" else self._area


def everything(asking: Asking, cleared: Asking | None) -> list[Request]:
    """Return every request that is made as one person: all routes, methods, pages and forms.

    With somebody cleared who is asked what there is to choose from, every filter of the public lists too.
    """
    found = [request for route in routes() for request in of_route(route, asking, cleared)]
    found += [Request("GET", address) for address in _autocompletes(asking.person)]
    found += [
        Request("GET", f"{API}{one.address}") for one in found if one.method == "GET" and LISTED.match(one.address)
    ]
    return list(dict.fromkeys(found))


def of_route(route: Route, asking: Asking, cleared: Asking | None) -> Iterator[Request]:
    places = Places(asking.person)
    asked = addresses(route, places) or []
    for one in asked[-2:][:1]:  # of what is hidden, where there is a choice
        yield from (Request("HEAD", one), Request("POST", one))
    for address in asked:
        page = Request("GET", address)
        yield page
        if is_page(asking(page)):
            filtered = cleared if address == asked[0] else None
            yield from _of_page(route, page, places, asking, filtered)


def _of_page(route: Route, page: Request, places: Places, asking: Asking, cleared: Asking | None) -> Iterator[Request]:
    own = Page(asking(page).text)
    yield from (Request("GET", page.address + href) for href in list(dict.fromkeys(own.links))[:MOST_LINKS])
    if not page.address.startswith("/admin/"):
        if cleared is None:
            return
        everyone = cleared(page)
        yield from _filtered(page, own, Page(everyone.text) if is_page(everyone) else own)
        return
    if found := ADMIN_PAGE.match(route.name):
        model, kind = apps.get_model(found.group(1), found.group(2)), found.group(3)
        if kind == "changelist":
            yield from _looked_up(page, model, places)
        if kind in {"add", "change"}:
            yield from _posted(page, own, model, places)
        if kind == "add" and model is Letter:
            yield from (Request("GET", f"{page.address}?reply_to={key}") for key in places.keys(Letter, 1))
        if kind == "delete":
            yield Request("POST", page.address, (("post", "yes"),))


def at_random(places: Places, most: int, seed: int) -> list[Request]:
    """Return requests for the lists with filters, orders, pages and nonsense put together at random."""
    chance = random.Random(seed)
    slugs = [*places.slugs(Party), *places.slugs(Topic)]
    keys = [str(key) for key in places.keys(Letter)]
    words = [
        "",
        "CNRY",
        "note",
        "Ņ",
        "0",
        "-1",
        "1999",
        "2015",
        "10000",
        "newest",
        "csv",
        "rejected",
        "open",
        "held",
        "response",
    ]
    cursors = [f"{letter.sort_key}.{letter.pk}" for letter in places.rows(Letter)]
    cursors += [f"{letter.sort_key}.{ABSENT}" for letter in places.hidden(Letter, 3)]
    names = "q party topic knowledge carries from_year to_year state proposer addressee year order after before format change page"
    lists = ("/letters/", "/offers/", "/positions/", "/timelines/", "/timelines/latvia/russia/", "/parties/")
    lists += tuple(f"{API}{one}" for one in lists if one != "/timelines/")
    found = []
    for _ in range(most):
        given = [(chance.choice(names.split()), chance.choice(slugs + keys + words + cursors)) for _ in range(3)]
        given += [(chance.choice(("after", "before")), chance.choice(cursors))] if chance.random() < 0.3 else []
        found.append(Request("GET", f"{chance.choice(lists)}?{urlencode(given[chance.randrange(3) :])}"))
    return found


def is_page(answer: Answer) -> bool:
    return answer.status == 200 and any(
        "text/html" in value for name, value in answer.headers if name == "Content-Type"
    )


def _filtered(page: Request, own: Page, everyone: Page) -> Iterator[Request]:
    """Each filter of a list with what the cleared may choose, and what everybody may type."""
    asked: dict[str, list[str]] = {}
    for form in [*everyone.forms, *own.forms]:
        if form.method == "get":
            for control in form.controls.values():
                asked.setdefault(control.name, []).extend(control.options or TYPED)
    if asked:
        asked |= {"order": ["newest", "oldest"], "year": ["1999", "2015"], "format": ["csv"]}
    offered = {option for form in own.forms for control in form.controls.values() for option in control.options}
    for name, values in asked.items():
        hidden_first = sorted(dict.fromkeys(values), key=lambda value: value in offered)
        for value in [*hidden_first[:MOST_VALUES], str(ABSENT)]:
            yield Request("GET", f"{page.address}?{urlencode({name: value})}")


def _looked_up(page: Request, model: type[Model], places: Places) -> Iterator[Request]:
    """The list of a noun in the admin: search, order, facets, pages, and lookups of columns that it does not show."""
    hidden = [row.pk for row in places.hidden(model, 1)] or [ABSENT]
    asked = [{"q": "CNRY"}, {"o": "-1"}, {"_facets": "True"}, {"p": "2"}, {"id__exact": hidden[0]}]
    keys = [column for column in model._meta.concrete_fields if isinstance(column, ForeignKey)]
    for column in keys[:MOST_KEYS]:
        other = [row.pk for row in places.hidden(column.related_model, 1)] or [ABSENT]
        asked += [{f"{column.name}__id__exact": other[0]}]
        if any(one.name == "name" for one in column.related_model._meta.fields):
            asked.append({f"{column.name}__name__startswith": "CNRY"})
    words = [column for column in model._meta.concrete_fields if isinstance(column, TextField | CharField)]
    asked += [{f"{column.name}__startswith": "CNRY"} for column in words[:MOST_KEYS]]
    yield from (Request("GET", f"{page.address}?{urlencode(one)}") for one in asked)
    chosen = (("action", "delete_selected"), ("_selected_action", str(hidden[0])), ("post", "yes"))
    yield Request("POST", page.address, chosen)
    if model is Letter:
        yield from _done_to_many(page, places, str(hidden[0]))


def _done_to_many(page: Request, places: Places, hidden: str) -> Iterator[Request]:
    """What is done to many letters at once: asked for a hidden one, for all there are, and with a hidden topic."""
    topic = str((places.hidden(Topic, 1) or [Topic(pk=ABSENT)])[0].pk)
    visible = [str(row.pk) for row in places.rows(Letter, 1)[:1]]
    yield Request("POST", page.address, (("action", "add_participant"), ("_selected_action", hidden)))
    everything = (("action", "put_label"), ("select_across", "1"), ("_selected_action", hidden))
    yield Request("POST", page.address, everything)
    one = tuple(("_selected_action", key) for key in (*visible, hidden))
    yield Request("POST", page.address, (("action", "assign_topic"), *one, ("_step", "show"), ("topic", topic)))


def _posted(page: Request, own: Page, model: type[Model], places: Places) -> Iterator[Request]:
    """The form as it came, and the form with a hidden key in every relation, in added rows too."""
    form = _main_form(own)
    if form is None:
        return
    given = _given(form)
    if "change" in page.address:
        yield Request("POST", page.address, tuple(given.items()))
    for empty in [name for name in form.controls if "__prefix__" in name]:
        prefix = empty.split("-__prefix__")[0]
        given[empty.replace("__prefix__", "0" if _is_new(given, prefix) else given[f"{prefix}-INITIAL_FORMS"])] = ""
        given[f"{prefix}-TOTAL_FORMS"] = str(int(given.get(f"{prefix}-INITIAL_FORMS", "0")) + 1)
    for name in given:
        if hidden := _hidden_key(model, name.rsplit("-", 1)[-1], places):
            given[name] = hidden
    yield Request("POST", page.address, tuple(given.items()))


def as_it_came(answer: Answer) -> dict[str, str]:
    """Return what a browser would send back if a page's form were saved untouched."""
    form = _main_form(Page(answer.text))
    return _given(form) if form else {}


def _main_form(page: Page) -> Form | None:
    return max((one for one in page.forms if one.method == "post"), key=lambda one: len(one.controls), default=None)


def _given(form: Form) -> dict[str, str]:
    return {name: control.value for name, control in form.controls.items() if "__prefix__" not in name}


def _is_new(given: dict[str, str], prefix: str) -> bool:
    return given.get(f"{prefix}-INITIAL_FORMS", "0") == "0"


def _hidden_key(model: type[Model], name: str, places: Places) -> str:
    """Return the key of a hidden row that a relation of this name may point to."""
    for one in (model, *apps.get_app_config("correspondence").get_models()):
        column = next((column for column in one._meta.concrete_fields if column.name == name), None)
        if isinstance(column, ForeignKey) and (rows := places.hidden(column.related_model, 1)):
            return str(rows[0].pk)
    return ""


def _autocompletes(person: Any) -> Iterator[str]:
    """Every key of every noun in the admin with what a canary begins with; every noun with nothing, and on page two."""
    known = set()
    for model in registered() if person.is_authenticated else []:
        for column in model._meta.concrete_fields:
            remote = column.related_model if isinstance(column, ForeignKey) else None
            if remote in admin.site._registry and admin.site._registry[remote].search_fields:
                at = {
                    "app_label": model._meta.app_label,
                    "model_name": model._meta.model_name,
                    "field_name": column.name,
                }
                further = [] if remote in known else [{"term": ""}, {"term": "", "page": "2"}]
                known.add(remote)
                for more in ({"term": "CNRY"}, *further):
                    yield f"/admin/autocomplete/?{urlencode({**at, **more})}"
