"""Saving a form leaves what its user cannot see as it was: links, parts, texts and answers to hidden letters survive."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from correspondence.models import Letter
from tests.access.asking import as_it_came
from tests.access.places import Places
from tests.access.rich_world import scoped_models
from tests.access.twin import Answer, Asking, Request, undone

pytestmark = pytest.mark.django_db

# These are only looked up from other pages, or shown: they have no form of their own.
WITHOUT_FORM = {"Addressee", "JournalEntry", "Position", "Response"}
NOUNS = [
    model
    for model in sorted(admin.site._registry, key=lambda one: one._meta.label)
    if model in set(scoped_models()) and model.__name__ not in WITHOUT_FORM
]


def hidden_from(person) -> dict[str, list]:
    """Return every column of every row that a person may not see; the journal may grow."""
    return {
        model.__name__: list(
            model._base_manager.exclude(pk__in=model._default_manager.visible_to(person)).order_by("pk").values_list()
        )
        for model in scoped_models()
    }


def errors_of(answer: Answer) -> list[str]:
    return re.findall(r'<ul class="errorlist[^>]*>(.*?)</ul>', answer.text, re.DOTALL)


@pytest.mark.parametrize("noun", NOUNS, ids=lambda one: one.__name__)
def test_a_form_that_is_saved_as_it_came_changes_nothing_hidden(world, noun):
    officer = world.people["officer of another desk"]
    asking, before = Asking(officer), hidden_from(officer)
    saved, refused = 0, []
    for row in Places(officer, each=2).rows(noun):
        address = reverse(f"admin:{noun._meta.app_label}_{noun._meta.model_name}_change", args=(row.pk,))
        page = asking(Request("GET", address))
        if page.status != 200 or not (form := as_it_came(page)):
            continue
        with undone():
            answer = asking.stay(Request("POST", address, tuple(form.items())))
            saved += answer.status == 302
            refused += [] if answer.status == 302 else errors_of(answer)
            assert hidden_from(officer) == before

    assert saved, refused


def test_a_letter_with_hidden_answers_and_parts_is_changed_without_losing_them(world):
    officer = world.people["officer of another desk"]
    note, asking, before = world.letters["note"], Asking(officer), hidden_from(officer)
    address = reverse("admin:correspondence_letter_change", args=(note.pk,))
    form = as_it_came(asking(Request("GET", address))) | {
        "subject": "Another subject",
        "reason": "The register says so.",
    }

    with undone():
        answer = asking.stay(Request("POST", address, tuple(form.items())))

        assert answer.status == 302, errors_of(answer)
        assert Letter.objects.get(pk=note.pk).subject == "Another subject"
        assert hidden_from(officer) == before
