"""The addresses of the steps that are taken with one letter."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.urls import path

from .letter_merging import choose_duplicate_page, merge_page
from .letter_recall import recall_page
from .letter_steps import prefer_page, reclassify_page, void_page

if TYPE_CHECKING:
    from .letters import LetterAdmin

STEPS: tuple[tuple[str, str, Any], ...] = (
    ("<path:object_id>/void/", "void", void_page),
    ("<path:object_id>/reclassify/", "reclassify", reclassify_page),
    ("<path:object_id>/prefer/<path:reading_id>/", "prefer", prefer_page),
    ("<path:object_id>/merge/<path:other_id>/", "merge", merge_page),
    ("<path:object_id>/merge/", "merge_choose", choose_duplicate_page),
    ("<path:object_id>/recall/", "recall", recall_page),
)


def addresses_of_steps(page: LetterAdmin) -> list[Any]:
    view = page.admin_site.admin_view
    return [
        path(route, view(partial(shown, page)), name=f"correspondence_letter_{name}") for route, name, shown in STEPS
    ]
