"""The words that show an act: found in a text when the page is saved, and what comes nearest when they are not there.

The field of the words carries three more values: what stands before and after the words, which the page's script sends
along to tell two places apart, and the passage that the user takes instead of words that stand nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from correspondence.models import DialogueChange, Letter, Link, Position, Response, Tabling, Text
from correspondence.models.nearest import nearest_passage
from correspondence.models.texts import Passage, find_passage, find_passages

QUOTE_HELP = _("Copied from the text. The text they stand in is found when you save.")
NOT_QUOTED = _("These words are not in the text. Copy them exactly, without “…”.")
NOT_FOUND = "not_found"
ANYWHERE = ("", "")
AROUND = (40, 80, 120, 160, 200)  # characters kept before and after words that stand in several places
ACTS: tuple[Any, ...] = (Tabling, Response, Position, DialogueChange)


@dataclass(frozen=True)
class Lost:
    """Words that stand in no text, and the passage that comes nearest to them; "" when none is like them."""

    nearest: str


class QuoteWidget(AdminTextareaWidget):
    """The exact words; what tells their place from others; and the passage to take instead when they stand nowhere."""

    template_name = "admin/correspondence/letter/widgets/quote.html"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__({"rows": 2, **(attrs or {})})
        self.find_lost: Callable[[], Lost | None] | None = None
        self.around: tuple[str, str] = ("", "")

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        before, after = self.around
        lost = self.find_lost() if self.find_lost else None
        context["widget"] |= {"before": before, "after": after, "lost": lost}
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return the words, or the passage that was taken instead of them."""
        return data.get(f"{name}_taken") or super().value_from_datadict(data, files, name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}_taken" not in data and super().value_omitted_from_data(data, files, name)


def around_in(data: Any, name: str) -> tuple[str, str]:
    """Return what the page sent along with the words in a field: what stands before them and after them."""
    longest = AROUND[-1]
    return str(data.get(f"{name}_before", ""))[-longest:], str(data.get(f"{name}_after", ""))[:longest]


def evidence_for(letter: Letter, quote: str, reader: Any) -> Text | None:
    """Return the text that these words stand in: one of the letter's own, or of a letter that it is linked to."""
    return next((text for text in texts_for(letter, reader) if text.find(quote)), None)


def texts_for(letter: Letter, reader: Any) -> list[Text]:
    """Return the texts that may show what a letter does, its own first."""
    links = Link.objects.visible_to(reader)
    around = set(links.filter(earlier=letter).values_list("later", flat=True))
    around |= set(links.filter(later=letter).values_list("earlier", flat=True))
    texts = Text.objects.visible_to(reader)
    return [*texts.filter(letter=letter), *texts.filter(letter__in=around)]


def find_evidence(act: Any, request: HttpRequest, around: tuple[str, str] = ANYWHERE) -> None:
    """Give an act the text that its words stand in and, where they stand more than once, what tells which place is meant.

    Raises ValidationError with the passage that comes nearest when they stand nowhere.
    """
    act.evidence, act.prefix, act.suffix = None, "", ""
    if not act.quote:
        return
    texts = _kept(request, act.letter)
    for text in sorted(texts, key=lambda one: not _marked_in(one, act.quote, around[0])):
        places = find_passages(text.body, act.quote, *around)
        if places:
            act.evidence = text
            if len(places) > 1:
                act.prefix, act.suffix = anchor(text.body, act.quote, places[0])
                if around == ANYWHERE:
                    _told(request).append((act.quote, len(places)))
            return
    refusal = ValidationError(NOT_QUOTED, code=NOT_FOUND, params={"nearest": nearest_in(texts, act.quote)})
    raise ValidationError({"quote": refusal})


def _marked_in(text: Text, quote: str, before: str) -> bool:
    """Whether it is in this text that the words stand behind those that the page sent along."""
    return bool(before) and any(text.find(f"{before}{gap}{quote}") for gap in ("", " "))


def _kept(request: Any, letter: Letter) -> list[Text]:
    """Return the texts for a letter, read once for all the acts that are saved with it."""
    kept = request.__dict__.setdefault("_quotable", {})
    if letter.pk not in kept:
        kept[letter.pk] = texts_for(letter, request.user)
    return kept[letter.pk]


def anchor(body: str, quote: str, place: Passage) -> tuple[str, str]:
    """Return as few of the words before and after a place as tell it from the other places where the same words stand."""
    before, after = "", ""
    for longest in AROUND:
        before = " ".join(body[: place.start][-longest:].split())
        after = " ".join(body[place.end :][:longest].split())
        if find_passage(body, quote, before, after) == place:
            break
    return before, after


def nearest_in(texts: list[Text], quote: str) -> str:
    """Return the passage of these texts that comes nearest to a quotation; "" when none is like it."""
    for text in texts:
        if found := nearest_passage(text.body, quote):
            return text.body[slice(*found)]
    return ""


def lost_of(act: Any) -> Lost | None:
    """Return what is offered for the words of a stored act that its text holds no longer; None while it holds them."""
    return Lost(nearest_in([act.evidence], act.quote)) if act.passage_lost else None


def unfolded(rows: Any) -> Any:
    """Return a list of the page, standing open when words in it are lost."""
    if any(getattr(form, "lost", None) for form in rows.formset.forms):
        rows.classes = rows.classes.replace("collapse", "")
    return rows


def tell_of_passages(request: HttpRequest, letter: Letter) -> None:
    """Say, when a letter is saved, which words stand in several places and how many stand nowhere any more."""
    for quote, places in _told(request):
        text = gettext(
            "“%(words)s” stands %(number)s times in the text: the first place is taken. Quote more to mean another."
        )
        messages.warning(request, text % {"words": Truncator(quote).chars(60), "number": places})
    if lost := sum(act.passage_lost for act in _shown_by(letter, request.user)):
        text = ngettext(
            "%(number)s passage is not found in the current text. The nearest one is offered beside it.",
            "%(number)s passages are not found in the current text. The nearest ones are offered beside them.",
            lost,
        )
        messages.warning(request, text % {"number": lost})


def _told(request: Any) -> list[tuple[str, int]]:
    return request.__dict__.setdefault("_in_several_places", [])


def _shown_by(letter: Letter, reader: Any) -> Iterator[Any]:
    """Yield the acts of any letter whose words stand in a text of this one."""
    texts = {text.pk: text for text in Text.objects.visible_to(reader).filter(letter=letter)}
    for model in ACTS if texts else ():
        for act in model.objects.visible_to(reader).filter(evidence__in=texts).exclude(quote=""):
            act.evidence = texts[act.evidence_id]
            yield act
