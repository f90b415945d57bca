"""The words: originals, translations and our summaries stand side by side."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from .access import Level, Scoped
from .letters import Letter

NOT_ONE_SPACE = re.compile(r"\s{2,}|[^\S ]")


def digest_of(body: str) -> str:
    """Return the digest by which the same words are known again; white space and Unicode composition do not matter."""
    words = " ".join(unicodedata.normalize("NFC", body).split())
    return sha256(words.encode()).hexdigest() if words else ""


class DigestOfBody(models.CharField):
    """The digest of the body beside it, set with every write of either, many rows at once among them."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002  Django's signature
        digest = digest_of(getattr(model_instance, "body", ""))
        setattr(model_instance, self.attname, digest)
        return digest


class Text(Scoped):
    """One text of a letter in one language. A letter whose existence is public may have a confidential text."""

    class Role(models.TextChoices):
        ORIGINAL = "original", _("original")
        TRANSLATION = "translation", _("translation")
        SUMMARY = "summary", _("our summary")

    requires = ("letter",)
    unjournalled = Scoped.unjournalled | {"digest"}

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="texts", verbose_name=_("letter"))
    language = models.CharField(_("language"), max_length=12, help_text=_("For example en, lv, ru."))
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.ORIGINAL)
    is_excerpt = models.BooleanField(_("excerpts only"), default=False)
    body = models.TextField(_("text"))
    level = models.ForeignKey(
        Level,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("level"),
        help_text=_("Only when the text is more restricted than the letter."),
    )
    digest = DigestOfBody(max_length=64, blank=True, editable=False)

    class Meta(Scoped.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ("role", "language")
        indexes = (models.Index(fields=("digest",), name="text_digest"),)

    def __str__(self) -> str:
        return f"{self.get_role_display()} ({self.language})"

    def find(self, quote: str, prefix: str = "", suffix: str = "") -> Passage | None:
        """Return where the exact words stand; prefix and suffix choose among several places.

        White space and Unicode composition do not matter: what is pasted from a page differs in both.
        """
        return find_passage(self.body, quote, prefix, suffix)


@dataclass(frozen=True)
class Passage:
    """A half-open range of characters in a text."""

    start: int
    end: int


def find_passage(body: str, quote: str, prefix: str = "", suffix: str = "") -> Passage | None:
    """Find a quotation in a text by its exact words, then by what stands before and after it."""
    return next(iter(find_passages(body, quote, prefix, suffix)), None)


def find_passages(body: str, quote: str, prefix: str = "", suffix: str = "") -> list[Passage]:
    """Return every place where the exact words stand, first those with the right words before and after them."""
    folded, places = _folded(body)
    words, before, after = (_folded(part)[0].strip() for part in (quote, prefix, suffix))
    found: list[tuple[int, Passage]] = []
    start = folded.find(words) if words else -1
    while start >= 0:
        end = start + len(words)
        left, right = folded[max(0, start - len(before) - 1) : start], folded[end : end + len(after) + 1]
        score = bool(before and left.rstrip().endswith(before)) + bool(after and right.lstrip().startswith(after))
        # Up to where the next character begins: the last one may be written as a letter and its marks.
        found.append((score, Passage(places[start], places[end] if end < len(places) else len(body))))
        start = folded.find(words, start + 1)
    return [passage for _score, passage in sorted(found, key=lambda one: -one[0])]


@lru_cache(maxsize=16)  # the many passages of one long text are looked up one after the other
def _folded(text: str) -> tuple[str, list[int]]:
    """Return the text with runs of white space as one space and composed letters, and where each character stood."""
    if not unicodedata.is_normalized("NFC", text):
        return _composed(text)
    out: list[str] = []
    places: list[int] = []
    last = 0
    for run in NOT_ONE_SPACE.finditer(text):
        out += (text[last : run.start()], " ")
        places += range(last, run.start() + 1)
        last = run.end()
    return "".join((*out, text[last:])), [*places, *range(last, len(text))]


def _composed(text: str) -> tuple[str, list[int]]:
    """Do the same for a text with decomposed letters, one character after the other."""
    out: list[str] = []
    places: list[int] = []
    for place, written in enumerate(text):
        character = " " if written.isspace() else written
        if character == " " and out and out[-1] == " ":
            continue
        composed = unicodedata.normalize("NFC", out[-1] + character) if out and unicodedata.combining(character) else ""
        if len(composed) == 1:
            out[-1] = composed
            continue
        out.append(character)
        places.append(place)
    return "".join(out), places
