"""How the tests use the admin: open a page, read what its form holds, change some of it, send it back."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse


class Fields(HTMLParser):
    """The successful controls of a page's main form, as a browser would send them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self.inside = False
        self.select: tuple[str, bool] | None = None
        self.textarea: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        name = given.get("name") or ""
        if tag == "form":
            self.inside = (given.get("id") or "").endswith("_form") and given.get("id") != "logout-form"
        if not self.inside or "__prefix__" in name:
            return
        if tag == "input":
            self._input(name, given)
        elif tag == "textarea":
            self.textarea = name
            self.values[name] = ""
        elif tag == "select":
            self.select = (name, "multiple" in given)
            self.values[name] = [] if "multiple" in given else ""
        elif tag == "option" and self.select and "selected" in given:
            name, several = self.select
            self.values[name] = [*self.values[name], given.get("value")] if several else given.get("value")

    def _input(self, name: str, given: dict[str, str | None]) -> None:
        kind = given.get("type", "text")
        if kind in {"submit", "file", "button"} or "disabled" in given:
            return
        if kind in {"checkbox", "radio"}:
            if "checked" in given:
                self.values[name] = given["value"] or "" if "value" in given else "on"
            return
        self.values[name] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.textarea:
            self.values[self.textarea] = self.values[self.textarea].removeprefix("\n")
            self.textarea = None
        if tag == "select":
            self.select = None
        if tag == "form":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.values[self.textarea] += data


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(row: Any, page: str = "change") -> str:
    model = row._meta.model_name
    key = () if page in {"add", "changelist"} else (row.pk,)
    return reverse(f"admin:{row._meta.app_label}_{model}_{page}", args=key)


def fields_of(client: Client, where: str) -> dict[str, Any]:
    """Open a page and return what its form holds."""
    answer = client.get(where)
    assert answer.status_code == 200, answer.status_code
    return Fields(answer.content.decode()).values


def added(fields: dict[str, Any], prefix: str, **values: Any) -> dict[str, Any]:
    """Fill in the next free row of a list."""
    total = int(fields[f"{prefix}-TOTAL_FORMS"])
    fields = {**fields, f"{prefix}-TOTAL_FORMS": str(total + 1)}
    return {**fields, **{f"{prefix}-{total}-{name}": value for name, value in values.items()}}


def problems(answer: Any) -> dict[str, Any]:
    """Return every message of a refused page: of the record, of its lists, of their rows."""
    found = dict(answer.context["adminform"].form.errors)
    for rows in answer.context["inline_admin_formsets"]:
        formset = rows.formset
        if formset.non_form_errors():
            found[formset.prefix] = list(formset.non_form_errors())
        for form in formset.forms:
            for name, errors in (form.errors or {}).items():
                found[f"{form.prefix}-{name}"] = list(errors)
    return found
