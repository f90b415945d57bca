"""The languages that dates are read and said in. To add one: a file like the others, and its name here."""

from .english import ENGLISH
from .french import FRENCH
from .language import Language
from .latvian import LATVIAN
from .russian import RUSSIAN

LANGUAGES = {language.code: language for language in (ENGLISH, LATVIAN, RUSSIAN, FRENCH)}


def language_of(code: str | None) -> Language:
    """Return the language of a code such as "lv" or "en-gb"; English where we have no other."""
    return LANGUAGES.get((code or "").split("-")[0].lower(), ENGLISH)


def languages_from(code: str | None) -> list[Language]:
    """Return every language, the given one first."""
    first = language_of(code)
    return [first, *(language for language in LANGUAGES.values() if language is not first)]


__all__ = ["LANGUAGES", "Language", "language_of", "languages_from"]
