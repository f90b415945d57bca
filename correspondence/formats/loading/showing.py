"""The words that show an imported act: the text they stand in, its own letter's or that of the letter which reports it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from correspondence.formats.record import Quoted
from correspondence.models import Audience, Text

from .linking import letters_named
from .matching import Vocabulary
from .storing import Stored


class Missing(Exception):  # noqa: N818  it is what is missing
    """Something that an act names is not on record, or not yet."""

    def __init__(self, field: str, value: str) -> None:
        super().__init__(field)
        self.field, self.value = field, value


class Evidence:
    """The texts that one import may point to."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words

    def of(self, one: Stored, quoted: Quoted) -> dict[str, Any]:
        """Return the fields of an act that show it. Raises Missing for a text, ValidationError for words not in it."""
        if not (quoted.quote or quoted.in_letter or quoted.role):
            return {}
        texts = one.texts if not quoted.in_letter else self._of_another(quoted.in_letter)
        fitting = [
            text for text in texts if text.language.startswith(quoted.language) and quoted.role in {"", text.role}
        ]
        if not fitting:
            raise Missing("text", quoted.in_letter or quoted.language)
        shown = (t for t in fitting if not quoted.quote or t.find(quoted.quote, quoted.prefix, quoted.suffix))
        if (found := next(shown, None)) is None:
            raise ValidationError({"quote": _("These words are not in the text.")})
        return {"evidence": found, "quote": quoted.quote, "prefix": quoted.prefix[:200], "suffix": quoted.suffix[:200]}

    def _of_another(self, key: str) -> list[Text]:
        letters = letters_named([key], self.words.reader).get(key, [])
        return list(self.words.seen(Text).filter(letter__in=letters).select_related("audience__level"))


def audiences_of(shown: dict[str, Any]) -> list[Audience]:
    return [shown["evidence"].audience] if shown else []
