"""A letter as the clues compare it: who, when, in what form, with what number, in what words."""

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
from .people import People
from .sides import Side, side_of
from .states import most_named

# Editions of the papers of one government, by the beginning of their keys.
HOMES = {"frus": "US"}
LEAD = 700
DATELINE = 40  # characters at the beginning of a text in which the place stands
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
    people: People = field(default_factory=People)

    @cached_property
    def home(self) -> str:
        """The state whose papers these are, "" where they are not of an edition."""
        return next((code for start, code in HOMES.items() if self.source_key.startswith(start)), "")

    @property
    def undirected(self) -> bool:
        return bool(self.present_names) or self.oral

    @cached_property
    def language(self) -> Phrases:
        return language_of(self.text)

    @cached_property
    def lead(self) -> str:
        return self.text[:LEAD]

    @cached_property
    def inner(self) -> Inner | None:
        return inner_letter(self.text, self.form, self.day)

    @cached_property
    def outer_senders(self) -> Side:
        """Those who sent the document itself; where a stranger wrote from tells whose he is."""
        code = self.sender_code or self._code(self.sender_names, self.text[:DATELINE])
        return side_of(self.sender_names, self.sender_keys, code=code)

    @cached_property
    def outer_addressees(self) -> Side:
        code = self.addressee_code or self._code(self.addressee_names, "")
        return side_of(self.addressee_names, self.addressee_keys, code=code)

    @cached_property
    def present(self) -> Side:
        names = self.present_names or (*self.sender_names, *self.addressee_names)
        return side_of(names, self.sender_keys | self.addressee_keys)

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
            return self._codes_of_meeting()
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

    def _code(self, names: tuple[str, ...], dateline: str) -> str:
        return self.people.code_of(names, self.home, dateline, self._about, unsaid=self.home)

    def _truly(self, name: str, outer: Side) -> Side:
        """Return the side of a name within the text; a title alone is whoever bears it here."""
        if name and is_generic(name):
            name = self.people.bearer(name, f"{self.subject}\n{self.notes}\n{self.text}")
        if not name:
            return outer
        return side_of((name,), code=self.people.code_of((name,), self.home, "", self._about))

    def _codes_of_meeting(self) -> tuple[str, str]:
        """Who came to see them, and they: the order in which they spoke is not known."""
        names = (*self.present_names, *self.sender_names, *self.addressee_names)
        told = [self.people.code_of((name,), self.home, "", "") for name in names]
        others = Counter(code for code in told if code and code != self.home)
        other = others.most_common(1)[0][0] if others else most_named(self.subject, besides=self.home)
        return (other or self.home, self.home)

    def _inner_codes(self) -> tuple[str, str]:
        """A telegram carries between its own state and another: whoever of the two is told decides for both."""
        assert self.inner is not None
        author = self.author.code if self.author is not self.outer_senders else ""
        addressee = self.addressee.code if self.addressee is not self.outer_addressees else ""
        outward = ("ministry", "") in self.outer_senders.houses or not self.outer_senders.houses
        if author and author != self.home:
            return author, addressee if addressee and addressee != author else self.home
        if addressee and addressee != self.home:
            return author or self.home, addressee
        if author == self.home or (outward and not addressee):
            return self.home, self.abroad
        return self.abroad, self.home


def day_of_key(sort_key: str) -> dt.date | None:
    """Return the day that a letter is filed under, None for the undated."""
    try:
        return dt.date(int(sort_key[:4]), int(sort_key[4:6]), int(sort_key[6:8]))
    except ValueError:
        return None
