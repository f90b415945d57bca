"""Who stands on one side of a letter, and whether two sides are the same: by principal, by surname, by office."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .states import states_in

BRACKETED = re.compile(r"\(([A-Z][\w’'\- ]+?)\)")
DEPARTMENT = re.compile(
    r"\b(?:Department of State|Secretary of State|Under ?[Ss]ecretary|Assistant Secretary|Foreign (?:Ministry|Office|Minister|Secretary)|"
    r"Ministry of Foreign Affairs|Minister (?:of|for) Foreign Affairs)\b"
)
MISSION = re.compile(
    r"\b(?:Embassy|Legation|Consulate(?:[ -]General)?|Consul(?:[ -]General)?|Mission|Delegation|Office|Ambassador|Minister|Chargé(?: d[’']Affaires)?|"
    r"High Commissioner|Representative|Liaison Office|Interests Section|Military Mission)\b[^,()]*?\s(?:in|at|to|for)\s(?:the )?(?P<place>[A-Z][^(),]*)"
)
# Officers of the state whose papers are published, and offices that only other states have.
HOME = re.compile(
    r"\b(?:Department of State|Secretary of (?:State|Defense|the Treasury|Commerce|Agriculture)|Under ?[Ss]ecretary|Assistant Secretary|Attorney General|White House|"
    r"President[’']s|National Security|Central Intelligence|Joint Chiefs|Senator|Congress\w*|Vice President|Policy Planning|Bureau|Acting Secretary|the Secretary|"
    r"all (?:diplomatic|posts|missions)|certain (?:diplomatic|posts|missions))",
    re.IGNORECASE,
)
FOREIGN = re.compile(
    r"\b(?:Prime Minister|Foreign (?:Minister|Secretary|Ministry|Office)|Chancellor|King|Queen|Premier|Chairman(?! of the (?:Joint|Senate|House|Atomic|Council on))|"
    r"(?:General|First) Secretary|Archbishop|Emperor|Shah|Prince|Generalissimo|Marshal|Minister of Foreign Affairs|Minister for Foreign Affairs)\b"
)
TITLES = frozenset(
    [
        "president",
        "chairman",
        "premier",
        "minister",
        "secretary",
        "ambassador",
        "general",
        "king",
        "queen",
        "prime",
        "chancellor",
        "foreign",
        "mr",
        "mrs",
        "dr",
        "sir",
        "lord",
        "jr",
        "sr",
        "iii",
        "marshal",
        "admiral",
        "senator",
        "governor",
        "prince",
        "excellency",
        "majesty",
        "archbishop",
        "acting",
        "deputy",
        "the",
        "of",
        "and",
        "for",
        "state",
        "department",
        "embassy",
        "states",
        "government",
        "office",
        "mission",
        "union",
        "council",
        "assistant",
        "under",
        "special",
        "counselor",
        "chargé",
        "legation",
        "consulate",
        "posts",
    ]
)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a letter. ``house`` tells a ministry from its missions: ("ministry", "") or ("mission", its place)."""

    names: tuple[str, ...] = ()
    principals: frozenset[Any] = frozenset()
    surnames: frozenset[str] = frozenset()
    houses: frozenset[tuple[str, str]] = frozenset()
    code: str = ""

    def __bool__(self) -> bool:
        return bool(self.names or self.principals or self.code)

    def meets(self, other: Side) -> float:
        """Return how sure it is, from 0 to 1, that two sides have somebody in common."""
        if self.principals & other.principals or self.surnames & other.surnames:
            return 1.0
        if self.houses & other.houses:
            return 1.0
        if self.code and self.code == other.code and not (self.houses and other.houses):
            return 0.5
        return 0.0


def side_of(names: Iterable[str], principals: Iterable[Any] = (), *, code: str = "") -> Side:
    """Return the side that names, as written, make up."""
    said = tuple(dict.fromkeys(" ".join(name.split()) for name in names if name and name.strip()))
    surnames = frozenset(name for one in said for name in surnames_of(one))
    houses = frozenset(house for one in said for house in houses_of(one))
    return Side(said, frozenset(principals), surnames, houses, code)


@lru_cache(maxsize=8192)
def surnames_of(name: str) -> tuple[str, ...]:
    """Return the surname in a name as written: of "Doe, John A.", "Chairman Doe", "the Ambassador in Utopia (Doe)"."""
    bracketed = BRACKETED.search(name)
    words = bracketed[1] if bracketed else name
    if "," in words and not DEPARTMENT.search(words):
        words = words.split(",")[0]
    elif bracketed is None and (
        MISSION.search(words)
        or (DEPARTMENT.search(words) and not re.search(r"(?:State|Secretary|Minister) [A-Z]\w+$", words))
    ):
        return ()
    parts = [part.strip(".,’'") for part in words.split()]
    last = parts[-1] if parts else ""
    if len(last) < 3 or not last[0].isupper() or last.lower() in TITLES or states_in(last):
        return ()
    return (re.sub(r"[’']s$", "", last).lower(),)


@lru_cache(maxsize=8192)
def houses_of(name: str) -> tuple[tuple[str, str], ...]:
    """Return whether a name is that of a ministry or its head, or of a mission and where."""
    mission = MISSION.search(name)
    if mission:
        return (("mission", mission["place"].strip().lower()),)
    return (("ministry", ""),) if DEPARTMENT.search(name) else ()


@lru_cache(maxsize=8192)
def told_code(name: str, home: str) -> str:
    """Return the state in whose name is written, by the words of the name alone; "" when they do not tell."""
    mission = MISSION.search(name)
    said = states_in(name[: mission.start("place")] if mission else name)
    if said:
        return said[0]
    return home if home and (mission or HOME.search(name)) else ""
