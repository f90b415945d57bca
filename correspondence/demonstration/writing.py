"""How the rows of the demonstration are written: short verbs over the models' own."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from django.utils.text import slugify

from correspondence.dates import UncertainDate
from correspondence.models import (
    Addressee,
    DateReading,
    Framework,
    Letter,
    LetterForm,
    Link,
    Participation,
    Party,
    Position,
    Proposal,
    Proposer,
    Response,
    Tabling,
    Text,
    Topic,
)

from .words import EXCERPTS, SOURCE, STATEMENT

KEYS = UUID("7d0a6a52-5c0c-4c38-9d1e-2f0f5a3f2003")


def key(name: str) -> UUID:
    """Return the fixed key of a row of the demonstration, so that its addresses stay the same everywhere."""
    return uuid5(KEYS, name)


def kept(row: Any, name: str = "") -> Any:
    if name:
        row.pk = key(name)
    row.full_clean()
    row.save()
    return row


def shared(row: Any, name: str) -> Any:
    """Return what is on file already under the same code or name in addresses, open to all; else keep the row.

    So the demonstration joins the states that load_reference brought, and brings no second Latvia.
    """
    open_to_all = type(row)._base_manager.filter(audience__level__rank=0, audience__desks="")
    code = getattr(row, "code", "")
    coded = open_to_all.filter(kind=row.kind, code=code).first() if code else None
    slug = row.slug or slugify(getattr(row, "short_name", "") or row.name)
    return coded or open_to_all.filter(slug=slug).first() or kept(row, name)


class Writing:
    """The rows while they are written, by name."""

    def __init__(self) -> None:
        self.parties: dict[str, Party] = {}
        self.topics: dict[str, Topic] = {}
        self.frameworks: dict[str, Framework] = {}
        self.letters: dict[str, Letter] = {}
        self.offers: dict[str, Proposal] = {}
        self.text: Text

    def letter(self, name: str, subject: str, sender: str, to: str, **fields: Any) -> Letter:
        """Log a letter of the record with its sender and addressee; everything but the statement is only reported."""
        form = LetterForm.objects.get(code=fields.pop("form", "letter"))
        via = fields.pop("via", "")
        fields.setdefault("knowledge", Letter.Knowledge.REPORTED)
        letter = kept(Letter(subject=subject, form=form, **fields), name)
        role = "participant" if form.code == "meeting" else ""
        for place, (default, party) in enumerate((("sender", sender), ("addressee", to), ("via", via))):
            if party:
                roles = {"role": role or default, "position": place}
                kept(Participation(letter=letter, party=self.parties[party], **roles))
        self.letters[name] = letter
        return letter

    def link(self, later: str, relation: str, *earlier: str) -> None:
        for name in earlier:
            kept(Link(later=self.letters[later], earlier=self.letters[name], relation=relation, basis="reported"))

    def bound(self, name: str, value: UncertainDate, bound: str, basis: str) -> None:
        """Date a letter by the statement: when the statement's date changes, so does the bound."""
        reading = DateReading(letter=self.letters[name], value=value, bound=bound, basis=basis, source=SOURCE)
        reading.bounded_by = self.letters[STATEMENT]
        kept(reading)
        self.letters[name].refresh_from_db()

    def offer(self, name: str, by: str, to: str, put_in: str, quote: str = "", **fields: Any) -> None:
        self.offers[name] = kept(Proposal(**fields), f"offer {name}")
        kept(Proposer(proposal=self.offers[name], party=self.parties[by]))
        kept(Addressee(proposal=self.offers[name], party=self.parties[to]))
        self.table(name, put_in, "put", quote)

    def table(self, name: str, in_letter: str, kind: str, quote: str = "", **fields: Any) -> None:
        letter = self.letters[in_letter]
        kept(Tabling(proposal=self.offers[name], letter=letter, kind=kind, **self.shown(quote), **fields))

    def respond(self, name: str, in_letter: str, answer: str, quote: str = "", **fields: Any) -> Response:
        addressee = self.offers[name].addressees.get()
        letter = self.letters[in_letter]
        return kept(Response(addressee=addressee, letter=letter, answer=answer, **self.shown(quote), **fields))

    def hold(self, topic: str, statement: str, in_letter: str, quote: str, **fields: Any) -> Position:
        of = {"party": self.parties["latvian_mod"], "topic": self.topics[topic], "letter": self.letters[in_letter]}
        return kept(Position(statement=statement, **of, **self.shown(quote), **fields))

    def shown(self, quote: str) -> dict[str, Any]:
        return {"evidence": self.text, "quote": EXCERPTS[quote]} if quote else {}
