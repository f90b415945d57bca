"""The languages that letters are read in: English, Latvian, Russian, French and German."""

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
    "lv": frozenset("un ir par ar no uz kas tiek jūsu lai".split()),  # noqa: SIM905  a list of words reads best as words
    "ru": frozenset("и в на что с по не для как".split()),  # noqa: SIM905  a list of words reads best as words
    "fr": frozenset("le la les des et du que une dans votre".split()),  # noqa: SIM905  a list of words reads best as words
    "de": frozenset("der die und das den von mit dem ist zu".split()),  # noqa: SIM905  a list of words reads best as words
}
SAMPLE = 4000


def language_of(text: str, code: str = "") -> Phrases:
    """Return the language of a text: by its code where we know it, else by its most frequent words."""
    known = BY_CODE.get(code.lower()[:2])
    if known is not None:
        return known
    words = text[:SAMPLE].lower().split()
    counts = {code: sum(word in telling for word in words) for code, telling in TELLING.items()}
    return BY_CODE[max(counts, key=lambda one: counts[one])]


__all__ = ["BY_CODE", "LANGUAGES", "Phrases", "language_of"]
