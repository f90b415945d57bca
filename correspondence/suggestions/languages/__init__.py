"""The languages that letters are read in: English, Latvian, Russian, French and German."""

import re

from .english import ENGLISH
from .french import FRENCH
from .german import GERMAN
from .latvian import LATVIAN
from .phrases import Phrases
from .russian import RUSSIAN

LANGUAGES = (ENGLISH, LATVIAN, RUSSIAN, FRENCH, GERMAN)
BY_CODE = {language.code: language for language in LANGUAGES}
TELLING = {
    "en": frozenset("the of and to in that with for you".split()),  # noqa: SIM905  a list of words reads best as words
    "lv": frozenset("un ir par ar no uz kas tiek jūsu lai ka nav".split()),  # noqa: SIM905  a list of words reads best as words
    "ru": frozenset("и в на что с по не для как".split()),  # noqa: SIM905  a list of words reads best as words
    "fr": frozenset("le la les des et du que une dans votre au est".split()),  # noqa: SIM905  a list of words reads best as words
    "de": frozenset("der die und das den von vom mit dem ist zu nicht ihr ihre ihrer auf".split()),  # noqa: SIM905  a list of words reads best as words
}
SAMPLE = 4000
WORD = re.compile(r"[^\W\d_]+")
CYRILLIC = re.compile("[а-яё]{3}", re.IGNORECASE)


def language_of(text: str, code: str = "") -> Phrases:
    """Return the language of a text: by its code where we know it, else by its most frequent words."""
    known = BY_CODE.get(code.lower()[:2])
    if known is not None:
        return known
    if CYRILLIC.search(text[:SAMPLE]):
        return RUSSIAN
    words = WORD.findall(text[:SAMPLE].lower())
    counts = {code: sum(word in telling for word in words) for code, telling in TELLING.items()}
    return BY_CODE[max(counts, key=lambda one: counts[one])]


__all__ = ["BY_CODE", "LANGUAGES", "Phrases", "language_of"]
