"""The words that show an imported act: the text they stand in, its own letter's or that of the letter which reports it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from correspondence.formats.record import Quoted
from correspondence.models import Audience, Text
from correspondence.models.texts import find_passage

from .linking import letters_named
from .matching import Vocabulary
from .storing import Stored, StoredText


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
        if (found := next((text for text in fitting if _holds(text.body, quoted.quote)), None)) is None:
            raise ValidationError({"quote": _("These words are not in the text.")})
        return {"evidence": found, "quote": quoted.quote, "prefix": quoted.prefix[:200], "suffix": quoted.suffix[:200]}

    def _of_another(self, key: str) -> list[StoredText]:
        letters = letters_named([key], self.words).get(key, [])
        texts = self.words.seen(Text).filter(letter__in=[letter.pk for letter in letters])
        columns = texts.values_list("pk", "language", "role", "body", "audience")
        return [StoredText(pk, language, role, body, self.words.audience_of(audience))
                for pk, language, role, body, audience in columns]  # fmt: skip


def _holds(body: str, quote: str) -> bool:
    """Whether words stand in a text, however they are spaced and composed."""
    if not quote or (body.isascii() and quote.strip() and quote in body):
        return True  # most do, letter by letter
    return find_passage(body, quote) is not None


def audiences_of(shown: dict[str, Any]) -> list[Audience]:
    return [shown["evidence"].audience] if shown else []
