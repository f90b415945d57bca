"""What is said when a date cannot be read: the fault, and what to write instead."""

from typing import Any

from django.utils.translation import gettext as _


class UnreadableDate(ValueError):  # noqa: N818 - "except UnreadableDate" reads as what it is
    """The words or the EDTF string name no date; the message is for the person who wrote them."""


class UnknownWord(UnreadableDate):
    """A word that the language tried does not have; another language may."""


def shown(text: str) -> str:
    """Return what was written, short and printable, for a message that quotes it."""
    printable = "".join(letter if letter.isprintable() else "�" for letter in text[:41])
    return printable if len(text) <= 40 else f"{printable[:40]}…"


def unclear() -> UnreadableDate:
    return UnreadableDate(
        _("This is not understood as a date. Write for example 22 September 2016, spring 2014, since 2003, "
          "before 28 November 2018.")
    )  # fmt: skip


def unknown(word: str) -> UnknownWord:
    return UnknownWord(
        _("“%(word)s” is not understood. Write for example 22 September 2016, spring 2014, since 2003, "
          "before 28 November 2018.") % {"word": shown(word)}
    )  # fmt: skip


class AmbiguousDate(UnreadableDate):
    """Numbers that name two days: ``readings`` holds the one with the day first, then the one with the month first."""

    def __init__(self, message: str, readings: tuple[Any, Any]) -> None:
        super().__init__(message)
        self.readings = readings
