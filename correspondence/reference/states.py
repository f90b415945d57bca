"""The states of the United Nations, members and observers, as parties."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import transaction

from correspondence.models import Party, PartyName

STATES = Path(__file__).with_name("states.csv")
LANGUAGES = ("en", "lv", "ru", "fr")


@dataclass(frozen=True)
class State:
    """A code of ISO 3166-1 and the name by language."""

    code: str
    names: dict[str, str]


@dataclass
class Loaded:
    """What one run found and did: states in the list, stored and already present; names added."""

    states: int = 0
    stored: int = 0
    present: int = 0
    names: int = 0


@cache
def states() -> tuple[State, ...]:
    """Return every state of the list, in the order of their codes."""
    with STATES.open(encoding="utf-8", newline="") as file:
        return tuple(
            State(row["code"], {language: row[language] for language in LANGUAGES}) for row in csv.DictReader(file)
        )


@transaction.atomic
def load_states() -> Loaded:
    """Add the states and names that are absent, all or nothing; what a desk has changed stays as it is."""
    loaded = Loaded()
    known = list(Party.objects.filter(kind=Party.Kind.STATE))
    for state in states():
        party = _found(state, known)
        loaded.states += 1
        loaded.present += party is not None
        loaded.stored += party is None
        loaded.names += _add_names(party or _stored(state), state)
    return loaded


def _found(state: State, known: list[Party]) -> Party | None:
    """Return the party that is this state: by its code, or by its name where nobody gave it a code."""
    if coded := next((party for party in known if party.code.upper() == state.code), None):
        return coded
    spoken = {name.casefold() for name in state.names.values()}
    named = (
        party for party in known if not party.code and {party.name.casefold(), party.short_name.casefold()} & spoken
    )
    party = next(named, None)
    if party is not None:
        party.code = state.code
        party.save(verb="code added")
    return party


def _stored(state: State) -> Party:
    party = Party(kind=Party.Kind.STATE, name=state.names["en"], code=state.code)
    party.full_clean()
    party.save()
    return party


def _add_names(party: Party, state: State) -> int:
    """Add the short name in each language in which the party has none."""
    named = set(PartyName.objects.filter(party=party).values_list("language", flat=True))
    absent = [(language, name) for language, name in state.names.items() if language not in named]
    for language, name in absent:
        row = PartyName(party=party, name=name, language=language, kind=PartyName.Kind.SHORT)
        row.full_clean()
        row.save()
    return len(absent)
