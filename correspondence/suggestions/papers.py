"""A letter as the signals compare it: who, when, in what form, with what number, in what words."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .inner import Inner, inner_letter, is_generic
from .languages import Phrases, language_of
from .mentions import Mention, first_mentions
from .named import named
from .numbered import cited
from .sides import Side, side_of
from .states import most_named

# Editions of the papers of one government, by the beginning of their keys.
HOMES = {"frus": "US"}
LEAD = 700
WORD = re.compile(r"[^\W\d_][\w’'-]{2,}|\d{3,}")


@dataclass
class Paper:
    """What is known of a letter. ``presents`` are those of a meeting, which has two sides and no direction."""

    pk: Any = None
    source_key: str = ""
    sort_key: str = ""
    day: dt.date | None = None
    form: str = ""
    oral: bool = False
    own_reference: str = ""
    their_reference: str = ""
    topic: Any = None
    subject: str = ""
    text: str = ""
    notes: str = ""
    reply_expected: bool = False
    sender_names: tuple[str, ...] = ()
    addressee_names: tuple[str, ...] = ()
    present_names: tuple[str, ...] = ()
    sender_keys: frozenset[Any] = frozenset()
    addressee_keys: frozenset[Any] = frozenset()
    sender_code: str = ""
    addressee_code: str = ""
    found_by: set[str] = field(default_factory=set)

    @cached_property
    def home(self) -> str:
        """The state whose papers these are, "" where they are not of an edition."""
        return next((code for start, code in HOMES.items() if self.source_key.startswith(start)), "")

    @property
    def undirected(self) -> bool:
        return bool(self.present_names) or (self.oral and not (self.sender_names and self.addressee_names))

    @cached_property
    def language(self) -> Phrases:
        return language_of(self.text)

    @cached_property
    def lead(self) -> str:
        return self.text[:LEAD]

    @cached_property
    def inner(self) -> Inner | None:
        return inner_letter(self.text, self.form, self.day, self.language)

    @cached_property
    def outer_senders(self) -> Side:
        return side_of(self.sender_names, self.sender_keys, home=self.home, code=self.sender_code, text=self._about)

    @cached_property
    def outer_addressees(self) -> Side:
        return side_of(
            self.addressee_names, self.addressee_keys, home=self.home, code=self.addressee_code, text=self._about
        )

    @cached_property
    def present(self) -> Side:
        names = self.present_names or (*self.sender_names, *self.addressee_names)
        return side_of(names, self.sender_keys | self.addressee_keys, home="", text=self._about)

    @cached_property
    def author(self) -> Side:
        """Who truly wrote: of a telegram that carries a letter, who wrote that."""
        if self.inner is None:
            return self.outer_senders
        return self._truly(self.inner.author, self.outer_senders)

    @cached_property
    def addressee(self) -> Side:
        """To whom was truly written."""
        if self.inner is None:
            return self.outer_addressees
        return self._truly(self.inner.addressee, self.outer_addressees)

    @cached_property
    def abroad(self) -> str:
        """The other state of a telegram between a ministry and its mission: where the mission is, or what is spoken of."""
        places = {
            place for side in (self.outer_senders, self.outer_addressees) for _kind, place in side.houses if place
        }
        place = next(iter(sorted(places)), "")
        return most_named(place.title() if place else self._about, besides=self.home) or most_named(
            self._about, besides=self.home
        )

    @cached_property
    def codes(self) -> tuple[str, str]:
        """The states of author and addressee, "" where the words do not tell."""
        if self.undirected:
            names = " ; ".join((*self.present_names, *self.sender_names, *self.addressee_names))
            other = most_named(names, besides=self.home) or most_named(self._about, besides=self.home)
            return (other or self.home, self.home)
        if self.inner is None:
            return (self.outer_senders.code, self.outer_addressees.code)
        return self._inner_codes()

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return first_mentions(
            one for found in (cited(self.text), named(self.text, self.language, self.day)) for one in found
        )

    @cached_property
    def words(self) -> Counter[str]:
        return Counter(word.lower() for word in WORD.findall(self.text[:20_000]))

    @property
    def _about(self) -> str:
        return f"{self.subject}\n{self.subject}\n{self.subject}\n{self.text[:4000]}"

    def _truly(self, name: str, outer: Side) -> Side:
        if not name or is_generic(name):
            return outer
        return side_of((name,), home=self.home, text=self._about)

    def _inner_codes(self) -> tuple[str, str]:
        """Whoever of the two is not the mission's own state is the other: a telegram carries between two."""
        assert self.inner is not None
        outward = ("ministry", "") in self.outer_senders.houses or not self.outer_senders.houses
        author = self.home if outward else self.abroad
        addressee = self.abroad if outward else self.home
        said = side_of((self.inner.author,), home=self.home).code if self.inner.author else ""
        if said and said not in (author, self.home):
            author = said
            addressee = addressee if addressee != author else self.home
        return author, addressee


def day_of_key(sort_key: str) -> dt.date | None:
    """Return the day that a letter is filed under, None for the undated."""
    try:
        return dt.date(int(sort_key[:4]), int(sort_key[4:6]), int(sort_key[6:8]))
    except ValueError:
        return None
